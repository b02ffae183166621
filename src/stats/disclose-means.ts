// Means of groups beside the mean of all, fit to be shown, and of groups within groups. Promises: a group under the threshold
// is hidden, its size too, and neither can be had by taking shown groups from each other; nor can those who are in a group
// and in no group inside it. A percentage beside its base is a mean of 0 and 1, and goes the same way.
import { insideOf, shownGroups, type Tree } from './disclosing/nested-means.ts'
import { isCount, isThreshold, USUAL_THRESHOLD } from './disclose-table.ts'
import type { Issue } from './issues.ts'

export type GroupMean = {
  readonly name: string
  readonly n: number
  readonly mean: number | null
  /** The group it is part of, by name; left out: the total. */
  readonly within?: string | null | undefined
}
export type GroupMeans = {
  /**
   * Groups of one parent that do not overlap; filters that do, such as girls and Year 7, go through `mayRelease`. Who is in
   * none of them still counts in the parent.
   */
  readonly groups: readonly GroupMean[]
  readonly total: { readonly n: number; readonly mean: number | null }
}
export type MeansOptions = {
  readonly threshold?: number | undefined
  /** When something must give: 'total' hides one more group (the usual, as totals tend to be known elsewhere). */
  readonly keep?: 'total' | 'groups' | undefined
}
export type ByGroup = { readonly group: Record<string, number | null>; readonly total: number | null }
/** Null is hidden, or empty: the two look alike. Show no size that is not in `n`. */
export type ShownMeans = { readonly means: ByGroup; readonly n: ByGroup; readonly issues: Issue[] }

const MOST_GROUPS = 10_000

export function suppressMeans({ groups, total }: GroupMeans, options: MeansOptions = {}): ShownMeans {
  const { threshold = USUAL_THRESHOLD, keep = 'total' } = options
  const all = [...groups, total]
  const answer = (shown: readonly boolean[], issues: Issue[] = []): ShownMeans => {
    const by = (of: (group: { n: number; mean: number | null }) => number | null): ByGroup => ({
      group: Object.fromEntries(groups.map((group, at) => [group.name, shown[at] ? of(group) : null])),
      total: shown[groups.length] ? of(total) : null,
    })
    return { means: by((group) => group.mean), n: by((group) => group.n), issues }
  }
  if (groups.length === 0 && total.n === 0) return answer([], ['no-data'])
  const isMean = ({ n, mean }: { n: number; mean: number | null }): boolean =>
    isCount(n) && (n === 0 || Number.isFinite(mean))
  const tree = treeOf(groups, total.n)
  const inside = tree && insideOf(tree)
  if (!isThreshold(threshold) || !all.every(isMean) || tree === undefined || inside === undefined)
    return answer([], ['out-of-range'])
  // More in the groups than in the one around them: they overlap, and this rule is not for them.
  const isOver = inside.some((list, at) => list.reduce((sum, one) => sum - all[one]!.n, all[at]!.n) < 0)
  return isOver ? answer([], ['out-of-range']) : answer(shownGroups(tree, inside, threshold, keep === 'total'))
}

/** Undefined: two groups of one name, or a group in one that is not there. */
function treeOf(groups: readonly GroupMean[], total: number): Tree | undefined {
  const places = new Map(groups.map(({ name }, at) => [name, at]))
  if (places.size !== groups.length || groups.length > MOST_GROUPS) return undefined
  const parents = groups.map(({ within }) => (within == null ? groups.length : (places.get(within) ?? -1)))
  if (parents.includes(-1)) return undefined
  return { sizes: [...groups.map(({ n }) => n), total], parents: [...parents, -1] }
}
