// What must hold of any weights: the totals are met, order and unit change nothing, weighing all alike is not weighing, and
// what cannot be said is null with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { call } from '../call.ts'
import { seeded } from '../random.ts'
import type { Value } from '../shape.ts'

type Table = Record<string, Value[]>
type Weighted = Readonly<Record<string, number>> & { readonly weightByCell: Readonly<Record<string, number>> }

const close = (actual: unknown, expected: unknown, part = 1e-9): void => {
  if (typeof expected !== 'number') return assert.equal(actual, expected)
  const gap = Math.abs((actual as number) - expected)
  assert.ok(gap <= part * (1e-3 + Math.abs(expected)), `${String(actual)} is not ${expected}`)
}
const ask = (op: string, input: object): Weighted => {
  const answer = call({ op, input })
  assert.ok(!('problem' in answer), JSON.stringify(answer))
  return answer as unknown as Weighted
}

/** Respondents with at least one in every cell of sex and year. */
function people(seed: number, n: number): Table {
  const random = seeded(seed)
  const rows = Array.from({ length: n + 4 }, (_, i) => ({
    score: Math.round(random.normal() * 50) / 10,
    sex: i < 4 ? 'FM'[i % 2]! : 'FFM'[random.below(3)]!,
    year: i < 4 ? `Y${7 + (i >> 1)}` : `Y${7 + random.below(2)}`,
    school: `S${i < 3 ? i : random.below(6)}`,
  }))
  const column = (name: keyof (typeof rows)[number]): Value[] => rows.map((row) => row[name])
  return { score: column('score'), sex: column('sex'), year: column('year'), school: column('school') }
}
const reordered = (table: Table, order: readonly number[]): Table =>
  Object.fromEntries(Object.entries(table).map(([name, values]) => [name, order.map((at) => values[at]!)]))

const world = fc.tuple(fc.integer(), fc.integer({ min: 5, max: 60 }))
const share = fc.integer({ min: 5, max: 95 })
const runs = { numRuns: 60 }
const cells = ['F:Y7', 'F:Y8', 'M:Y7', 'M:Y8']
const population = fc
  .tuple(...cells.map(() => fc.integer({ min: 1, max: 900 })))
  .map((sizes) => Object.fromEntries(cells.map((cell, at) => [cell, sizes[at]!])))

test('each cell weighs what it is in the whole, and all together weigh the whole', () => {
  fc.assert(
    fc.property(world, population, ([seed, n], whole) => {
      const columns = people(seed, n)
      const answer = ask('postStratify', { columns, outcome: 'score', by: ['sex', 'year'], population: whole })
      const key = columns['sex']!.map((sex, i) => `${String(sex)}:${String(columns['year']![i])}`)
      for (const cell of cells)
        close(answer.weightByCell[cell]! * key.filter((one) => one === cell).length, whole[cell])
      close(
        answer['sumWeights'],
        Object.values(whole).reduce((sum, size) => sum + size, 0),
      )
      const described = ask('weightedDescribe', {
        columns,
        outcome: 'score',
        by: ['sex', 'year'],
        weightsByCell: answer.weightByCell,
      })
      close(described['mean'], answer['mean'])
      close(described['kishEss'], answer['kishEss'])
    }),
    runs,
  )
})

const margins = (female: number, seventh: number, total: number): object => ({
  sex: { F: (female / 100) * total, M: (1 - female / 100) * total },
  year: { Y7: (seventh / 100) * total, Y8: (1 - seventh / 100) * total },
})
const raked = (columns: Table, wanted: object): Weighted =>
  ask('rake', { columns, outcome: 'score', cluster: 'school', margins: wanted })

