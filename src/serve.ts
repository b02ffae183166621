// Starts the server on a prepared database and stops it gracefully: what is in hand is finished, work in the queue
// waits for the next start.
import { join } from 'node:path'
import { makeHouse, prepareDatabase, allMigrations } from './app.ts'
import type { Config } from './kernel/config.ts'
import { openEngine, type Engine } from './kernel/engine.ts'
import { worksOf, type House } from './kernel/house.ts'
import { makeServer } from './kernel/http.ts'
import { startQueue } from './kernel/jobs.ts'

export type Running = { house: House; address: string; stop(): Promise<void> }

export function openConfigured(config: Config, onFatal: (why: string) => void, max?: number): Promise<Engine> {
  const { databaseUrl, ownerUrl, dataDir } = config
  return openEngine({ databaseUrl, ownerUrl, dataDir: join(dataDir), onFatal, ...(max === undefined ? {} : { max }) })
}

/** Listens. `before` runs between migration and opening the door, such as building the demonstration. */
export async function serve(config: Config, engine: Engine, before: () => Promise<void> = () => Promise.resolve()): Promise<Running> {
  await prepareDatabase(engine)
  await before()
  const house = await makeHouse(config, engine)
  house.queue = await startQueue(engine, worksOf(house), (error, queue) => house.log.error({ queue, code: (error as { code?: string }).code }, 'work failed'))
  const app = await makeServer(house, allMigrations())
  const address = await app.listen({ port: config.port, host: config.host })
  return {
    house,
    address,
    async stop() {
      await app.close()
      await house.queue?.stop()
      house.carrier?.close()
      await engine.close()
    },
  }
}
