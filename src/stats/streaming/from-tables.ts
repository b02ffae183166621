// All that joint tables can answer: the same as from the rows, in no more time for a million of them than for a hundred.
import { Issues, type Answer } from '../answer.ts'
import type { MissingRule } from '../correlations/matrix-of.ts'
import { listsOf, reasons } from '../describing/describe.ts'
import { descriptionOfCounts } from '../describing/description.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { alphaAnswer } from '../reliability/alpha-numbers.ts'
import { reversal, type AlphaOptions } from '../reliability/alpha.ts'
import { BadCall } from '../shape.ts'
import type { JointTables } from './joint-tables.ts'
import { covarianceOfTables, usualScores } from './table-matrices.ts'

export { polychoricOfTables } from '../correlations/polychoric.ts'
export { correlationOfTables, covarianceOfTables } from './table-matrices.ts'

/** As describe of the rows. `frequencies` has every answer from 0 to levels-1, also those that nobody gave. */
export function describeOfTables(tables: JointTables, names: readonly string[] = numbered(tables)): Answer {
  named(tables, names)
  const answers = Array.from({ length: tables.levels }, (_, answer) => answer)
  const counts = names.map((_, item) => tables.countsOf(item))
  const each = counts.map((one) => descriptionOfCounts({ values: answers, counts: one }, tables.rows))
  return {
    ...listsOf(each),
    frequencies: counts.map((one) => Array.from(one)),
    answers,
    items: names,
    issues: reasons(each, tables.rows).list,
  }
}

/** As alpha of the rows. Listwise is refused when an answer is missing: the tables do not know which rows are complete. */
export function alphaOfTables(
  tables: JointTables,
  names: readonly string[] = numbered(tables),
  options: AlphaOptions = {},
): Answer {
  named(tables, names)
  refuseListwise(tables, options.missing)
  const { isReversed, sum } = reversal(names, options)
  const issues = new Issues()
  const answers = usualScores(tables)
  const statistics = names.map((_, item) => {
    const { n, mean, sd } = descriptionOfCounts({ values: answers[item]!, counts: tables.countsOf(item) }, tables.rows)
    return { n, mean: isReversed[item] ? sum - mean : mean, sd }
  })
  const kept = [...names.keys()].filter((item) => statistics[item]!.n > 1 && statistics[item]!.sd !== 0)
  if (statistics.some(({ n }) => n === 0)) issues.add('all-missing')
  if (statistics.some(({ n, sd }) => n === 1 || sd === 0)) issues.add('constant-item')
  const all = covarianceOfTables(tables).covariance
  const covariance = chosen(all, kept, (item) => (isReversed[item] ? -1 : 1))
  const suggest = options.suggestReversed ?? true
  return alphaAnswer({ names, kept, covariance, statistics, rows: tables.rows, suggest, issues })
}

/** Tables hold pairs of answers and not rows. Without a missing answer both ways are the same. */
export function refuseListwise(tables: JointTables, missing: MissingRule | undefined): void {
  if (missing === 'listwise' && !tables.isComplete)
    throw new BadCall(
      'Joint tables with missing answers cannot be read listwise: they do not know which rows are complete',
    )
}

function chosen(all: Matrix, kept: readonly number[], sign: (item: number) => number): Matrix {
  const part = matrix(kept.length, kept.length)
  for (const [i, a] of kept.entries())
    for (const [j, b] of kept.entries()) part.at[i * kept.length + j] = all.at[a * all.columns + b]! * sign(a) * sign(b)
  return part
}

const numbered = ({ items }: JointTables): string[] => Array.from({ length: items }, (_, item) => String(item + 1))

function named(tables: JointTables, names: readonly string[]): void {
  if (names.length !== tables.items) throw new BadCall(`${names.length} names are given for ${tables.items} items`)
  if (new Set(names).size !== names.length) throw new BadCall('An item is named twice')
}
