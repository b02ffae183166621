// A regression whose standard errors allow for pupils of one school being alike.
import { allOrNull, Issues, type Answer } from '../answer.ts'
import { tQuantile, tTwoSided } from '../laws/t.ts'
import { clustered, FEW_CLUSTERS } from '../schools/clustered.ts'
import type { Columns } from '../shape.ts'
import { clusterErrors, clusterSums, NO_ERRORS } from './cluster-covariance.ts'
import { regression } from './design.ts'
import { wildBootstrapP } from './wild-bootstrap.ts'

type Input = {
  readonly columns: Columns
  readonly outcome: string
  readonly cluster: string
  readonly covariates: readonly string[]
}

/**
 * Ordinary least squares; vectors are the intercept and then the covariates. p and the 95% interval of CR1 from t with
 * clusters - 1 df; seCR2 has df of its own. `pWild` (wild cluster bootstrap, every pattern of signs) is there below 10
 * clusters. Rows with anything missing are left out; a covariate that the others explain has null. Standard errors by
 * cluster need two clusters; CR1 more rows than coefficients.
 * Source: as clusterErrors and wildBootstrapP.
 */
export function clusterRobust(input: Input): Answer {
  const issues = new Issues()
  const { y, x, of, names } = clustered(input.columns, input, issues)
  const { df, rank, pWild, ...byCoefficient } = clusterRobustOf(y, x, of, names.length, issues)
  return {
    ...Object.fromEntries(Object.entries(byCoefficient).map(([key, values]) => [key, allOrNull(values)])),
    pWild: pWild ? allOrNull(pWild) : null,
    df: df > 0 ? df : null,
    clusters: names.length,
    n: y.length,
    rank,
    issues: issues.list,
  }
}

export type ClusterRobust = {
  /** Intercept first, as all vectors; NaN for a covariate that the ones before it explain. */
  readonly coef: readonly number[]
  readonly seOls: readonly number[]
  readonly seCR0: readonly number[]
  readonly seCR1: readonly number[]
  readonly tCR1: readonly number[]
  readonly pCR1: readonly number[]
  readonly ciLowCR1: readonly number[]
  readonly ciHighCR1: readonly number[]
  readonly seCR2: readonly number[]
  readonly dfCR2: readonly number[]
  readonly pCR2: readonly number[]
  /** Below 10 clusters only. */
  readonly pWild: readonly number[] | undefined
  readonly df: number
  readonly rank: number
}

/** The same on typed arrays, `of` each row's cluster, 0 to clusters - 1. Nothing may be missing; NaN is not defined. */
export function clusterRobustOf(
  y: Float64Array,
  x: readonly Float64Array[],
  of: Int32Array,
  clusters: number,
  issues: Issues = new Issues(),
): ClusterRobust {
  const model = regression(y, x, issues)
  const sums = model ? clusterSums(model, of, clusters) : undefined
  const rank = model?.kept.length ?? 0
  if (model && y.length <= rank) issues.add('too-few-cases')
  const contrasts = model?.contrasts ?? Array.from({ length: x.length + 1 }, () => undefined)
  const errors = sums ? clusterErrors(sums, contrasts, rank) : contrasts.map(() => NO_ERRORS)
  if (errors.some(({ cr0 }) => cr0 === 0)) issues.add('zero-variance')
  const coef = contrasts.map((one) => (one ? one.value * one.unit : NaN))
  if (contrasts.some((one, j) => one && !Number.isFinite(coef[j]))) issues.add('out-of-range')
  const df = clusters - 1
  const t = coef.map((value, j) => value / errors[j]!.cr1)
  const half = errors.map(({ cr1 }) => tQuantile(0.975, df) * cr1)
  const isFew = sums !== undefined && clusters < FEW_CLUSTERS
  return {
    coef,
    seOls: errors.map(({ ols }) => ols),
    seCR0: errors.map(({ cr0 }) => cr0),
    seCR1: errors.map(({ cr1 }) => cr1),
    tCR1: t,
    pCR1: t.map((one) => pOf(one, df)),
    ciLowCR1: coef.map((value, j) => value - half[j]!),
    ciHighCR1: coef.map((value, j) => value + half[j]!),
    seCR2: errors.map(({ cr2 }) => cr2),
    dfCR2: errors.map(({ dfCr2 }) => dfCr2),
    pCR2: coef.map((value, j) => pOf(value / errors[j]!.cr2, errors[j]!.dfCr2)),
    pWild: isFew ? contrasts.map((one) => (one ? wildBootstrapP(sums, one) : NaN)) : undefined,
    df,
    rank,
  }
}

/** Without a finite t there is nothing to test. */
export const pOf = (t: number, df: number): number => (Number.isFinite(t) ? tTwoSided(t, df) : NaN)
