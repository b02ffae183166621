// The gamma function on the log scale and the incomplete gamma integral with both tails: chi-square stands on it. The
// densities are written as a saddle point (a deviance and Stirling's remainder), so that large parameters cancel nothing.
import { normalUpper } from './normal.ts'

const LN_SQRT_2PI = 0.9189385332046728
const EPSILON = 2 ** -53
/** Beyond this the first terms of the uniform expansion are exact to the last digit, and a series would be long. */
const HUGE = 1e10
const MOST_STEPS = 2_000_000

/** Bernoulli's numbers over 2k(2k-1): Stirling's series for the remainder. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]

/**
 * What Stirling's formula lacks: ln Γ(x) - (x - 1/2) ln x + x - ln √(2π), for x > 0, to about 1e-16 absolute. It falls like
 * 1/(12x). Abramowitz and Stegun 1964, 6.1.41; small x by the recurrence.
 */
export function stirlingRemainder(x: number): number {
  let shifted = x
  let added = 0
  while (shifted < 16) {
    added += (shifted + 0.5) * (Math.log(shifted + 1) - Math.log(shifted)) - 1
    shifted++
  }
  if (shifted > 1e17) return added
  const inverse = 1 / shifted
  const square = inverse * inverse
  let sum = 0
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * square + STIRLING[k]!
  return added + sum * inverse
}

/** k (k+1) ... of so many factors. */
function rising(k: number, factors: number): number {
  let product = 1
  for (let i = 0; i < factors; i++) product *= k + i
  return product
}

/** ζ(k) - 1 for k = 2..40, by Euler and Maclaurin from the twentieth term. */
const ZETA_LESS_ONE = Float64Array.from({ length: 39 }, (_, at) => {
  const k = at + 2
  const from = 20
  let sum = from ** (1 - k) / (k - 1) + from ** -k / 2 + (k * from ** (-k - 1)) / 12
  sum -= (rising(k, 3) * from ** (-k - 3)) / 720
  sum += (rising(k, 5) * from ** (-k - 5)) / 30240
  sum -= (rising(k, 7) * from ** (-k - 7)) / 1_209_600
  sum += (rising(k, 9) * from ** (-k - 9)) / 47_900_160
  for (let j = from - 1; j >= 2; j--) sum += j ** -k
  return sum
})
const ONE_LESS_EULER = 1 - 0.5772156649015329

/** ln Γ(x) for x > 0, NaN otherwise. Near 1 and 2, where it is zero, by its Taylor series (Abramowitz and Stegun 6.1.33). */
export function lnGamma(x: number): number {
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  if (x < 0.5) return lnGamma(x + 1) - Math.log(x)
  if (x <= 1.5) return lnGammaNearTwo(x - 1) - Math.log1p(x - 1)
  if (x <= 2.5) return lnGammaNearTwo(x - 2)
  return (x - 0.5) * Math.log(x) - x + LN_SQRT_2PI + stirlingRemainder(x)
}

function lnGammaNearTwo(e: number): number {
  let sum = 0
  for (let k = 40; k >= 2; k--) sum = (sum + ZETA_LESS_ONE[k - 2]! / k) * -e
  // The sum above is Σ ζ'(-e)^(k-1)/k with k from 2: one more factor of -e makes it the series.
  return ONE_LESS_EULER * e - sum * e
}

/**
 * x ln(x/m) + m - x for x, m > 0, given also x - m: the deviance of a count x with mean m. Loader 2000, Fast and accurate
 * computation of binomial probabilities, section 3.
 */
export function deviance(x: number, mean: number, difference: number): number {
  if (Math.abs(difference) >= 0.1 * (x + mean)) {
    const ratio = x / mean
    const ln = ratio > 0 && ratio < Infinity ? Math.log(ratio) : Math.log(x) - Math.log(mean)
    return x * ln - difference
  }
  const v = difference / (x + mean)
  let sum = difference * v
  let term = 2 * x * v
  for (let j = 1; j < 1000; j++) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

/** x^a e^-x / Γ(a): the slope of the lower tail on the scale of ln x. a > 0, x > 0, both finite. */
export function gammaPower(a: number, x: number): number {
  // Below, a/x would overflow; there e^-x is 1 and the power alone counts.
  if (x < 1e-290) return Math.exp(a * Math.log(x) - lnGamma(a))
  return Math.sqrt(a) * Math.exp(-LN_SQRT_2PI - stirlingRemainder(a) - deviance(a, x, a - x))
}

export type Tails = { readonly lower: number; readonly upper: number }

/**
 * Both tails of the gamma law with shape a at x, each with relative accuracy. Series below a + 1, continued fraction above
 * (Abramowitz and Stegun 6.5.29, 6.5.31); for a above 1e10 Temme's uniform expansion (1979, SIAM J Math Anal 10:757).
 */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return { lower: NaN, upper: NaN }
  if (x <= 0 || a === Infinity) return { lower: 0, upper: 1 }
  if (x === Infinity) return { lower: 1, upper: 0 }
  if (a > HUGE) return uniformGamma(a, x)
  const power = gammaPower(a, x)
  if (x >= a + 1) {
    const upper = power * upperFraction(a, x)
    return { lower: 1 - upper, upper }
  }
  const lower = (power / a) * lowerSeries(a, x)
  // A very small shape has nearly all of its mass below: then what is above is not 1 minus it.
  const upper = lower <= 0.95 ? 1 - lower : x < 1 ? upperSeries(a, x) : power * upperFraction(a, x)
  return { lower: Math.min(lower, 1), upper }
}

function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < MOST_STEPS; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * EPSILON * 0.1) break
  }
  return sum
}

/** 1 - x^a/Γ(a+1) (1 + Σ a(-x)^n/(n!(a+n))), for small a and x: nothing in it cancels. Abramowitz and Stegun 6.5.29. */
function upperSeries(a: number, x: number): number {
  const lnLead = a * Math.log(x) - lnGamma(a + 1)
  let term = 1
  let sum = 0
  for (let n = 1; n < 200; n++) {
    term *= -x / n
    const next = sum + (a * term) / (a + n)
    if (next === sum) break
    sum = next
  }
  return -Math.expm1(lnLead) - Math.exp(lnLead) * sum
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = Infinity
  let d = 1 / b
  let h = d
  for (let n = 1; n < MOST_STEPS; n++) {
    const top = -n * (n - a)
    b += 2
    d = 1 / (top * d + b)
    c = b + top / c
    const step = c * d
    h *= step
    if (Math.abs(step - 1) < EPSILON * 2) break
  }
  return h
}

function uniformGamma(a: number, x: number): Tails {
  const eta = signedRoot(deviance(a, x, a - x) / a, x - a)
  const mu = (x - a) / a
  const first = Math.abs(eta) < 1e-3 ? -1 / 3 + eta / 12 - (2 * eta * eta) / 135 : 1 / mu - 1 / eta
  const z = eta * Math.sqrt(a)
  const rest = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI * a)) * first
  return { lower: clamp(normalUpper(-z) - rest), upper: clamp(normalUpper(z) + rest) }
}

/** √(2 half), with the sign of `like`. */
export const signedRoot = (half: number, like: number): number => Math.sqrt(Math.max(0, 2 * half)) * Math.sign(like)
export const clamp = (p: number): number => Math.min(1, Math.max(0, p))
