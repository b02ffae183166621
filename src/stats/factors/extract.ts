// Finds the uniquenesses at which a factor model is closest to the correlations: the lowest of several descents, because
// a descent may end in a minimum that is not the lowest, and how many agree tells how far to trust it.
import { cholesky, inverseOf, solvedBy } from '../matrix/cholesky.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { seeded } from '../random.ts'
import { type Discrepancy, leastSquaresDiscrepancy, likelihoodDiscrepancy, type Point } from './discrepancy.ts'

type Method = 'minres' | 'ml'
export type Extracted = {
  /** Items x factors, unrotated; the columns are orthogonal (ml: after division by the root of the uniquenesses). */
  readonly loadings: Matrix
  readonly uniqueness: Float64Array
  /** Least squares: half the sum of all squared residuals, diagonal included; ml: the discrepancy. */
  readonly discrepancy: number
  /** Places of the items whose uniqueness is at its bound. */
  readonly heywood: readonly number[]
  readonly converged: boolean
  readonly starts: number
  readonly startsAgreeing: number
}

/** Newton needs 4 to 8 steps; a matrix that needs hundreds has no proper minimum. Fewer where a step takes long. */
const mostSteps = (items: number): number => Math.max(20, Math.min(300, Math.floor(3e8 / items ** 3)))
/** Largest slope of a free uniqueness at which a descent is told apart from others, and at which the chosen one is at its end. */
const NEAR = 1e-5
const FLAT = 1e-11
/** Descents whose ends differ by less are at the same one. */
const AGREEING = 1e-7
/** Descents from anywhere, beside two for each item, where the first ones leave doubt. */
const RANDOM_STARTS = 30
/**
 * A first rejected dimension this large beside the last kept one may change places with it. Tried on 5000 drawn samples: with
 * more than ten items two minres descents missed the lowest minimum only from 0.4 on, and others from 0.16 on.
 */
const clearGap = (items: number, method: Method): number => (items > 10 && method === 'minres' ? 0.3 : 0.12)
/** Descents times the cube of the items: about a second. */
const MOST_WORK = 2e7

/**
 * The minres (unweighted least squares) or maximum likelihood factors of a correlation matrix, with uniquenesses between
 * `bound` and 1. `factors` is at least 1 and less than the number of items; for ml the matrix must be positive definite.
 * Source: those of the discrepancies; projected Newton steps after Bertsekas (1982), SIAM J. Control Optim. 20, 221-246.
 */
export function extracted(r: Matrix, factors: number, method: Method, bound: number): Extracted {
  const discrepancy = (method === 'ml' ? likelihoodDiscrepancy : leastSquaresDiscrepancy)(r, factors, bound)
  const random = seeded(1)
  const inverse = inverseOf(r)
  const descents = (places: readonly Float64Array[]): Descent[] =>
    places.map((psi) => {
      const x = psi.map((one) => within(discrepancy, discrepancy.from(one)))
      return descended(discrepancy, x, discrepancy.at(x), NEAR)
    })
  const affordable = Math.floor(MOST_WORK / r.rows ** 3)
  const first = firstPlaces(r.rows, factors, inverse)
  const ends = descents(first.slice(0, Math.max(1, affordable)))
  if (isDoubtful(ends, discrepancy.lower, clearGap(r.rows, method))) {
    const more = [...corners(first[0]!, bound), ...anywhere(r.rows, random.next)]
    ends.push(...descents(more.slice(0, Math.max(0, affordable - ends.length))))
    const found = lowestOf(ends).x.map((one) => discrepancy.psi(one))
    ends.push(...descents(corners(found, bound).slice(0, Math.max(0, affordable - ends.length))))
  }
  const near = lowestOf(ends)
  const lowest = descended(discrepancy, near.x, near.point, FLAT)
  const uniqueness = lowest.x.map((one) => (one <= discrepancy.lower ? bound : discrepancy.psi(one)))
  return {
    loadings: lowest.point.loadings(),
    uniqueness,
    discrepancy: lowest.point.value,
    heywood: [...lowest.x.keys()].filter((i) => lowest.x[i]! <= discrepancy.lower),
    converged: lowest.converged,
    starts: ends.length,
    startsAgreeing: ends.filter(({ point }) => point.value <= lowest.point.value + AGREEING).length,
  }
}

