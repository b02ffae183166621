// A PostgreSQL server of our own, thrown away at the end: for tests and measurements. It needs only the server's
// programs on this machine; it listens on loopback, behind a password, and never runs as root.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'

export type Postgres = {
  /** The address of a superuser's login, to the database `postgres`. */
  url: string
  host: string
  port: number
  /** Where the server's programs are, for pgbench and the like. */
  bin: string
  stop(): Promise<void>
}

type Account = { uid: number; gid: number }

const OLDEST = 15
const STARTS_WITHIN = 60_000
const EXE = process.platform === 'win32' ? '.exe' : ''

/** Undefined when this machine has no PostgreSQL 15 or later. */
export async function startPostgres(
  options: { fsync?: boolean; settings?: Record<string, string> } = {},
): Promise<Postgres | undefined> {
  const bin = serverPrograms()
  if (!bin) return undefined
  const account = unprivileged()
  const home = mkdtempSync(join(tmpdir(), 'postgres-'))
  const password = randomBytes(18).toString('base64url')
  const cluster = join(home, 'cluster')
  writeFileSync(join(home, 'password'), password, { mode: 0o600 })
  if (account) for (const path of [home, join(home, 'password')]) chownSync(path, account.uid, account.gid)
  const initialise = ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', join(home, 'password')]
  execFileSync(join(bin, 'initdb'), [...initialise, '-E', 'UTF8', '--locale=C.UTF-8', '-N'], {
    ...account,
    cwd: home,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const port = await freePort()
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, '-p', String(port), '-k', home, ...settingsOf(options)], {
    ...account,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const abandon = (): boolean => server.kill('SIGQUIT')
  process.once('exit', abandon)
  try {
    await answers(server, url)
  } catch (error) {
    abandon()
    rmSync(home, { recursive: true, force: true })
    throw error
  }
  return {
    url,
    host: '127.0.0.1',
    port,
    bin,
    async stop() {
      process.off('exit', abandon)
      if (server.exitCode === null) {
        const ended = once(server, 'exit')
        server.kill('SIGINT') // "fast": connections are ended, work in them rolled back
        await ended
      }
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The oldest version we promise to work with, when there are several: newer ones are the embedded engine's part. */
export function serverPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const installed = folders(debian)
    .filter((version) => Number(version) >= OLDEST)
    .toSorted((a, b) => Number(a) - Number(b))
    .map((version) => join(debian, version, 'bin'))
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => runnable(join(folder, `initdb${EXE}`)))
  return [...installed, ...onPath].find(
    (folder) => runnable(join(folder, `initdb${EXE}`)) && runnable(join(folder, `postgres${EXE}`)) && oldEnough(folder),
  )
}

function oldEnough(folder: string): boolean {
  const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)/.exec(said)?.[1] ?? 0) >= OLDEST
}

function folders(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return [] // not a Debian, or no PostgreSQL on it
  }
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not here: the next place is asked
  }
}

/** PostgreSQL refuses to run as root: then as its own account, or as nobody. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // No account of this name: the next one, or the number that is nobody's everywhere.
    }
  }
  return { uid: 65534, gid: 65534 }
}

function settingsOf({
  fsync = false,
  settings = {},
}: {
  fsync?: boolean
  settings?: Record<string, string>
}): string[] {
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const all = { listen_addresses: '127.0.0.1', max_connections: '100', ...(fsync ? {} : careless), ...settings }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function answers(server: ChildProcess, connectionString: string): Promise<void> {
  let said = ''
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const until = Date.now() + STARTS_WITHIN
  while (server.exitCode === null && Date.now() < until) {
    const client = new Client({ connectionString, connectionTimeoutMillis: 5000 })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await pause(50) // not yet
    }
  }
  throw new Error(`PostgreSQL did not start:\n${said}`)
}

/** A database of its own on the test server, with an owner and a web login as docs/operations.md describes. */
export async function makeServerDatabase(superuser: string): Promise<{ databaseUrl: string; ownerUrl: string }> {
  const name = `t${randomBytes(5).toString('hex')}`
  const client = new Client({ connectionString: superuser })
  await client.connect()
  try {
    await client.query(`create role "${name}_owner" login createrole password 'owner'`)
    await client.query(`create role "${name}_login" login noinherit password 'web'`)
    await client.query(`create database "${name}" owner "${name}_owner"`)
  } finally {
    await client.end()
  }
  const at = (login: string, word: string): string => {
    const url = new URL(superuser)
    url.username = login
    url.password = word
    url.pathname = `/${name}`
    return url.href
  }
  return { databaseUrl: at(`${name}_login`, 'web'), ownerUrl: at(`${name}_owner`, 'owner') }
}
