// Standard errors that hold when pupils of one school are alike. All of them, and the bootstrap, rest on two sums per
// cluster, in coordinates in which the design's columns are orthonormal.
import { cholesky } from '../matrix/cholesky.ts'
import { eigenSymmetric } from '../matrix/eigen.ts'
import { matrix } from '../matrix/matrix.ts'
import { ROUNDING, sumOfSquares, type Contrast, type Fit } from './design.ts'

export type ClusterSums = {
  readonly clusters: number
  readonly q: number
  /** Cluster after cluster, q numbers each: the columns times the residuals. */
  readonly scores: Float64Array
  /** Cluster after cluster, q x q: the columns' cross-products. They add up to the identity. */
  readonly products: Float64Array
  /** L with LL' = (X'X)^-1: a contrast's weights in these coordinates are L'weights. */
  readonly root: Float64Array
  readonly residualSquares: number
  readonly n: number
}

/** Undefined when the columns are collinear but for rounding. */
export function clusterSums(fit: Fit, of: Int32Array, clusters: number): ClusterSums | undefined {
  const lower = cholesky(fit.unscaled)
  if (!lower) return undefined
  const q = fit.columns.length
  const n = of.length
  const scores = new Float64Array(clusters * q)
  const products = new Float64Array(clusters * q * q)
  for (const [a, column] of fit.columns.entries()) {
    for (let i = 0; i < n; i++) scores[of[i]! * q + a]! += column[i]! * fit.residuals[i]!
    for (const [b, other] of fit.columns.slice(0, a + 1).entries())
      for (let i = 0; i < n; i++) products[(of[i]! * q + a) * q + b]! += column[i]! * other[i]!
  }
  for (let g = 0; g < clusters; g++) turn(scores, products, g, lower.at, q)
  return { clusters, q, scores, products, root: lower.at, residualSquares: sumOfSquares(fit.residuals), n }
}

/** One cluster's sums into the orthonormal coordinates: L's and L'SL. */
function turn(scores: Float64Array, products: Float64Array, g: number, lower: Float64Array, q: number): void {
  const own = products.subarray(g * q * q, (g + 1) * q * q)
  for (let a = 0; a < q; a++) for (let b = 0; b < a; b++) own[b * q + a] = own[a * q + b]!
  const half = new Float64Array(q * q)
  for (let a = 0; a < q; a++)
    for (let k = 0; k < q; k++) for (let b = 0; b <= k; b++) half[a * q + b]! += own[a * q + k]! * lower[k * q + b]!
  own.fill(0)
  for (let k = 0; k < q; k++)
    for (let a = 0; a <= k; a++) for (let b = 0; b < q; b++) own[a * q + b]! += lower[k * q + a]! * half[k * q + b]!
  const score = scores.slice(g * q, (g + 1) * q)
  for (let a = 0; a < q; a++) {
    let sum = 0
    for (let k = a; k < q; k++) sum += lower[k * q + a]! * score[k]!
    scores[g * q + a] = sum
  }
}

export function turned(sums: ClusterSums, weights: Float64Array): Float64Array {
  const { q, root } = sums
  const result = new Float64Array(q)
  for (let a = 0; a < q; a++) for (let k = a; k < q; k++) result[a]! += root[k * q + a]! * weights[k]!
  return result
}

export type Errors = {
  readonly ols: number
  readonly cr0: number
  readonly cr1: number
  readonly cr2: number
  readonly dfCr2: number
}

export const NO_ERRORS: Errors = { ols: NaN, cr0: NaN, cr1: NaN, cr2: NaN, dfCr2: NaN }

/** Beyond this much work CR2 is left out: with that many clusters it does not differ from CR1. */
const MOST_WORK = 2e8
/** A direction that one cluster alone informs keeps less than this of itself: it has no CR2 share, as a pseudo-inverse. */
const ALONE = 1e-10

