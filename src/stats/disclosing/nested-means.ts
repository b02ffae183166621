// Means of groups within groups: all, the girls, the girls of Year 7. Groups that are shown divide the people into parts:
// a group less the largest shown groups inside it. Whatever can be had by adding and taking away what is shown is made of
// whole parts, so a part must be empty or reach the threshold.

/** A group by its place in a list; the total is the last. */
export type Tree = {
  readonly sizes: readonly number[]
  /** For each group the place of the one it lies in; the total lies in none (-1). */
  readonly parents: readonly number[]
}

/** For each group the groups right inside it; undefined when some lie in no group that leads to the total. */
export function insideOf({ parents }: Tree): number[][] | undefined {
  const inside: number[][] = parents.map(() => [])
  parents.forEach((parent, at) => parent >= 0 && inside[parent]?.push(at))
  const reached = [parents.length - 1]
  for (let at = 0; at < reached.length; at++) for (const one of inside[reached[at]!]!) reached.push(one)
  return reached.length === parents.length ? inside : undefined
}

/**
 * Which groups may be shown. Groups under the threshold never; of others as few as it takes are hidden, the smallest first.
 * `keepOuter`: where something must give, a group inside gives before the group it lies in.
 */
export function shownGroups(tree: Tree, inside: readonly number[][], threshold: number, keepOuter: boolean): boolean[] {
  const { sizes } = tree
  const shown = sizes.map((size) => size >= threshold)
  const order = [sizes.length - 1]
  for (let at = 0; at < order.length; at++) for (const one of inside[order[at]!]!) order.push(one)
  // Of each group: how many of its people are in none of the shown groups inside it.
  const rest = sizes.map(() => 0)
  for (const group of order.toReversed()) {
    const children = inside[group]!
    rest[group] = children.reduce(
      (sum, child) => sum - (shown[child]! ? sizes[child]! : sizes[child]! - rest[child]!),
      sizes[group]!,
    )
    if (!shown[group] || rest[group] === 0 || rest[group] >= threshold) continue
    const way = keepOuter ? shortestWay(group, { sizes, inside, shown, rest }) : undefined
    if (way === undefined) shown[group] = false
    else for (const one of way) hide(one, group, tree.parents, shown, rest)
  }
  return shown
}

type State = {
  readonly sizes: readonly number[]
  readonly inside: readonly number[][]
  readonly shown: readonly boolean[]
  readonly rest: readonly number[]
}

/**
 * The fewest shown groups, each in the one before it, that must be hidden for people to fall to this group: down to one with
 * people of its own. Undefined: there is none.
 */
function shortestWay(group: number, { sizes, inside, shown, rest }: State): number[] | undefined {
  let level: number[][] = [[group]]
  while (level.length > 0) {
    const next = level.flatMap((way) => outermost(way.at(-1)!, inside, shown).map((one) => [...way, one]))
    const enough = next.filter((way) => rest[way.at(-1)!]! > 0)
    const sizeOf = (way: readonly number[]): number => way.slice(1).reduce((sum, one) => sum + sizes[one]!, 0)
    if (enough.length > 0) return enough.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0]!.slice(1)
    level = next
  }
  return undefined
}

/** The shown groups inside a group that are in no other shown group inside it. */
function outermost(group: number, inside: readonly number[][], shown: readonly boolean[]): number[] {
  const found: number[] = []
  const open = [...inside[group]!]
  for (let at = 0; at < open.length; at++) {
    if (shown[open[at]!]) found.push(open[at]!)
    else for (const one of inside[open[at]!]!) open.push(one)
  }
  return found
}

/** Hides a group: its own people count for every group around it, up to the next shown one. */
function hide(group: number, around: number, parents: readonly number[], shown: boolean[], rest: number[]): void {
  shown[group] = false
  const own = rest[group]!
  for (let at = parents[group]!; at >= 0; at = parents[at]!) {
    rest[at]! += own
    if (at === around || shown[at]) return
  }
}
