// Correlation and covariance matrices of columns: what factor analysis, alpha and omega all start from.
import { completeRows, take } from '../columns.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { correlationOfTables, covarianceOfTables } from '../streaming/table-matrices.ts'
import { ratingTables } from './coded.ts'
import { kendallOf } from './kendall.ts'
import { momentsOf, pairMoments, pearsonOf, productOf, scaled, type PairMoments } from './moments.ts'
import { midRanks, ranked } from './ranks.ts'

export type CorrelationMethod = 'pearson' | 'spearman' | 'kendall'
/** pairwise: each pair of columns has its own complete rows. listwise: only rows that all columns have. */
export type MissingRule = 'pairwise' | 'listwise'

export type CorrelationMatrix = {
  /** NaN where it is not defined: fewer than two common rows, or a column constant in them; so too on the diagonal. */
  readonly r: Matrix
  /** The rows each pair has in common; on the diagonal the values of the column. */
  readonly n: Matrix
  /** All rows, and with listwise the complete ones. */
  readonly rows: number
}
export type CovarianceMatrix = {
  /** On n-1 of each pair. NaN below two common rows; the variance of a constant is 0. */
  readonly covariance: Matrix
  readonly n: Matrix
  readonly rows: number
}

/**
 * Pearson, Spearman (mid-ranks among each pair's own complete rows) or Kendall's tau-b, NaN for a missing value.
 * `watch` is told how far the work is, 0 to 1.
 * Source: Pearson (1896); Spearman (1904) with mid-ranks; Kendall (1945), Biometrika 33, 239-251.
 */
export function correlationMatrix(
  columns: readonly Float64Array[],
  options: {
    readonly method?: CorrelationMethod
    readonly missing?: MissingRule
    readonly watch?: (part: number) => void
  } = {},
): CorrelationMatrix {
  const { method = 'pearson', missing = 'pairwise', watch } = options
  const used = rowsUsed(columns, missing)
  const rows = used[0]?.length ?? 0
  const ratings = ratingTables(used)
  if (ratings) return correlationOfTables(ratings.tables, { method, scores: ratings.scores })
  const pair = { pearson: pearsonPair, spearman: spearmanPair, kendall: kendallPair }[method](used)
  const r = matrix(used.length, used.length)
  const n = matrix(used.length, used.length)
  eachPair(used.length, watch, (i, j) => {
    const cell = pair(i, j)
    for (const at of [i * used.length + j, j * used.length + i]) {
      r.at[at] = i === j && cell.r === cell.r ? 1 : cell.r
      n.at[at] = cell.n
    }
  })
  return { r, n, rows }
}

/** Covariances on n-1, each pair on its own complete rows or all on the rows that are complete. */
export function covarianceMatrix(
  columns: readonly Float64Array[],
  options: { readonly missing?: MissingRule; readonly watch?: (part: number) => void } = {},
): CovarianceMatrix {
  const used = rowsUsed(columns, options.missing ?? 'pairwise')
  const ratings = ratingTables(used)
  if (ratings) return covarianceOfTables(ratings.tables, ratings.scores)
  const p = used.length
  const moments = momentsByPair(used)
  const covariance = matrix(p, p)
  const n = matrix(p, p)
  eachPair(p, options.watch, (i, j) => {
    const { scale, ...cell } = moments(i, j)
    const value = cell.n < 2 ? NaN : cell.xy / (cell.n - 1) / scale.x / scale.y
    for (const at of [i * p + j, j * p + i]) {
      covariance.at[at] = value
      n.at[at] = cell.n
    }
  })
  return { covariance, n, rows: used[0]?.length ?? 0 }
}

/** The columns with the rows that count. */
export function rowsUsed(columns: readonly Float64Array[], missing: MissingRule): readonly Float64Array[] {
  if (missing === 'pairwise') return columns
  const complete = completeRows(columns)
  return complete.length === columns[0]?.length ? columns : columns.map((column) => take(column, complete))
}

function eachPair(p: number, watch: ((part: number) => void) | undefined, visit: (i: number, j: number) => void): void {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) visit(i, j)
    watch?.(((i + 1) * (i + 2)) / (p * (p + 1)))
  }
}

type PairOf = (i: number, j: number) => { readonly r: number; readonly n: number }

/** Where no value is missing the means and squares of the columns serve every pair, and only the products are left. */
function momentsByPair(
  columns: readonly Float64Array[],
): (i: number, j: number) => PairMoments & { readonly scale: { readonly x: number; readonly y: number } } {
  const each = columns.map(scaled)
  const alone = each.map(({ column }) => momentsOf(column))
  return (i, j) => {
    const x = each[i]!
    const y = each[j]!
    const scale = { x: x.scale, y: y.scale }
    const [a, b] = [alone[i]!, alone[j]!]
    if (i === j) return { n: a.n, meanX: a.mean, meanY: a.mean, xx: a.ss, yy: a.ss, xy: a.ss, scale }
    if (a.n < x.column.length || b.n < y.column.length) return { ...pairMoments(x.column, y.column), scale }
    const xy = a.ss === 0 || b.ss === 0 ? 0 : productOf(x.column, a.mean, y.column, b.mean)
    return { n: a.n, meanX: a.mean, meanY: b.mean, xx: a.ss, yy: b.ss, xy, scale }
  }
}

function pearsonPair(columns: readonly Float64Array[]): PairOf {
  const moments = momentsByPair(columns)
  return (i, j) => {
    const cell = moments(i, j)
    return { r: pearsonOf(cell), n: cell.n }
  }
}

function spearmanPair(columns: readonly Float64Array[]): PairOf {
  const ranks = columns.map(ranked)
  const whole = ranks.map((one) => (one.order.length === one.dense.length ? midRanks(one, one) : undefined))
  return (i, j) => {
    const x = whole[j] && whole[i] ? whole[i] : midRanks(ranks[i]!, ranks[j]!)
    const y = whole[i] && whole[j] ? whole[j] : midRanks(ranks[j]!, ranks[i]!)
    const cell = pairMoments(x, y)
    return { r: pearsonOf(cell), n: cell.n }
  }
}

function kendallPair(columns: readonly Float64Array[]): PairOf {
  const ranks = columns.map(ranked)
  return (i, j) => {
    const { n, tau } = kendallOf(ranks[i]!, ranks[j]!)
    return { r: tau, n }
  }
}
