// The least cost of changes that keep to equations: the simplex method with bounded variables (Dantzig 1955, Econometrica
// 23, 174–183; Bland's 1977 rule, Mathematics of Operations Research 2, 103–107, where it would go in circles). A variable
// starts at 0, may rise and fall, and pays for either. What comes out is only ever a proposal: who asks checks it in
// whole numbers.

const NEAR_ZERO = 1e-9
/** Steps that gain nothing before the rule that cannot go in circles takes over. */
const PATIENCE = 60
/** Each row starts with what is missing in it, which belongs to no variable. */
export const MISSING = -1

/** Work that may still be done, in multiplications; shared by many questions and never refilled. */
export type Budget = { left: number }
type Leaving = { readonly row: number; readonly by: number; readonly toBound: boolean }

/** Equations, each solved for one variable or for what is missing in it; every other variable stands at 0 or a bound. */
export class Programme {
  readonly rows: number
  readonly columns: number
  readonly at: Float64Array
  readonly right: Float64Array
  readonly basis: Int32Array
  readonly mostUp: Float64Array
  readonly mostDown: Float64Array
  readonly costUp: Float64Array
  readonly costDown: Float64Array
  /** How much may be missing in a row, and at what cost. */
  mostMissing = 0
  costMissing = 0
  /** Whether a variable is counted down from 0 (-1) instead of up, and whether from its bound instead of from 0. */
  readonly #sign: Int8Array
  readonly #turned: Uint8Array
  readonly #price: Float64Array

  constructor(rows: number, columns: number) {
    this.rows = rows
    this.columns = columns
    this.at = new Float64Array(rows * columns)
    this.right = new Float64Array(rows)
    this.basis = new Int32Array(rows).fill(MISSING)
    this.mostUp = new Float64Array(columns)
    this.mostDown = new Float64Array(columns)
    this.costUp = new Float64Array(columns)
    this.costDown = new Float64Array(columns)
    this.#sign = new Int8Array(columns).fill(1)
    this.#turned = new Uint8Array(columns)
    this.#price = new Float64Array(columns)
  }

  copy(): Programme {
    const other = new Programme(this.rows, this.columns)
    const lists = (of: Programme) => [
      ...[of.at, of.right, of.basis, of.mostUp, of.mostDown, of.costUp, of.costDown],
      ...[of.#sign, of.#turned],
    ]
    const from = lists(this)
    lists(other).forEach((list, at) => list.set(from[at]!))
    other.mostMissing = this.mostMissing
    other.costMissing = this.costMissing
    return other
  }

  /** Solves a row in which nothing is missing for one variable, which stays where it is. */
  solveFor(row: number, variable: number, budget: Budget): void {
    this.#pivot(row, variable, budget)
    if (this.#isPlain(variable)) this.#countFromBelow(row)
  }

  /** Takes the solved variables out of a row that was written down in them. */
  reduce(row: number, budget: Budget): void {
    const { columns, at } = this
    this.basis.forEach((variable, other) => {
      if (variable === MISSING || other === row) return
      const times = at[row * columns + variable]!
      if (times === 0) return
      for (let column = 0; column < columns; column++)
        at[row * columns + column]! -= times * at[other * columns + column]!
      budget.left -= columns
    })
  }

  /** Lets the variable of a row never move again, before anything has moved; the row is then solved for another. */
  freeze(row: number): void {
    const variable = this.basis[row]!
    this.mostUp[variable] = this.mostDown[variable] = 0
    this.#sign[variable] = 1
    this.#turned[variable] = 0
    this.basis[row] = MISSING
    this.right[row] = 0
  }

  /** Goes to the least cost. False: it stopped before, as the work is used up or the cost has no least. */
  minimise(budget: Budget): boolean {
    this.#findPrices()
    let idle = 0
    const most = 50 * (this.rows + 20)
    for (let step = 0; step < most && budget.left > 0; step++) {
      const enter = this.#entering(idle > PATIENCE)
      if (enter < 0) return true
      const { row, by, toBound } = this.#leaving(enter, idle > PATIENCE)
      if (by === Infinity) return false
      idle = by > NEAR_ZERO ? 0 : idle + 1
      if (row < 0) this.#turnColumn(enter)
      else {
        if (toBound) this.#turnBasic(row)
        this.#pivot(row, enter, budget)
        if (this.#isPlain(enter) && this.#turned[enter] === 0) this.#countFromBelow(row)
      }
      budget.left -= this.columns + this.rows
    }
    return false
  }

  /** How far each variable is from 0. */
  values(): Float64Array {
    const values = new Float64Array(this.columns)
    this.basis.forEach((variable, row) => {
      if (variable !== MISSING) values[variable] = this.right[row]!
    })
    return values.map((value, one) => this.#sign[one]! * (this.#turned[one] === 1 ? this.#bound(one) - value : value))
  }

  missing(): number {
    return this.right.reduce((sum, value, row) => (this.basis[row] === MISSING ? sum + value : sum), 0)
  }

  #bound(variable: number): number {
    if (variable === MISSING) return this.mostMissing
    return this.#sign[variable] === 1 ? this.mostUp[variable]! : this.mostDown[variable]!
  }

  /** Free of cost either way, and of a bound above: once it has moved it is counted from its bound below. */
  #isPlain(variable: number): boolean {
    const isFree = this.costUp[variable] === 0 && this.costDown[variable] === 0
    return isFree && this.mostUp[variable] === Infinity && this.mostDown[variable]! < Infinity
  }

  /** How far it can be counted: a plain variable counted from below goes on through 0. */
  #extent(variable: number): number {
    return variable !== MISSING && this.#turned[variable] === 1 && this.#isPlain(variable)
      ? Infinity
      : this.#bound(variable)
  }

  #countFromBelow(row: number): void {
    const variable = this.basis[row]!
    if (this.#sign[variable] === 1) {
      this.#sign[variable] = -1
      this.#turned[variable] = 1
      this.right[row]! += this.mostDown[variable]!
    } else this.#turnBasic(row)
  }

