// Schools on a common footing: how much they differ beyond chance, and what is believed of each when a small school's mean
// is drawn towards the rest.
import { allOrNull, Issues, orNull, type Answer } from '../answer.ts'
import { tQuantile, tTwoSided } from '../laws/t.ts'
import type { Columns } from '../shape.ts'
import { clustered, sizesOf } from './clustered.ts'
import { fitRandomIntercept } from './reml.ts'

/**
 * A random intercept per school by REML. `coef` and `se` begin with the intercept; `blup`, `blupSe`, `shrinkage` and
 * `clusterSizes` follow `clusterNames` (numbers by size, words as words); blupSe takes the estimated variances and
 * coefficients as known. Rows with anything missing are left out. A variance between schools of 0 is answered as 0, with
 * the issues zero-variance and no-variation. A covariate that the others explain has null, as in lme4. Needs two schools and
 * more pupils than schools.
 * Source: Laird & Ware (1982), Biometrics 38(4), 963-974; Harville (1977), JASA 72(358), 320-338.
 */
export function randomIntercept(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly cluster: string
  readonly covariates: readonly string[]
}): Answer {
  const issues = new Issues()
  const { y, x, of, names } = clustered(input.columns, input, issues)
  const fit = fitRandomIntercept(y, x, of, names.length, issues)
  const coef = fit?.coef ?? new Float64Array(x.length + 1).fill(NaN)
  const se = fit?.se ?? new Float64Array(x.length + 1).fill(NaN)
  const bySchool = (values: Float64Array | undefined): readonly (number | null)[] =>
    allOrNull(values ?? new Float64Array(names.length).fill(NaN))
  return {
    intercept: orNull(coef[0]!),
    interceptSe: orNull(se[0]!),
    coef: allOrNull(coef),
    se: allOrNull(se),
    varianceSchool: orNull(fit?.varianceSchool ?? NaN),
    varianceResidual: orNull(fit?.varianceResidual ?? NaN),
    icc: orNull(fit?.icc ?? NaN),
    remlDeviance: orNull(fit?.remlDeviance ?? NaN),
    blup: bySchool(fit?.blup),
    blupSe: bySchool(fit?.blupSe),
    shrinkage: bySchool(fit?.shrinkage),
    clusterNames: names,
    clusterSizes: sizesOf(of, names.length),
    clusters: names.length,
    n: y.length,
    issues: issues.list,
  }
}

/**
 * Two groups of pupils, or of schools, compared with a random intercept per school: coded 0 and 1 (or false and true), and
 * the difference is 1 minus 0. It does not matter whether schools are wholly in one group. p and the 95% interval from t
 * with Satterthwaite's degrees of freedom.
 * Source: as randomIntercept; degrees of freedom by Giesbrecht & Burns (1985), Biometrics 41(2), 477-486.
 */
export function multilevelComparison(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly cluster: string
  readonly group: string
}): Answer {
  const issues = new Issues()
  const { y, x, of, names } = clustered(input.columns, { ...input, covariates: [input.group] }, issues)
  const [group] = x as readonly [Float64Array]
  const ones = group.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0)
  const isCoded = group.every((value) => value === 0 || value === 1)
  if (!isCoded) issues.add('out-of-range')
  else if (y.length > 0 && (ones === 0 || ones === y.length)) issues.add('too-few-groups')
  const isPossible = isCoded && ones > 0 && ones < y.length
  const fit = isPossible ? fitRandomIntercept(y, x, of, names.length, issues) : undefined
  const difference = fit?.coef[1] ?? NaN
  const se = fit?.se[1] ?? NaN
  const df = fit?.df(1) ?? NaN
  const t = difference / se
  const half = tQuantile(0.975, df) * se
  return {
    difference: orNull(difference),
    se: orNull(se),
    t: orNull(t),
    df: orNull(df),
    p: orNull(tTwoSided(t, df)),
    ciLow: orNull(difference - half),
    ciHigh: orNull(difference + half),
    intercept: orNull(fit?.coef[0] ?? NaN),
    varianceSchool: orNull(fit?.varianceSchool ?? NaN),
    varianceResidual: orNull(fit?.varianceResidual ?? NaN),
    icc: orNull(fit?.icc ?? NaN),
    n0: y.length - ones,
    n1: ones,
    clusters: names.length,
    n: y.length,
    issues: issues.list,
  }
}
