// How alike pupils of the same school are, and how many more of them a survey of whole schools needs because of it.
import { Issues, orNull, type Answer } from '../answer.ts'
import { fUpper } from '../laws/f.ts'
import type { Columns } from '../shape.ts'
import { centred } from './centred.ts'
import { clustered, sizesOf } from './clustered.ts'

export type ClusterSquares = {
  readonly n: number
  readonly clusters: number
  /** What the mean cluster size becomes when clusters are of unequal size. */
  readonly n0: number
  /** In squares of `unit`. */
  readonly msBetween: number
  readonly msWithin: number
  readonly unit: number
}

/**
 * The ANOVA estimator of the intraclass correlation; it may be negative, and is then reported as it is. The design effect
 * uses the mean cluster size. Rows with a missing outcome or cluster are left out. Needs two clusters, and one cluster of
 * two or more.
 * Source: Donner & Koval (1980), Biometrics 36(1), 19-25; n0 by Snedecor & Cochran (1989), Statistical Methods, 8th ed.,
 * chapter 13; design effect by Kish (1965), Survey Sampling, section 5.4.
 */
export function iccClusters(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly cluster: string
}): Answer {
  const issues = new Issues()
  const { y, of, names } = clustered(input.columns, { ...input, covariates: [] }, issues)
  const { n, clusters, n0, msBetween, msWithin, unit } = clusterSquares(y, of, names.length)
  const isPossible = clusters >= 2 && n > clusters
  if (clusters >= 2 && n <= clusters) issues.add('too-few-cases')
  const inUnits = (square: number): number => square * unit * unit
  if (isPossible && !Number.isFinite(inUnits(msBetween + msWithin))) issues.add('out-of-range')
  if (isPossible && msBetween === 0 && msWithin === 0) issues.add('no-variation')
  const ratio = isPossible ? (msBetween - msWithin) / (msBetween + (n0 - 1) * msWithin) : NaN
  if (ratio < 0) issues.add('negative-icc')
  const F = isPossible ? msBetween / msWithin : NaN
  return {
    icc: orNull(ratio),
    n0: orNull(n0),
    msBetween: orNull(inUnits(msBetween)),
    msWithin: orNull(inUnits(msWithin)),
    clusters,
    n,
    designEffect: orNull(1 + (n / clusters - 1) * ratio),
    F: orNull(F),
    p: orNull(Number.isFinite(F) ? fUpper(F, clusters - 1, n - clusters) : NaN),
    issues: issues.list,
  }
}

/** One-way analysis of variance; a mean square without degrees of freedom is NaN. Nothing may be missing. */
export function clusterSquares(y: Float64Array, of: Int32Array, clusters: number): ClusterSquares {
  const n = y.length
  const sizes = sizesOf(of, clusters)
  const { values, scale } = centred(y)
  const means = new Float64Array(clusters)
  for (let i = 0; i < n; i++) means[of[i]!]! += values[i]! / sizes[of[i]!]!
  let within = 0
  for (let i = 0; i < n; i++) within += (values[i]! - means[of[i]!]!) ** 2
  let between = 0
  let squares = 0
  for (let g = 0; g < clusters; g++) {
    between += sizes[g]! * means[g]! ** 2
    squares += sizes[g]! ** 2
  }
  // What is left of sums that cancel in exact arithmetic is rounding.
  const noise = (between + within) * 1e-28
  const meanSquare = (sum: number, df: number): number => (df > 0 ? (sum <= noise ? 0 : sum) / df : NaN)
  return {
    n,
    clusters,
    n0: clusters > 1 ? (n - squares / n) / (clusters - 1) : NaN,
    msBetween: meanSquare(between, clusters - 1),
    msWithin: meanSquare(within, n - clusters),
    unit: scale,
  }
}
