// Varimax: turns factors, still at right angles, until each item belongs to as few of them as possible.
import { copied, type Matrix } from '../matrix/matrix.ts'
import { best, type RotatedStart, startsOf } from './rotation-starts.ts'

/** Angles below this turn nothing that a double can show. */
const STILL = 1e-13
const MOST_SWEEPS = 2000

/**
 * The orthogonal rotation with the largest varimax criterion, sum over factors of the variance of the squared loadings.
 * With `kaiser` the rows are brought to length 1 before and back after (a row of zeros stays). The best of `starts`
 * (the loadings as given, then random turns of them).
 * Source: Kaiser (1958), Psychometrika 23, 187-200: the angle of each plane in closed form.
 */
export function varimax(
  loadings: Matrix,
  { kaiser = true, starts }: { readonly kaiser?: boolean; readonly starts: number },
): RotatedStart & { readonly starts: number; readonly startsAgreeing: number } {
  const lengths = rowLengths(loadings, kaiser)
  const scaled = byRows(loadings, lengths, (cell, length) => cell / length)
  const ends = startsOf(scaled, starts, (start) => {
    const turned = copied(start)
    const converged = turnedBySweeps(turned)
    return { loadings: turned, criterion: -varimaxCriterion(turned), converged }
  })
  const { chosen, agreeing } = best(ends, 1e-9)
  return {
    loadings: byRows(chosen.loadings, lengths, (cell, length) => cell * length),
    criterion: -chosen.criterion,
    converged: chosen.converged,
    starts: ends.length,
    startsAgreeing: agreeing,
  }
}

/** Sum over factors of the variance (on p) of the squared loadings, as given. */
export function varimaxCriterion(loadings: Matrix): number {
  const { rows: p, columns: k, at } = loadings
  let sum = 0
  for (let j = 0; j < k; j++) {
    let mean = 0
    for (let i = 0; i < p; i++) mean += at[i * k + j]! ** 2 / p
    for (let i = 0; i < p; i++) sum += (at[i * k + j]! ** 2 - mean) ** 2 / p
  }
  return sum
}

/** The root of each row's sum of squares; 1 where it is 0, or throughout without Kaiser's normalisation. */
export function rowLengths({ rows, columns, at }: Matrix, kaiser: boolean): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    if (!kaiser) return 1
    const length = Math.hypot(...at.subarray(i * columns, (i + 1) * columns))
    return length > 0 ? length : 1
  })
}

export function byRows(a: Matrix, lengths: Float64Array, does: (cell: number, length: number) => number): Matrix {
  const made = copied(a)
  for (let at = 0; at < made.at.length; at++) made.at[at] = does(made.at[at]!, lengths[Math.floor(at / a.columns)]!)
  return made
}

function turnedBySweeps(a: Matrix): boolean {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0
    for (let r = 0; r < a.columns; r++)
      for (let s = r + 1; s < a.columns; s++) largest = Math.max(largest, Math.abs(turnedPlane(a, r, s)))
    if (largest < STILL) return true
  }
  return false
}

/** Turns factors r and s to the best angle of their plane, and answers the angle. */
function turnedPlane({ rows: p, columns: k, at }: Matrix, r: number, s: number): number {
  let sumU = 0
  let sumV = 0
  let sumUuVv = 0
  let sumUv = 0
  let size = 0
  for (let i = 0; i < p; i++) {
    const x = at[i * k + r]!
    const y = at[i * k + s]!
    const u = (x + y) * (x - y)
    const v = 2 * x * y
    sumU += u
    sumV += v
    sumUuVv += u * u - v * v
    sumUv += 2 * u * v
    size += u * u + v * v
  }
  const numerator = sumUv - (2 * sumU * sumV) / p
  const denominator = sumUuVv - (sumU * sumU - sumV * sumV) / p
  // Where all angles are equally good, rounding must not keep turning.
  if (Math.abs(numerator) + Math.abs(denominator) <= 1e-14 * size) return 0
  const angle = Math.atan2(numerator, denominator) / 4
  const cosine = Math.cos(angle)
  const sine = Math.sin(angle)
  for (let i = 0; i < p; i++) {
    const x = at[i * k + r]!
    const y = at[i * k + s]!
    at[i * k + r] = x * cosine + y * sine
    at[i * k + s] = y * cosine - x * sine
  }
  return angle
}
