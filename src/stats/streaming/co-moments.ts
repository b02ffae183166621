// Means and co-moments of numbers that come chunk by chunk: scores, ages, anything that is no rating. Parts are merged about
// their own means and never as raw sums, so that values that are large and lie close together keep their digits.
import { allOrNull } from '../answer.ts'
import type { CorrelationMatrix, CovarianceMatrix } from '../correlations/matrix-of.ts'
import { momentsOf, pairMoments, pearsonOf, productOf, type PairMoments } from '../correlations/moments.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { BadCall, isObject } from '../shape.ts'

/**
 * As it is kept and sent: six numbers a pair (n, meanX, meanY, xx, yy, xy), pair after pair as 0 0, 0 1, 1 1, 0 2, ...; the
 * means from the origin of each column, which is null as long as it has no value.
 */
export type PlainCoMoments = {
  readonly columns: number
  readonly rows: number
  readonly origins: readonly (number | null)[]
  readonly pairs: readonly number[]
}

const MOST_COLUMNS = 1000
/** Rows worked on at a time: their columns stay in the nearer caches while all pairs are gone through. */
const BLOCK = 512
const SIZE = 6

/** Empty co-moments of so many columns. Refused: more than 1000. */
export function coMoments(columns: number): CoMoments {
  return new CoMoments(columns)
}

/**
 * Pairwise means, sums of squares and products. The split of the rows and their order change only the rounding.
 * Source: Chan, Golub & LeVeque (1983), The American Statistician 37, 242-247, eq. 1.3; for products Pébay (2008), SAND2008-6212,
 * eq. 3.3.
 */
export class CoMoments {
  readonly columns: number
  #rows = 0
  /** The first value of each column, NaN before it: means are kept from here, as a mean of a billion has few digits to spare. */
  readonly #origins: Float64Array
  readonly #pairs: Float64Array

  constructor(columns: number) {
    if (!Number.isSafeInteger(columns) || columns < 1 || columns > MOST_COLUMNS)
      throw new BadCall(`Co-moments of ${columns} columns are not possible`)
    this.columns = columns
    this.#origins = new Float64Array(columns).fill(NaN)
    this.#pairs = new Float64Array(((columns * (columns + 1)) / 2) * SIZE)
  }

  get rows(): number {
    return this.#rows
  }

  /** Rows x columns, row after row; NaN is missing, everything else a finite number. */
  add(chunk: Float64Array): this {
    const p = this.columns
    if (chunk.length % p !== 0) throw new BadCall('A chunk of numbers does not end with a whole row')
    const rows = chunk.length / p
    for (let start = 0; start < rows; start += BLOCK) {
      const length = Math.min(BLOCK, rows - start)
      const block = Array.from({ length: p }, (_, column) => {
        const values = new Float64Array(length)
        const origin = this.#originOf(column, chunk, start * p + column)
        for (let row = 0, at = start * p + column; row < length; row++, at += p) values[row] = chunk[at]! - origin
        return values
      })
      this.#addBlock(block, length)
    }
    this.#rows += rows
    return this
  }

