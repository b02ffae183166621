// Writes the whole database to one file while people go on working: everything as it stood at one moment. The key
// that seals letters and second factors is not in it, so a stolen backup does not open them; keep it elsewhere.
import { existsSync, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { modules } from '../app.ts'
import type { Engine } from '../kernel/engine.ts'
import { FORMAT, makeFingerprint, Refusal, VERSION, type Header, type Tally, type Work } from './format.ts'
import { become, EXACT, everyRow, everySetting, tablesOf } from './rows.ts'

export const schemas: readonly string[] = ['kernel', ...modules.map((module) => module.name)]

export type Written = { tables: Readonly<Record<string, Tally>>; work: number }

/** Makes the file, which must not be there yet. Half a file is never left behind under its name. */
export async function writeBackup(engine: Engine, path: string, now: Date): Promise<Written> {
  if (existsSync(path)) throw new Refusal(`${path} is there already. Choose another name for the backup.`)
  const part = `${path}.part`
  const written: Written & { tables: Record<string, Tally> } = { tables: {}, work: 0 }
  const client = await engine.pool.connect()
  let lost: Error | undefined
  try {
    // Everything is seen as at one moment, and nobody has to wait for it.
    await client.query('begin isolation level repeatable read read only')
    await client.query(EXACT)
    const lines = Readable.from(allLines(client, now, written), { objectMode: true, highWaterMark: 4 })
    await pipeline(lines, createGzip({ level: 6 }), createWriteStream(part, { mode: 0o600, flags: 'w', flush: true }))
    await rename(part, path)
    return written
  } catch (error) {
    await rm(part, { force: true })
    throw whyNotWritten(error, path)
  } finally {
    await client.query('rollback').catch((error: Error) => (lost = error))
    client.release(lost)
  }
}

function whyNotWritten(error: unknown, path: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new Refusal(`The folder of ${path} is not there. Make it first.`)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new Refusal(`This account may not write ${path}.`)
  if (code === 'ENOSPC') return new Refusal(`The disk is full: the backup did not fit. Nothing was left in ${path}.`)
  return error
}

async function* allLines(
  client: pg.ClientBase,
  now: Date,
  written: Written & { tables: Record<string, Tally> },
): AsyncGenerator<string> {
  yield line(await headerOf(client, now))
  const tables = await tablesOf(client, schemas)
  const settings = await everySetting(client)
  for (const table of tables) {
    yield line({ table: table.name, columns: table.columns.map((column) => column.name) })
    const fingerprint = makeFingerprint()
    for await (const rows of everyRow(client, table, settings)) {
      for (const row of rows) fingerprint.add(row)
      yield `${rows.join('\n')}\n`
    }
    written.tables[table.name] = fingerprint.tally()
  }
  for (const work of await waitingWork(client)) {
    written.work += 1
    yield line(work)
  }
  yield line({ end: written.tables })
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`

async function headerOf(client: pg.ClientBase, now: Date): Promise<Header> {
  await become(client, 'door', [])
  const { rows } = await client.query<Header['migrations'][number]>(
    'select module, name, digest from kernel.migrations order by applied_at, module, name',
  )
  return { format: FORMAT, version: VERSION, at: now.toISOString(), migrations: rows }
}

/** The queue's own tables are not copied, only what still waits in them: which letter, which fact. */
async function waitingWork(client: pg.ClientBase): Promise<Work[]> {
  await become(client, 'clerk', [])
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (select from pg_namespace where nspname = 'queue') as there`,
  )
  if (!rows[0]!.there) return []
  const waiting = await client.query<{ work: string; payload: Record<string, string> }>(
    `select name as work, data as payload from queue.job
      where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' and jsonb_typeof(data::jsonb) = 'object' and data::jsonb <> '{}'
      order by created_on, id`,
  )
  return waiting.rows
}
