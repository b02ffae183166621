// Correlations of two ratings from how often each pair of answers was given: a million rows with four answers each are
// sixteen numbers, and no coefficient needs more of them.
import { tauB } from './kendall.ts'
import type { PairMoments } from './moments.ts'

/** Counts, row after row; the answers of x down and those of y across, each from the lowest. */
export type PairTable = { readonly counts: Float64Array; readonly across: number }

export function marginsOf({ counts, across }: PairTable): {
  readonly n: number
  readonly x: Float64Array
  readonly y: Float64Array
} {
  const x = new Float64Array(counts.length / across)
  const y = new Float64Array(across)
  let n = 0
  for (let a = 0, at = 0; a < x.length; a++)
    for (let b = 0; b < across; b++, at++) {
      const count = counts[at]!
      x[a]! += count
      y[b]! += count
      n += count
    }
  return { n, x, y }
}

/** Sums about the means, with a score for each answer. */
export function tableMoments(
  table: PairTable,
  scoreX: ArrayLike<number>,
  scoreY: ArrayLike<number>,
  margins = marginsOf(table),
): PairMoments {
  const { n, x, y } = margins
  const meanX = meanScore(x, scoreX, n)
  const meanY = meanScore(y, scoreY, n)
  let xx = 0
  let yy = 0
  let xy = 0
  for (let b = 0; b < y.length; b++) yy += y[b]! * (scoreY[b]! - meanY) ** 2
  for (let a = 0, at = 0; a < x.length; a++) {
    const deviation = scoreX[a]! - meanX
    let sum = 0
    for (let b = 0; b < y.length; b++, at++) sum += table.counts[at]! * (scoreY[b]! - meanY)
    xx += x[a]! * deviation * deviation
    xy += deviation * sum
  }
  const isFlatX = isFlat(x)
  const isFlatY = isFlat(y)
  return { n, meanX, meanY, xx: isFlatX ? 0 : xx, yy: isFlatY ? 0 : yy, xy: isFlatX || isFlatY ? 0 : xy }
}

/** The moments of the mid-ranks. */
export function tableRankMoments(table: PairTable): PairMoments {
  const margins = marginsOf(table)
  return tableMoments(table, midRanksOf(margins.x), midRanksOf(margins.y), margins)
}

/** Kendall's tau-b; NaN when a rating is constant. Source: Kendall (1945), Biometrika 33, 239-251, for tables. */
export function tableKendall(table: PairTable): { readonly n: number; readonly tau: number } {
  const { n, x, y } = marginsOf(table)
  let discordant = 0
  // How many had a lower x, by y: those above in y disagree with the cell at hand.
  const before = new Float64Array(y.length)
  for (let a = 0; a < x.length; a++) {
    let above = 0
    for (let b = y.length - 1; b >= 0; b--) {
      discordant += table.counts[a * y.length + b]! * above
      above += before[b]!
    }
    for (let b = 0; b < y.length; b++) before[b]! += table.counts[a * y.length + b]!
  }
  return { n, tau: tauB(pairsIn([n]), pairsIn(x), pairsIn(y), pairsIn(table.counts), discordant) }
}

function pairsIn(counts: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < counts.length; at++) sum += (counts[at]! * (counts[at]! - 1)) / 2
  return sum
}

const isFlat = (margin: Float64Array): boolean => margin.reduce((used, count) => used + (count > 0 ? 1 : 0), 0) < 2

function meanScore(margin: Float64Array, score: ArrayLike<number>, n: number): number {
  // About the first score: with scores that are large and lie close together the products would lose their digits.
  const from = score[0]!
  let sum = 0
  for (let a = 0; a < margin.length; a++) sum += margin[a]! * (score[a]! - from)
  return n === 0 ? NaN : from + sum / n
}

function midRanksOf(margin: Float64Array): Float64Array {
  let below = 0
  return margin.map((count) => {
    below += count
    return below - (count - 1) / 2
  })
}
