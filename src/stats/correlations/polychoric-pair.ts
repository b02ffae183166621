// The polychoric correlation of one pair of ratings: what the correlation would be of the two leanings that people
// express by answering in steps.
import { bivariateLower } from '../laws/bivariate.ts'
import { normalQuantile } from '../laws/normal.ts'
import { pearsonOf } from './moments.ts'
import { marginsOf, tableMoments, type PairTable } from './table.ts'

export type PolychoricPair = {
  readonly n: number
  /** NaN when a rating is constant. Exactly 1 or -1 where the likelihood has no higher point inside. */
  readonly rho: number
  /** Combinations of answers, each given by someone, that nobody gave together. */
  readonly emptyCells: number
  readonly isConverged: boolean
}

const MOST_STEPS = 100
/** The step after this one would be below 1e-13: steps shrink faster and faster. */
const ENOUGH = 1e-8
/** Below this a probability is rounding: differences of four numbers up to 1. */
const LEAST = 1e-15
const CLEARLY = 1e-12

/** How many gave each answer to the one rating and to the other, whether they answered both or not. */
export type WholeMargins = { readonly x: Float64Array; readonly y: Float64Array }

/**
 * Two steps: thresholds from the margins (of the whole ratings where they are given, so that a rating has the same thresholds
 * in every pair; else of the table), then maximum likelihood of rho. `correction` stands in the empty cells for the second step.
 * Source: Olsson (1979), Psychometrika 44, 443-460, the two-step estimator, by scoring with the bivariate normal density as the
 * derivative of each cell (his equations 4 and 14).
 */
export function polychoricPair(
  table: PairTable,
  correction = 0,
  whole: WholeMargins = marginsOf(table),
): PolychoricPair {
  const likelihood = new CellLikelihood(table, correction, whole)
  const { n, emptyCells } = likelihood
  if (likelihood.isFlat) return { n, rho: NaN, emptyCells, isConverged: true }
  const { rho, isConverged } = climb(likelihood)
  const edge = rho < 0 ? -1 : 1
  if (likelihood.atEdge(edge) >= likelihood.at(rho) - CLEARLY * n)
    return { n, rho: edge, emptyCells, isConverged: true }
  return { n, rho, emptyCells, isConverged }
}

/** Scoring, with the slope of the score from the last two points once they tell it better than the expected one. */
function climb(likelihood: CellLikelihood): { readonly rho: number; readonly isConverged: boolean } {
  let low = -1
  let high = 1
  let rho = likelihood.start
  let before: { rho: number; score: number } | undefined
  for (let step = 0; step < MOST_STEPS; step++) {
    likelihood.at(rho)
    const { score, information } = likelihood
    // The highest point lies where the score falls through 0: it stays between the two.
    if (score > 0) low = rho
    else high = rho
    const slope = before ? (before.score - score) / (rho - before.rho) : NaN
    const steepness = slope > information / 4 && slope < information * 4 ? slope : information
    let next = rho + score / steepness
    if (!(next > low && next < high)) next = (low + high) / 2
    before = { rho, score }
    const change = Math.abs(next - rho)
    rho = next
    if (change < ENOUGH) return { rho, isConverged: true }
  }
  return { rho, isConverged: false }
}

class CellLikelihood {
  readonly n: number
  readonly emptyCells: number
  readonly isFlat: boolean
  readonly start: number
  /** Of the last rho asked: the slope of the log likelihood, and its expected curvature. */
  score = 0
  information = 0
  /** Rows after rows of the answers that were given; the tables below have a border for the outer limits. */
  readonly #counts: Float64Array
  readonly #width: number
  readonly #below: { readonly x: Float64Array; readonly y: Float64Array }
  readonly #limits: { readonly x: Float64Array; readonly y: Float64Array }
  readonly #lower: Float64Array
  readonly #density: Float64Array

