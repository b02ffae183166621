// `wholeschool migrate`: brings the schema up to date as the owner; for servers where starting may not.
import { onDatabase, readArgs } from './command.ts'

const usage = 'migrate'

export const migrateCommand = onDatabase({
  usage,
  words: 'Bring the database up to date, as the login of DATABASE_OWNER_URL.',
  schema: 'any',
  besideServer: true,
  read: (args) => [...readArgs(usage, args, {}, { least: 0, most: 0 }).positionals],
  async work(_args, { engine, print }) {
    const { allMigrations, prepareDatabase } = await import('../app.ts')
    const ran = await prepareDatabase(engine)
    for (const name of ran) print.out(`Applied ${name}`)
    print.out(
      ran.length > 0
        ? 'The database is up to date.'
        : `The database was up to date: ${allMigrations().length} migrations.`,
    )
    return 0
  },
})
