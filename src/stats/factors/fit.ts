// How well a factor model reproduces the correlations, in the figures that reports give.
import { chiUpper } from '../laws/chi-square.ts'
import { inverseOf, lnDeterminant } from '../matrix/cholesky.ts'
import { copied, times, transposed, type Matrix } from '../matrix/matrix.ts'

/** NaN for what is not defined. */
export type Fit = {
  /** Negative where the model has more free numbers than there are correlations. */
  readonly df: number
  readonly chi2: number
  readonly p: number
  /** Root mean square of the residual correlations off the diagonal. */
  readonly rmsr: number
  readonly rmsea: number
  /** Sum of squared residuals off the diagonal, each pair once. */
  readonly residual: number
}

/**
 * The fit of LPhiL' with a diagonal of ones. chi2 needs a positive definite r and n (NaN: unknown); p and rmsea need df > 0.
 * Source: Bartlett (1951), Biometrika 38, 337-344 (the multiplier); Lawley & Maxwell (1971), Factor analysis as a
 * statistical method, section 4.4; Steiger & Lind (1980) for rmsea.
 */
export function fitOf(r: Matrix, n: number, loadings: Matrix, phi: Matrix): Fit {
  const p = r.rows
  const k = loadings.columns
  const model = copied(times(times(loadings, phi), transposed(loadings)))
  let residual = 0
  for (let i = 0; i < p; i++) {
    model.at[i * p + i] = 1
    for (let j = 0; j < i; j++) residual += (r.at[i * p + j]! - model.at[i * p + j]!) ** 2
  }
  const df = (p * (p - 1)) / 2 - p * k + (k * (k - 1)) / 2
  const multiplier = n - 1 - (2 * p + 5) / 6 - (2 * k) / 3
  const chi2 = multiplier > 0 ? multiplier * Math.max(0, distance(r, model)) : NaN
  return {
    df,
    chi2,
    p: df > 0 ? chiUpper(chi2, df) : NaN,
    rmsr: Math.sqrt((2 * residual) / (p * (p - 1))),
    rmsea: df > 0 ? Math.sqrt(Math.max(0, (chi2 - df) / (df * (n - 1)))) : NaN,
    residual,
  }
}

/** ln|M| - ln|R| + tr(R M^-1) - p; NaN when either is not positive definite. */
function distance(r: Matrix, model: Matrix): number {
  const ofR = lnDeterminant(r)
  const ofModel = lnDeterminant(model)
  const inverse = inverseOf(model)
  if (ofR === undefined || ofModel === undefined || !inverse) return NaN
  let trace = 0
  for (let at = 0; at < r.at.length; at++) trace += r.at[at]! * inverse.at[at]!
  return ofModel - ofR + trace - r.rows
}
