// The hot loop of the joint tables. Counting 136 pairs of 17 ratings takes 136 additions a row; counting tuples instead,
// three ratings with three others at a time, takes 15, and the pairs are read off the tuples once at the end.

/** Rows whose codes are made at a time: they stay in the nearest cache while every table is counted. */
const BLOCK = 2048
/** A table of more cells than this leaves the nearer caches, and counting in it slows down. */
const MOST_TABLE = 1 << 16
const MOST_ALL = 1 << 21
/** What an Int32 can count. */
const MOST_ROWS = 2 ** 31 - 1

/** The place of a pair, i below j, among all pairs. */
export const pairAt = (i: number, j: number): number => (j * (j - 1)) / 2 + i

type Group = {
  readonly from: number
  readonly size: number
  readonly codes: number
  /** For each of its items the digit in each code, the first item's being the highest. */
  readonly digits: readonly Int32Array[]
}
/** Counts of the codes of two groups together, those of `a` down. One group alone: `b` has the single code 0. */
type Pair = { readonly a: number; readonly b: number; readonly cells: Int32Array }

export class TupleCounts {
  readonly #items: number
  readonly #base: number
  readonly #groups: readonly Group[]
  readonly #pairs: readonly Pair[]
  readonly #codes: readonly Int32Array[]
  readonly #plan: number
  #rows = 0

