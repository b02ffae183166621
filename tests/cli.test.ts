// An operator at a terminal: what is typed wrongly gets a sentence, a first start makes the demonstration and says who
// one can be, commands typed beside the server are done by it, and a signal ends everything in good order.
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { castNames, cast } from '../seeds/cast.ts'
import { commands } from '../src/operations/commands.ts'
import { startPostgres } from './postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'cli-'))
const running = new Set<ChildProcess>()
after(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

type Said = { code: number | null; out: string; err: string }
type Started = { child: ChildProcess; said(): string; ended: Promise<Said> }

function start(args: readonly string[], env: Record<string, string> = {}): Started {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/cli.ts'), ...args], {
    cwd: folder,
    env: { PATH, HOME, LOG_LEVEL: 'silent', PORT: '0', DATA_DIR: join(folder, 'data'), ...env },
  })
  running.add(child)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return { code: code as number | null, out, err }
  })
  return { child, said: () => out + err, ended }
}

const run = (args: readonly string[], env?: Record<string, string>): Promise<Said> => start(args, env).ended

async function until(server: Started, words: RegExp): Promise<string> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    const found = words.exec(server.said())
    if (found) return found[1] ?? found[0]
    if (!running.has(server.child)) break
    await pause(50)
  }
  throw new Error(`The server did not say ${String(words)}:\n${server.said()}`)
}

