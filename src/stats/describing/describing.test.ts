// Description and scale scores: what must not change them, and what is null.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { call } from '../call.ts'
import { BadCall, type Columns } from '../shape.ts'
import { descriptionOf, descriptionOfCounts, type Description } from './description.ts'
import { describe } from './describe.ts'
import { quantileOfSorted } from './quantile.ts'
import { scaleScores } from './scale-scores.ts'

const near = (actual: number, expected: number): void =>
  assert.ok(
    Object.is(actual, expected) || Math.abs(actual - expected) <= 1e-9 * (1 + Math.abs(expected)),
    `${actual} is not ${expected}`,
  )
const allNear = (actual: Description, expected: Partial<Description>): void => {
  for (const [key, value] of Object.entries(expected)) near(actual[key as keyof Description], value)
}
const columnOf = (least: number, most: number, minLength = 0): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: least, max: most }) }, fc.constant(NaN)), {
      minLength,
      maxLength: 40,
    })
    .map((values) => Float64Array.from(values))

test('the order of the rows changes nothing; a shift moves the place, a stretch the spread, neither the shape', () => {
  fc.assert(
    fc.property(
      columnOf(-9, 9),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: -99, max: 99 }),
      (column, by, shift) => {
        const one = descriptionOf(column)
        allNear(descriptionOf(column.toReversed()), one)
        const moved = descriptionOf(column.map((value) => value * by + shift))
        const place = Object.fromEntries(
          (['mean', 'median', 'min', 'max', 'q25', 'q75'] as const).map((key) => [key, one[key] * by + shift]),
        )
        allNear(moved, { ...one, ...place, sd: one.sd * by, se: one.se * by })
        const turned = descriptionOf(column.map((value) => -value))
        allNear(turned, {
          ...one,
          mean: -one.mean,
          median: -one.median,
          min: -one.max,
          max: -one.min,
          q25: -one.q75,
          q75: -one.q25,
          skew: -one.skew,
        })
      },
    ),
  )
})

test('counting the values first gives the same as the values', () => {
  fc.assert(
    fc.property(columnOf(0, 4), (column) => {
      const values = [0, 1, 2, 3, 4]
      const counts = values.map((value) => column.filter((one) => one === value).length)
      allNear(descriptionOfCounts({ values, counts }, column.length), descriptionOf(column))
    }),
  )
})

test('quartiles lie between the values and in order', () => {
  fc.assert(
    fc.property(columnOf(-99, 99), (column) => {
      const { n, min, q25, median, q75, max } = descriptionOf(column)
      if (n > 0) assert.ok(min <= q25 && q25 <= median && median <= q75 && q75 <= max)
    }),
  )
  assert.equal(quantileOfSorted(Float64Array.of(-1.7e308, 1.7e308), 0.5), 0)
})

test('the largest and the smallest numbers keep their shape, and a spread beyond numbers is null', () => {
  const plain = descriptionOf(Float64Array.of(1, 2, 4, 9))
  for (const by of [2 ** 1000, 2 ** -1000]) {
    const far = descriptionOf(Float64Array.of(by, 2 * by, 4 * by, 9 * by))
    allNear(far, { skew: plain.skew, kurtosis: plain.kurtosis, sd: plain.sd * by })
  }
  const answer = describe({ columns: { a: [1.7e308, -1.7e308, 1.7e308, -1.7e308] } })
  assert.deepEqual(answer['sd'], [null])
  assert.ok(answer.issues.includes('out-of-range'))
})

