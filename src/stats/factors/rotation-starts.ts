// A rotation may end in a solution that is only the best nearby. So each is begun from several places: the loadings as they
// are, then turned at random (the same turns every time), and the best end counts.
import { matrix, times, type Matrix } from '../matrix/matrix.ts'
import { seeded } from '../random.ts'

export type RotatedStart = {
  readonly loadings: Matrix
  /** The lower the better, until a rotation's own function answers. */
  readonly criterion: number
  readonly converged: boolean
}

/** Two factors have one or two minima; more have more. */
export const usualStarts = (factors: number): number => (factors <= 1 ? 1 : factors === 2 ? 10 : 30)
/** More than this tells nothing more, and takes for ever. */
export const MOST_STARTS = 10_000
/** No instrument has as many dimensions; beyond it a rotation takes minutes. */
export const MOST_FACTORS = 50

/** What `does` makes of the loadings as given and of `starts - 1` random turns of them. */
export function startsOf<T>(
  loadings: Matrix,
  starts: number,
  does: (start: Matrix, turn: Matrix | undefined) => T,
): T[] {
  const random = seeded(20_041)
  return Array.from({ length: Math.max(1, starts) }, (_, at) => {
    if (at === 0) return does(loadings, undefined)
    const turn = randomTurn(loadings.columns, random.normal)
    return does(times(loadings, turn), turn)
  })
}

/** The first whose criterion is within `tolerance` (relative to its size) of the lowest, and how many are. */
export function best<T extends { readonly criterion: number }>(
  ends: readonly T[],
  tolerance: number,
): { readonly chosen: T; readonly agreeing: number } {
  const lowest = ends.reduce((low, { criterion }) => Math.min(low, criterion), Infinity)
  const near = ends.filter(({ criterion }) => criterion <= lowest + tolerance * Math.max(1e-3, Math.abs(lowest)))
  const chosen = near.reduce((low, end) => (end.criterion < low.criterion - 1e-13 ? end : low), near[0] ?? ends[0]!)
  return { chosen, agreeing: near.length }
}

/** Uniform over all orthogonal matrices: normal columns made orthogonal in turn. Source: Stewart (1980), SIAM J. Numer. Anal. 17. */
function randomTurn(k: number, normal: () => number): Matrix {
  const turn = matrix(k, k)
  const { at } = turn
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < k; i++) at[i * k + j] = normal()
    // Twice, because once leaves rounding behind.
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < j; before++) {
        let inner = 0
        for (let i = 0; i < k; i++) inner += at[i * k + j]! * at[i * k + before]!
        for (let i = 0; i < k; i++) at[i * k + j]! -= inner * at[i * k + before]!
      }
      let square = 0
      for (let i = 0; i < k; i++) square += at[i * k + j]! ** 2
      for (let i = 0; i < k; i++) at[i * k + j]! /= Math.sqrt(square)
    }
  }
  return turn
}
