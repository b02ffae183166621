// The people nobody sees: every combination of one label in each dimension. Where they are few all are listed, for the
// attacker of linked tables; where they are many, one is looked for.
import type { Placed, World } from './world.ts'

/** Beyond this many numbers the equations take too long to solve, and are not written down. */
const MOST_NUMBERS = 600_000
const MOST_COMBINATIONS = 20_000
/** Steps of the search for one combination. */
const MOST_STEPS = 200_000

type Box = World['figures'][number]['box']
const isIn = (labels: readonly number[], box: Box): boolean =>
  box.every((set, dimension) => set === undefined || set.has(labels[dimension]!))

export type Combinations = {
  /** For each figure the combinations it counts, by their number. */
  readonly members: readonly Int32Array[]
  readonly combinations: number
  /** For each combination its label in each dimension. */
  readonly labelled: readonly (readonly number[])[]
}

/**
 * The combinations the figures count; those in a shut figure (one that is shown to be 0) left out. Undefined when there
 * are too many.
 */
export function combinationsOf(
  world: World,
  figures: readonly number[],
  isShut: (figure: number) => boolean,
): Combinations | undefined {
  const sizes = world.labels.map((labels) => labels.length)
  const all = sizes.reduce((product, size) => product * size, 1)
  if (all > MOST_COMBINATIONS || all * world.figures.length > 30 * MOST_NUMBERS) return undefined
  const shut = [...world.figures.keys()].filter(isShut).map((at) => world.figures[at]!.box)
  const members: number[][] = figures.map(() => [])
  const labelled: number[][] = []
  const labels = sizes.map(() => 0)
  for (let one = 0; one < all; one++) {
    for (let dimension = sizes.length - 1, rest = one; dimension >= 0; dimension--) {
      labels[dimension] = rest % sizes[dimension]!
      rest = Math.floor(rest / sizes[dimension]!)
    }
    if (shut.some((box) => isIn(labels, box))) continue
    figures.forEach((at, place) => {
      if (isIn(labels, world.figures[at]!.box)) members[place]!.push(labelled.length)
    })
    labelled.push([...labels])
  }
  if (figures.length * (labelled.length + figures.length) > MOST_NUMBERS) return undefined
  return { members: members.map((list) => Int32Array.from(list)), combinations: labelled.length, labelled }
}

/** Everything is hidden where the search for one combination would take too long. */
export type Joining = readonly number[] | 'unknown' | undefined

/**
 * The figures that count somebody who might join one figure, shut ones not among them: hide them all, and any number might
 * have joined. Labels whose figures are hidden already are tried first. Undefined when nobody can be in the figure.
 */
export function joiningOf(
  world: World,
  figure: number,
  isShut: (figure: number) => boolean,
  isHidden: (figure: number) => boolean,
): Joining {
  const { box } = world.figures[figure]!
  const chosen: number[] = []
  let steps = 0
  const go = (dimension: number, holding: readonly number[]): readonly number[] | undefined => {
    if (dimension === world.labels.length) return holding
    const ready = world.tables.filter((table) => lastDimension(table) === dimension)
    const choices = Array.from(box[dimension] ?? world.labels[dimension]!.keys(), (label) => {
      chosen[dimension] = label
      const counting = ready.flatMap((table) => countingIn(table, chosen))
      return { label, counting, price: counting.filter((one) => !isHidden(one)).length }
    }).filter(({ counting }) => !counting.some(isShut))
    for (const { label, counting } of choices.toSorted((a, b) => a.price - b.price)) {
      if (++steps > MOST_STEPS) return undefined
      chosen[dimension] = label
      const found = go(dimension + 1, [...holding, ...counting])
      if (found) return found
    }
    return undefined
  }
  return go(0, []) ?? (steps > MOST_STEPS ? 'unknown' : undefined)
}

/** Once this dimension has its label, it is known which figures of the table count the person. */
const lastDimension = ({ rows, columns, whole }: Placed): number =>
  Math.max(rows.at, columns.at, ...whole.keys().filter((at) => whole[at] !== undefined))

/** The figures of a table that count a person with these labels: a cell and its totals, or none. */
function countingIn({ places, rows, columns, whole }: Placed, labels: readonly number[]): number[] {
  const row = rows.lineOf.get(labels[rows.at]!)
  const column = columns.lineOf.get(labels[columns.at]!)
  const isCounted = whole.every((set, at) => set === undefined || set.has(labels[at]!))
  if (row === undefined || column === undefined || !isCounted) return []
  return [places[row]![column]!, places[row]!.at(-1)!, places.at(-1)![column]!, places.at(-1)!.at(-1)!]
}
