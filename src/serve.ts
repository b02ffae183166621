// Starts the server on a prepared database and stops it gracefully: what is in hand is finished, work in the queue
// waits for the next start.
import { allMigrations, makeHouse, prepareDatabase } from './app.ts'
import { ConfigMistake, type Config } from './kernel/config.ts'
import type { Engine } from './kernel/engine.ts'
import { worksOf, type House } from './kernel/house.ts'
import { makeServer } from './kernel/http.ts'
import { startQueue } from './kernel/jobs.ts'
import { missingMigrations } from './kernel/migrate.ts'
import { watchPart } from './kernel/ready.ts'
import { stopTypst } from './kernel/typst.ts'
import { isAway } from './modules/people/employer-accounts/providers.ts'

export type Running = { house: House; address: string; stop(): Promise<void> }

/** Brings the schema up to date; a process that has only the web login may not, and looks whether someone did. */
async function prepareOrLook(config: Config, engine: Engine): Promise<void> {
  if (engine.kind === 'embedded' || config.ownerUrl || !engine.separated) {
    await prepareDatabase(engine)
    return
  }
  const missing = await missingMigrations(engine, allMigrations())
  if (missing.length > 0)
    throw new ConfigMistake(
      'The database is not up to date, and the login of DATABASE_URL may not change it. Set DATABASE_OWNER_URL, or run `wholeschool migrate` with it.',
    )
}

/** A sign-in provider that cannot be reached is a part that is not well; people still have their passwords. */
function watchProviders({ config, log }: House): (() => void)[] {
  return config.signInProviders.map((provider) =>
    watchPart(`sign-in-${provider.key}`, () =>
      isAway(provider, log) ? `${provider.name} cannot be reached, so nobody can sign in with it` : undefined,
    ),
  )
}

/** Listens. `before` runs between migration and opening the door, such as building the demonstration. */
export async function serve(
  config: Config,
  engine: Engine,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<Running> {
  await prepareOrLook(config, engine)
  await before()
  const house = await makeHouse(config, engine)
  house.queue = await startQueue(engine, worksOf(house), (error, queue) =>
    house.log.error({ queue, code: (error as { code?: string }).code }, 'work failed'),
  )
  const forget = watchProviders(house)
  const app = await makeServer(house, allMigrations())
  const address = await app.listen({ port: config.port, host: config.host })
  return {
    house,
    address,
    async stop() {
      await app.close()
      forget.forEach((one) => one())
      await house.queue?.stop()
      house.carrier?.close()
      await stopTypst()
      await engine.close()
    },
  }
}
