// Did things change more where something was done than where it was not: difference in differences.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { columnOf, groupedBy } from '../columns.ts'
import { tQuantile } from '../laws/t.ts'
import { centred, type Centred } from '../schools/centred.ts'
import { at, clustered, FEW_CLUSTERS, noteClusters, occurring, type Clustered } from '../schools/clustered.ts'
import { BadCall, type Columns } from '../shape.ts'
import { clusterErrors, clusterSums, NO_ERRORS } from './cluster-covariance.ts'
import { pOf } from './cluster-robust.ts'
import { fitted, isInRange, noteConstant, sumOfSquares, type Contrast, type Fit } from './design.ts'
import { wildBootstrapP } from './wild-bootstrap.ts'

export type DidInput = {
  readonly columns: Columns
  readonly outcome: string
  readonly cluster: string
  /** 1 or true where something was done. */
  readonly treat: string
  /** 1 or true afterwards. */
  readonly post: string
  readonly covariates?: readonly string[]
  /** A column whose groups each have their own level: taken out by demeaning, and counted among the coefficients. */
  readonly fixedEffects?: string
}

/**
 * Least squares of the outcome on treat, post, the covariates and treat x post, whose coefficient is the estimate; CR1 by
 * cluster, t with clusters - 1 df. `means` and `cells` (rows: comparison, treated; columns: before, after) are of the rows
 * used. treat and post must be 0 and 1 (or false and true). Rows with anything missing are left out. When treat x post is
 * explained by the rest (a cell is empty, or the fixed effects take it) the estimate is null. `pWild` is there below 10
 * clusters; both it and CR2 only where the fixed effects, if any, lie within clusters.
 * Source: Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.2; errors as clusterErrors.
 */
export function did(input: DidInput): Answer {
  const issues = new Issues()
  const read = readRows(input, issues)
  const { y, of, names, treat, post, covariates } = read
  const cells = cellsOf(y, treat, post)
  const coded = isCoded(treat) && isCoded(post)
  if (!coded) issues.add('out-of-range')
  else if (y.length > 0 && cells.counts.some((row) => row.includes(0))) issues.add('empty-cell')
  const model = coded ? modelOf(read, [treat, post, ...covariates, product(treat, post)], issues) : undefined
  const sums = model ? clusterSums(model.fit, of, names.length) : undefined
  if (model && !model.contrast) issues.add('not-identified')
  if (model && y.length <= model.parameters) issues.add('too-few-cases')
  const isNested = read.effects === undefined || lieWithin(read.effects, of)
  const errors = sums && model ? clusterErrors(sums, [model.contrast], model.parameters, isNested)[0]! : NO_ERRORS
  if (errors.cr0 === 0) issues.add('zero-variance')
  const estimate = model?.contrast ? model.contrast.value * model.contrast.unit : NaN
  if (model?.contrast && !Number.isFinite(estimate)) issues.add('out-of-range')
  const df = names.length - 1
  const t = estimate / errors.cr1
  const half = tQuantile(0.975, df) * errors.cr1
  const isFew = names.length < FEW_CLUSTERS
  return {
    estimate: orNull(estimate),
    se: orNull(errors.cr1),
    t: orNull(t),
    df: df > 0 ? df : null,
    p: orNull(pOf(t, df)),
    ciLow: orNull(estimate - half),
    ciHigh: orNull(estimate + half),
    means: cells.means,
    cells: cells.counts,
    seOls: orNull(errors.ols),
    seCR2: orNull(errors.cr2),
    dfCR2: orNull(errors.dfCr2),
    pCR2: orNull(pOf(estimate / errors.cr2, errors.dfCr2)),
    pWild: orNull(isFew && isNested && sums && model?.contrast ? wildBootstrapP(sums, model.contrast) : NaN),
    clusters: names.length,
    n: y.length,
    issues: issues.list,
  }
}

type DidRows = Pick<Clustered, 'y' | 'of' | 'names'> & {
  readonly treat: Float64Array
  readonly post: Float64Array
  readonly covariates: readonly Float64Array[]
  readonly effects: Int32Array | undefined
}

