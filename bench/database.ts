// A database for a measurement: on the run's own server, with fsync, the roles separated as docs/operations.md says,
// the schema up to date and nothing in it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { makeHouse, prepareDatabase } from '../src/app.ts'
import { readConfig, type Config } from '../src/kernel/config.ts'
import { openEngine, type Engine } from '../src/kernel/engine.ts'
import type { House } from '../src/kernel/house.ts'
import { makeServerDatabase, type Postgres } from '../tests/postgres.ts'

export const NOW = new Date('2026-11-19T09:30:00Z')

export type Database = {
  engine: Engine
  databaseUrl: string
  ownerUrl: string
  /** For a server process of ours on this database. */
  env: Record<string, string>
  config: Config
  house(): Promise<House>
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
    house: () => makeHouse(config, engine, { clock: () => NOW }),
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
