// How large a difference between two groups is, in standard deviations, with an interval that says how little a small
// sample knows about it.
import { orNull, type Answer, type Maybe } from '../answer.ts'
import type { Issue } from '../issues.ts'
import { stirlingRemainder } from '../laws/gamma.ts'
import { noncentralLimits } from '../laws/noncentral-t.ts'
import { isRounding } from './levelled.ts'
import { momentsOfTwo } from './t-test.ts'
import { twoGroups, type TwoGroups, type TwoGroupsInput } from './two-groups.ts'

export type EffectSize = Answer & { readonly [K in 'd' | 'g' | 'ciLow' | 'ciHigh']: Maybe } & {
  readonly n1: number
  readonly n2: number
}
/** NaN where not defined. */
export type Hedges = {
  readonly d: number
  readonly g: number
  readonly low: number
  readonly high: number
  readonly issues: readonly Issue[]
}

/**
 * Group 1 minus group 2 over the pooled standard deviation: d, and g, which takes out d's bias with the exact factor J. The
 * interval is for g: the noncentralities at which the observed t would be a 2.5% tail point, as effects, times J.
 * Missing values are left out. Groups without variation have no effect size; two degrees of freedom are needed for g.
 * Source: Hedges (1981), Journal of Educational Statistics 6, 107-128, eq. 6e; Steiger & Fouladi (1997), Noncentrality
 * interval estimation, in What if there were no significance tests?, 221-257.
 */
export function effectSize(input: TwoGroupsInput): EffectSize {
  const groups = twoGroups(input)
  const { d, g, low, high, issues } = hedges(groups)
  return {
    d: orNull(d),
    g: orNull(g),
    ciLow: orNull(low),
    ciHigh: orNull(high),
    n1: groups.first.length,
    n2: groups.second.length,
    issues: [...issues],
  }
}

export function hedges(groups: TwoGroups): Hedges {
  const none = { d: NaN, g: NaN, low: NaN, high: NaN }
  if (groups.issues.length > 0) return { ...none, issues: groups.issues }
  const { first, second, most } = momentsOfTwo(groups)
  const df = first.n + second.n - 2
  if (df < 1) return { ...none, issues: ['too-few-cases'] }
  const pooled = Math.sqrt((first.ss + second.ss) / df)
  const root = Math.sqrt((first.n * second.n) / (first.n + second.n))
  if (isRounding(pooled / root, most)) return { ...none, issues: ['zero-variance'] }
  const d = (first.mean - second.mean) / pooled
  if (df < 2) return { ...none, d, issues: ['too-few-cases'] }
  const j = hedgesFactor(df)
  const [low, high] = noncentralLimits(d * root, df)
  const isFound = Number.isFinite(low) && Number.isFinite(high)
  return { d, g: j * d, low: (j * low) / root, high: (j * high) / root, issues: isFound ? [] : ['no-convergence'] }
}

/**
 * J = Γ(df/2) / (√(df/2) Γ((df-1)/2)), df > 1. By Stirling's formula with its remainder: the difference of two large
 * log-gammas would lose digits as the groups grow.
 */
export function hedgesFactor(df: number): number {
  const x = df / 2
  return Math.exp(-(x - 1) * Math.log1p(-0.5 / x) - 0.5 + stirlingRemainder(x) - stirlingRemainder(x - 0.5))
}