/**
 * Standard errors of the contrasts, in their units. `parameters` counts all coefficients, also those taken out by
 * demeaning. CR2 and its degrees of freedom take the outcomes' own correlation as nought.
 * Source: Liang & Zeger (1986), Biometrika 73(1), 13-22 (CR0); CR1 = CR0 x G/(G-1) x (N-1)/(N-K); Bell & McCaffrey (2002),
 * Survey Methodology 28(2), 169-181 (CR2 and its degrees of freedom), as written by Pustejovsky & Tipton (2018), JBES
 * 36(4), 672-683.
 */
export function clusterErrors(
  sums: ClusterSums,
  contrasts: readonly (Contrast | undefined)[],
  parameters: number,
  withCr2 = true,
): Errors[] {
  const { clusters, n, q } = sums
  const isPossible = withCr2 && clusters >= 2 && clusters * q ** 3 <= MOST_WORK
  const adjusted = isPossible ? adjustments(sums) : undefined
  return contrasts.map((contrast) => {
    if (!contrast) return NO_ERRORS
    const weights = turned(sums, contrast.weights)
    const df = n - parameters
    const root = (variance: number): number => Math.sqrt(variance) * Math.abs(contrast.unit)
    let squares = 0
    for (let g = 0; g < clusters; g++) squares += dotAt(weights, sums.scores, g) ** 2
    // Hardly more clusters than coefficients: what the residuals of a cluster do not sum to 0 by is rounding.
    if (squares < ROUNDING * sums.residualSquares * sumOfSquares(weights)) squares = 0
    const small = clusters >= 2 && df > 0 ? (clusters / (clusters - 1)) * ((n - 1) / df) : NaN
    const second = adjusted ? bellMcCaffrey(sums, adjusted, weights) : { variance: NaN, df: NaN }
    return {
      ols: root(df > 0 ? (sums.residualSquares / df) * sumOfSquares(weights) : NaN),
      cr0: root(clusters >= 2 ? squares : NaN),
      cr1: root(squares * small),
      cr2: root(second.variance),
      dfCr2: second.df,
    }
  })
}

function dotAt(weights: Float64Array, all: Float64Array, g: number): number {
  let sum = 0
  for (let a = 0; a < weights.length; a++) sum += weights[a]! * all[g * weights.length + a]!
  return sum
}

type Adjustment = { readonly vectors: Float64Array; readonly values: Float64Array }

/** Each cluster's products by their eigenvectors (in columns): the share of every direction that it alone informs. */
function adjustments({ products, clusters, q }: ClusterSums): Adjustment[] {
  return Array.from({ length: clusters }, (_, g) => {
    const { values, vectors } = eigenSymmetric(matrix(q, q, products.slice(g * q * q, (g + 1) * q * q)))
    return { values, vectors: vectors.at }
  })
}

function bellMcCaffrey(
  { scores, clusters, q }: ClusterSums,
  adjusted: readonly Adjustment[],
  weights: Float64Array,
): { readonly variance: number; readonly df: number } {
  let variance = 0
  let trace = 0
  let squares = 0
  const outer = new Float64Array(q * q)
  for (let g = 0; g < clusters; g++) {
    const { values, vectors } = adjusted[g]!
    const part = new Float64Array(q)
    let score = 0
    let length = 0
    for (let d = 0; d < q; d++) {
      const left = 1 - values[d]!
      if (left < ALONE) continue
      let along = 0
      let ofScore = 0
      for (let a = 0; a < q; a++) {
        along += vectors[a * q + d]! * weights[a]!
        ofScore += vectors[a * q + d]! * scores[g * q + a]!
      }
      const share = Math.max(values[d]!, 0)
      score += (along * ofScore) / Math.sqrt(left)
      length += (along * along * share) / left
      for (let a = 0; a < q; a++) part[a]! += (vectors[a * q + d]! * along * share) / Math.sqrt(left)
    }
    variance += score * score
    const inner = sumOfSquares(part)
    trace += length - inner
    squares += (length - inner) ** 2 - inner * inner
    for (let a = 0; a < q; a++) for (let b = 0; b < q; b++) outer[a * q + b]! += part[a]! * part[b]!
  }
  return { variance, df: trace ** 2 / (squares + sumOfSquares(outer)) }
}
