// A p-value for few clusters: what the test statistic would be had each cluster's residuals fallen the other way round.
import { turned, type ClusterSums } from './cluster-covariance.ts'
import type { Contrast } from './design.ts'

/** All 2^(G-1) patterns of signs are gone through: no draw, no seed. Beyond this many clusters t does well enough. */
const MOST_CLUSTERS = 12

/**
 * Wild cluster bootstrap of t for contrast = 0, that hypothesis imposed, signs by cluster (Rademacher), every pattern once.
 * NaN with fewer than 2 or more than 12 clusters. The smallest p it can give is 1 / 2^(G-1).
 * Source: Cameron, Gelbach & Miller (2008), Review of Economics and Statistics 90(3), 414-427;
 * from sums by cluster, Roodman, Nielsen, MacKinnon & Webb (2019), Stata Journal 19(1), 4-60.
 */
export function wildBootstrapP(sums: ClusterSums, contrast: Contrast): number {
  const { clusters, q } = sums
  if (clusters < 2 || clusters > MOST_CLUSTERS) return NaN
  const weights = turned(sums, contrast.weights)
  const own = weights.reduce((sum, weight) => sum + weight * weight, 0)
  const towards = weights.map((weight) => (weight * contrast.value) / own)
  const restricted = new Float64Array(clusters * q)
  const pull = new Float64Array(clusters * q)
  for (let g = 0; g < clusters; g++)
    for (let a = 0; a < q; a++) {
      restricted[g * q + a] = sums.scores[g * q + a]!
      for (let b = 0; b < q; b++) {
        const product = sums.products[(g * q + a) * q + b]!
        restricted[g * q + a]! += product * towards[b]!
        pull[g * q + a]! += product * weights[b]!
      }
    }
  const size = (pattern: number): number => {
    const sign = (g: number): number => ((pattern >> g) & 1 ? -1 : 1)
    const moved = new Float64Array(q)
    for (let g = 0; g < clusters; g++) for (let a = 0; a < q; a++) moved[a]! += sign(g) * restricted[g * q + a]!
    let variance = 0
    for (let g = 0; g < clusters; g++) {
      let score = 0
      for (let a = 0; a < q; a++) score += sign(g) * weights[a]! * restricted[g * q + a]! - pull[g * q + a]! * moved[a]!
      variance += score * score
    }
    return Math.abs(moved.reduce((sum, value, a) => sum + value * weights[a]!, 0)) / Math.sqrt(variance)
  }
  const observed = size(0)
  if (!Number.isFinite(observed)) return NaN
  // The last cluster keeps its sign: turning all of them round changes nothing.
  const patterns = 2 ** (clusters - 1)
  let beyond = 0
  for (let pattern = 0; pattern < patterns; pattern++) if (!(size(pattern) < observed * (1 - 1e-9))) beyond++
  return beyond / patterns
}
