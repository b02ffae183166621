// Recovery in the sense of Jacobson and Truax: a change that is reliable and that ends on the side of those who are well.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { momentsOf } from '../correlations/moments.ts'
import type { BeforeAfter } from './paired.ts'
import { reliableChange, sdOf, type ChangeClass, type ReliableOptions } from './reliable-change.ts'

export type ClinicalOptions = ReliableOptions & {
  /** Left out: those of `before`. */
  readonly clinicalMean?: number | undefined
  readonly clinicalSd?: number | undefined
  readonly normalMean: number
  readonly normalSd: number
}
export type ClinicalChange = Answer & {
  readonly cutoffC: Maybe
  /** How many. */
  readonly recovered: Maybe
  /** One for each row; null where before or after is missing. */
  readonly recoveredRows: readonly (boolean | null)[]
  readonly classes: readonly ('recovered' | ChangeClass | null)[]
} & { readonly [K in 'improved' | 'deteriorated' | 'unchanged' | 'sDiff' | 'threshold']: Maybe } & {
  readonly n: number
}

/**
 * The cut-off C lies between the clinical and the normal mean, each weighted with the other's standard deviation. Recovered:
 * before on the clinical side of C, after on C or beyond, and reliably improved; `improved` counts those who improved
 * reliably, recovered or not, and `classes` calls those who recovered so.
 * Source: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19, p. 13, cut-off c.
 */
export function clinicalChange(input: BeforeAfter, options: ClinicalOptions): ClinicalChange {
  const { higherIsBetter = true, normalMean, normalSd } = options
  const [before, after] = numericColumns(input.columns, [input.before, input.after]) as [Float64Array, Float64Array]
  const change = reliableChange(input, options)
  const issues = new Issues().add(...change.issues)
  const clinicalMean = options.clinicalMean ?? momentsOf(before).mean
  const clinicalSd = options.clinicalSd ?? sdOf(before)
  const cutoff = cutoffOf(clinicalMean, clinicalSd, normalMean, normalSd, issues)
  const better = (value: number): number => (higherIsBetter ? value - cutoff : cutoff - value)
  const recoveredRows = change.classes.map((one, row) =>
    one === null || Number.isNaN(cutoff)
      ? null
      : one === 'improved' && better(before[row]!) < 0 && better(after[row]!) >= 0,
  )
  const isCounted = change.improved !== null && !Number.isNaN(cutoff)
  return {
    cutoffC: orNull(cutoff),
    recovered: isCounted ? recoveredRows.filter((one) => one === true).length : null,
    recoveredRows,
    classes: change.classes.map((one, row) => (recoveredRows[row] === true ? 'recovered' : one)),
    improved: change.improved,
    deteriorated: change.deteriorated,
    unchanged: change.unchanged,
    sDiff: change.sDiff,
    threshold: change.threshold,
    n: change.n,
    issues: issues.list,
  }
}

function cutoffOf(mean1: number, sd1: number, mean0: number, sd0: number, issues: Issues): number {
  if (Number.isNaN(sd1)) issues.add('too-few-cases')
  if (sd0 < 0 || sd1 < 0) issues.add('out-of-range')
  else if (sd0 + sd1 === 0) issues.add('zero-variance')
  // As a share of the two, so that large standard deviations do not overflow.
  const most = Math.max(sd0, sd1)
  const share = sd0 / most / (sd0 / most + sd1 / most)
  const cutoff = sd0 < 0 || sd1 < 0 ? NaN : share * mean1 + (1 - share) * mean0
  if (most > 0 && sd0 >= 0 && sd1 >= 0 && !Number.isFinite(cutoff)) issues.add('out-of-range')
  return Number.isFinite(cutoff) ? cutoff : NaN
}
