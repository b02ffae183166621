// Several groups out of a call, and what every analysis of their means begins with: how the outcome varies between them and
// within.
import { groupedBy, numericColumn } from '../columns.ts'
import { momentsOf, type Moments } from '../correlations/moments.ts'
import type { Issue } from '../issues.ts'
import { BadCall, type Columns } from '../shape.ts'
import { levelled, type Levelled } from './levelled.ts'

export type SeveralGroupsInput = { readonly columns: Columns; readonly outcome: string; readonly group: string }
export type SeveralGroups = {
  /** Sorted; groups without a value are left out. */
  readonly names: readonly string[]
  /** About a common middle and of ordinary size: see levelled.ts. */
  readonly values: readonly Float64Array[]
  readonly level: Levelled
  /** Why there is nothing to compare. */
  readonly issues: readonly Issue[]
}

/** Rows without outcome or group are left out. */
export function severalGroups({ columns, outcome, group }: SeveralGroupsInput): SeveralGroups {
  const values = numericColumn(columns, outcome)
  const { names, of } = groupedBy(columns, group)
  if (of.length !== values.length) throw new BadCall('The columns are not of one length')
  const level = levelled([values])
  const lists: number[][] = names.map(() => [])
  for (const [row, value] of level.columns[0]!.entries())
    if (of[row]! >= 0 && !Number.isNaN(value)) lists[of[row]!]!.push(value)
  const kept = names.flatMap((name, at) => (lists[at]!.length > 0 ? [{ name, values: lists[at]! }] : []))
  return {
    names: kept.map((one) => one.name),
    values: kept.map((one) => Float64Array.from(one.values)),
    level,
    issues: reasons(values, names.length, kept.length),
  }
}

function reasons(outcome: Float64Array, named: number, kept: number): Issue[] {
  if (outcome.length === 0) return ['no-data']
  if (outcome.every(Number.isNaN)) return ['all-missing']
  return kept >= 2 ? [] : named > kept ? ['empty-group', 'too-few-groups'] : ['too-few-groups']
}

/** The sums of squares of one factor; all in the unit of the values given, NaN where not defined. */
export type OneWay = {
  readonly moments: readonly Moments[]
  readonly between: number
  readonly within: number
  readonly df1: number
  readonly df2: number
  /** Mean square within. */
  readonly error: number
}

export function oneWay(values: readonly Float64Array[]): OneWay {
  const moments = values.map(momentsOf)
  const n = moments.reduce((sum, group) => sum + group.n, 0)
  const grand = moments.reduce((sum, group) => sum + group.n * group.mean, 0) / n
  const between = moments.reduce((sum, group) => sum + group.n * (group.mean - grand) ** 2, 0)
  const within = moments.reduce((sum, group) => sum + group.ss, 0)
  const df2 = n - values.length
  return { moments, between, within, df1: values.length - 1, df2, error: df2 > 0 ? within / df2 : NaN }
}
