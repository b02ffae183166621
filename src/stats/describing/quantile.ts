// Quantiles by linear interpolation, as R gives them unless told otherwise.

/** Of values sorted from the lowest; NaN when there are none. p from 0 to 1. Source: as below. */
export const quantileOfSorted = (sorted: Float64Array, p: number): number =>
  quantileOf((place) => sorted[place] ?? NaN, sorted.length, p)

/**
 * Of n values, of which `at` gives the one at a place, the lowest at 0.
 * Source: Hyndman & Fan (1996), The American Statistician 50, 361-365, definition 7: at (n-1)p.
 */
export function quantileOf(at: (place: number) => number, n: number, p: number): number {
  if (n === 0) return NaN
  const place = (n - 1) * p
  const below = at(Math.floor(place))
  const above = at(Math.ceil(place))
  const part = place - Math.floor(place)
  // Not below + part (above - below): that difference may be too large for a double.
  return below === above ? below : (1 - part) * below + part * above
}
