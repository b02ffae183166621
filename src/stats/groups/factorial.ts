// Crossed factors as a table of cells, and the sum of squares of an effect in it that does not depend on how many cases
// each cell happens to have. Two-way and mixed analyses of variance stand on it.
import { groupedBy } from '../columns.ts'
import { cholesky } from '../matrix/cholesky.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { BadCall, type Columns } from '../shape.ts'

export type Cells = {
  /** The names of each factor's levels. */
  readonly levels: readonly (readonly string[])[]
  readonly size: number
  /** For each row its cell, the last factor running fastest; -1 where a factor is missing or the row was not asked for. */
  readonly of: Int32Array
  readonly counts: Float64Array
}

/** A table with more cells than this is nobody's design, and solving for its effects would take long. */
export const MOST_CELLS = 400

/** Levels are those of the rows asked for; without any factor there is one cell. Undefined: more than MOST_CELLS cells. */
export function cellsOf(columns: Columns, factors: readonly string[], rows: readonly boolean[]): Cells | undefined {
  const places = factors.map((factor) => {
    const values = groupedBy(columns, factor)
    if (values.of.length !== rows.length) throw new BadCall('The columns are not of one length')
    return values
  })
  const isIn = (row: number): boolean => rows[row]! && places.every(({ of }) => of[row]! >= 0)
  const kept = places.map(({ names, of }) => {
    const seen = new Uint8Array(names.length)
    for (let row = 0; row < of.length; row++) if (isIn(row)) seen[of[row]!] = 1
    let next = 0
    const renumbered = Int32Array.from(seen, (one) => (one === 1 ? next++ : -1))
    return { names: names.filter((_, at) => seen[at] === 1), place: (row: number) => renumbered[of[row]!]! }
  })
  const levels = kept.map(({ names }) => names)
  const size = levels.reduce((product, names) => product * names.length, 1)
  if (size > MOST_CELLS) return undefined
  const counts = new Float64Array(size)
  const of = new Int32Array(rows.length).fill(-1)
  for (let row = 0; row < rows.length; row++) {
    if (!isIn(row)) continue
    const cell = kept.reduce((sum, { names, place }) => sum * names.length + place(row), 0)
    of[row] = cell
    counts[cell]!++
  }
  return { levels, size, of, counts }
}

export type Effect = {
  readonly df: number
  /** The sum of squares of the effect in these cell means. */
  sumOfSquares(means: Float64Array): number
}

/**
 * The type III effect of the factors that `term` marks (none: of the mean), in a table without empty cells: the contrasts
 * among the marked factors' levels, of cell means averaged without weights over all other factors, are all zero.
 * Source: Yates (1934), Journal of the American Statistical Association 29, 51-66, weighted squares of means; as a general
 * linear hypothesis (Lm)'(L D^-1 L')^-1 Lm, Searle (1987), Linear Models for Unbalanced Data, ch. 8.
 */
export function typeThree({ levels, counts, size }: Cells, term: readonly boolean[]): Effect {
  const contrasts = contrastRows(
    levels.map((names) => names.length),
    term,
  )
  const df = contrasts.rows
  const l = contrasts.at
  const weighted = matrix(df, df)
  for (let i = 0; i < df; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let cell = 0; cell < size; cell++) sum += (l[i * size + cell]! * l[j * size + cell]!) / counts[cell]!
      weighted.at[i * df + j] = sum
    }
  const root = cholesky(weighted)
  return {
    df,
    sumOfSquares(means) {
      if (!root) return NaN
      // |w|² with (root) w = L m.
      const w = new Float64Array(df)
      let square = 0
      for (let i = 0; i < df; i++) {
        let sum = 0
        for (let cell = 0; cell < size; cell++) sum += l[i * size + cell]! * means[cell]!
        for (let j = 0; j < i; j++) sum -= root.at[i * df + j]! * w[j]!
        w[i] = sum / root.at[i * df + i]!
        square += w[i]! ** 2
      }
      return square
    },
  }
}

/** The marked factors' Helmert contrasts and the other factors' averages, multiplied out: rows by cells. */
function contrastRows(sizes: readonly number[], term: readonly boolean[]): Matrix {
  let rows: Float64Array[] = [Float64Array.of(1)]
  for (const [at, size] of sizes.entries()) {
    const own = term[at] ? helmert(size) : [new Float64Array(size).fill(1 / size)]
    rows = rows.flatMap((row) =>
      own.map((one) =>
        Float64Array.from(
          { length: row.length * size },
          (_, cell) => row[Math.floor(cell / size)]! * one[cell % size]!,
        ),
      ),
    )
  }
  const size = sizes.reduce((product, one) => product * one, 1)
  const all = matrix(rows.length, size)
  for (const [at, row] of rows.entries()) all.at.set(row, at * size)
  return all
}

/** Orthonormal contrasts of `size` levels: each level against the mean of those before it. */
export function helmert(size: number): Float64Array[] {
  return Array.from({ length: Math.max(0, size - 1) }, (_, at) => {
    const before = at + 1
    const length = Math.sqrt(before * (before + 1))
    return Float64Array.from({ length: size }, (_unused, level) =>
      level < before ? 1 / length : level === before ? -before / length : 0,
    )
  })
}
