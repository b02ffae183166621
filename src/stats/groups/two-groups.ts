// Two groups out of a call: rows by a grouping column in the order asked for, or two columns side by side. Every
// comparison of two means, and the rank test, reads its groups here.
import { columnOf, groupedBy, numericColumn, present } from '../columns.ts'
import type { Issue } from '../issues.ts'
import { BadCall, type Columns } from '../shape.ts'

export type TwoGroupsInput = {
  readonly columns: Columns
  readonly outcome?: string | undefined
  readonly group?: string | undefined
  /** The two groups (or columns), first the one from which the other is subtracted. */
  readonly order?: readonly string[] | undefined
  /** Each column is a group; they need not be of one length. */
  readonly twoColumns?: boolean | undefined
}
export type TwoGroups = {
  readonly first: Float64Array
  readonly second: Float64Array
  /** Why there are not two groups with something in them. */
  readonly issues: readonly Issue[]
}
/** For each row 0, 1, or -1 for neither; undefined when the column has fewer than two groups and no order was given. */
export type Sides = Int32Array | undefined

const NONE = new Float64Array()

/** Missing outcomes, and rows of no group or of another one, are left out. */
export function twoGroups(input: TwoGroupsInput): TwoGroups {
  if (input.twoColumns === true) return twoColumns(input)
  if (input.outcome === undefined) throw new BadCall('input.outcome is missing: a name')
  if (input.group === undefined) throw new BadCall('input.group is missing: a name')
  const outcome = numericColumn(input.columns, input.outcome)
  return split(outcome, sidesOf(input.columns, input.group, input.order))
}

/** Which of the two groups each row belongs to. More than two groups need an order that says which two. */
export function sidesOf(columns: Columns, group: string, order: readonly string[] | undefined): Sides {
  const { names, of } = groupedBy(columns, group, order === undefined ? undefined : twoNames(order))
  if (names.length > 2) throw new BadCall(`Column “${group}” has ${names.length} groups: input.order must name two`)
  return names.length < 2 ? undefined : of
}

export function split(outcome: Float64Array, sides: Sides): TwoGroups {
  if (outcome.length === 0) return { first: NONE, second: NONE, issues: ['no-data'] }
  if (sides === undefined) return { first: NONE, second: NONE, issues: ['too-few-groups'] }
  if (sides.length !== outcome.length) throw new BadCall('The columns are not of one length')
  const first = outcome.filter((value, row) => sides[row] === 0 && !Number.isNaN(value))
  const second = outcome.filter((value, row) => sides[row] === 1 && !Number.isNaN(value))
  return { first, second, issues: emptiness(first, second, outcome) }
}

function twoColumns({ columns, order }: TwoGroupsInput): TwoGroups {
  const names = order === undefined ? Object.keys(columns) : twoNames(order)
  if (names.length < 2) throw new BadCall('Two columns are needed')
  for (const name of names.slice(0, 2)) columnOf(columns, name)
  const first = present(numericColumn(columns, names[0]!))
  const second = present(numericColumn(columns, names[1]!))
  const rows = columns[names[0]!]!.length + columns[names[1]!]!.length
  return { first, second, issues: rows === 0 ? ['no-data'] : emptiness(first, second) }
}

function emptiness(first: Float64Array, second: Float64Array, outcome?: Float64Array): Issue[] {
  if (first.length > 0 && second.length > 0) return []
  const isAllMissing = outcome ? outcome.every(Number.isNaN) : first.length + second.length === 0
  return isAllMissing ? ['all-missing', 'empty-group'] : ['empty-group']
}

function twoNames(order: readonly string[]): readonly string[] {
  if (order.length !== 2 || order[0] === order[1]) throw new BadCall('input.order must name two different groups')
  return order
}
