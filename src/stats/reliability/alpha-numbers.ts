// Alpha and what is read beside it, from a covariance matrix: wherever that came from, rows or joint tables.
import { allOrNull, orNull, type Answer, type Issues, type Maybe } from '../answer.ts'
import { fQuantile } from '../laws/f.ts'
import { inverseOf } from '../matrix/cholesky.ts'
import { eigenSymmetric } from '../matrix/eigen.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'

export type ItemStatistic = { readonly n: number; readonly mean: number; readonly sd: number }
export type AlphaParts = {
  readonly names: readonly string[]
  /** The places of the items that vary. */
  readonly kept: readonly number[]
  /** Of the kept items. */
  readonly covariance: Matrix
  /** Of all items. */
  readonly statistics: readonly ItemStatistic[]
  readonly rows: number
  readonly suggest: boolean
  readonly issues: Issues
}

const SMALL = 10
/** A sum of covariances this small beside the variances is rounding. */
const ROUNDING = 1e-14
const SINGULAR = 1e-10

export function alphaAnswer(parts: AlphaParts): Answer {
  const { names, kept, covariance, statistics, rows, issues } = parts
  const k = kept.length
  explain(parts)
  const isPossible = k >= 2 && rows >= 3
  const c = isPossible ? covariance : matrix(k, k, new Float64Array(k * k).fill(NaN))
  const isWhole = c.at.every(Number.isFinite)
  const total = alphaOf(c)
  if (isPossible && isWhole && total !== total) issues.add('zero-variance')
  if (total < 0) issues.add('negative-alpha')
  const r = correlationsOf(c)
  const averageR = meanOff(r)
  const [ciLow, ciHigh] = feldtInterval(total, rows, k)
  const suggested = isPossible && isWhole ? againstTheMajority(r) : []
  if (suggested.length > 0) issues.add('reverse-keyed')
  const inOrder = (values: Float64Array): Maybe[] => {
    const places = new Map(kept.map((item, at) => [item, at]))
    return names.map((_, item) => orNull(values[places.get(item) ?? -1] ?? NaN))
  }
  return {
    alpha: orNull(total),
    standardised: orNull((k * averageR) / (1 + (k - 1) * averageR)),
    averageR: orNull(averageR),
    ciLow: orNull(ciLow),
    ciHigh: orNull(ciHigh),
    guttman6: orNull(isWhole ? guttman6(r) : NaN),
    // Of two items one is left, and one item has no alpha: there is no list.
    alphaIfDropped: names.length === 2 ? null : inOrder(alphaIfDropped(c)),
    itemRest: inOrder(itemRest(c)),
    itemMean: allOrNull(statistics.map(({ mean }) => mean)),
    itemSd: allOrNull(statistics.map(({ sd }) => sd)),
    n: rows,
    items: names,
    leftOut: names.filter((_, item) => !kept.includes(item)),
    ...(parts.suggest && { suggestedReversed: suggested.map((at) => names[kept[at]!]!) }),
    issues: issues.list,
  }
}

function explain({ names, kept, covariance, statistics, rows, issues }: AlphaParts): void {
  if (rows === 0 || names.length === 0 || statistics.every(({ n }) => n === 0)) issues.add('no-data')
  if (kept.length < 2) issues.add('too-few-items')
  if (rows < 3) issues.add('too-few-cases')
  if (rows < SMALL) issues.add('small-sample')
  if (covariance.at.some(Number.isNaN)) issues.add('no-overlap')
  // Too large for a number, or an item that varies with nothing left of its variance.
  const isGone = kept.some((_, at) => covariance.at[at * kept.length + at] === 0)
  if (isGone || covariance.at.some((value) => Math.abs(value) === Infinity)) issues.add('out-of-range')
}

/** k/(k-1) (1 - trace/sum); NaN when the items' sum does not vary, or pairwise covariances make no sense together. */
export function alphaOf(c: Matrix): number {
  const k = c.rows
  let trace = 0
  let sum = 0
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const value = c.at[i * k + j]!
      sum += value
      if (i === j) trace += value
    }
  if (k < 2 || !(sum > ROUNDING * trace)) return NaN
  return (k / (k - 1)) * (1 - trace / sum)
}

