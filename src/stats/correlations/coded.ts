// Columns whose values are few, as codes 0, 1, 2 and so on: ratings, and all else that can be counted in tables.
import { jointTables, type JointTables } from '../streaming/joint-tables.ts'
import type { PairTable } from './table.ts'

export type Coded = {
  /** The place of each row's value in `values`; -1: missing. */
  readonly codes: Int8Array
  /** The different values, from the lowest. Of whole numbers also those between, which nobody gave. */
  readonly values: Float64Array
  /** How often each occurs. */
  readonly counts: Float64Array
}

/** More different values than this are no rating. */
export const MOST_VALUES = 100
/** From here on one pass for all pairs is faster than one for each. */
const MANY_ROWS = 5000
const MOST_TABLES = 10_000_000
/** With more answers than this the tables grow larger than they save. */
const FEW_VALUES = 16

/** Undefined when it has more different values than `most`, which is 100 at most. */
export function codedColumn(column: Float64Array, most = MOST_VALUES): Coded | undefined {
  return codedWhole(column, most) ?? codedBySearch(column, most)
}

/** Whole numbers that lie close together: their code is a subtraction. */
function codedWhole(column: Float64Array, most: number): Coded | undefined {
  let low = Infinity
  let high = -Infinity
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!
    if (value !== value) continue
    if (value < low) low = value
    if (value > high) high = value
    if (high - low >= most || value !== Math.floor(value)) return undefined
  }
  const values = Float64Array.from({ length: low > high ? 0 : high - low + 1 }, (_, at) => low + at)
  // Beyond 2^53 neighbouring whole numbers are not doubles, and the values would not be different.
  if (values.at(-1)! - values[0]! !== values.length - 1 && values.length > 0) return undefined
  const codes = new Int8Array(column.length)
  const counts = new Float64Array(values.length)
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!
    const code = value === value ? value - low : -1
    codes[row] = code
    if (code >= 0) counts[code]!++
  }
  return { codes, values, counts }
}

function codedBySearch(column: Float64Array, most: number): Coded | undefined {
  const found = new Set<number>()
  for (const value of column) {
    if (value === value) found.add(value)
    if (found.size > most) return undefined
  }
  const values = Float64Array.from(found).sort()
  const places = new Map(Array.from(values, (value, at) => [value, at]))
  const counts = new Float64Array(values.length)
  const codes = Int8Array.from(column, (value) => {
    const code = places.get(value) ?? -1
    if (code >= 0) counts[code]!++
    return code
  })
  return { codes, values, counts }
}

/** Counts of the pairs of answers of any two columns. A column that is undefined counts as all missing. */
export function pairTables(coded: readonly (Coded | undefined)[], rows: number): (i: number, j: number) => PairTable {
  const none = new Int8Array(coded.includes(undefined) ? rows : 0).fill(-1)
  const codes = coded.map((one) => one?.codes ?? none)
  const levels = Math.max(1, ...coded.map((one) => one?.values.length ?? 0))
  if (rows < MANY_ROWS || coded.length < 3 || (coded.length * levels) ** 2 > MOST_TABLES)
    return (i, j) => counted(codes[i]!, codes[j]!, coded[i]?.values.length ?? 0, coded[j]?.values.length ?? 0)
  const tables = jointTables(coded.length, levels).addColumns(codes)
  return (i, j) => ({ counts: tables.tableOf(i, j), across: levels })
}

/** Joint tables of columns that are long and all ratings, with the value of each code; undefined when they are not. */
export function ratingTables(
  columns: readonly Float64Array[],
): { readonly tables: JointTables; readonly scores: readonly Float64Array[] } | undefined {
  const rows = columns[0]?.length ?? 0
  if (rows < MANY_ROWS || columns.length < 2) return undefined
  const coded: Coded[] = []
  for (const column of columns) {
    const one = codedWhole(column, FEW_VALUES)
    if (!one) return undefined
    coded.push(one)
  }
  const levels = Math.max(1, ...coded.map(({ values }) => values.length))
  if ((coded.length * levels) ** 2 > MOST_TABLES) return undefined
  const tables = jointTables(coded.length, levels).addColumns(coded.map(({ codes }) => codes))
  const scores = coded.map(({ values }) => Float64Array.from({ length: levels }, (_, at) => values[at] ?? 0))
  return { tables, scores }
}

function counted(x: Int8Array, y: Int8Array, down: number, across: number): PairTable {
  const counts = new Float64Array(down * across)
  for (let row = 0; row < x.length; row++) if (x[row]! >= 0 && y[row]! >= 0) counts[x[row]! * across + y[row]!]!++
  return { counts, across }
}
