// What a command is: its words for --help, and how it is done. One that works on a database is done by the running
// embedded server when there is one, for the embedded engine has one owner; otherwise it opens the database itself.
// The house is loaded only when a command needs it, so that --help and a mistyped word are answered at once.
import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { readConfig, type Config } from '../kernel/config.ts'
import { callDoor, type Command as DoorCommand } from '../kernel/door.ts'
import type { Engine } from '../kernel/engine.ts'
import { Refusal } from './format.ts'

/** Something typed that is not a command: said with the way it should be, exit code 2. */
export class UsageMistake extends Error {}

export type Print = { out(line: string): void; err(line: string): void }

export type Command = {
  usage: string
  words: string
  run(args: readonly string[], print: Print): Promise<number>
  /** How a running server does it; absent when it never touches a database. */
  door?: (config: Config, engine: Engine) => DoorCommand
}

export type Read = { values: Readonly<Record<string, string | boolean | undefined>>; positionals: readonly string[] }

/** Options and words, or a sentence with what the command takes. */
export function readArgs(
  usage: string,
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  words: { least: number; most: number },
): Read {
  let read
  try {
    read = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageMistake(`${sentence((error as Error).message)} Use: wholeschool ${usage}`)
  }
  const { values, positionals } = read
  if (positionals.length < words.least) throw new UsageMistake(`Something is missing. Use: wholeschool ${usage}`)
  if (positionals.length > words.most)
    throw new UsageMistake(`“${positionals[words.most]}” is more than this command takes. Use: wholeschool ${usage}`)
  return { values: values as Read['values'], positionals }
}

/** Node's own words for a wrong option end in advice on dashes; the first sentence is enough. */
function sentence(words: string): string {
  const first = words.split(/[.\n]/)[0]!.trim()
  return `${first}.`
}

export type Doing = { config: Config; engine: Engine; print: Print }

export type DatabaseCommand = {
  usage: string
  words: string
  /** Checks what was typed, and makes names of files absolute: the server stands in another folder. */
  read(args: readonly string[]): string[]
  work(args: readonly string[], doing: Doing): Promise<number>
  /** `current`: the schema must be up to date already. `prepares`: brings it up to date. `any`: the command sees to it. */
  schema: 'current' | 'prepares' | 'any'
  /** Whether a running server may do it; if not, why it must be stopped first. */
  besideServer: true | string
}

const onFatal = (why: string): void => {
  console.error(`The database stopped: ${why}`)
  process.exit(3)
}

async function makeReady(engine: Engine, schema: DatabaseCommand['schema']): Promise<void> {
  const { allMigrations, prepareDatabase } = await import('../app.ts')
  if (schema === 'prepares') await prepareDatabase(engine)
  if (schema !== 'current') return
  const { missingMigrations } = await import('../kernel/migrate.ts')
  const missing = await missingMigrations(engine, allMigrations())
  if (missing.length > 0) throw new Refusal('This database is not up to date. Run `wholeschool migrate` first.')
}

/** What reads a database does not make one: an empty folder stays what a first start takes for one. */
function refuseNothing(config: Config, schema: DatabaseCommand['schema']): void {
  if (schema !== 'current') return
  const there = existsSync(config.dataDir) ? readdirSync(config.dataDir) : []
  if (!there.some((name) => /^pg\d+$/.test(name)))
    throw new Refusal(`There is no database in ${config.dataDir} yet. Set DATA_DIR to the folder that has one.`)
}

export function onDatabase(asked: DatabaseCommand): Command {
  const { usage, words, read, work, schema, besideServer } = asked
  return {
    usage,
    words,
    async run(args, print) {
      const ready = read(args)
      const config = readConfig()
      if (!config.databaseUrl) {
        const name = usage.split(' ')[0]!
        const done = await callDoor(config.dataDir, name, ready, print.out)
        if (done !== 'no-server') return done
        refuseNothing(config, schema)
      }
      const { openConfigured } = await import('../kernel/engine.ts')
      const engine = await openConfigured(config, onFatal, 2)
      try {
        await makeReady(engine, schema)
        return await work(ready, { config, engine, print })
      } finally {
        await engine.close()
      }
    },
    door: (config, engine) => async (args, out) => {
      if (besideServer !== true) {
        out(besideServer)
        return 1
      }
      return work(args, { config, engine, print: { out, err: out } })
    },
  }
}

export const absolute = (path: string): string => resolve(path)
