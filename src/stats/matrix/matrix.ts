// Matrices as the arithmetic wants them: one flat typed array, row after row, so that inner loops run over numbers that
// lie beside each other. NaN stands for what is not defined; an answer never has it.
import { orNull, type Maybe } from '../answer.ts'
import { BadCall, type Rows } from '../shape.ts'

export type Matrix = {
  readonly rows: number
  readonly columns: number
  /** Row-major: the cell of row i and column j is at[i * columns + j]. */
  readonly at: Float64Array
}

/** Zeros unless the cells are given, which are then kept and not copied. */
export function matrix(rows: number, columns: number, at: Float64Array = new Float64Array(rows * columns)): Matrix {
  if (at.length !== rows * columns) throw new RangeError(`${at.length} cells are not ${rows} by ${columns}`)
  return { rows, columns, at }
}

/** Null becomes NaN. Rows of unequal length are refused. */
export function fromRows(rows: Rows): Matrix {
  const columns = rows[0]?.length ?? 0
  const made = matrix(rows.length, columns)
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns) throw new BadCall('The rows of a matrix are not of one length')
    for (let j = 0; j < columns; j++) made.at[i * columns + j] = row[j] ?? NaN
  }
  return made
}

/** What is not defined becomes null. */
export function toRows(a: Matrix): Maybe[][] {
  return Array.from({ length: a.rows }, (_, i) => Array.from(a.at.subarray(i * a.columns, (i + 1) * a.columns), orNull))
}

export function times(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new RangeError(`${a.columns} columns cannot meet ${b.rows} rows`)
  const product = matrix(a.rows, b.columns)
  for (let i = 0; i < a.rows; i++) {
    const row = i * b.columns
    for (let k = 0; k < a.columns; k++) {
      const factor = a.at[i * a.columns + k]!
      const other = k * b.columns
      for (let j = 0; j < b.columns; j++) product.at[row + j]! += factor * b.at[other + j]!
    }
  }
  return product
}

export function transposed(a: Matrix): Matrix {
  const turned = matrix(a.columns, a.rows)
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++) turned.at[j * a.rows + i] = a.at[i * a.columns + j]!
  return turned
}

export function identity(n: number): Matrix {
  const one = matrix(n, n)
  for (let i = 0; i < n; i++) one.at[i * n + i] = 1
  return one
}

/** A copy whose cells may be changed. */
export const copied = (a: Matrix): Matrix => matrix(a.rows, a.columns, a.at.slice())

/** The diagonal, top to bottom. */
export const diagonal = (a: Matrix): Float64Array =>
  Float64Array.from({ length: Math.min(a.rows, a.columns) }, (_, i) => a.at[i * a.columns + i]!)
