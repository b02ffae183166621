// Two means side by side: the t test, without or with the assumption that both groups vary alike. The review's comparison
// of teams and schools stands on it.
import { orNull, type Answer, type Maybe } from '../answer.ts'
import { momentsOf, type Moments } from '../correlations/moments.ts'
import type { Issue } from '../issues.ts'
import { tQuantile, tTwoSided } from '../laws/t.ts'
import { isRounding, levelled } from './levelled.ts'
import { twoGroups, type TwoGroups, type TwoGroupsInput } from './two-groups.ts'

export type Variant = 'welch' | 'student'
/** Numbers in the unit of the outcome; NaN where not defined. */
export type MeanComparison = {
  readonly t: number
  readonly df: number
  readonly p: number
  readonly difference: number
  readonly low: number
  readonly high: number
  readonly issues: readonly Issue[]
}
export type TTest = Answer & {
  readonly [K in 't' | 'df' | 'p' | 'difference' | 'ciLow' | 'ciHigh' | 'mean1' | 'mean2' | 'sd1' | 'sd2']: Maybe
} & { readonly n1: number; readonly n2: number }

/**
 * Group 1 minus group 2, two-sided, with the 95% interval of the difference. Missing values are left out. Welch's form
 * refuses a group of one; Student's takes it as long as the other has two. Groups without any variation have a difference
 * but no test.
 * Source: Student (1908), Biometrika 6, 1-25; Welch (1947), Biometrika 34, 28-35, with Satterthwaite's (1946) degrees of
 * freedom, Biometrics Bulletin 2, 110-114.
 */
export function tTest(input: TwoGroupsInput, { variant = 'welch' }: { readonly variant?: Variant } = {}): TTest {
  const groups = twoGroups(input)
  const { first, second, middle, scale } = momentsOfTwo(groups)
  const { t, df, p, difference, low, high, issues } = meanComparison(groups, variant)
  return {
    t: orNull(t),
    df: orNull(df),
    p: orNull(p),
    difference: orNull(difference),
    ciLow: orNull(low),
    ciHigh: orNull(high),
    mean1: orNull(first.mean / scale + middle),
    mean2: orNull(second.mean / scale + middle),
    sd1: orNull(sdOf(first) / scale),
    sd2: orNull(sdOf(second) / scale),
    n1: first.n,
    n2: second.n,
    issues: [...issues],
  }
}

/** The comparison behind the test, as numbers. */
export function meanComparison(groups: TwoGroups, variant: Variant): MeanComparison {
  const { first, second, scale, most } = momentsOfTwo(groups)
  const difference = (first.mean - second.mean) / scale
  const none = { t: NaN, df: NaN, p: NaN, difference, low: NaN, high: NaN }
  if (groups.issues.length > 0) return { ...none, issues: groups.issues }
  const isTooFew = variant === 'welch' ? Math.min(first.n, second.n) < 2 : first.n + second.n < 3
  if (isTooFew) return { ...none, issues: ['too-few-cases'] }
  const { se, df } = variant === 'welch' ? welchError(first, second) : pooledError(first, second)
  if (isRounding(se, most)) return { ...none, issues: ['zero-variance'] }
  const t = (first.mean - second.mean) / se
  const half = (tQuantile(0.975, df) * se) / scale
  const isInRange = Number.isFinite(Math.abs(difference) + half)
  return {
    t,
    df,
    p: tTwoSided(t, df),
    difference,
    low: difference - half,
    high: difference + half,
    issues: isInRange ? [] : ['out-of-range'],
  }
}

/** Both groups about their common middle; `mean / scale + middle` is a mean again. */
export function momentsOfTwo(groups: TwoGroups): {
  readonly first: Moments
  readonly second: Moments
  readonly middle: number
  readonly scale: number
  readonly most: number
} {
  const { columns, middle, scale, most } = levelled([groups.first, groups.second])
  return { first: momentsOf(columns[0]!), second: momentsOf(columns[1]!), middle, scale, most }
}

const sdOf = ({ n, ss }: Moments): number => (n < 2 ? NaN : Math.sqrt(ss / (n - 1)))

/** Of the difference of two means when each group varies in its own way. */
export function welchError(a: Moments, b: Moments): { readonly se: number; readonly df: number } {
  const va = a.ss / (a.n - 1) / a.n
  const vb = b.ss / (b.n - 1) / b.n
  // As shares, so that tiny variances do not vanish when they are squared.
  const share = va / (va + vb)
  const df = 1 / (share ** 2 / (a.n - 1) + (1 - share) ** 2 / (b.n - 1))
  return { se: Math.sqrt(va + vb), df }
}

function pooledError(a: Moments, b: Moments): { readonly se: number; readonly df: number } {
  const df = a.n + b.n - 2
  return { se: Math.sqrt(((a.ss + b.ss) / df) * (1 / a.n + 1 / b.n)), df }
}
