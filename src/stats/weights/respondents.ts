// Respondents as weighting wants them: which cell each is in, and what a weighted mean rests on.
import type { Issues } from '../answer.ts'
import { columnOf, groupedBy, numericColumn, type Grouped } from '../columns.ts'
import { completePlaces, noteMissing } from '../schools/clustered.ts'
import { BadCall, type Columns } from '../shape.ts'

export type Respondents = {
  readonly y: Float64Array
  /** The places of the complete rows in the table. */
  readonly rows: Int32Array
  /** By variable: its groups, and for each complete row the place of its own. */
  readonly groups: readonly { readonly names: readonly string[]; readonly of: Int32Array }[]
}

/** Listwise: who has not answered, or is in no known group, is no respondent. */
export function respondents(columns: Columns, outcome: string, by: readonly string[], issues: Issues): Respondents {
  const y = numericColumn(columns, outcome)
  const grouped = by.map((name): Grouped => {
    if (columnOf(columns, name).length !== y.length) throw new BadCall('The columns are not of one length')
    return groupedBy(columns, name)
  })
  const rows = completePlaces([y]).filter((row) => grouped.every(({ of }) => of[row]! >= 0))
  noteMissing([y], rows.length, issues)
  return {
    y: Float64Array.from(rows, (row) => y[row]!),
    rows,
    groups: grouped.map(({ names, of }) => ({ names, of: Int32Array.from(rows, (row) => of[row]!) })),
  }
}

export type Cells = {
  /** The groups of a cell joined by a colon, such as "F:Y7"; only cells with a respondent, by their groups' order. */
  readonly names: readonly string[]
  /** For each respondent the place of its cell in `names`. */
  readonly of: Int32Array
  readonly sizes: Int32Array
  /** Cell after cell, the place of its group in each variable. */
  readonly groups: readonly (readonly number[])[]
}

/** The cells that the variables make together. */
export function cellsOf({ y, groups }: Respondents): Cells {
  const byKey = new Map<string, number[]>()
  const keys = Array.from(y, (_, i) => {
    const key = groups.map(({ of }) => of[i]!)
    const joined = key.join(' ')
    if (!byKey.has(joined)) byKey.set(joined, key)
    return joined
  })
  const sorted = [...byKey].toSorted(([, a], [, b]) => {
    const first = a.findIndex((one, at) => one !== b[at])
    return first < 0 ? 0 : a[first]! - b[first]!
  })
  const places = new Map(sorted.map(([key], place) => [key, place]))
  const of = Int32Array.from(keys, (key) => places.get(key)!)
  const sizes = new Int32Array(sorted.length)
  for (const cell of of) sizes[cell]!++
  return {
    names: sorted.map(([, key]) => key.map((place, at) => groups[at]!.names[place]!).join(':')),
    of,
    sizes,
    groups: sorted.map(([, key]) => key),
  }
}

export type Weighted = {
  readonly mean: number
  readonly sumWeights: number
  /** Kish's effective number of respondents, and how many times more the weights make necessary. */
  readonly kishEss: number
  readonly kishDeff: number
}

/**
 * A weighted mean and what the weights cost. All weights are 0 or more; all 0 gives NaN.
 * Source: Kish (1965), Survey Sampling, section 11.7; Kish (1992), Journal of Official Statistics 8(2), 183-200.
 */
export function weighted(y: Float64Array, weights: Float64Array): Weighted {
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0)
  const first = y[0] ?? NaN
  let sum = 0
  let squares = 0
  let shifted = 0
  for (let i = 0; i < y.length; i++) {
    const weight = weights[i]! / largest
    sum += weight
    squares += weight * weight
  }
  // Deviations from a first value: an offset costs no digits.
  for (let i = 0; i < y.length; i++) shifted += (weights[i]! / largest / sum) * (y[i]! - first)
  return {
    mean: first + shifted,
    sumWeights: sum * largest,
    kishEss: (sum * sum) / squares,
    kishDeff: (y.length * squares) / (sum * sum),
  }
}
