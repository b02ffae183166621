// Which PostgreSQL this is: the embedded one in DATA_DIR, or the server that DATABASE_URL names.
// Everything above sees two pools and never asks which. `pool` serves people; `ownerPool` migrates and restores.
// A database that cannot be used is refused with a sentence, which names the host and never the password.
import { Client, Pool, type PoolConfig } from 'pg'
import type { Config } from './config.ts'
import { openEmbedded } from './embedded.ts'
import { types } from './parsers.ts'

export type Engine = {
  pool: Pool
  /** May change the schema. Embedded, or with one URL, the very same login as `pool`. */
  ownerPool: Pool
  kind: 'embedded' | 'server'
  /** The web login is no owner and cannot escape its policies. Never so when embedded. */
  separated: boolean
  /** Hears NOTIFY. After a lost connection is back, `again` is called: something may have been missed. */
  listen(channel: string, heard: (payload: string) => void, again?: () => void): Promise<void>
  close(): Promise<void>
}

export type EngineOptions = {
  databaseUrl?: string | undefined
  ownerUrl?: string | undefined
  dataDir: string
  /** The embedded engine is lost: say why and leave the process, which is safe at any moment. */
  onFatal: (why: string) => void
  /** Tests: embedded, kept in memory, gone at the end. */
  memory?: boolean
  /** Connections of the web pool to a server. */
  max?: number
}

const OLDEST = 15
const LONGEST_STATEMENT = 30_000 // a page that takes longer is a fault, and must not hold its connection

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { databaseUrl, ownerUrl, dataDir, onFatal, memory = false } = options
  if (databaseUrl && !memory) return openServer(databaseUrl, ownerUrl, options.max ?? 10)
  const embedded = await openEmbedded({ dir: dataDir, extensions: [], onFatal, memory })
  return { ...embedded, ownerPool: embedded.pool, kind: 'embedded', separated: false }
}

/** As the environment says. */
export function openConfigured(config: Config, onFatal: (why: string) => void, max?: number): Promise<Engine> {
  const { databaseUrl, ownerUrl, dataDir } = config
  return openEngine({ databaseUrl, ownerUrl, dataDir, onFatal, ...(max === undefined ? {} : { max }) })
}

async function openServer(databaseUrl: string, ownerUrl: string | undefined, max: number): Promise<Engine> {
  // What is asked together travels together (see Tx.together); COPY does not work on such a connection.
  const pool = serverPool('DATABASE_URL', databaseUrl, { max, statement_timeout: LONGEST_STATEMENT, pipeline: true })
  const one = !ownerUrl || ownerUrl === databaseUrl
  const ownerPool = one
    ? serverPool('DATABASE_URL', databaseUrl, { max: 2 })
    : serverPool('DATABASE_OWNER_URL', ownerUrl, { max: 2 })
  const listener = listenOn(databaseUrl)
  const close = async (): Promise<void> => {
    await listener.close()
    await Promise.all([pool.end(), ownerPool.end()])
  }
  try {
    const web = await greet(pool, 'DATABASE_URL', databaseUrl)
    const owner = one ? web : await greet(ownerPool, 'DATABASE_OWNER_URL', ownerUrl)
    if (owner.database !== web.database)
      throw new Error('DATABASE_URL and DATABASE_OWNER_URL name different databases.')
    const apart = ownerUrl ? owner.login !== web.login && !(await belongsTo(pool, owner.login)) : !(await mayMake(pool))
    const separated = apart && !web.all_powerful
    return { pool, ownerPool, kind: 'server', separated, listen: listener.listen, close }
  } catch (refusal) {
    await close()
    throw refusal
  }
}

function serverPool(name: string, url: string, settings: PoolConfig): Pool {
  const pool = new Pool({
    ...addressOf(name, url),
    application_name: 'wholeschool',
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    types,
    ...settings,
  })
  // An idle connection that the server closes (a restart, a failover) is replaced at the next query.
  pool.on('error', () => {})
  return pool
}

function addressOf(name: string, url: string): { connectionString: string } {
  try {
    if (/^(postgres|postgresql|socket):/.test(url) && new Client({ connectionString: url }).port > 0) {
      return { connectionString: url }
    }
  } catch {
    // Not an address the driver can read. What it says of it is not passed on: it may quote the password.
  }
  throw new Error(`${name} must be an address such as postgres://name:password@host:5432/database.`)
}

