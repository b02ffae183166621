// Proofs that hidden figures of linked tables are safe, and what to hide where there is none. Hiding more never spoils a
// proof; showing a figure again spoils those that change it.
import { LEAST_SPAN, type Joint, type Shift } from './joint.ts'

/** Shifts of one figure that differ by the least span: one, or one up and one down. */
export type Proof = readonly Shift[]

/** A proof with what is hidden now, from those known already or a new one; undefined when none was found. */
export function proofOf(joint: Joint, figure: number, known: Iterable<Proof>): Proof | undefined {
  let up: Shift | undefined
  let down: Shift | undefined
  const by = (shift: Shift | undefined): number => shift?.figures[figure] ?? 0
  const isEnough = (shift: Shift | undefined): boolean => {
    if (by(shift) > by(up)) up = shift
    if (by(shift) < by(down)) down = shift
    return by(up) - by(down) >= LEAST_SPAN
  }
  const proof = (): Proof => [up, down].filter((one) => one !== undefined)
  for (const list of known)
    for (const shift of list) if (by(shift) !== 0 && joint.isAllowed(shift) && isEnough(shift)) return proof()
  const members = joint.figures.members[figure]!
  for (const way of [LEAST_SPAN, -LEAST_SPAN]) if (isEnough(joint.move(members, way, false).shift)) return proof()
  return undefined
}

/** Hides the cheapest further figures found that make one safe. */
export function protect(joint: Joint, figure: number, known: Iterable<Proof>): Proof {
  const proved = proofOf(joint, figure, known)
  if (proved) return proved
  const members = joint.figures.members[figure]!
  const plans: Proof[] = [[cheapestJoining(joint, members)]]
  const half = LEAST_SPAN / 2
  for (const ways of [[LEAST_SPAN], [-LEAST_SPAN], [half, -half]]) {
    const plan = ways.flatMap((way) => joint.move(members, way, true).shift ?? [])
    const span = plan.reduce((sum, { figures }, at) => sum + figures[figure]! * Math.sign(ways[at]!), 0)
    if (plan.length === ways.length && span >= LEAST_SPAN) plans.push(plan)
  }
  const best = plans.toSorted((a, b) => joint.costOf(a) - joint.costOf(b))[0]!
  joint.hide(best)
  return best
}

export function cheapestJoining(joint: Joint, combinations: Iterable<number>): Shift {
  const shifts = Array.from(combinations, (one) => joint.joining(one))
  const costs = shifts.map((shift) => joint.costOf([shift]))
  return shifts[costs.indexOf(Math.min(...costs))]!
}

/** Shows again, dearest first, each figure that no secret needs. */
export function trim(joint: Joint, always: Uint8Array, proofs: Map<number, Proof>): void {
  const { cost } = joint.figures
  const further = [...always.keys()].filter((at) => joint.hidden[at] === 1 && always[at] === 0)
  for (const at of further.toSorted((a, b) => cost[b]! - cost[a]! || b - a)) {
    const needing = [...proofs].filter(([, shifts]) => shifts.some(({ figures }) => figures[at] !== 0))
    const others = new Map<number, Proof>()
    joint.showIf(at, () =>
      needing.every(([secret]) => {
        const again = proofOf(joint, secret, [...others.values(), ...proofs.values()])
        if (again !== undefined) others.set(secret, again)
        return again !== undefined
      }),
    )
    if (joint.hidden[at] === 0) for (const [secret, shifts] of others) proofs.set(secret, shifts)
  }
}
