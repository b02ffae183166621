// Every rating compared between two groups at once, with the p-values corrected for how many there are: seventeen ratings
// looked at one by one find a difference by chance more often than not.
import { allOrNull, Issues, type Answer, type Maybe } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import type { Columns } from '../shape.ts'
import { pAdjusted } from '../tables/p-adjust.ts'
import { hedges } from './effect-size.ts'
import { meanComparison } from './t-test.ts'
import { sidesOf, split } from './two-groups.ts'

export type ItemComparisonsInput = {
  readonly items: readonly string[]
  readonly group: string
  readonly order?: readonly string[] | undefined
  readonly columns: Columns
}
/** Vectors in the order of the items. */
export type ItemComparisons = Answer & {
  readonly [
    K in 'p' | 'holm' | 'bh' | 'g' | 'gLow' | 'gHigh' | 't' | 'df' | 'difference' | 'ciLow' | 'ciHigh'
  ]: readonly Maybe[]
} & { readonly n1: readonly number[]; readonly n2: readonly number[] }

/**
 * Welch's test of each item, group 1 minus group 2, each on its own complete cases; `ciLow` and `ciHigh` belong to the
 * difference, `gLow` and `gHigh` to Hedges' g. Items that cannot be compared are null and do not count in the corrections.
 * Source: Welch (1947); Hedges (1981); Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini & Hochberg
 * (1995), Journal of the Royal Statistical Society B 57, 289-300.
 */
export function itemComparisons({ items, group, order, columns }: ItemComparisonsInput): ItemComparisons {
  const outcomes = numericColumns(columns, items)
  const sides = sidesOf(columns, group, order)
  const issues = new Issues()
  if (items.length === 0) issues.add('too-few-items')
  const rows = outcomes.map((outcome) => {
    const groups = split(outcome, sides)
    const test = meanComparison(groups, 'welch')
    const effect = hedges(groups)
    const isConstant = test.issues.includes('zero-variance')
    issues.add(...(isConstant ? (['constant-item', 'zero-variance'] as const) : test.issues), ...effect.issues)
    return { groups, test, effect }
  })
  const p = allOrNull(rows.map(({ test }) => test.p))
  return {
    p,
    holm: pAdjusted(p, 'holm'),
    bh: pAdjusted(p, 'bh'),
    g: allOrNull(rows.map(({ effect }) => effect.g)),
    gLow: allOrNull(rows.map(({ effect }) => effect.low)),
    gHigh: allOrNull(rows.map(({ effect }) => effect.high)),
    t: allOrNull(rows.map(({ test }) => test.t)),
    df: allOrNull(rows.map(({ test }) => test.df)),
    difference: allOrNull(rows.map(({ test }) => test.difference)),
    ciLow: allOrNull(rows.map(({ test }) => test.low)),
    ciHigh: allOrNull(rows.map(({ test }) => test.high)),
    n1: rows.map(({ groups }) => groups.first.length),
    n2: rows.map(({ groups }) => groups.second.length),
    issues: issues.list,
  }
}
