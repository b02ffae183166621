// Student's t: tests of means and coefficients. Any real number of degrees of freedom, Infinity for the normal law.
import { betaPower, betaTailsAt, lnBeta } from './beta.ts'
import { normalQuantile, normalUpper } from './normal.ts'
import { rootOfTail } from './root.ts'

/** P(T < t). NaN unless df > 0. */
export const tLower = (t: number, df: number): number => tUpper(-t, df)

/** P(T > t), with relative accuracy for t > 0. */
export function tUpper(t: number, df: number): number {
  if (t < 0) return 1 - tUpper(-t, df)
  return 0.5 * tTwoSided(t, df)
}

/** P(|T| > |t|): the p-value of a two-sided test. Abramowitz and Stegun 1964, 26.7.1. */
export function tTwoSided(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) return NaN
  if (df === Infinity) return 2 * normalUpper(Math.abs(t))
  const { x, y } = shares(Math.abs(t), df)
  if (x > 1e-290 || t === 0) return betaTailsAt(x, y, df / 2, 0.5).lower
  // The share itself would be 0 as a double; its power need not be.
  const lnShare = Math.log(df) - 2 * Math.log(Math.abs(t))
  return Math.exp((df / 2) * lnShare - Math.log(df / 2) - lnBeta(df / 2, 0.5))
}

/** df/(df + t²) and its complement. */
function shares(t: number, df: number): { x: number; y: number } {
  const ratio = (t / df) * t
  return ratio < 1
    ? { x: 1 / (1 + ratio), y: ratio / (1 + ratio) }
    : { x: 1 / ratio / (1 + 1 / ratio), y: 1 / (1 + 1 / ratio) }
}

/** t with P(T < t) = p. 0 and 1 give the infinities. */
export function tQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NaN
  if (p === 0.5) return 0
  if (p === 0 || p === 1 || df === Infinity) return normalQuantile(p)
  const sign = p < 0.5 ? -1 : 1
  const outside = p < 0.5 ? 2 * p : 2 * (1 - p)
  // In the middle the part inside ±t is the small one, and keeps the digits.
  const inside = outside > 0.5
  const target = inside ? Math.abs(2 * p - 1) : outside
  const lnT = rootOfTail(
    Math.log(target),
    !inside,
    (u) => {
      const at = Math.exp(u)
      const { x, y } = shares(at, df)
      const isFar = x <= 1e-290
      const tail = inside && !isFar ? betaTailsAt(x, y, df / 2, 0.5).upper : tTwoSided(at, df)
      // Far out the tail is a power of t.
      const slope = isFar ? df * tail : 2 * betaPower(x, y, df / 2, 0.5)
      return { tail: inside && isFar ? 1 - tail : tail, slope }
    },
    Math.log(Math.abs(normalQuantile(p))),
  )
  return sign * Math.exp(lnT)
}
