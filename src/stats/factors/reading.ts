// What every factor analysis starts from: a correlation matrix, given or made of the items, and the reasons why it may not
// be good enough.
import { type Issues } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { correlationMatrix, type CorrelationMethod } from '../correlations/matrix-of.ts'
import { momentsOf, scaled } from '../correlations/moments.ts'
import { polychoricMatrix } from '../correlations/polychoric.ts'
import { eigenvalues } from '../matrix/eigen.ts'
import { copied, fromRows, matrix, type Matrix } from '../matrix/matrix.ts'
import {
  BadCall,
  columns as columnsShape,
  names,
  number,
  oneOf,
  optional,
  rows as rowsShape,
  type Columns,
  type Rows,
} from '../shape.ts'

/** A `correlation` matrix, or `items` among `columns` (all columns when no items are named). */
export const correlatedInput = {
  items: optional(names),
  columns: optional(columnsShape),
  correlation: optional(rowsShape),
  n: optional(number),
}
export type CorrelatedInput = {
  readonly items: readonly string[] | undefined
  readonly columns: Columns | undefined
  readonly correlation: Rows | undefined
  readonly n: number | undefined
}
export type ItemCorrelation = CorrelationMethod | 'polychoric'
export const correlationMethods = oneOf<ItemCorrelation>('pearson', 'spearman', 'polychoric', 'kendall')

export type Correlated = {
  /** Unit diagonal; NaN where a correlation is not defined. */
  readonly r: Matrix
  /** Rows of the data, missing answers or not; NaN: not said. */
  readonly n: number
  readonly items: readonly string[]
  /** Constant or empty. */
  readonly constantItems: readonly string[]
  /** Whether every correlation is there and is one: no analysis goes on without. */
  readonly complete: boolean
}

/** What arithmetic may add to a correlation of 1. */
export const ROUNDING = 1e-8
/** More items than any instrument has; beyond it an analysis takes minutes. */
export const MOST_ITEMS = 1000

/**
 * Reads the correlations, pairwise where answers are missing, and says what is wrong with them. Given covariances are
 * brought to correlations. Refuses a matrix that is not square, not symmetric, or does not fit the items.
 */
export function correlated(input: CorrelatedInput, issues: Issues, method: ItemCorrelation = 'pearson'): Correlated {
  if (input.correlation) return given(input.correlation, input, issues)
  if (!input.columns) throw new BadCall('input needs columns, or a correlation matrix')
  return ofColumns(input.columns, input.items ?? Object.keys(input.columns), issues, method)
}

function given(cells: Rows, { items, n }: CorrelatedInput, issues: Issues): Correlated {
  const r = fromRows(cells)
  const p = r.rows
  if (p > 0 && r.columns !== p) throw new BadCall('input.correlation must be square')
  if (items && items.length !== p) throw new BadCall('input.items does not fit input.correlation')
  for (let i = 0; i < p; i++)
    for (let j = 0; j < i; j++)
      if (Math.abs(r.at[i * p + j]! - r.at[j * p + i]!) > 1e-6 * (1 + Math.abs(r.at[i * p + j]!)))
        throw new BadCall('input.correlation must be symmetric')
  if (n !== undefined && !(n > 0)) issues.add('out-of-range')
  const named = items ?? Array.from({ length: p }, (_, i) => String(i + 1))
  const correlations = toCorrelations(r)
  const constant = named.filter((_, i) => Number.isNaN(correlations.at[i * p + i]!))
  return { ...checked(correlations, named, constant, issues), n: n !== undefined && n > 0 ? n : NaN }
}

/** A row whose variance is 0 becomes NaN, as for a constant item. */
function toCorrelations(covariance: Matrix): Matrix {
  const p = covariance.rows
  const r = copied(covariance)
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      const variances = [covariance.at[i * p + i]!, covariance.at[j * p + j]!]
      const isDefined = variances.every((one) => one > 0)
      const cell = (covariance.at[i * p + j]! + covariance.at[j * p + i]!) / 2
      const one = i === j ? 1 : cell / Math.sqrt(variances[0]!) / Math.sqrt(variances[1]!)
      r.at[i * p + j] = isDefined ? one : NaN
      r.at[j * p + i] = r.at[i * p + j]!
    }
  return r
}

function ofColumns(columns: Columns, items: readonly string[], issues: Issues, method: ItemCorrelation): Correlated {
  const data = numericColumns(columns, items)
  const rows = data[0]?.length ?? 0
  if (items.length > 0 && rows === 0) issues.add('no-data')
  else if (rows < 3 && items.length > 0) issues.add('too-few-cases')
  const moments = data.map((column) => momentsOf(scaled(column).column))
  if (rows > 0 && moments.some(({ n }) => n === 0)) issues.add('all-missing')
  const constant = items.filter((_, i) => moments[i]!.ss === 0)
  const isTooMuch = items.length > MOST_ITEMS
  const r = isTooMuch ? matrix(0, 0) : correlationsOf(data, method, issues)
  return { ...checked(r, items, constant, issues), n: rows }
}

function correlationsOf(data: readonly Float64Array[], method: ItemCorrelation, issues: Issues): Matrix {
  if (method !== 'polychoric') return correlationMatrix(data, { method }).r
  const found = polychoricMatrix(data)
  issues.add(...found.issues)
  return found.r
}

function checked(
  r: Matrix,
  items: readonly string[],
  constantItems: readonly string[],
  issues: Issues,
): Omit<Correlated, 'n'> {
  const p = r.rows
  if (items.length > MOST_ITEMS) issues.add('out-of-range')
  if (items.length === 0) issues.add('no-data')
  else if (items.length < 2) issues.add('too-few-items')
  if (constantItems.length > 0) issues.add('constant-item')
  let missing = false
  for (let i = 0; i < p; i++)
    for (let j = 0; j < i; j++) {
      const one = r.at[i * p + j]!
      if (Number.isNaN(one)) missing = true
      else if (Math.abs(one) > 1 + ROUNDING) issues.add('out-of-range')
      else if (Math.abs(one) > 1 - 1e-12) issues.add('collinear')
    }
  if (missing && constantItems.length === 0) issues.add('no-overlap')
  const isSound = !missing && constantItems.length === 0 && !r.at.some((one) => Math.abs(one) > 1 + ROUNDING)
  return { r, items, constantItems, complete: p === items.length && p > 0 && isSound }
}

/** Says so where the matrix has no inverse: it is singular, or pairs with different rows contradict each other. */
export function isPositiveDefinite(r: Matrix, issues: Issues, values: Float64Array = eigenvalues(r)): boolean {
  const smallest = values.at(-1) ?? NaN
  const edge = 1e-12 * (values[0] ?? 0)
  if (smallest > edge) return true
  if (smallest >= -Math.max(edge, 1e-12)) issues.add('singular')
  issues.add('not-positive-definite')
  return false
}

/** Fewer than 100 cases or 5 an item: loadings are then a first look and no more. */
export function warnOfSmallSample(n: number, items: number, issues: Issues): void {
  if (n < 100 || n < 5 * items) issues.add('small-sample')
}
