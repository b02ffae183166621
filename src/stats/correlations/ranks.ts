// Ranks for Spearman and Kendall, prepared once a column: each pair has its own complete rows, and ranking those anew by
// sorting would cost more than everything else.

export type Ranked = {
  /** The rows that have a value, by value from the lowest. */
  readonly order: Int32Array
  /** For each row which of the different values it has, the lowest 0; -1: missing. */
  readonly dense: Int32Array
  readonly different: number
}

export function ranked(column: Float64Array): Ranked {
  const order = Int32Array.from(column.keys())
    .filter((row) => column[row] === column[row])
    .sort((a, b) => column[a]! - column[b]! || a - b)
  const dense = new Int32Array(column.length).fill(-1)
  let different = 0
  let before = NaN
  for (const row of order) {
    const value = column[row]!
    if (value !== before) different++
    dense[row] = different - 1
    before = value
  }
  return { order, dense, different }
}

/**
 * Mid-ranks, from 1, of a column among the rows that the other column has too; NaN elsewhere. Equal values share the mean
 * of their places.
 */
export function midRanks(one: Ranked, other: Ranked): Float64Array {
  const ranks = new Float64Array(one.dense.length).fill(NaN)
  const rows = one.order.filter((row) => other.dense[row]! >= 0)
  for (let from = 0; from < rows.length;) {
    const value = one.dense[rows[from]!]!
    let to = from + 1
    while (to < rows.length && value === one.dense[rows[to]!]) to++
    for (let at = from; at < to; at++) ranks[rows[at]!] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}
