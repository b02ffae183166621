// What goes with a yes or a no: logistic regression, and with it the score that matching needs.
import { allOrNull, Issues, orNull, type Answer } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { normalTwoSided } from '../laws/normal.ts'
import { inverseOf } from '../matrix/cholesky.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { centred } from '../schools/centred.ts'
import { at, completePlaces, noteMissing } from '../schools/clustered.ts'
import type { Columns } from '../shape.ts'
import { contrastsOf, fitted, isInRange, noteConstant } from './design.ts'

/**
 * Maximum likelihood; vectors are the intercept and then the covariates. The outcome must be 0 and 1 (or false and true).
 * Rows with anything missing are left out; `fitted` follows all rows, null for those. When the outcome is separated (some
 * combination of the covariates tells it without error in part of the rows) the maximum does not exist: all null, and the
 * issue. A covariate that the others explain has null.
 * Source: McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., sections 2.5 and 4.4; separation by Albert &
 * Anderson (1984), Biometrika 71(1), 1-10.
 */
export function logistic(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly covariates: readonly string[]
}): Answer {
  const issues = new Issues()
  const [outcome, ...covariates] = numericColumns(input.columns, [input.outcome, ...input.covariates])
  const rows = completePlaces([outcome!, ...covariates])
  noteMissing([outcome!, ...covariates], rows.length, issues)
  const y = at(outcome!, rows)
  const fit = fitLogistic(
    y,
    covariates.map((one) => at(one, rows)),
    issues,
  )
  const coef = fit?.coef ?? new Float64Array(covariates.length + 1).fill(NaN)
  const se = fit?.se ?? coef
  const scores = new Float64Array(outcome!.length).fill(NaN)
  for (const [i, row] of rows.entries()) scores[row] = fit?.fitted[i] ?? NaN
  return {
    coef: allOrNull(coef),
    se: allOrNull(se),
    z: allOrNull(coef.map((value, j) => value / se[j]!)),
    p: allOrNull(coef.map((value, j) => normalTwoSided(value / se[j]!))),
    deviance: orNull(fit?.deviance ?? NaN),
    nullDeviance: orNull(fit ? nullDeviance(y) : NaN),
    fitted: allOrNull(scores),
    n: y.length,
    issues: issues.list,
  }
}

export type LogisticFit = {
  /** Intercept first; NaN for a covariate that the ones before it explain. */
  readonly coef: Float64Array
  readonly se: Float64Array
  readonly deviance: number
  /** The probability of a 1, row by row. */
  readonly fitted: Float64Array
}

/** Undefined, with the reason, when there is no maximum. Nothing may be missing. */
export function fitLogistic(y: Float64Array, x: readonly Float64Array[], issues: Issues): LogisticFit | undefined {
  if (y.length === 0) return undefined
  const covariates = x.map(centred)
  const isYesNo = y.every((value) => value === 0 || value === 1)
  if (!isYesNo) issues.add('out-of-range')
  if (!isInRange(covariates, issues) || !isYesNo) return undefined
  noteConstant(covariates, issues)
  if (y.every((value) => value === y[0])) {
    issues.add('constant', 'no-variation', 'separation')
    return undefined
  }
  const ones = new Float64Array(y.length).fill(1)
  // Which columns are independent of each other does not depend on the weights.
  const design = fitted([ones, ...covariates.map(({ values }) => values)], y)!
  if (design.kept.length <= x.length) issues.add('collinear', 'rank-deficient')
  const found = maximum(y, design.columns, issues)
  if (!found) return undefined
  const { coefficients, inverse, eta } = found
  const contrasts = contrastsOf({ coefficients, kept: design.kept }, { mean: 0, scale: 1 }, covariates)
  const q = coefficients.length
  const error = (weights: Float64Array): number => {
    let sum = 0
    for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) sum += weights[i]! * weights[j]! * inverse.at[i * q + j]!
    return Math.sqrt(sum)
  }
  const coef = Float64Array.from(contrasts, (one) => (one ? one.value * one.unit : NaN))
  if (contrasts.some((one, j) => one && !Number.isFinite(coef[j]!))) issues.add('out-of-range')
  return {
    coef,
    se: Float64Array.from(contrasts, (one) => (one ? error(one.weights) * Math.abs(one.unit) : NaN)),
    deviance: devianceOf(y, eta),
    fitted: eta.map((value) => 1 / (1 + Math.exp(-value))),
  }
}

