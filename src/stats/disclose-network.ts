// The attacker, and the search for what to hide beside the small cells of a two-way table. A table with its margins is a
// circulation in a network (rows → columns → margin row → grand total → margin column → rows), so the exact range of a
// hidden cell, given all that is shown, is a maximum flow: Cox (1980), Journal of the American Statistical Association
// 75(370), 377–385, is where hiding further cells is set out, and Gusfield (1988), SIAM Journal on Computing 17(3),
// 552–571, where the table becomes a graph. Flows of whole numbers are whole, so no count is lost to rounding.

/** A table with its margin row and margin column, cells numbered row by row. */
export type Network = {
  readonly rows: number
  readonly columns: number
  /** How far each cell could fall, and rise, for all that an attacker knows beforehand. */
  readonly fall: readonly number[]
  readonly rise: readonly number[]
  /** What hiding the cell costs; Infinity: it stays shown. */
  readonly cost: readonly number[]
}

/** The cells to protect: each must be able to move `want` in all, by rising alone or (bothWays) by either. */
export type Secrets = {
  readonly cells: readonly number[]
  readonly want: readonly number[]
  readonly bothWays: boolean
}

/** What has been moved already; none yet is undefined, since most questions are answered by the first way found. */
type Change = Float64Array | undefined
type Move = { moved: number; change: Change }
type Rule = { amount: number; change: Change; twoWay: boolean }

const isMargin = (at: Network, cell: number): boolean =>
  cell >= (at.rows - 1) * at.columns !== (cell % at.columns === at.columns - 1)

const cellBetween = (at: Network, a: number, b: number): number =>
  a < at.rows ? a * at.columns + b - at.rows : b * at.columns + a - at.rows

const ends = (at: Network, cell: number): [row: number, column: number] => [
  Math.floor(cell / at.columns),
  at.rows + (cell % at.columns),
]

/** Where a rise of the cell sends the flow: it must come back from the second to the first through other cells. */
function flowOf(at: Network, cell: number): [number, number] {
  const [row, column] = ends(at, cell)
  return isMargin(at, cell) ? [column, row] : [row, column]
}

function room(at: Network, cell: number, rising: boolean, rule: Rule): number {
  const moved = rule.change === undefined ? 0 : rule.change[cell]!
  const rise = at.rise[cell]! - moved
  const fall = at.fall[cell]! + moved
  if (rule.twoWay) return Math.min(rise, fall)
  return rising ? rise : fall
}

/** The cheapest way from one line to another through cells with room for the amount; hidden cells cost nothing. */
function way(
  at: Network,
  hidden: Uint8Array,
  from: number,
  to: number,
  without: number,
  rule: Rule,
): { cost: number; came: Int32Array } | undefined {
  const size = at.rows + at.columns
  const cost = new Float64Array(size).fill(Infinity)
  const came = new Int32Array(size).fill(-1)
  const done = new Uint8Array(size)
  cost[from] = 0
  for (;;) {
    let here = -1
    for (let node = 0; node < size; node++)
      if (done[node] === 0 && cost[node]! < Infinity && (here < 0 || cost[node]! < cost[here]!)) here = node
    if (here < 0) return undefined
    if (here === to) return { cost: cost[to]!, came }
    done[here] = 1
    const isRow = here < at.rows
    for (let next = isRow ? at.rows : 0, end = isRow ? size : at.rows; next < end; next++) {
      if (done[next] === 1) continue
      const cell = cellBetween(at, here, next)
      const price = hidden[cell] === 1 ? 0 : at.cost[cell]!
      const sum = cost[here]! + price
      if (cell === without || sum >= cost[next]!) continue
      if (room(at, cell, isRow !== isMargin(at, cell), rule) < rule.amount) continue
      cost[next] = sum
      came[next] = here
    }
  }
}

function along(at: Network, from: number, to: number, came: Int32Array, visit: (cell: number, up: boolean) => void) {
  for (let node = to; node !== from; node = came[node]!) {
    const before = came[node]!
    const cell = cellBetween(at, before, node)
    visit(cell, before < at.rows !== isMargin(at, cell))
  }
}

