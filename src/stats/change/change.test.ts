// Change over time: which direction is better, in what unit the scores are and in what order the rows come decide nothing
// else; and data that cannot be answered give null with a reason.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import { tTest } from '../groups/t-test.ts'
import { BadCall } from '../shape.ts'
import { clinicalChange } from './clinical-change.ts'
import { changeOps } from './ops.ts'
import { pairedTest } from './paired.ts'
import { reliableChange } from './reliable-change.ts'

type Answer = Readonly<Record<string, unknown>>
const same = (a: unknown, b: unknown, relative = 1e-9): void => {
  if (typeof a !== 'number' || typeof b !== 'number') assert.deepEqual(a, b)
  else assert.ok(Math.abs(a - b) <= relative * Math.max(1e-6, Math.abs(b)), `${a} is not ${b}`)
}
const value = fc.option(
  fc.integer({ min: 0, max: 160 }).map((one) => one / 4),
  { freq: 8 },
)
const pairs = fc
  .array(fc.tuple(value, value), { minLength: 4, maxLength: 25 })
  .filter((all) => new Set(all.flatMap(([a, b]) => (a === null || b === null ? [] : [b - a]))).size > 1)
const input = (
  all: readonly (readonly [number | null, number | null])[],
  move = (one: number): number => one,
): { before: string; after: string; columns: { before: (number | null)[]; after: (number | null)[] } } => ({
  before: 'before',
  after: 'after',
  columns: {
    before: all.map(([one]) => (one === null ? null : move(one))),
    after: all.map(([, one]) => (one === null ? null : move(one))),
  },
})
const norms = { reliability: 0.8, sd: 6, clinicalMean: 15, clinicalSd: 5, normalMean: 26, normalSd: 4 }

test('the paired test is turned by swapping before and after, and unmoved by shift, scale and the order of rows', () => {
  fc.assert(
    fc.property(
      pairs,
      fc.constantFrom(0, 7, 2 ** 28),
      fc.constantFrom(1, 0.5, 2 ** -300, 2 ** 400),
      (all, shift, scale) => {
        const one = pairedTest(input(all))
        const swapped = pairedTest({ ...input(all), before: 'after', after: 'before' })
        for (const key of ['t', 'meanChange', 'dz'] as const) same(swapped[key], 0 - one[key]!)
        for (const key of ['p', 'df', 'r', 'n'] as const) same(swapped[key], one[key])
        const moved = pairedTest(input(all.toReversed(), (score) => (score + shift) * scale))
        for (const key of ['t', 'p', 'dz', 'r', 'df'] as const) same(moved[key], one[key])
        same(moved.meanChange! / scale, one.meanChange)
        same(moved.ciLow! / scale, one.ciLow)
        same(one.dz! * Math.sqrt(one.n), one.t)
      },
    ),
    { numRuns: 80 },
  )
})

test('with no relation between before and after pairing changes the difference of the means by nothing', () => {
  const all = [
    [1, 4],
    [1, 6],
    [3, 4],
    [3, 6],
  ] as const
  const paired = pairedTest(input(all))
  const apart = tTest({ columns: { a: all.map(([, b]) => b), b: all.map(([a]) => a) }, twoColumns: true })
  assert.equal(paired.r, 0)
  same(paired.meanChange, apart.difference)
  same(paired.t, apart.t)
})

test('the other direction of better swaps improved and deteriorated, and every row has one class', () => {
  fc.assert(
    fc.property(
      pairs,
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      fc.double({ min: 0.5, max: 4, noNaN: true }),
      (all, reliability, z) => {
        const options = { reliability, sd: 5, z }
        const up = reliableChange(input(all), options)
        const down = reliableChange(input(all), { ...options, higherIsBetter: false })
        assert.deepEqual(
          [down.improved, down.deteriorated, down.unchanged],
          [up.deteriorated, up.improved, up.unchanged],
        )
        assert.deepEqual(down.rci, up.rci)
        assert.equal(up.improved! + up.deteriorated! + up.unchanged!, up.n)
        for (const [row, [a, b]] of all.entries()) {
          assert.equal(up.classes[row] === null, a === null || b === null)
          if (a !== null && b !== null) same(up.rci[row]! * up.sDiff!, b - a)
        }
        same(up.threshold, up.sDiff! * z)
      },
    ),
    { numRuns: 80 },
  )
})

