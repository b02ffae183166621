// How a day is answered from what stands now and from kept versions, and what may be set side by side.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayFromTyped } from '../../../kernel/form.ts'
import { criteriaOf, loadEdition, type Level } from '../edition.ts'
import {
  askedFrom,
  compare,
  doneBetween,
  isShared,
  sideOfCycle,
  sideOfDay,
  stoodOn,
  usualPair,
  type CycleBrief,
  type DoneAction,
  type KeptLevels,
  type Known,
  type LastWord,
} from './rules.ts'

const primary = loadEdition('primary', 1)
const special = loadEdition('special', 1)
const [a, b, c, d] = criteriaOf(primary).map((criterion) => criterion.key) as [string, string, string, string]

function word(criterion: string, level: Level | null, on: string, more: Partial<LastWord> = {}): LastWord {
  return { cycle: 1, criterion, moment: 'assess', level, on, first: true, ...more }
}

function kept(on: string, levels: Record<string, [Level | null, string] | null>, cycle = 1): KeptLevels {
  const criteria = new Map(
    Object.entries(levels).map(([key, said]) => [
      key,
      { assess: said && { level: said[0], on: said[1] }, review: null },
    ]),
  )
  return { cycle, on, criteria }
}

const on = (known: Known, day: string, cycles = [1]) => stoodOn(known, a, cycles, day)

test('a level agreed by the day, and not changed since, is what stood', () => {
  const known: Known = { now: [word(a, 2, '2026-03-01', { first: false })], kept: [] }
  assert.deepEqual(on(known, '2026-03-01').stood, { level: 2, on: '2026-03-01', cycle: 1, sure: true })
})

test('before its first word a criterion had certainly no level', () => {
  const known: Known = { now: [word(a, 2, '2026-03-01')], kept: [] }
  assert.deepEqual(on(known, '2026-02-28'), { stood: undefined, sure: true })
})

test('a word that took the place of another leaves the day before it unknown, and that is said', () => {
  const known: Known = { now: [word(a, 3, '2026-06-01', { first: false })], kept: [] }
  assert.deepEqual(on(known, '2026-05-01'), { stood: undefined, sure: false })
})

test('a version kept after the day proves what had been agreed before it', () => {
  const known: Known = {
    now: [word(a, 3, '2026-06-01', { first: false })],
    kept: [kept('2026-05-10', { [a]: [1, '2026-03-01'] })],
  }
  assert.deepEqual(on(known, '2026-05-01').stood, { level: 1, on: '2026-03-01', cycle: 1, sure: true })
})

test('a version kept before the day says how it stood then, not for certain how it stood after', () => {
  const known: Known = {
    now: [word(a, 3, '2026-06-01', { first: false })],
    kept: [kept('2026-04-10', { [a]: [1, '2026-03-01'] })],
  }
  const { stood, sure } = on(known, '2026-05-01')
  assert.deepEqual([stood?.level, stood?.sure, sure], [1, false, false])
})

test('of several versions the newest before the day speaks', () => {
  const known: Known = {
    now: [word(a, 3, '2026-06-01', { first: false })],
    kept: [kept('2026-03-02', { [a]: [0, '2026-02-01'] }), kept('2026-04-10', { [a]: [1, '2026-04-01'] })],
  }
  assert.equal(on(known, '2026-05-01').stood?.level, 1)
  assert.equal(on(known, '2026-03-10').stood?.level, 0)
})

test('what an earlier cycle ended with stands until the next one agrees, and a review speaks after an assessment', () => {
  const known: Known = {
    now: [
      word(a, 1, '2026-01-10'),
      word(a, 2, '2026-06-10', { moment: 'review' }),
      word(a, 3, '2026-11-01', { cycle: 2 }),
    ],
    kept: [],
  }
  const levels = ['2026-01-09', '2026-02-01', '2026-07-01', '2026-10-31', '2026-11-01'].map(
    (day) => on(known, day, [1, 2]).stood?.level,
  )
  assert.deepEqual(levels, [undefined, 1, 2, 2, 3])
})

const cycles: readonly CycleBrief[] = [
  { number: 1, startedOn: '2025-09-10', edition: primary },
  { number: 2, startedOn: '2026-09-10', edition: primary },
]

const now = [
  word(a, 1, '2025-11-01'),
  word(b, 2, '2025-11-01'),
  word(c, 3, '2025-11-01'),
  word(a, 3, '2026-11-01', { cycle: 2 }),
  word(b, 2, '2026-11-01', { cycle: 2 }),
  word(c, 2, '2026-11-01', { cycle: 2 }),
  word(d, 1, '2026-11-01', { cycle: 2 }),
]

const named = (name: string) => ({ name, words: name })

