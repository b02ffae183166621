// Whole numbers of people in each combination of dimensions that fit all figures of linked tables. With three or more long
// dimensions the equations alone lead to parts of people; then the nearest whole numbers are taken and the figures that do
// not fit are mended, again and again (the feasibility pump: Fischetti, Glover and Lodi 2005, Mathematical Programming
// 104, 91–104).
import { seeded } from '../random.ts'
import type { Figures } from './joint.ts'
import { Programme, type Budget } from './simplex.ts'

type Fitted = Pick<Figures, 'values' | 'members' | 'combinations'>
const MOST_ROUNDS = 30
const SWEEPS = 20

/** 'none': no people fit, whole or not. Undefined: whole ones were not found. */
export function wholePeople(figures: Fitted, budget: Budget): Float64Array | 'none' | undefined {
  const { values, members } = figures
  const chance = seeded(1)
  const nothing = 1e-6 + 1e-9 * values.reduce((most, value) => Math.max(most, value), 0)
  let people = spread(figures).map(Math.round)
  for (let round = 0; round < MOST_ROUNDS && budget.left > 0; round++) {
    const programme = mending(figures, people)
    for (const cost of [programme.costUp, programme.costDown])
      for (let one = 0; one < cost.length; one++) cost[one] = 1e-3 * (1 + chance.next())
    const isProved = programme.minimise(budget)
    if (round === 0 && isProved && programme.missing() > nothing) return 'none'
    const change = programme.values()
    people = people.map((count, one) => Math.max(0, Math.round(count + change[one]!)))
    if (values.every((value, at) => members[at]!.reduce((sum, one) => sum + people[one]!, 0) === value)) return people
  }
  return undefined
}

/**
 * People spread over the combinations as evenly as the figures let them (iterative proportional fitting: Deming and Stephan
 * 1940, Annals of Mathematical Statistics 11, 427–444): from there more changes are open than from a corner.
 */
function spread({ values, members, combinations }: Fitted): Float64Array {
  const people = new Float64Array(combinations).fill(1)
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    values.forEach((value, at) => {
      const list = members[at]!
      const sum = list.reduce((all, one) => all + people[one]!, 0)
      if (sum > 0) for (const one of list) people[one]! *= value / sum
    })
  return people
}

/** The change from these people to people who fit, where what is missing in a figure has a price. */
function mending({ values, members, combinations }: Fitted, people: Float64Array): Programme {
  const programme = new Programme(values.length, combinations)
  programme.mostMissing = Infinity
  programme.costMissing = 1
  programme.mostUp.fill(Infinity)
  programme.mostDown.set(people)
  values.forEach((value, row) => {
    const left = members[row]!.reduce((sum, one) => sum - people[one]!, value)
    for (const one of members[row]!) programme.at[row * combinations + one] = left < 0 ? -1 : 1
    programme.right[row] = Math.abs(left)
  })
  return programme
}