  #cost(variable: number): number {
    if (variable === MISSING) return this.costMissing
    const cost = this.#sign[variable] === 1 ? this.costUp[variable]! : this.costDown[variable]!
    return this.#turned[variable] === 1 ? -cost : cost
  }

  #findPrices(): void {
    const price = this.#price
    for (let column = 0; column < this.columns; column++) price[column] = this.#cost(column)
    for (let row = 0; row < this.rows; row++) {
      const each = this.#cost(this.basis[row]!)
      if (each === 0) continue
      for (let column = 0; column < this.columns; column++)
        price[column]! -= each * this.at[row * this.columns + column]!
    }
  }

  /** What the other way would cost: a variable at 0 may go either way. */
  #otherPrice(column: number): number {
    if (this.#turned[column] === 1) return Infinity
    const [most, cost] = this.#sign[column] === 1 ? [this.mostDown, this.costDown] : [this.mostUp, this.costUp]
    return most[column]! > 0 ? cost[column]! + this.#cost(column) - this.#price[column]! : Infinity
  }

  #entering(first: boolean): number {
    let best = -1
    let least = -NEAR_ZERO
    let isOther = false
    for (let column = 0; column < this.columns; column++) {
      const own = this.#extent(column) > 0 ? this.#price[column]! : Infinity
      const other = this.#otherPrice(column)
      const price = Math.min(own, other)
      if (price >= least) continue
      ;[best, least, isOther] = [column, price, other < own]
      if (first) break
    }
    if (isOther) this.#goOtherWay(best, least)
    return best
  }

  #goOtherWay(column: number, price: number): void {
    for (let here = column; here < this.at.length; here += this.columns) this.at[here] = -this.at[here]!
    this.#sign[column] = this.#sign[column] === 1 ? -1 : 1
    this.#price[column] = price
  }

  /** How far the variable can go, and which row stops it; no row: its own bound does. */
  #leaving(enter: number, first: boolean): Leaving {
    let best: Leaving = { row: -1, by: this.#extent(enter), toBound: false }
    let size = 0
    for (let row = 0; row < this.rows; row++) {
      const slope = this.at[row * this.columns + enter]!
      if (Math.abs(slope) <= NEAR_ZERO) continue
      const toBound = slope < 0
      const room = toBound ? this.#extent(this.basis[row]!) - this.right[row]! : this.right[row]!
      const by = Math.max(0, room) / Math.abs(slope)
      const isTie = by < Infinity && Math.abs(by - best.by) <= NEAR_ZERO
      const isBetter = first ? best.row >= 0 && this.basis[row]! < this.basis[best.row]! : Math.abs(slope) > size
      if (by < best.by - NEAR_ZERO || (isTie && isBetter)) {
        best = { row, by: Math.min(by, best.by), toBound }
        size = Math.abs(slope)
      }
    }
    return best
  }

  #turnColumn(column: number): void {
    const bound = this.#extent(column)
    for (let row = 0; row < this.rows; row++) {
      const here = row * this.columns + column
      this.right[row]! -= this.at[here]! * bound
      this.at[here] = -this.at[here]!
    }
    this.#turned[column] = 1 - this.#turned[column]!
    this.#price[column] = -this.#price[column]!
  }

  #turnBasic(row: number): void {
    const variable = this.basis[row]!
    for (let here = row * this.columns; here < (row + 1) * this.columns; here++) this.at[here] = -this.at[here]!
    this.right[row] = this.#bound(variable) - this.right[row]!
    if (variable === MISSING) return
    this.at[row * this.columns + variable] = 1
    this.#turned[variable] = 1 - this.#turned[variable]!
  }

  #pivot(row: number, enter: number, budget: Budget): void {
    const { rows, columns, at, right } = this
    const start = row * columns
    const by = at[start + enter]!
    const filled: number[] = []
    for (let column = 0; column < columns; column++) {
      const value = at[start + column]!
      if (Math.abs(value) < 1e-12) at[start + column] = 0
      else {
        at[start + column] = value / by
        filled.push(column)
      }
    }
    right[row]! /= by
    for (let other = 0; other < rows; other++) {
      const times = at[other * columns + enter]!
      if (other === row || times === 0) continue
      for (const column of filled) at[other * columns + column]! -= times * at[start + column]!
      at[other * columns + enter] = 0
      right[other]! -= times * right[row]!
      budget.left -= filled.length
    }
    const times = this.#price[enter]!
    for (const column of filled) this.#price[column]! -= times * at[start + column]!
    this.#price[enter] = 0
    this.basis[row] = enter
  }
}
