// Bringing in the register of schools: one file, one transaction, every row counted once. A bad row is named and the
// rest is kept; the same file again changes nothing; a school that is missing from a file is not thereby closed.
import { hash } from 'node:crypto'
import { csvRows, type CsvRow } from '../../../kernel/csv-reader.ts'
import type { Tx } from '../../../kernel/db.ts'
import { json } from '../../../kernel/sql.ts'
import {
  authorityAsWritten,
  cellsFromStart,
  CLOSED,
  LINK_HEADERS,
  missingHeaders,
  missingWords,
  placesOf,
  readLink,
  readRow,
  registerPlaces,
  statusOf,
  urnAsWritten,
  type LinkValues,
} from './rules.ts'
import * as store from './store.ts'

export type Rejected = { line: number; urn: string; reason: string }

/** `read` is every row of the file (of the chosen local authority) and the sum of all the others. */
export type Summary = {
  read: number
  added: number
  updated: number
  unchanged: number
  closed: number
  rejected: Rejected[]
}

/** The file as a whole is not what it should be: a sentence for whoever chose it. */
export type NotTheRegister = { notTheRegister: string }

export type Reading = {
  at: Date
  /** Only this local authority's rows. */
  la?: string | undefined
  onProgress?: ((read: number) => void) | undefined
}

const BATCH = 2000

/** `line` is the row as it is sent: its values and its digest. The values themselves are let go at once. */
type Waiting = { urn: number; status: string; digest: string; line: string }

/** The rows of one import on their way: what is known of them, and what is sent. */
type Run = {
  tx: Tx
  reading: Reading
  places: readonly number[]
  width: number
  summary: Summary
  seen: Set<number>
  waiting: Waiting[]
  sending: Promise<void>
}

function together(rows: readonly Waiting[], at: Date): { rows: string; at: Date } {
  return { rows: rows.map((row) => row.line).join(store.BETWEEN_ROWS), at }
}

async function settle({ tx, reading, summary }: Run, waiting: readonly Waiting[]): Promise<void> {
  if (waiting.length === 0) return
  const urns = waiting.map((row) => row.urn)
  const digests = waiting.map((row) => row.digest).join(store.BETWEEN_ROWS)
  const before = new Map(
    (await tx.many(store.registerDiffers, { urns, digests })).map((row) => [row.urn, row.status_code]),
  )
  const added: Waiting[] = []
  const changed: Waiting[] = []
  for (const row of waiting) {
    const status = before.get(row.urn)
    if (status === undefined) summary.unchanged += 1
    else if (status === null) added.push(row)
    else {
      changed.push(row)
      summary[row.status === CLOSED && status !== CLOSED ? 'closed' : 'updated'] += 1
    }
  }
  summary.added += added.length
  if (added.length > 0) await tx.run(store.addRegisterRows, together(added, reading.at))
  if (changed.length > 0) await tx.run(store.changeRegisterRows, together(changed, reading.at))
  reading.onProgress?.(summary.read)
}

/** Hands on what has gathered, once the batch before it is kept: the next rows are read meanwhile. */
async function passOn(run: Run): Promise<void> {
  const batch = run.waiting
  run.waiting = []
  await run.sending
  run.sending = settle(run, batch)
  run.sending.catch(() => undefined) // Told to whoever waits for it next.
}

function reject(run: Run, line: number, urn: string, reason: string): void {
  run.summary.read += 1
  run.summary.rejected.push({ line, urn, reason })
}

function take(run: Run, row: CsvRow): void {
  const { la } = run.reading
  const cells = 'broken' in row ? cellsFromStart(run.places, row.start) : row.cells
  if (la !== undefined && authorityAsWritten(cells) !== la) return
  if ('broken' in row) return reject(run, row.line, urnAsWritten(cells), row.broken)
  if (row.width !== run.width)
    return reject(
      run,
      row.line,
      urnAsWritten(cells),
      `The row has ${row.width} columns and the first line has ${run.width}`,
    )
  const read = readRow(cells)
  if ('reason' in read) return reject(run, row.line, read.urn, read.reason)
  if (run.seen.has(read.urn))
    return reject(run, row.line, String(read.urn), 'The same URN stands further up in this file')
  run.seen.add(read.urn)
  run.summary.read += 1
  const line = read.values.join(store.BETWEEN_VALUES)
  const digest = hash('sha256', line).slice(0, 32)
  run.waiting.push({ urn: read.urn, status: statusOf(read.values), digest, line: line + store.BETWEEN_VALUES + digest })
}