/** Exact when the items are parallel: F on n-1 and (n-1)(k-1). Source: Feldt, Woodruff & Salih (1987), APM 11, 93-103, eq. 4. */
export function feldtInterval(total: number, rows: number, k: number): readonly [low: number, high: number] {
  if (total !== total) return [NaN, NaN]
  const df = rows - 1
  const limit = (p: number): number => 1 - (1 - total) * fQuantile(p, df, df * (k - 1))
  return [limit(0.975), limit(0.025)]
}

function alphaIfDropped(c: Matrix): Float64Array {
  const k = c.rows
  return Float64Array.from({ length: k }, (_, out) => {
    const rest = matrix(k - 1, k - 1)
    for (let i = 0, at = 0; i < k; i++)
      for (let j = 0; j < k; j++) if (i !== out && j !== out) rest.at[at++] = c.at[i * k + j]!
    return k < 3 ? NaN : alphaOf(rest)
  })
}

/** The correlation of each item with the sum of the others. */
function itemRest(c: Matrix): Float64Array {
  const k = c.rows
  const sums = Float64Array.from({ length: k }, (_, i) =>
    c.at.subarray(i * k, (i + 1) * k).reduce((sum, value) => sum + value, 0),
  )
  const total = sums.reduce((sum, value) => sum + value, 0)
  return sums.map((sum, i) => {
    const own = c.at[i * (k + 1)]!
    const rest = total - 2 * sum + own
    const product = own * rest
    return rest > ROUNDING * (total + 2 * Math.abs(sum)) ? within((sum - own) / Math.sqrt(product)) : NaN
  })
}

const within = (r: number): number => (Math.abs(r) > 1 && Math.abs(r) < 1 + 1e-9 ? Math.sign(r) : r)

function correlationsOf(c: Matrix): Matrix {
  const k = c.rows
  const root = Float64Array.from({ length: k }, (_, i) => Math.sqrt(c.at[i * (k + 1)]!))
  return matrix(
    k,
    k,
    c.at.map((value, at) => {
      const [i, j] = [Math.floor(at / k), at % k]
      return i === j ? 1 : value / (root[i]! * root[j]!)
    }),
  )
}

function meanOff(r: Matrix): number {
  const k = r.rows
  let sum = 0
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) sum += r.at[i * k + j]!
  return k < 2 ? NaN : sum / ((k * (k - 1)) / 2)
}

/** Lambda 6 of the standardised items: 1 - sum(1 - squared multiple correlation) / sum(R). NaN when R is singular. */
function guttman6(r: Matrix): number {
  const inverse = inverseOf(r)
  if (!inverse) return NaN
  const k = r.rows
  let alone = 0
  for (let i = 0; i < k; i++) {
    const own = 1 / inverse.at[i * (k + 1)]!
    // Nothing of its own but rounding: whether the matrix passed as regular was chance.
    if (!(own > SINGULAR)) return NaN
    alone += own
  }
  return 1 - alone / r.at.reduce((sum, value) => sum + value, 0)
}

/** The places of the items that load on the first principal component with the sign of the fewer. */
function againstTheMajority(r: Matrix): number[] {
  const k = r.rows
  const { vectors } = eigenSymmetric(r)
  const first = Float64Array.from({ length: k }, (_, i) => vectors.at[i * k]!)
  const signs = first.map((loading) => (Math.abs(loading) < 1e-10 ? 0 : Math.sign(loading)))
  // As many on each side: then the heavier side counts, and else the side of the first item.
  const balance = [
    signs.reduce((sum, sign) => sum + sign, 0),
    first.reduce((sum, loading) => sum + loading, 0),
    signs.find((sign) => sign !== 0) ?? 1,
  ].find((one) => Math.abs(one) > 1e-10)!
  return [...signs.keys()].filter((at) => signs[at]! * balance < 0)
}
