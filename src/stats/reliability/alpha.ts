// Cronbach's alpha: whether a set of items hangs together well enough to be read as one scale.
import { Issues, type Answer } from '../answer.ts'
import { completeRows, numericColumns, take } from '../columns.ts'
import { itemsOf } from '../correlations/items.ts'
import { covarianceMatrix, type MissingRule } from '../correlations/matrix-of.ts'
import { momentsOf, scaled } from '../correlations/moments.ts'
import { BadCall, type Columns } from '../shape.ts'
import { alphaAnswer, type ItemStatistic } from './alpha-numbers.ts'

export type AlphaOptions = {
  readonly missing?: MissingRule | undefined
  /** Items to be turned round: scaleMin + scaleMax - x. Both bounds are then needed. */
  readonly reverse?: readonly string[] | undefined
  readonly scaleMin?: number | undefined
  readonly scaleMax?: number | undefined
  /** False: do not list items that seem to be worded the other way. */
  readonly suggestReversed?: boolean | undefined
}

const MOST_ITEMS = 1000

/**
 * alpha, standardised, averageR, guttman6 and the 95% interval (ciLow, ciHigh) as numbers; alphaIfDropped, itemRest, itemMean and
 * itemSd in the order of the items, after reversal; n: all rows, or with listwise the complete ones. Items that are empty or
 * constant are named in `leftOut`, and what follows is about the others; in the lists alphaIfDropped and itemRest are null for
 * them. Null below three rows or two items. Refused: reversal without both bounds, or of what is not an item.
 * Source: Cronbach (1951), Psychometrika 16, 297-334; interval: Feldt (1965), Psychometrika 30, 357-370; guttman6: Guttman (1945),
 * Psychometrika 10, 255-282.
 */
export function alpha(
  { items, columns }: { readonly items?: readonly string[] | undefined; readonly columns: Columns },
  options: AlphaOptions = {},
): Answer {
  const names = itemsOf(columns, items)
  if (names.length > MOST_ITEMS) throw new BadCall(`More than ${MOST_ITEMS} items`)
  const issues = new Issues()
  const numbers = turned(numericColumns(columns, names), names, options, issues)
  const { missing = 'pairwise' } = options
  const { kept, rows } = usable(numbers, missing, issues)
  const used = rows ? numbers.map((column) => take(column, rows)) : numbers
  const { covariance } = covarianceMatrix(
    kept.map((at) => used[at]!),
    { missing },
  )
  return alphaAnswer({
    names,
    kept,
    covariance,
    statistics: used.map(statisticOf),
    rows: used[0]?.length ?? 0,
    suggest: options.suggestReversed ?? true,
    issues,
  })
}

/** The sign of each item, -1 for a reversed one, and what is then added; a call that lacks the bounds is refused. */
export function reversal(
  names: readonly string[],
  { reverse = [], scaleMin, scaleMax }: AlphaOptions,
): { readonly isReversed: readonly boolean[]; readonly sum: number } {
  const stranger = reverse.find((name) => !names.includes(name))
  if (stranger !== undefined) throw new BadCall(`“${stranger}” is to be reversed but is not one of the items`)
  const isReversed = names.map((name) => reverse.includes(name))
  if (reverse.length === 0) return { isReversed, sum: 0 }
  if (scaleMin === undefined || scaleMax === undefined)
    throw new BadCall('To reverse items both options.scaleMin and options.scaleMax are needed')
  return { isReversed, sum: scaleMin + scaleMax }
}

function turned(
  numbers: readonly Float64Array[],
  names: readonly string[],
  options: AlphaOptions,
  issues: Issues,
): readonly Float64Array[] {
  const { isReversed, sum } = reversal(names, options)
  const { scaleMin = -Infinity, scaleMax = Infinity } = options
  return numbers.map((column, at) => {
    if (!isReversed[at]) return column
    // Still reversed: the answers may be right and the bounds wrong, and only the reader can tell.
    if (column.some((value) => value < scaleMin || value > scaleMax)) issues.add('out-of-range')
    return column.map((value) => sum - value)
  })
}

/** The items that vary, and the rows that count (undefined: all). Without an item the complete rows may be more. */
function usable(
  numbers: readonly Float64Array[],
  missing: MissingRule,
  issues: Issues,
): { readonly kept: readonly number[]; readonly rows: readonly number[] | undefined } {
  const answered = numbers.map((column) => statisticOf(column).n)
  if (answered.includes(0)) issues.add('all-missing')
  if (answered.includes(1)) issues.add('constant-item')
  let kept = [...numbers.keys()].filter((at) => answered[at]! > 1)
  for (;;) {
    const rows = missing === 'listwise' && kept.length > 0 ? completeRows(kept.map((at) => numbers[at]!)) : undefined
    const varying = kept.filter((at) => {
      const { n, sd } = statisticOf(rows ? take(numbers[at]!, rows) : numbers[at]!)
      return n < 2 || sd !== 0
    })
    if (varying.length === kept.length) return { kept, rows }
    issues.add('constant-item')
    kept = varying
  }
}

function statisticOf(column: Float64Array): ItemStatistic {
  const { column: within, scale } = scaled(column)
  const { n, mean, ss } = momentsOf(within)
  return { n, mean: mean / scale, sd: n < 2 ? NaN : Math.sqrt(ss / (n - 1)) / scale }
}
