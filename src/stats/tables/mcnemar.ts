// Change in a yes-or-no answer given twice by the same people: only those who changed say anything about it.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { betaTailsAt } from '../laws/beta.ts'
import { chiUpper } from '../laws/chi-square.ts'
import { BadCall, type Rows } from '../shape.ts'
import { countsOf } from './margins.ts'

export type McNemar = Answer & {
  readonly [K in 'chi2Corrected' | 'pCorrected' | 'chi2' | 'p' | 'df' | 'changed']: Maybe
} & { readonly pExact?: Maybe }

/**
 * Rows are the first answer, columns the second, in the same order. Corrected for continuity as `mcnemar.test` does it (no
 * correction when as many changed one way as the other), and exactly: the binomial law of the changes one way among all,
 * two-sided. With more than two answers Bowker's test of symmetry, which has no correction and no exact form.
 * Nobody changed: nothing can be said. Sources: McNemar 1947, Psychometrika 12:153; Bowker 1948, JASA 43:572.
 */
export function mcnemar({ table }: { readonly table: Rows }): McNemar {
  if (table.some((row) => row.length !== table.length))
    throw new BadCall('input.table must have as many columns as rows')
  const issues = new Issues()
  const cells = countsOf(table, issues)?.cells
  if (cells && cells.length < 2) issues.add('too-few-groups')
  const pairs = cells ? pairsOf(cells) : []
  const changed = pairs.reduce((sum, [up, down]) => sum + up + down, 0)
  if (cells && cells.length >= 2 && changed === 0) issues.add('no-variation')
  const isTwo = cells?.length === 2
  const df = pairs.length
  const statistic = (correction: number): number =>
    pairs.reduce((sum, [up, down]) => {
      const off = Math.abs(up - down) - (up === down ? 0 : correction)
      return sum + (off / (up + down)) * off
    }, 0)
  const chi2 = statistic(0)
  const corrected = isTwo ? statistic(1) : chi2
  return {
    chi2Corrected: changed > 0 ? orNull(corrected) : null,
    pCorrected: changed > 0 ? orNull(chiUpper(corrected, df)) : null,
    ...(!cells || cells.length <= 2 ? { pExact: changed > 0 ? orNull(exact(pairs[0]!, issues)) : null } : {}),
    chi2: changed > 0 ? orNull(chi2) : null,
    p: changed > 0 ? orNull(chiUpper(chi2, df)) : null,
    df: changed > 0 ? df : null,
    changed: cells ? changed : null,
    issues: issues.list,
  }
}

/** The two counts of every kind of change that occurs. */
const pairsOf = (cells: readonly (readonly number[])[]): (readonly [number, number])[] =>
  cells.flatMap((row, i) =>
    row
      .slice(i + 1)
      .map((count, at) => [count, cells[i + 1 + at]![i]!] as const)
      .filter(([up, down]) => up + down > 0),
  )

/** Twice the smaller tail of the binomial law with probability a half. */
function exact([up, down]: readonly [number, number], issues: Issues): number {
  if (!Number.isInteger(up) || !Number.isInteger(down)) {
    issues.add('out-of-range')
    return NaN
  }
  const [few, many] = up < down ? [up, down] : [down, up]
  return few === many ? 1 : Math.min(1, 2 * betaTailsAt(0.5, 0.5, many, few + 1).lower)
}
