// A desk of the workbench with one answer on it, for the proofs that open every route: in this process's memory, and that of
// the first of the cast who may use the workbench.
import { cast } from '../seeds/cast.ts'
import { keptSheet } from '../seeds/sheets.ts'
import type { Ctx } from '../src/kernel/context.ts'
import type { House } from '../src/kernel/house.ts'
import { deskOf, desksOf, forget, openDesk, type Desk, type Whose } from '../src/modules/workbench/desks/cupboard.ts'
import { loadExample } from '../src/modules/workbench/desks/examples.ts'
import { QUESTIONS } from '../src/modules/workbench/questions/all.ts'
import { usuallyTyped } from '../src/modules/workbench/questions/choosing.ts'
import { begin } from '../src/modules/workbench/runs/service.ts'

let last: string | undefined

async function exampleDesk(house: House, programme: string): Promise<Desk> {
  const whose: Whose = { person: cast.priya.person, programme }
  const now = house.clock()
  const there = last === undefined ? undefined : deskOf(last, whose, now)
  if (there && there.runs.some((run) => run.state.is === 'done')) return there
  for (const one of desksOf(whose, now)) forget(one)
  const { sheet, codebook } = await loadExample('pupils')
  const desk = openDesk(whose, sheet, codebook, now, { confirmed: true })
  if (typeof desk === 'string') throw new Error(`There is no room for an example: ${desk}`)
  const question = QUESTIONS[0]!
  const begun = begin({ now } as Ctx, desk, question, usuallyTyped(question, codebook, sheet))
  if ('mistakes' in begun) throw new Error('The example cannot be asked')
  await begun.run.over
  last = desk.id
  return desk
}

/** The value of a path's parameter that only the workbench knows. */
export async function exampleOfBench(house: House, name: string, programme: string): Promise<string | undefined> {
  if (name === 'sheet') return keptSheet
  if (name === 'desk') return (await exampleDesk(house, programme)).id
  if (name === 'asking')
    return (await exampleDesk(house, programme)).runs.find(
      (run) => run.state.is === 'done' && run.question === QUESTIONS[0]!.key,
    )?.id
  return undefined
}
