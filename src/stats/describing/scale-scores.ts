// Scores of scales: the mean of the items somebody answered, when they answered enough of them.
import { allOrNull, Issues, type Answer } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { itemsOf } from '../correlations/items.ts'
import { BadCall, type Columns } from '../shape.ts'

export type Scales = Readonly<Record<string, readonly string[]>>
export type ScaleScoresOptions = {
  /** Items by name of scale. Left out: one scale, “score”, of all items. */
  readonly scales?: Scales | undefined
  /** The part of a scale's items that must be answered, 0 to 1. */
  readonly minAnswered?: number | undefined
}

/**
 * For each scale a list with one score a row: the mean of the answered items, on the scale of the answers; null when fewer
 * than minAnswered x items are answered, or none. Nothing is imputed and nothing reversed.
 * Source: the person mean of Schafer & Graham (2002), Psychological Methods 7, 147-177, p. 157-158.
 */
export function scaleScores(
  { columns, items }: { readonly columns: Columns; readonly items?: readonly string[] | undefined },
  { scales, minAnswered = 0.8 }: ScaleScoresOptions = {},
): Answer {
  const wanted = Object.entries(scales ?? { score: itemsOf(columns, items) })
  if (wanted.some(([name]) => name === 'issues' || name === 'ignored'))
    throw new BadCall('A scale cannot be called “issues” or “ignored”: the answer has those itself')
  const issues = new Issues()
  if (wanted.length === 0) issues.add('no-data')
  const isPart = minAnswered >= 0 && minAnswered <= 1
  if (!isPart) issues.add('out-of-range')
  const rows = Math.max(0, ...Object.values(columns).map((column) => column.length))
  const scored = wanted.map(([name, own]) => {
    const numbers = numericColumns(columns, own)
    if (own.length === 0) issues.add('too-few-items')
    const scores = isPart ? meansOf(numbers, rows, minAnswered) : new Float64Array(rows).fill(NaN)
    if (own.length > 0 && rows > 0 && numbers.every((column) => column.every(Number.isNaN))) issues.add('all-missing')
    return [name, allOrNull(scores)] as const
  })
  if (rows === 0) issues.add('no-data')
  return { ...Object.fromEntries(scored), issues: issues.list }
}

function meansOf(items: readonly Float64Array[], rows: number, minAnswered: number): Float64Array {
  // A part such as 0.28 of 25 is a little more than 7 as a double.
  const least = Math.max(1, minAnswered * items.length * (1 - 1e-12))
  return Float64Array.from({ length: rows }, (_, row) => {
    let answered = 0
    let sum = 0
    for (const item of items) {
      const value = item[row]!
      if (value !== value) continue
      answered++
      sum += value
    }
    if (answered < least) return NaN
    if (Number.isFinite(sum)) return sum / answered
    // Numbers so large that their sum is none: their parts of the mean still are.
    return items.reduce((mean, item) => mean + (item[row] === item[row] ? item[row]! / answered : 0), 0)
  })
}
