// Kendall's tau-b in the time of a sort, so that a scale of hundreds of thousands of rows can have it: comparing every pair
// of rows takes hours there.
import { settled } from './moments.ts'
import type { Ranked } from './ranks.ts'

/**
 * Tau-b of the rows that both columns have; NaN when a column is constant in those rows.
 * Source: Knight (1966), Journal of the American Statistical Association 61, 436-439; ties as in Kendall (1945).
 */
export function kendallOf(x: Ranked, y: Ranked): { readonly n: number; readonly tau: number } {
  const rows = byBoth(x, y)
  const n = rows.length
  const xs = rows.map((row) => x.dense[row]!)
  const ys = rows.map((row) => y.dense[row]!)
  let tiedX = 0
  let tiedBoth = 0
  let runX = 0
  let runBoth = 0
  for (let i = 1; i < n; i++) {
    // A run of k equal values is k(k-1)/2 tied pairs: the i-th of the run is tied with the i-1 before it.
    runX = xs[i] === xs[i - 1] ? runX + 1 : 0
    runBoth = runX > 0 && ys[i] === ys[i - 1] ? runBoth + 1 : 0
    tiedX += runX
    tiedBoth += runBoth
  }
  const swaps = inversions(ys)
  let tiedY = 0
  let runY = 0
  for (let i = 1; i < n; i++) {
    runY = ys[i] === ys[i - 1] ? runY + 1 : 0
    tiedY += runY
  }
  return { n, tau: tauB((n * (n - 1)) / 2, tiedX, tiedY, tiedBoth, swaps) }
}

/** From the numbers of pairs of rows: all, tied on x, on y, on both, and those in which x and y disagree. */
export function tauB(all: number, tiedX: number, tiedY: number, tiedBoth: number, discordant: number): number {
  const untiedX = all - tiedX
  const untiedY = all - tiedY
  if (!(untiedX > 0) || !(untiedY > 0)) return NaN
  const score = all - tiedX - tiedY + tiedBoth - 2 * discordant
  return settled(score / (Math.sqrt(untiedX) * Math.sqrt(untiedY)))
}

/** The rows that both have, by x and within x by y: those in the order of y, put into the boxes of x one after another. */
function byBoth(x: Ranked, y: Ranked): Int32Array {
  const rows = y.order.filter((row) => x.dense[row]! >= 0)
  const next = new Int32Array(x.different + 1)
  for (const row of rows) next[x.dense[row]! + 1]!++
  for (let box = 1; box < next.length; box++) next[box]! += next[box - 1]!
  const sorted = new Int32Array(rows.length)
  for (const row of rows) sorted[next[x.dense[row]!]!++] = row
  return sorted
}

/** How many pairs stand in the wrong order; sorts the list in place by merging. */
function inversions(values: Int32Array): number {
  let from: Int32Array = values
  let to: Int32Array = new Int32Array(values.length)
  let count = 0
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length)
      const end = Math.min(start + 2 * width, from.length)
      let left = start
      let right = middle
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) to[at] = from[left++]!
        else {
          to[at] = from[right++]!
          count += middle - left
        }
      }
    }
    ;[from, to] = [to, from]
  }
  values.set(from)
  return count
}