test('raking meets every margin', () => {
  fc.assert(
    fc.property(world, share, share, ([seed, n], female, seventh) => {
      const columns = people(seed, n)
      const { weightByCell } = raked(columns, margins(female, seventh, 1000))
      const weights = columns['sex']!.map((sex, i) => weightByCell[`${String(sex)}:${String(columns['year']![i])}`]!)
      const total = (name: string, group: string): number =>
        weights.reduce((sum, weight, i) => sum + (columns[name]![i] === group ? weight : 0), 0)
      assert.ok(Math.abs(total('sex', 'F') - female * 10) < 1e-8 * 1000)
      assert.ok(Math.abs(total('year', 'Y8') - (1000 - seventh * 10)) < 1e-8 * 1000)
      // The pattern of the respondents stays: what is raked has their odds ratio.
      const odds = (by: (cell: string) => number): number =>
        Math.log((by('F:Y7') * by('M:Y8')) / (by('F:Y8') * by('M:Y7')))
      close(
        odds((cell) => weightByCell[cell]!),
        0,
        1e-6,
      )
    }),
    runs,
  )
})

test('the order of the rows and the size of the whole change no mean and no error; offset and unit as they should', () => {
  fc.assert(
    fc.property(world, share, share, fc.constantFrom(0, 1e6, 1e9), ([seed, n], female, seventh, offset) => {
      const columns = people(seed, n)
      const before = raked(columns, margins(female, seventh, 1000))
      const order = seeded(seed + 1).shuffle([...columns['score']!.keys()])
      const other = reordered({ ...columns, score: columns['score']!.map((one) => 4 * Number(one) + offset) }, order)
      const after = raked(other, margins(female, seventh, 1))
      const part = offset === 1e9 ? 1e-5 : 1e-7
      close(after['mean'], 4 * before['mean']! + offset, part)
      close(after['se'], 4 * before['se']!, part * 10)
      close(after['kishDeff'], before['kishDeff'], 1e-7)
    }),
    runs,
  )
})

test('with one margin raking is post-stratification', () => {
  fc.assert(
    fc.property(world, share, ([seed, n], female) => {
      const columns = people(seed, n)
      const whole = { F: female, M: 100 - female }
      const one = raked(columns, { sex: whole })
      const other = ask('postStratify', { columns, outcome: 'score', by: ['sex'], population: whole })
      for (const key of ['mean', 'kishEss', 'kishDeff', 'sumWeights']) close(one[key], other[key])
    }),
    runs,
  )
})

test('weighing all alike is not weighing', () => {
  fc.assert(
    fc.property(world, fc.integer({ min: 1, max: 50 }), ([seed, n], weight) => {
      const { score, ...rest } = people(seed, n)
      const columns = { score: score!, ...rest }
      const answer = ask('weightedDescribe', {
        columns,
        outcome: 'score',
        by: ['sex'],
        weightsByCell: { F: weight, M: weight },
        cut: 1,
      })
      const plain = ask('weightedDescribe', { columns, outcome: 'score', cut: 1 })
      const values = score as number[]
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
      close(answer['mean'], mean, 1e-8)
      close(answer['sd'], Math.sqrt(variance))
      close(answer['proportionBelow'], values.filter((value) => value < 1).length / values.length)
      close(answer['kishEss'], values.length)
      for (const key of ['mean', 'sd', 'proportionBelow']) close(plain[key], answer[key])
    }),
    runs,
  )
})

