// Counts of arrangements on the log scale: exact tests of tables.
import { lnBeta } from './beta.ts'
import { deviance, lnGamma, stirlingRemainder } from './gamma.ts'

const SMALL = new Float64Array(171)
for (let n = 2, product = 1; n <= 170; n++) {
  product *= n
  SMALL[n] = Math.log(product)
}

/** ln n!, for whole n >= 0; NaN otherwise. */
export function lnFactorial(n: number): number {
  if (!Number.isInteger(n) || n < 0) return NaN
  return n <= 170 ? SMALL[n]! : lnGamma(n + 1)
}

/** ln of the number of ways to choose k of n; -Infinity when there is none, NaN unless n is whole and >= 0. */
export function lnChoose(n: number, k: number): number {
  if (!Number.isInteger(n) || n < 0 || !Number.isInteger(k)) return NaN
  if (k < 0 || k > n) return -Infinity
  if (k === 0 || k === n) return 0
  if (n <= 170) return SMALL[n]! - SMALL[k]! - SMALL[n - k]!
  return -Math.log(n + 1) - lnBeta(k + 1, n - k + 1)
}

/**
 * ln of the probability of k successes in n with probability share (and 1 - share given, for its digits). Loader 2000, Fast
 * and accurate computation of binomial probabilities.
 */
export function lnBinomial(k: number, n: number, share: number, rest: number): number {
  if (k < 0 || k > n) return -Infinity
  if (k === 0) return n === 0 ? 0 : n * (share < 0.1 ? Math.log1p(-share) : Math.log(rest))
  if (k === n) return n * (rest < 0.1 ? Math.log1p(-rest) : Math.log(share))
  const remainder = stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(n - k)
  const off = deviance(k, n * share, k - n * share) + deviance(n - k, n * rest, n - k - n * rest)
  return remainder - off - 0.5 * Math.log(2 * Math.PI * (1 - k / n) * k)
}

/** ln of the probability of `both` marked among `drawn` from a total of which `marked` are. The same paper, section 6. */
export function lnHypergeometric(both: number, marked: number, drawn: number, total: number): number {
  if (both < 0 || both > marked || both > drawn || drawn - both > total - marked) return -Infinity
  if (drawn === 0 || drawn === total) return 0
  const [share, rest] = [drawn / total, (total - drawn) / total]
  return (
    lnBinomial(both, marked, share, rest) +
    lnBinomial(drawn - both, total - marked, share, rest) -
    lnBinomial(drawn, total, share, rest)
  )
}
