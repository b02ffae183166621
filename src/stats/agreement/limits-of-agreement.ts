// How far two measures of the same thing may be apart for one person: a correlation does not say it.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { completeRows, numericColumns, take } from '../columns.ts'
import { icc } from '../schools/icc.ts'
import type { Columns } from '../shape.ts'

/** The 1.96 of Bland and Altman's paper, as everyone prints it. */
const WIDE = 1.96

export type LimitsOfAgreement = Answer & {
  readonly [K in 'bias' | 'low' | 'high' | 'iccAgreement' | 'sd']: Maybe
} & { readonly n: number }

/**
 * Mean difference a - b over the rows that have both, and the limits 1.96 standard deviations (n - 1) to each side, between
 * which nearly all differences lie; with ICC(2,1), the agreement of the two. Needs two complete rows. Sources: Bland and
 * Altman 1986, Lancet 327:307; 1999, Stat Methods Med Res 8:135; Shrout and Fleiss 1979.
 */
export function limitsOfAgreement({
  a,
  b,
  columns,
}: {
  readonly a: string
  readonly b: string
  readonly columns: Columns
}): LimitsOfAgreement {
  const both =
    a === b ? Array.from({ length: 2 }, () => numericColumns(columns, [a])[0]!) : numericColumns(columns, [a, b])
  const issues = new Issues()
  const rows = completeRows(both)
  const [first, second] = both.map((column) => take(column, rows)) as [Float64Array, Float64Array]
  const n = rows.length
  if (both[0]!.length === 0) issues.add('no-data')
  else if (both.some((column) => column.every(Number.isNaN))) issues.add('all-missing')
  else if (n === 0) issues.add('no-pairs')
  if (n < 2) issues.add('too-few-cases')
  const { mean, sd } = spread(first.map((value, at) => value - second[at]!))
  if ((n > 0 && !Number.isFinite(mean)) || (n > 1 && !Number.isFinite(sd))) issues.add('out-of-range')
  const agreement = icc(Array.from(first, (value, at) => [value, second[at]!]))
  const { ICC2 } = agreement['icc'] as { readonly ICC2: Maybe }
  // One of the other five forms may be negative alone.
  const isNegative = ICC2 !== null && ICC2 < 0
  if (n >= 2) issues.add(...agreement.issues.filter((one) => one !== 'negative-icc' || isNegative))
  // Those rated are all alike, and so are the raters: nothing for it to be a share of.
  if (n >= 2 && ICC2 === null && issues.list.length === 0) issues.add('no-variation')
  return {
    bias: orNull(mean),
    low: orNull(mean - WIDE * sd),
    high: orNull(mean + WIDE * sd),
    iccAgreement: n < 2 ? null : ICC2,
    sd: orNull(sd),
    n,
    issues: issues.list,
  }
}

/** On deviations from the first value, so that an offset costs no digits. */
function spread(values: Float64Array): { readonly mean: number; readonly sd: number } {
  const n = values.length
  const from = values[0] ?? NaN
  let shift = 0
  for (const value of values) shift += (value - from) / n
  let sum = 0
  for (const value of values) sum += (value - from - shift) ** 2
  return { mean: n === 0 ? NaN : from + shift, sd: n < 2 ? NaN : Math.sqrt(sum / (n - 1)) }
}
