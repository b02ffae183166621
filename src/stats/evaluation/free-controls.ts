// The controls still free, by score: the nearest one is found in a few steps however many are gone, so that a county can be
// matched as quickly as a school.

/** Each step to a neighbour skips those taken: Tarjan's union-find with path halving, to both sides. */
export class Free {
  /** The different scores, ascending, with a place before the first and after the last. */
  readonly #scores: number[] = []
  /** For each score the rows that have it, the first in the table last, so that it is taken from the end. */
  readonly #rows: number[][] = []
  readonly #left: Int32Array
  readonly #right: Int32Array
  /** For each control the place of its score in `#rows`. */
  readonly #at = new Map<number, number>()

  constructor(controls: readonly number[], scores: Float64Array) {
    for (const row of controls.toSorted((a, b) => scores[a]! - scores[b]! || b - a)) {
      if (this.#scores.at(-1) === scores[row]!) this.#rows.at(-1)!.push(row)
      else {
        this.#scores.push(scores[row]!)
        this.#rows.push([row])
      }
      this.#at.set(row, this.#rows.length - 1)
    }
    // Place p + 1 belongs to score p; 0 and the last are beyond the ends.
    this.#left = Int32Array.from({ length: this.#scores.length + 2 }, (_, place) => place)
    this.#right = this.#left.slice()
  }

  /** The row of the nearest free control, of two as near the first in the table; undefined when none is free. */
  nearest(score: number): number | undefined {
    const place = this.#placeBelow(score)
    const below = this.#first(free(this.#left, place))
    const above = this.#first(free(this.#right, place + 1))
    if (below === undefined || above === undefined) return (below ?? above)?.row
    const down = score - below.score
    const up = above.score - score
    return down < up || (down === up && below.row < above.row) ? below.row : above.row
  }

  /** The row last answered by `nearest` is free no longer. */
  take(row: number): void {
    const at = this.#at.get(row)!
    this.#rows[at]!.pop()
    if (this.#rows[at]!.length > 0) return
    this.#left[at + 1] = at
    this.#right[at + 1] = at + 2
  }

  #first(place: number): { readonly row: number; readonly score: number } | undefined {
    const rows = this.#rows[place - 1]
    return rows && { row: rows.at(-1)!, score: this.#scores[place - 1]! }
  }

  /** The place of the last score that is not above this one. */
  #placeBelow(score: number): number {
    let low = 0
    let high = this.#scores.length
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#scores[middle - 1]! <= score) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** The first place at or beyond this one, in this direction, that still has someone. */
function free(towards: Int32Array, from: number): number {
  let place = from
  while (towards[place] !== place) {
    towards[place] = towards[towards[place]!]!
    place = towards[place]!
  }
  return place
}
