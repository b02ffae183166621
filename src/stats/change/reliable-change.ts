// Change in one child or school that is more than the instrument's own unreliability would show: whether someone got
// better is a question about that one, and no average answers it.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { numericColumns, present } from '../columns.ts'
import { momentsOf } from '../correlations/moments.ts'
import { levelled } from '../groups/levelled.ts'
import type { BeforeAfter } from './paired.ts'

export type ReliableOptions = {
  /** Of the instrument, 0 to 1. */
  readonly reliability?: number | undefined
  /** Left out: of `before`. */
  readonly sd?: number | undefined
  readonly z?: number | undefined
  readonly higherIsBetter?: boolean | undefined
}
export type ChangeClass = 'improved' | 'deteriorated' | 'unchanged'
export type ReliableChange = Answer & {
  readonly sDiff: Maybe
  /** The change beyond which it is reliable. */
  readonly threshold: Maybe
  /** One for each row; null where before or after is missing. */
  readonly rci: readonly Maybe[]
  readonly classes: readonly (ChangeClass | null)[]
} & { readonly [K in 'improved' | 'deteriorated' | 'unchanged']: Maybe } & { readonly n: number }

/** A change of exactly the threshold is not beyond it, also where rounding has put it there. */
const ROUNDING = 1e-12

/**
 * The reliable change index is after minus before over the standard error of a difference, sd x sqrt(2 (1 - reliability));
 * beyond z either way it is reliable (a change of exactly z is not). Whether it is an improvement depends on the direction;
 * the sign of the index does not. A reliability of 1, or a standard deviation of 0, leaves no error to measure against.
 * Source: Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19, p. 14.
 */
export function reliableChange(
  { before, after, columns }: BeforeAfter,
  { reliability, sd, z = 1.96, higherIsBetter = true }: ReliableOptions,
): ReliableChange {
  const [first, second] = numericColumns(columns, [before, after]) as [Float64Array, Float64Array]
  const issues = new Issues()
  const spread = sd ?? sdOf(first)
  if (first.length === 0) issues.add('no-data')
  else if (first.every(Number.isNaN) || second.every(Number.isNaN)) issues.add('all-missing')
  const isReliability = reliability !== undefined && reliability >= 0 && reliability <= 1
  if (!isReliability) issues.add('invalid-reliability')
  if (z <= 0 || spread < 0) issues.add('out-of-range')
  if (Number.isNaN(spread)) issues.add('too-few-cases')
  if (spread === 0 || reliability === 1) issues.add('zero-variance')
  const sDiff = isReliability && spread >= 0 ? spread * Math.sqrt(2 * (1 - reliability)) : NaN
  const threshold = z > 0 ? z * sDiff : NaN
  const rci = first.map((value, row) => (sDiff > 0 ? (second[row]! - value) / sDiff : NaN))
  if (sDiff > 0 && !(threshold <= Number.MAX_VALUE)) issues.add('out-of-range')
  // A spread so small that nothing is left of it.
  if (sDiff === 0 && !issues.has('zero-variance')) issues.add('out-of-range')
  if (isOverflowing(first, second, rci, sDiff)) issues.add('out-of-range')
  const classes = Array.from(rci, (index) => (z > 0 ? classOf(higherIsBetter ? index : -index, z) : null))
  const classed = classes.filter((one) => one !== null)
  const count = (name: ChangeClass): Maybe => (sDiff > 0 && z > 0 ? classed.filter((one) => one === name).length : null)
  return {
    sDiff: orNull(sDiff),
    threshold: orNull(threshold),
    rci: allOrNull(rci),
    classes,
    improved: count('improved'),
    deteriorated: count('deteriorated'),
    unchanged: count('unchanged'),
    n: classed.length,
    issues: issues.list,
  }
}

function classOf(better: number, z: number): ChangeClass | null {
  if (Number.isNaN(better)) return null
  const beyond = z * (1 + ROUNDING)
  return better > beyond ? 'improved' : better < -beyond ? 'deteriorated' : 'unchanged'
}

const isOverflowing = (first: Float64Array, second: Float64Array, rci: Float64Array, sDiff: number): boolean =>
  sDiff > 0 && rci.some((one, row) => !Number.isFinite(one) && !Number.isNaN(first[row]! + second[row]!))

/** NaN for fewer than two values. */
export function sdOf(column: Float64Array): number {
  const { columns, scale } = levelled([present(column)])
  const { n, ss } = momentsOf(columns[0]!)
  return n < 2 ? NaN : Math.sqrt(ss / (n - 1)) / scale
}
