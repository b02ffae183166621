// The incomplete beta integral with both tails: t and F stand on it. It is told x and 1 - x, because near 1 only the
// second still has digits.
import { clamp, deviance, lnGamma, signedRoot, stirlingRemainder, type Tails } from './gamma.ts'
import { normalUpper } from './normal.ts'

const LN_SQRT_2PI = 0.9189385332046728
const EPSILON = 2 ** -53
/** Beyond this the first terms of the uniform expansion are exact, and the continued fraction would be long. */
const HUGE = 1e9
const MOST_STEPS = 1_000_000
/** For the second tail, which may also be had by subtraction. */
const FEW_STEPS = 20_000

/** ln B(a, b) for a, b > 0, without the cancellation of three large ln Γ. */
export function lnBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) return NaN
  const [small, large] = a < b ? [a, b] : [b, a]
  if (large < 10) return lnGamma(a) + lnGamma(b) - lnGamma(a + b)
  const remainder = stirlingRemainder(small) + stirlingRemainder(large) - stirlingRemainder(small + large)
  // (a+b) is left as a sum of logs: for a tiny first parameter a/b would be 0 and its log infinite.
  const lnShare = Math.log(small) - Math.log(large) - Math.log1p(small / large)
  return (
    LN_SQRT_2PI + remainder + small * lnShare - large * Math.log1p(small / large) - 0.5 * (lnShare + Math.log(large))
  )
}

/**
 * x^a y^b / B(a, b) with y = 1 - x: the slope of the lower tail on the scale of ln(x/y). As a saddle point (Loader 2000,
 * Fast and accurate computation of binomial probabilities).
 */
export function betaPower(x: number, y: number, a: number, b: number): number {
  if (x < 1e-290) return Math.exp(a * Math.log(x) - lnBeta(a, b))
  if (y < 1e-290) return Math.exp(b * Math.log(y) - lnBeta(a, b))
  const n = a + b
  const lambda = excess(x, y, a, b)
  const remainder = stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b)
  const exponent = remainder - deviance(a, n * x, lambda) - deviance(b, n * y, -lambda)
  return Math.sqrt((a / n) * b) * Math.exp(exponent - LN_SQRT_2PI)
}

/** a - (a+b)x, from the side that keeps its digits. */
const excess = (x: number, y: number, a: number, b: number): number => (a > b ? (a + b) * y - b : a - (a + b) * x)

/** Both tails of the beta law at x, each with relative accuracy. NaN for impossible parameters. */
export const betaTails = (x: number, a: number, b: number): Tails => betaTailsAt(x, 1 - x, a, b)

/**
 * The same, told y = 1 - x as well. Continued fraction of Didonato and Morris 1992 (TOMS 18:360, eq. 9); for two parameters
 * above 1e9 the uniform expansion of Temme 1992 (Gil, Segura and Temme 2007, Numerical Methods for Special Functions).
 */
export function betaTailsAt(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity) || Number.isNaN(x) || Number.isNaN(y))
    return { lower: NaN, upper: NaN }
  if (x <= 0) return { lower: 0, upper: 1 }
  if (y <= 0) return { lower: 1, upper: 0 }
  if (a > HUGE && b > HUGE) return uniform(x, y, a, b)
  if (x * (b + 1) <= y * (a + 1)) return smaller(x, y, a, b)
  const { lower, upper } = smaller(y, x, b, a)
  return { lower: upper, upper: lower }
}

/** For x below the middle: the lower tail by the fraction, the upper as the rest, or directly where little is left. */
function smaller(x: number, y: number, a: number, b: number): Tails {
  const power = betaPower(x, y, a, b)
  const lower = power * fraction(x, y, a, b, MOST_STEPS)
  const direct = lower > 0.95 ? power * fraction(y, x, b, a, FEW_STEPS) : NaN
  return { lower: Math.min(1, lower), upper: clamp(Number.isNaN(direct) ? 1 - lower : direct) }
}

/** NaN if it has not settled in that many steps. */
function fraction(x: number, y: number, a: number, b: number, most: number): number {
  const lambda = excess(x, y, a, b)
  const first = (a + 1) / (a * (1 + lambda))
  // The last two convergents, scaled so that the denominator of the last is 1.
  let value = first
  let before = 0
  let scale = first
  let still = 0
  for (let n = 1; n < most && still < 2; n++) {
    const w = (n / (a + 2 * n - 1)) * (b - n) * x
    const alpha = ((a + n - 1) / (a + 2 * n - 1)) * ((a + b + n - 1) * x) * w
    const beta = n + w + ((a + n) / (a + 2 * n + 1)) * (lambda + 1 + n * (1 + y))
    const bottom = alpha * scale + beta
    const next = (alpha * before + beta * value) / bottom
    still = Math.abs(next - value) <= 2 * EPSILON * Math.abs(next) ? still + 1 : 0
    before = value / bottom
    scale = 1 / bottom
    value = next
  }
  return still === 2 ? value : NaN
}

function uniform(x: number, y: number, a: number, b: number): Tails {
  const n = a + b
  const lambda = excess(x, y, a, b)
  const half = (deviance(a, n * x, lambda) + deviance(b, n * y, -lambda)) / n
  const eta = signedRoot(half, -lambda)
  const spread = Math.sqrt((a / n) * (b / n))
  // Near the centre the difference below is its limit, a third of the skewness.
  const first = Math.abs(eta) < 1e-5 ? (a / n - b / n) / (3 * spread) : -1 / eta - (spread * n) / lambda
  const z = eta * Math.sqrt(n)
  const rest = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI * n)) * first
  return { lower: clamp(normalUpper(-z) + rest), upper: clamp(normalUpper(z) - rest) }
}
