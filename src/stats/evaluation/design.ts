// A regression of pupils in schools, set up so that large offsets and unlike units cost no digits: columns centred and
// scaled, fitted, and what each coefficient in the units of the call is in terms of the fitted ones.
import type { Issues } from '../answer.ts'
import { leastSquares } from '../matrix/least-squares.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { centred, type Centred } from '../schools/centred.ts'
import { tallLeastSquares } from './tall.ts'

export type Fit = {
  /** The columns that are not explained by those before them. */
  readonly columns: readonly Float64Array[]
  readonly coefficients: Float64Array
  /** (X'X)^-1 over these columns. */
  readonly unscaled: Matrix
  readonly residuals: Float64Array
  /** Which of the columns given these are. */
  readonly kept: readonly number[]
}

/** What is left of a sum of squares, as a part of it, that is rounding and nothing else. */
export const ROUNDING = 1e-26

/** From so many rows on the quicker way is tried first. */
const TALL = 5000

/** y on these columns; undefined when there is nothing to fit on. Residuals that are only rounding are made 0. */
export function fitted(columns: readonly Float64Array[], y: Float64Array): Fit | undefined {
  const tall = y.length >= TALL ? tallLeastSquares(columns, y) : undefined
  const fit = tall ? { ...tall, columns, kept: columns.map((_, j) => j) } : reflected(columns, y)
  if (!fit || sumOfSquares(fit.residuals) > ROUNDING * sumOfSquares(y)) return fit
  return { ...fit, residuals: new Float64Array(y.length) }
}

function reflected(columns: readonly Float64Array[], y: Float64Array): Fit | undefined {
  const n = y.length
  const k = columns.length
  const x = matrix(n, k)
  for (const [j, column] of columns.entries()) for (let i = 0; i < n; i++) x.at[i * k + j] = column[i]!
  const { coefficients, residuals, aliased, unscaled } = leastSquares(x, y)
  const kept = columns.map((_, j) => j).filter((j) => !aliased.includes(j))
  if (!unscaled || kept.length === 0) return undefined
  const q = kept.length
  const inner = matrix(q, q)
  for (const [a, i] of kept.entries())
    for (const [b, j] of kept.entries()) inner.at[a * q + b] = unscaled.at[i * k + j]!
  return {
    columns: kept.map((j) => columns[j]!),
    coefficients: Float64Array.from(kept, (j) => coefficients[j]!),
    unscaled: inner,
    residuals,
    kept,
  }
}

export function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}

/** A coefficient as asked for: `value` and its standard errors are these numbers times `unit`. */
export type Contrast = { readonly weights: Float64Array; readonly value: number; readonly unit: number }

export type Regression = Fit & {
  readonly y: Centred
  /** Intercept first; undefined for a covariate that the ones before it explain. */
  readonly contrasts: readonly (Contrast | undefined)[]
}

/**
 * y on an intercept and the covariates, nothing missing. Undefined, with the reason, when a column's range is beyond the
 * numbers there are, or there is no row.
 */
export function regression(y: Float64Array, x: readonly Float64Array[], issues: Issues): Regression | undefined {
  if (y.length === 0) return undefined
  const outcome = centred(y)
  const covariates = x.map(centred)
  if (!isInRange([outcome, ...covariates], issues)) return undefined
  if (outcome.scale === 0) issues.add('constant', 'no-variation')
  noteConstant(covariates, issues)
  const ones = new Float64Array(y.length).fill(1)
  const fit = fitted([ones, ...covariates.map(({ values }) => values)], outcome.values)
  if (!fit) return undefined
  if (fit.kept.length <= x.length) issues.add('collinear', 'rank-deficient')
  return { ...fit, y: outcome, contrasts: contrastsOf(fit, outcome, covariates) }
}

export function isInRange(columns: readonly Centred[], issues: Issues): boolean {
  const isFine = columns.every(({ scale }) => !Number.isNaN(scale))
  if (!isFine) issues.add('out-of-range')
  return isFine
}

export function noteConstant(columns: readonly Centred[], issues: Issues): void {
  if (columns.some(({ scale }) => scale === 0)) issues.add('constant')
}

/**
 * Coefficients of an intercept and centred, scaled covariates as those of the covariates that came. A constant outcome has
 * no unit: its coefficients are 0 in any.
 */
export function contrastsOf(
  { coefficients, kept }: Pick<Fit, 'coefficients' | 'kept'>,
  y: Pick<Centred, 'mean' | 'scale'>,
  x: readonly Centred[],
): (Contrast | undefined)[] {
  const unit = y.scale === 0 ? 1 : y.scale
  const first = new Float64Array(kept.length)
  const slopes = x.map(({ scale }, j): Contrast | undefined => {
    const at = kept.indexOf(j + 1)
    if (at < 0) return undefined
    const weights = new Float64Array(kept.length)
    weights[at] = 1
    first[at] = -x[j]!.mean / scale
    return { weights, value: coefficients[at]!, unit: unit / scale }
  })
  first[0] = 1
  const value = first.reduce((sum, weight, i) => sum + weight * coefficients[i]!, y.mean / unit)
  return [{ weights: first, value, unit }, ...slopes]
}
