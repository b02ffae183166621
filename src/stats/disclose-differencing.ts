// Two releases that overlap, such as a table for all and the same table without one class: the second must not tell, with
// the first, what a few people said. Promises: from both releases no difference of 1 to threshold - 1 can be worked out,
// for a cell or for any sum of cells. Totals inside the table are recognised and guarded with it.
// A table goes through `suppress` first, then here: what is null in either release is null in the answer.
import { allSafe, hideFurther, isSearchable, type Network, type Secrets } from './disclose-network.ts'
import { isCount, isThreshold, USUAL_THRESHOLD, withMargins, type Cell } from './disclose-table.ts'
import type { Issue } from './issues.ts'

type Table = readonly (readonly Cell[])[]
type Numbers = readonly (readonly number[])[]
/** Which totals stand in the tables, as their last row and last column. */
export type Totals = { readonly row: boolean; readonly column: boolean }
export type Releases = {
  readonly first: Table
  readonly second: Table
  /** What the two releases are called; they change nothing. */
  readonly labels?: readonly string[] | undefined
}
export type DifferencingOptions = {
  readonly threshold?: number | undefined
  /** Left out, totals are recognised by adding up. */
  readonly totals?: Totals | undefined
}
/** The second release, null where hidden. */
export type Guarded = { readonly second: Cell[][]; readonly issues: Issue[] }

export function suppressDifferencing({ first, second }: Releases, options: DifferencingOptions = {}): Guarded {
  const { threshold = USUAL_THRESHOLD } = options
  const nothing = second.map((row) => row.map(() => null))
  const width = second[0]?.length ?? 0
  if (width === 0) return { second: nothing, issues: ['no-data'] }
  const fits = [first, second].every(
    (table) =>
      table.length === second.length &&
      table.every((row) => row.length === width && row.every((count) => count === null || isCount(count))),
  )
  if (!fits || !isThreshold(threshold)) return { second: nothing, issues: ['out-of-range'] }
  // A release that repeats the first says nothing new.
  if (second.every((row, r) => row.every((count, c) => count === first[r]![c])))
    return { second: second.map((row) => [...row]), issues: [] }
  const totals = options.totals ?? recognised([first, second])
  if (options.totals && !addUp([first, second], options.totals)) return { second: nothing, issues: ['out-of-range'] }
  const nested =
    (totals.row || totals.column) &&
    whole(first) &&
    whole(second) &&
    oneWay(first, second, threshold) &&
    isSearchable(first.length + 1, width + 1, countSmall(first, second, threshold))
  const hidden = nested ? asNetwork(first, second, totals, threshold) : apart(first, second, totals, threshold)
  return { second: second.map((row, r) => row.map((count, c) => (hidden[r * width + c] ? null : count))), issues: [] }
}

const whole = (table: Table): table is Numbers => table.every((row) => row.every((count) => count !== null))
const lines = (table: Table): Table => table[0]!.map((_, c) => table.map((row) => row[c]!))

/** Whether the last cell of each whole row is the sum of the others; undefined when no row is whole. */
function addsUp(table: Table): boolean | undefined {
  const rows = table.filter((row) => row.every((count) => count !== null)) as Numbers
  if (rows.length === 0) return undefined
  return rows.every((row) => row.length > 1 && row.slice(0, -1).reduce((sum, count) => sum + count, 0) === row.at(-1))
}

/** Where nobody can tell, there may be totals: the safe side. */
function recognised(tables: readonly Table[]): Totals {
  const may = (table: Table): boolean => addsUp(table) ?? table[0]!.length > 1
  return { column: tables.every(may), row: tables.every((table) => may(lines(table))) }
}

function addUp(tables: readonly Table[], totals: Totals): boolean {
  const wrong = (table: Table): boolean => table[0]!.length < 2 || addsUp(table) === false
  return tables.every((table) => !(totals.column && wrong(table)) && !(totals.row && wrong(lines(table))))
}

const isSmall = (difference: number, threshold: number): boolean => difference !== 0 && Math.abs(difference) < threshold

const countSmall = (first: Numbers, second: Numbers, threshold: number): number =>
  first.reduce((sum, row, r) => sum + row.filter((before, c) => isSmall(second[r]![c]! - before, threshold)).length, 0)

/** Nobody came, or nobody went; and where some went, the first release showed no small count itself. */
function oneWay(first: Numbers, second: Numbers, threshold: number): boolean {
  const pairs = first.flatMap((row, r) => row.map((before, c) => [before, second[r]![c]!] as const))
  return (
    pairs.every(([before, after]) => after >= before) ||
    pairs.every(([before, after]) => after <= before && (before === 0 || before >= threshold))
  )
}

const inner = <T>(table: readonly (readonly T[])[], totals: Totals): (readonly T[])[] =>
  table.slice(0, totals.row ? -1 : undefined).map((row) => row.slice(0, totals.column ? -1 : undefined))

/**
 * The differences are a table of counts of people, with margins. The highest value an attacker must think possible for a
 * cell is the least sum, over all sums of cells containing it that can be worked out (maximum flow, minimum cut: Ford and
 * Fulkerson 1956, Canadian Journal of Mathematics 8, 399–404). So when each small difference could be as much as the
 * threshold, no sum that can be worked out is small.
 */
