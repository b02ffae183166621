// The attacker of linked tables, who solves all of them together over the people nobody sees: how many stand in each
// combination of all dimensions. And the search for what to hide beside the small counts, which uses the same equations
// (a linear programme that pays for each figure it changes: Kelly, Golden and Assad 1992, Networks 22, 397–417). A hidden
// figure is safe when whole numbers of people, differing in nothing that is shown, give it values two apart: each
// proof is such a difference, checked in whole numbers, so nothing rests on rounding.
import { Programme, type Budget } from './simplex.ts'
import { wholePeople } from './whole-people.ts'

export type Figures = {
  readonly values: readonly number[]
  /** For each figure the combinations it counts, of those not known to be empty. */
  readonly members: readonly Int32Array[]
  readonly combinations: number
  /** The least a hidden figure can be, for who knows the rule. */
  readonly floor: number
  readonly cost: readonly number[]
}
/** Other people than there are: what changes in each figure (0 in all that is shown), and in each combination. */
export type Shift = { readonly figures: Float64Array; readonly people: Float64Array }
/** How far some combinations could be moved, counting parts of people too; the shift only where people were whole. */
export type Moved = { readonly reach: number; readonly isProved: boolean; readonly shift: Shift | undefined }

/** A hidden figure may be any of at least three neighbouring numbers. */
export const LEAST_SPAN = 2
/** Dearer than any figures it could spare. */
const GOAL = 1e5

export class Joint {
  readonly figures: Figures
  readonly hidden: Uint8Array
  /** Some people who fit all figures, for each combination; the true ones nobody knows. */
  readonly people: Float64Array
  readonly #budget: Budget
  readonly #holding: (readonly number[])[]
  /** The equations with what is hidden now. */
  #kept: Programme | undefined

  private constructor(figures: Figures, hidden: Uint8Array, people: Float64Array, budget: Budget) {
    this.figures = figures
    this.hidden = hidden
    this.people = people
    this.#budget = budget
    const holding: number[][] = Array.from({ length: figures.combinations }, () => [])
    figures.members.forEach((members, figure) => members.forEach((one) => holding[one]!.push(figure)))
    this.#holding = holding
  }

  /** 'none': no people fit all figures. Undefined: none were found, though there may be some. */
  static of(figures: Figures, hidden: Uint8Array, budget: Budget): Joint | 'none' | undefined {
    const people = wholePeople(figures, budget)
    return people instanceof Float64Array ? new Joint(figures, hidden, people, budget) : people
  }

  get isExhausted(): boolean {
    return this.#budget.left <= 0
  }

  /** Moves some combinations together up (or down) by up to `by`, changing shown figures only if it may hide them. */
  move(combinations: Int32Array, by: number, mayHide: boolean): Moved {
    if (this.isExhausted) return { reach: 0, isProved: false, shift: undefined }
    const programme = (mayHide ? this.#programme(true) : (this.#kept ??= this.#programme(false))).copy()
    const row = programme.rows - 1
    const goal = programme.columns - 1
    for (const one of combinations) programme.at[row * programme.columns + one] = by > 0 ? -1 : 1
    programme.at[row * programme.columns + goal] = 1
    programme.mostUp[goal] = Math.abs(by)
    programme.costUp[goal] = -GOAL
    programme.reduce(row, this.#budget)
    programme.solveFor(row, goal, this.#budget)
    const isProved = programme.minimise(this.#budget)
    const found = programme.values()
    const people = found.subarray(0, this.figures.combinations).map(Math.round)
    return { reach: found[goal]!, isProved, shift: this.#checked(people, mayHide) }
  }

  /**
   * The equations: who joins each figure, less who leaves it, is its change. Variables: the change in each combination, in
   * each figure, and last the goal, whose row is still empty. Figures that may not change are solved for people.
   */
  #programme(mayHide: boolean): Programme {
    const { values, members, combinations: size, cost, floor } = this.figures
    const programme = new Programme(values.length + 1, size + values.length + 1)
    programme.mostUp.fill(Infinity, 0, size)
    programme.mostDown.set(this.people)
    members.forEach((list, row) => {
      for (const one of list) programme.at[row * programme.columns + one] = -1
    })
    for (const [row, value] of values.entries()) {
      const column = size + row
      programme.at[row * programme.columns + column] = 1
      if (this.hidden[row] === 0 && !mayHide) continue
      programme.mostUp[column] = Infinity
      programme.mostDown[column] = value - floor
      if (this.hidden[row] === 0) programme.costUp[column] = programme.costDown[column] = cost[row]!
      programme.solveFor(row, column, this.#budget)
    }
    if (!mayHide)
      this.hidden.forEach((is, row) => {
        if (is === 0) this.#solveForPeople(programme, row)
      })
    return programme
  }

  /** For the combination with the most people, as it has the most room; none, where other rows say the same already. */
  #solveForPeople(programme: Programme, row: number): void {
    const start = row * programme.columns
    let best = -1
    for (let one = 0; one < this.figures.combinations; one++) {
      if (Math.abs(programme.at[start + one]!) < 0.5) continue
      if (best < 0 || this.people[one]! > this.people[best]!) best = one
    }
    if (best >= 0) programme.solveFor(row, best, this.#budget)
  }

  /** Shows a figure again, if then the question is answered by yes. */
  showIf(figure: number, question: () => boolean): void {
    const before = (this.#kept ??= this.#programme(false))
    this.hidden[figure] = 0
    this.#kept = before.copy()
    this.#budget.left -= before.at.length
    this.#kept.freeze(figure)
    this.#solveForPeople(this.#kept, figure)
    if (question()) return
    this.hidden[figure] = 1
    this.#kept = before
  }

  /** The change in whole people as a shift; undefined where it breaks a rule, such as fewer than nobody. */
  #checked(people: Float64Array, mayHide: boolean): Shift | undefined {
    const { values, members, floor } = this.figures
    if (people.some((more, one) => !(this.people[one]! + more >= 0 && Number.isSafeInteger(more)))) return undefined
    const figures = Float64Array.from(members, (list) => list.reduce((sum, one) => sum + people[one]!, 0))
    const isAllowed = figures.every(
      (by, figure) => by === 0 || ((mayHide || this.hidden[figure] === 1) && values[figure]! + by >= floor),
    )
    return isAllowed ? { figures, people } : undefined
  }

  /** What hiding the figures of some shifts would cost beside what is hidden. */
  costOf(shifts: readonly Shift[]): number {
    return this.figures.cost.reduce(
      (sum, cost, at) => (this.hidden[at] === 0 && shifts.some(({ figures }) => figures[at] !== 0) ? sum + cost : sum),
      0,
    )
  }

  hide(shifts: readonly Shift[]): void {
    for (const { figures } of shifts)
      figures.forEach((by, figure) => {
        if (by !== 0) this.hidden[figure] = 1
      })
    this.#kept = undefined
  }

  isAllowed({ figures }: Shift): boolean {
    return figures.every((by, figure) => by === 0 || this.hidden[figure] === 1)
  }

  /** Two people more in one combination: what always works, where every figure that counts them is hidden. */
  joining(combination: number): Shift {
    const figures = new Float64Array(this.figures.values.length)
    for (const figure of this.#holding[combination]!) figures[figure] = LEAST_SPAN
    const people = new Float64Array(this.figures.combinations)
    people[combination] = LEAST_SPAN
    return { figures, people }
  }
}
