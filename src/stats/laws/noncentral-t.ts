// Noncentral t: the interval of a standardised difference (Hedges g) is found by inverting it. By quadrature over the
// estimated standard deviation rather than the usual series, which loses its digits from a noncentrality of about 37.
import { chiMixture, mixtureDensity, mixtureReach, type ChiMixture } from './chi-mixture.ts'
import { gammaTails, type Tails } from './gamma.ts'
import { gaussLegendre } from './gauss-legendre.ts'
import { normalLower, normalQuantile, normalUpper } from './normal.ts'
import { rootBetween } from './root.ts'
import { tLower } from './t.ts'

const RULE = gaussLegendre(24)
/** In this many standard deviations the normal law is 0 or 1 as a double. */
const WIDE = 38.6
const MOST_PANELS = 5_000

/** P(T < t) for noncentrality ncp. NaN unless df > 0; Infinity is the shifted normal law. */
export const noncentralTLower = (t: number, df: number, ncp: number): number => tails(t, df, ncp).lower

/** P(T > t) for noncentrality ncp. */
export const noncentralTUpper = (t: number, df: number, ncp: number): number => tails(t, df, ncp).upper

/** T = (Z + ncp)/S with S² a mean square: P(T < t) is the mean of Φ(tS - ncp) over S. Johnson and Welch 1940, Biometrika 31:362. */
function tails(t: number, df: number, ncp: number): Tails {
  if (!(df > 0) || Number.isNaN(t) || !Number.isFinite(ncp)) return { lower: NaN, upper: NaN }
  if (t < 0) {
    const { lower, upper } = tails(-t, df, -ncp)
    return { lower: upper, upper: lower }
  }
  if (t === 0) return { lower: normalLower(-ncp), upper: normalUpper(-ncp) }
  if (t === Infinity) return { lower: 1, upper: 0 }
  if (df === Infinity) return { lower: normalLower(t - ncp), upper: normalUpper(t - ncp) }
  if (ncp === 0) return { lower: tLower(t, df), upper: tLower(-t, df) }
  return mixed(t, df, ncp)
}

/** Quadrature where Φ(ts - ncp) is neither 0 nor 1; outside, the law of s itself. */
function mixed(t: number, df: number, ncp: number): Tails {
  const mixture = chiMixture(df)
  const low = logSquare((ncp - WIDE) / t)
  const high = logSquare((ncp + WIDE) / t)
  // e^-100: far smaller than any tail one looks at here.
  const from = Math.max(low, mixtureReach(mixture, -1, 100))
  const to = Math.min(high, mixtureReach(mixture, 1, 100))
  const inside = from < to ? between(mixture, t, ncp, from, to) : { lower: 0, upper: 0 }
  const below = low > -Infinity ? gammaTails(df / 2, (df / 2) * Math.exp(low)).lower : 0
  const above = high > -Infinity ? gammaTails(df / 2, (df / 2) * Math.exp(high)).upper : 1
  return { lower: Math.min(1, inside.lower + above), upper: Math.min(1, inside.upper + below) }
}

const logSquare = (s: number): number => (s > 0 ? 2 * Math.log(s) : -Infinity)

/** Panels no wider than either the density or the step of Φ, from the right; each with 24 points. */
function between(mixture: ChiMixture, t: number, ncp: number, from: number, to: number): Tails {
  const widest = Math.min(2, 3 / Math.sqrt(mixture.shape))
  let lower = 0
  let upper = 0
  let right = to
  for (let panel = 0; panel < MOST_PANELS && right > from; panel++) {
    const left = Math.max(from, right - Math.min(widest, 6 / (t * Math.exp(right / 2))))
    const half = (right - left) / 2
    const middle = (right + left) / 2
    for (let i = 0; i < RULE.points.length; i++) {
      const w = middle + half * RULE.points[i]!
      const weight = RULE.weights[i]! * half * mixtureDensity(mixture, w)
      const z = t * Math.exp(w / 2) - ncp
      lower += weight * normalLower(z)
      upper += weight * normalUpper(z)
    }
    right = left
  }
  return { lower, upper }
}

/**
 * The interval of the noncentrality: the two values for which an observed t lies at the upper and at the lower
 * (1 - level)/2 point of its law. Steiger and Fouladi 1997. NaN, NaN when t is not a number.
 */
export function noncentralLimits(t: number, df: number, level = 0.95): [number, number] {
  if (!Number.isFinite(t) || !(df > 0) || !(level > 0 && level < 1)) return [NaN, NaN]
  const tail = (1 - level) / 2
  return [limit(t, df, tail, -1), limit(t, df, tail, 1)]
}

/** On the scale of z the tail is nearly a straight line in the noncentrality. */
function limit(t: number, df: number, tail: number, side: 1 | -1): number {
  const wanted = normalQuantile(tail)
  const gap = (ncp: number): number => {
    const p = side < 0 ? noncentralTUpper(t, df, ncp) : noncentralTLower(t, df, ncp)
    return Math.max(-40, Math.min(40, normalQuantile(p))) - wanted
  }
  const spread = -wanted * Math.sqrt(1 + (t / df) * (t / 2))
  let inner = t
  let outer = t + side * 1.5 * spread
  for (let reach = 1; gap(outer) > 0; reach *= 2) {
    if (reach > 1e6) return NaN
    inner = outer
    outer += side * reach * spread
  }
  for (let reach = 1; gap(inner) < 0; reach *= 2) {
    if (reach > 1e6) return NaN
    outer = inner
    inner -= side * reach * spread
  }
  return rootBetween(gap, inner, outer, 1e-13 * (1 + Math.abs(t)))
}
