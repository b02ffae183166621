// Agreement of several raters who need not be the same for every case: how many of them put it into each category.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import type { Rows } from '../shape.ts'

export type FleissKappa = Answer & {
  readonly [K in 'kappa' | 'seNull' | 'z' | 'observed' | 'expected' | 'raters']: Maybe
} & { readonly categoryKappa: readonly Maybe[]; readonly n: number }

/**
 * Rows are cases, columns categories, cells how many raters chose it; every case has the same number of raters. A case that
 * nobody rated is left out (empty-row); unequal numbers of raters are out of range. Kappa of a category that is never, or
 * always, used is null. z tests that agreement is chance. Sources: Fleiss 1971, Psychol Bull 76:378; the standard error
 * Fleiss, Nee and Landis 1979, Psychol Bull 86:974.
 */
export function fleissKappa({ counts }: { readonly counts: Rows }): FleissKappa {
  const issues = new Issues()
  const cases = soundCases(counts, issues)
  const width = counts[0]?.length ?? 0
  const found = cases && kappaOf(cases, width)
  if (found && found.spread === 0) issues.add('no-variation')
  else if (found?.categories.some(Number.isNaN)) issues.add('no-variation')
  const z = found ? found.kappa / found.se : NaN
  return {
    kappa: found ? orNull(found.kappa) : null,
    seNull: found ? orNull(found.se) : null,
    z: orNull(z),
    categoryKappa: found ? allOrNull(found.categories) : Array.from({ length: width }, () => null),
    observed: found ? orNull(found.observed) : null,
    expected: found ? orNull(1 - found.spread) : null,
    n: cases?.length ?? 0,
    raters: cases ? sum(cases[0]!) : null,
    issues: issues.list,
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function soundCases(counts: Rows, issues: Issues): readonly (readonly number[])[] | undefined {
  const complete = counts.filter((row) => row.every((count) => count !== null)) as readonly (readonly number[])[]
  const rated = complete.filter((row) => sum(row) !== 0)
  if (complete.length < counts.length) issues.add('empty-cell')
  if (rated.length < complete.length) issues.add('empty-row')
  if (rated.length === 0) {
    issues.add('no-data')
    return undefined
  }
  const raters = sum(rated[0]!)
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
  if (!rated.every((row) => row.every(isCount) && sum(row) === raters) || raters > 2 ** 26) {
    issues.add('out-of-range')
    return undefined
  }
  if (raters < 2) {
    issues.add('no-pairs')
    return undefined
  }
  return rated
}

type Found = {
  readonly kappa: number
  readonly se: number
  readonly observed: number
  /** 1 less the agreement by chance. */
  readonly spread: number
  readonly categories: readonly number[]
}

function kappaOf(cases: readonly (readonly number[])[], width: number): Found {
  const n = cases.length
  const raters = sum(cases[0]!)
  const pairs = n * raters * (raters - 1)
  const used = Array.from({ length: width }, (_, j) => sum(cases.map((row) => row[j]!)))
  const all = n * raters
  // p(1 - p) of each category, and the pairs of raters that differ in it.
  const spreads = used.map((count) => (count / all) * ((all - count) / all))
  const differing = used.map((_, j) => sum(cases.map((row) => row[j]! * (raters - row[j]!))) / pairs)
  const spread = sum(spreads)
  const missed = sum(differing)
  const skew = sum(used.map((count, j) => spreads[j]! * ((all - 2 * count) / all)))
  return {
    kappa: spread === 0 ? NaN : 1 - missed / spread,
    se: (Math.SQRT2 * Math.sqrt(Math.max(0, spread * spread - skew))) / (spread * Math.sqrt(pairs)),
    observed: 1 - missed,
    spread,
    categories: differing.map((part, j) => (spreads[j] === 0 ? NaN : 1 - part / spreads[j]!)),
  }
}
