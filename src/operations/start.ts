// `wholeschool start`: opens the house. On an empty machine it makes the demonstration by itself; elsewhere, as long as
// there is no first officer, it prints the one-time link that makes one. It ends gracefully, and in any case.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cast, castNames } from '../../seeds/cast.ts'
import { readConfig, type Config } from '../kernel/config.ts'
import { nowhere, transaction } from '../kernel/db.ts'
import { openDoor, type Command as DoorCommand, type Door } from '../kernel/door.ts'
import { openConfigured, type Engine } from '../kernel/engine.ts'
import type { Running } from '../serve.ts'
import { readArgs, type Command, type Print } from './command.ts'
import { prepareDemo, type Fill } from './demo.ts'

const usage = 'start'
const STOPS_WITHIN = 10_000
/** Left in DATA_DIR while the demonstration is made, so that a start broken off is made good by the next. */
const BEGUN = 'demonstration.begun'

/** Only on the embedded engine, never in production, and only where nothing is but our own key. */
function wantsDemo(config: Config): boolean {
  if (config.databaseUrl || config.production) return false
  const there = existsSync(config.dataDir) ? readdirSync(config.dataDir).filter((name) => name !== 'secret.key') : []
  if (there.length === 0) writeFileSync(join(config.dataDir, BEGUN), '', { mode: 0o600 })
  return there.length === 0 || there.includes(BEGUN)
}

async function demoIfWanted(config: Config, engine: Engine, fill: Fill | undefined, print: Print): Promise<void> {
  if (!fill) return
  print.out('Making a demonstration: the county of Wealdshire, where every school and person is made up.')
  // Nothing here was ever served: a start that was broken off left at most half a county.
  await transaction(engine, { role: 'owner', reach: nowhere }, async ({ client }) => {
    const { schemas } = await import('./backup.ts')
    const { tablesOf } = await import('./rows.ts')
    const tables = await tablesOf(client, schemas)
    await client.query(`truncate ${tables.map((table) => table.name).join(', ')}`)
  })
  await fill(engine)
  rmSync(join(config.dataDir, BEGUN), { force: true })
}

async function greet({ house, address }: Running, print: Print): Promise<void> {
  const { config, engine, demo } = house
  print.out(`Wholeschool is open at ${config.port === 0 ? address : config.publicUrl}`)
  if (engine.kind === 'server' && !engine.separated)
    print.err(
      'Warning: the login of DATABASE_URL could escape its policies. Give it a role of its own and set DATABASE_OWNER_URL: see docs/operations.md.',
    )
  if (demo) {
    print.out('You can sign in with one press as one of these:')
    const widest = Math.max(...castNames.map((name) => cast[name].name.length))
    for (const name of castNames) print.out(`  ${cast[name].name.padEnd(widest)}  ${cast[name].words}`)
    return
  }
  const { firstLink } = await import('../modules/people/contract.ts')
  const token = await transaction(engine, { role: 'door', reach: nowhere }, (tx) => firstLink(tx, house.clock()))
  const base = config.port === 0 ? address : config.publicUrl
  if (token !== undefined)
    print.out(
      `There is no first officer yet. Open this link once, within its time, to become the one:\n  ${base}/invitations/${token}`,
    )
}

/** The first signal stops us gently, and a timer sees that it ends; a second one ends at once. */
function untilToldToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let told = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (told && signal === 'SIGINT') process.exit(130)
      told = true
      resolve()
    })
  return promise
}

async function stopAll(running: Running, door: Door | undefined): Promise<void> {
  setTimeout(() => process.exit(1), STOPS_WITHIN).unref()
  await door?.close()
  await running.stop()
}

export function startCommand(doors: (config: Config, engine: Engine) => Record<string, DoorCommand>): Command {
  return {
    usage,
    words: 'Open Wholeschool. With no DATABASE_URL and an empty DATA_DIR it makes a demonstration first.',
    async run(args, print) {
      readArgs(usage, args, {}, { least: 0, most: 0 })
      const config = readConfig()
      const demo = wantsDemo(config)
      const stop = untilToldToStop()
      const opening = openConfigured(config, (why) => {
        print.err(`The database stopped: ${why}`)
        process.exit(3)
      })
      opening.catch(() => undefined) // Told below, where it is waited for.
      // Opening takes longest: all that needs no database is done meanwhile.
      const { assetsReady } = await import('../app.ts')
      void assetsReady()
      const { serve } = await import('../serve.ts')
      const fill = demo ? await prepareDemo(config, new Date()) : undefined
      const engine = await opening
      const running = await serve(config, engine, () => demoIfWanted(config, engine, fill, print)).catch(
        async (error: unknown) => {
          await engine.close()
          throw error
        },
      )
      const door = config.databaseUrl ? undefined : await openDoor(config.dataDir, doors(config, engine))
      await greet(running, print)
      await stop
      await stopAll(running, door)
      return 0
    },
  }
}
