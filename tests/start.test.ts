// The two commands, before anything is installed: what `npm start` does to get going, and that it stops when told to,
// whoever was told. A small installation stands in for ours, with our bin/ in it and the Node that runs this test.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

const home = mkdtempSync(join(tmpdir(), 'start-'))
after(() => rmSync(home, { recursive: true, force: true }))

const LOCK = {
  name: 'small',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: { '': { name: 'small', version: '1.0.0' } },
}
const SERVER = `
import { writeFileSync } from 'node:fs'
const [command, ...rest] = process.argv.slice(2)
if (command === 'say') { console.log(JSON.stringify(rest), process.version); process.exit(7) }
if (command === 'die') process.kill(process.pid, 'SIGKILL')
let signals = 0
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {
  signals += 1
  writeFileSync('stopped', signal + ' ' + signals)
  setTimeout(() => process.exit(0), 200)
})
setInterval(() => {}, 1000)
console.log('ready ' + process.pid)
`

let number = 0
function installation({ installed = true } = {}): string {
  const folder = join(home, `installation-${++number}`)
  cpSync(join(import.meta.dirname, '..', 'bin'), join(folder, 'bin'), { recursive: true })
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src', 'cli.ts'), SERVER)
  const scripts = { start: 'node bin/wholeschool.cjs start' }
  const bin = { wholeschool: 'bin/wholeschool.cjs' }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'small', version: '1.0.0', type: 'module', scripts, bin }),
  )
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(LOCK, undefined, 2))
  if (installed) {
    const modules = join(folder, 'node_modules')
    const node = join(modules, `node-${process.platform}-${process.arch}`, 'bin')
    mkdirSync(node, { recursive: true })
    symlinkSync(process.execPath, join(node, 'node'))
    writeFileSync(join(modules, '.package-lock.json'), '{}')
  }
  return folder
}

type Run = {
  child: ChildProcess
  said: () => string
  until: (words: RegExp) => Promise<string>
  ended: Promise<[number | null, string | null]>
}

function run(folder: string, command: string[], env: Record<string, string | undefined> = {}): Run {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd: folder,
    detached: true, // a group of its own, as a terminal would give it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'close') as Promise<[number | null, string | null]>
  const until = async (words: RegExp): Promise<string> => {
    for (const give = Date.now() + 30_000; Date.now() < give; await pause(20)) {
      const found = words.exec(said)
      if (found) return found[1] ?? found[0]
    }
    throw new Error(`It never said ${words}, but: ${said}`)
  }
  return { child, said: () => said, until, ended }
}

/** A small npm that says when it was called, and does what the test wants of it. */
function npmThat(folder: string, deed: string): Record<string, string> {
  const path = join(folder, 'npm-cli.js')
  writeFileSync(
    path,
    `import fs from 'node:fs'; fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n'); ${deed}`,
  )
  return { npm_execpath: path }
}

const INSTALLS = `await new Promise((r) => setTimeout(r, 700)); fs.mkdirSync('node_modules', { recursive: true });
  fs.writeFileSync('node_modules/.package-lock.json', '{}')`

const say = [process.execPath, 'bin/wholeschool.cjs', 'say', 'a b', '--json', 'å']
const npmCalls = (folder: string): string[] => {
  const calls = join(folder, 'calls')
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []
}

async function isGone(pid: number): Promise<boolean> {
  for (let look = 0; look < 100; look++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true // nobody has this number any more
    }
    await pause(100)
  }
  return false
}

test('a command gets its words as typed, runs on Node 24 or later, and passes on its exit code', async () => {
  const { ended, said } = run(installation(), say)
  assert.deepEqual(await ended, [7, null])
  assert.match(said(), /^\["a b","--json","å"\] v(2[4-9]|[3-9]\d)\./)
})

test('a command that was killed is seen to have been killed', async () => {
  const { ended } = run(installation(), [process.execPath, 'bin/wholeschool.cjs', 'die'])
  assert.deepEqual(await ended, [null, 'SIGKILL'])
})

const NPM = ['npm', 'start']
const DIRECTLY = [process.execPath, 'bin/wholeschool.cjs', 'start']
const STOPS: [string, string[], NodeJS.Signals, 'one' | 'all'][] = [
  ['a supervisor that ends npm stops the server', NPM, 'SIGTERM', 'one'],
  ['npm killed without warning stops the server', NPM, 'SIGKILL', 'one'],
  ['Ctrl-C in a terminal, which reaches npm and all below it, stops the server', NPM, 'SIGINT', 'all'],
  ['a closed terminal stops the server', NPM, 'SIGHUP', 'all'],
  ['a supervisor that ends the command itself stops the server', DIRECTLY, 'SIGTERM', 'one'],
  ['an interrupt of the command itself stops the server', DIRECTLY, 'SIGINT', 'one'],
  ['the command killed without warning stops the server', DIRECTLY, 'SIGKILL', 'one'],
]
for (const [words, command, signal, whom] of STOPS) {
  test(`${words}, asking it once and politely`, async () => {
    const folder = installation()
    const { child, until } = run(folder, command, command === NPM ? {} : { npm_execpath: undefined })
    const pid = Number(await until(/ready (\d+)/))
    const group = child.pid ?? assert.fail('it did not start')
    process.kill(whom === 'all' ? -group : group, signal)
    assert.ok(await isGone(pid), 'the server is still running')
    const [how, times] = readFileSync(join(folder, 'stopped'), 'utf8').split(' ')
    assert.equal(times, '1', `it was asked ${times} times`)
    if (command === DIRECTLY && signal !== 'SIGKILL') assert.equal(how, signal)
  })
}