test('a wider band and a less reliable instrument never find more change', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const reliable = (reliability: number, z: number): number =>
        reliableChange(input(all), { reliability, sd: 5, z }).unchanged!
      assert.ok(reliable(0.9, 1.96) <= reliable(0.9, 2.58) && reliable(0.9, 1.96) <= reliable(0.6, 1.96))
    }),
    { numRuns: 60 },
  )
})

test('scores turned round on the scale, and better the other way, recover alike', () => {
  fc.assert(
    fc.property(pairs, (all) => {
      const one = clinicalChange(input(all), norms)
      const turned = clinicalChange(
        input(all, (score) => 40 - score),
        { ...norms, clinicalMean: 25, normalMean: 14, higherIsBetter: false },
      )
      assert.deepEqual(turned.classes, one.classes)
      assert.deepEqual([turned.recovered, turned.improved], [one.recovered, one.improved])
      same(turned.cutoffC, 40 - one.cutoffC!)
      assert.ok(one.recovered! <= one.improved!)
      assert.equal(one.classes.filter((name) => name === 'recovered').length, one.recovered)
    }),
    { numRuns: 60 },
  )
})

test('on the cut-off after is recovered, on the cut-off before is not', () => {
  const options = { reliability: 0.9, sd: 2, clinicalMean: 10, clinicalSd: 5, normalMean: 20, normalSd: 5 }
  const { cutoffC, recoveredRows, classes } = clinicalChange(
    input([
      [8, 15],
      [15, 22],
      [8, 14],
      [null, 20],
    ]),
    options,
  )
  assert.equal(cutoffC, 15)
  assert.deepEqual(recoveredRows, [true, false, false, null])
  assert.deepEqual(classes, ['recovered', 'improved', 'improved', null])
})

const ask = (name: string, all: readonly (readonly [number | null, number | null])[], options?: unknown): Answer =>
  changeOps.find((op) => op.name === name)!.answer(input(all), options)