/** What multiple regression leaves of each item, less some; and one half for all. */
function firstPlaces(p: number, factors: number, inverse: Matrix | undefined): Float64Array[] {
  const half = new Float64Array(p).fill(0.5)
  return [inverse ? half.map((_, i) => (1 - (0.5 * factors) / p) / inverse.at[i * p + i]!) : half.map(() => 0.3), half]
}

/** Each item in turn nearly all shared, since that is where other minima lie. */
function corners(psi: Float64Array, bound: number): Float64Array[] {
  return Array.from(psi, (_, at) => psi.map((one, i) => (i === at ? bound : Math.max(one, 2 * bound))))
}

function anywhere(p: number, next: () => number): Float64Array[] {
  return Array.from({ length: RANDOM_STARTS }, () => new Float64Array(p).map(() => 0.05 + 0.9 * next()))
}

/** The first of the lowest, where rounding is all that tells them apart. */
function lowestOf(ends: readonly Descent[]): Descent {
  return ends.reduce((best, end) => (end.point.value < best.point.value - AGREEING ? end : best))
}

const within = ({ lower, upper }: Discrepancy, x: number): number => Math.min(upper, Math.max(lower, x))

function isDoubtful(ends: readonly Descent[], lower: number, clear: number): boolean {
  const values = ends.map(({ point }) => point.value)
  return (
    Math.max(...values) - Math.min(...values) > AGREEING ||
    ends.some(({ x, converged, point }) => !converged || !(point.gap < clear) || x.some((one) => one <= lower))
  )
}

type Descent = { readonly x: Float64Array; readonly point: Point; readonly converged: boolean }

/** From a place and what is known there. */
function descended(discrepancy: Discrepancy, start: Float64Array, known: Point, flat: number): Descent {
  let x = start
  let point = known
  for (let step = 0; step < mostSteps(start.length); step++) {
    const gradient = point.gradient()
    const free = [...x.keys()].filter(
      (i) => !(x[i]! <= discrepancy.lower && gradient[i]! > 0) && !(x[i]! >= discrepancy.upper && gradient[i]! < 0),
    )
    if (free.every((i) => Math.abs(gradient[i]!) < flat)) return { x, point, converged: true }
    const direction = newtonDirection(point, gradient, free)
    const next = lineSearched(discrepancy, x, point, gradient, direction)
    if (!next) {
      // No step goes lower: rounding is all that is left, or there is a kink.
      return { x, point, converged: free.every((i) => Math.abs(gradient[i]!) < 1e-6) }
    }
    x = next.x
    point = next.point
  }
  return { x, point, converged: false }
}

/** Newton's step for the free items; where the surface bends the wrong way, the rough second derivatives and a ridge. */
function newtonDirection(point: Point, gradient: Float64Array, free: readonly number[]): Float64Array {
  const slope = Float64Array.from(free, (i) => -gradient[i]!)
  const step = solved(point.hessian(), free, slope, 0) ?? solved(point.roughHessian(), free, slope, 1e-6)
  const direction = new Float64Array(gradient.length)
  for (const [at, i] of free.entries()) direction[i] = step?.[at] ?? slope[at]!
  return direction
}

function solved(h: Matrix, free: readonly number[], slope: Float64Array, ridge: number): Float64Array | undefined {
  const size = free.length
  const part = matrix(size, size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) part.at[i * size + j] = h.at[free[i]! * h.rows + free[j]!]! + (i === j ? ridge : 0)
  const root = cholesky(part)
  return root && solvedBy(root, slope)
}

/** The first of 1, 1/2, 1/4... of the step, bent along the bounds, that goes low enough. */
function lineSearched(
  discrepancy: Discrepancy,
  x: Float64Array,
  from: Point,
  gradient: Float64Array,
  direction: Float64Array,
): { x: Float64Array; point: Point } | undefined {
  for (let part = 1; part > 1e-7; part /= 2) {
    const tried = x.map((one, i) => within(discrepancy, one + part * direction[i]!))
    let expected = 0
    for (let i = 0; i < x.length; i++) expected += gradient[i]! * (tried[i]! - x[i]!)
    const point = discrepancy.at(tried)
    // Near the end the gain is less than rounding shows.
    const isEnd = part === 1 && expected <= 0 && expected > -1e-13 && point.value <= from.value + 1e-13
    if (isEnd || point.value <= from.value + 1e-4 * Math.min(0, expected)) {
      if (tried.every((one, i) => one === x[i])) return undefined
      return { x: tried, point }
    }
  }
  return undefined
}