const MOST_STEPS = 60
/** By this step a maximum that exists has been reached; one at infinity still moves by about 1 on the logit. */
const LONG = 20

type Maximum = { readonly coefficients: Float64Array; readonly inverse: Matrix; readonly eta: Float64Array }

/** Newton's steps, halved when they do not bring the deviance down. */
function maximum(y: Float64Array, columns: readonly Float64Array[], issues: Issues): Maximum | undefined {
  let coefficients: Float64Array = new Float64Array(columns.length)
  let eta: Float64Array = new Float64Array(y.length)
  let deviance = devianceOf(y, eta)
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newton(y, columns, eta)
    if (!move) break
    const along = predicted(columns, move.step)
    let part = 1
    let next = eta.map((value, i) => value + along[i]!)
    while (!(devianceOf(y, next) <= deviance * (1 + 1e-12)) && part > 1e-6) {
      part /= 2
      next = eta.map((value, i) => value + part * along[i]!)
    }
    coefficients = coefficients.map((value, j) => value + part * move.step[j]!)
    eta = next
    deviance = devianceOf(y, eta)
    if (move.decrement < 1e-20 * (1 + deviance)) {
      const last = newton(y, columns, eta)
      return last && { coefficients, inverse: last.inverse, eta }
    }
    if (isSeparated(y, eta, 0) || (step >= LONG && isSeparated(y, along, 1e-3))) {
      issues.add('separation')
      return undefined
    }
  }
  issues.add(eta.some((value) => Math.abs(value) > 12) ? 'separation' : 'no-convergence')
  return undefined
}

/** Whether this direction puts every 1 above and every 0 below nought, or, within `slack` of its length, not below and above. */
function isSeparated(y: Float64Array, direction: Float64Array, slack: number): boolean {
  let furthest = 0
  let worst = Infinity
  for (let i = 0; i < y.length; i++) {
    const side = y[i] === 1 ? direction[i]! : -direction[i]!
    furthest = Math.max(furthest, side)
    worst = Math.min(worst, side)
  }
  return slack === 0 ? worst > 0 : furthest > 0.1 && worst > -slack * furthest
}

function newton(
  y: Float64Array,
  columns: readonly Float64Array[],
  eta: Float64Array,
): { readonly step: Float64Array; readonly decrement: number; readonly inverse: Matrix } | undefined {
  const q = columns.length
  const information = matrix(q, q)
  const gradient = new Float64Array(q)
  for (let i = 0; i < y.length; i++) {
    const away = Math.exp(-Math.abs(eta[i]!))
    const weight = away / (1 + away) ** 2
    const chance = eta[i]! >= 0 ? 1 / (1 + away) : away / (1 + away)
    for (let a = 0; a < q; a++) {
      const value = columns[a]![i]!
      gradient[a]! += value * (y[i]! - chance)
      for (let b = 0; b <= a; b++) information.at[a * q + b]! += weight * value * columns[b]![i]!
    }
  }
  for (let a = 0; a < q; a++) for (let b = 0; b < a; b++) information.at[b * q + a] = information.at[a * q + b]!
  const inverse = inverseOf(information)
  if (!inverse) return undefined
  const step = new Float64Array(q)
  for (let a = 0; a < q; a++) for (let b = 0; b < q; b++) step[a]! += inverse.at[a * q + b]! * gradient[b]!
  return { step, decrement: step.reduce((sum, value, a) => sum + value * gradient[a]!, 0), inverse }
}

function predicted(columns: readonly Float64Array[], coefficients: Float64Array): Float64Array {
  const sum = new Float64Array(columns[0]!.length)
  for (const [j, column] of columns.entries())
    for (let i = 0; i < sum.length; i++) sum[i]! += coefficients[j]! * column[i]!
  return sum
}

/** -2 log-likelihood, each row's own part to its last digit. */
function devianceOf(y: Float64Array, eta: Float64Array): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) {
    const against = y[i] === 1 ? -eta[i]! : eta[i]!
    sum += 2 * (Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against))))
  }
  return sum
}

function nullDeviance(y: Float64Array): number {
  const ones = y.reduce((sum, value) => sum + value, 0)
  const n = y.length
  return -2 * (ones * Math.log(ones / n) + (n - ones) * Math.log((n - ones) / n))
}
