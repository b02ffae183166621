// What a question is asked of: the columns it needs, with missing codes taken away and turned items turned back. Made beside
// the pages as lists of different values, unfolded to rows only in the worker. Pure.
import { BLANK, columnNamed, numberIn, type Sheet, type SheetColumn } from './sheet.ts'
import { ITEMS, NUMERIC, type Codebook, type ColumnNote, type Kind, type Seen } from './rules.ts'

export type Value = number | string | null

export type MaterialColumn = {
  readonly name: string
  readonly codes: Int32Array
  /** What each code stands for, after the codebook: null is missing. */
  readonly values: readonly Value[]
}

export type Material = { readonly rows: number; readonly columns: readonly MaterialColumn[] }

export const seenIn = (sheet: Sheet): Seen[] =>
  sheet.columns.map(({ name, values, counts, isLong }) => ({
    name,
    values,
    numbers: values.map((cell) => numberIn(cell, sheet.separator)),
    counts,
    isLong,
  }))

/** The scale that all items share: as the codebook says, else as far as their answers go. */
export function scaleOf(sheet: Sheet, book: Codebook): { readonly low: number; readonly high: number } | undefined {
  let [low, high] = [Infinity, -Infinity]
  for (const note of book.columns) {
    const column = ITEMS.includes(note.kind) ? columnNamed(sheet, note.name) : undefined
    for (const cell of column?.values ?? []) {
      const value = book.missing.includes(cell) ? undefined : numberIn(cell, sheet.separator)
      if (value === undefined) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  const scale = { low: book.scaleMin ?? low, high: book.scaleMax ?? high }
  return Number.isFinite(scale.low) && Number.isFinite(scale.high) ? scale : undefined
}

/** The named columns as the codebook reads them. */
export function materialOf(sheet: Sheet, book: Codebook, names: readonly string[]): Material {
  const scale = scaleOf(sheet, book)
  const columns = names.flatMap((name): MaterialColumn[] => {
    const column = columnNamed(sheet, name)
    const note = book.columns.find((one) => one.name === name)
    if (!column || !note) return []
    return [{ name, codes: column.codes, values: valuesOf(sheet, column, note, book, scale) }]
  })
  return { rows: sheet.rows, columns }
}

function valuesOf(
  sheet: Sheet,
  column: SheetColumn,
  note: ColumnNote,
  book: Codebook,
  scale: { readonly low: number; readonly high: number } | undefined,
): Value[] {
  const missing = new Set(book.missing)
  const numeric = isNumeric(sheet, column, note.kind, missing)
  return column.values.map((cell) => {
    if (missing.has(cell)) return null
    if (!numeric) return cell
    const value = numberIn(cell, sheet.separator) ?? null
    return value !== null && note.kind === 'reversed' && scale ? scale.low + scale.high - value : value
  })
}

/** What coders chose may be words or numbers: numbers only where all of a column's are. */
function isNumeric(sheet: Sheet, column: SheetColumn, kind: Kind, missing: ReadonlySet<string>): boolean {
  if (NUMERIC.includes(kind)) return true
  if (kind !== 'coder') return false
  return column.values.every((cell) => missing.has(cell) || numberIn(cell, sheet.separator) !== undefined)
}

/** A column row by row. */
export function unfolded({ codes, values }: MaterialColumn): Value[] {
  return Array.from(codes, (code) => (code === BLANK ? null : values[code]!))
}

/** How many rows of a column have no answer once the codebook is applied. */
export function missingIn(sheet: Sheet, column: SheetColumn, book: Codebook): number {
  const answered = column.values.reduce(
    (sum, cell, at) => sum + (book.missing.includes(cell) ? 0 : column.counts[at]!),
    0,
  )
  return sheet.rows - answered
}

/** The different answers of a column, without missing codes: numbers by size, words as words. */
export function answersIn(sheet: Sheet, column: SheetColumn, book: Codebook): string[] {
  const kept = column.values.filter((cell) => !book.missing.includes(cell))
  const numbers = kept.map((cell) => numberIn(cell, sheet.separator))
  if (numbers.every((one) => one !== undefined))
    return kept
      .map((cell, at) => ({ cell, value: numbers[at]! }))
      .toSorted((a, b) => a.value - b.value)
      .map(({ cell }) => cell)
  return kept.toSorted((a, b) => (a < b ? -1 : 1))
}
