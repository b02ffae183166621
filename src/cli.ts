// The commands of an operator: finds the one that was named, and turns what goes wrong into a sentence. Exit codes:
// 0 done, 1 refused, 2 not a command, 3 the database was lost.
import { ConfigMistake } from './kernel/config.ts'
import { commands, helpText } from './operations/commands.ts'
import { UsageMistake } from './operations/command.ts'
import { Refusal } from './operations/format.ts'

const print = {
  out: (line: string): void => console.log(line),
  err: (line: string): void => console.error(line),
}

async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
    print.out(helpText())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageMistake(`There is no command “${name}”. \`wholeschool --help\` lists them.`)
  return command.run(rest, print)
}

/** A refusal is a sentence; what nobody foresaw keeps its trace, for whoever mends it. */
function sentenceFor(error: unknown): { words: string; code: number } | undefined {
  if (error instanceof UsageMistake) return { words: error.message, code: 2 }
  if (error instanceof ConfigMistake || error instanceof Refusal) return { words: error.message, code: 1 }
  const { code, message, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE')
    return { words: `Another program listens at ${address}:${port}. Stop it, or set PORT to another number.`, code: 1 }
  if (code === 'EACCES' && port !== undefined)
    return { words: `This account may not listen at port ${port}. Set PORT to 1024 or higher.`, code: 1 }
  if (code === 'EADDRNOTAVAIL')
    return { words: `HOST names an address that this machine does not have: ${address}.`, code: 1 }
  if (
    /^(PostgreSQL at |No PostgreSQL answers|No machine is called|DATABASE_|The database in |The embedded database in )/.test(
      message,
    )
  )
    return { words: message, code: 1 }
  return undefined
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const known = sentenceFor(error)
  if (!known) throw error
  print.err(known.words)
  process.exitCode = known.code
}
