// Factor scores: where each person stands on dimensions that an analysis found, with weights that anybody can apply again.
import { allOrNull, Issues, type Answer, type Maybe } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { momentsOf, scaled } from '../correlations/moments.ts'
import { inverseOf } from '../matrix/cholesky.ts'
import { eigenRows } from '../matrix/eigen.ts'
import { fromRows, identity, matrix, times, toRows, transposed, type Matrix } from '../matrix/matrix.ts'
import { BadCall, type Columns, type Rows } from '../shape.ts'
import { correlated, isPositiveDefinite } from './reading.ts'

export type ScoreMethod = 'regression' | 'bartlett' | 'tenBerge'
export type FactorScores = Answer & {
  /** Items x factors, for standardised items. */
  readonly weights: readonly (readonly Maybe[])[] | null
  /** Rows x factors; a row in which an item is missing is null throughout. */
  readonly scores: readonly (readonly Maybe[])[]
  /** Correlations among the scores that the weights and the items' correlations imply; of complete data, those of the scores. */
  readonly scoreCorrelation: readonly (readonly Maybe[])[] | null
  readonly constantItems: readonly string[]
}
export type ScoreInput = {
  readonly items: readonly string[]
  readonly columns: Columns
  /** Pattern, items x factors. */
  readonly loadings: Rows
  /** Usually uncorrelated factors. */
  readonly phi: Rows | undefined
}

/**
 * Scores of standardised items (each by the mean and n-1 deviation of its own answers). `rows`: how many of the first rows
 * are answered. The items' pairwise correlations must be positive definite. Bartlett's scores need uniquenesses above 0.
 * Source: Thurstone (1935), The vectors of mind (regression); Bartlett (1937), British J. Psychol. 28, 97-104; ten Berge,
 * Krijnen, Wansbeek & Shapiro (1999), Linear Algebra Appl. 289, 311-318.
 */
export function factorScores(
  { items, columns, loadings, phi }: ScoreInput,
  { method = 'regression', rows }: { readonly method?: ScoreMethod; readonly rows?: number | undefined } = {},
): FactorScores {
  const issues = new Issues()
  const pattern = fromRows(loadings)
  const k = pattern.columns
  if (pattern.rows !== items.length) throw new BadCall('input.loadings must have a row for each item')
  const between = phi ? fromRows(phi) : identity(k)
  if (between.rows !== k || between.columns !== k)
    throw new BadCall('input.phi must have a row and a column for each factor')
  const data = numericColumns(columns, items)
  const { r, constantItems, complete } = correlated({ items, columns, correlation: undefined, n: undefined }, issues)
  const isKnown = [...pattern.at, ...between.at].every(Number.isFinite)
  if (!isKnown || k === 0) issues.add('no-data')
  const isSound = complete && isKnown && k > 0 && items.length > 0 && isPositiveDefinite(r, issues)
  const weights = isSound ? weightsOf(r, pattern, between, method, issues) : undefined
  const count = Math.min(rows ?? Infinity, data[0]?.length ?? 0)
  return {
    weights: weights ? toRows(weights) : null,
    scores: weights
      ? scoresOf(data, weights, count)
      : Array.from({ length: count }, () => allOrNull(new Float64Array(k).fill(NaN))),
    scoreCorrelation: weights ? toRows(correlationOfScores(r, weights)) : null,
    constantItems,
    issues: issues.list,
  }
}

/** Weights for standardised items whose correlations are r (positive definite); undefined with the reason in `issues`. */
export function weightsOf(
  r: Matrix,
  pattern: Matrix,
  phi: Matrix,
  method: ScoreMethod,
  issues: Issues,
): Matrix | undefined {
  const weights = { regression, bartlett, tenBerge }[method](r, pattern, phi, issues)
  if (weights?.at.every(Number.isFinite)) return weights
  if (!issues.has('heywood')) issues.add('rank-deficient')
  return undefined
}

/** R^-1 L phi. */
function regression(r: Matrix, pattern: Matrix, phi: Matrix): Matrix | undefined {
  const inverse = inverseOf(r)
  return inverse && times(inverse, times(pattern, phi))
}

/** Psi^-1 L (L' Psi^-1 L)^-1, with the uniquenesses that the pattern and phi leave. */
function bartlett(_: Matrix, pattern: Matrix, phi: Matrix, issues: Issues): Matrix | undefined {
  const { rows: p, columns: k } = pattern
  const shared = times(pattern, phi)
  const weighted = matrix(p, k)
  for (let i = 0; i < p; i++) {
    let communality = 0
    for (let j = 0; j < k; j++) communality += shared.at[i * k + j]! * pattern.at[i * k + j]!
    if (!(communality < 1)) {
      issues.add('heywood')
      return undefined
    }
    for (let j = 0; j < k; j++) weighted.at[i * k + j] = pattern.at[i * k + j]! / (1 - communality)
  }
  const inverse = inverseOf(times(transposed(pattern), weighted))
  return inverse && times(weighted, inverse)
}

/** R^-1/2 C phi^1/2 with C = R^-1/2 G (G' R^-1 G)^-1/2 and G = L phi^1/2: the scores correlate as the factors do. */
function tenBerge(r: Matrix, pattern: Matrix, phi: Matrix): Matrix | undefined {
  const inverse = inverseOf(r)
  const root = power(phi, 0.5)
  if (!inverse || !root) return undefined
  const g = times(pattern, root)
  const solved = times(inverse, g)
  const middle = power(times(transposed(g), solved), -0.5)
  return middle && times(times(solved, middle), root)
}

/** A power of a symmetric matrix with eigenvalues above 0; undefined when one is not. */
function power(a: Matrix, exponent: number): Matrix | undefined {
  const { values, rows } = eigenRows(a)
  const n = a.rows
  if (!(values[n - 1]! > 1e-14 * values[0]!)) return undefined
  const made = matrix(n, n)
  for (let m = 0; m < n; m++) {
    const scale = values[m]! ** exponent
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) made.at[i * n + j]! += scale * rows[m * n + i]! * rows[m * n + j]!
  }
  return made
}

function correlationOfScores(r: Matrix, weights: Matrix): Matrix {
  const covariance = times(transposed(weights), times(r, weights))
  const k = weights.columns
  const made = matrix(k, k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const size = Math.sqrt(covariance.at[i * k + i]! * covariance.at[j * k + j]!)
      made.at[i * k + j] = i === j && size > 0 ? 1 : covariance.at[i * k + j]! / size
    }
  return made
}

function scoresOf(data: readonly Float64Array[], weights: Matrix, count: number): Maybe[][] {
  const k = weights.columns
  const standards = data.map((given) => {
    const { column } = scaled(given)
    const { n, mean, ss } = momentsOf(column)
    return { column, mean, sd: Math.sqrt(ss / (n - 1)) }
  })
  return Array.from({ length: count }, (_, row) => {
    const scores = new Float64Array(k)
    for (const [i, { column, mean, sd }] of standards.entries()) {
      const z = (column[row]! - mean) / sd
      for (let j = 0; j < k; j++) scores[j]! += z * weights.at[i * k + j]!
    }
    return allOrNull(scores)
  })
}