const wordsOnly = ({ err }: Said): void =>
  assert.doesNotMatch(err, /\n\s+at |node:internal|file:\/\//, 'a sentence, not a trace')

test('--help names every command with a line of words', async () => {
  const help = await run(['--help'])
  assert.equal(help.code, 0)
  for (const { usage, words } of Object.values(commands)) {
    assert.ok(help.out.includes(usage), usage)
    assert.ok(help.out.includes(words), words)
  }
})

const MISTYPED: readonly { args: readonly string[]; env?: Record<string, string>; code: number; says: RegExp }[] = [
  { args: ['strat'], code: 2, says: /no command “strat”/ },
  { args: ['constructor'], code: 2, says: /no command/ },
  { args: ['backup'], code: 2, says: /Use: wholeschool backup FILE/ },
  { args: ['backup', 'a', 'b'], code: 2, says: /“b” is more than/ },
  { args: ['start', '--port', '1'], code: 2, says: /Unknown option '--port'/ },
  { args: ['export', 'setting', '--urn', 'twelve', 'x'], code: 2, says: /A URN is a number/ },
  { args: ['export', 'setting', 'not-an-id', 'x'], code: 2, says: /An id looks like/ },
  { args: ['import', 'pupils', 'x.csv'], code: 2, says: /Say what to import: schools/ },
  { args: ['import', 'schools', 'x.csv'], code: 2, says: /--programme/ },
  { args: ['backup', 'x'], code: 1, says: /There is no database in .*data yet/ },
  { args: ['start'], env: { PORT: 'high' }, code: 1, says: /PORT must be a whole number/ },
  { args: ['start'], env: { DATABASE_URL: 'mysql://x' }, code: 1, says: /DATABASE_URL must start with postgres/ },
  {
    args: ['migrate'],
    env: { DATABASE_URL: 'postgres://a:s3cret@127.0.0.1:9/x' },
    code: 1,
    says: /No PostgreSQL answers at 127\.0\.0\.1:9/,
  },
]

test('whoever mistypes gets a sentence and no trace, and nothing is made', async () => {
  for (const { args, env, code, says } of MISTYPED) {
    const said = await run(args, env)
    assert.equal(said.code, code, args.join(' '))
    assert.match(said.err, says)
    assert.doesNotMatch(said.err, /s3cret/)
    wordsOnly(said)
  }
})

test('a first start makes the demonstration, commands go to the server, and a restored copy is the same house', async () => {
  const server = start(['start'])
  const address = await until(server, /open at (http:\S+)/)
  await until(server, new RegExp(cast.nadia.name))
  for (const name of castNames) assert.ok(server.said().includes(cast[name].words), name)
  const page = await fetch(`${address}/readyz`)
  assert.equal(page.status, 200, await page.text())

  const file = join(folder, 'county.backup')
  const backup = await run(['backup', 'county.backup'])
  assert.deepEqual([backup.code, backup.err], [0, ''])
  assert.match(backup.out, /Wrote .*county\.backup: [\d,]+ rows/)
  assert.match(backup.out, /secret\.key/, 'that the key is not in it is said')
  for (const refused of [['demo'], ['restore', 'county.backup']]) {
    const said = await run(refused)
    assert.equal(said.code, 1)
    assert.match(said.out, /Stop the server first/)
  }
  server.child.kill('SIGTERM')
  assert.equal((await server.ended).code, 0)
  assert.ok(!readdirSync(join(folder, 'data')).includes('door.sock'))

  const copy = { DATA_DIR: join(folder, 'copy') }
  const restored = await run(['restore', file], copy)
  assert.deepEqual([restored.code, restored.err], [0, ''])
  const refused = await run(['start'], { ...copy, NODE_ENV: 'production' })
  assert.equal(refused.code, 1)
  assert.match(refused.err, /demonstration and says so for ever/)
  wordsOnly(refused)
  const again = await run(['demo'], copy)
  assert.equal(again.code, 1)
  assert.match(again.err, /only in an empty database/)
})

test('a real installation starts empty, with a link that makes the first officer', async () => {
  const server = start(['start'], { DATA_DIR: join(folder, 'real'), NODE_ENV: 'production' })
  const address = await until(server, /open at (http:\S+)/)
  const link = await until(server, /(http:\S+\/invitations\/\S+)/)
  assert.ok(link.startsWith(address))
  assert.equal((await fetch(link)).status, 200)
  assert.doesNotMatch(server.said(), /demonstration/)
  server.child.kill('SIGINT')
  assert.equal((await server.ended).code, 0)
})

test('a folder with something of someone else’s in it does not become a demonstration by itself', async () => {
  const dir = join(folder, 'theirs')
  mkdirSync(dir)
  writeFileSync(join(dir, 'notes.txt'), 'mine')
  const server = start(['start'], { DATA_DIR: dir })
  await until(server, /There is no first officer yet/)
  assert.doesNotMatch(server.said(), /demonstration/)
  server.child.kill('SIGHUP')
  assert.equal((await server.ended).code, 0)
})

test('a county follows docs/operations.md: two logins, the owner migrates, the web login serves and cannot more', async (t) => {
  const postgres = await startPostgres()
  if (!postgres) return t.skip('no PostgreSQL server programs on this machine')
  try {
    const guide = readFileSync(join(import.meta.dirname, '../docs/operations.md'), 'utf8')
    const statements = /```sql\n([\s\S]*?)```/
      .exec(guide)![1]!
      .split(';')
      .filter((one) => one.trim() !== '')
    const client = new Client({ connectionString: postgres.url })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
    const written = (name: string): string => {
      const url = new URL(new RegExp(`export ${name}=(\\S+)`).exec(guide)![1]!)
      url.host = `${postgres.host}:${postgres.port}`
      return url.href
    }
    const web = { DATABASE_URL: written('DATABASE_URL'), NODE_ENV: 'production', DATA_DIR: join(folder, 'county') }
    const early = await run(['start'], web)
    assert.equal(early.code, 1)
    assert.match(early.err, /not up to date, and the login of DATABASE_URL may not change it/)
    wordsOnly(early)
    const migrated = await run(['migrate'], { ...web, DATABASE_OWNER_URL: written('DATABASE_OWNER_URL') })
    assert.deepEqual([migrated.code, migrated.err], [0, ''])
    const server = start(['start'], web)
    const address = await until(server, /open at (http:\S+)/)
    await until(server, /There is no first officer yet/)
    assert.doesNotMatch(server.said(), /Warning/)
    const ready = (await (await fetch(`${address}/readyz`)).json()) as { ready: boolean; degraded: string[] }
    assert.equal(ready.ready, true)
    assert.ok(!ready.degraded.some((one) => one.includes('roles')), ready.degraded.join())
    const backup = await run(['backup', join(folder, 'county-server.backup')], web)
    assert.deepEqual([backup.code, backup.err], [0, ''], 'a backup needs the web login alone')
    server.child.kill('SIGTERM')
    assert.equal((await server.ended).code, 0)
  } finally {
    await postgres.stop()
  }
})
