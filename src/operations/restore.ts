// Brings a backup into an empty database of either engine: all of it, proved row by row, or nothing.
//
// The owner writes the rows. Where the owner is no superuser its own forced policies would refuse them, so within this
// one transaction it takes the force off the tables and puts it back at the end. That locks the tables, which hurts
// nobody in an empty database, and if anything goes wrong the force was never off.
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { z } from 'zod'
import { allMigrations, prepareDatabase } from '../app.ts'
import { nowhere, transaction } from '../kernel/db.ts'
import type { Engine } from '../kernel/engine.ts'
import { startQueue } from '../kernel/jobs.ts'
import { migrate } from '../kernel/migrate.ts'
import { schemas } from './backup.ts'
import {
  endLine,
  headerLine,
  linesOf,
  makeFingerprint,
  Refusal,
  tableLine,
  workLine,
  type Header,
  type Tally,
  type Work,
} from './format.ts'
import { EXACT, ownRows, tablesOf, type Table } from './rows.ts'

export type Restored = { at: string; tables: Readonly<Record<string, Tally>>; work: number }

/** Refuses with a sentence: not a backup, cut short, made by a newer version, a database with something in it. */
export async function readBackup(engine: Engine, path: string): Promise<Restored> {
  const lines = linesOf(unpacked(path))
  const header = await readHeader(lines, path)
  await makeSchema(engine, header)
  const { tables, work } = await transaction(engine, { role: 'owner', reach: nowhere }, ({ client }) =>
    fill(client, lines, path),
  )
  await prepareDatabase(engine) // What the version that made the backup did not know yet, and the queue.
  const waiting = await takeUpWork(engine, work)
  for (const name of Object.keys(tables)) await engine.ownerPool.query(`analyze ${name}`)
  return { at: header.at, tables, work: waiting }
}

function unpacked(path: string): Readable {
  const gunzip = createGunzip()
  // A failure of the file ends the unpacking with the same error, where linesOf meets it.
  pipeline(createReadStream(path), gunzip).catch(() => undefined)
  return gunzip
}

function whyNotRead(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Refusal(`There is no file ${path}.`)
  if (code === 'EACCES' || code === 'EISDIR') return new Refusal(`This account cannot read ${path}.`)
  if (code === 'Z_BUF_ERROR') return new Refusal(`${path} is cut short. Nothing was restored.`)
  if (
    code?.startsWith('Z_') ||
    error instanceof SyntaxError ||
    error instanceof z.ZodError ||
    error instanceof TypeError
  )
    return new Refusal(`${path} is damaged, or is not a backup of Wholeschool. Nothing was restored.`)
  return error
}

async function readHeader(lines: AsyncGenerator<string>, path: string): Promise<Header> {
  try {
    const first = await lines.next()
    return headerLine.parse(JSON.parse(first.value ?? ''))
  } catch (error) {
    throw whyNotRead(error, path)
  }
}

/** The schema as it was when the backup was made; newer migrations run once the rows are in. */
async function makeSchema(engine: Engine, header: Header): Promise<void> {
  const ours = allMigrations()
  const unknown = header.migrations.find(
    (theirs) => !ours.some((one) => one.module === theirs.module && one.name === theirs.name),
  )
  if (unknown)
    throw new Refusal(
      `This backup was made by a newer version of Wholeschool (it knows ${unknown.module}/${unknown.name}). Restore it with that version or a later one.`,
    )
  const theirs = ours.filter((one) =>
    header.migrations.some((known) => known.module === one.module && known.name === one.name),
  )
  await migrate(engine, theirs)
  const { rows } = await engine.ownerPool.query<{ module: string; name: string; digest: string }>(
    'select module, name, digest from kernel.migrations',
  )
  for (const there of rows) {
    const known = header.migrations.find((one) => one.module === there.module && one.name === there.name)
    if (!known)
      throw new Refusal(
        `This database is newer than the backup (it has ${there.module}/${there.name}). Restore into a new, empty database: it is brought up to date afterwards.`,
      )
    if (known.digest !== there.digest)
      throw new Refusal(
        `The backup was made with another ${there.module}/${there.name} than the one here. Use the version of Wholeschool that made it.`,
      )
  }
}

type Filled = { tables: Record<string, Tally>; work: Work[] }

async function fill(client: pg.ClientBase, lines: AsyncGenerator<string>, path: string): Promise<Filled> {
  const tables = await tablesOf(client, schemas)
  const names = tables.map((table) => table.name)
  for (const name of names) await client.query(`alter table ${name} no force row level security`)
  await refuseUnlessEmpty(client)
  await client.query(`truncate ${names.join(', ')}`)
  await client.query(EXACT)
  const { end, work } = await pour(client, lines, tables, path)
  await prove(client, tables, end, path)
  for (const table of tables) await moveSequences(client, table)
  for (const name of names) await client.query(`alter table ${name} force row level security`)
  return { tables: end, work }
}

async function refuseUnlessEmpty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ full: boolean }>(
    `select exists (select from people.people) or exists (select from settings.settings) or exists (select from kernel.marks) as full`,
  )
  if (rows[0]!.full)
    throw new Refusal(
      'A backup is restored only into an empty database, and there is something in this one. Use another DATABASE_URL or DATA_DIR.',
    )
}

