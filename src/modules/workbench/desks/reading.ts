// From a file as it streams in to a sheet. Nothing is written anywhere; what is too much, or is no table, is said in a
// sentence that quotes no cell.
import { csvRows, type CsvRow, type Separator } from '../../../kernel/csv-reader.ts'
import { BLANK, type Sheet, type SheetColumn } from '../sheet.ts'

export const MOST_ROWS = 200_000
export const MOST_COLUMNS = 400
export const MOST_CELLS = 4_000_000
/** What the different cells of one sheet may take: identifiers of a whole county, and no more. */
const MOST_WORDS_BYTES = 48 * 1024 * 1024
/** A cell longer than this is a comment, and a column of comments is not kept. */
const MOST_LETTERS = 120
const MOST_NAME = 200
const MOST_LISTED = 20
/** Rows for which room is made at first. */
const FIRST_ROOM = 1024

const SEPARATORS: readonly Separator[] = [',', ';', '\t']

export type Unreadable = { readonly cannot: string }

/** A column while its rows come in. */
type Growing = {
  name: string
  codes: Int32Array
  places: Map<string, number>
  counts: number[]
  isLong: boolean
}

/** Names as the columns will carry them: none is empty, no two are the same. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>()
  return header.map((cell, at) => {
    const name = cell.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_NAME).toWellFormed() || `Column ${at + 1}`
    let free = name
    for (let n = 2; taken.has(free); n += 1) free = `${name} (${n})`
    taken.add(free)
    return free
  })
}

const grow = (codes: Int32Array, room: number): Int32Array => {
  const larger = new Int32Array(room)
  larger.set(codes)
  return larger
}

/** Keeps one cell; how many bytes its words take where they are new. */
function keepCell(column: Growing, row: number, raw: string): number {
  if (row >= column.codes.length) column.codes = grow(column.codes, column.codes.length * 2)
  // Most cells have been seen before, just as they are.
  const known = column.places.get(raw)
  if (known !== undefined) {
    column.counts[known]! += 1
    column.codes[row] = known
    return 0
  }
  const cell = raw.trim().toWellFormed()
  if (cell === '' || column.isLong) {
    column.codes[row] = BLANK
    return 0
  }
  if (cell.length > MOST_LETTERS) {
    // Comments are about people and in their own words: let go at once, with all that came before.
    Object.assign(column, { isLong: true, places: new Map(), counts: [] })
    column.codes.fill(BLANK)
    return 0
  }
  let place = column.places.get(cell)
  const isNew = place === undefined
  if (place === undefined) {
    place = column.places.size
    // A copy of its own: a part of a longer string would hold all of that string in memory, comments and all.
    column.places.set(Buffer.from(cell).toString(), place)
    column.counts.push(0)
  }
  column.counts[place]! += 1
  column.codes[row] = place
  return isNew ? cell.length * 2 + 64 : 0
}

function settled({ name, codes, places, counts, isLong }: Growing, rows: number): SheetColumn {
  const shared = new Int32Array(new SharedArrayBuffer(rows * Int32Array.BYTES_PER_ELEMENT))
  shared.set(codes.subarray(0, rows))
  return { name, codes: shared, values: [...places.keys()], counts, isLong }
}

type Progress = {
  columns: Growing[] | undefined
  separator: Separator
  rows: number
  unread: { line: number; why: string }[]
  unreadCount: number
  bytes: number
}

function refuse(at: Progress, line: number, why: string): void {
  at.unreadCount += 1
  if (at.unread.length < MOST_LISTED) at.unread.push({ line, why })
}

/** Takes one row; a sentence when the whole is too much. */
function takeRow(at: Progress, row: CsvRow): string | undefined {
  if (!at.columns)
    return 'broken' in row ? 'The first line could not be read: it must name the columns' : begin(at, row)
  if ('broken' in row) refuse(at, row.line, row.broken)
  else if (row.width !== at.columns.length && !(row.width === 1 && row.cells[0] === ''))
    refuse(at, row.line, `The row has ${row.width} columns and the first line names ${at.columns.length}`)
  else if (row.cells.some((cell) => cell.trim() !== '')) {
    if (at.rows >= MOST_ROWS) return `This file has more than ${MOST_ROWS.toLocaleString('en-GB')} rows`
    if ((at.rows + 1) * at.columns.length > MOST_CELLS)
      return `This file has more than ${MOST_CELLS.toLocaleString('en-GB')} cells: leave out columns that you do not need`
    row.cells.forEach((cell, i) => (at.bytes += keepCell(at.columns![i]!, at.rows, cell)))
    at.rows += 1
    if (at.bytes > MOST_WORDS_BYTES)
      return 'This file has too many different words: leave out columns that you do not need'
  }
  return undefined
}

function begin(at: Progress, row: Exclude<CsvRow, { broken: string }>): string | undefined {
  if (row.width > MOST_COLUMNS) return `This file has more than ${MOST_COLUMNS} columns`
  at.columns = columnNames(row.cells).map((name) => ({
    name,
    codes: new Int32Array(FIRST_ROOM).fill(BLANK),
    places: new Map(),
    counts: [],
    isLong: false,
  }))
  return undefined
}

const NUL = 0

/** A spreadsheet saved as UTF-16, or no text at all, has empty bytes in its beginning. */
async function* textOnly(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true
  for await (const piece of source) {
    if (first && piece.subarray(0, 2000).includes(NUL)) throw new NotText()
    first = false
    yield piece
  }
}

class NotText extends Error {}

/** Reads the whole of it, or says why it cannot be. */
export async function readSheet(source: AsyncIterable<Buffer>, title: string): Promise<Sheet | Unreadable> {
  const at: Progress = { columns: undefined, separator: ',', rows: 0, unread: [], unreadCount: 0, bytes: 0 }
  const choose = (header: readonly string[], separator: Separator): number[] => {
    at.separator = separator
    return header.map((_, i) => i)
  }
  try {
    for await (const rows of csvRows(textOnly(source), choose, SEPARATORS))
      for (const row of rows) {
        const cannot = takeRow(at, row)
        if (cannot !== undefined) return { cannot }
      }
  } catch (error) {
    if (!(error instanceof NotText)) throw error
    return { cannot: 'This is not a text file. In a spreadsheet, choose Save as and “CSV UTF-8”' }
  }
  if (!at.columns) return { cannot: 'There is nothing in it' }
  if (at.rows === 0)
    return {
      cannot: 'There is a first line and no row below it that could be read: the first line must name the columns',
    }
  const columns = at.columns.map((column) => settled(column, at.rows))
  const { separator, rows, unread, unreadCount } = at
  return { title, rows, columns, separator, unread, unreadCount }
}
