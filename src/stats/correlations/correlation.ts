// The correlation table as people read it: each coefficient with its number of rows, its p-value and its interval.
import { Issues, type Answer } from '../answer.ts'
import { columnOf, numericColumns, take } from '../columns.ts'
import { tTwoSided } from '../laws/t.ts'
import { matrix, toRows, type Matrix } from '../matrix/matrix.ts'
import type { Watch } from '../op.ts'
import { BadCall, type Columns } from '../shape.ts'
import { itemsOf } from './items.ts'
import {
  correlationMatrix,
  covarianceMatrix,
  type CorrelationMatrix,
  type CorrelationMethod,
  type MissingRule,
} from './matrix-of.ts'
import { momentsOf, scaled } from './moments.ts'

export type CorrelationInput = {
  readonly columns: Columns
  /** Left out: every column that has no words. */
  readonly items?: readonly string[] | undefined
  /** The items the answer follows, when they are not all of `items`. */
  readonly useItems?: readonly string[] | undefined
  /**
   * For listwise, what else must be there in a row that counts: the name of one of the lists (“items”), the name of a
   * column, or several names of columns. Columns named here may hold words.
   */
  readonly listwiseOver?: string | readonly string[] | undefined
}
export type CorrelationOptions = {
  readonly method?: CorrelationMethod | undefined
  /** Left out: pairwise, unless `listwiseOver` is given. */
  readonly missing?: MissingRule | undefined
}

/** The cells grow as the square: beyond this a table is a mistake, and nobody could read it. */
export const MOST_ITEMS = 1000
const Z95 = 1.959963984540054

/**
 * Correlations of all pairs of items: r, n, p, ciLow, ciHigh (items x items) and, for Pearson, covariance on n-1. p is two-sided from
 * t on n-2 df, unadjusted, for every method, null below 3 rows; the 95% interval is Fisher's z, null below 4 rows. p and
 * interval are null on the diagonal. Refused: words among the values, more than 1000 items.
 * Source: t and z of r, Fisher (1921), Metron 1, 3-32; for ranks the same, as Zar (2010) sec. 19.9 does for large n.
 */
export function correlation(
  input: CorrelationInput,
  { method = 'pearson', missing }: CorrelationOptions = {},
  watch: Watch = () => {},
): Answer {
  const names = itemsOf(input.columns, input.useItems ?? input.items)
  if (names.length > MOST_ITEMS) throw new BadCall(`More than ${MOST_ITEMS} items`)
  const rule = missing ?? (input.listwiseOver === undefined ? 'pairwise' : 'listwise')
  const all = numericColumns(input.columns, names)
  const columns = rule === 'listwise' ? presentIn(input, all) : all
  const found = correlationMatrix(columns, { method, missing: rule, watch })
  const issues = reasons(all, columns, found)
  const covariances = method === 'pearson' ? covarianceMatrix(columns, { missing: rule }).covariance : undefined
  if (covariances?.at.some((value, at) => !Number.isFinite(value) && found.n.at[at]! > 1)) issues.add('out-of-range')
  return {
    ...tested(found),
    ...(covariances && { covariance: toRows(covariances) }),
    items: names,
    issues: issues.list,
  }
}

/** p of one coefficient: two-sided, from t on n-2 df. NaN below three rows. */
export function pOfR(r: number, n: number): number {
  if (!(n >= 3)) return NaN
  return tTwoSided(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))), n - 2)
}

/** Fisher's 95% interval of one coefficient. NaN below four rows; a perfect correlation has no width. */
export function intervalOfR(r: number, n: number): readonly [low: number, high: number] {
  if (!(n >= 4)) return [NaN, NaN]
  const half = Z95 / Math.sqrt(n - 3)
  const z = Math.atanh(r)
  return [Math.tanh(z - half), Math.tanh(z + half)]
}

function tested({ r, n }: CorrelationMatrix): Record<string, unknown> {
  const p = r.rows
  const empty = (): Matrix => matrix(p, p, new Float64Array(p * p).fill(NaN))
  const [pValue, ciLow, ciHigh] = [empty(), empty(), empty()]
  for (let at = 0; at < p * p; at++) {
    if (at % (p + 1) === 0) continue
    const cell = r.at[at]!
    if (cell !== cell) continue
    pValue.at[at] = pOfR(cell, n.at[at]!)
    ;[ciLow.at[at], ciHigh.at[at]] = intervalOfR(cell, n.at[at]!)
  }
  return { r: toRows(r), n: toRows(n), p: toRows(pValue), ciLow: toRows(ciLow), ciHigh: toRows(ciHigh) }
}

/** `all`: the columns as they came; `used`: with the rows that may count. */
function reasons(
  all: readonly Float64Array[],
  used: readonly Float64Array[],
  { r, n, rows }: CorrelationMatrix,
): Issues {
  const issues = new Issues()
  if (all.length < 2) issues.add('too-few-items')
  if (all.length === 0 || all[0]!.length === 0) issues.add('no-data')
  const of = all.map((column) => momentsOf(scaled(column).column))
  if (of.some((one) => one.n === 0)) issues.add('all-missing')
  if (of.length > 0 && of.every((one) => one.n === 0)) issues.add('no-data')
  if (of.some((one) => one.n > 1 && one.ss === 0)) issues.add('constant-item', 'zero-variance')
  if (rows < 3 || used[0]?.length === 0) issues.add('too-few-cases')
  for (const [at, value] of r.at.entries()) {
    const common = n.at[at]!
    if (common === 0) issues.add('no-overlap')
    if (common < 3) issues.add('too-few-cases')
    else if (value !== value) issues.add('zero-variance')
  }
  return issues
}

function presentIn({ columns, items, useItems, listwiseOver }: CorrelationInput, used: Float64Array[]): Float64Array[] {
  if (listwiseOver === undefined) return used
  const lists: Readonly<Record<string, readonly string[] | undefined>> = { items, useItems }
  const named = (name: string): readonly string[] => (Object.hasOwn(lists, name) ? lists[name] : undefined) ?? [name]
  const names = typeof listwiseOver === 'string' ? named(listwiseOver) : listwiseOver
  const others = names.map((name) => columnOf(columns, name))
  const rows = used[0]?.length ?? 0
  if (used.length > 0 && others.some((column) => column.length !== rows))
    throw new BadCall('The columns are not of one length')
  const places = Array.from({ length: rows }, (_, row) => row).filter((row) =>
    others.every((column) => column[row] !== null),
  )
  return places.length === rows ? used : used.map((column) => take(column, places))
}
