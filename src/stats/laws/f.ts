// The F law: analysis of variance and Feldt's interval of alpha. Infinite degrees of freedom are the chi-square limit.
import { betaPower, betaTailsAt, lnBeta } from './beta.ts'
import { chiLower, chiQuantile, chiUpper } from './chi-square.ts'
import type { Tails } from './gamma.ts'
import { rootOfTail } from './root.ts'

/** P(F > f), with relative accuracy. NaN unless both df > 0. */
export const fUpper = (f: number, df1: number, df2: number): number => fTails(f, df1, df2).upper

/** P(F < f), with relative accuracy. */
export const fLower = (f: number, df1: number, df2: number): number => fTails(f, df1, df2).lower

/** Abramowitz and Stegun 1964, 26.6.2. */
function fTails(f: number, df1: number, df2: number): Tails {
  if (!(df1 > 0 && df2 > 0) || Number.isNaN(f)) return { lower: NaN, upper: NaN }
  if (f <= 0) return { lower: 0, upper: 1 }
  if (f === Infinity) return { lower: 1, upper: 0 }
  if (df1 === Infinity && df2 === Infinity) return f < 1 ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 }
  if (df2 === Infinity) return { lower: chiLower(df1 * f, df1), upper: chiUpper(df1 * f, df1) }
  if (df1 === Infinity) return { lower: chiUpper(df2 / f, df2), upper: chiLower(df2 / f, df2) }
  const lnRatio = Math.log(f) + Math.log(df1) - Math.log(df2)
  // The share would be 0 as a double; its power need not be.
  if (lnRatio > 660) {
    const upper = leading(-lnRatio, df2 / 2, df1 / 2)
    return { lower: 1 - upper, upper }
  }
  if (lnRatio < -660) {
    const lower = leading(lnRatio, df1 / 2, df2 / 2)
    return { lower, upper: 1 - lower }
  }
  const { x, y } = shares((df1 / df2) * f)
  return betaTailsAt(x, y, df1 / 2, df2 / 2)
}

const leading = (lnX: number, a: number, b: number): number =>
  Math.min(1, Math.exp(a * lnX - Math.log(a) - lnBeta(a, b)))

/** ratio/(1 + ratio) and its complement. */
const shares = (ratio: number): { x: number; y: number } =>
  ratio < 1
    ? { x: ratio / (1 + ratio), y: 1 / (1 + ratio) }
    : { x: 1 / (1 + 1 / ratio), y: 1 / ratio / (1 + 1 / ratio) }

/** f with P(F < f) = p. 0 gives 0 and 1 gives Infinity. */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p <= 1) || !(df1 > 0 && df2 > 0)) return NaN
  if (p === 0) return 0
  if (p === 1) return Infinity
  if (df1 === Infinity && df2 === Infinity) return 1
  if (df2 === Infinity) return chiQuantile(p, df1) / df1
  // 1 - p has no more digits than p: the upper tail of the reciprocal is solved by its lower probability instead.
  if (df1 === Infinity) return df2 / chiQuantile(1 - p, df2)
  const below = p <= 0.5
  const u = rootOfTail(
    Math.log(below ? p : 1 - p),
    !below,
    (lnF) => {
      const { x, y } = shares((df1 / df2) * Math.exp(lnF))
      const tails = betaTailsAt(x, y, df1 / 2, df2 / 2)
      return { tail: below ? tails.lower : tails.upper, slope: betaPower(x, y, df1 / 2, df2 / 2) }
    },
    0,
  )
  return Math.exp(u)
}