test('a server left in the background on purpose goes on when the one who started it leaves', async () => {
  const folder = installation()
  const script = `${process.execPath} bin/wholeschool.cjs start > log 2>&1 & echo started $!; sleep 1`
  const { until, ended } = run(folder, ['sh', '-c', script], { npm_execpath: undefined })
  const pid = Number(await until(/started (\d+)/))
  await ended
  await pause(1500)
  assert.equal(existsSync(join(folder, 'stopped')), false)
  process.kill(pid, 'SIGTERM')
  assert.ok(await isGone(pid))
})

test('a first start installs once, from the lock, without what only tests need', async () => {
  const folder = installation({ installed: false })
  const npm = npmThat(folder, INSTALLS)
  for (let start = 0; start < 2; start++) assert.deepEqual(await run(folder, say, npm).ended, [7, null])
  const calls = npmCalls(folder)
  assert.equal(calls.length, 1)
  assert.match(calls[0] ?? '', /^install --no-save --ignore-scripts --prefer-offline .*--omit=dev/)
  assert.doesNotMatch(calls[0] ?? '', /omit=optional/)
})

test('two first starts at the same moment install once, and both go on', async () => {
  const folder = installation({ installed: false })
  const npm = npmThat(folder, INSTALLS)
  const starts = [run(folder, say, npm), run(folder, say, npm), run(folder, say, npm)]
  for (const { ended } of starts) assert.deepEqual(await ended, [7, null])
  assert.equal(npmCalls(folder).length, 1)
})

test('an install that was killed half-way is taken over, not waited for', async () => {
  const folder = installation({ installed: false })
  mkdirSync(join(folder, '.cache', 'installing'), { recursive: true })
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'exit')
  writeFileSync(join(folder, '.cache', 'installing', 'owner'), String(dead.pid))
  assert.deepEqual(await run(folder, say, npmThat(folder, INSTALLS)).ended, [7, null])
  assert.equal(npmCalls(folder).length, 1)
})

test('a lock that is newer than what is installed is installed again', async () => {
  const folder = installation()
  const later = new Date(Date.now() + 1000)
  utimesSync(join(folder, 'package-lock.json'), later, later)
  assert.deepEqual(await run(folder, say, npmThat(folder, INSTALLS)).ended, [7, null])
  assert.equal(npmCalls(folder).length, 1)
})

test('tests after a start bring the tools, and a start after that leaves them', async () => {
  const folder = installation()
  mkdirSync(join(folder, 'scripts'))
  writeFileSync(join(folder, 'scripts', 'new.ts'), `console.log('made', process.argv.slice(2).join())`)
  const typescript = `fs.mkdirSync('node_modules/typescript', { recursive: true }); fs.writeFileSync('node_modules/typescript/package.json', '{}')`
  const npm = npmThat(folder, `${INSTALLS}; ${typescript}`)
  const made = run(folder, [process.execPath, 'bin/setup.cjs', 'new', 'award'], npm)
  assert.deepEqual(await made.ended, [0, null])
  assert.match(made.said(), /made award/)
  assert.match(npmCalls(folder)[0] ?? '', /--include=dev/)
  const later = new Date(Date.now() + 5000)
  utimesSync(join(folder, 'package-lock.json'), later, later)
  assert.deepEqual(await run(folder, say, npm).ended, [7, null])
  assert.match(npmCalls(folder)[1] ?? '', /--include=dev/)
})

test('an install that would change the lock is refused, and the lock put back', async () => {
  const folder = installation({ installed: false })
  const before = readFileSync(join(folder, 'package-lock.json'), 'utf8')
  const start = run(folder, say, npmThat(folder, `${INSTALLS}; fs.writeFileSync('package-lock.json', '{}')`))
  assert.deepEqual(await start.ended, [1, null])
  assert.match(start.said(), /do not belong together/)
  assert.equal(readFileSync(join(folder, 'package-lock.json'), 'utf8'), before)
})

test('an install that fails stops the start with a sentence, and the next start tries again', async () => {
  const folder = installation({ installed: false })
  const start = run(folder, say, npmThat(folder, `process.exit(3)`))
  assert.deepEqual(await start.ended, [1, null])
  assert.match(start.said(), /npm could not install the packages/)
  assert.deepEqual(await run(folder, say, npmThat(folder, INSTALLS)).ended, [7, null])
})
