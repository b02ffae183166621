// `wholeschool import schools`: the national register, read by the settings room. Names of files are made absolute here.
import { parseArgs } from 'node:util'
import { absolute, onDatabase, UsageMistake } from './command.ts'

const usage = 'import schools FILE --programme SLUG [--create NAME] [--la CODE] [--links FILE] [--json]'
const WITH_VALUE = ['programme', 'create', 'la', 'links']
const FLAGS = ['json']

/** What follows `import schools`, with absolute files; a wrong option is said before anything is opened. */
function readImport(args: readonly string[]): string[] {
  const [what, ...rest] = args
  if (what !== 'schools') throw new UsageMistake(`Say what to import: schools. Use: wholeschool ${usage}`)
  const options = Object.fromEntries([
    ...WITH_VALUE.map((name) => [name, { type: 'string' as const }]),
    ...FLAGS.map((name) => [name, { type: 'boolean' as const }]),
  ])
  let read
  try {
    read = parseArgs({ args: rest, options, allowPositionals: true })
  } catch (error) {
    throw new UsageMistake(`${(error as Error).message.split(/[.\n]/)[0]}. Use: wholeschool ${usage}`)
  }
  const { positionals } = read
  const values: Readonly<Record<string, unknown>> = read.values
  if (positionals.length !== 1 || typeof values.programme !== 'string')
    throw new UsageMistake(`A file and --programme are needed. Use: wholeschool ${usage}`)
  const given = WITH_VALUE.flatMap((name) => {
    const value = values[name]
    return typeof value === 'string' ? [`--${name}=${name === 'links' ? absolute(value) : value}`] : []
  })
  return [
    absolute(positionals[0]!),
    ...given,
    ...FLAGS.filter((name) => values[name] === true).map((name) => `--${name}`),
  ]
}

export const importCommand = onDatabase({
  usage,
  words: 'Read the national register of schools; the last line with --json is a summary for programs.',
  schema: 'current',
  besideServer: true,
  read: readImport,
  async work(args, { engine, print }) {
    const { importSchoolsCommand } = await import('../modules/settings/register/command.ts')
    return importSchoolsCommand(args, engine, print)
  },
})
