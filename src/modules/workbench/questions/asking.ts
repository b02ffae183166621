// Asking a question of its material: columns are unfolded once, each statistic is called by its name, and how far the work
// is can be told. Runs in the worker, and in tests beside it.
import type { Answer } from '../../../stats/answer.ts'
import { call, type StatsProblem } from '../../../stats/call.ts'
import { unfolded, type Material, type Value } from '../material.ts'
import type { Bench } from './question.ts'

/** A statistic could not read what it was given: a sentence that names columns and quotes no cell. */
export class Refused extends Error {}

export function benchFor(material: Material, told: (part: number) => void = () => {}): Bench {
  const known = new Map<string, readonly Value[]>()
  let done = 0
  return {
    rows: material.rows,
    values(name) {
      let values = known.get(name)
      if (!values) {
        const column = material.columns.find((one) => one.name === name)
        if (!column) throw new Refused(`There is no column “${name}”.`)
        known.set(name, (values = unfolded(column)))
      }
      return values
    },
    call(op, input, options = {}, share = 0): Answer {
      const before = done
      const answer = call({ op, input, options }, (part) => told(before + share * part))
      done += share
      told(done)
      if ('problem' in answer) throw new Refused((answer as StatsProblem).problem.sentence)
      return answer
    },
  }
}
