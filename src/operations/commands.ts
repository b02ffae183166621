// The commands of an operator, as a table: the list is also what --help says and what a running server will do for one.
import type { Config } from '../kernel/config.ts'
import type { Command as DoorCommand } from '../kernel/door.ts'
import type { Engine } from '../kernel/engine.ts'
import type { Command } from './command.ts'
import { demoCommand } from './demo.ts'
import { importCommand } from './import.ts'
import { backupCommand, exportCommand, restoreCommand } from './keep.ts'
import { migrateCommand } from './migrate.ts'
import { printCommand } from './print-command.ts'
import { retireDataCommand } from './retire-command.ts'
import { startCommand } from './start.ts'
import { statsCommand } from './stats-command.ts'

export const commands: Readonly<Record<string, Command>> = {
  start: startCommand((config, engine) => doorCommands(config, engine)),
  migrate: migrateCommand,
  demo: demoCommand,
  import: importCommand,
  backup: backupCommand,
  restore: restoreCommand,
  export: exportCommand,
  print: printCommand,
  'retire-data': retireDataCommand,
  stats: statsCommand,
}

/** What a running embedded server does for a command typed beside it. */
export function doorCommands(config: Config, engine: Engine): Record<string, DoorCommand> {
  const known = Object.entries(commands).flatMap(([name, { door }]) =>
    door ? [[name, door(config, engine)] as const] : [],
  )
  return Object.fromEntries(known)
}

export function helpText(): string {
  const widest = Math.max(...Object.values(commands).map(({ usage }) => (usage.length > 30 ? 0 : usage.length)))
  const lines = Object.values(commands).map(({ usage, words }) =>
    usage.length > 30 ? `  ${usage}\n  ${' '.repeat(widest)}  ${words}` : `  ${usage.padEnd(widest)}  ${words}`,
  )
  return `Use: wholeschool COMMAND

${lines.join('\n')}

What it runs on is said by the environment (DATA_DIR, DATABASE_URL and others): see docs/operations.md.`
}
