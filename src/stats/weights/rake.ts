// Weights that make the respondents add up to the whole in several ways at once, when only the totals of each are known.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { columnOf, groupedBy } from '../columns.ts'
import { noteClusters } from '../schools/clustered.ts'
import { BadCall, type Columns } from '../shape.ts'
import { cellsOf, respondents, weighted, type Cells, type Respondents } from './respondents.ts'

export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>

/**
 * Iterative proportional fitting to the margins, by variable and group, until every margin is met within 1e-8 of itself;
 * a weight by cell of all variables. The standard error takes clusters as drawn with replacement and the weights as fixed;
 * without `cluster` every respondent is one. Who has not answered, is in no known group, or in no known cluster, is left
 * out. Null, with the reason: a group of a margin without respondents, respondents in a group the margins do not name
 * (empty-cell), and margins that cannot be met together, such as with different totals (no-convergence).
 * Source: Deming & Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444; standard error by Binder (1983),
 * International Statistical Review 51(3), 279-292; Kish (1992), Journal of Official Statistics 8(2), 183-200.
 */
export function rake(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly cluster?: string
  readonly margins: Margins
}): Answer {
  const issues = new Issues()
  const by = Object.keys(input.margins)
  if (by.length === 0) throw new BadCall('The margins name no variable')
  const { people, clusters } = readRows(input, by, issues)
  const cells = cellsOf(people)
  const fit = fitMargins(cells, people, input.margins, by, issues)
  const weights = Float64Array.from(people.y, (_, i) => fit?.[cells.of[i]!] ?? NaN)
  const result = weighted(people.y, fit ? weights : new Float64Array())
  if (fit && !Number.isFinite(result.mean)) issues.add('out-of-range')
  const se = fit ? clusterError(people.y, weights, result, clusters) : NaN
  return {
    weightByCell: Object.fromEntries(
      cells.names.map((name, cell): [string, Maybe] => [name, orNull(fit?.[cell] ?? NaN)]),
    ),
    sumWeights: orNull(fit ? result.sumWeights : NaN),
    mean: orNull(fit ? result.mean : NaN),
    se: orNull(se),
    kishEss: orNull(fit ? result.kishEss : NaN),
    kishDeff: orNull(fit ? result.kishDeff : NaN),
    n: people.y.length,
    clusters: clusters.count,
    issues: issues.list,
  }
}

type ClusterOf = { readonly of: Int32Array; readonly count: number }

function readRows(
  input: { readonly columns: Columns; readonly outcome: string; readonly cluster?: string },
  by: readonly string[],
  issues: Issues,
): { readonly people: Respondents; readonly clusters: ClusterOf } {
  if (input.cluster === undefined) {
    const people = respondents(input.columns, input.outcome, by, issues)
    return { people, clusters: { of: Int32Array.from(people.y.keys()), count: people.y.length } }
  }
  if (columnOf(input.columns, input.cluster).length !== columnOf(input.columns, input.outcome).length)
    throw new BadCall('The columns are not of one length')
  // As one more variable, so that a row without a cluster is left out too; it makes no cells.
  const { groups, ...rest } = respondents(input.columns, input.outcome, [...by, input.cluster], issues)
  const { of } = groupedBy(input.columns, input.cluster)
  const seen = new Map([...new Set(Array.from(rest.rows, (row) => of[row]!))].map((group, place) => [group, place]))
  if (rest.rows.length > 0) noteClusters(seen.size, issues)
  return {
    people: { ...rest, groups: groups.slice(0, -1) },
    clusters: { of: Int32Array.from(rest.rows, (row) => seen.get(of[row]!)!), count: seen.size },
  }
}

/** Every margin within this part of itself. */
const CLOSE = 1e-8
/** Sought beyond that, so that the weights themselves are as good. */
const CLOSEST = 1e-13
/** Cells x rounds: what cannot be reached within is not reached. */
const MOST_WORK = 5e7

function fitMargins(
  cells: Cells,
  people: Respondents,
  margins: Margins,
  by: readonly string[],
  issues: Issues,
): Float64Array | undefined {
  if (people.y.length === 0) return undefined
  const targets = by.map((name, variable) =>
    targetsOf(margins[name]!, people.groups[variable]!, cells, variable, issues),
  )
  if (targets.includes(undefined)) return undefined
  const weights = new Float64Array(cells.names.length).fill(1)
  const rounds = Math.max(50, Math.min(20_000, Math.floor(MOST_WORK / (cells.names.length * by.length))))
  let worst = Infinity
  for (let round = 0; round < rounds && worst > CLOSEST; round++) {
    let now = 0
    for (const [variable, target] of targets.entries()) now = Math.max(now, adjust(weights, cells, variable, target!))
    // What rounding alone keeps from coming closer is close enough.
    if (now >= worst && worst <= CLOSE) break
    worst = now
  }
  if (!(worst <= CLOSE)) {
    issues.add('no-convergence')
    return undefined
  }
  return weights
}

/** A margin's totals in the order of the groups; undefined when they and the respondents do not name the same groups. */
function targetsOf(
  margin: Readonly<Record<string, number>>,
  { names, of }: Respondents['groups'][number],
  cells: Cells,
  variable: number,
  issues: Issues,
): Float64Array | undefined {
  const present = new Set(of)
  const targets = Float64Array.from(names, (name) => (Object.hasOwn(margin, name) ? margin[name]! : NaN))
  const isUnknown = cells.groups.some((cell) => Number.isNaN(targets[cell[variable]!]))
  const isEmpty = Object.entries(margin).some(([name, total]) => total > 0 && !present.has(names.indexOf(name)))
  if (isUnknown || isEmpty) issues.add('empty-cell')
  const isWrong = Object.values(margin).some((total) => total < 0) || !Object.values(margin).some((total) => total > 0)
  if (isWrong) issues.add('out-of-range')
  // Groups in which nobody is left have nothing to be met by.
  return isUnknown || isEmpty || isWrong ? undefined : targets.map((total) => (Number.isNaN(total) ? 0 : total))
}

/** Brings one margin to its totals; how far it was from them, as a part of them. */
function adjust(weights: Float64Array, cells: Cells, variable: number, targets: Float64Array): number {
  const totals = new Float64Array(targets.length)
  for (const [cell, groups] of cells.groups.entries()) totals[groups[variable]!]! += weights[cell]! * cells.sizes[cell]!
  let worst = 0
  const factors = targets.map((target, group) => {
    const total = totals[group]!
    if (total === target) return 1
    worst = Math.max(worst, target > 0 ? Math.abs(total - target) / target : 1)
    return total > 0 ? target / total : NaN
  })
  for (const [cell, groups] of cells.groups.entries()) weights[cell]! *= factors[groups[variable]!]!
  return Number.isNaN(worst) ? Infinity : worst
}

function clusterError(
  y: Float64Array,
  weights: Float64Array,
  { mean, sumWeights }: { readonly mean: number; readonly sumWeights: number },
  clusters: ClusterOf,
): number {
  if (clusters.count < 2) return NaN
  const totals = new Float64Array(clusters.count)
  for (let i = 0; i < y.length; i++) totals[clusters.of[i]!]! += (weights[i]! / sumWeights) * (y[i]! - mean)
  // By the largest, so that no square is too large for a number.
  const largest = totals.reduce((most, total) => Math.max(most, Math.abs(total)), 0)
  if (largest === 0) return 0
  const squares = totals.reduce((sum, total) => sum + (total / largest) ** 2, 0)
  return largest * Math.sqrt((clusters.count / (clusters.count - 1)) * squares)
}
