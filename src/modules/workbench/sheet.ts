// A sheet: what an evaluator loaded, column by column, as it lies in memory. Each column keeps its different cells once and
// for each row only which of them it is, so that half a million answers on a scale of four cost two megabytes.
import type { Separator } from '../../kernel/csv-reader.ts'

/** What a blank cell has in `codes`. */
export const BLANK = -1

export type SheetColumn = {
  readonly name: string
  /** For each row the place of its cell in `values`, or BLANK. On shared memory, so that a worker reads it where it lies. */
  readonly codes: Int32Array
  /** The different cells as written, trimmed. */
  readonly values: readonly string[]
  /** How often each of `values` occurs. */
  readonly counts: readonly number[]
  /** It held long words, which nobody analyses here: they were let go while reading. */
  readonly isLong: boolean
}

export type Sheet = {
  /** The name of the file, or what it was pasted as. */
  readonly title: string
  readonly rows: number
  readonly columns: readonly SheetColumn[]
  readonly separator: Separator
  /** Rows that could not be read, by their line. */
  readonly unread: readonly { readonly line: number; readonly why: string }[]
  readonly unreadCount: number
}

export const bytesOf = (sheet: Sheet): number =>
  sheet.columns.reduce(
    (sum, { codes, values }) =>
      sum + codes.byteLength + values.reduce((letters, one) => letters + one.length * 2 + 64, 0),
    0,
  )

export const columnNamed = (sheet: Sheet, name: string): SheetColumn | undefined =>
  sheet.columns.find((column) => column.name === name)

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i
const NUMBER_WITH_COMMA = /^[+-]?\d+,\d+$/

/** A cell as a number. Where semicolons divide the cells a comma divides a number's decimals. */
export function numberIn(cell: string, separator: Separator): number | undefined {
  const text = separator !== ',' && NUMBER_WITH_COMMA.test(cell) ? cell.replace(',', '.') : cell
  if (!NUMBER.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** The blank cells of a column. */
export function blanksIn({ codes, counts }: SheetColumn): number {
  return codes.length - counts.reduce((sum, n) => sum + n, 0)
}