  /** The code of a rating is one more than the rating: 0 is missing. `rows`: about how many will come. */
  constructor(items: number, levels: number, rows: number) {
    this.#items = items
    this.#base = levels + 1
    this.#plan = rows
    const size = groupSize(items, this.#base, rows)
    const groups: Group[] = []
    for (let from = 0; from < items; from += size) {
      const own = Math.min(size, items - from)
      groups.push({ from, size: own, codes: this.#base ** own, digits: digitsOf(own, this.#base) })
    }
    if (groups.length === 1) groups.push({ from: items, size: 0, codes: 1, digits: [] })
    this.#groups = groups
    this.#codes = groups.map(() => new Int32Array(BLOCK))
    this.#pairs = groups.flatMap((one, b) =>
      groups.slice(0, b).map((other, a) => ({ a, b, cells: new Int32Array(other.codes * one.codes) })),
    )
  }

  /** False when they would not fit, or are so many more than planned that other tables do better. */
  hasRoomFor(rows: number): boolean {
    return this.#rows + rows <= Math.min(MOST_ROWS, Math.max(10_000, 16 * this.#plan))
  }

  addRows(chunk: Int8Array): void {
    const items = this.#items
    const rows = Math.floor(chunk.length / items)
    for (let start = 0; start < rows; start += BLOCK) {
      const length = Math.min(BLOCK, rows - start)
      for (let at = 0; at < this.#groups.length; at++) {
        const { from, size } = this.#groups[at]!
        if (size > 0) codeRows(this.#codes[at]!, this.#base, chunk, start * items + from, items, size, length)
      }
      this.#count(length)
    }
  }

  addColumns(columns: readonly Int8Array[]): void {
    const rows = columns[0]!.length
    for (let start = 0; start < rows; start += BLOCK) {
      const length = Math.min(BLOCK, rows - start)
      for (let at = 0; at < this.#groups.length; at++) {
        const { from, size } = this.#groups[at]!
        const codes = this.#codes[at]!.fill(0)
        for (let item = from; item < from + size; item++) extend(codes, this.#base, columns[item]!, start, length)
      }
      this.#count(length)
    }
  }

  #count(length: number): void {
    this.#rows += length
    for (const { a, b, cells } of this.#pairs)
      tally(cells, this.#codes[a]!, this.#codes[b]!, this.#groups[b]!.codes, length)
  }

  /** Adds what was counted to the counts of each item and each pair, and is spent. */
  moveTo(counts: Float64Array, pairs: Float64Array): void {
    const base = this.#base
    const levels = base - 1
    const isDone = this.#groups.map(() => false)
    for (const { a, b, cells } of this.#pairs) {
      const [one, other] = [this.#groups[a]!, this.#groups[b]!]
      const { between, down, across } = marginal(cells, one, other, base)
      for (let y = 0; y < other.size; y++)
        for (let x = 0; x < one.size; x++) {
          const pair = pairAt(one.from + x, other.from + y) * levels * levels
          const digits = one.digits[x]!
          for (let code = 0; code < one.codes; code++) {
            if (digits[code] === 0) continue
            const cell = pair + (digits[code]! - 1) * levels - 1
            const row = (y * one.codes + code) * base
            for (let second = 1; second < base; second++) pairs[cell + second]! += between[row + second]!
          }
        }
      for (const [at, group, codes] of [
        [a, one, down],
        [b, other, across],
      ] as const) {
        if (isDone[at]) continue
        isDone[at] = true
        within(codes, group, base, counts, pairs)
      }
    }
  }
}

/** The codes of a group from rows of `step` ratings. Written out by size: a loop over the ratings takes twice as long. */
function codeRows(
  codes: Int32Array,
  base: number,
  chunk: Int8Array,
  from: number,
  step: number,
  size: number,
  length: number,
): void {
  let at = from
  if (size === 1) for (let row = 0; row < length; row++, at += step) codes[row] = chunk[at]! + 1
  else if (size === 2)
    for (let row = 0; row < length; row++, at += step) codes[row] = Math.imul(chunk[at]! + 1, base) + chunk[at + 1]! + 1
  else if (size === 3)
    for (let row = 0; row < length; row++, at += step)
      codes[row] = Math.imul(Math.imul(chunk[at]! + 1, base) + chunk[at + 1]! + 1, base) + chunk[at + 2]! + 1
  else
    for (let row = 0; row < length; row++, at += step) {
      const first = Math.imul(Math.imul(chunk[at]! + 1, base) + chunk[at + 1]! + 1, base) + chunk[at + 2]! + 1
      codes[row] = Math.imul(first, base) + chunk[at + 3]! + 1
    }
}

/** One more digit to each code. */
function extend(codes: Int32Array, base: number, column: Int8Array, start: number, length: number): void {
  for (let row = 0; row < length; row++) codes[row] = Math.imul(codes[row]!, base) + column[start + row]! + 1
}

function tally(cells: Int32Array, a: Int32Array, b: Int32Array, width: number, length: number): void {
  for (let row = 0; row < length; row++) cells[Math.imul(a[row]!, width) + b[row]!]!++
}

/** As many ratings in a group as take the least work: more of them, fewer tables to count in, but larger ones to read off. */
function groupSize(items: number, base: number, rows: number): number {
  let best = { size: 1, work: Infinity }
  for (let size = 1; size <= 4; size++) {
    const groups = Math.ceil(items / size)
    const tables = Math.max(1, (groups * (groups - 1)) / 2)
    const table = base ** (2 * size)
    if (size > 1 && (table > MOST_TABLE || tables * table > MOST_ALL)) break
    const work = tables * (rows + 2 * table)
    if (work < best.work) best = { size, work }
  }
  return best.size
}

const digitsOf = (size: number, base: number): Int32Array[] =>
  Array.from({ length: size }, (_, place) => {
    const worth = base ** (size - 1 - place)
    return new Int32Array(base ** size).map((_zero, code) => Math.floor(code / worth) % base)
  })

/** Between: for each item of the second group, the codes of the first by that item's digit. Down, across: each alone. */
function marginal(
  cells: Int32Array,
  one: Group,
  other: Group,
  base: number,
): { readonly between: Float64Array; readonly down: Float64Array; readonly across: Float64Array } {
  const between = new Float64Array(other.size * one.codes * base)
  const down = new Float64Array(one.codes)
  const across = new Float64Array(other.codes)
  const places = other.digits.map((digits, y) => digits.map((digit) => digit + y * one.codes * base))
  for (let code = 0, at = 0; code < one.codes; code++)
    for (let second = 0; second < other.codes; second++, at++) {
      const count = cells[at]!
      if (count === 0) continue
      down[code]! += count
      across[second]! += count
      for (let y = 0; y < places.length; y++) between[places[y]![second]! + code * base]! += count
    }
  return { between, down, across }
}

/** The counts of a group's own items, and of its own pairs. */
function within(codes: Float64Array, group: Group, base: number, counts: Float64Array, pairs: Float64Array): void {
  const levels = base - 1
  for (const [code, count] of codes.entries()) {
    if (count === 0) continue
    for (let y = 0; y < group.size; y++) {
      const second = group.digits[y]![code]!
      if (second === 0) continue
      counts[(group.from + y) * levels + second - 1]! += count
      for (let x = 0; x < y; x++) {
        const first = group.digits[x]![code]!
        if (first === 0) continue
        const cell = pairAt(group.from + x, group.from + y) * levels * levels
        pairs[cell + (first - 1) * levels + second - 1]! += count
      }
    }
  }
}
