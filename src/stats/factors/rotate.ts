// Rotation of loadings that somebody already has: from a paper, or another program.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { fromRows, times, toRows, transposed } from '../matrix/matrix.ts'
import type { Rows } from '../shape.ts'
import { isCollapsed, rotated, type RotationChoice } from './rotation.ts'
import { MOST_FACTORS, MOST_STARTS } from './rotation-starts.ts'

export type RotatedLoadings = Answer & {
  /** Pattern, items x factors. */
  readonly loadings: readonly (readonly Maybe[])[] | null
  readonly phi: readonly (readonly Maybe[])[] | null
  /** oblimin: the quartimin value; varimax and promax: the varimax criterion. */
  readonly criterion: Maybe
  readonly starts: number
  readonly startsAgreeing: number
}

/** Cells beyond which thirty starts would take minutes. */
const MOST_CELLS = 20_000

/**
 * The rotation of loadings of uncorrelated factors, in the order and with the signs of the display: by explained variance,
 * column sums positive. Refused: more factors than items, a loading that is missing.
 * Source: those of `rotated`.
 */
export function rotate(rows: Rows, choice: RotationChoice): RotatedLoadings {
  const issues = new Issues()
  const loadings = fromRows(rows)
  const { m = 4, starts = 1 } = choice
  const size = loadings.at.length
  if (size === 0 || !loadings.at.every(Number.isFinite)) issues.add('no-data')
  if (loadings.columns > loadings.rows) issues.add('too-many-factors')
  const isSane = m >= 1 && m <= 50 && starts >= 1 && starts * size * loadings.columns <= MOST_STARTS * MOST_CELLS
  if (!isSane || size > MOST_CELLS || loadings.columns > MOST_FACTORS || starts > MOST_STARTS)
    issues.add('out-of-range')
  const turned = issues.list.length === 0 ? rotated(loadings, choice) : undefined
  const isDefined = turned?.loadings.at.every(Number.isFinite) ?? false
  if (issues.list.length === 0 && !isDefined) issues.add('rank-deficient')
  if (!turned || !isDefined)
    return { loadings: null, phi: null, criterion: null, starts: 0, startsAgreeing: 0, issues: issues.list }
  if (!turned.converged) issues.add('no-convergence')
  if (isCollapsed(turned.phi) || isCollapsed(times(transposed(loadings), loadings))) issues.add('rank-deficient')
  if (loadings.columns > 1 && !Number.isFinite(turned.criterion) && choice.rotation !== 'none')
    issues.add('out-of-range')
  return {
    loadings: toRows(turned.loadings),
    phi: toRows(turned.phi),
    criterion: orNull(turned.criterion),
    starts: turned.starts,
    startsAgreeing: turned.startsAgreeing,
    issues: issues.list,
  }
}
