// The world that tests live in: one database for the run with the demonstration county in it, and for each test a
// transaction round everything it does, rolled back at the end. On a server the web login is a real one, which cannot
// escape its policies.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { allMigrations, doorkeeper, makeHouse, prepareDatabase } from '../src/app.ts'
import { readConfig, type Config } from '../src/kernel/config.ts'
import type { Ctx } from '../src/kernel/context.ts'
import { transaction, type Role } from '../src/kernel/db.ts'
import { openEngine, type Engine } from '../src/kernel/engine.ts'
import { makeCtx, type House } from '../src/kernel/house.ts'
import { makeServer } from '../src/kernel/http.ts'
import { hashOf, makeSecrets, newToken } from '../src/kernel/secrets.ts'
import { formToken } from '../src/kernel/token.ts'
import { reachOf } from '../src/kernel/walk.ts'
import { cast, type CastName } from '../seeds/cast.ts'
import { buildCounty } from '../seeds/county.ts'
import { makeServerDatabase } from './postgres.ts'

/** The moment at which the county is built and tests begin. */
export const NOW = new Date('2026-11-19T09:30:00Z')

export type Answered = { status: number; text: string; location: string | undefined; headers: Record<string, unknown> }
export type Fields = Record<string, string | readonly string[]>

export type Visitor = {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answered>
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Answered>
  /** Sends a file in the field `file`. */
  upload(path: string, file: { name: string; body: Buffer | string; type?: string }, fields?: Fields): Promise<Answered>
}

export type Held = {
  house: House
  app: FastifyInstance
  /** Someone of the cast, signed in with a second step. */
  as(name: CastName): Promise<Visitor>
  nobody(): Visitor
  clock(now: Date): void
  /** Does something and undoes it within the test. */
  undone<T>(f: () => Promise<T>): Promise<T>
  /** Runs services as someone of the cast (or nobody), in one transaction of the given reach. */
  inCtx<T>(
    name: CastName | undefined,
    params: { setting?: string; programme?: string },
    f: (ctx: Ctx) => Promise<T>,
    role?: Role,
  ): Promise<T>
}

type World = {
  house: House
  app: FastifyInstance
  hold(engine: Engine | undefined): void
  real: Engine
  setClock(now: Date): void
  close(): Promise<void>
}

const folder = mkdtempSync(join(tmpdir(), 'wholeschool-test-'))

/** A sign-in provider that is always away, so that every page shows how it offers one. */
const providers = join(folder, 'providers.json')
const away = { key: 'microsoft', name: 'Microsoft', issuer: 'http://127.0.0.1:1', client_id: 'us', client_secret: 'x' }
writeFileSync(providers, JSON.stringify([away]))

export function testConfig(more: Record<string, string> = {}): Config {
  const given = {
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    SECRET_KEY: 'a1'.repeat(32),
    SIGN_IN_PROVIDERS: providers,
    ...more,
  }
  return readConfig(given)
}

const onFatal = (why: string): void => {
  throw new Error(`The test database stopped: ${why}`)
}

/** An engine on an empty, migrated database of its own. */
export async function freshEngine(): Promise<Engine> {
  const server = process.env.WHOLESCHOOL_TEST_SERVER
  const urls = server ? await makeServerDatabase(server) : {}
  const engine = await openEngine({ ...urls, dataDir: folder, memory: !server, onFatal })
  await prepareDatabase(engine)
  return engine
}

