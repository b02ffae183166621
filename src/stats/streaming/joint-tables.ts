// How often each pair of answers was given together: all that correlation, alpha and factor analysis need of ratings with
// few answers. Tables add up, so that a survey is taken chunk by chunk, site by site, in memory that does not grow with it.
import { BadCall, isObject } from '../shape.ts'
import { pairAt, TupleCounts } from './tuple-counts.ts'

/** As it is kept and sent: plain numbers. */
export type PlainTables = {
  readonly items: number
  readonly levels: number
  readonly rows: number
  /** Item after item, how many gave each answer. */
  readonly counts: readonly number[]
  /** Pair after pair (0 1, 0 2, 1 2, 0 3, ...: the second item counts up, within it the first), levels x levels. */
  readonly pairs: readonly number[]
}

/** An answer fits in an Int8; the memory of the tables grows as the square of both. */
const MOST_LEVELS = 100
const MOST_CELLS = 20_000_000

/** Empty tables for `items` ratings, each 0 to `levels`-1 or missing. Refused: sizes whose tables would not fit in memory. */
export function jointTables(items: number, levels: number): JointTables {
  return new JointTables(items, levels)
}

/**
 * Counts of answers by item and by pair of items, among the rows that have both. Adding and merging commute: every split of
 * the rows, in any order, gives the same tables.
 */
export class JointTables {
  readonly items: number
  readonly levels: number
  #rows = 0
  /** How many gave each answer, item after item; and among them how many gave both, pair after pair. */
  readonly #counts: Float64Array
  readonly #pairs: Float64Array
  #pending: TupleCounts | undefined

  constructor(items: number, levels: number) {
    const isCount = Number.isSafeInteger(items) && Number.isSafeInteger(levels) && items >= 1 && levels >= 1
    if (!isCount || levels > MOST_LEVELS || items * items * levels * levels > MOST_CELLS)
      throw new BadCall(`Tables of ${items} items with ${levels} answers each are not possible`)
    this.items = items
    this.levels = levels
    this.#counts = new Float64Array(items * levels)
    this.#pairs = new Float64Array(((items * (items - 1)) / 2) * levels * levels)
  }

  get rows(): number {
    return this.#rows
  }

  /** Rows x items, row after row; -1 is missing. A chunk with any other number is refused whole. */
  add(chunk: Int8Array): this {
    if (chunk.length % this.items !== 0) throw new BadCall('A chunk of ratings does not end with a whole row')
    checkRatings(chunk, this.levels)
    const rows = chunk.length / this.items
    this.#room(rows).addRows(chunk)
    this.#rows += rows
    return this
  }

  /** The same from columns, each item's ratings in one array. */
  addColumns(columns: readonly Int8Array[]): this {
    const rows = columns[0]?.length ?? 0
    if (columns.length !== this.items || columns.some((column) => column.length !== rows))
      throw new BadCall('The columns of ratings are not as many, or not of one length')
    for (const column of columns) checkRatings(column, this.levels)
    this.#room(rows).addColumns(columns)
    this.#rows += rows
    return this
  }

  merge(other: JointTables): this {
    if (other.items !== this.items || other.levels !== this.levels)
      throw new BadCall('Tables of different surveys cannot be added')
    // The other first: it may be this one.
    const { rows, counts, pairs } = other.#settled()
    this.#settled()
    for (const [at, value] of counts.slice().entries()) this.#counts[at]! += value
    for (const [at, value] of pairs.slice().entries()) this.#pairs[at]! += value
    this.#rows += rows
    return this
  }

  /** How many gave each answer to an item. A view: not to be changed. */
  countsOf(item: number): Float64Array {
    return this.#settled().counts.subarray(item * this.levels, (item + 1) * this.levels)
  }

  /** levels x levels, the answers of item i down; among the rows that have both. */
  tableOf(i: number, j: number): Float64Array {
    const k = this.levels
    if (i === j) {
      const table = new Float64Array(k * k)
      for (const [level, count] of this.countsOf(i).entries()) table[level * (k + 1)] = count
      return table
    }
    const { pairs } = this.#settled()
    const from = pairAt(Math.min(i, j), Math.max(i, j)) * k * k
    const table = pairs.slice(from, from + k * k)
    if (i < j) return table
    return table.map((_, at) => table[(at % k) * k + Math.floor(at / k)]!)
  }

  /** Whether every row has every item: then pairwise and listwise are the same. */
  get isComplete(): boolean {
    for (let item = 0; item < this.items; item++)
      if (this.countsOf(item).reduce((sum, count) => sum + count, 0) !== this.#rows) return false
    return true
  }

  get plain(): PlainTables {
    const { rows, counts, pairs } = this.#settled()
    return { items: this.items, levels: this.levels, rows, counts: [...counts], pairs: [...pairs] }
  }

  /** What `plain` gave, again. Refused: anything else. */
  static from(plain: unknown): JointTables {
    const wrong = (): BadCall => new BadCall('These are no tables of ratings')
    if (!isObject(plain)) throw wrong()
    const { items, levels, rows, counts, pairs } = plain
    if (typeof items !== 'number' || typeof levels !== 'number') throw wrong()
    const made = new JointTables(items, levels)
    if (!isCount(rows) || !areCounts(counts, made.#counts.length) || !areCounts(pairs, made.#pairs.length))
      throw wrong()
    made.#rows = rows
    made.#counts.set(counts)
    made.#pairs.set(pairs)
    return made
  }

  #room(rows: number): TupleCounts {
    if (this.#pending && !this.#pending.hasRoomFor(rows)) this.#settled()
    this.#pending ??= new TupleCounts(this.items, this.levels, Math.max(rows, this.#rows))
    return this.#pending
  }

  #settled(): { readonly rows: number; readonly counts: Float64Array; readonly pairs: Float64Array } {
    this.#pending?.moveTo(this.#counts, this.#pairs)
    this.#pending = undefined
    return { rows: this.#rows, counts: this.#counts, pairs: this.#pairs }
  }
}

/** By place, and by the highest: a loop over the values that stops at a wrong one takes longer than the counting. */
function checkRatings(ratings: Int8Array, levels: number): void {
  let most = 0
  for (let at = 0; at < ratings.length; at++) {
    const code = (ratings[at]! + 1) & 255
    if (code > most) most = code
  }
  if (most > levels) throw new BadCall(`A rating is not from 0 to ${levels - 1}, or -1`)
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const areCounts = (value: unknown, length: number): value is number[] =>
  Array.isArray(value) && value.length === length && value.every(isCount)