const MOST_BYTES = 2_000_000
const MOST_ROWS = 2000

type Open = { table: Table; columns: readonly string[]; rows: string[]; bytes: number }

async function pour(
  client: pg.ClientBase,
  lines: AsyncGenerator<string>,
  tables: readonly Table[],
  path: string,
): Promise<{ end: Record<string, Tally>; work: Work[] }> {
  const work: Work[] = []
  let open: Open | undefined
  const flush = async (): Promise<void> => {
    if (open) await insert(client, open)
  }
  for (;;) {
    const row = await next(lines, path)
    if (row.startsWith('[')) {
      if (!open) throw new Refusal(`${path} is damaged: a row belongs to no table. Nothing was restored.`)
      open.rows.push(row)
      open.bytes += row.length
      if (open.rows.length >= MOST_ROWS || open.bytes > MOST_BYTES) await flush()
      continue
    }
    await flush()
    open = undefined
    const read = readLine(row, path)
    if ('end' in read) return { end: read.end, work }
    if ('work' in read) work.push(read)
    else open = { table: tableNamed(tables, read.table, path), columns: read.columns, rows: [], bytes: 0 }
  }
}

async function next(lines: AsyncGenerator<string>, path: string): Promise<string> {
  try {
    const { value, done } = await lines.next()
    if (done === true) throw new Refusal(`${path} is cut short. Nothing was restored.`)
    return value
  } catch (error) {
    throw whyNotRead(error, path)
  }
}

function readLine(row: string, path: string): z.infer<typeof endLine> | Work | z.infer<typeof tableLine> {
  try {
    return z.union([endLine, workLine, tableLine]).parse(JSON.parse(row))
  } catch (error) {
    throw whyNotRead(error, path)
  }
}

function tableNamed(tables: readonly Table[], name: string, path: string): Table {
  const table = tables.find((one) => one.name === name)
  if (!table)
    throw new Refusal(
      `${path} has rows for ${name}, which this version of Wholeschool does not know. Nothing was restored.`,
    )
  return table
}

async function insert(client: pg.ClientBase, open: Open): Promise<void> {
  const { table, columns, rows } = open
  if (rows.length === 0) return
  const types = new Map(table.columns.map((column) => [column.name, column.type]))
  const strange = columns.find((column) => !types.has(column))
  if (strange !== undefined)
    throw new Refusal(
      `The backup has a column ${strange} in ${table.name}, which this version of Wholeschool does not know. Nothing was restored.`,
    )
  const values = columns.map((column, at) => `(r ->> ${at})::${types.get(column)}`).join(', ')
  const names = columns.map((column) => `"${column}"`).join(', ')
  // COPY FROM never reaches the embedded engine, so both are given the same statement.
  await client.query(
    `insert into ${table.name} (${names}) overriding system value select ${values} from jsonb_array_elements($1::jsonb) r`,
    [`[${rows.join(',')}]`],
  )
  open.rows = []
  open.bytes = 0
}

/** Reads everything back: a restored table is the very one that was written. */
async function prove(
  client: pg.ClientBase,
  tables: readonly Table[],
  end: Record<string, Tally>,
  path: string,
): Promise<void> {
  for (const table of tables) {
    const fingerprint = makeFingerprint()
    for await (const rows of ownRows(client, table)) for (const row of rows) fingerprint.add(row)
    const [was, is] = [end[table.name], fingerprint.tally()]
    const same = was ? was.rows === is.rows && was.fingerprint === is.fingerprint : is.rows === 0
    if (!same)
      throw new Refusal(
        `${path} is damaged: ${table.name} is not what it was when the backup was made. Nothing was restored.`,
      )
  }
}

/** Numbers that a table counts for itself go on from the highest that came back. */
async function moveSequences(client: pg.ClientBase, table: Table): Promise<void> {
  const { rows } = await client.query<{ name: string; sequence: string }>(
    `select name, pg_get_serial_sequence($1, name) as sequence from unnest($2::text[]) name where pg_get_serial_sequence($1, name) is not null`,
    [table.name, table.columns.map((column) => column.name)],
  )
  for (const { name, sequence } of rows)
    await client.query(
      `select setval($1, m) from (select max("${name}") as m from ${table.name}) highest where m is not null`,
      [sequence],
    )
}

/** What was waiting goes on: every letter that had not left, and every other piece of work, once. */
async function takeUpWork(engine: Engine, waited: readonly Work[]): Promise<number> {
  const queue = await startQueue(engine, [], () => undefined)
  try {
    return await transaction(engine, { role: 'clerk' }, async (tx) => {
      const { rows } = await tx.client.query<{ id: string }>(
        'select id from kernel.letters where sent_at is null order by queued_at',
      )
      const letters = rows.map((row): Work => ({ work: 'letters', payload: { letter: row.id } }))
      const work = [...letters, ...waited.filter((one) => one.work !== 'letters')]
      for (const one of work) await queue.enqueue(tx, one.work, one.payload)
      return work.length
    })
  } finally {
    await queue.stop()
  }
}
