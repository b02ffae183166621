// `wholeschool retire-data`: says which rows are past their time, and with --really removes them.
import { onDatabase, readArgs } from './command.ts'
import { Refusal } from './format.ts'
import type { Found } from './retire.ts'

const usage = 'retire-data [--really]'

const counted = (n: number, one: string): string => `${n.toLocaleString('en-GB')} ${one}${n === 1 ? '' : 's'}`
const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

function summary(found: readonly Found[]): string {
  const some = found.filter((one) => one.rows > 0)
  const rows = some.reduce((sum, one) => sum + one.rows, 0)
  const others = counted(found.length - some.length, 'other table')
  return `${counted(rows, 'row')} of ${counted(some.length, 'table')}. Nothing is past its time in ${others}.`
}

export const retireDataCommand = onDatabase({
  usage,
  words: 'Say which rows are past the time each table keeps them for; --really removes them.',
  schema: 'current',
  besideServer: true,
  read(args) {
    const { values } = readArgs(usage, args, { really: { type: 'boolean' } }, { least: 0, most: 0 })
    return values.really === true ? ['--really'] : []
  },
  async work([really], { config, engine, print }) {
    if (engine.separated && !config.ownerUrl)
      throw new Refusal('Only the owner of the tables may remove rows for good. Set DATABASE_OWNER_URL.')
    const { findDue, removeDue } = await import('./retire.ts')
    const now = new Date()
    if (really !== '--really') {
      print.out('A dry run: nothing is removed.')
      const found = await findDue(engine, now)
      for (const { table, keep, rows } of found)
        if (rows > 0) print.out(`${table}: ${counted(rows, 'row')} would go (kept: ${lowerFirst(keep)})`)
      print.out(`Past their time are ${summary(found)}`)
      print.out('To remove them, run `wholeschool retire-data --really`. Backups made before keep what was in them.')
      return 0
    }
    const removed = await removeDue(engine, now, (table, gone, of) =>
      print.out(`${table}: removed ${counted(gone, 'row')} of ${of.toLocaleString('en-GB')}`),
    )
    print.out(`Removed ${summary(removed)} Each setting finds its own in its audit.`)
    return 0
  },
})
