// What no table shows but anyone might work out from several: a school's girls of Year 7 from school by year, school by sex
// and year by sex, or the one school left when the others are taken from their district. Such a count is as good as
// shown, so it may not be boundable either, unless it is nobody or surely enough.
import { LEAST_SPAN, type Joint, type Shift } from './joint.ts'
import { cheapestJoining } from './proof.ts'
import { keyOf, type World } from './world.ts'
import type { Combinations } from './combinations.ts'

/** More than these are not looked at one by one. */
const MOST_CELLS = 4000

/** Every cell and margin of the table over all dimensions that is not a figure already: the combinations each counts. */
export function unseenCells(world: World, { labelled }: Combinations): Int32Array[] | undefined {
  const sizes = world.labels.map((labels) => labels.length)
  if (sizes.reduce((product, size) => product * (size + 1), 1) > MOST_CELLS) return undefined
  const known = new Set(world.figures.map(({ box }) => keyOf(box)))
  const cells = new Map<string, number[]>()
  labelled.forEach((labels, one) => {
    for (let open = 0; open < 2 ** sizes.length; open++) {
      // A dimension with one label has that label either way.
      if (sizes.some((size, dimension) => size === 1 && ((open >> dimension) & 1) === 0)) continue
      const key = keyOf(labels.map((label, at) => ((open >> at) & 1 ? undefined : new Set([label]))))
      if (known.has(key)) continue
      const cell = cells.get(key) ?? []
      cells.set(key, cell)
      cell.push(one)
    }
  })
  return [...cells.values()].map((list) => Int32Array.from(list))
}

/** Hides further figures until no unseen cell can be bounded where it may be small. */
export function protectUnseen(
  joint: Joint,
  cells: readonly Int32Array[],
  threshold: number,
  zeroIsSafe: boolean,
): void {
  const counts = cells.map((cell) => cell.reduce((sum, one) => sum + joint.people[one]!, 0))
  const rise = cells.map(() => 0)
  const fall = cells.map(() => 0)
  const take = ({ people }: Shift): void =>
    cells.forEach((cell, at) => {
      const by = cell.reduce((sum, one) => sum + people[one]!, 0)
      rise[at] = Math.max(rise[at]!, by)
      fall[at] = Math.max(fall[at]!, -by)
    })
  const isLoose = (at: number): boolean => rise[at]! + fall[at]! >= LEAST_SPAN
  cells.forEach((cell, at) => {
    if (isLoose(at)) return
    const up = joint.move(cell, LEAST_SPAN, false)
    if (up.shift) take(up.shift)
    if (isLoose(at)) return
    const down = joint.move(cell, -LEAST_SPAN, false)
    if (down.shift) take(down.shift)
    if (isLoose(at)) return
    const isNobody = zeroIsSafe && up.isProved && counts[at]! + up.reach < 1 - 1e-6
    const isMany = down.isProved && counts[at]! - down.reach > threshold - 1 + 1e-6
    if (!isNobody && !isMany) joint.hide([cheapest(joint, cell)])
  })
}

/** The cheapest way found to let the cell take two people more. */
function cheapest(joint: Joint, cell: Int32Array): Shift {
  const { shift } = joint.move(cell, LEAST_SPAN, true)
  const by = shift === undefined ? 0 : cell.reduce((sum, one) => sum + shift.people[one]!, 0)
  const joining = cheapestJoining(joint, cell)
  return shift !== undefined && by >= LEAST_SPAN && joint.costOf([shift]) < joint.costOf([joining]) ? shift : joining
}
