// Two groups compared by ranks, for ratings whose steps may not be equally far apart.
import { orNull, type Answer, type Maybe } from '../answer.ts'
import { normalTwoSided } from '../laws/normal.ts'
import { twoGroups, type TwoGroupsInput } from './two-groups.ts'

export type MannWhitney = Answer & {
  readonly U: Maybe
  readonly z: Maybe
  readonly p: Maybe
  /** 2U/(n1 n2) - 1: from -1, group 2 always higher, to 1. */
  readonly rankBiserial: Maybe
  readonly n1: number
  readonly n2: number
}

/**
 * U counts the pairs in which group 1 is higher, ties half. p is always the normal approximation with the variance
 * corrected for ties, also for small groups; `continuity` moves U half a step towards its expectation. Missing values are
 * left out; where all values are the same there is no p.
 * Source: Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50-60; Lehmann (1975), Nonparametrics, section 1.4.
 */
export function mannWhitney(
  input: TwoGroupsInput,
  { continuity = true }: { readonly continuity?: boolean } = {},
): MannWhitney {
  const { first, second, issues } = twoGroups(input)
  const n1 = first.length
  const n2 = second.length
  if (issues.length > 0) return { U: null, z: null, p: null, rankBiserial: null, n1, n2, issues: [...issues] }
  const { higher, ties } = comparedPairs(first, second)
  const n = n1 + n2
  const rankBiserial = orNull((2 * higher) / (n1 * n2) - 1)
  const variance = ((n1 * n2) / 12) * (n + 1 - ties / n / (n - 1))
  if (ties === n * (n - 1) * (n + 1))
    return { U: higher, z: null, p: null, rankBiserial, n1, n2, issues: ['no-variation'] }
  const away = higher - (n1 * n2) / 2
  const z = (away - (continuity ? Math.sign(away) / 2 : 0)) / Math.sqrt(variance)
  return { U: higher, z: orNull(z), p: orNull(normalTwoSided(z)), rankBiserial, n1, n2, issues: [] }
}

/** `ties`: the sum of t^3 - t over the sets of t equal values. */
function comparedPairs(first: Float64Array, second: Float64Array): { readonly higher: number; readonly ties: number } {
  const a = first.toSorted()
  const b = second.toSorted()
  let higher = 0
  let ties = 0
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const value = Math.min(i < a.length ? a[i]! : Infinity, j < b.length ? b[j]! : Infinity)
    let inFirst = 0
    let inSecond = 0
    while (i < a.length && a[i] === value) {
      inFirst++
      i++
    }
    const lower = j
    while (j < b.length && b[j] === value) {
      inSecond++
      j++
    }
    higher += inFirst * (lower + inSecond / 2)
    const t = inFirst + inSecond
    ties += t * (t - 1) * (t + 1)
  }
  return { higher, ties }
}
