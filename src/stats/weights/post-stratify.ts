// When some groups answered more than others: each group counted as large as it is in the whole.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import type { Columns } from '../shape.ts'
import { cellsOf, respondents, weighted } from './respondents.ts'

/**
 * Weight = population / respondents in each cell of the variables, cells named by their groups joined with colons, such as
 * "F:Y7". Who has not answered, or is in no known group, is left out. A cell of the population without respondents, and
 * respondents in a cell that the population does not name, have no weight (null, and the issue empty-cell); the mean is then
 * of the cells that have one.
 * Source: Holt & Smith (1979), Journal of the Royal Statistical Society A 142(1), 33-46.
 */
export function postStratify(input: {
  readonly columns: Columns
  readonly outcome: string
  readonly by: readonly string[]
  readonly population: Readonly<Record<string, number>>
}): Answer {
  const issues = new Issues()
  const people = respondents(input.columns, input.outcome, input.by, issues)
  const cells = cellsOf(people)
  const weightOf = cells.names.map((name, cell) => {
    const population = Object.hasOwn(input.population, name) ? input.population[name]! : NaN
    return population >= 0 ? population / cells.sizes[cell]! : NaN
  })
  if (Object.values(input.population).some((size) => size < 0)) issues.add('out-of-range')
  const without = Object.entries(input.population).filter(([name, size]) => size > 0 && !cells.names.includes(name))
  const isUnknown = cells.names.some((name) => !Object.hasOwn(input.population, name))
  if (people.y.length > 0 && (without.length > 0 || isUnknown)) issues.add('empty-cell')
  const kept = Array.from(people.y.keys()).filter((i) => weightOf[cells.of[i]!]! >= 0)
  const y = Float64Array.from(kept, (i) => people.y[i]!)
  const result = weighted(
    y,
    Float64Array.from(kept, (i) => weightOf[cells.of[i]!]!),
  )
  if (kept.length > 0 && !Number.isFinite(result.mean + result.sumWeights)) issues.add('out-of-range')
  return {
    weightByCell: Object.fromEntries<Maybe>([
      ...cells.names.map((name, cell): [string, Maybe] => [name, orNull(weightOf[cell]!)]),
      ...without.map(([name]): [string, Maybe] => [name, null]),
    ]),
    mean: orNull(result.mean),
    kishEss: orNull(result.kishEss),
    kishDeff: orNull(result.kishDeff),
    sumWeights: orNull(kept.length > 0 ? result.sumWeights : NaN),
    n: y.length,
    cells: cells.names.length,
    issues: issues.list,
  }
}
