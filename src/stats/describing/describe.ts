// What each item's answers look like, before anything is made of them.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { itemsOf } from '../correlations/items.ts'
import type { Columns } from '../shape.ts'
import { descriptionOf, type Description } from './description.ts'

/** More different values than this are no longer counted one by one. */
const MOST_ANSWERS = 50

/**
 * Each key is a list in the order of the items; missing values are left out item by item. sd, se, skew and kurtosis need two
 * values, and the last two some variation. `frequencies` is items x `answers`, the different values of all items from the
 * lowest; both null when there are more than 50.
 * Source: skew m3/s³ and kurtosis m4/s⁴-3, moments on n and s on n-1: b1 and b2 of Joanes & Gill (1998), The Statistician 47,
 * 183-189; quartiles: Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7.
 */
export function describe({
  columns,
  items,
}: {
  readonly columns: Columns
  readonly items?: readonly string[] | undefined
}): Answer {
  const names = itemsOf(columns, items)
  const numbers = numericColumns(columns, names)
  const each = numbers.map(descriptionOf)
  const issues = reasons(each, numbers[0]?.length ?? 0)
  return {
    ...listsOf(each),
    ...frequenciesOf(numbers),
    items: names,
    issues: issues.list,
  }
}

/** One list for each number, in the order of the items. */
export function listsOf(each: readonly Description[]): Readonly<Record<keyof Description, Maybe[]>> {
  const list = (key: keyof Description): Maybe[] => allOrNull(each.map((one) => one[key]))
  return {
    n: list('n'),
    missing: list('missing'),
    mean: list('mean'),
    sd: list('sd'),
    se: list('se'),
    median: list('median'),
    min: list('min'),
    max: list('max'),
    q25: list('q25'),
    q75: list('q75'),
    skew: list('skew'),
    kurtosis: list('kurtosis'),
  }
}

export function reasons(each: readonly Description[], rows: number): Issues {
  const issues = new Issues()
  if (each.length === 0) issues.add('too-few-items')
  if (rows === 0 || each.every(({ n }) => n === 0)) issues.add('no-data')
  if (each.some(({ n }) => n === 0)) issues.add('all-missing')
  if (each.some(({ n }) => n < 2)) issues.add('too-few-cases')
  if (each.some(({ n, sd }) => n > 1 && sd === 0)) issues.add('constant-item', 'zero-variance')
  if (each.some(({ n, mean, sd }) => n > 1 && !Number.isFinite(mean + sd))) issues.add('out-of-range')
  return issues
}

function frequenciesOf(numbers: readonly Float64Array[]): {
  readonly frequencies: number[][] | null
  readonly answers: Maybe[] | null
} {
  const places = new Map<number, number>()
  for (const column of numbers)
    for (const value of column) {
      if (value === value) places.set(value === 0 ? 0 : value, 0)
      if (places.size > MOST_ANSWERS) return { frequencies: null, answers: null }
    }
  const answers = [...places.keys()].sort((a, b) => a - b)
  for (const [at, answer] of answers.entries()) places.set(answer, at)
  const frequencies = numbers.map((column) => {
    const counts = answers.map(() => 0)
    for (const value of column) if (value === value) counts[places.get(value)!]!++
    return counts
  })
  return { frequencies, answers: answers.map(orNull) }
}
