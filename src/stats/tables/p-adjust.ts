// P-values made honest for how many there are: looking at seventeen items, one in twenty is below 0.05 by chance alone.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'

export type Adjustment = 'holm' | 'hochberg' | 'bh' | 'by' | 'bonferroni'

/** How the value of each rank (1 the smallest) is enlarged among m, and from which end the enlarged values are made orderly. */
const RULES: Readonly<Record<Adjustment, { factor: (rank: number, m: number) => number; from: 'small' | 'large' }>> = {
  holm: { factor: (rank, m) => m - rank + 1, from: 'small' },
  hochberg: { factor: (rank, m) => m - rank + 1, from: 'large' },
  bh: { factor: (rank, m) => m / rank, from: 'large' },
  by: { factor: (rank, m) => m / rank, from: 'large' },
  // All by the same factor: order stays as it was.
  bonferroni: { factor: (_, m) => m, from: 'small' },
}

/**
 * The adjusted values, in the order given, at most 1. Nulls stay null and do not count, and so does what is no probability.
 * Sources: Holm 1979, Scand J Stat 6:65; Hochberg 1988, Biometrika 75:800; Benjamini and Hochberg 1995, JRSS B 57:289;
 * Benjamini and Yekutieli 2001, Ann Stat 29:1165.
 */
export function pAdjusted(p: readonly Maybe[], adjustment: Adjustment): Maybe[] {
  const places = p.flatMap((value, at) => (value !== null && value >= 0 && value <= 1 ? [at] : []))
  places.sort((a, b) => p[a]! - p[b]!)
  const { factor, from } = RULES[adjustment]
  const m = places.length
  const all = adjustment === 'by' ? harmonic(m) : 1
  const adjusted = p.map((): Maybe => null)
  let bound = from === 'small' ? 0 : 1
  for (let step = 1; step <= m; step++) {
    const rank = from === 'small' ? step : m + 1 - step
    const place = places[rank - 1]!
    const value = factor(rank, m) * all * p[place]!
    bound = from === 'small' ? Math.max(bound, value) : Math.min(bound, value)
    adjusted[place] = orNull(Math.min(1, bound))
  }
  return adjusted
}

function harmonic(m: number): number {
  let sum = 0
  for (let i = m; i >= 1; i--) sum += 1 / i
  return sum
}

/** All five adjustments of a list of p-values. A value outside 0..1 is answered null. */
export function pAdjust({
  p,
}: {
  readonly p: readonly Maybe[]
}): Answer & { readonly [K in Adjustment]: readonly Maybe[] } {
  const issues = new Issues()
  if (p.length === 0) issues.add('no-data')
  else if (p.every((value) => value === null)) issues.add('all-missing')
  if (p.some((value) => value !== null && !(value >= 0 && value <= 1))) issues.add('out-of-range')
  return {
    holm: pAdjusted(p, 'holm'),
    hochberg: pAdjusted(p, 'hochberg'),
    bh: pAdjusted(p, 'bh'),
    by: pAdjusted(p, 'by'),
    bonferroni: pAdjusted(p, 'bonferroni'),
    issues: issues.list,
  }
}
