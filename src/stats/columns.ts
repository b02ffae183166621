// Columns of a call as the arithmetic wants them: numbers in typed arrays, where NaN stands for missing (inside this room
// only: an answer never has it), groups by name, and the rows that are complete.
import { BadCall, type Columns, type Value } from './shape.ts'

export function columnOf(columns: Columns, name: string): readonly Value[] {
  if (!Object.hasOwn(columns, name)) throw new BadCall(`There is no column “${name}”`)
  return columns[name]!
}

/** The columns as numbers, NaN where missing; true and false are 1 and 0. Words are refused, and so are unequal lengths. */
export function numericColumns(columns: Columns, names: readonly string[]): Float64Array[] {
  if (new Set(names).size !== names.length) throw new BadCall('A column is named twice')
  const all = names.map((name) => numeric(columnOf(columns, name), name))
  if (all.some((column) => column.length !== all[0]!.length)) throw new BadCall('The columns are not of one length')
  return all
}

export function numericColumn(columns: Columns, name: string): Float64Array {
  return numericColumns(columns, [name])[0]!
}

function numeric(values: readonly Value[], name: string): Float64Array {
  const numbers = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value === null) numbers[i] = NaN
    else if (typeof value === 'string') throw new BadCall(`Column “${name}” has words where numbers are needed`)
    else numbers[i] = Number(value)
  }
  return numbers
}

export type Grouped = {
  /** Sorted as names are (numbers by size), unless an order was given. */
  readonly names: readonly string[]
  /** For each row the place of its group in `names`; -1: missing, or not in the order given. */
  readonly of: Int32Array
}

/** Rows by the value of a column. `order`: only these, in this order; one that does not occur stays, and is empty. */
export function groupedBy(columns: Columns, name: string, order?: readonly string[]): Grouped {
  const values = columnOf(columns, name)
  const found = order ?? sortedNames(values)
  const places = new Map(found.map((one, at) => [one, at]))
  // A plain loop over what is mostly the value before: with 100,000 pupils this is where the time went.
  const of = new Int32Array(values.length)
  let last: Value = null
  let place = -1
  for (let row = 0; row < of.length; row++) {
    const value = values[row]!
    if (value !== last) {
      last = value
      place = value === null ? -1 : (places.get(String(value)) ?? -1)
    }
    of[row] = place
  }
  return { names: found, of }
}

/** The different values, numbers by size and words as words; missing ones left out. */
export function sortedNames(values: readonly Value[]): string[] {
  const different = [...new Set(values)].filter((value) => value !== null)
  const byNumber = different.every((value) => typeof value === 'number')
  if (byNumber) return different.toSorted((a, b) => a - b).map(String)
  return [...new Set(different.map(String))].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** The places of the rows in which none of the columns is missing. */
export function completeRows(columns: readonly Float64Array[]): number[] {
  const complete: number[] = []
  const length = columns[0]?.length ?? 0
  for (let row = 0; row < length; row++) if (columns.every((column) => !Number.isNaN(column[row]!))) complete.push(row)
  return complete
}

export function take(column: Float64Array, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (place) => column[place]!)
}

/** The values that are there. */
export function present(column: Float64Array): Float64Array {
  return column.filter((value) => !Number.isNaN(value))
}
