// A scale described as it would be in the whole, by weights known for each group.
import { Issues, orNull, type Answer } from '../answer.ts'
import { BadCall, type Columns } from '../shape.ts'
import { cellsOf, respondents, weighted } from './respondents.ts'

/**
 * Mean, SD and the share strictly below `cut` with a weight by cell (groups joined with colons, such as "F:Y7"). The
 * variance is the weighted mean square deviation times n / (n - 1), n the number of rows used. Who has not answered or is in
 * no known group is left out, and so are cells without a weight (issue empty-cell). Without `by` all weigh the same.
 * Source: Kish (1965), Survey Sampling, section 11.7.
 */
export function weightedDescribe(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly by: readonly string[]
  readonly weightsByCell: Readonly<Record<string, number | null>> | undefined
  readonly cut?: number
}): Answer {
  const issues = new Issues()
  if (input.by.length > 0 && !input.weightsByCell) throw new BadCall('input.weightsByCell is missing')
  const given = input.weightsByCell ?? { '': 1 }
  const people = respondents(input.columns, input.outcome, input.by, issues)
  const cells = cellsOf(people)
  const weightOf = cells.names.map((name) => (Object.hasOwn(given, name) ? (given[name] ?? NaN) : NaN))
  if (weightOf.some(Number.isNaN)) issues.add('empty-cell')
  if (weightOf.some((weight) => weight < 0)) issues.add('out-of-range')
  const kept = Array.from(people.y.keys()).filter((i) => weightOf[cells.of[i]!]! >= 0)
  const y = Float64Array.from(kept, (i) => people.y[i]!)
  const weights = Float64Array.from(kept, (i) => weightOf[cells.of[i]!]!)
  const result = weighted(y, weights)
  if (kept.length > 0 && !Number.isFinite(result.mean + result.sumWeights)) issues.add('out-of-range')
  if (y.length === 1) issues.add('too-few-cases')
  const { sd, below } = spread(y, weights, result, input.cut ?? NaN)
  return {
    mean: orNull(result.mean),
    sd: orNull(sd),
    proportionBelow: orNull(below),
    kishEss: orNull(result.kishEss),
    sumWeights: orNull(y.length > 0 ? result.sumWeights : NaN),
    n: y.length,
    issues: issues.list,
  }
}

function spread(
  y: Float64Array,
  weights: Float64Array,
  { mean, sumWeights }: { readonly mean: number; readonly sumWeights: number },
  cut: number,
): { readonly sd: number; readonly below: number } {
  const n = y.length
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0) || 1
  let squares = 0
  let below = 0
  for (let i = 0; i < n; i++) {
    const share = weights[i]! / sumWeights
    squares += share * ((y[i]! - mean) / largest) ** 2
    if (y[i]! < cut) below += share
  }
  return {
    sd: n > 1 ? Math.sqrt((squares * n) / (n - 1)) * largest : NaN,
    below: n > 0 && !Number.isNaN(cut) ? below : NaN,
  }
}
