// How far a factor model with given uniquenesses is from a correlation matrix, with the exact first and second derivatives:
// so that the optimum is reached in a handful of steps and to the last digit, and not where an iteration got tired.
import { eigenRows } from '../matrix/eigen.ts'
import { copied, matrix, type Matrix } from '../matrix/matrix.ts'

/** A model's distance as a function of one number an item. */
export type Discrepancy = {
  readonly lower: number
  readonly upper: number
  /** Where an item whose uniqueness is `psi` stands on this function's own scale, and back. */
  from(psi: number): number
  psi(x: number): number
  at(x: Float64Array): Point
}
export type Point = {
  readonly value: number
  /** The first rejected dimension as a part of the last kept one. */
  readonly gap: number
  gradient(): Float64Array
  /** Symmetric; not positive definite everywhere. */
  hessian(): Matrix
  /** The part of it that is never negative definite and dominates near a good fit. */
  roughHessian(): Matrix
  /** Items x factors, unrotated, factors by size. */
  loadings(): Matrix
}

/**
 * Unweighted least squares: half the sum of squared residuals R - LL' - Psi with the best L for this Psi.
 * Source: Harman & Jones (1966), Psychometrika 31, 351-368; Joreskog (1977), in Statistical methods for digital computers
 * III, 125-153, sections 3 and 4.
 */
export function leastSquaresDiscrepancy(r: Matrix, factors: number, bound: number): Discrepancy {
  return {
    lower: bound,
    upper: 1,
    from: (psi) => psi,
    psi: (x) => x,
    at(x) {
      const reduced = copied(r)
      for (let i = 0; i < x.length; i++) reduced.at[i * x.length + i]! -= x[i]!
      const { values, rows } = eigenRows(reduced)
      let value = 0
      // A kept eigenvalue below zero cannot be reproduced by real loadings, so it is residual too.
      for (const [m, one] of values.entries()) if (m >= factors || one < 0) value += 0.5 * one * one
      return {
        value: orInfinite(value),
        gap: values[factors]! / values[factors - 1]!,
        gradient: () => weightedSquares(rows, values, factors, (one) => -one),
        hessian: () => {
          const h = squaredRejected(rows, x.length, factors)
          addCross(h, rows, factors, (m, n) => (-2 * values[m]!) / (values[n]! - values[m]!))
          return h
        },
        roughHessian: () => squaredRejected(rows, x.length, factors),
        loadings: () => scaledVectors(rows, x.length, factors, (_, n) => Math.sqrt(Math.max(0, values[n]!))),
      }
    },
  }
}

/**
 * Maximum likelihood, on the logarithm of the uniquenesses; r must be positive definite.
 * Source: Joreskog (1967), Psychometrika 32, 443-482; Clarke (1970), British J. Math. Stat. Psychol. 23, 43-52 (the exact
 * second derivatives).
 */
export function likelihoodDiscrepancy(r: Matrix, factors: number, bound: number): Discrepancy {
  return {
    lower: Math.log(bound),
    upper: 0,
    from: Math.log,
    psi: Math.exp,
    at(x) {
      const p = x.length
      const scale = x.map((one) => Math.exp(-0.5 * one))
      const scaled = copied(r)
      for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) scaled.at[i * p + j]! *= scale[i]! * scale[j]!
      const { values, rows } = eigenRows(scaled)
      let value = 0
      for (let m = factors; m < p; m++) value += values[m]! - Math.log(values[m]!) - 1
      return {
        value: orInfinite(value),
        gap: (values[factors]! - 1) / (values[factors - 1]! - 1),
        gradient: () => weightedSquares(rows, values, factors, (one) => 1 - one),
        hessian: () => {
          const h = weightedRejected(rows, values, factors)
          addCross(
            h,
            rows,
            factors,
            (m, n) => ((1 - values[m]!) * (values[m]! + values[n]!)) / (values[n]! - values[m]!),
          )
          return h
        },
        roughHessian: () => weightedRejected(rows, values, factors),
        loadings: () => scaledVectors(rows, p, factors, (i, n) => Math.sqrt(Math.max(0, values[n]! - 1)) / scale[i]!),
      }
    },
  }
}

const orInfinite = (value: number): number => (Number.isNaN(value) ? Infinity : value)

/** Sum over rejected vectors of weight(eigenvalue) times the squared coordinate. */
function weightedSquares(
  rows: Float64Array,
  values: Float64Array,
  factors: number,
  weight: (value: number) => number,
): Float64Array {
  const p = values.length
  const sums = new Float64Array(p)
  for (let m = factors; m < p; m++) {
    const w = weight(values[m]!)
    for (let i = 0; i < p; i++) sums[i]! += w * rows[m * p + i]! ** 2
  }
  return sums
}

/** (sum over rejected vectors of v_i v_j) squared; the sum comes from the kept ones, of which there are fewer. */
function squaredRejected(rows: Float64Array, p: number, factors: number): Matrix {
  const h = matrix(p, p)
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1 : 0
      for (let n = 0; n < factors; n++) sum -= rows[n * p + i]! * rows[n * p + j]!
      h.at[i * p + j] = sum * sum
      h.at[j * p + i] = sum * sum
    }
  return h
}

/** The product of that sum with the same sum weighted by the eigenvalues. */
function weightedRejected(rows: Float64Array, values: Float64Array, factors: number): Matrix {
  const p = values.length
  const h = matrix(p, p)
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      let weighted = 0
      for (let m = factors; m < p; m++) {
        const product = rows[m * p + i]! * rows[m * p + j]!
        sum += product
        weighted += values[m]! * product
      }
      h.at[i * p + j] = sum * weighted
      h.at[j * p + i] = sum * weighted
    }
  return h
}

/** Adds, over a rejected vector m and a kept one n, weight(m, n) v_im v_jm v_in v_jn. */
function addCross(
  h: Matrix,
  rows: Float64Array,
  factors: number,
  weight: (rejected: number, kept: number) => number,
): void {
  const p = h.rows
  const rejected = p - factors
  // What an item has on the rejected vectors, side by side: the innermost loop runs along it.
  const own = new Float64Array(p * rejected)
  for (let m = 0; m < rejected; m++) for (let i = 0; i < p; i++) own[i * rejected + m] = rows[(m + factors) * p + i]!
  const weighted = new Float64Array(p * rejected)
  for (let n = 0; n < factors; n++) {
    for (let m = 0; m < rejected; m++) {
      const one = weight(m + factors, n)
      for (let i = 0; i < p; i++) weighted[i * rejected + m] = one * own[i * rejected + m]!
    }
    const kept = n * p
    for (let i = 0; i < p; i++)
      for (let j = 0; j <= i; j++) {
        let sum = 0
        for (let m = 0, at = i * rejected, other = j * rejected; m < rejected; m++, at++, other++)
          sum += weighted[at]! * own[other]!
        h.at[i * p + j]! += sum * rows[kept + i]! * rows[kept + j]!
      }
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) h.at[j * p + i] = h.at[i * p + j]!
}

function scaledVectors(
  rows: Float64Array,
  p: number,
  factors: number,
  scale: (item: number, factor: number) => number,
): Matrix {
  const loadings = matrix(p, factors)
  for (let i = 0; i < p; i++)
    for (let n = 0; n < factors; n++) loadings.at[i * factors + n] = rows[n * p + i]! * scale(i, n)
  return loadings
}
