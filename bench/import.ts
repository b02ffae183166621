// How long the register of schools takes to come in: 50,000 rows with all the columns of the real file, from opening
// it to the commit, against PostgreSQL's own COPY of the very same rows into a table with the same columns and keys.
import { chmodSync, createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { importRegister } from '../src/modules/settings/register/command.ts'
import { makeDatabase, type Database } from './database.ts'
import { interleave, lineOf, timeOf, type Bench } from './measure.ts'
import { writeRegister } from './register-file.ts'

const ROWS = 50_000
const ROUNDS = 5
const PROGRAMME = { programmeSlug: 'measured', create: 'A measured programme' }

type Counted = 'added' | 'unchanged'

/** From the opened file to the commit, in milliseconds; each row must have been what it should be. */
async function bringIn({ engine }: Database, path: string, all: Counted): Promise<number> {
  return timeOf(async () => {
    const done = await importRegister(engine, path, {
      ...PROGRAMME,
      byName: 'A measurement',
      fileName: 'register.csv',
      now: new Date(),
    })
    if ('refused' in done) throw new Error(done.refused)
    if (done.summary[all] !== ROWS)
      throw new Error(`Not all rows were ${all}: ${JSON.stringify(done.summary).slice(0, 400)}`)
  })
}

/** COPY as the superuser over an open connection: nothing to read but the very values, and no policies to obey. */
async function copyIn(database: Database, path: string): Promise<number> {
  return database.asSuperuser(async (client) => {
    await client.query('truncate bench.register; checkpoint')
    const source = (): Readable => createReadStream(path, { highWaterMark: 1 << 20 })
    return timeOf(() => pipeline(source(), client.query(copyFrom('copy bench.register from stdin'))))
  })
}

async function prepared(database: Database, folder: string): Promise<{ csv: string; rows: string }> {
  const csv = join(folder, 'register.csv')
  const rows = join(folder, 'rows')
  await writeRegister(csv, ROWS)
  await bringIn(database, csv, 'added')
  await database.asSuperuser(async (client) => {
    await client.query('create schema bench; create table bench.register (like settings.register including all)')
    await client.query(`copy settings.register to ${client.escapeLiteral(rows)}`)
  })
  return { csv, rows }
}

export const bench: Bench = {
  words: `${ROWS.toLocaleString('en-GB')} rows of the register of schools, and the same file again, against COPY`,
  async run({ print, note, postgres }) {
    const database = await makeDatabase(await postgres())
    const folder = mkdtempSync(join(tmpdir(), 'wholeschool-register-'))
    chmodSync(folder, 0o777) // the server, under its own account, writes a file here
    try {
      const { csv, rows } = await prepared(database, folder)
      note(`the file has ${Math.round(statSync(csv).size / 1e6)} MB`)
      const empty = (client: { query(text: string): Promise<unknown> }): Promise<unknown> =>
        client.query('truncate settings.register; checkpoint')
      const taken = await interleave(ROUNDS, {
        async first() {
          await database.asSuperuser(empty)
          return bringIn(database, csv, 'added')
        },
        again: () => bringIn(database, csv, 'unchanged'),
        copy: () => copyIn(database, rows),
      })
      const shared = { bench: 'import', baseline: taken.copy, unit: 'ms', better: 'lower', runs: ROUNDS } as const
      print(lineOf({ ...shared, case: 'first', ours: taken.first, goal: 5 }))
      print(lineOf({ ...shared, case: 'rerun', ours: taken.again, goal: 3 }))
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await database.close()
    }
  },
}
