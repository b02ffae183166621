// Fisher's exact test for tables larger than 2x2: the probability of every table with the same margins that is no more
// probable than the observed, without listing them all.
import type { Counts } from './margins.ts'
import { SAME } from './odds.ts'
import { Tally } from './tally.ts'

/** Cells looked at, after which the search is given up: a second or two. */
const MOST_WORK = 50_000_000
/** What it costs to make a place and to find one again, and to keep or sort a value, in the same measure. */
const PLACE = 500
const FOUND = 8
const KEPT = 10
/** Up to so many values it is quicker to look at every way than to sort the ways. */
const FEW = 12
/** Places that are kept at a time: a few hundred megabytes. */
const MOST_PLACES = 100_000
const MOST_PAST = 2_000_000

/**
 * A place in the search: what is left of the rows (sorted, because their order does not matter) before some column. `past`
 * is how many partial tables led here, by the sum of their -ln n!.
 */
type Node = {
  readonly rows: readonly number[]
  readonly past: Tally
  /** ln of the sum over all completions of Π 1/n!, and bounds of the ln of a single one. */
  readonly all: number
  readonly most: number
  readonly least: number
}

type Search = {
  readonly columns: readonly number[]
  readonly lnFactorials: Float64Array
  /** The largest row. */
  readonly largest: number
  /** ln Π 1/n! of the observed table, with a little room for rounding. */
  readonly limit: number
  /** ln of what makes a probability of Π 1/n!. */
  readonly scale: number
  work: number
  p: number
}

/**
 * The p-value, or undefined when the table is too large for an exact answer. Column by column, merging partial tables that
 * leave the same rows and are equally probable, and cutting those all or none of whose completions count. Freeman and
 * Halton 1951, Biometrika 38:141 (the test); Mehta and Patel 1983, JASA 78:427 (the network).
 */
export function freemanHalton(counts: Counts, lnFactorials: Float64Array): number | undefined {
  const turned = counts.rows.length > counts.columns.length
  const rows = (turned ? counts.columns : counts.rows).toSorted((a, b) => b - a)
  const columns = (turned ? counts.rows : counts.columns).toSorted((a, b) => b - a)
  const ln = (values: readonly number[]): number => values.reduce((sum, n) => sum + lnFactorials[n]!, 0)
  const search: Search = {
    columns,
    lnFactorials,
    largest: rows[0]!,
    limit: SAME - counts.cells.reduce((sum, row) => sum + ln(row), 0),
    scale: ln(rows) + ln(columns) - lnFactorials[counts.total]!,
    work: 0,
    p: 0,
  }
  const first = nodeOf(search, rows, 0)
  first.past.add(0, 1)
  let level: Iterable<Node> = [first]
  for (let column = 0; column < columns.length - 2; column++) {
    const next = advanced(search, level, column)
    if (!next) return undefined
    level = next
  }
  for (const node of level) if (!finish(search, node)) return undefined
  return Math.min(1, search.p)
}

/** The places after one more column. */
function advanced(search: Search, level: Iterable<Node>, column: number): Iterable<Node> | undefined {
  const next = new Map<number | string, Node>()
  const radix = search.largest + 1
  let kept = 0
  for (const node of level) {
    const left = new Int32Array(node.rows.length)
    const went = eachColumn(search, node.rows, search.columns[column]!, (taken, ln) => {
      for (let i = 0; i < left.length; i++) insert(left, i, node.rows[i]! - taken[i]!)
      const key = keyOf(left, radix)
      let child = next.get(key)
      if (!child) next.set(key, (child = nodeOf(search, Array.from(left), column + 1)))
      kept -= child.past.size
      const { past } = child
      node.past.each((before, times) => pass(search, child, past, before + ln, times))
      kept += past.size
      search.work += FOUND + node.past.size
    })
    if (!went || next.size > MOST_PLACES || kept > MOST_PAST) return undefined
  }
  return next.values()
}

/** Puts a count among the `at` before it, which are sorted downwards. */
function insert(sorted: Int32Array, at: number, count: number): void {
  let place = at
  for (; place > 0 && sorted[place - 1]! < count; place--) sorted[place] = sorted[place - 1]!
  sorted[place] = count
}

/** Rows as digits of one number, where a double holds it. */
function keyOf(rows: Int32Array, radix: number): number | string {
  if (rows.length * Math.log2(radix) > 52) return rows.join()
  let key = 0
  for (const count of rows) key = key * radix + count
  return key
}

/** Counts a partial table at once if all of its completions count, drops it if none does, and keeps it otherwise. */
function pass(search: Search, node: Node, past: Tally, ln: number, times: number): void {
  if (ln + node.most <= search.limit) search.p += times * Math.exp(ln + node.all + search.scale)
  else if (ln + node.least <= search.limit) {
    past.add(ln, times)
    search.work += KEPT
  }
}

