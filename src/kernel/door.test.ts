// A command beside a running server: the person sees what the server says, gets its exit code, and nobody else may ask.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { callDoor, openDoor, type Command } from './door.ts'

const home = mkdtempSync(join(tmpdir(), 'door-'))
after(() => rmSync(home, { recursive: true, force: true }))

function folder(name: string): string {
  const made = join(home, name)
  mkdirSync(made, { recursive: true, mode: 0o700 })
  return made
}

const commands: Record<string, Command> = {
  async count(args, out) {
    for (const arg of args) out(`one ${arg}`)
    return args.length
  },
  async fail() {
    throw new Error('The file is not there.')
  },
}

async function call(dataDir: string, command: string, args: string[] = []): Promise<[number | 'no-server', string[]]> {
  const lines: string[] = []
  const exit = await callDoor(dataDir, command, args, (line) => lines.push(line))
  return [exit, lines]
}

test('an officer beside a running server sees its lines and gets its exit code', async () => {
  const dir = folder('plain')
  const door = await openDoor(dir, commands)
  try {
    assert.deepEqual(await call(dir, 'count', ['/a b', 'line\nbreak', 'å\u2028b']), [
      3,
      ['one /a b', 'one line\nbreak', 'one å\u2028b'],
    ])
    assert.deepEqual(await call(dir, 'count'), [0, []])
    assert.deepEqual(await call(dir, 'fail'), [1, ['The file is not there.']])
    assert.deepEqual(await call(dir, 'toString'), [2, ['The running server does not know the command toString.']])
    assert.equal(statSync(join(dir, 'door.sock')).mode & 0o777, 0o600)
  } finally {
    await door.close()
  }
  assert.equal(existsSync(join(dir, 'door.sock')), false)
})

test('lines arrive while the work goes on, not at its end', async () => {
  const dir = folder('streamed')
  const seen = Promise.withResolvers<void>()
  const door = await openDoor(dir, {
    async slow(_args, out) {
      out('begun')
      await seen.promise
      return 0
    },
  })
  try {
    assert.equal(await callDoor(dir, 'slow', [], () => seen.resolve()), 0)
  } finally {
    await door.close()
  }
})

test('with no server the caller is told so, also when one was killed and left its socket behind', async () => {
  const dir = folder('stale')
  assert.deepEqual(await call(dir, 'count'), ['no-server', []])
  const dead = createServer().listen(join(home, 'moved.sock'))
  await once(dead, 'listening')
  renameSync(join(home, 'moved.sock'), join(dir, 'door.sock')) // so that closing does not remove it, as a kill would not
  dead.close()
  await once(dead, 'close')
  assert.equal(existsSync(join(dir, 'door.sock')), true)
  assert.deepEqual(await call(dir, 'count'), ['no-server', []])
  const door = await openDoor(dir, commands)
  try {
    assert.deepEqual(await call(dir, 'count', ['x']), [1, ['one x']])
  } finally {
    await door.close()
  }
})

test('a data directory deeper than a socket may be named has a door all the same', async () => {
  const dir = folder(join('d'.repeat(80), 'e'.repeat(80)))
  for (const round of ['first', 'second']) {
    const door = await openDoor(dir, commands)
    try {
      assert.deepEqual(await call(dir, 'count', [round]), [1, [`one ${round}`]])
    } finally {
      await door.close()
    }
  }
  assert.deepEqual(await call(dir, 'count'), ['no-server', []])
})

test('a server that stops in the middle is a failure, not a success', async () => {
  const dir = folder('stopped')
  const begun = Promise.withResolvers<void>()
  const door = await openDoor(dir, {
    async never() {
      begun.resolve()
      return new Promise<number>(() => {})
    },
  })
  const asked = callDoor(dir, 'never', [], () => {})
  const refused = assert.rejects(asked, /stopped before the command was finished/)
  await begun.promise
  await door.close()
  await refused
})

test('noise at the door is answered with a sentence and harms nobody', async () => {
  const dir = folder('noise')
  const door = await openDoor(dir, commands)
  try {
    for (const noise of ['\n', 'null\n', '{"command":1}\n', 'x'.repeat(1_100_000)]) {
      const socket = connect(join(dir, 'door.sock')).setEncoding('utf8')
      socket.on('error', () => {}) // the rest of the noise may find the door closed
      socket.write(noise)
      const answer = (await socket.toArray()).join('')
      assert.match(answer, /"exit":1/)
    }
    assert.deepEqual(await call(dir, 'count', ['y']), [1, ['one y']])
  } finally {
    await door.close()
  }
  writeFileSync(join(dir, 'door.sock'), 'not a socket')
  assert.deepEqual(await call(dir, 'count'), ['no-server', []])
})