test('two cycles: what stands higher, as before, lower and for the first time', () => {
  const known: Known = { now, kept: [] }
  const [one, two] = cycles.map((cycle) => sideOfCycle(cycle, known, named(`cycle ${cycle.number}`))) as [
    ReturnType<typeof sideOfCycle>,
    ReturnType<typeof sideOfCycle>,
  ]
  const { count, chapters, apart, sameEdition } = compare(one, two)
  assert.deepEqual(
    [count.higher, count.same, count.lower, count.first, count.open],
    [1, 1, 1, 1, criteriaOf(primary).length - 4],
  )
  assert.deepEqual([apart, sameEdition], [0, true])
  const sums = chapters.reduce((sum, { inPlace }) => [sum[0]! + inPlace.from, sum[1]! + inPlace.to], [0, 0])
  assert.deepEqual(sums, [2, 3], 'only criteria with a level both times are counted')
})

test('a criterion that does not apply is neither higher nor lower', () => {
  const from = sideOfCycle(cycles[0]!, { now: [word(a, null, '2025-11-01')], kept: [] }, named('then'))
  const to = sideOfCycle(cycles[0]!, { now: [word(a, 3, '2025-11-01')], kept: [] }, named('now'))
  assert.equal(compare(from, to).count.open, criteriaOf(primary).length)
  assert.equal(compare(to, from).count.higher, 0)
})

test('across editions only what both say may be compared is compared, and the rest is counted', () => {
  const shared = criteriaOf(special).filter((one) => isShared(primary, special, one.key))
  assert.ok(shared.length >= 25, `${shared.length} shared`)
  assert.ok(shared.every((one) => one.comparable))
  const from = sideOfCycle(cycles[0]!, { now, kept: [] }, named('then'))
  const to = sideOfCycle({ number: 2, startedOn: '2026-09-10', edition: special }, { now, kept: [] }, named('now'))
  const compared = compare(from, to)
  const moves = compared.chapters.flatMap((chapter) => chapter.moves)
  assert.equal(moves.length, shared.length)
  const all = new Set([...criteriaOf(primary), ...criteriaOf(special)].map((one) => one.key))
  assert.equal(compared.apart, all.size - shared.length)
})

test('a programme’s own criterion is compared only with the same version of its words', () => {
  const withOwn = (version: number) => {
    const [first, ...rest] = primary.principles
    const own = { ...first!.criteria[0]!, key: 'own-one', comparable: false, of: { programme: 'Wealdshire', version } }
    return { ...primary, principles: [{ ...first!, criteria: [...first!.criteria, own] }, ...rest] }
  }
  assert.equal(isShared(withOwn(1), withOwn(1), 'own-one'), true)
  assert.equal(isShared(withOwn(1), withOwn(2), 'own-one'), false)
  assert.equal(isShared(primary, withOwn(1), 'own-one'), false)
})

test('on a day before the first cycle there is nothing, and what is not certain is counted', () => {
  const known: Known = { now: [word(a, 3, '2026-06-01', { first: false })], kept: [] }
  assert.equal(sideOfDay(cycles, known, '2025-09-09', named('early')), undefined)
  assert.deepEqual(sideOfDay(cycles, known, '2026-05-01', named('then'))?.unsure, [a])
})

test('a day or a cycle is understood, and nothing else', () => {
  assert.deepEqual(askedFrom('4 March 2026', dayFromTyped), { day: '2026-03-04' })
  assert.deepEqual(askedFrom('cycle-2', dayFromTyped), { cycle: 2 })
  for (const text of ['', 'cycle-0', 'cycle-', 'yesterday', '31 February 2026'])
    assert.equal(askedFrom(text, dayFromTyped), undefined, text)
  assert.deepEqual(usualPair(cycles, '2026-11-19'), [{ cycle: 1 }, { cycle: 2 }])
  assert.deepEqual(usualPair(cycles.slice(0, 1), '2026-11-19'), [{ day: '2025-09-10' }, { day: '2026-11-19' }])
})

test('an action counts after the earlier day and up to the later one', () => {
  const done = (title: string, day: string, cycle = 1): DoneAction => ({
    cycle,
    criterion: a,
    title,
    on: day,
    reviewed: true,
    changed: 'some',
  })
  const all = [done('before', '2026-03-01'), done('between', '2026-03-02'), done('last', '2026-04-01', 2)]
  const titles = (from: Parameters<typeof doneBetween>[1], to: Parameters<typeof doneBetween>[2]): string[] =>
    doneBetween(all, from, to).map((one) => one.title)
  assert.deepEqual(titles({ day: '2026-03-01' }, { day: '2026-03-31' }), ['between'])
  assert.deepEqual(titles({ cycle: 1 }, { cycle: 2 }), ['last'])
})
