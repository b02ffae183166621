// Comparing like with like where nobody drew lots: each one treated beside the untreated one most like it.
import { allOrNull, Issues, orNull, type Answer } from '../answer.ts'
import { columnOf, numericColumns } from '../columns.ts'
import { tQuantile } from '../laws/t.ts'
import { centred } from '../schools/centred.ts'
import { at, completePlaces, noteClusters, noteMissing } from '../schools/clustered.ts'
import { BadCall, type Columns } from '../shape.ts'
import { pOf } from './cluster-robust.ts'
import { sumOfSquares } from './design.ts'
import { fitLogistic } from './logistic.ts'
import { Free } from './free-controls.ts'

export type MatchInput = {
  readonly columns: Columns
  readonly id: string
  /** 1 or true: treated. */
  readonly treated: string
  readonly outcome: string
  readonly covariates: readonly string[]
}
export type MatchOptions = {
  /** Whether a control may stand for several. */
  readonly replace?: boolean
  /** The furthest a control's score may be, in SDs of the score over all rows; no limit when left out. */
  readonly caliper?: number
}

/**
 * Greedy matching on the logistic score, the fitted probability: the treated from the highest score down, each with the
 * nearest control still free (with `replace`, any), at equal distance or score the one that comes first in the table. `pairs`
 * are "treated~control" in the order in which they were made; `unmatchedTreated` is how many treated found none, `unmatched`
 * their ids. Standardised mean differences over the SD of the treated before matching, in the order of the covariates. `att`
 * is the mean difference within pairs, its error clustered on the pair (CR1), t with pairs - 1 df. Rows with anything missing
 * are left out before the score is fitted. A separated score gives no match.
 * Source: Rosenbaum & Rubin (1985), The American Statistician 39(1), 33-38; ATT by Stuart (2010), Statistical Science 25(1),
 * 1-21, section 5.
 */
export function match(input: MatchInput, options: MatchOptions = {}): Answer {
  const issues = new Issues()
  const table = readTable(input, issues)
  const { treated, covariates, ids } = table
  const caliper = options.caliper ?? Infinity
  if (!(caliper >= 0)) issues.add('out-of-range')
  const isCoded = treated.every((value) => value === 0 || value === 1)
  if (!isCoded) issues.add('out-of-range')
  const ones = treated.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0)
  const isPossible = isCoded && ones > 0 && ones < treated.length && caliper >= 0
  if (isCoded && treated.length > 0 && (ones === 0 || ones === treated.length)) issues.add('empty-group')
  const scores = isPossible ? fitLogistic(treated, covariates, issues)?.fitted : undefined
  const width = scores ? (caliper === Infinity ? Infinity : caliper * deviation(scores)) : NaN
  const pairs = scores ? greedy(treated, scores, width, options.replace ?? false) : []
  if (scores && pairs.length === 0) issues.add('no-pairs', 'no-overlap')
  const found = new Set(pairs.map((pair) => pair.treated))
  const unmatched = ids.flatMap((id, row) => (treated[row] === 1 && !found.has(row) ? [id] : []))
  const balance = covariates.map((column) => balanceOf(column, treated, pairs, issues))
  return {
    pairs: pairs.map((pair) => `${ids[pair.treated]}~${ids[pair.control]}`),
    matched: scores ? pairs.length : null,
    unmatchedTreated: scores ? unmatched.length : null,
    unmatched: scores ? unmatched : null,
    smdBefore: allOrNull(balance.map(({ before }) => before)),
    smdAfter: allOrNull(balance.map(({ after }) => after)),
    ...effectOf(table.outcome, pairs, issues),
    caliperWidth: orNull(width),
    n: treated.length,
    treated: isCoded ? ones : null,
    issues: issues.list,
  }
}

type Pair = { readonly treated: number; readonly control: number }
type MatchTable = {
  readonly ids: readonly string[]
  readonly treated: Float64Array
  readonly outcome: Float64Array
  readonly covariates: readonly Float64Array[]
}

function readTable(input: MatchInput, issues: Issues): MatchTable {
  const all = numericColumns(input.columns, [input.treated, input.outcome, ...input.covariates])
  const ids = columnOf(input.columns, input.id)
  if (ids.length !== all[0]!.length) throw new BadCall('The columns are not of one length')
  const rows = completePlaces(all).filter((row) => ids[row] !== null)
  noteMissing(all, rows.length, issues)
  const [treated, outcome, ...covariates] = all.map((column) => at(column, rows)) as [
    Float64Array,
    Float64Array,
    ...Float64Array[],
  ]
  return { ids: Array.from(rows, (row) => String(ids[row])), treated, outcome, covariates }
}

function deviation(values: Float64Array): number {
  const { values: apart, scale } = centred(values)
  return Math.sqrt(sumOfSquares(apart) / (values.length - 1)) * scale
}

function greedy(treated: Float64Array, scores: Float64Array, width: number, replace: boolean): Pair[] {
  const rows = Array.from(treated, (_, row) => row)
  const free = new Free(
    rows.filter((row) => treated[row] === 0),
    scores,
  )
  const pairs: Pair[] = []
  const order = rows.filter((row) => treated[row] === 1).toSorted((a, b) => scores[b]! - scores[a]! || a - b)
  for (const row of order) {
    const control = free.nearest(scores[row]!)
    if (control === undefined) break
    if (Math.abs(scores[control]! - scores[row]!) > width) continue
    pairs.push({ treated: row, control })
    if (!replace) free.take(control)
  }
  return pairs
}

function balanceOf(
  column: Float64Array,
  treated: Float64Array,
  pairs: readonly Pair[],
  issues: Issues,
): { readonly before: number; readonly after: number } {
  const ours = column.filter((_, row) => treated[row] === 1)
  const theirs = column.filter((_, row) => treated[row] === 0)
  const spread = deviation(ours)
  if (ours.length > 1 && spread === 0) issues.add('zero-variance')
  const difference = (a: Float64Array, b: Float64Array): number => (centred(a).mean - centred(b).mean) / spread
  const matched = (which: keyof Pair): Float64Array => Float64Array.from(pairs, (pair) => column[pair[which]]!)
  return { before: difference(ours, theirs), after: difference(matched('treated'), matched('control')) }
}

/** Least squares of the outcome on treatment in the matched rows, clustered on the pair, which comes to the pairs' differences. */
function effectOf(outcome: Float64Array, pairs: readonly Pair[], issues: Issues): Record<string, number | null> {
  const m = pairs.length
  const differences = Float64Array.from(pairs, (pair) => outcome[pair.treated]! - outcome[pair.control]!)
  const { values, mean, scale } = centred(differences)
  const att = m > 0 ? mean : NaN
  if (m > 0) noteClusters(m, issues)
  if (m > 0 && !Number.isFinite(att)) issues.add('out-of-range')
  const small = (m / (m - 1)) * ((2 * m - 1) / (2 * m - 2))
  const se = m > 1 ? (Math.sqrt(sumOfSquares(values) * small) / m) * scale : NaN
  const half = tQuantile(0.975, m - 1) * se
  return {
    att: orNull(att),
    attSeCluster: orNull(se),
    t: orNull(att / se),
    df: m > 1 ? m - 1 : null,
    p: orNull(pOf(att / se, m - 1)),
    ciLow: orNull(att - half),
    ciHigh: orNull(att + half),
  }
}
