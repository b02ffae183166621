// The bench: two at once, the others in line, cancelled in the middle of anything, and a fault told to nobody but the log.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Log } from '../../../kernel/house.ts'
import { forget, openDesk, type Desk } from '../desks/cupboard.ts'
import { readSheet } from '../desks/reading.ts'
import { questionOf } from '../questions/all.ts'
import { guessCodebook } from '../rules.ts'
import { seenIn } from '../material.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { cancel, closeBench, placeInLine } from './bench.ts'
import { begin, waitFor } from './service.ts'
import type { Run } from './run.ts'

const now = new Date()
const ctx = { now } as Ctx
let people = 0

/** Enough that its parallel analysis takes far longer than this test. */
async function largeDesk(columns = 80, rows = 3000): Promise<Desk> {
  const head = Array.from({ length: columns }, (_, i) => `q${i + 1}`).join(',')
  let state = 1
  const next = (): number => (state = (state * 48271) % 2147483647) % 4
  const lines = Array.from({ length: rows }, () => Array.from({ length: columns }, next).join(','))
  const pieces = async function* (): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from([head, ...lines].join('\n')))
  }
  const sheet = await readSheet(pieces(), 'large.csv')
  assert.ok('columns' in sheet)
  const whose = { person: `person ${(people += 1)}`, programme: 'p' }
  const desk = openDesk(whose, sheet, guessCodebook(seenIn(sheet), sheet.rows), now, { confirmed: true })
  assert.ok(typeof desk === 'object')
  return desk
}

function ask(desk: Desk, key: string): Run {
  const begun = begin(ctx, desk, questionOf(key)!, {})
  assert.ok('run' in begun, JSON.stringify(begun))
  return begun.run
}

after(() => closeBench())

test('two work at once, the third waits its turn, and cancelling lets it begin', async () => {
  const desk = await largeDesk()
  const [one, two, three, four] = [1, 2, 3, 4].map(() => ask(desk, 'how-many-dimensions')) as [Run, Run, Run, Run]
  assert.deepEqual(
    [one, two, three, four].map((run) => run.state.is),
    ['working', 'working', 'waiting', 'waiting'],
  )
  assert.deepEqual([placeInLine(one), placeInLine(three), placeInLine(four)], [undefined, 0, 1])
  cancel(three)
  assert.equal(placeInLine(four), 0)
  cancel(one)
  await one.over
  assert.deepEqual([one.state.is, three.state.is, four.state.is], ['cancelled', 'cancelled', 'working'])
  forget(desk)
  assert.deepEqual([two.state.is, four.state.is], ['cancelled', 'cancelled'], 'what belongs to a desk goes with it')
})

test('progress is told while it works, and the answer comes whole', async () => {
  const desk = await largeDesk(30, 400)
  const run = ask(desk, 'how-many-dimensions')
  const parts = new Set<number>()
  while (run.state.is === 'working' || run.state.is === 'waiting') {
    if (run.state.is === 'working') parts.add(run.state.part)
    await setTimeout(20)
  }
  assert.equal(run.state.is, 'done')
  assert.ok([...parts].every((part) => part >= 0 && part <= 1))
  const list = [...parts]
  assert.deepEqual(
    list,
    list.toSorted((a, b) => a - b),
    'it never goes back',
  )
  assert.ok(run.state.is === 'done' && Array.isArray(run.state.answers.parallel!.observed))
  forget(desk)
})

test('what a statistic cannot read is a sentence, and the next question works', async () => {
  const desk = await largeDesk(3, 30)
  const run = ask(desk, 'each-column')
  await run.over
  assert.equal(run.state.is, 'done')
  // As if the codebook had let words through: the page would never, and the bench must stand it all the same.
  const { sheet } = desk
  desk.codebook = { ...desk.codebook, columns: [{ name: 'q1', kind: 'item', label: null }] }
  const words = { ...sheet.columns[0]!, values: sheet.columns[0]!.values.map((cell) => (cell === '2' ? 'two' : cell)) }
  Object.assign(desk, { sheet: { ...sheet, columns: [words, ...sheet.columns.slice(1)] } })
  const next = ask(desk, 'each-column')
  await next.over
  assert.equal(next.state.is, 'done', 'a word among numbers is no number')
  forget(desk)
})

test('a fault of ours is logged once with where it was, and never with what was in the data', async () => {
  const desk = await largeDesk(3, 30)
  const told: object[] = []
  const log: Log = { info: () => undefined, warn: () => undefined, error: (facts) => void told.push(facts) }
  const run = ask(desk, 'each-column')
  await run.over
  const fault = new Error('The cell Zebulon Quill')
  run.state = { is: 'failed', why: 'Something went wrong on our side.', fault }
  await waitFor({ desk: desk.id, asking: run.id }, log)
  await waitFor({ desk: desk.id, asking: run.id }, log)
  assert.equal(told.length, 1)
  assert.match(JSON.stringify(told), /bench\.test\.ts/)
  assert.doesNotMatch(JSON.stringify(told), /Zebulon/)
  assert.match(run.reference!, /^[0-9a-f]{8}$/)
  await waitFor({ desk: 'nobody', asking: 'nothing' }, log)
  forget(desk)
})
