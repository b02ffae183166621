// The chi-square law: tables of counts and fit of models.
import { gammaPower, gammaTails } from './gamma.ts'
import { rootOfTail } from './root.ts'

/** P(X > x), with relative accuracy. NaN unless df > 0. */
export const chiUpper = (x: number, df: number): number => gammaTails(df / 2, x / 2).upper

/** P(X < x), with relative accuracy. */
export const chiLower = (x: number, df: number): number => gammaTails(df / 2, x / 2).lower

/** x with P(X < x) = p. 0 gives 0 and 1 gives Infinity. */
export function chiQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NaN
  if (p === 0) return 0
  if (p === 1 || df === Infinity) return Infinity
  const below = p <= 0.5
  const root = rootOfTail(
    Math.log(below ? p : 1 - p),
    !below,
    (u) => {
      // Relative to df: for large df the root is near 0 and keeps its digits.
      const x = (df / 2) * Math.exp(u)
      const tails = gammaTails(df / 2, x)
      return { tail: below ? tails.lower : tails.upper, slope: gammaPower(df / 2, x) }
    },
    0,
  )
  return df * Math.exp(root)
}
