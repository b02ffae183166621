// Direct quartimin, the oblimin that is asked for when nobody says more: factors may correlate, and each item should
// belong to one.
import { matrix, times, transposed, type Matrix } from '../matrix/matrix.ts'
import { ObliqueSearch } from './oblique-search.ts'
import { best, startsOf, type RotatedStart } from './rotation-starts.ts'
import { byRows, rowLengths } from './varimax.ts'

/** Slopes at which a start is told apart from others, and at which the chosen one is at its end. */
const NEAR = 1e-4
const FLAT = 1e-11
const MOST_STEPS = 500
const MOST_POLISHING = 5000
/** Steps times items times squared factors: about a second. */
const MOST_WORK = 1e9

export type Oblique = RotatedStart & {
  readonly phi: Matrix
  readonly starts: number
  readonly startsAgreeing: number
}

/**
 * The oblique rotation with the lowest quartimin value, a quarter of the sum over pairs of factors r, s (both ways) and
 * items of l_r^2 l_s^2 (so oblimin with gamma 0); rows as they are unless `kaiser`. The best of `starts`.
 * Source: Jennrich & Sampson (1966), Psychometrika 31, 313-323 (the criterion); Jennrich (2002), Psychometrika 67, 7-19
 * (gradient projection on normalised columns).
 */
export function quartimin(
  loadings: Matrix,
  { kaiser = false, starts }: { readonly kaiser?: boolean; readonly starts: number },
): Oblique {
  const lengths = rowLengths(loadings, kaiser)
  const scaled = byRows(loadings, lengths, (cell, length) => cell / length)
  const k = loadings.columns
  const search = new ObliqueSearch(scaled)
  const ends = startsOf(scaled, starts, (_, turn) => {
    const t = new Float64Array(k * k)
    if (turn) t.set(turn.at)
    else for (let j = 0; j < k; j++) t[j * k + j] = 1
    return { t, ...search.descend(t, NEAR, MOST_STEPS) }
  })
  const { chosen, agreeing } = best(ends, 1e-5)
  const affordable = Math.floor(MOST_WORK / (loadings.rows * k * k))
  const { criterion, converged } = search.descend(chosen.t, FLAT, Math.max(200, Math.min(MOST_POLISHING, affordable)))
  const t = matrix(k, k, chosen.t)
  return {
    loadings: byRows(matrix(loadings.rows, k, search.patternOf(chosen.t)), lengths, (cell, length) => cell * length),
    phi: times(transposed(t), t),
    criterion,
    converged,
    starts: ends.length,
    startsAgreeing: agreeing,
  }
}