const few = {
  score: [3, 5, 4, 8],
  sex: ['F', 'F', 'M', 'M'],
  year: ['Y7', 'Y8', 'Y7', 'Y7'],
  school: ['a', 'b', 'a', 'c'],
}
const nothing: readonly { op: string; input: object; issues: readonly string[]; shown: object }[] = [
  {
    op: 'postStratify',
    input: { columns: { score: [], sex: [] }, by: ['sex'], population: { F: 10 } },
    issues: ['no-data'],
    shown: { weightByCell: { F: null }, mean: null, kishEss: null, n: 0 },
  },
  {
    op: 'postStratify',
    input: { columns: few, by: ['sex', 'year'], population: { 'F:Y7': 1, 'F:Y8': 2, 'M:Y7': 6, 'M:Y8': 9 } },
    issues: ['empty-cell'],
    shown: { weightByCell: { 'F:Y7': 1, 'F:Y8': 2, 'M:Y7': 3, 'M:Y8': null }, n: 4 },
  },
  {
    op: 'postStratify',
    input: { columns: few, by: ['sex'], population: { F: 10 } },
    issues: ['empty-cell'],
    shown: { weightByCell: { F: 5, M: null }, mean: 4, n: 2 },
  },
  {
    op: 'postStratify',
    input: { columns: few, by: ['sex'], population: { F: -10, M: 10 } },
    issues: ['out-of-range'],
    shown: { weightByCell: { F: null, M: 5 }, mean: 6 },
  },
  {
    op: 'rake',
    input: { columns: few, cluster: 'school', margins: { sex: { F: 10, M: 10 }, year: { Y7: 10, Y8: 5, Y9: 5 } } },
    issues: ['few-clusters', 'empty-cell'],
    shown: { mean: null, se: null, sumWeights: null, weightByCell: { 'F:Y7': null, 'F:Y8': null, 'M:Y7': null } },
  },
  {
    op: 'rake',
    input: { columns: few, cluster: 'school', margins: { sex: { F: 10, M: 10 }, year: { Y7: 30, Y8: 5 } } },
    issues: ['few-clusters', 'no-convergence'],
    shown: { mean: null, kishEss: null, kishDeff: null },
  },
  {
    op: 'rake',
    input: { columns: few, margins: { sex: { F: 0, M: 0 } } },
    issues: ['out-of-range'],
    shown: { mean: null },
  },
  {
    op: 'rake',
    input: { columns: { ...few, school: ['a', 'a', 'a', 'a'] }, cluster: 'school', margins: { sex: { F: 4, M: 6 } } },
    issues: ['too-few-clusters'],
    shown: { mean: 5.2, se: null, clusters: 1 },
  },
  {
    op: 'weightedDescribe',
    input: { columns: { score: [null, null], sex: ['F', 'M'] }, by: ['sex'], weightsByCell: { F: 1, M: 1 }, cut: 3 },
    issues: ['no-data', 'all-missing'],
    shown: { mean: null, sd: null, proportionBelow: null, n: 0 },
  },
  {
    op: 'weightedDescribe',
    input: { columns: few, by: ['sex'], weightsByCell: { F: 2, M: null }, cut: 5 },
    issues: ['empty-cell'],
    shown: { mean: 4, proportionBelow: 0.5, n: 2 },
  },
  {
    op: 'weightedDescribe',
    input: { columns: { score: [4], sex: ['F'] }, by: ['sex'], weightsByCell: { F: 2 } },
    issues: ['too-few-cases'],
    shown: { mean: 4, sd: null, proportionBelow: null },
  },
]

test('what cannot be said is null, in its shape, with its reason', () => {
  for (const { op, input, issues, shown } of nothing) {
    const answer = ask(op, { outcome: 'score', ...input })
    assert.deepEqual(answer['issues'], issues, JSON.stringify({ op, input }))
    for (const [key, value] of Object.entries(shown)) assert.deepEqual(answer[key], value, `${op} ${key}`)
  }
})

test('margins that name no variable, and weights that are words, are refused', () => {
  const refused = (op: string, input: object): boolean =>
    'problem' in call({ op, input: { outcome: 'score', ...input } })
  assert.ok(refused('rake', { columns: few, margins: {} }))
  assert.ok(refused('rake', { columns: few, margins: { age: { old: 1 } } }))
  assert.ok(refused('weightedDescribe', { columns: few, by: ['sex'], weightsByCell: { F: 'much' } }))
  assert.ok(refused('weightedDescribe', { columns: few, by: ['sex'] }))
  assert.ok(refused('postStratify', { columns: { ...few, sex: ['F'] }, by: ['sex'], population: { F: 1 } }))
})