/** Two columns are left: every way to split the rows between them, sorted, answers for every past at once. */
function finish(search: Search, node: Node): boolean {
  if (node.past.size === 0) return true
  const ways: number[] = []
  const { lnFactorials } = search
  const went = eachColumn(search, node.rows, search.columns.at(-2)!, (taken, ln) => {
    let all = ln
    for (let i = 0; i < taken.length; i++) all -= lnFactorials[node.rows[i]! - taken[i]!]!
    ways.push(all)
  })
  if (!went) return false
  if (node.past.size <= FEW) {
    node.past.each((ln, times) => {
      let part = 0
      for (const way of ways) if (way + ln <= search.limit) part += Math.exp(way - node.all)
      search.p += times * part * Math.exp(ln + node.all + search.scale)
    })
    search.work += node.past.size * ways.length
    return true
  }
  search.work += KEPT * (ways.length + node.past.size)
  const sorted = Float64Array.from(ways).sort()
  const upTo = new Float64Array(sorted.length)
  let sum = 0
  for (let i = 0; i < sorted.length; i++) upTo[i] = sum += Math.exp(sorted[i]! - node.all)
  node.past.each((ln, times) => {
    const count = countUpTo(sorted, search.limit - ln)
    if (count > 0) search.p += times * Math.exp(ln + node.all + search.scale) * upTo[count - 1]!
  })
  return true
}

function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Every column of that total within the rows, with its -Σ ln n!. False when the work is too much. */
function eachColumn(
  search: Search,
  rows: readonly number[],
  total: number,
  visit: (taken: Int32Array, ln: number) => void,
): boolean {
  const taken = new Int32Array(rows.length)
  const room = new Float64Array(rows.length + 1)
  for (let i = rows.length - 1; i >= 0; i--) room[i] = room[i + 1]! + rows[i]!
  const fill = (i: number, left: number, ln: number): boolean => {
    if (i === rows.length - 1) {
      taken[i] = left
      visit(taken, ln - search.lnFactorials[left]!)
      return (search.work += rows.length) <= MOST_WORK
    }
    const most = Math.min(rows[i]!, left)
    for (let n = Math.max(0, left - room[i + 1]!); n <= most; n++) {
      taken[i] = n
      if (!fill(i + 1, left - n, ln - search.lnFactorials[n]!)) return false
    }
    return true
  }
  return fill(0, total, 0)
}

function nodeOf(search: Search, rows: readonly number[], column: number): Node {
  const columns = search.columns.slice(column)
  const { lnFactorials } = search
  const total = rows.reduce((sum, n) => sum + n, 0)
  search.work += PLACE + 3 * rows.length * columns.length
  let all = lnFactorials[total]!
  for (const n of rows) all -= lnFactorials[n]!
  for (const n of columns) all -= lnFactorials[n]!
  const most = -Math.max(
    leastSum(rows, columns, total, lnFactorials),
    evenly(rows, columns.length, lnFactorials),
    evenly(columns, rows.length, lnFactorials),
  )
  const least = -Math.min(packed(rows, columns, lnFactorials), packed(columns, rows, lnFactorials))
  return { rows, past: new Tally(), all, most, least }
}

/** Not above Σ ln n! of any table with these margins: by Lagrange's multipliers, at those of independence. */
function leastSum(
  rows: readonly number[],
  columns: readonly number[],
  total: number,
  lnFactorials: Float64Array,
): number {
  if (columns.length === 1) return rows.reduce((sum, n) => sum + lnFactorials[n]!, 0)
  let sum = 0
  for (const row of rows)
    for (const column of columns) {
      const mean = (row * column) / total
      if (mean === 0) continue
      const whole = Math.floor(mean)
      sum += lnFactorials[whole]! + Math.log(mean) * (mean - whole)
    }
  return sum
}

/** Not above it either: every row as even as whole numbers can be, whatever the columns ask. */
function evenly(rows: readonly number[], parts: number, lnFactorials: Float64Array): number {
  let sum = 0
  for (const row of rows) {
    const whole = Math.floor(row / parts)
    const more = row - whole * parts
    sum += (parts - more) * lnFactorials[whole]! + more * (more > 0 ? lnFactorials[whole + 1]! : 0)
  }
  return sum
}

/** Not below Σ ln n! of any table with these margins: every row as uneven as the columns allow. */
function packed(rows: readonly number[], columns: readonly number[], lnFactorials: Float64Array): number {
  const largest = columns.toSorted((a, b) => b - a)
  let sum = 0
  for (const row of rows) {
    let left = row
    for (const column of largest) {
      const n = Math.min(left, column)
      sum += lnFactorials[n]!
      left -= n
      if (left === 0) break
    }
  }
  return sum
}
