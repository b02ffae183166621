// Horn's parallel analysis: how many components are larger than those of data in which nothing belongs together.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { eigenvalues, eigenvaluesOf } from '../matrix/eigen.ts'
import type { Watch } from '../op.ts'
import { seeded, type Random } from '../random.ts'
import { correlated, warnOfSmallSample, type CorrelatedInput } from './reading.ts'

export type Parallel = Answer & {
  /** Eigenvalues of the items' correlations, largest first. */
  readonly observed: readonly Maybe[]
  readonly randomMean: readonly Maybe[]
  readonly randomPercentile: readonly Maybe[]
  /** Components before the first that is not above its percentile. */
  readonly suggested: Maybe
  /** Whether the same call gives the same numbers: always, because the seed is part of the call. */
  readonly reproducible: boolean
  readonly iterations: number
  readonly percentile: number
  readonly seed: number
  readonly constantItems: readonly string[]
}
export type ParallelOptions = {
  readonly iterations?: number
  /** Above 0 and below 100, or as a share below 1; by linear interpolation, as R's quantile. */
  readonly percentile?: number
  readonly seed?: number
}

const MOST_ITERATIONS = 1_000_000
/** Iterations times the cube of the items: about a minute. */
const MOST_WORK = 2e10

/**
 * Compares with correlation matrices of independent normal data of the same n (rows, missing answers or not) and number of
 * items. Those are not made of rows: a matrix of sums of products is drawn whole from its own law, so that the time does not
 * depend on n. Too much to compute is refused as out of range.
 * Source: Horn (1965), Psychometrika 30, 179-185; Glorfeld (1995), Educ. Psychol. Meas. 55, 377-393 (the percentile);
 * Bartlett (1933) in Smith & Hocking (1972), Applied Statistics 21, 341-345 (the draw).
 */
export function parallel(
  input: CorrelatedInput,
  { iterations = 1000, percentile: given = 95, seed = 1 }: ParallelOptions = {},
  watch: Watch = () => {},
): Parallel {
  // 0.95 is how many write the 95th percentile; nobody means the lowest hundredth.
  const percentile = given > 0 && given < 1 ? given * 100 : given
  const issues = new Issues()
  const { r, n, items, constantItems, complete } = correlated(input, issues)
  const p = items.length
  warnOfSmallSample(n, p, issues)
  if (Number.isNaN(n)) issues.add('no-data')
  if (n < 3) issues.add('too-few-cases')
  const isSane =
    percentile > 0 &&
    percentile < 100 &&
    iterations >= 1 &&
    iterations <= MOST_ITERATIONS &&
    iterations * p ** 3 <= MOST_WORK
  if (!isSane) issues.add('out-of-range')
  const observed = complete ? eigenvalues(r) : new Float64Array(p).fill(NaN)
  const random = isSane && p > 0 && n >= 3 ? randomEigenvalues(n, p, iterations, seed, watch) : undefined
  const limits = random
    ? random.map((drawn) => quantile(drawn, percentile / 100))
    : Array.from({ length: p }, () => NaN)
  const first = limits.findIndex((limit, at) => !(observed[at]! > limit))
  return {
    observed: allOrNull(observed),
    randomMean: allOrNull(random ? random.map(mean) : limits),
    randomPercentile: allOrNull(limits),
    suggested: complete && random ? orNull(first < 0 ? p : first) : null,
    reproducible: true,
    iterations,
    percentile,
    seed,
    constantItems,
    issues: issues.list,
  }
}

/** For each place, largest first, its eigenvalue in every draw. */
function randomEigenvalues(n: number, p: number, iterations: number, seed: number, watch: Watch): Float64Array[] {
  const random = seeded(seed)
  const drawn = Array.from({ length: p }, () => new Float64Array(iterations))
  const root = new Float64Array(p * p)
  const work = new Float64Array(p * p)
  const values = new Float64Array(p)
  const room = new Float64Array(p)
  const pause = Math.max(1, Math.floor(2e6 / p ** 3))
  for (let turn = 0; turn < iterations; turn++) {
    if (turn % pause === 0) watch(turn / iterations)
    drawCorrelations(random, Math.floor(n) - 1, p, root, work)
    // Numbers drawn at random are never so unlucky that this fails; a draw that did would be drawn again.
    if (!eigenvaluesOf(work, p, values, room)) turn--
    else for (let j = 0; j < p; j++) drawn[j]![turn] = values[j]!
  }
  watch(1)
  return drawn
}

/**
 * The correlations of independent normal items with `df` degrees of freedom, as lower triangle of `work`: the triangular
 * root of their sums of products has normals below its diagonal and chi on it; rows of length 1 make it a correlation.
 */
function drawCorrelations(random: Random, df: number, p: number, root: Float64Array, work: Float64Array): void {
  for (let i = 0; i < p; i++) {
    const row = i * p
    const last = Math.min(i, df - 1)
    let square = 0
    for (let j = 0; j <= last; j++) {
      const cell = j < i ? random.normal() : Math.sqrt(random.chiSquare(df - i))
      root[row + j] = cell
      square += cell * cell
    }
    const length = Math.sqrt(square)
    for (let j = 0; j <= last; j++) root[row + j]! /= length
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k <= Math.min(j, last); k++) sum += root[row + k]! * root[j * p + k]!
      work[row + j] = sum
    }
    work[row + i] = 1
  }
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

function quantile(values: Float64Array, part: number): number {
  const sorted = values.toSorted()
  const place = part * (sorted.length - 1)
  const low = Math.floor(place)
  const high = Math.min(low + 1, sorted.length - 1)
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!)
}
