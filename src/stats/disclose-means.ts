// Means of groups beside the mean of all, fit to be shown. Promises: a group under the threshold is hidden, its size too,
// and neither can be had by taking the shown groups from the total; nor can those who are in the total and in no group.
import { isCount, isThreshold, USUAL_THRESHOLD } from './disclose-table.ts'
import type { Issue } from './issues.ts'

export type GroupMean = { readonly name: string; readonly n: number; readonly mean: number | null }
export type GroupMeans = {
  /** Groups that do not overlap. Who is in none of them still counts in the total. */
  readonly groups: readonly GroupMean[]
  readonly total: { readonly n: number; readonly mean: number | null }
}
export type MeansOptions = {
  readonly threshold?: number
  /** When something must give: 'total' hides one more group (the usual, as totals tend to be known elsewhere). */
  readonly keep?: 'total' | 'groups'
}
export type ByGroup = { readonly group: Record<string, number | null>; readonly total: number | null }
/** Null is hidden, or empty: the two look alike. Show no size that is not in `n`. */
export type ShownMeans = { readonly means: ByGroup; readonly n: ByGroup; readonly issues: Issue[] }

export function suppressMeans({ groups, total }: GroupMeans, options: MeansOptions = {}): ShownMeans {
  const { threshold = USUAL_THRESHOLD, keep = 'total' } = options
  const shown = (names: ReadonlySet<string>, withTotal: boolean, issues: Issue[] = []): ShownMeans => {
    const by = (of: (group: { n: number; mean: number | null }) => number | null): ByGroup => ({
      group: Object.fromEntries(groups.map((group) => [group.name, names.has(group.name) ? of(group) : null])),
      total: withTotal ? of(total) : null,
    })
    return { means: by((group) => group.mean), n: by((group) => group.n), issues }
  }
  const nowhere = new Set<string>()
  if (groups.length === 0 && total.n === 0) return shown(nowhere, false, ['no-data'])
  const outside = total.n - groups.reduce((sum, group) => sum + group.n, 0)
  const isMean = ({ n, mean }: { n: number; mean: number | null }): boolean =>
    isCount(n) && (n === 0 || Number.isFinite(mean))
  const unique = new Set(groups.map((group) => group.name)).size === groups.length
  // More in the groups than in the total: they overlap, and this rule is not for them.
  if (!isThreshold(threshold) || !unique || ![...groups, total].every(isMean) || outside < 0)
    return shown(nowhere, false, ['out-of-range'])
  const large = groups.filter((group) => group.n >= threshold)
  const names = new Set(large.map((group) => group.name))
  const hiddenSum = total.n - large.reduce((sum, group) => sum + group.n, 0)
  // What is left of the total is the hidden together, and those outside. At the threshold or above they are several.
  if (hiddenSum === 0 || hiddenSum >= threshold) return shown(names, total.n >= threshold)
  const least = large.toSorted((a, b) => a.n - b.n)[0]
  if (keep === 'groups' || least === undefined) return shown(names, false)
  names.delete(least.name)
  return shown(names, true)
}
