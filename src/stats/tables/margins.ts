// A table of counts with its margins, read once and the same way by every test of tables.
import type { Issues } from '../answer.ts'
import type { Rows } from '../shape.ts'

export type Counts = {
  readonly cells: readonly (readonly number[])[]
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  readonly total: number
}

/** Beyond this a count is no longer exact as a double. */
const MOST = 2 ** 53

/** The counts with their sums, or nothing and the reason: an empty table, a missing count, or one that no table has. */
export function countsOf(table: Rows, issues: Issues): Counts | undefined {
  if (table.length === 0 || table[0]!.length === 0) {
    issues.add('no-data')
    return undefined
  }
  if (table.some((row) => row.some((count) => count === null))) {
    issues.add('no-data')
    return undefined
  }
  const cells = table as readonly (readonly number[])[]
  const rows = cells.map(sum)
  const columns = cells[0]!.map((_, at) => sum(cells.map((row) => row[at]!)))
  const total = sum(rows)
  if (!(total <= MOST) || cells.some((row) => row.some((count) => count < 0))) issues.add('out-of-range')
  else if (total === 0) issues.add('no-data')
  else return { cells, rows, columns, total }
  return undefined
}

/** The table without the rows and columns that count nobody. */
export function withoutEmpty({ cells, rows, columns, total }: Counts): Counts {
  const kept = columns.flatMap((count, at) => (count > 0 ? [at] : []))
  return {
    cells: cells.filter((_, i) => rows[i]! > 0).map((row) => kept.map((at) => row[at]!)),
    rows: rows.filter((count) => count > 0),
    columns: kept.map((at) => columns[at]!),
    total,
  }
}

export const isTwoByTwo = (table: Rows): boolean => table.length === 2 && table[0]!.length === 2

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
