// One cell of a 2x2 table with fixed margins: its law when there is no association, and when the odds ratio is any number.
// Fisher's exact p, the conditional odds ratio and its exact interval are read from it.
import { lnHypergeometric } from '../laws/counting.ts'
import { rootBetween } from '../laws/root.ts'

/** What is added below this part of a sum changes no digit of it. */
const NEGLIGIBLE = 1e-18
/** Tables whose probability differs by less than this are as probable as each other: what differs is rounding. */
export const SAME = 1e-7
/** Odds beyond e^±700 are not numbers that a double holds. */
const MOST_LN_ODDS = 700

export type Cell = {
  readonly low: number
  readonly high: number
  readonly row: number
  readonly column: number
  readonly total: number
}

export const cellOf = (row: number, column: number, total: number): Cell => ({
  low: Math.max(0, row + column - total),
  high: Math.min(row, column),
  row,
  column,
  total,
})

const lnProbability = ({ row, column, total }: Cell, x: number): number => lnHypergeometric(x, column, row, total)

/** How much more probable x + 1 is than x without association. */
const step = ({ row, column, total }: Cell, x: number): number =>
  ((column - x) / (x + 1)) * ((row - x) / (total - column - row + x + 1))

/** The most probable value at those ln odds, by halving: the ratio of neighbours only falls. */
function mode(cell: Cell, lnOdds: number): number {
  let { low, high } = cell
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (Math.log(step(cell, middle)) + lnOdds > 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The probability of all tables no more probable than the observed. Fisher 1935, JRSS 98:39; Irwin 1935, Metron 12:83. */
export function exactP(cell: Cell, observed: number): number {
  const limit = lnProbability(cell, observed) + SAME
  const top = mode(cell, 0)
  if (lnProbability(cell, top) <= limit) return 1
  const below = lastWithin(cell.low, top, (x) => lnProbability(cell, x) <= limit)
  const above = lastWithin(-cell.high, -top, (x) => lnProbability(cell, -x) <= limit)
  const lower = below < cell.low ? 0 : Math.exp(lnProbability(cell, below)) * run(cell, below, -1)
  const upper = -above > cell.high ? 0 : Math.exp(lnProbability(cell, -above)) * run(cell, -above, 1)
  return Math.min(1, lower + upper)
}

/** The last of from..to that holds, where all before it do and none after; from - 1 if none does. */
function lastWithin(from: number, to: number, holds: (x: number) => boolean): number {
  let low = from - 1
  let high = to
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** The probabilities from x outwards, x's own as 1. */
function run(cell: Cell, from: number, side: 1 | -1, odds = 1): number {
  let term = 1
  let sum = 1
  for (let x = from; side > 0 ? x < cell.high : x > cell.low; x += side) {
    term *= side > 0 ? step(cell, x) * odds : 1 / (step(cell, x - 1) * odds)
    sum += term
    if (term < sum * NEGLIGIBLE) break
  }
  return sum
}

type AtOdds = { readonly mean: number; readonly atMost: number; readonly atLeast: number }

/** Mean and tails at x of the law at those odds. Harkness 1965, Ann Math Stat 36:938; sums outwards from the mode. */
function atOdds(cell: Cell, x: number, lnOdds: number): AtOdds {
  const odds = Math.exp(lnOdds)
  const top = mode(cell, lnOdds)
  let all = 1
  let offset = 0
  let atMost = top <= x ? 1 : 0
  let atLeast = top >= x ? 1 : 0
  for (const side of [1, -1] as const) {
    let term = 1
    for (let at = top; side > 0 ? at < cell.high : at > cell.low;) {
      term *= side > 0 ? step(cell, at) * odds : 1 / (step(cell, at - 1) * odds)
      at += side
      all += term
      offset += term * (at - top)
      if (at <= x) atMost += term
      if (at >= x) atLeast += term
      if (term < all * NEGLIGIBLE) break
    }
  }
  return { mean: top + offset / all, atMost: atMost / all, atLeast: atLeast / all }
}

/** The odds ratio under which the observed count is the expected one: Infinity when it is the largest possible. */
export function conditionalOdds(cell: Cell, observed: number): number {
  if (observed === cell.low) return 0
  if (observed === cell.high) return Infinity
  return oddsWhere(cell, observed, (at) => at.mean - observed)
}

/** The odds ratios between which the observed count is not improbable on either side. Cornfield 1956. */
export function exactLimits(cell: Cell, observed: number, level = 0.95): readonly [number, number] {
  const tail = (1 - level) / 2
  return [
    observed === cell.low ? 0 : oddsWhere(cell, observed, (at) => at.atLeast - tail),
    observed === cell.high ? Infinity : oddsWhere(cell, observed, (at) => tail - at.atMost),
  ]
}

/** The odds ratio at which a function that rises with it is 0; NaN if none that a double holds. */
function oddsWhere(cell: Cell, observed: number, rising: (at: AtOdds) => number): number {
  const f = (lnOdds: number): number => rising(atOdds(cell, observed, lnOdds))
  // The sample odds ratio, with a half added to each cell, is near.
  const others = [cell.row - observed, cell.column - observed, cell.total - cell.row - cell.column + observed]
  const [b, c, d] = others.map((count) => Math.log(count + 0.5)) as [number, number, number]
  const start = Math.log(observed + 0.5) + d - b - c
  const side = f(start) > 0 ? -1 : 1
  let [near, far] = [start, start + side]
  while (f(far) * side < 0) {
    if (Math.abs(far) > MOST_LN_ODDS) return NaN
    ;[near, far] = [far, far + 2 * (far - near)]
  }
  return Math.exp(rootBetween(f, near, far, 1e-14))
}
