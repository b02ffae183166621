// The same children, staff or schools before and after: how much they changed on average, and how sure that is.
import { orNull, type Answer, type Maybe } from '../answer.ts'
import { completeRows, numericColumns, take } from '../columns.ts'
import { momentsOf, pairMoments, pearsonOf, scaled } from '../correlations/moments.ts'
import { isRounding, levelled } from '../groups/levelled.ts'
import type { Issue } from '../issues.ts'
import { tQuantile, tTwoSided } from '../laws/t.ts'
import type { Columns } from '../shape.ts'

export type BeforeAfter = { readonly before: string; readonly after: string; readonly columns: Columns }
export type PairedTest = Answer & {
  readonly [K in 't' | 'df' | 'p' | 'meanChange' | 'sdChange' | 'ciLow' | 'ciHigh' | 'dz' | 'r']: Maybe
} & { readonly n: number }

/**
 * After minus before, over the rows that have both; two-sided, with the 95% interval of the mean change. dz is the mean
 * change over its standard deviation; r is the correlation of before and after, null where one of them does not vary.
 * Source: Student (1908), Biometrika 6, 1-25; Cohen (1988), Statistical Power Analysis, 2nd ed., section 2.3.5, for dz.
 */
export function pairedTest({ before, after, columns }: BeforeAfter): PairedTest {
  const both = numericColumns(columns, before === after ? [before] : [before, after])
  if (both.length === 1) both.push(both[0]!)
  const rows = completeRows(both)
  const { columns: level, scale, most } = levelled(both.map((column) => take(column, rows)))
  const change = level[1]!.map((value, at) => value - level[0]![at]!)
  const { n, mean, ss } = momentsOf(change)
  const sd = Math.sqrt(ss / (n - 1))
  const issues = reasons(both, n, sd, most)
  const isTested = issues.length === 0
  const df = n - 1
  const se = isTested ? sd / Math.sqrt(n) : NaN
  const half = isTested ? tQuantile(0.975, df) * se : NaN
  const r = pearsonOf(pairMoments(scaled(level[0]!).column, scaled(level[1]!).column))
  if (isTested && Number.isNaN(r)) issues.push('constant')
  if (isTested && !Number.isFinite(half / scale)) issues.push('out-of-range')
  return {
    t: orNull(mean / se),
    df: isTested ? df : null,
    p: orNull(isTested ? tTwoSided(mean / se, df) : NaN),
    meanChange: orNull(mean / scale),
    sdChange: orNull(n < 2 ? NaN : sd / scale),
    ciLow: orNull((mean - half) / scale),
    ciHigh: orNull((mean + half) / scale),
    dz: orNull(isTested ? mean / sd : NaN),
    r: orNull(r),
    n,
    issues,
  }
}

function reasons(both: readonly Float64Array[], n: number, sd: number, most: number): Issue[] {
  if (both[0]!.length === 0) return ['no-data']
  if (both.some((column) => column.every(Number.isNaN))) return ['all-missing']
  if (n === 0) return ['no-pairs']
  if (n < 2) return ['too-few-cases']
  return isRounding(sd / Math.sqrt(n), most) ? ['zero-variance'] : []
}