const degenerate: readonly { name: string; columns: Columns; expected: Record<string, unknown>; issues: string[] }[] = [
  {
    name: 'no columns',
    columns: {},
    expected: { n: [], mean: [], frequencies: [], answers: [] },
    issues: ['too-few-items', 'no-data'],
  },
  {
    name: 'no rows',
    columns: { a: [] },
    expected: { n: [0], mean: [null], max: [null], skew: [null] },
    issues: ['no-data', 'all-missing', 'too-few-cases'],
  },
  {
    name: 'one value',
    columns: { a: [null, 3] },
    expected: { n: [1], missing: [1], mean: [3], sd: [null], se: [null], median: [3], q75: [3], skew: [null] },
    issues: ['too-few-cases'],
  },
  {
    name: 'a constant',
    columns: { a: [0.1, 0.1, 0.1] },
    expected: { mean: [0.1], sd: [0], se: [0], skew: [null], kurtosis: [null], frequencies: [[3]], answers: [0.1] },
    issues: ['constant-item', 'zero-variance'],
  },
  {
    name: 'an empty column',
    columns: { a: [1, 2, 2], b: [null, null, null] },
    expected: {
      n: [3, 0],
      missing: [0, 3],
      median: [2, null],
      frequencies: [
        [1, 2],
        [0, 0],
      ],
    },
    issues: ['all-missing', 'too-few-cases'],
  },
]
for (const { name, columns, expected, issues } of degenerate)
  test(`${name}: null where it is not defined, and why`, () => {
    const answer = call({ op: 'describe', input: { columns } }) as Record<string, unknown>
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, answer[key]])), expected)
    assert.deepEqual(new Set(answer['issues'] as string[]), new Set(issues))
  })

test('answers are counted up to fifty different ones', () => {
  const of = (different: number): unknown => {
    const { answers, frequencies } = describe({
      columns: { a: Array.from({ length: different }, (_, at) => at / 2), b: Array(different).fill(0) },
    })
    return [answers, frequencies].map((one) => (one as unknown[] | null)?.length)
  }
  assert.deepEqual(of(50), [50, 2])
  assert.deepEqual(of(51), [undefined, undefined])
})

test('words are refused when named, and left out when not', () => {
  const columns = { school: ['x', 'y'], a: [1, 2] }
  assert.deepEqual(describe({ columns })['items'], ['a'])
  assert.throws(() => describe({ columns, items: ['school'] }), BadCall)
})

const rated = fc.array(fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 12,
})
const columnsOf = (rows: readonly (readonly (number | null)[])[]): Columns =>
  Object.fromEntries(['a', 'b', 'c', 'd'].map((name, at) => [name, rows.map((row) => row[at]!)]))

test('a score is the mean of what was answered, if that was enough; asking for more never adds a score', () => {
  fc.assert(
    fc.property(rated, fc.constantFrom(0, 0.25, 0.5, 0.75, 1), (rows, minAnswered) => {
      const input = { columns: columnsOf(rows) }
      const scores = { all: ['a', 'b', 'c', 'd'] }
      const { all } = scaleScores(input, { scales: scores, minAnswered }) as unknown as { all: (number | null)[] }
      for (const [at, row] of rows.entries()) {
        const answered = row.filter((value) => value !== null)
        const isEnough = answered.length > 0 && answered.length >= 4 * minAnswered
        assert.equal(all[at] === null, !isEnough)
        if (isEnough) near(all[at]!, answered.reduce((sum, value) => sum + value, 0) / answered.length)
      }
      const turnedScales = scaleScores(input, { scales: { all: ['d', 'b', 'a', 'c'] }, minAnswered })
      assert.deepEqual(turnedScales['all'], all)
    }),
  )
})

test('scores say what is wrong with their call', () => {
  const columns: Columns = { a: [1, 2], b: [null, null] }
  assert.deepEqual(scaleScores({ columns }, { scales: { b: ['b'], none: [] } }), {
    b: [null, null],
    none: [null, null],
    issues: ['all-missing', 'too-few-items'],
  })
  for (const minAnswered of [-0.1, 2, 1e308])
    assert.deepEqual(scaleScores({ columns }, { scales: { a: ['a'] }, minAnswered }), {
      a: [null, null],
      issues: ['out-of-range'],
    })
  assert.throws(() => scaleScores({ columns }, { scales: { issues: ['a'] } }), BadCall)
  assert.throws(() => scaleScores({ columns }, { scales: { a: ['nothing'] } }), BadCall)
  assert.throws(() => scaleScores({ columns }, { scales: { a: ['a', 'a'] } }), BadCall)
  assert.deepEqual(scaleScores({ columns: { a: [1.5e308], b: [1.6e308] } }, {})['score'], [1.55e308])
  assert.deepEqual(scaleScores({ columns: { a: [] } }, {}), { score: [], issues: ['no-data'] })
})
