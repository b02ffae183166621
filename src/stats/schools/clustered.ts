// Pupils in schools, read from a table once for every op that knows of schools: the rows in which nothing is missing, each
// with the place of its school, and the reasons that hold for all of them (no rows, too few schools).
import type { Issues } from '../answer.ts'
import { columnOf, groupedBy, numericColumns } from '../columns.ts'
import { BadCall, type Columns } from '../shape.ts'

/** Below this a standard error that rests on the number of clusters is only a rough one. */
export const FEW_CLUSTERS = 10

export type Clustered = {
  readonly y: Float64Array
  readonly x: readonly Float64Array[]
  /** For each row the place of its cluster in `names`. */
  readonly of: Int32Array
  /** Of the clusters that have a complete row, numbers by size and words as words. */
  readonly names: readonly string[]
  /** The places of the complete rows in the table. */
  readonly rows: Int32Array
}

/** Listwise: a row counts when its outcome, its cluster and all its covariates are there. */
export function clustered(
  columns: Columns,
  read: { readonly outcome: string; readonly cluster: string; readonly covariates: readonly string[] },
  issues: Issues,
): Clustered {
  const [outcome, ...covariates] = numericColumns(columns, [read.outcome, ...read.covariates])
  if (columnOf(columns, read.cluster).length !== outcome!.length) throw new BadCall('The columns are not of one length')
  const groups = groupedBy(columns, read.cluster)
  const rows = completePlaces([outcome!, ...covariates], groups.of)
  noteMissing([outcome!, ...covariates], rows.length, issues)
  const { of, names } = occurring(groups.names, rows, groups.of)
  if (rows.length > 0) noteClusters(names.length, issues)
  return { y: at(outcome!, rows), x: covariates.map((one) => at(one, rows)), of, names, rows }
}

/** The places of the rows in which no column is missing, and whose group is known. */
export function completePlaces(columns: readonly Float64Array[], of?: Int32Array): Int32Array {
  const length = columns[0]?.length ?? of?.length ?? 0
  const places = new Int32Array(length)
  let found = 0
  for (let row = 0; row < length; row++) {
    let isComplete = of === undefined || of[row]! >= 0
    for (let j = 0; isComplete && j < columns.length; j++) isComplete = !Number.isNaN(columns[j]![row]!)
    if (isComplete) places[found++] = row
  }
  return places.slice(0, found)
}

export function at(column: Float64Array, places: Int32Array): Float64Array {
  const taken = new Float64Array(places.length)
  for (let i = 0; i < places.length; i++) taken[i] = column[places[i]!]!
  return taken
}

/** Why there may be nothing to reckon with: no complete row, or a column in which everything is missing. */
export function noteMissing(columns: readonly Float64Array[], complete: number, issues: Issues): void {
  if (complete > 0) return
  issues.add('no-data')
  if (columns.some((column) => column.length > 0 && column.every(Number.isNaN))) issues.add('all-missing')
}

export function noteClusters(clusters: number, issues: Issues): void {
  if (clusters < 2) issues.add('too-few-clusters')
  else if (clusters < FEW_CLUSTERS) issues.add('few-clusters')
}

/** The groups that occur in these rows, and each row's place among them. */
export function occurring(
  names: readonly string[],
  rows: Int32Array,
  of: Int32Array,
): { readonly of: Int32Array; readonly names: readonly string[] } {
  const counts = new Int32Array(names.length)
  for (let i = 0; i < rows.length; i++) counts[of[rows[i]!]!]!++
  const places = new Int32Array(names.length)
  const kept: string[] = []
  for (const [group, name] of names.entries()) if (counts[group]! > 0) places[group] = kept.push(name) - 1
  const placed = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) placed[i] = places[of[rows[i]!]!]!
  return { of: placed, names: kept }
}

/** How many rows each cluster has. */
export function sizesOf(of: Int32Array, clusters: number): Int32Array {
  const sizes = new Int32Array(clusters)
  for (let i = 0; i < of.length; i++) sizes[of[i]!]!++
  return sizes
}