/** The shortest way through hidden cells alone: the attacker's, who is asked far more often than the search. */
function hiddenWay(
  at: Network,
  hidden: Uint8Array,
  from: number,
  to: number,
  without: number,
  rule: Rule,
): Int32Array | undefined {
  const size = at.rows + at.columns
  const came = new Int32Array(size).fill(-1)
  const queue = new Int32Array(size)
  queue[0] = from
  came[from] = from
  for (let head = 0, tail = 1; head < tail; head++) {
    const here = queue[head]!
    const isRow = here < at.rows
    for (let next = isRow ? at.rows : 0, end = isRow ? size : at.rows; next < end; next++) {
      const cell = isRow ? here * at.columns + next - at.rows : next * at.columns + here - at.rows
      if (hidden[cell] === 0 || came[next] !== -1 || cell === without) continue
      if (room(at, cell, isRow !== isMargin(at, cell), rule) < rule.amount) continue
      came[next] = here
      if (next === to) return came
      queue[tail++] = next
    }
  }
  return undefined
}

/** How far the cell can rise (or fall), up to a limit, with every shown cell as it is: a maximum flow. */
function move(at: Network, hidden: Uint8Array, cell: number, rising: boolean, limit: number): Move {
  const [tail, head] = flowOf(at, cell)
  const [from, to] = rising ? [head, tail] : [tail, head]
  const most = Math.min(limit, rising ? at.rise[cell]! : at.fall[cell]!)
  const rule: Rule = { amount: 1, change: undefined, twoWay: false }
  let moved = 0
  while (moved < most) {
    const came = hiddenWay(at, hidden, from, to, cell, rule)
    if (!came) break
    let least = most - moved
    along(at, from, to, came, (on, up) => {
      least = Math.min(least, room(at, on, up, rule))
    })
    moved += least
    if (moved >= most) break
    const change = (rule.change ??= new Float64Array(at.fall.length))
    along(at, from, to, came, (on, up) => {
      change[on]! += up ? least : -least
    })
  }
  return { moved, change: rule.change }
}

function isSafe(at: Network, hidden: Uint8Array, secrets: Secrets, cell: number): boolean {
  const want = secrets.want[cell]!
  const rise = move(at, hidden, cell, true, want).moved
  if (rise >= want) return true
  return secrets.bothWays && rise + move(at, hidden, cell, false, want - rise).moved >= want
}

/** The proof: whether an attacker who sees all that is shown must leave each secret its room. */
export function allSafe(at: Network, hidden: Uint8Array, secrets: Secrets): boolean {
  return secrets.cells.every((cell) => isSafe(at, hidden, secrets, cell))
}

/** Hides the cheapest further cells that make one secret safe. Answers whether it could. */
function protect(at: Network, hidden: Uint8Array, secrets: Secrets, cell: number): boolean {
  const want = secrets.want[cell]!
  const up = move(at, hidden, cell, true, want)
  const down: Move = secrets.bothWays ? move(at, hidden, cell, false, want - up.moved) : { moved: 0, change: undefined }
  const need = want - up.moved - down.moved
  if (need <= 0) return true
  const [tail, head] = flowOf(at, cell)
  const mayRise = (by: number): boolean => at.rise[cell]! >= by
  const mayFall = (by: number): boolean => secrets.bothWays && at.fall[cell]! >= by
  const half = Math.ceil(want / 2)
  const tries: [from: number, to: number, amount: number, change: Change, twoWay: boolean][] = []
  if (mayRise(up.moved + need)) tries.push([head, tail, need, up.change, false])
  if (mayRise(want)) tries.push([head, tail, want, undefined, false])
  if (mayFall(down.moved + need)) tries.push([tail, head, need, down.change, false])
  if (mayFall(want)) tries.push([tail, head, want, undefined, false])
  if (mayRise(half) && mayFall(half)) tries.push([head, tail, half, undefined, true])
  let best: { cost: number; came: Int32Array; from: number; to: number } | undefined
  for (const [from, to, amount, change, twoWay] of tries) {
    const found = way(at, hidden, from, to, cell, { amount, change, twoWay })
    if (found && (!best || found.cost < best.cost)) best = { ...found, from, to }
  }
  if (!best) return false
  along(at, best.from, best.to, best.came, (on) => {
    hidden[on] = 1
  })
  return true
}

