// Fisher's exact test: whether a table with small counts shows an association, without any approximation.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { lnFactorial } from '../laws/counting.ts'
import type { Rows } from '../shape.ts'
import { freemanHalton } from './freeman-halton.ts'
import { countsOf, isTwoByTwo, withoutEmpty, type Counts } from './margins.ts'
import { cellOf, conditionalOdds, exactLimits, exactP } from './odds.ts'
import { simulatedP } from './simulated-tables.ts'

/** Above these an exact answer would take too long, and Pearson's test is as good. */
const MOST_IN_FOUR = 1e9
const MOST_IN_MANY = 1e6
const MOST_CELLS = 10_000
/** The memory of the merged values of ln. */
const MOST_EXACT = 20_000

type FisherP = {
  readonly p: Maybe
  /** That p comes from drawn tables: how many, and its standard error. */
  readonly simulated?: true
  readonly draws?: number
  readonly pSe?: number
}
type FisherOdds = { readonly [K in 'oddsRatio' | 'ciLow' | 'ciHigh']: Maybe }
export type Fisher = Answer & FisherP & Partial<FisherOdds> & { readonly n: Maybe }

/**
 * p sums the tables with these margins that are no more probable than the observed. A 2x2 table also has the conditional
 * maximum-likelihood odds ratio with its exact 95% interval; one that is infinite is null (empty-cell). An empty row or
 * column leaves a 2x2 table without an answer, and is left out of a larger one. One too large for the exact answer gets a
 * p-value from random tables with `simulated`, `draws` and its standard error `pSe`, the same each time. Counts that are
 * not whole, and totals above 1e9 (1e6 for larger tables), are out of range.
 * Sources: Fisher 1935; Cornfield 1956; Freeman and Halton 1951; Mehta and Patel 1983.
 */
export function fisher(
  { table }: { readonly table: Rows },
  { seed = 1 }: { readonly seed?: number | undefined } = {},
): Fisher {
  const issues = new Issues()
  const counts = countsOf(table, issues)
  if (isTwoByTwo(table)) return { ...fourfold(counts, issues), n: counts?.total ?? null, issues: issues.list }
  return { ...larger(counts, issues, seed), n: counts?.total ?? null, issues: issues.list }
}

const isWhole = ({ cells }: Counts): boolean => cells.every((row) => row.every((count) => Number.isInteger(count)))

function fourfold(counts: Counts | undefined, issues: Issues): FisherP & FisherOdds {
  const nothing = { p: null, oddsRatio: null, ciLow: null, ciHigh: null }
  if (!counts) return nothing
  if (!isWhole(counts) || counts.total > MOST_IN_FOUR) issues.add('out-of-range')
  if ([...counts.rows, ...counts.columns].includes(0)) issues.add('empty-row')
  if (issues.list.length > 0) return nothing
  const observed = counts.cells[0]![0]!
  const cell = cellOf(counts.rows[0]!, counts.columns[0]!, counts.total)
  const [ciLow, ciHigh] = exactLimits(cell, observed)
  const oddsRatio = conditionalOdds(cell, observed)
  if (oddsRatio === Infinity || ciHigh === Infinity) issues.add('empty-cell')
  if (Number.isNaN(oddsRatio + ciLow + ciHigh)) issues.add('no-convergence')
  return {
    p: orNull(exactP(cell, observed)),
    oddsRatio: orNull(oddsRatio),
    ciLow: orNull(ciLow),
    ciHigh: orNull(ciHigh),
  }
}

function larger(given: Counts | undefined, issues: Issues, seed: number): FisherP {
  if (!given) return { p: null }
  const counts = withoutEmpty(given)
  const [r, c] = [counts.rows.length, counts.columns.length]
  if (r < given.rows.length || c < given.columns.length) issues.add('empty-row')
  if (r < 2 || c < 2) issues.add('too-few-groups')
  if (!isWhole(counts) || counts.total > MOST_IN_MANY || r * c > MOST_CELLS) issues.add('out-of-range')
  if (issues.has('out-of-range') || issues.has('too-few-groups')) return { p: null }
  if (r === 2 && c === 2)
    return { p: orNull(exactP(cellOf(counts.rows[0]!, counts.columns[0]!, counts.total), counts.cells[0]![0]!)) }
  const lnFactorials = Float64Array.from({ length: counts.total + 1 }, (_, n) => lnFactorial(n))
  const exact = counts.total <= MOST_EXACT ? freemanHalton(counts, lnFactorials) : undefined
  if (exact !== undefined) return { p: exact }
  const { p, draws } = simulatedP(counts, lnFactorials, seed)
  return { p, simulated: true, draws, pSe: Math.sqrt((p * (1 - p)) / draws) }
}