type Row = readonly [
  name: string,
  op: string,
  rows: readonly (readonly [number | null, number | null])[],
  options: object | undefined,
  issues: readonly string[],
  expected: Answer,
]
const some = [
  [1, 2],
  [3, 5],
  [4, 4],
] as const
const TABLE: readonly Row[] = [
  ['no rows', 'pairedTest', [], undefined, ['no-data'], { t: null, meanChange: null, dz: null, n: 0 }],
  ['one side missing', 'pairedTest', [[1, null]], undefined, ['all-missing'], { t: null, df: null, r: null }],
  [
    'never both',
    'pairedTest',
    [
      [1, null],
      [null, 2],
    ],
    undefined,
    ['no-pairs'],
    { t: null, meanChange: null, ciLow: null },
  ],
  [
    'one pair',
    'pairedTest',
    [[1, 3]],
    undefined,
    ['too-few-cases'],
    { t: null, p: null, meanChange: 2, sdChange: null },
  ],
  [
    'everybody changes alike',
    'pairedTest',
    [
      [1, 3],
      [2, 4],
      [5, 7],
    ],
    undefined,
    ['zero-variance'],
    { t: null, p: null, dz: null, meanChange: 2, sdChange: 0, r: 1 },
  ],
  [
    'alike but for rounding',
    'pairedTest',
    [
      [0.1, 0.3],
      [0.2, 0.4],
      [0.7, 0.9],
    ],
    undefined,
    ['zero-variance'],
    { t: null, dz: null },
  ],
  [
    'a constant before',
    'pairedTest',
    [
      [1, 3],
      [1, 4],
      [1, 7],
    ],
    undefined,
    ['constant'],
    { df: 2, r: null },
  ],
  [
    'no reliability given',
    'reliableChange',
    some,
    undefined,
    ['invalid-reliability'],
    { sDiff: null, threshold: null, rci: [null, null, null], classes: [null, null, null], improved: null },
  ],
  [
    'a reliability above 1',
    'reliableChange',
    some,
    { reliability: 1.2 },
    ['invalid-reliability'],
    { sDiff: null, unchanged: null },
  ],
  [
    'a negative reliability',
    'reliableChange',
    some,
    { reliability: -0.1 },
    ['invalid-reliability'],
    { sDiff: null, unchanged: null },
  ],
  [
    'a perfect instrument',
    'reliableChange',
    some,
    { reliability: 1 },
    ['zero-variance'],
    { sDiff: 0, rci: [null, null, null], improved: null },
  ],
  [
    'a constant before',
    'reliableChange',
    [
      [2, 3],
      [2, 4],
    ],
    { reliability: 0.8 },
    ['zero-variance'],
    { sDiff: 0, rci: [null, null], classes: [null, null] },
  ],
  [
    'one row and no standard deviation',
    'reliableChange',
    [[2, 3]],
    { reliability: 0.8 },
    ['too-few-cases'],
    { sDiff: null, rci: [null] },
  ],
  ['no rows', 'reliableChange', [], { reliability: 0.8, sd: 2 }, ['no-data'], { rci: [], classes: [], improved: 0 }],
  [
    'all missing',
    'reliableChange',
    [[null, 1]],
    { reliability: 0.8, sd: 2 },
    ['all-missing'],
    { rci: [null], classes: [null], unchanged: 0, n: 0 },
  ],
  [
    'a negative standard deviation',
    'reliableChange',
    some,
    { reliability: 0.8, sd: -2 },
    ['out-of-range'],
    { sDiff: null, improved: null },
  ],
  [
    'z of zero',
    'reliableChange',
    some,
    { reliability: 0.8, sd: 2, z: 0 },
    ['out-of-range'],
    { threshold: null, improved: null, classes: [null, null, null] },
  ],
  [
    'z beyond doubles',
    'reliableChange',
    some,
    { reliability: 0.8, sd: 1e10, z: 1e308 },
    ['out-of-range'],
    { threshold: null, improved: 0, unchanged: 3 },
  ],
  [
    'a change beyond doubles',
    'reliableChange',
    [[-1.7e308, 1.7e308]],
    { reliability: 0.8, sd: 2 },
    ['out-of-range'],
    { rci: [null] },
  ],
  [
    'no spread in either norm',
    'clinicalChange',
    some,
    { ...norms, clinicalSd: 0, normalSd: 0 },
    ['zero-variance'],
    { cutoffC: null, recovered: null, recoveredRows: [null, null, null] },
  ],
  [
    'a negative norm',
    'clinicalChange',
    some,
    { ...norms, normalSd: -1 },
    ['out-of-range'],
    { cutoffC: null, recovered: null },
  ],
  [
    'no reliability',
    'clinicalChange',
    some,
    { ...norms, reliability: null },
    ['invalid-reliability'],
    { recovered: null, improved: null, sDiff: null },
  ],
  [
    'norms beyond doubles',
    'clinicalChange',
    some,
    { ...norms, clinicalSd: 1e308, normalSd: 1e308, clinicalMean: 1e308, normalMean: 1e308 },
    [],
    { cutoffC: 1e308 },
  ],
]
for (const [name, op, rows, options, issues, expected] of TABLE)
  test(`${op}: ${name}`, () => {
    const answer = ask(op, rows, options)
    assert.deepEqual(answer['issues'], issues)
    for (const [key, one] of Object.entries(expected)) assert.deepEqual(answer[key], one, key)
    for (const one of Object.values(answer).flat()) if (typeof one === 'number') assert.ok(Number.isFinite(one))
  })

test('a column that is not there, words, and norms left out are refused', () => {
  const [paired, , clinical] = changeOps
  assert.throws(() => paired!.answer({ before: 'x', after: 'y', columns: { x: [1] } }, {}), BadCall)
  assert.throws(() => paired!.answer({ before: 'x', after: 'y', columns: { x: ['low'], y: [1] } }, {}), BadCall)
  assert.throws(() => paired!.answer({ before: 'x', after: 'y', columns: { x: [1, 2], y: [1] } }, {}), BadCall)
  assert.throws(() => clinical!.answer(input(some), { reliability: 0.8 }), BadCall)
})
