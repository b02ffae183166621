// Attackers for the tests of disclosure control. They share no code and no method with the rules they attack: one tries
// whole numbers of people until it finds some that fit, one solves linear programmes in whole numbers without rounding.

/** A sum of unknown counts, and what is known of it: least and most may be equal. */
export type Known = { readonly cells: readonly number[]; readonly least: number; readonly most: number }

/** How far from the guess a count is tried, and how often. */
const REACH = 5
const MOST_TRIES = 3e6

/**
 * Whether whole numbers from 0 fit all that is known, no more than some of them other than guessed. Throws when it has tried
 * too often to tell.
 */
function fits(guess: readonly number[], known: readonly Known[], mostOthers: number): boolean {
  let tries = MOST_TRIES
  const counts = guess.map(() => 0)
  const of = guess.map((_, cell) => known.flatMap(({ cells }, at) => (cells.includes(cell) ? [at] : [])))
  // What the cells of each sum that are still open could add at most.
  const left = known.map(({ cells }) => cells.reduce((sum, cell) => sum + guess[cell]! + REACH, 0))
  const sums = known.map(() => 0)
  const steps = Array.from({ length: 2 * REACH + 1 }, (_, at) => (at % 2 === 0 ? at / 2 : -(at + 1) / 2))
  const go = (cell: number, others: number): boolean => {
    if (cell === guess.length) return true
    if (--tries < 0) throw new Error('tried too often')
    for (const at of of[cell]!) left[at]! -= guess[cell]! + REACH
    for (const step of steps) {
      const value = guess[cell]! + step
      if (value < 0 || (step !== 0 && others === mostOthers)) continue
      const isOpen = of[cell]!.every((at) => {
        const sum = sums[at]! + value
        return sum <= known[at]!.most && sum + left[at]! >= known[at]!.least
      })
      if (!isOpen) continue
      counts[cell] = value
      for (const at of of[cell]!) sums[at]! += value
      if (go(cell + 1, others + (step === 0 ? 0 : 1))) return true
      for (const at of of[cell]!) sums[at]! -= value
    }
    for (const at of of[cell]!) left[at]! += guess[cell]! + REACH
    return false
  }
  return go(0, 0)
}

/** Whether whole numbers that fit leave a sum, truly what the guess says, values two apart. */
export function isLoose(guess: readonly number[], known: readonly Known[], cells: readonly number[]): boolean {
  const truth = cells.reduce((sum, cell) => sum + guess[cell]!, 0)
  const canRise = (by: number, others: number): boolean =>
    fits(guess, [...known, { cells, least: truth + by, most: Infinity }], others)
  const canFall = (by: number, others: number): boolean =>
    truth >= by && fits(guess, [...known, { cells, least: 0, most: truth - by }], others)
  const can = (others: number, up: number, down: number): boolean =>
    (up >= 2 && canRise(2, others)) ||
    (down >= 2 && canFall(2, others)) ||
    (up >= 1 && down >= 1 && canRise(1, others) && canFall(1, others))
  if (can(4, 2, 2)) return true
  // Where parts of people do not reach, whole ones need not be tried.
  const [up, down] = [reach(guess, known, cells, 1), reach(guess, known, cells, -1)]
  return [6, 8, guess.length].some((others) => can(others, up, down))
}

/**
 * How far a sum can rise (or fall) from the guess, up to 2, when parts of people count too. Simplex with Bland's rule on whole
 * numbers: each step multiplies across and divides by the pivot before, which leaves no remainder (Edmonds 1967, Journal of
 * Research of the National Bureau of Standards 71B, 241–245).
 */
export function reach(
  guess: readonly number[],
  known: readonly Known[],
  cells: readonly number[],
  way: 1 | -1,
): number {
  const told = new Set(known.flatMap((one) => (one.cells.length === 1 && one.least === one.most ? one.cells : [])))
  const open = [...guess.keys()].filter((cell) => !told.has(cell))
  const places = new Map(open.map((cell, place) => [cell, place]))
  const size = open.length
  // The guess fits, so every rule can be said of the change: x = guess + up - down, with down at most the guess.
  const rows: number[][] = []
  const rights: number[] = []
  const signed = (list: readonly number[], sign: number): number[] => {
    const row = Array.from({ length: 2 * size }, () => 0)
    for (const place of list.flatMap((cell) => places.get(cell) ?? [])) [row[place], row[size + place]] = [sign, -sign]
    return row
  }
  const add = (row: number[], right: number): void => {
    if (row.every((one) => one === 0)) return
    rows.push(row)
    rights.push(right)
  }
  const sum = (list: readonly number[]): number => list.reduce((all, cell) => all + guess[cell]!, 0)
  for (const rule of known) {
    if (rule.most < Infinity) add(signed(rule.cells, 1), rule.most - sum(rule.cells))
    if (rule.least > 0) add(signed(rule.cells, -1), sum(rule.cells) - rule.least)
  }
  for (const [place, cell] of open.entries())
    add(
      Array.from({ length: 2 * size }, (_, at) => (at === size + place ? 1 : 0)),
      guess[cell]!,
    )
  const goal = signed(cells, way)
  add(goal, 2)
  return largest(rows, rights, goal)
}

/** The most of goal · x where rows · x is at most the rights, none of them below 0, and x at least 0. */
function largest(rows: readonly number[][], rights: readonly number[], goal: readonly number[]): number {
  const width = goal.length + rows.length
  const table = rows.map((row, at) => [...row, ...rows.map((_, other) => (other === at ? 1 : 0)), rights[at]!])
  const last = [...goal.map((one) => -one), ...rows.map(() => 0), 0]
  const basis = rows.map((_, at) => goal.length + at)
  let before = 1
  for (;;) {
    const enter = last.findIndex((price, at) => at < width && price < 0)
    if (enter < 0) return last[width]! / before
    let leave = -1
    table.forEach((row, at) => {
      if (row[enter]! <= 0) return
      if (leave < 0) return void (leave = at)
      const by = row[width]! * table[leave]![enter]! - table[leave]![width]! * row[enter]!
      if (by < 0 || (by === 0 && basis[at]! < basis[leave]!)) leave = at
    })
    if (leave < 0) return Infinity
    const pivot = table[leave]!
    const by = pivot[enter]!
    for (const row of [...table, last]) {
      if (row === pivot) continue
      const times = row[enter]!
      for (let at = 0; at <= width; at++) {
        const value = (row[at]! * by - times * pivot[at]!) / before
        if (!Number.isSafeInteger(value)) throw new Error('too large for whole numbers')
        row[at] = value
      }
    }
    before = by
    basis[leave] = enter
  }
}
