// A proportion with its uncertainty: 2 of 8 pupils and 200 of 800 are both a quarter, and not at all the same knowledge.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { normalQuantile } from '../laws/normal.ts'
import { BadCall } from '../shape.ts'

export type Interval = { readonly proportion: number; readonly low: number; readonly high: number }

/**
 * Wilson's 95% interval (1927, JASA 22:209), without continuity correction. Unlike the textbook interval it stays within
 * 0..1 and has a width when nobody, or everybody, says yes.
 */
export function wilson(successes: number, total: number, level = 0.95): Interval {
  const z = normalQuantile((1 + level) / 2)
  const share = successes / total
  const centre = (z * z) / total / 2
  const larger = share + centre + Math.hypot(z * Math.sqrt((share * (1 - share)) / total), centre)
  if (!Number.isFinite(larger)) return { proportion: share, low: 0, high: 1 }
  // The smaller root as what the larger leaves of their product: a difference would lose the digits of rare things.
  return {
    proportion: share,
    low: (share * share) / larger,
    high: successes === total ? 1 : Math.min(1, larger / (1 + 2 * centre)),
  }
}

/**
 * One interval for each pair of a count and its total. A missing one answers null; so does a total of 0 (no-data) and a
 * count below 0 or above its total (out-of-range).
 */
export function proportionCi({
  successes,
  totals,
}: {
  readonly successes: readonly Maybe[]
  readonly totals: readonly Maybe[]
}): Answer & { readonly [K in 'low' | 'high' | 'proportion']: readonly Maybe[] } {
  if (successes.length !== totals.length) throw new BadCall('input.successes and input.totals are not of one length')
  const issues = new Issues()
  if (successes.length === 0) issues.add('no-data')
  const intervals = successes.map((count, at) => intervalOf(count, totals[at]!, issues))
  return {
    low: intervals.map((one) => one && orNull(one.low)),
    high: intervals.map((one) => one && orNull(one.high)),
    proportion: intervals.map((one) => one && orNull(one.proportion)),
    issues: issues.list,
  }
}

function intervalOf(count: Maybe, total: Maybe, issues: Issues): Interval | null {
  if (count === null || total === null || (total === 0 && count === 0)) {
    issues.add('no-data')
    return null
  }
  if (count >= 0 && count <= total) return wilson(count, total)
  issues.add('out-of-range')
  return null
}