/** Shows again, dearest first, each cell that no secret needs. */
function trim(at: Network, hidden: Uint8Array, secrets: Secrets, order: readonly number[]): void {
  const near = (a: number, b: number): boolean =>
    a % at.columns === b % at.columns || Math.floor(a / at.columns) === Math.floor(b / at.columns)
  for (const cell of order) {
    if (hidden[cell] === 0) continue
    hidden[cell] = 0
    // A secret in the same line is the likeliest to need it, so it is asked first.
    const needed = [true, false].some((close) =>
      secrets.cells.some((secret) => near(secret, cell) === close && !isSafe(at, hidden, secrets, secret)),
    )
    if (needed) hidden[cell] = 1
  }
}

/** Mulberry32: the same table is always hidden in the same way, or the differences between two answers would tell. */
function chances(): () => number {
  let state = 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function shuffled(list: readonly number[], chance: () => number): number[] {
  const mixed = [...list]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
  }
  return mixed
}

/** No fewer further cells can do: a secret alone in its line needs another there, and a cell lies in two lines. */
function leastNeeded(at: Network, always: Uint8Array, secrets: Secrets): number {
  const inLine = new Int32Array(at.rows + at.columns)
  always.forEach((is, cell) => {
    if (is === 1) for (const line of ends(at, cell)) inLine[line]! += 1
  })
  const alone = [0, 1].map((side) => secrets.cells.filter((cell) => inLine[ends(at, cell)[side]!] === 1).length)
  return Math.max(...alone)
}

/** Beyond this the search would take seconds. */
const MOST_WORK = 8e7

/** Whether a table of this size, with its margins, can be searched while somebody waits. */
export const isSearchable = (rows: number, columns: number, secrets: number): boolean =>
  secrets * (rows * columns + (rows + columns) ** 2) <= MOST_WORK

/** How much work the search may do, in cells looked at: about a tenth of a second on a small machine. */
const EFFORT = 8_000_000
const MOST_ROUNDS = 40
/** Rounds without a better answer after which no better one is expected. */
const PATIENCE = 12

/**
 * What to hide beside the cells that are always hidden, at nearly the least cost, so that every secret is safe.
 * Undefined when that cannot be done. Begins with one secret after the other, then takes some cells back and tries
 * again, many times.
 */
export function hideFurther(at: Network, always: Uint8Array, secrets: Secrets): Uint8Array | undefined {
  const chance = chances()
  const costOf = (hidden: Uint8Array): number =>
    at.cost.reduce((sum, cost, cell) => (hidden[cell] === 1 && always[cell] === 0 ? sum + cost : sum), 0)
  const complete = (hidden: Uint8Array): boolean => {
    if (!shuffled(secrets.cells, chance).every((cell) => protect(at, hidden, secrets, cell))) return false
    const further = [...hidden.keys()].filter((cell) => hidden[cell] === 1 && always[cell] === 0)
    trim(
      at,
      hidden,
      secrets,
      shuffled(further, chance).toSorted((a, b) => at.cost[b]! - at.cost[a]!),
    )
    return true
  }
  let best = always.slice()
  if (!complete(best)) return undefined
  let cost = costOf(best)
  const least = leastNeeded(at, always, secrets)
  const rounds = Math.min(MOST_ROUNDS, Math.floor(EFFORT / (at.fall.length * 4 * (1 + secrets.cells.length))))
  let since = 0
  for (let round = 0; round < rounds && since < PATIENCE && cost >= least + 1; round++) {
    since += 1
    const again = best.slice()
    const share = round % 4 === 3 ? 1 : 0.2 + 0.4 * chance()
    for (const [cell, is] of always.entries()) if (is === 0 && chance() < share) again[cell] = 0
    if (!complete(again)) continue
    const costAgain = costOf(again)
    if (costAgain < cost) since = 0
    if (costAgain <= cost) [best, cost] = [again, costAgain]
  }
  return best
}
