// Everything we hold for one setting, as files anyone can read: a line of JSON for each row, a file for each table,
// and a README that says what each is. So that a school can leave, and take its work with it. What its people were
// promised that the school would not read is left out, and the README says so.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { modules } from '../app.ts'
import type { Engine } from '../kernel/engine.ts'
import type { TableNote } from '../kernel/module.ts'
import { kernelTables } from '../kernel/tables.ts'
import { schemas } from './backup.ts'
import { Refusal } from './format.ts'
import { become, tablesOf, type Connection } from './rows.ts'

const notes: Readonly<Record<string, TableNote | undefined>> = Object.assign(
  {},
  kernelTables,
  ...modules.map((module) => module.tables),
)

export type Chosen = { setting: string } | { urn: number }
export type Exported = { setting: string; name: string; rows: Readonly<Record<string, number>> }

/** Writes into a folder that is empty or not there yet. */
export async function writeExport(engine: Engine, chosen: Chosen, folder: string, now: Date): Promise<Exported> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Refusal(`There are files in ${folder}. Choose an empty folder or a new name.`)
  const client = await engine.pool.connect()
  let lost: Error | undefined
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`set local timezone = 'UTC'`)
    const { setting_id: setting, name } = await find(client, chosen)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const rows = await writeTables(client, setting, folder)
    writeFileSync(join(folder, 'README.md'), readme(name, now, rows), { mode: 0o600 })
    return { setting, name, rows }
  } finally {
    await client.query('rollback').catch((error: Error) => (lost = error))
    client.release(lost)
  }
}

async function find(client: Connection, chosen: Chosen): Promise<{ setting_id: string; name: string }> {
  await become(client, 'clerk', [])
  const { rows } = await client.query<{ setting_id: string; name: string }>(
    `select setting_id, name from settings.settings where setting_id = $1::uuid or urn = $2::int order by created_at limit 1`,
    'urn' in chosen ? [null, chosen.urn] : [chosen.setting, null],
  )
  if (rows[0]) return rows[0]
  throw new Refusal(
    'urn' in chosen ? `No setting here has the URN ${chosen.urn}.` : `No setting here has the id ${chosen.setting}.`,
  )
}

async function writeTables(client: Connection, setting: string, folder: string): Promise<Record<string, number>> {
  const tables = (await tablesOf(client, schemas)).filter((table) => table.tenant && !notes[table.name]?.notExported)
  await become(client, 'web', [setting])
  const written: Record<string, number> = {}
  for (const { name } of tables) {
    if (!(await mayRead(client, name))) continue
    const { rows } = await client.query<{ line: string }>(
      `select row_to_json(t)::text as line from ${name} t where setting_id = $1`,
      [setting],
    )
    if (rows.length === 0) continue
    writeFileSync(join(folder, `${name}.ndjson`), rows.map((row) => `${row.line}\n`).join(''), {
      mode: 0o600,
      flag: 'wx',
    })
    written[name] = rows.length
  }
  return written
}

/** Letters and facts on their way are the queue's; the web role cannot read them, and their content is elsewhere. */
async function mayRead(client: Connection, table: string): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [table, 'select'])
  return rows[0]!.may
}

const asSentence = (words: string): string => (words.endsWith('.') ? words : `${words}.`)
const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

function readme(name: string, now: Date, rows: Readonly<Record<string, number>>): string {
  const lines = Object.entries(rows).map(([table, count]) => {
    const note = notes[table]
    return `- \`${table}.ndjson\` (${count} ${count === 1 ? 'row' : 'rows'})${note ? `: ${asSentence(note.purpose)} Kept ${lowerFirst(asSentence(note.keep))}` : ''}`
  })
  const left = Object.entries(notes).flatMap(([table, note]) =>
    note?.notExported ? [`Left out: \`${table}\`. ${note.notExported}`] : [],
  )
  return `# ${name}

Everything that Wholeschool held for this setting on ${now.toISOString().slice(0, 10)}. Each file is a table; each line
in it is a row, as JSON in UTF-8. Times are in UTC. Rows refer to one another by their ids. Principles and criteria are
named by their keys, which the published edition of the Toolkit explains.

${left.join('\n')}

The files hold names of people who work in the setting. Keep them as you would keep staff records.

${lines.join('\n')}
`
}