type Greeting = { version: number; login: string; all_powerful: boolean; database: string }

/** The first question to a server: is it there, does it know us, is it young enough, and who are we? */
async function greet(pool: Pool, name: string, url: string): Promise<Greeting> {
  const asked = pool.query<Greeting>(`
    select current_setting('server_version_num')::int as version, r.rolname::text as login,
           r.rolsuper or r.rolbypassrls as all_powerful, current_database()::text as database
      from pg_roles r where r.rolname = session_user`)
  const { rows } = await asked.catch((error: unknown) => {
    throw new Error(whyRefused(name, url, error), { cause: error })
  })
  const greeting = rows[0]
  if (!greeting) throw new Error(`The login in ${name} is not known to its own server.`)
  const major = Math.floor(greeting.version / 10_000)
  if (major < OLDEST) {
    throw new Error(
      `${name} is PostgreSQL ${major} at ${placeOf(url)}. Wholeschool needs PostgreSQL ${OLDEST} or later.`,
    )
  }
  return greeting
}

/** With the web login alone: one that may make a schema could also own what is in it. */
async function mayMake(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(
    `select has_database_privilege(current_database(), 'create') as may`,
  )
  return rows[0]?.may ?? true
}

async function belongsTo(pool: Pool, role: string): Promise<boolean> {
  const { rows } = await pool.query<{ belongs: boolean }>(`select pg_has_role(session_user, $1, 'member') as belongs`, [
    role,
  ])
  return rows[0]?.belongs ?? true
}

function placeOf(url: string): string {
  const { host, port } = new Client({ connectionString: url })
  return host.startsWith('/') ? host : `${host}:${port}`
}

function whyRefused(name: string, url: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  const place = placeOf(url)
  if (code === '28P01' || code === '28000')
    return `PostgreSQL at ${place} refused the login in ${name}. Check its name and password.`
  if (code === '3D000') return `PostgreSQL at ${place} has no database of the name in ${name}.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `No machine is called ${place}, the host in ${name}.`
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return `No PostgreSQL answers at ${place}, the address in ${name}.`
  return `PostgreSQL at ${place}, the address in ${name}, could not be used: ${message || code || 'no reason was given'}.`
}

type Ear = { heard: (payload: string) => void; again: (() => void) | undefined }

/** One connection of its own for LISTEN, because a pooled one may be closed at any time; made again when lost. */
function listenOn(connectionString: string): { listen: Engine['listen']; close: () => Promise<void> } {
  const ears = new Map<string, Ear[]>()
  let client: Client | undefined
  let turn: Promise<void> = Promise.resolve() // one thing at a time on the connection
  let closed = false

  async function connect(): Promise<void> {
    const made = new Client({ connectionString, application_name: 'wholeschool listens', keepAlive: true })
    made.on('notification', ({ channel, payload }) => ears.get(channel)?.forEach((ear) => ear.heard(payload ?? '')))
    made.on('error', () => {}) // 'end' follows
    await made.connect()
    made.once('end', () => {
      client = undefined
      reconnect(500)
    })
    for (const channel of ears.keys()) await made.query(`listen ${made.escapeIdentifier(channel)}`)
    client = made
  }

  function reconnect(wait: number): void {
    if (closed) return
    setTimeout(() => {
      turn = retry(turn, wait)
    }, wait).unref()
  }

  async function retry(before: Promise<void>, waited: number): Promise<void> {
    await before
    if (closed || client) return
    try {
      await connect()
    } catch {
      reconnect(Math.min(waited * 2, 30_000)) // still away: patience doubles, to half a minute
      return
    }
    for (const list of ears.values()) for (const ear of list) ear.again?.()
  }

  async function hear(before: Promise<void>, channel: string): Promise<void> {
    await before
    if (!client) await connect()
    else await client.query(`listen ${client.escapeIdentifier(channel)}`)
  }

  return {
    listen(channel, heard, again) {
      ears.set(channel, [...(ears.get(channel) ?? []), { heard, again }])
      const mine = hear(turn, channel)
      turn = mine.catch(() => {}) // told to this caller below; the next one tries for itself
      return mine
    },
    async close() {
      closed = true
      await turn
      await client?.end()
    },
  }
}
