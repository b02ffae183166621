// Columns as deviations from their mean, in units that neither overflow nor vanish when squared: so that scores of a
// thousand million and a bit are as good as scores near nought.

export type Centred = {
  /** (x - mean) / scale; all 0 for a constant column. */
  readonly values: Float64Array
  readonly mean: number
  /** A power of two, so that dividing by it loses nothing; 0: constant; NaN: the range is beyond the numbers there are. */
  readonly scale: number
}

/**
 * Nothing may be missing. Deviations are taken from the first value before anything is summed, then from their own mean
 * twice, so that a large offset costs no digits. Source: Chan, Golub & LeVeque (1983), The American Statistician 37(3),
 * 242-247 (shifted two-pass algorithm).
 */
export function centred(column: Float64Array): Centred {
  const n = column.length
  const first = column[0] ?? NaN
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(column[i]! - first))
  if (largest === 0) return { values: new Float64Array(n), mean: first, scale: 0 }
  if (!Number.isFinite(largest)) return { values: new Float64Array(n).fill(NaN), mean: NaN, scale: NaN }
  const scale = 2 ** Math.floor(Math.log2(largest))
  const values = new Float64Array(n)
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i] = (column[i]! - first) / scale
  const shift = sum / n
  let rest = 0
  for (let i = 0; i < n; i++) rest += values[i]! -= shift
  rest /= n
  for (let i = 0; i < n; i++) values[i]! -= rest
  return { values, mean: first + (shift + rest) * scale, scale }
}
