// `wholeschool backup`, `restore` and `export`: what an operator keeps, brings back and hands over.
import { absolute, onDatabase, readArgs, UsageMistake } from './command.ts'
import type { Chosen } from './export.ts'

const KEY =
  'The key that seals letters and second factors is not in it: keep DATA_DIR/secret.key (or SECRET_KEY) in another place. A restored database needs the same one.'

const counted = (n: number, one: string): string => `${n.toLocaleString('en-GB')} ${one}${n === 1 ? '' : 's'}`
const rowsIn = (tables: Readonly<Record<string, { rows: number }>>): number =>
  Object.values(tables).reduce((sum, one) => sum + one.rows, 0)

export const backupCommand = onDatabase({
  usage: 'backup FILE',
  words: 'Write the whole database to one file while people go on working.',
  schema: 'current',
  besideServer: true,
  read: (args) => readArgs('backup FILE', args, {}, { least: 1, most: 1 }).positionals.map(absolute),
  async work([file = ''], { engine, print }) {
    const { writeBackup } = await import('./backup.ts')
    const { tables, work } = await writeBackup(engine, file, new Date())
    print.out(
      `Wrote ${file}: ${counted(rowsIn(tables), 'row')} of ${counted(Object.keys(tables).length, 'table')}, and ${counted(work, 'piece')} of waiting work.`,
    )
    print.out(KEY)
    return 0
  },
})

export const restoreCommand = onDatabase({
  usage: 'restore FILE',
  words: 'Bring a backup into an empty database of either engine, and prove that all of it came back.',
  schema: 'any',
  besideServer: 'Stop the server first: a backup is restored into a database that nobody uses.',
  read: (args) => readArgs('restore FILE', args, {}, { least: 1, most: 1 }).positionals.map(absolute),
  async work([file = ''], { engine, print }) {
    const { readBackup } = await import('./restore.ts')
    const { at, tables, work } = await readBackup(engine, file)
    for (const [name, { rows }] of Object.entries(tables))
      if (rows > 0) print.out(`${name}: ${counted(rows, 'row')}, the same as in the backup`)
    print.out(
      `Restored ${counted(rowsIn(tables), 'row')} as they stood on ${at}, and ${counted(work, 'piece')} of waiting work.`,
    )
    print.out('Start it with the same secret key, or second factors and waiting letters cannot be opened.')
    return 0
  },
})

const EXPORT = 'export setting ID|--urn N DIR'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function readExport(args: readonly string[]): string[] {
  const { values, positionals } = readArgs(EXPORT, args, { urn: { type: 'string' } }, { least: 2, most: 3 })
  const [what, ...rest] = positionals
  if (what !== 'setting') throw new UsageMistake(`Say what to export: setting. Use: wholeschool ${EXPORT}`)
  const urn = values.urn
  if (typeof urn === 'string') {
    if (rest.length !== 1) throw new UsageMistake(`Give --urn or an id, and one folder. Use: wholeschool ${EXPORT}`)
    if (!/^\d{1,7}$/.test(urn))
      throw new UsageMistake(`A URN is a number of up to seven figures. Use: wholeschool ${EXPORT}`)
    return ['urn', urn, absolute(rest[0]!)]
  }
  if (rest.length !== 2) throw new UsageMistake(`Something is missing. Use: wholeschool ${EXPORT}`)
  if (!UUID.test(rest[0]!))
    throw new UsageMistake(`An id looks like 01234567-89ab-cdef-0123-456789abcdef. Use: wholeschool ${EXPORT}`)
  return ['id', rest[0]!, absolute(rest[1]!)]
}

export const exportCommand = onDatabase({
  usage: EXPORT,
  words: 'Write everything held for one setting to a folder: a line of JSON for each row, and a README.',
  schema: 'current',
  besideServer: true,
  read: readExport,
  async work([how, which = '', folder = ''], { engine, print }) {
    const { writeExport } = await import('./export.ts')
    const chosen: Chosen = how === 'urn' ? { urn: Number(which) } : { setting: which }
    const { name, rows } = await writeExport(engine, chosen, folder, new Date())
    const total = Object.values(rows).reduce((sum, one) => sum + one, 0)
    print.out(
      `Wrote ${counted(total, 'row')} of ${counted(Object.keys(rows).length, 'table')} for ${name} to ${folder}.`,
    )
    return 0
  },
})