async function build(): Promise<World> {
  const config = testConfig()
  const real = await freshEngine()
  await buildCounty(real, { secrets: makeSecrets(config.secretKey), now: NOW })
  let held: Engine | undefined
  let now = NOW
  const engine: Engine = {
    get pool() {
      return (held ?? real).pool
    },
    get ownerPool() {
      return (held ?? real).ownerPool
    },
    kind: real.kind,
    separated: real.separated,
    listen: real.listen,
    close: () => Promise.resolve(),
  }
  const house = await makeHouse(config, engine, { clock: () => now })
  const app = await makeServer(house, allMigrations())
  return {
    house,
    app,
    real,
    hold: (one) => (held = one),
    setClock: (at) => (now = at),
    async close() {
      await app.close()
      await real.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let building: Promise<World> | undefined

/** The run's one world; closed when all tests are done. */
export function world(): Promise<World> {
  building ??= build()
  return building
}

after(async () => {
  if (building) await (await building).close()
})

type Told = string | { text: string }

/** A pool of one held connection: transactions inside become savepoints of the test's own. */
function heldPool(client: pg.PoolClient): pg.Pool {
  let turn: Promise<void> = Promise.resolve()
  const said = (told: Told): string => (typeof told === 'string' ? told : told.text)
  const run = async (told: Told, values?: unknown[]): Promise<unknown> => {
    switch (said(told)) {
      case 'begin':
        return client.query('savepoint held')
      case 'begin read only':
        await client.query('savepoint held')
        return client.query('set local transaction_read_only = on')
      case 'commit':
        return client.query('release savepoint held')
      case 'rollback':
        return client.query('rollback to savepoint held; release savepoint held')
      default:
        return values === undefined ? client.query(told as string) : client.query(told as string, values)
    }
  }
  const connect = async (): Promise<unknown> => {
    const before = turn
    let free: () => void = () => undefined
    turn = new Promise((resolve) => (free = resolve))
    await before
    return { query: run, release: free }
  }
  return { connect, query: run } as unknown as pg.Pool
}

function jarFrom(cookies: Map<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

export function visitorOf(app: FastifyInstance, house: House): Visitor {
  const cookies = new Map<string, string>()
  async function ask(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string | Buffer,
  ): Promise<Answered> {
    const answered = await app.inject({
      method,
      url,
      headers: { host: 'localhost', cookie: jarFrom(cookies), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const one of answered.cookies) {
      if (one.maxAge === 0 || one.value === '') cookies.delete(one.name)
      else cookies.set(one.name, one.value)
    }
    return {
      status: answered.statusCode,
      text: answered.body,
      location: answered.headers.location,
      headers: answered.headers,
    }
  }
  const proofs = (): Record<string, string> => {
    if (!cookies.has('session') && !cookies.has('visitor')) cookies.set('visitor', randomUUID())
    return {
      form_token: formToken(house.secrets, cookies.get('session') ?? cookies.get('visitor')!),
      form_once: randomUUID(),
    }
  }
  return {
    cookies,
    get: (path, headers = {}) => ask('GET', path, headers),
    post(path, fields = {}, headers = {}) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries({ ...proofs(), ...fields }))
        for (const one of [value].flat()) body.append(name, one)
      return ask('POST', path, { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body.toString())
    },
    upload(path, file, fields = {}) {
      const edge = `edge${randomBytes(8).toString('hex')}`
      const parts: Buffer[] = []
      for (const [name, value] of Object.entries({ ...proofs(), ...fields }))
        for (const one of [value].flat())
          parts.push(Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`))
      const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type ?? 'text/csv'}\r\n\r\n`
      parts.push(Buffer.from(head), Buffer.from(file.body), Buffer.from(`\r\n--${edge}--\r\n`))
      return ask('POST', path, { 'content-type': `multipart/form-data; boundary=${edge}` }, Buffer.concat(parts))
    },
  }
}

function openSession(house: House, name: CastName): Promise<string> {
  return transaction(house.engine, { role: 'door' }, (tx) => sessionToken(house, tx, name))
}

async function inCtx<T>(
  house: House,
  name: CastName | undefined,
  params: { setting?: string; programme?: string },
  f: (ctx: Ctx) => Promise<T>,
  role: Role,
): Promise<T> {
  const now = house.clock()
  const given = Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  return transaction(house.engine, { role: 'door' }, async (tx) => {
    const there = name
      ? await doorkeeper.who(tx, await sessionToken(house, tx, name), now)
      : { kind: 'nobody' as const }
    const actor = there.kind === 'actor' ? there.actor : undefined
    await tx.become(role, reachOf(actor, given, now))
    return f(makeCtx(house, tx, actor, now))
  })
}

async function sessionToken(house: House, tx: { client: pg.ClientBase }, name: CastName): Promise<string> {
  const token = newToken()
  const now = house.clock()
  await tx.client.query(
    `insert into people.sessions (person_id, token_hash, device, strong, created_at, last_seen_at, expires_at)
     values ($1, $2, 'A test', true, $3, $3, $4)`,
    [cast[name].person, hashOf(token), now, new Date(now.getTime() + 12 * 3_600_000)],
  )
  return token
}

/** A test whose every change is undone. */
export function rolledBack(name: string, f: (w: Held) => Promise<void>): void {
  void test(name, async () => {
    const w = await world()
    const client = await w.real.pool.connect()
    const pool = heldPool(client)
    try {
      await client.query('begin')
      w.hold({ ...w.real, pool, ownerPool: pool })
      await f({
        house: w.house,
        app: w.app,
        async as(who) {
          const visitor = visitorOf(w.app, w.house)
          visitor.cookies.set('session', await openSession(w.house, who))
          return visitor
        },
        nobody: () => visitorOf(w.app, w.house),
        clock: w.setClock,
        async undone(trial) {
          await client.query('savepoint trial')
          try {
            return await trial()
          } finally {
            await client.query('rollback to savepoint trial; release savepoint trial')
          }
        },
        inCtx: (who, params, run, role = 'web') => inCtx(w.house, who, params, run, role),
      })
    } finally {
      w.hold(undefined)
      w.setClock(NOW)
      await client.query('rollback').catch(() => undefined) // A lost connection has nothing left to undo.
      client.release()
    }
  })
}
