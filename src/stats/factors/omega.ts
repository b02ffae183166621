// McDonald's omega: how much of a sum score is what the items have in common, and how much one general dimension alone.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { covarianceMatrix } from '../correlations/matrix-of.ts'
import { diagonal, fromRows, matrix, times, toRows, type Matrix } from '../matrix/matrix.ts'
import { efaOf } from './efa.ts'
import { extracted } from './extract.ts'
import { correlated, type CorrelatedInput } from './reading.ts'

export type OmegaOptions = {
  readonly nFactors?: number | undefined
  readonly extraction?: 'minres' | 'ml'
  /** Correlations, or the items in their own units. */
  readonly metric?: 'standardised' | 'raw'
}
type Shown = {
  readonly omegaTotal: Maybe
  readonly omegaHierarchical: Maybe
  /** By item: the loading on the general factor. */
  readonly generalLoadings: readonly Maybe[]
  /** The oblique pattern, items x factors. */
  readonly loadings: readonly (readonly Maybe[])[] | null
  /** What the group factors add to the general one, items x factors (Schmid-Leiman). */
  readonly groupLoadings: readonly (readonly Maybe[])[] | null
  readonly phi: readonly (readonly Maybe[])[] | null
  readonly uniqueness: readonly Maybe[]
  readonly nFactors: number
  readonly heywoodItems: readonly string[]
}
export type Omega = Answer & Shown & { readonly constantItems: readonly string[] }

const BOUND = 0.005

/**
 * Omega total, 1 less the uniquenesses over the variance of the sum, and hierarchical, the share of one general factor, from
 * an oblimin solution with `nFactors` (usually 3, or as many as so few items can bear). Items are taken as they are keyed: where
 * the general loadings have both signs, it says reverse-keyed. With metric `raw` loadings, uniquenesses and the sum are
 * in the items' own units. With two factors their general loadings are taken as equal, since
 * one correlation does not tell them apart (not-identified).
 * Source: McDonald (1999), Test theory, chapter 6; Schmid & Leiman (1957), Psychometrika 22, 53-61; Zinbarg, Revelle, Yovel
 * & Li (2005), Psychometrika 70, 123-133.
 */
export function omega(input: CorrelatedInput, options: OmegaOptions = {}): Omega {
  const issues = new Issues()
  const { r, n, items, constantItems, complete } = correlated(input, issues)
  const { extraction = 'minres', metric = 'standardised' } = options
  const nFactors = options.nFactors ?? bearable(items.length)
  const outcome = complete ? efaOf(r, n, { nFactors, extraction, rotation: 'oblimin' }) : undefined
  // A general fit is not asked here, and whether the model's own can be tested is no matter for omega.
  issues.add(
    ...(outcome?.issues ?? []).filter((one) => one !== 'not-identified' && (one !== 'no-data' || !outcome?.factors)),
  )
  if (!outcome?.factors) return { ...unanswered(items.length, nFactors), constantItems, issues: issues.list }
  const { loadings, phi, uniqueness, heywood } = outcome.factors
  const { scale, covariance } =
    metric === 'raw' ? unitsOf(input, items) : { scale: new Float64Array(items.length).fill(1), covariance: r }
  const second = generalOf(phi, issues)
  const general = times(loadings, matrix(nFactors, 1, second)).at.map((one, i) => one * scale[i]!)
  const unique = uniqueness.map((one, i) => one * scale[i]! ** 2)
  const variance = sum(covariance.at)
  if (!(variance <= Number.MAX_VALUE)) issues.add('out-of-range')
  else if (!(variance > 0)) issues.add('no-variation')
  if (!(variance > 0 && variance <= Number.MAX_VALUE))
    return { ...unanswered(items.length, nFactors), constantItems, issues: issues.list }
  const turn = sum(general) < 0 ? -1 : 1
  if (general.some((one) => one * turn < 0)) issues.add('reverse-keyed')
  return {
    omegaTotal: orNull(1 - sum(unique) / variance),
    omegaHierarchical: orNull(sum(general) ** 2 / variance),
    generalLoadings: allOrNull(general.map((one) => one * turn)),
    loadings: toRows(inUnits(loadings, scale)),
    groupLoadings: toRows(inUnits(groupsOf(loadings, second), scale)),
    phi: toRows(phi),
    uniqueness: allOrNull(unique),
    nFactors,
    heywoodItems: heywood.map((i) => items[i]!),
    constantItems,
    issues: issues.list,
  }
}

/** Three, or the most for which the model has no more free numbers than there are correlations. */
function bearable(items: number): number {
  for (const k of [3, 2]) if ((items * (items - 1)) / 2 - items * k + (k * (k - 1)) / 2 >= 0) return k
  return 1
}

/** Standard deviations and covariances: of the columns, or what was given as `correlation` when that has other variances than 1. */
function unitsOf({ columns, correlation }: CorrelatedInput, items: readonly string[]): Units {
  const covariance = correlation
    ? fromRows(correlation)
    : covarianceMatrix(numericColumns(columns ?? {}, items)).covariance
  return { scale: diagonal(covariance).map(Math.sqrt), covariance }
}
type Units = { readonly scale: Float64Array; readonly covariance: Matrix }

/** Loadings of the factors on their general factor. */
function generalOf(phi: Matrix, issues: Issues): Float64Array {
  const k = phi.rows
  if (k === 1) return Float64Array.of(1)
  if (k === 2) {
    issues.add('not-identified')
    const one = Math.sqrt(Math.abs(phi.at[1]!))
    return Float64Array.of(one, phi.at[1]! < 0 ? -one : one)
  }
  const drawn = extracted(phi, 1, 'minres', BOUND)
  if (drawn.heywood.length > 0) issues.add('heywood')
  if (!drawn.converged) issues.add('no-convergence')
  return drawn.loadings.at
}

function groupsOf(loadings: Matrix, general: Float64Array): Matrix {
  const k = loadings.columns
  const left = general.map((one) => (k === 1 ? 0 : Math.sqrt(Math.max(0, 1 - one * one))))
  return matrix(
    loadings.rows,
    k,
    loadings.at.map((cell, at) => cell * left[at % k]!),
  )
}

const inUnits = (loadings: Matrix, scale: Float64Array): Matrix =>
  matrix(
    loadings.rows,
    loadings.columns,
    loadings.at.map((cell, at) => cell * scale[Math.floor(at / loadings.columns)]!),
  )

const sum = (values: Float64Array): number => values.reduce((all, one) => all + one, 0)

const unanswered = (p: number, nFactors: number): Shown => ({
  omegaTotal: null,
  omegaHierarchical: null,
  generalLoadings: allOrNull(new Float64Array(p).fill(NaN)),
  loadings: null,
  groupLoadings: null,
  phi: null,
  uniqueness: allOrNull(new Float64Array(p).fill(NaN)),
  nFactors,
  heywoodItems: [],
})
