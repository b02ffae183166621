// Where a table is too large for the exact test: the same p-value from tables drawn at random with the same margins.
import { seeded } from '../random.ts'
import type { Counts } from './margins.ts'
import { SAME } from './odds.ts'

const MOST_DRAWS = 100_000
const FEWEST_DRAWS = 999
/** Steps of all draws together: about a second. */
const MOST_WORK = 3e7

export type Simulated = { readonly p: number; readonly draws: number }

/**
 * The part of random tables (the observed one counted among them) that are no more probable than the observed. Cell by
 * cell, each by inversion of its hypergeometric law: Patefield 1981, Algorithm AS 159, Appl Stat 30:91. p as Davison and
 * Hinkley 1997, section 4.2.
 */
export function simulatedP(counts: Counts, lnFactorials: Float64Array, seed: number): Simulated {
  const { cells, rows, columns, total } = counts
  const limit = SAME - cells.flat().reduce((sum, n) => sum + lnFactorials[n]!, 0)
  const cost = rows.length * columns.length * (20 + Math.sqrt(total / Math.max(rows.length, columns.length)))
  const draws = Math.max(FEWEST_DRAWS, Math.min(MOST_DRAWS, Math.floor(MOST_WORK / cost)))
  const random = seeded(seed)
  let within = 0
  for (let draw = 0; draw < draws; draw++)
    if (randomTable(rows, columns, total, lnFactorials, random.next) <= limit) within++
  return { p: (1 + within) / (1 + draws), draws }
}

/** -Σ ln n! of one table. */
function randomTable(
  rows: readonly number[],
  columns: readonly number[],
  total: number,
  lnFactorials: Float64Array,
  next: () => number,
): number {
  const left = Float64Array.from(columns)
  let rest = total
  let ln = 0
  for (const row of rows) {
    let drawn = row
    let among = rest
    for (let j = 0; j < left.length; j++) {
      const n = hypergeometric(left[j]!, drawn, among, lnFactorials, next)
      ln -= lnFactorials[n]!
      drawn -= n
      among -= left[j]!
      left[j] = left[j]! - n
    }
    rest -= row
  }
  return ln
}

/** How many of `marked` are among `drawn` from a total: from the most probable number outwards, the larger step first. */
function hypergeometric(marked: number, drawn: number, total: number, ln: Float64Array, next: () => number): number {
  const low = Math.max(0, marked + drawn - total)
  const high = Math.min(marked, drawn)
  if (low === high) return low
  const top = Math.min(high, Math.max(low, Math.floor(((marked + 1) * (drawn + 1)) / (total + 2))))
  const ways = ln[marked]! + ln[total - marked]! + ln[drawn]! + ln[total - drawn]! - ln[total]!
  const places = ln[top]! + ln[marked - top]! + ln[drawn - top]! + ln[total - marked - drawn + top]!
  const peak = Math.exp(ways - places)
  let u = next() - peak
  let [up, down] = [top, top]
  let [above, below] = [peak, peak]
  while (u > 0 && (up < high || down > low)) {
    above *= ((marked - up) / (up + 1)) * ((drawn - up) / (total - marked - drawn + up + 1))
    below *= (down / (marked - down + 1)) * ((total - marked - drawn + down) / (drawn - down + 1))
    if (up < high) {
      up++
      u -= above
      if (u <= 0) return up
    }
    if (down > low) {
      down--
      u -= below
      if (u <= 0) return down
    }
  }
  return top
}
