// Triangular roots, inverses and determinants of covariance and correlation matrices, and with them the verdict whether a
// matrix is positive definite at all.
import { matrix, type Matrix } from './matrix.ts'

/**
 * The lower triangular L with LL' = a. Undefined when a is not positive definite: also when a pivot is lost in the rounding
 * of its own diagonal, so that a matrix singular but for rounding is refused. Only the lower triangle is read.
 * Source: Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 4.2.1.
 */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows
  const root = matrix(n, n)
  const l = root.at
  for (let i = 0; i < n; i++) {
    const row = i * n
    for (let j = 0; j <= i; j++) {
      const other = j * n
      let sum = a.at[row + j]!
      for (let k = 0; k < j; k++) sum -= l[row + k]! * l[other + k]!
      if (j < i) l[row + j] = sum / l[other + j]!
      else if (sum > n * Number.EPSILON * Math.abs(a.at[row + i]!) && sum <= Number.MAX_VALUE)
        l[row + i] = Math.sqrt(sum)
      else return undefined
    }
  }
  return root
}

/** The inverse of a symmetric positive definite matrix; undefined when it is not one. */
export function inverseOf(a: Matrix): Matrix | undefined {
  const root = cholesky(a)
  if (!root) return undefined
  const n = a.rows
  const lower = inverseOfLower(root)
  const inverse = matrix(n, n)
  for (let k = 0; k < n; k++)
    for (let i = 0; i <= k; i++) {
      const factor = lower.at[k * n + i]!
      for (let j = 0; j <= i; j++) inverse.at[i * n + j]! += factor * lower.at[k * n + j]!
    }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse.at[j * n + i] = inverse.at[i * n + j]!
  return inverse.at.every(Number.isFinite) ? inverse : undefined
}

/** ln |a| of a symmetric positive definite matrix, which does not under- or overflow as |a| does. */
export function lnDeterminant(a: Matrix): number | undefined {
  const root = cholesky(a)
  if (!root) return undefined
  let sum = 0
  for (let i = 0; i < a.rows; i++) sum += 2 * Math.log(root.at[i * a.rows + i]!)
  return sum
}

/** x with LL'x = b, where L is what `cholesky` gave. */
export function solvedBy(root: Matrix, b: Float64Array): Float64Array {
  const n = root.rows
  const x = b.slice()
  for (let i = 0; i < n; i++) {
    let sum = x[i]!
    for (let k = 0; k < i; k++) sum -= root.at[i * n + k]! * x[k]!
    x[i] = sum / root.at[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < n; k++) sum -= root.at[k * n + i]! * x[k]!
    x[i] = sum / root.at[i * n + i]!
  }
  return x
}

function inverseOfLower(root: Matrix): Matrix {
  const n = root.rows
  const inverse = matrix(n, n)
  for (let i = 0; i < n; i++) {
    const pivot = root.at[i * n + i]!
    inverse.at[i * n + i] = 1 / pivot
    for (let j = 0; j < i; j++) {
      let sum = 0
      for (let k = j; k < i; k++) sum -= root.at[i * n + k]! * inverse.at[k * n + j]!
      inverse.at[i * n + j] = sum / pivot
    }
  }
  return inverse
}