  constructor(table: PairTable, correction: number, whole: WholeMargins) {
    const { n, x, y } = marginsOf(table)
    const [usedX, usedY] = [usedOf(whole.x), usedOf(whole.y)]
    const countAt = (a: number, b: number): number => table.counts[a * table.across + b]!
    this.n = n
    this.isFlat = usedOf(x).length < 2 || usedOf(y).length < 2
    this.emptyCells = usedOf(x).reduce((sum, a) => sum + usedOf(y).filter((b) => countAt(a, b) === 0).length, 0)
    const counts = usedX.flatMap((a) => usedY.map((b) => countAt(a, b)))
    this.#counts = Float64Array.from(counts, (count) => (count === 0 ? correction : count))
    this.#width = usedY.length
    this.#below = {
      x: sharesBelow(usedX.map((a) => whole.x[a]!)),
      y: sharesBelow(usedY.map((b) => whole.y[b]!)),
    }
    this.#limits = { x: this.#below.x.map(normalQuantile), y: this.#below.y.map(normalQuantile) }
    this.#lower = new Float64Array((usedX.length + 1) * (usedY.length + 1))
    this.#density = new Float64Array(this.#lower.length)
    const r = this.isFlat ? NaN : pearsonOf(tableMoments(table, [...x.keys()], [...y.keys()]))
    this.start = Math.max(-0.9, Math.min(0.9, r))
  }

  /** The log likelihood; sets score and information. */
  at(rho: number): number {
    this.#fill(rho)
    const across = this.#width + 1
    let total = 0
    let score = 0
    let information = 0
    for (let a = 0, cell = 0; a + 1 < this.#below.x.length; a++)
      for (let b = 0; b < this.#width; b++, cell++) {
        const corner = a * across + b
        const p = Math.max(LEAST, boxOf(this.#lower, corner, across))
        const slope = boxOf(this.#density, corner, across)
        const count = this.#counts[cell]!
        if (count > 0) {
          total += count * Math.log(p)
          score += (count * slope) / p
        }
        information += (slope * slope) / p
      }
    this.score = score
    this.information = information * this.n
    return total
  }

  /** The limit of the log likelihood as rho goes to 1 or -1: -Infinity when somebody gave answers that would be impossible. */
  atEdge(edge: number): number {
    let total = 0
    const { x, y } = this.#below
    for (let a = 0, cell = 0; a + 1 < x.length; a++)
      for (let b = 0; b < this.#width; b++, cell++) {
        const [low, high] = edge > 0 ? [y[b]!, y[b + 1]!] : [1 - y[b + 1]!, 1 - y[b]!]
        const p = Math.min(x[a + 1]!, high) - Math.max(x[a]!, low)
        const count = this.#counts[cell]!
        if (count > 0) total += p > CLEARLY ? count * Math.log(p) : -Infinity
      }
    return total
  }

  /** The probability below, and the density at, each pair of limits; the density is the slope of the probability in rho. */
  #fill(rho: number): void {
    const { x, y } = this.#limits
    const rest = (1 - rho) * (1 + rho)
    const front = 1 / (2 * Math.PI * Math.sqrt(rest))
    const across = y.length
    for (let a = 1; a < x.length; a++)
      for (let b = 1; b < across; b++) {
        const at = a * across + b
        const [h, k] = [x[a]!, y[b]!]
        if (a === x.length - 1) this.#lower[at] = this.#below.y[b]!
        else if (b === across - 1) this.#lower[at] = this.#below.x[a]!
        else {
          this.#lower[at] = bivariateLower(h, k, rho)
          this.#density[at] = front * Math.exp(-(h * h - 2 * rho * h * k + k * k) / (2 * rest))
        }
      }
  }
}

/** What lies within the four corners, of which `corner` is the first. */
const boxOf = (corners: Float64Array, corner: number, across: number): number =>
  corners[corner + across + 1]! - corners[corner + 1]! - corners[corner + across]! + corners[corner]!

const usedOf = (margin: Float64Array): number[] => [...margin.keys()].filter((answer) => margin[answer]! > 0)

/** 0, the share at or below the first answer, and so on to 1. */
function sharesBelow(counts: readonly number[]): Float64Array {
  const n = counts.reduce((sum, count) => sum + count, 0)
  const shares = new Float64Array(counts.length + 1)
  let sum = 0
  for (const [at, count] of counts.entries()) {
    sum += count
    shares[at + 1] = at === counts.length - 1 ? 1 : sum / n
  }
  return shares
}