function readRows(input: DidInput, issues: Issues): DidRows {
  const own = new Issues()
  const all = [input.treat, input.post, ...(input.covariates ?? [])]
  const table = clustered(input.columns, { ...input, covariates: all }, own)
  const groups = input.fixedEffects === undefined ? undefined : groupedBy(input.columns, input.fixedEffects)
  if (groups && groups.of.length !== columnOf(input.columns, input.outcome).length)
    throw new BadCall('The columns are not of one length')
  const [treat, post, ...covariates] = table.x as [Float64Array, Float64Array, ...Float64Array[]]
  if (!groups || !table.rows.some((row) => groups.of[row]! < 0)) {
    issues.add(...own.list)
    const effects = groups && occurring(groups.names, table.rows, groups.of).of
    return { ...table, treat, post, covariates, effects }
  }
  // A row whose own fixed effect is not known cannot be used.
  const kept = Int32Array.from(table.rows.keys()).filter((i) => groups.of[table.rows[i]!]! >= 0)
  const { of, names } = occurring(table.names, kept, table.of)
  if (kept.length === 0) issues.add('no-data', 'all-missing')
  else noteClusters(names.length, issues)
  const rows = table.rows.filter((row) => groups.of[row]! >= 0)
  const effects = occurring(groups.names, rows, groups.of).of
  return {
    y: at(table.y, kept),
    of,
    names,
    treat: at(treat, kept),
    post: at(post, kept),
    covariates: covariates.map((one) => at(one, kept)),
    effects,
  }
}

const isCoded = (column: Float64Array): boolean => column.every((value) => value === 0 || value === 1)
const product = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value * b[i]!)

type Cells = { readonly means: readonly Maybe[][]; readonly counts: readonly number[][] }

function cellsOf(y: Float64Array, treat: Float64Array, post: Float64Array): Cells {
  const rows = [0, 1].map((group) =>
    [0, 1].map((time) => centred(y.filter((_, i) => treat[i] === group && post[i] === time))),
  )
  return {
    means: rows.map((row) => row.map(({ mean }) => orNull(mean))),
    counts: rows.map((row) => row.map(({ values }) => values.length)),
  }
}

type Model = {
  readonly fit: Fit
  /** All coefficients, those of the fixed effects too. */
  readonly parameters: number
  /** The last column's. */
  readonly contrast: Contrast | undefined
}

function modelOf({ y, effects }: DidRows, x: readonly Float64Array[], issues: Issues): Model | undefined {
  if (y.length === 0) return undefined
  const outcome = centred(y)
  const columns = x.map(centred)
  if (!isInRange([outcome, ...columns], issues)) return undefined
  if (outcome.scale === 0) issues.add('constant', 'no-variation')
  noteConstant(columns.slice(2, -1), issues)
  const groups = effects ? effects.reduce((most, group) => Math.max(most, group), 0) + 1 : 1
  const of = effects ?? new Int32Array(y.length)
  const apart = (column: Centred): Float64Array => (effects ? demeaned(column.values, of, groups) : column.values)
  const own = columns.map(apart)
  const first = effects ? [] : [new Float64Array(y.length).fill(1)]
  const fit = fitted([...first, ...own], apart(outcome))
  if (!fit) {
    issues.add('not-identified')
    return undefined
  }
  const kept = fit.kept.map((j) => j - first.length)
  noteAliased(kept, own, issues)
  const last = kept.indexOf(x.length - 1)
  const weights = new Float64Array(fit.kept.length)
  weights[last] = 1
  const unit = (outcome.scale === 0 ? 1 : outcome.scale) / columns.at(-1)!.scale
  const contrast = last < 0 ? undefined : { weights, value: fit.coefficients[last]!, unit }
  return { fit, parameters: (effects ? groups : 0) + kept.length, contrast }
}

/** treat and post are often the same for a whole school or year: that the fixed effects take them is no mistake. */
function noteAliased(kept: readonly number[], own: readonly Float64Array[], issues: Issues): void {
  const isTaken = (j: number): boolean => j < 2 && sumOfSquares(own[j]!) === 0
  if (own.some((_, j) => !kept.includes(j) && !isTaken(j))) issues.add('collinear', 'rank-deficient')
}

/** A column constant within every group becomes 0, not what rounding leaves of it. */
function demeaned(values: Float64Array, of: Int32Array, groups: number): Float64Array {
  const sizes = new Int32Array(groups)
  const means = new Float64Array(groups)
  for (let i = 0; i < values.length; i++) sizes[of[i]!]!++
  for (let i = 0; i < values.length; i++) means[of[i]!]! += values[i]! / sizes[of[i]!]!
  const apart = values.map((value, i) => value - means[of[i]!]!)
  return sumOfSquares(apart) > 1e-14 * sumOfSquares(values) ? apart : apart.fill(0)
}

/** Whether every fixed effect's rows are all of one cluster. */
function lieWithin(effects: Int32Array, of: Int32Array): boolean {
  const cluster = new Map<number, number>()
  for (let i = 0; i < of.length; i++) {
    const before = cluster.get(effects[i]!)
    if (before === undefined) cluster.set(effects[i]!, of[i]!)
    else if (before !== of[i]!) return false
  }
  return true
}
