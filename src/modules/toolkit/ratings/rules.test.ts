// What may be shown of a group, and what someone's answers say, as tables of cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { edition } from '../../../../tests/standing.ts'
import { answersFrom, BASELINE, choiceOf, itemsOf, partOf, together, type SeenRating } from './rules.ts'

const says = (
  name: string,
  level: number | null,
  shown_as: 'named' | 'counted' = 'named',
  state: SeenRating['state'] = level === null ? 'later' : 'rated',
): SeenRating => ({
  item_key: 'x',
  member_id: name,
  name,
  shown_as,
  state,
  level,
  reason: null,
})
const hidden = (name: string, level: number | null): SeenRating => says(name, level, 'counted')

type Case = { says: string; ratings: SeenRating[]; counted: number; counts: Record<string, number> | undefined }

const disclosure: readonly Case[] = [
  {
    says: 'with everyone named the totals are those names',
    ratings: [says('Amina', 2), says('Tom', 2), says('Joan', 1)],
    counted: 0,
    counts: { 1: 1, 2: 2 },
  },
  {
    says: 'one counted person is in no total',
    ratings: [says('Amina', 2), says('Tom', 2), hidden('Joan', 0)],
    counted: 1,
    counts: undefined,
  },
  {
    says: 'two counted people are not totalled: each could take their own choice away and read the other’s',
    ratings: [says('Amina', 2), hidden('Tom', 1), hidden('Joan', 0)],
    counted: 2,
    counts: undefined,
  },
  {
    says: 'three counted people who all differ are totalled',
    ratings: [says('Amina', 2), hidden('Tom', 1), hidden('Joan', 0), hidden('Sam', 2)],
    counted: 3,
    counts: { 0: 1, 1: 1, 2: 2 },
  },
  {
    says: 'two counted people who chose alike are not totalled',
    ratings: [says('Amina', 2), hidden('Tom', 0), hidden('Joan', 0)],
    counted: 2,
    counts: undefined,
  },
  {
    says: 'three counted people who chose alike are not totalled either',
    ratings: [hidden('Amina', 1), hidden('Tom', 1), hidden('Joan', 1)],
    counted: 3,
    counts: undefined,
  },
  {
    says: 'someone who came back later is in no level',
    ratings: [says('Amina', 2), says('Tom', null)],
    counted: 0,
    counts: { 2: 1 },
  },
]

for (const one of disclosure) {
  test(one.says, () => {
    const seen = together(one.ratings)
    assert.equal(seen.counted, one.counted)
    assert.equal(seen.n, one.ratings.length)
    assert.deepEqual(seen.counts && Object.fromEntries(seen.counts.map(({ value, n }) => [value, n])), one.counts)
    assert.deepEqual(
      seen.named.map(({ name }) => name),
      one.ratings.filter((rating) => rating.shown_as === 'named').map((rating) => rating.name),
    )
  })
}

test('nothing shown of a group changes with what one counted person chose', () => {
  const shown = [0, 1, 2, 3].map((level) => together([says('Amina', 2), says('Tom', 3), hidden('Joan', level)]))
  for (const one of shown) assert.deepEqual(one, shown[0])
})

test('two counted people who chose alike look the same whatever they chose', () => {
  const shown = [0, 1, 2, 3].map((level) => together([says('Amina', 2), hidden('Tom', level), hidden('Joan', level)]))
  for (const one of shown) assert.deepEqual(one, shown[0])
})

test('whoever is counted learns from totals what no other counted person chose', () => {
  const choices = [0, 1, 2, 3, null]
  const groups: (number | null)[][] = [[]]
  for (const group of groups) if (group.length < 5) groups.push(...choices.map((choice) => [...group, choice]))
  let totalled = 0
  for (const group of groups.filter((one) => one.length > 0)) {
    const seen = together([says('Amina', 2), ...group.map((level, i) => hidden(`Person ${i}`, level))])
    if (!seen.counts) continue
    totalled += 1
    for (const own of group.keys()) assert.ok(new Set(group.filter((_, i) => i !== own)).size > 1, String(group))
  }
  assert.ok(totalled > 100)
})

const differences: readonly [number[], string | undefined, boolean][] = [
  [[2], undefined, false],
  [[2, 2, 2], 'You all see this the same way', false],
  [[1, 2, 2], 'You are close: 1 or 2', false],
  [[1, 3], 'You see this differently, from 1 to 3', true],
  [[0, 0, 2, 2, 2], 'Two of you see this differently', true],
  [[0, 1, 2, 3], 'You see this differently, from 0 to 3', true],
]

for (const [levels, words, apart] of differences) {
  test(`levels ${levels.join(', ')} are put in words as “${words ?? 'nothing'}”`, () => {
    const seen = together(levels.map((level, i) => says(`Person ${i}`, level)))
    assert.deepEqual([seen.words, seen.apart], [words, apart])
  })
}

test('a reason for not applicable is shown with a name, and never for someone counted', () => {
  const away = (name: string, shown_as: 'named' | 'counted'): SeenRating => ({
    ...says(name, null, shown_as, 'not_applicable'),
    reason: 'We have no nursery',
  })
  const seen = together([away('Amina', 'named'), away('Joan', 'counted')])
  assert.deepEqual(seen.named, [{ name: 'Amina', value: 'na', reason: 'We have no nursery' }])
  assert.equal(JSON.stringify(seen).match(/We have no nursery/g)?.length, 1)
})

const leadership = partOf(edition, 'leadership_management')!

test('what was chosen is kept, what is missing is named, and a made-up level is refused', () => {
  const [one, two, three, four, five, six] = itemsOf(leadership).map((item) => item.key)
  const sent = {
    [`level_${one}`]: '3',
    [`level_${two}`]: 'na',
    [`reason_${two}`]: ' We are new ',
    [`level_${three}`]: 'na',
    [`level_${four}`]: 'later',
    [`level_${five}`]: '7',
  }
  const { keep, wrong, missing } = answersFrom(leadership, sent)
  assert.deepEqual(keep, [
    { item_key: one, state: 'rated', level: 3, reason: null },
    { item_key: two, state: 'not_applicable', level: null, reason: 'We are new' },
    { item_key: three, state: 'not_applicable', level: null, reason: null },
    { item_key: four, state: 'later', level: null, reason: null },
  ])
  assert.deepEqual(Object.keys(wrong), [`level_${five}`])
  assert.deepEqual(Object.keys(missing), [`reason_${three}`, `level_${six}`])
})

test('an answer comes back as the choice it was', () => {
  for (const choice of ['0', '3', 'na', 'later']) {
    const item = itemsOf(leadership)[0]!.key
    const { keep } = answersFrom(leadership, { [`level_${item}`]: choice })
    assert.equal(choiceOf(keep[0]), choice)
  }
  assert.equal(choiceOf(undefined), '')
})

test('the baseline asks every question once, under its principle, and fits in its minutes', () => {
  const part = partOf(edition, BASELINE)!
  assert.deepEqual(
    itemsOf(part)
      .map((item) => item.key)
      .sort(),
    edition.baseline.questions.map((question) => question.key).sort(),
  )
  assert.equal(part.groups.length, 8)
  assert.equal(part.minutes, 10)
  assert.equal(partOf(edition, 'nothing'), undefined)
})
