// The numbers that describe one column, from its values or from how often each of them was given.
import { present } from '../columns.ts'
import { codedColumn } from '../correlations/coded.ts'
import { momentsOf, scaled } from '../correlations/moments.ts'
import { quantileOf, quantileOfSorted } from './quantile.ts'

/** Not defined is NaN. */
export type Description = {
  readonly n: number
  readonly missing: number
  readonly mean: number
  readonly sd: number
  readonly se: number
  readonly median: number
  readonly min: number
  readonly max: number
  readonly q25: number
  readonly q75: number
  readonly skew: number
  readonly kurtosis: number
}
/** How often each value was given; the values from the lowest. */
export type Counted = { readonly values: ArrayLike<number>; readonly counts: ArrayLike<number> }

/** Below this sorting is as fast as counting. */
const MANY_ROWS = 1000

/** Ratings are counted first: sorting a million of them takes longer than all the rest. */
export function descriptionOf(column: Float64Array): Description {
  const coded = column.length < MANY_ROWS ? undefined : codedColumn(column)
  if (coded) return descriptionOfCounts(coded, column.length)
  const sorted = present(column).sort()
  const { column: within, scale } = scaled(sorted)
  const { n, mean, ss } = momentsOf(within)
  const sd = n < 2 ? NaN : Math.sqrt(ss / (n - 1))
  return {
    n,
    missing: column.length - n,
    mean: mean / scale,
    sd: sd / scale,
    se: sd / Math.sqrt(n) / scale,
    median: quantileOfSorted(sorted, 0.5),
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
    q25: quantileOfSorted(sorted, 0.25),
    q75: quantileOfSorted(sorted, 0.75),
    ...shapeOf(within, undefined, mean, sd, n),
  }
}

/** The same from counts. `rows`: with the missing ones. */
export function descriptionOfCounts({ values, counts }: Counted, rows: number): Description {
  const places = Array.from(counts).flatMap((count, at) => (count > 0 ? [at] : []))
  const given = Float64Array.from(places, (at) => values[at]!)
  const often = Float64Array.from(places, (at) => counts[at]!)
  const { column: within, scale } = scaled(given)
  const n = often.reduce((sum, count) => sum + count, 0)
  const from = within[0] ?? NaN
  const mean = from + within.reduce((sum, value, at) => sum + (value - from) * often[at]!, 0) / n
  const ss = within.reduce((sum, value, at) => sum + (value - mean) ** 2 * often[at]!, 0)
  const sd = n < 2 ? NaN : Math.sqrt(ss / (n - 1))
  const quantile = (p: number): number => quantileOfCounts(given, often, n, p)
  return {
    n,
    missing: rows - n,
    mean: mean / scale,
    sd: sd / scale,
    se: sd / Math.sqrt(n) / scale,
    median: quantile(0.5),
    min: given[0] ?? NaN,
    max: given.at(-1) ?? NaN,
    q25: quantile(0.25),
    q75: quantile(0.75),
    ...shapeOf(within, often, mean, sd, n),
  }
}

/** `weights`: how often each value occurs, when that is not once. The shape does not change with the scale. */
function shapeOf(
  values: Float64Array,
  weights: Float64Array | undefined,
  mean: number,
  sd: number,
  n: number,
): { readonly skew: number; readonly kurtosis: number } {
  if (!(sd > 0)) return { skew: NaN, kurtosis: NaN }
  let third = 0
  let fourth = 0
  for (let at = 0; at < values.length; at++) {
    const z = (values[at]! - mean) / sd
    const weight = weights === undefined ? 1 : weights[at]!
    third += weight * z * z * z
    fourth += weight * z * z * z * z
  }
  return { skew: third / n, kurtosis: fourth / n - 3 }
}

function quantileOfCounts(given: Float64Array, often: Float64Array, n: number, p: number): number {
  const at = (place: number): number => {
    let below = 0
    for (let value = 0; value < given.length; value++) {
      below += often[value]!
      if (place < below) return given[value]!
    }
    return given.at(-1) ?? NaN
  }
  return quantileOf(at, n, p)
}
