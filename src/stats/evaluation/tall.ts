// Least squares for very many rows and few, well separated columns: a county's pupils. Some five times quicker than
// reflections; whoever is not well separated is left to those.
import { inverseOf } from '../matrix/cholesky.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'

export type Tall = { readonly coefficients: Float64Array; readonly unscaled: Matrix; readonly residuals: Float64Array }

/** How much of each column's square must be left beside the columns before it: with less, digits would be lost. */
const SEPARATE = 1e-4

/**
 * By the normal equations, then corrected once by the residuals' own least squares. Undefined when a column is mostly
 * explained by those before it. Source: Bjoerck (1996), Numerical Methods for Least Squares Problems, section 2.9.
 */
export function tallLeastSquares(columns: readonly Float64Array[], y: Float64Array): Tall | undefined {
  const q = columns.length
  const products = matrix(q, q)
  for (let a = 0; a < q; a++)
    for (let b = 0; b <= a; b++) {
      const sum = inner(columns[a]!, columns[b]!)
      products.at[a * q + b] = sum
      products.at[b * q + a] = sum
    }
  if (!isSeparate(products)) return undefined
  const unscaled = inverseOf(products)
  if (!unscaled) return undefined
  const coefficients = new Float64Array(q)
  const residuals = y.slice()
  for (let round = 0; round < 2; round++) {
    const right = columns.map((column) => inner(column, residuals))
    for (let a = 0; a < q; a++) {
      let step = 0
      for (let b = 0; b < q; b++) step += unscaled.at[a * q + b]! * right[b]!
      coefficients[a]! += step
      const column = columns[a]!
      for (let i = 0; i < residuals.length; i++) residuals[i]! -= step * column[i]!
    }
  }
  return { coefficients, unscaled, residuals }
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Eliminates column after column, and sees what is left of each on its turn. */
function isSeparate({ at, rows: q }: Matrix): boolean {
  const left = at.slice()
  for (let p = 0; p < q; p++) {
    const pivot = left[p * q + p]!
    if (!(pivot > SEPARATE * at[p * q + p]!)) return false
    for (let i = p + 1; i < q; i++) {
      const factor = left[i * q + p]! / pivot
      for (let j = p; j < q; j++) left[i * q + j]! -= factor * left[p * q + j]!
    }
  }
  return true
}
