// Polychoric correlations of ratings in a few steps, with the thresholds between the steps.
import { allOrNull, Issues, orNull, type Answer } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import type { Issue } from '../issues.ts'
import { normalQuantile } from '../laws/normal.ts'
import { cholesky } from '../matrix/cholesky.ts'
import { matrix, toRows, type Matrix } from '../matrix/matrix.ts'
import type { Watch } from '../op.ts'
import { BadCall, type Columns } from '../shape.ts'
import type { JointTables } from '../streaming/joint-tables.ts'
import { codedColumn, pairTables, type Coded } from './coded.ts'
import { itemsOf } from './items.ts'
import { polychoricPair } from './polychoric-pair.ts'
import type { PairTable } from './table.ts'

export type PolychoricMatrix = {
  /** NaN where a rating is constant among the rows of the pair. */
  readonly r: Matrix
  readonly n: Matrix
  /** For each item the limits between its answers on the standard normal, one fewer than the answers that were given. */
  readonly thresholds: number[][]
  readonly issues: readonly Issue[]
}
export type PolychoricOptions = {
  /** What stands in an empty cell, 0 to 1; 0 is none. */
  readonly continuityCorrection?: number | undefined
}

/** Of the whole table of items: limits between answers in all pairs. Beyond it the work would take minutes. */
const MOST_CORNERS = 10_000_000
const MOST_ITEMS = 300
/** Fewer rows than this leave most combinations of answers to chance. */
const SMALL = 100

/**
 * Polychoric correlations of all pairs of ratings, each pair on its own complete rows, with each item's thresholds from all its
 * answers (as psych does; so they are the same in every pair): r and n (items x items),
 * thresholds by item from all its values. Refused (out-of-range): more different values than a rating has, and a
 * correction outside 0 to 1. The matrix is not smoothed: not-positive-definite is only reported.
 * Source: Olsson (1979), Psychometrika 44, 443-460, two-step.
 */
export function polychoric(
  { columns, items }: { readonly columns: Columns; readonly items?: readonly string[] | undefined },
  { continuityCorrection = 0 }: PolychoricOptions = {},
  watch: Watch = () => {},
): Answer {
  const names = itemsOf(columns, items)
  if (names.length > MOST_ITEMS) throw new BadCall(`More than ${MOST_ITEMS} items`)
  const numbers = numericColumns(columns, names)
  const coded = numbers.map((one) => codedColumn(one))
  const found = ofCoded(coded, numbers[0]?.length ?? 0, continuityCorrection, watch)
  return {
    r: toRows(found.r),
    thresholds: found.thresholds.map((list, at) => (coded[at] ? allOrNull(list) : null)),
    n: toRows(found.n),
    emptyCells: toRows(found.emptyCells),
    correction: orNull(continuityCorrection),
    items: names,
    issues: [...found.issues],
  }
}

/** The same from columns, NaN for missing. */
export function polychoricMatrix(columns: readonly Float64Array[], continuityCorrection = 0): PolychoricMatrix {
  return ofCoded(
    columns.map((one) => codedColumn(one)),
    columns[0]?.length ?? 0,
    continuityCorrection,
  )
}

/** The same from joint tables, whatever number of rows they hold. */
export function polychoricOfTables(tables: JointTables, continuityCorrection = 0): PolychoricMatrix {
  const counts = Array.from({ length: tables.items }, (_, item) => tables.countsOf(item))
  const tableOf = (i: number, j: number): PairTable => ({ counts: tables.tableOf(i, j), across: tables.levels })
  return ofTables(counts, tables.rows, tableOf, continuityCorrection)
}

type Found = PolychoricMatrix & { readonly emptyCells: Matrix }

function ofCoded(coded: readonly (Coded | undefined)[], rows: number, correction: number, watch?: Watch): Found {
  const counts = coded.map((one) => one?.counts)
  return ofTables(counts, rows, pairTables(coded, rows), correction, watch)
}

/** `counts`: for each item how many gave each answer; undefined when it is no rating. */
function ofTables(
  counts: readonly (Float64Array | undefined)[],
  rows: number,
  tableOf: (i: number, j: number) => PairTable,
  correction: number,
  watch: Watch = () => {},
): Found {
  const p = counts.length
  const used = counts.map((one) => one?.filter((count) => count > 0))
  const issues = reasons(used, rows)
  const blank = (): Matrix => matrix(p, p, new Float64Array(p * p).fill(NaN))
  const [r, n, emptyCells] = [blank(), blank(), blank()]
  const thresholds = used.map((one) => thresholdsOf(one ?? new Float64Array()))
  const steps = thresholds.reduce((sum, list) => sum + list.length, 0)
  if (!(correction >= 0 && correction <= 1) || steps * steps > 2 * MOST_CORNERS) {
    return { r, n, emptyCells, thresholds, issues: issues.add('out-of-range').list }
  }
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const [one, other] = [used[i], used[j]]
      if (!one || !other) continue
      const cell = i === j ? itself(one) : polychoricPair(tableOf(i, j), correction, { x: counts[i]!, y: counts[j]! })
      if (!cell.isConverged) issues.add('no-convergence')
      if (i !== j) explain(issues, cell)
      for (const at of [i * p + j, j * p + i]) {
        r.at[at] = cell.rho
        n.at[at] = cell.n
        emptyCells.at[at] = cell.emptyCells
      }
    }
    watch(((i + 1) * (i + 2)) / (p * (p + 1)))
  }
  if (p > 1 && r.at.every((value) => value === value) && !cholesky(r)) issues.add('not-positive-definite')
  return { r, n, emptyCells, thresholds, issues: issues.list }
}

function itself(used: Float64Array): ReturnType<typeof polychoricPair> {
  const n = used.reduce((sum, count) => sum + count, 0)
  return { n, rho: used.length < 2 ? NaN : 1, emptyCells: 0, isConverged: true }
}

function explain(issues: Issues, { n, rho, emptyCells }: ReturnType<typeof polychoricPair>): void {
  if (n === 0) issues.add('no-overlap')
  if (n < 3) issues.add('too-few-cases')
  else if (rho !== rho) issues.add('zero-variance')
  if (emptyCells > 0) issues.add('empty-cells')
}

function reasons(used: readonly (Float64Array | undefined)[], rows: number): Issues {
  const issues = new Issues()
  if (used.length < 2) issues.add('too-few-items')
  if (used.length === 0 || rows === 0 || used.every((one) => one?.length === 0)) issues.add('no-data')
  if (used.some((one) => one?.length === 0)) issues.add('all-missing')
  if (used.some((one) => one?.length === 1)) issues.add('constant-item', 'zero-variance')
  if (used.includes(undefined)) issues.add('out-of-range')
  if (rows < SMALL) issues.add('small-sample')
  if (rows < 3) issues.add('too-few-cases')
  return issues
}

function thresholdsOf(used: Float64Array): number[] {
  const n = used.reduce((sum, count) => sum + count, 0)
  let below = 0
  return Array.from(used.subarray(0, -1), (count) => {
    below += count
    return normalQuantile(below / n)
  })
}