  merge(other: CoMoments): this {
    if (other.columns !== this.columns) throw new BadCall('Co-moments of different columns cannot be added')
    const rows = other.#rows
    const pairs = other.#pairs.slice()
    const shift = other.#origins.map((origin, column) => origin - this.#originAt(column, origin))
    for (let j = 0; j < this.columns; j++)
      for (let i = 0; i <= j; i++) {
        const at = placeOf(i, j)
        const found = momentsAt(pairs, at)
        mergeAt(this.#pairs, at, { ...found, meanX: found.meanX + shift[i]!, meanY: found.meanY + shift[j]! })
      }
    this.#rows += rows
    return this
  }

  /** Of the rows that both have. */
  momentsOf(i: number, j: number): PairMoments {
    const { n, meanX, meanY, xx, yy, xy } = momentsAt(this.#pairs, placeOf(Math.min(i, j), Math.max(i, j)))
    const [first, second] = i <= j ? [meanX, meanY] : [meanY, meanX]
    const [own, other] = i <= j ? [xx, yy] : [yy, xx]
    const isEmpty = n === 0
    return {
      n,
      meanX: isEmpty ? NaN : this.#origins[i]! + first,
      meanY: isEmpty ? NaN : this.#origins[j]! + second,
      xx: own,
      yy: other,
      xy,
    }
  }

  /** Pairwise, as correlationMatrix of the rows. */
  get correlation(): CorrelationMatrix {
    const r = this.#eachPair((moments, isSame) => {
      const value = pearsonOf(moments)
      return isSame && value === value ? 1 : value
    })
    return { r, n: this.#eachPair(({ n }) => n), rows: this.#rows }
  }

  /** Pairwise, as covarianceMatrix of the rows. */
  get covariance(): CovarianceMatrix {
    const covariance = this.#eachPair(({ n, xy }) => (n < 2 ? NaN : xy / (n - 1)))
    return { covariance, n: this.#eachPair(({ n }) => n), rows: this.#rows }
  }

  get plain(): PlainCoMoments {
    const origins = allOrNull(this.#origins)
    return { columns: this.columns, rows: this.#rows, origins, pairs: Array.from(this.#pairs) }
  }

  /** What `plain` gave, again. Refused: anything else. */
  static from(plain: unknown): CoMoments {
    const wrong = (): BadCall => new BadCall('These are no co-moments')
    if (!isObject(plain) || typeof plain['columns'] !== 'number') throw wrong()
    const { rows, origins, pairs } = plain
    const made = new CoMoments(plain['columns'])
    if (!Number.isSafeInteger(rows) || !Array.isArray(pairs) || pairs.length !== made.#pairs.length) throw wrong()
    if (!pairs.every(Number.isFinite) || !Array.isArray(origins) || origins.length !== made.columns) throw wrong()
    if (!origins.every((origin) => origin === null || Number.isFinite(origin))) throw wrong()
    made.#rows = rows as number
    made.#origins.set(origins.map((origin: number | null) => origin ?? NaN))
    made.#pairs.set(pairs)
    return made
  }

  /** Where the column's means are kept from: if nowhere yet, from `first`. */
  #originAt(column: number, first: number): number {
    if (Number.isNaN(this.#origins[column]!)) this.#origins[column] = first
    return this.#origins[column]!
  }

  #originOf(column: number, chunk: Float64Array, from: number): number {
    let at = from
    while (Number.isNaN(this.#origins[column]!) && at < chunk.length) {
      this.#origins[column] = chunk[at]!
      at += this.columns
    }
    return this.#origins[column]!
  }

  #addBlock(block: readonly Float64Array[], length: number): void {
    const alone = block.map(momentsOf)
    for (const [column, { mean }] of alone.entries()) {
      const values = block[column]!
      for (let row = 0; row < length; row++) values[row]! -= mean
    }
    for (let j = 0; j < block.length; j++)
      for (let i = 0; i <= j; i++) {
        const [a, b] = [alone[i]!, alone[j]!]
        const at = placeOf(i, j)
        if (a.n === length && b.n === length)
          mergeAt(this.#pairs, at, {
            n: length,
            meanX: a.mean,
            meanY: b.mean,
            xx: a.ss,
            yy: b.ss,
            xy: i === j ? a.ss : productOf(block[i]!, 0, block[j]!, 0),
          })
        else {
          const centred = pairMoments(block[i]!, block[j]!)
          mergeAt(this.#pairs, at, { ...centred, meanX: a.mean + centred.meanX, meanY: b.mean + centred.meanY })
        }
      }
  }

  #eachPair(value: (moments: PairMoments, isSame: boolean) => number): Matrix {
    const p = this.columns
    const made = matrix(p, p)
    for (let i = 0; i < p; i++)
      for (let j = 0; j <= i; j++) {
        const cell = value(this.momentsOf(i, j), i === j)
        made.at[i * p + j] = cell
        made.at[j * p + i] = cell
      }
    return made
  }
}

const placeOf = (i: number, j: number): number => ((j * (j + 1)) / 2 + i) * SIZE

const momentsAt = (pairs: Float64Array, at: number): PairMoments => ({
  n: pairs[at]!,
  meanX: pairs[at + 1]!,
  meanY: pairs[at + 2]!,
  xx: pairs[at + 3]!,
  yy: pairs[at + 4]!,
  xy: pairs[at + 5]!,
})

function mergeAt(pairs: Float64Array, at: number, { n, meanX, meanY, xx, yy, xy }: PairMoments): void {
  if (n === 0) return
  const before = pairs[at]!
  const all = before + n
  const x = before === 0 ? 0 : meanX - pairs[at + 1]!
  const y = before === 0 ? 0 : meanY - pairs[at + 2]!
  const share = n / all
  pairs[at] = all
  pairs[at + 1] = before === 0 ? meanX : pairs[at + 1]! + x * share
  pairs[at + 2] = before === 0 ? meanY : pairs[at + 2]! + y * share
  pairs[at + 3]! += xx + x * x * before * share
  pairs[at + 4]! += yy + y * y * before * share
  pairs[at + 5]! += xy + x * y * before * share
}
