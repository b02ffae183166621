// The review's analysis in one call: it is what its steps say one by one, and neither the order of rows and items nor which
// group comes first decides more than it should.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import { effectSize } from '../groups/effect-size.ts'
import { tTest } from '../groups/t-test.ts'
import { alpha } from '../reliability/alpha.ts'
import { BadCall, type Columns, type Value } from '../shape.ts'
import { reviewOps } from './ops.ts'
import { reviewPipeline, type ReviewAnswer } from './pipeline.ts'
import { simulatedReview } from './simulate.ts'

type Answer = Readonly<Record<string, unknown>>
const near = (a: unknown, b: unknown): void => {
  if (typeof a !== 'number' || typeof b !== 'number') assert.deepEqual(a, b)
  else assert.ok(Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b)), `${a} is not ${b}`)
}
const review = simulatedReview({ teams: 60, schools: 70 }, 6)
const { items, group, order, columns } = review
const answer = reviewPipeline({ items, group, order, columns })
const rowsTurned = (turn: (column: readonly Value[]) => Value[]): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, turn(column)]))

test('each figure is that of its own op', () => {
  for (const [dimension, name] of [
    [answer.dimensionA, 'A'],
    [answer.dimensionB, 'B'],
  ] as const) {
    assert.ok(dimension.length > 2)
    assert.equal(answer[`alpha${name}`], alpha({ items: dimension, columns })['alpha'])
    const score = columns['rater']!.map(
      (_, row) => dimension.reduce((sum, item) => sum + Number(columns[item]![row]), 0) / dimension.length,
    )
    const one = { columns: { score, rater: columns['rater']! }, outcome: 'score', group: 'rater', order }
    const welch = tTest(one)
    for (const key of ['t', 'df', 'p'] as const) near(answer[`welch${name}_${key}`], welch[key])
    near(answer[`g${name}`], effectSize(one).g)
    near(answer[`mean${name}_first`], welch.mean1)
  }
  assert.deepEqual([answer.n1, answer.n2, answer.n], [60, 70, 130])
  assert.deepEqual([...answer.dimensionA, ...answer.dimensionB, ...answer.dropped].toSorted(), items.toSorted())
})

test('kept is what loads on exactly one factor, A is the larger dimension and stands first in loadings and phi', () => {
  for (const [at, item] of items.entries()) {
    const over = answer.loadings![at]!.map((loading) => Math.abs(loading!) >= 0.4)
    assert.equal(answer.dimensionA.includes(item), over[0]! && !over[1])
    assert.equal(answer.dimensionB.includes(item), over[1]! && !over[0])
    assert.equal(answer.dropped.includes(item), over[0] === over[1])
  }
  assert.ok(answer.dimensionA.length > answer.dimensionB.length)
  assert.deepEqual(
    answer.phi!.map((row, at) => row[at]),
    [1, 1],
  )
  const strict = reviewPipeline({ items, group, order, columns }, { cut: 0.65 })
  assert.ok(strict.dropped.length > answer.dropped.length)
})

test('the other order of groups turns signs only', () => {
  const turned = reviewPipeline({ items, group, order: [...order].toReversed(), columns })
  assert.deepEqual(turned.loadings, answer.loadings)
  for (const key of ['welchA_t', 'welchB_t', 'gA', 'gB'] as const) near(turned[key], 0 - answer[key]!)
  for (const key of ['welchA_p', 'welchB_p', 'alphaA', 'kmo'] as const) near(turned[key], answer[key])
  assert.deepEqual([turned.itemMeansFirst, turned.n1], [answer.itemMeansSecond, answer.n2])
})

test('rows and items in another order, and another unit, give the same dimensions and figures', () => {
  const numbers = ['alphaA', 'alphaB', 'welchA_t', 'welchA_df', 'welchB_p', 'gA', 'gB', 'kmo'] as const
  const others: readonly ReviewAnswer[] = [
    reviewPipeline({ items, group, order, columns: rowsTurned((column) => column.toReversed()) }),
    reviewPipeline({ items: items.toReversed(), group, order, columns }),
    reviewPipeline({
      items,
      group,
      order,
      columns: rowsTurned((column) => column.map((one) => (typeof one === 'number' ? one * 4 + 2 ** 20 : one))),
    }),
  ]
  for (const other of others) {
    assert.deepEqual(other.dimensionA.toSorted(), answer.dimensionA.toSorted())
    assert.deepEqual(other.dimensionB.toSorted(), answer.dimensionB.toSorted())
    for (const key of numbers) near(other[key], answer[key])
  }
})

