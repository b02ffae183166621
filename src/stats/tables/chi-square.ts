// Whether the answers in a table differ between groups, how strongly, and in which cells.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { chiUpper } from '../laws/chi-square.ts'
import type { Rows } from '../shape.ts'
import { countsOf, isTwoByTwo, type Counts } from './margins.ts'

/** Cochran's rule of thumb: below it the chi-square law is only roughly that of the statistic. */
const LEAST_EXPECTED = 5

export type ChiSquare = Answer & {
  readonly [K in 'chi2' | 'df' | 'p' | 'cramersV' | 'minExpected' | 'n']: Maybe
} & {
  /** Row by row as the table is. */
  readonly [K in 'expected' | 'adjustedResiduals']: readonly (readonly Maybe[])[]
} & {
  /** Of two by two only. */
  readonly [K in 'chi2Yates' | 'pYates' | 'phi']?: Maybe
}

/**
 * Pearson's test of independence, uncorrected, with expected counts, adjusted standardised residuals (beyond about 2: more
 * or fewer than chance) and Cramér's V. A 2x2 table also has Yates' correction, as `chisq.test` does it, and phi, negative
 * when the second diagonal is the larger. An empty row or column leaves the test undefined (it has no residuals
 * either); counts need not be whole.
 * Sources: Pearson 1900; Yates 1934; Cramér 1946, section 21.9; Haberman 1973, Biometrics 29:205; Agresti 2013, section 3.3.
 */
export function chiSquare({ table }: { readonly table: Rows }): ChiSquare {
  const issues = new Issues()
  const twoByTwo = isTwoByTwo(table)
  const counts = countsOf(table, issues)
  if (counts && (counts.rows.length < 2 || counts.columns.length < 2)) issues.add('too-few-groups')
  if (counts && [...counts.rows, ...counts.columns].includes(0)) issues.add('empty-row')
  const expected = counts ? expectedOf(counts) : undefined
  if (expected?.some((row) => row.some((count) => count < LEAST_EXPECTED))) issues.add('low-expected')
  const sound = counts && expected && !issues.has('empty-row') && !issues.has('too-few-groups')
  const df = (table.length - 1) * ((table[0]?.length ?? 0) - 1)
  const chi2 = sound ? statistic(counts, expected, 0) : NaN
  const smaller = Math.min(table.length, table[0]?.length ?? 0) - 1
  return {
    chi2: orNull(chi2),
    df: counts && df > 0 ? df : null,
    p: orNull(chiUpper(chi2, df)),
    expected: expected ?? blank(table),
    adjustedResiduals: counts && expected ? residuals(counts, expected) : blank(table),
    cramersV: sound ? orNull(Math.min(1, Math.sqrt(chi2 / counts.total / smaller))) : null,
    minExpected: expected ? orNull(expected.flat().reduce((least, count) => Math.min(least, count), Infinity)) : null,
    ...(twoByTwo ? twoByTwoOf(sound ? counts : undefined, expected) : {}),
    n: counts?.total ?? null,
    issues: issues.list,
  }
}

const blank = (table: Rows): null[][] => table.map((row) => row.map(() => null))

const expectedOf = ({ rows, columns, total }: Counts): number[][] =>
  rows.map((row) => columns.map((column) => (row / total) * column))

/** `correction` is taken off every deviation. */
function statistic({ cells }: Counts, expected: readonly (readonly number[])[], correction: number): number {
  let sum = 0
  for (const [i, row] of cells.entries())
    for (const [j, count] of row.entries()) {
      const share = expected[i]![j]!
      const off = Math.abs(count - share) - correction
      sum += (off / share) * off
    }
  return sum
}

function residuals({ cells, rows, columns, total }: Counts, expected: readonly (readonly number[])[]): Maybe[][] {
  return cells.map((row, i) =>
    row.map((count, j) => {
      const share = expected[i]![j]!
      const rest = ((total - rows[i]!) / total) * ((total - columns[j]!) / total)
      return orNull((count - share) / Math.sqrt(share * rest))
    }),
  )
}

function twoByTwoOf(
  counts: Counts | undefined,
  expected: readonly (readonly number[])[] | undefined,
): { readonly [K in 'chi2Yates' | 'pYates' | 'phi']: Maybe } {
  if (!counts || !expected) return { chi2Yates: null, pYates: null, phi: null }
  const off = Math.abs(counts.cells[0]![0]! - expected[0]![0]!)
  // Never past the expected count: a deviation under a half becomes none.
  const chi2Yates = statistic(counts, expected, Math.min(0.5, off))
  const margins = Math.sqrt(counts.rows[0]!) * Math.sqrt(counts.rows[1]!) * Math.sqrt(counts.columns[0]!)
  const [[a, b], [c, d]] = counts.cells as [[number, number], [number, number]]
  // n(ad - bc)... by way of the first deviation, which does not overflow for large counts.
  const phi = ((a - expected[0]![0]!) / margins / Math.sqrt(counts.columns[1]!)) * (a + b + c + d)
  return {
    chi2Yates: orNull(chi2Yates),
    pYates: orNull(chiUpper(chi2Yates, 1)),
    phi: orNull(Math.max(-1, Math.min(1, phi))),
  }
}