function asNetwork(first: Numbers, second: Numbers, totals: Totals, threshold: number): boolean[] {
  const before = withMargins(inner(first, totals)).flat()
  const after = withMargins(inner(second, totals)).flat()
  const rows = inner(first, totals).length + 1
  const columns = before.length / rows
  const isPublished = before.map(
    (_, cell) => (cell < (rows - 1) * columns || totals.row) && (cell % columns < columns - 1 || totals.column),
  )
  const change = before.map((count, cell) => Math.abs(after[cell]! - count))
  const fewer = before.some((count, cell) => after[cell]! < count)
  const always = Uint8Array.from(change, (by, cell) => (isSmall(by, threshold) || !isPublished[cell] ? 1 : 0))
  const network: Network = {
    rows,
    columns,
    fall: change,
    // Nobody can have gone who was not there.
    rise: change.map((_, cell) => (fewer ? after[cell]! : Infinity)),
    cost: change.map((_, cell) => {
      if (before[cell] === 0 && after[cell] === 0) return Infinity
      const margins = (cell >= (rows - 1) * columns ? 1 : 0) + (cell % columns === columns - 1 ? 1 : 0)
      return margins === 0 ? 1 : 3 + margins
    }),
  }
  const secrets: Secrets = {
    cells: [...always.keys()].filter((cell) => isPublished[cell] && isSmall(change[cell]!, threshold)),
    want: change.map((by) => threshold - by),
    bothWays: false,
  }
  const hidden = hideFurther(network, always, secrets)
  const safe = hidden && allSafe(network, hidden, secrets)
  return [...before.keys()].filter((cell) => isPublished[cell]).map((cell) => !safe || hidden[cell] === 1)
}

/**
 * People came and went, or something is hidden already. Then a hidden cell hides the totals of its row, of its column and
 * of the table with it: all of these can rise together unseen, so nothing that contains the cell can be worked out.
 */
function apart(first: Table, second: Table, totals: Totals, threshold: number): boolean[] {
  const before = inner(first, totals)
  const width = before[0]?.length ?? 0
  const after = inner(second, totals).flat()
  const changes = before.flat().map((count, cell) => {
    const now = after[cell] ?? null
    return count === null || now === null ? null : now - count
  })
  const tooMixed = mixed(changes, threshold)
  const hidden = changes.map((by, cell) => by === null || isSmall(by, threshold) || tooMixed.has(cell))
  const rowHides = before.map((_, r) => hidden.slice(r * width, (r + 1) * width).includes(true))
  const columnHides = Array.from({ length: width }, (_, c) => before.some((_row, r) => hidden[r * width + c]))
  return second.flatMap((row, r) =>
    row.map((count, c) => {
      if (count === null || first[r]![c] === null) return true
      if (r < before.length && c < width) return hidden[r * width + c]!
      if (r < before.length) return rowHides[r]!
      return c < width ? columnHides[c]! : hidden.includes(true)
    }),
  )
}

/** Beyond this the sums are too many to hold, or to make, and the rarer direction is hidden whole. */
const MOST_SUMS = 1_000_000
const MOST_ADDITIONS = 100_000_000

/**
 * Shown changes in one direction add up to no small sum. Of those in the rarer direction a cell is hidden when, with cells
 * already shown, it would make a small one: 7 came in one cell and 5 went in another.
 */
function mixed(changes: readonly Cell[], threshold: number): Set<number> {
  const cells = [...changes.keys()].filter((cell) => Math.abs(changes[cell] ?? 0) >= threshold)
  const up = cells.filter((cell) => changes[cell]! > 0)
  const down = cells.filter((cell) => changes[cell]! < 0)
  const [many, few] = up.length > down.length ? [up, down] : [down, up]
  const sizes = (list: readonly number[]): number => list.reduce((sum, cell) => sum + Math.abs(changes[cell]!), 0)
  const most = Math.max(sizes(many), sizes(few))
  if (few.length === 0) return new Set()
  if (most > MOST_SUMS || most * cells.length > MOST_ADDITIONS) return new Set(few)
  const there = sums(
    many.map((cell) => Math.abs(changes[cell]!)),
    most,
  )
  // How many of the sums are below each number, so that a stretch of them is two looks, however large the threshold.
  const below = new Uint32Array(most + 2)
  for (let sum = 0; sum <= most; sum++) below[sum + 1] = below[sum]! + there[sum]!
  const countFrom = (from: number, to: number): number =>
    below[Math.min(to, most) + 1]! - below[Math.max(0, Math.min(from, most + 1))]!
  const isNear = (sum: number): boolean =>
    countFrom(sum - threshold + 1, sum + threshold - 1) - (sum <= most ? there[sum]! : 0) > 0
  const back: number[] = [0]
  const hidden = new Set<number>()
  const known = new Set(back)
  for (const cell of few.toSorted((a, b) => changes[b]! ** 2 - changes[a]! ** 2)) {
    const more = back.map((sum) => sum + Math.abs(changes[cell]!)).filter((sum) => !known.has(sum))
    if (more.some(isNear)) hidden.add(cell)
    else
      for (const sum of more) {
        known.add(sum)
        back.push(sum)
      }
  }
  return hidden
}

/** Which sums some of the numbers make, from 0 to the most. */
function sums(numbers: readonly number[], most: number): Uint8Array {
  const made = new Uint8Array(most + 1)
  made[0] = 1
  for (const number of numbers) for (let sum = most; sum >= number; sum--) if (made[sum - number] === 1) made[sum] = 1
  return made
}