test('a score is the mean of what was answered, and rows of no group count for the factors only', () => {
  const holes = {
    ...columns,
    [answer.dimensionA[0]!]: columns[answer.dimensionA[0]!]!.map((one, row) => (row < 5 ? null : one)),
  }
  assert.equal(reviewPipeline({ items, group, order, columns: holes }).n1, 60)
  const stranger = { ...columns, rater: columns['rater']!.map((one, row) => (row === 0 ? null : one)) }
  const other = reviewPipeline({ items, group, order, columns: stranger })
  assert.deepEqual([other.n1, other.n], [59, 130])
  assert.deepEqual(other.loadings, answer.loadings)
})

const ask = (input: unknown, options?: unknown): Answer => reviewOps[0]!.answer(input, options)
const few = { q1: [1, 2, 3, 0, 2], q2: [2, 2, 1, 0, 3], q3: [0, 1, 1, 2, 3], g: ['a', 'b', 'a', 'b', 'a'] }
const base = { items: ['q1', 'q2', 'q3'], group: 'g', order: ['a', 'b'] }
type Row = readonly [name: string, input: object, options: object | undefined, issue: string, expected: Answer]
const TABLE: readonly Row[] = [
  [
    'no rows',
    { ...base, columns: { q1: [], q2: [], q3: [], g: [] } },
    undefined,
    'no-data',
    { loadings: null, kmo: null, n1: 0, itemMeansFirst: [null, null, null] },
  ],
  [
    'as many factors as items',
    { ...base, columns: few },
    { nFactors: 3 },
    'too-many-factors',
    { loadings: null, dimensionA: [], alphaA: null },
  ],
  [
    'more factors than anybody has',
    { ...base, columns: few },
    { nFactors: 1e9 },
    'too-many-factors',
    { loadings: null },
  ],
  [
    'a constant item',
    { ...base, columns: { ...few, q2: [1, 1, 1, 1, 1] } },
    undefined,
    'constant-item',
    { loadings: null, gA: null, itemMeansFirst: [2, 1, 4 / 3] },
  ],
  [
    'an empty item',
    { ...base, columns: { ...few, q2: [null, null, null, null, null] } },
    undefined,
    'all-missing',
    { loadings: null, itemMeansSecond: [1, null, 1.5] },
  ],
  [
    'one item',
    { ...base, items: ['q1'], columns: few },
    undefined,
    'too-few-items',
    { loadings: null, dropped: [], welchA_t: null },
  ],
  [
    'a cut that nothing reaches',
    { ...base, columns: few },
    { nFactors: 1, cut: 2 },
    'too-few-items',
    { dimensionA: [], dropped: ['q1', 'q2', 'q3'], alphaA: null, gB: null },
  ],
  [
    'a group that is not there',
    { ...base, order: ['a', 'x'], columns: few },
    { nFactors: 1, cut: 0.1 },
    'empty-group',
    { n2: 0, welchA_t: null, itemMeansSecond: [null, null, null] },
  ],
]
for (const [name, input, options, issue, expected] of TABLE)
  test(`reviewPipeline: ${name}`, () => {
    const given = ask(input, options)
    assert.ok((given['issues'] as string[]).includes(issue), JSON.stringify(given['issues']))
    for (const [key, one] of Object.entries(expected)) assert.deepEqual(given[key], one, key)
  })

test('one factor has no second dimension, three have three', () => {
  const one = reviewPipeline({ items, group, order, columns }, { nFactors: 1 })
  assert.deepEqual([one.dimensionB, one.alphaB, one.welchB_t, one.dimensions.length], [[], null, null, 1])
  const three = reviewPipeline({ items, group, order, columns }, { nFactors: 3, cut: 0.3 })
  assert.equal(three.dimensions.length, 3)
  assert.ok(three.dimensions.every((dimension, at) => at === 0 || dimension.length <= three.dimensions[at - 1]!.length))
})

test('three groups without an order, and words for ratings, are refused', () => {
  assert.throws(() => ask({ items: ['q1'], group: 'g', columns: { q1: [1, 2, 3], g: ['a', 'b', 'c'] } }), BadCall)
  assert.throws(() => ask({ ...base, columns: { ...few, q1: ['x', 'y', 'z', 'x', 'y'] } }), BadCall)
})

test('whatever the ratings are: finite numbers or null', () => {
  const cell = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 3 }) },
    fc.constantFrom(null, 1e308, -1e308, 1e-320),
  )
  const column = fc.array(cell, { minLength: 10, maxLength: 10 })
  const numbers = (value: unknown): number[] =>
    typeof value === 'number'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(numbers)
        : []
  fc.assert(
    fc.property(column, column, column, column, (q1, q2, q3, q4) => {
      const g = q1.map((_, at) => (at % 2 === 0 ? 'a' : 'b'))
      const given = ask({ ...base, items: ['q1', 'q2', 'q3', 'q4'], columns: { q1, q2, q3, q4, g } }, { nFactors: 1 })
      for (const one of numbers(given)) assert.ok(Number.isFinite(one))
    }),
    { numRuns: 25 },
  )
})