const WHAT = 'Choose a CSV file of the register of schools as it was downloaded'

function whyNotHeader(row: CsvRow, places: readonly number[]): string | undefined {
  if ('broken' in row) return `This file could not be read. ${WHAT}`
  const missing = missingHeaders(places)
  return missing.length > 0 ? missingWords(missing, WHAT) : undefined
}

/** Reads a file of the register into its table. In the clerk's role; the caller's transaction keeps all of it or none. */
export async function readRegister(
  tx: Tx,
  source: AsyncIterable<Buffer>,
  reading: Reading,
): Promise<Summary | NotTheRegister> {
  await tx.one(store.lockRegister, {})
  const summary: Summary = { read: 0, added: 0, updated: 0, unchanged: 0, closed: 0, rejected: [] }
  let places: number[] = []
  let run: Run | undefined
  for await (const rows of csvRows(source, (header) => (places = registerPlaces(header)))) {
    for (const row of rows) {
      if (run) {
        take(run, row)
        if (run.waiting.length >= BATCH) await passOn(run)
        continue
      }
      const not = whyNotHeader(row, places)
      if (not !== undefined) return { notTheRegister: not }
      run = {
        tx,
        reading,
        places,
        width: 'broken' in row ? 0 : row.width,
        summary,
        seen: new Set(),
        waiting: [],
        sending: Promise.resolve(),
      }
    }
  }
  if (!run) return { notTheRegister: `This file is empty. ${WHAT}` }
  await passOn(run)
  await run.sending
  return summary
}

export type LinksSummary = { kept: number; skipped: number }

async function keepLinks(tx: Tx, waiting: Map<string, LinkValues>): Promise<void> {
  if (waiting.size > 0) await tx.run(store.keepLinks, { rows: json([...waiting.values()]) })
  waiting.clear()
}

const WHAT_LINKS = 'Choose the links file of the register as it was downloaded'

/** Reads the links file: which school followed which. Rows that cannot be read are counted and left. */
export async function readLinks(tx: Tx, source: AsyncIterable<Buffer>): Promise<LinksSummary | NotTheRegister> {
  let places: number[] = []
  let begun = false
  const done: LinksSummary = { kept: 0, skipped: 0 }
  const waiting = new Map<string, LinkValues>()
  for await (const rows of csvRows(source, (header) => (places = placesOf(header, LINK_HEADERS)))) {
    for (const row of rows) {
      if (!begun) {
        begun = true
        const missing = LINK_HEADERS.filter((_, i) => (places[i] ?? -1) < 0)
        if (missing.length > 0) return { notTheRegister: missingWords(missing, WHAT_LINKS) }
        continue
      }
      const link = 'broken' in row ? undefined : readLink(row.cells)
      if (link) waiting.set(`${link.urn} ${link.link_urn} ${link.link_type}`, link)
      done[link ? 'kept' : 'skipped'] += 1
      if (waiting.size >= BATCH) await keepLinks(tx, waiting)
    }
  }
  if (!begun) return { notTheRegister: `The links file is empty. ${WHAT_LINKS}` }
  await keepLinks(tx, waiting)
  return done
}

/** More than this many rejected rows are counted in the history but not listed there one by one. */
export const MOST_LISTED = 500

export async function keepRun(
  tx: Tx,
  run: { at: Date; programme: string | null; fileName: string; byName: string },
  summary: Summary,
): Promise<string> {
  const { rejected, ...counts } = summary
  const { at, programme, fileName: file_name, byName: by_name } = run
  const { id } = await tx.one(store.addRun, {
    ...counts,
    at,
    programme,
    file_name,
    by_name,
    rejected: json(rejected.slice(0, MOST_LISTED)),
  })
  return id
}
