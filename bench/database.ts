// A database for a measurement: on the run's own server, with fsync, the roles separated as docs/operations.md says,
// the schema up to date and nothing in it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { cast, type CastName } from '../seeds/cast.ts'
import { buildCounty } from '../seeds/county.ts'
import { prepareDatabase } from '../src/app.ts'
import { readConfig, type Config } from '../src/kernel/config.ts'
import { openEngine, type Engine } from '../src/kernel/engine.ts'
import { hashOf, makeSecrets, newToken } from '../src/kernel/secrets.ts'
import { makeServerDatabase, type Postgres } from '../tests/postgres.ts'

export type Database = {
  engine: Engine
  databaseUrl: string
  ownerUrl: string
  /** For a server process of ours on this database. */
  env: Record<string, string>
  config: Config
  /** As the server's superuser in this database: for what no login of ours may do. */
  asSuperuser<T>(f: (client: pg.Client) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export async function makeDatabase(server: Postgres): Promise<Database> {
  const { databaseUrl, ownerUrl } = await makeServerDatabase(server.url)
  const dataDir = mkdtempSync(join(tmpdir(), 'wholeschool-bench-'))
  const env = {
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATA_DIR: dataDir,
    SECRET_KEY: 'b2'.repeat(32),
    LOG_LEVEL: 'warn',
    PORT: '0',
  }
  const onFatal = (why: string): void => {
    throw new Error(why)
  }
  const engine = await openEngine({ databaseUrl, ownerUrl, dataDir, onFatal })
  await prepareDatabase(engine)
  if (!engine.separated) throw new Error('The roles of the measured database are not separated')
  const config = readConfig(env)
  const superuser = new URL(server.url)
  superuser.pathname = new URL(databaseUrl).pathname
  return {
    engine,
    databaseUrl,
    ownerUrl,
    env,
    config,
    async asSuperuser(f) {
      const client = new pg.Client({ connectionString: superuser.href })
      await client.connect()
      try {
        return await f(client)
      } finally {
        await client.end()
      }
    },
    async close() {
      await engine.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The same with the demonstration county in it, and what PostgreSQL likes to know of its tables. */
export async function makeCounty(server: Postgres): Promise<Database> {
  const database = await makeDatabase(server)
  const { engine, config, asSuperuser } = database
  await buildCounty(engine, { secrets: makeSecrets(config.secretKey), now: new Date(), full: true })
  await asSuperuser((client) => client.query('analyze'))
  return database
}

/** The cookie of someone of the cast, signed in with a second step. */
export async function signIn({ asSuperuser }: Database, name: CastName): Promise<string> {
  const token = newToken()
  const now = Date.now()
  await asSuperuser((client) =>
    client.query(
      `insert into people.sessions (person_id, token_hash, device, strong, created_at, last_seen_at, expires_at)
       values ($1, $2, 'A measurement', true, $3, $3, $4)`,
      [cast[name].person, hashOf(token), new Date(now), new Date(now + 12 * 3_600_000)],
    ),
  )
  return `session=${token}`
}
