// Linear least squares. Columns that others already explain are moved out and named, as in R's lm, so that a design with a
// column too many still answers.
import { matrix, type Matrix } from './matrix.ts'

export type LeastSquares = {
  /** NaN for an aliased column. */
  readonly coefficients: Float64Array
  readonly fitted: Float64Array
  readonly residuals: Float64Array
  readonly rank: number
  /** Columns of x, in order, that the columns before them explain. */
  readonly aliased: readonly number[]
  /** (X'X)^-1 over all columns of x, NaN in the rows and columns of aliased ones; undefined when the rank is 0. */
  readonly unscaled: Matrix | undefined
}

/** A column counts as explained when less than this part of its length is left, as in R. */
const TOLERANCE = 1e-7

/**
 * y on the columns of x (an intercept only if x has one); nothing may be missing. Too few rows only make columns aliased.
 * Source: Householder QR, Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 5.2.1 and section 5.3.2; limited
 * pivoting as described for LINPACK's dqrdc2 in R's help page of qr.
 */
export function leastSquares(x: Matrix, y: Float64Array): LeastSquares {
  const n = x.rows
  const columns = Array.from({ length: x.columns }, (_, j) => {
    const column = new Float64Array(n)
    for (let i = 0; i < n; i++) column[i] = x.at[i * x.columns + j]!
    return column
  })
  const { kept, aliased, pivots } = triangular(columns, n)
  const rank = kept.length
  const turned = y.slice()
  for (let k = 0; k < rank; k++) reflect(columns[kept[k]!]!, pivots[k]!, turned, k)
  const inverse = inverseOfUpper(columns, kept)
  const coefficients = new Float64Array(x.columns).fill(NaN)
  for (let i = 0; i < rank; i++) {
    let sum = 0
    for (let j = i; j < rank; j++) sum += inverse[i * rank + j]! * turned[j]!
    coefficients[kept[i]!] = sum
  }
  // The part of y beyond the rank, turned back, is the residual: no difference of large numbers.
  const residuals = turned.fill(0, 0, rank)
  for (let k = rank - 1; k >= 0; k--) reflect(columns[kept[k]!]!, pivots[k]!, residuals, k)
  return {
    coefficients,
    fitted: y.map((value, i) => value - residuals[i]!),
    residuals,
    rank,
    aliased,
    unscaled: rank === 0 ? undefined : unscaledOf(inverse, kept, x.columns),
  }
}

type Triangular = { readonly kept: readonly number[]; readonly aliased: readonly number[]; readonly pivots: number[] }

/**
 * Makes the columns, in place, those of R above their place and the vector of their reflection from their place down;
 * `pivots[k]` is the first entry of that vector, whose place holds R's diagonal.
 */
function triangular(columns: readonly Float64Array[], n: number): Triangular {
  const kept: number[] = []
  const aliased: number[] = []
  const pivots: number[] = []
  for (const [j, column] of columns.entries()) {
    const whole = lengthFrom(column, 0)
    for (let k = 0; k < kept.length; k++) reflect(columns[kept[k]!]!, pivots[k]!, column, k)
    const at = kept.length
    const rest = at < n ? lengthFrom(column, at) : 0
    if (!(rest > TOLERANCE * whole)) {
      aliased.push(j)
      continue
    }
    // Scaled to length 1, so that its square neither overflows nor vanishes.
    const length = column[at]! >= 0 ? -rest : rest
    for (let i = at; i < n; i++) column[i]! /= -length
    pivots.push(column[at]! + 1)
    column[at] = length
    kept.push(j)
  }
  return { kept, aliased, pivots }
}

/** The reflection that `column` keeps from place `at` down, applied to `target`; its squared half length is its pivot. */
function reflect(column: Float64Array, pivot: number, target: Float64Array, at: number): void {
  let inner = pivot * target[at]!
  for (let i = at + 1; i < target.length; i++) inner += column[i]! * target[i]!
  const share = inner / pivot
  target[at]! -= share * pivot
  for (let i = at + 1; i < target.length; i++) target[i]! -= share * column[i]!
}

function lengthFrom(column: Float64Array, at: number): number {
  let largest = 0
  for (let i = at; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i]!))
  if (largest === 0 || !Number.isFinite(largest)) return largest
  let sum = 0
  for (let i = at; i < column.length; i++) sum += (column[i]! / largest) ** 2
  return largest * Math.sqrt(sum)
}

/** The inverse of R, rank x rank. */
function inverseOfUpper(columns: readonly Float64Array[], kept: readonly number[]): Float64Array {
  const rank = kept.length
  const inverse = new Float64Array(rank * rank)
  for (let j = 0; j < rank; j++) {
    const column = columns[kept[j]!]!
    inverse[j * rank + j] = 1 / column[j]!
    for (let i = 0; i < j; i++) {
      let sum = 0
      for (let k = i; k < j; k++) sum -= inverse[i * rank + k]! * column[k]!
      inverse[i * rank + j] = sum / column[j]!
    }
  }
  return inverse
}

function unscaledOf(inverse: Float64Array, kept: readonly number[], columns: number): Matrix {
  const rank = kept.length
  const unscaled = matrix(columns, columns, new Float64Array(columns * columns).fill(NaN))
  for (let i = 0; i < rank; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = i; k < rank; k++) sum += inverse[i * rank + k]! * inverse[j * rank + k]!
      unscaled.at[kept[i]! * columns + kept[j]!] = sum
      unscaled.at[kept[j]! * columns + kept[i]!] = sum
    }
  return unscaled
}
