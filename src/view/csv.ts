// Comma-separated values (RFC 4180) that spreadsheets open as what they are: UTF-8 with its mark, and no cell that one of
// them would take for a formula. A cell that begins like one gets an apostrophe before it, as OWASP advises.

export type Cell = string | number | null

const BOM = '\ufeff'
/** Signs that begin a formula, the wide ones of East Asian keyboards too, after whatever a spreadsheet passes over. */
const FORMULA = /^[\s\u0000\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/** Words as a file of ours has them: an apostrophe before what would be a formula. */
export const guarded = (words: string): string => (FORMULA.test(words) ? `'${words}` : words)

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = guarded(cell)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`

/** The beginning of a file: what says that it is UTF-8, and the names of the columns. */
export const csvHead = (names: readonly string[]): string => BOM + csvLine(names)

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'
