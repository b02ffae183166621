// Means, sums of squares and cross-products of one column or of a pair of columns, always about the mean and in two passes:
// sums of raw squares lose every digit when the numbers are large and lie close together.

/** Sums are about the means of the rows that both columns have. */
export type PairMoments = {
  readonly n: number
  readonly meanX: number
  readonly meanY: number
  readonly xx: number
  readonly yy: number
  readonly xy: number
}
/** `ss`: the sum of squared deviations from the mean, exactly 0 when all values are the same. */
export type Moments = { readonly n: number; readonly mean: number; readonly ss: number }

/** Beyond these a square, or a sum of squares, is no longer a double. */
const LARGE = 1e140
const SMALL = 1e-140

/**
 * The column times a power of two, which changes no digit, so that squares of very large or very small values are doubles.
 * The column itself, and 1, when there is no need.
 */
export function scaled(column: Float64Array): { readonly column: Float64Array; readonly scale: number } {
  let most = 0
  for (const value of column) if (Math.abs(value) > most) most = Math.abs(value)
  if (most === 0 || (most < LARGE && most > SMALL)) return { column, scale: 1 }
  // In two steps at most 2^1000 each way: 2^1074, for the smallest of all, is not a double.
  const scale = 2 ** Math.max(-1000, Math.min(1000, -Math.floor(Math.log2(most))))
  return { column: column.map((value) => value * scale), scale }
}

/** Of the values that are there; mean NaN when there are none. Values within the reach of `scaled`. */
export function momentsOf(column: Float64Array): Moments {
  const { n, meanX: mean, xx: ss } = pairMoments(column, column)
  return { n, mean, ss }
}

/**
 * Of the rows that both columns have. A column that is constant in those rows has a sum of squares of exactly 0: the mean
 * is found from the differences to the first value, which are then all 0.
 * Source: the corrected two-pass algorithm, Chan, Golub & LeVeque (1983), The American Statistician 37, 242-247.
 */
export function pairMoments(x: Float64Array, y: Float64Array): PairMoments {
  const rows = x.length
  let first = 0
  // One test for both: a sum with NaN is NaN, and finite numbers within reach have no NaN sum.
  while (first < rows && x[first]! + y[first]! !== x[first]! + y[first]!) first++
  if (first === rows) return { n: 0, meanX: NaN, meanY: NaN, xx: 0, yy: 0, xy: 0 }
  const fromX = x[first]!
  const fromY = y[first]!
  let n = 0
  let sumX = 0
  let sumY = 0
  // Choices and not branches within the loops: they take a quarter of the time.
  for (let row = first; row < rows; row++) {
    const a = x[row]! - fromX
    const b = y[row]! - fromY
    const isThere = a + b === a + b
    n += isThere ? 1 : 0
    sumX += isThere ? a : 0
    sumY += isThere ? b : 0
  }
  const meanX = fromX + sumX / n
  const meanY = fromY + sumY / n
  let [xx, yy, xy, restX, restY] = [0, 0, 0, 0, 0]
  for (let row = first; row < rows; row++) {
    const a = x[row]! - meanX
    const b = y[row]! - meanY
    const isThere = a + b === a + b
    xx += isThere ? a * a : 0
    yy += isThere ? b * b : 0
    xy += isThere ? a * b : 0
    restX += isThere ? a : 0
    restY += isThere ? b : 0
  }
  return {
    n,
    meanX: meanX + restX / n,
    meanY: meanY + restY / n,
    xx: xx - (restX * restX) / n,
    yy: yy - (restY * restY) / n,
    xy: xy - (restX * restY) / n,
  }
}

/** The sum of products about the means, of columns without a missing value. Four sums side by side: one would wait for itself. */
export function productOf(x: Float64Array, meanX: number, y: Float64Array, meanY: number): number {
  const rows = x.length
  const even = rows - (rows % 4)
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let row = 0; row < even; row += 4) {
    a += (x[row]! - meanX) * (y[row]! - meanY)
    b += (x[row + 1]! - meanX) * (y[row + 1]! - meanY)
    c += (x[row + 2]! - meanX) * (y[row + 2]! - meanY)
    d += (x[row + 3]! - meanX) * (y[row + 3]! - meanY)
  }
  for (let row = even; row < rows; row++) a += (x[row]! - meanX) * (y[row]! - meanY)
  return a + b + (c + d)
}

/** As much as rounding takes from a perfect correlation. */
const ROUNDING = 1e-15

/** Pearson's r, within -1 and 1, and exactly that when it is perfect; NaN when a column is constant. */
export function pearsonOf({ n, xx, yy, xy }: PairMoments): number {
  if (n < 2 || !(xx > 0) || !(yy > 0)) return NaN
  return settled(xy / (Math.sqrt(xx) * Math.sqrt(yy)))
}

/** A coefficient that is perfect but for rounding is perfect: its p-value would be made of nothing but the rounding. */
export const settled = (r: number): number => (Math.abs(r) > 1 - ROUNDING ? Math.sign(r) : r)
