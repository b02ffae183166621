// Joint tables: every split of the rows, added in any order and merged, is the whole; and what is read from them is what the
// rows say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { correlationMatrix, covarianceMatrix } from '../correlations/matrix-of.ts'
import { polychoricMatrix } from '../correlations/polychoric.ts'
import { describe } from '../describing/describe.ts'
import { seeded } from '../random.ts'
import { alpha } from '../reliability/alpha.ts'
import { BadCall, type Columns } from '../shape.ts'
import {
  alphaOfTables,
  correlationOfTables,
  covarianceOfTables,
  describeOfTables,
  polychoricOfTables,
} from './from-tables.ts'
import { jointTables, JointTables } from './joint-tables.ts'

type Survey = { readonly items: number; readonly levels: number; readonly chunk: Int8Array }
const survey = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 20 }))
  .chain(([items, levels, rows]) =>
    fc
      .array(fc.integer({ min: -1, max: levels - 1 }), { minLength: items * rows, maxLength: items * rows })
      .map((ratings): Survey => ({ items, levels, chunk: Int8Array.from(ratings) })),
  )
const columnsOf = ({ items, chunk }: Survey): Float64Array[] =>
  Array.from({ length: items }, (_, item) =>
    new Float64Array(chunk.length / items).map((_zero, row) => {
      const rating = chunk[row * items + item]!
      return rating < 0 ? NaN : rating
    }),
  )
const tablesOf = ({ items, levels, chunk }: Survey): JointTables => jointTables(items, levels).add(chunk)
/** Slowly, by definition. */
function counted({ items, levels, chunk }: Survey, i: number, j: number): Float64Array {
  const counts = new Float64Array(levels * levels)
  for (let at = 0; at < chunk.length; at += items) {
    const [a, b] = [chunk[at + i]!, chunk[at + j]!]
    if (a >= 0 && b >= 0) counts[a * levels + b]!++
  }
  return counts
}
const near = (actual: Float64Array, expected: Float64Array, within = 1e-12): void => {
  assert.equal(actual.length, expected.length)
  for (const [at, value] of actual.entries())
    assert.ok(
      Object.is(value, expected[at]) || Math.abs(value - expected[at]!) <= within,
      `${value} is not ${expected[at]}`,
    )
}

test('each table counts the rows that have both', () => {
  fc.assert(
    fc.property(survey, (one) => {
      const tables = tablesOf(one)
      for (let i = 0; i < one.items; i++)
        for (let j = 0; j < one.items; j++) assert.deepEqual(tables.tableOf(i, j), counted(one, i, j))
      const isComplete = one.chunk.every((rating) => rating >= 0)
      assert.equal(tables.isComplete, isComplete)
    }),
  )
})

test('tables of every group size count the same', () => {
  const random = seeded(4)
  for (const [items, levels, rows] of [
    [17, 4, 70_000],
    [17, 4, 3000],
    [5, 2, 40_000],
    [13, 7, 30_000],
    [3, 30, 2000],
    [40, 4, 20_000],
    [2, 4, 50_000],
    [1, 4, 5000],
  ] as const) {
    const chunk = Int8Array.from({ length: items * rows }, () => random.below(levels + 1) - 1)
    const one = { items, levels, chunk }
    const tables = tablesOf(one)
    for (const [i, j] of [
      [0, 0],
      [0, items - 1],
      [items - 1, Math.floor(items / 2)],
      [1 % items, 2 % items],
    ] as const)
      assert.deepEqual(tables.tableOf(i, j), counted(one, i, j), `${items} items, ${levels} levels, ${rows} rows`)
  }
})

test('split anyhow, in any order, added, merged or sent as plain numbers: the same tables', () => {
  fc.assert(
    fc.property(survey, fc.array(fc.nat(), { maxLength: 4 }), (one, cuts) => {
      const { items, levels, chunk } = one
      const rows = chunk.length / items
      const places = [0, ...cuts.map((cut) => cut % (rows + 1)).toSorted((a, b) => a - b), rows]
      const parts = places.slice(1).map((to, at) => chunk.slice(places[at]! * items, to * items))
      const whole = tablesOf(one).plain
      const added = jointTables(items, levels)
      for (const part of parts.toReversed()) added.add(part)
      assert.deepEqual(added.plain, whole)
      const merged = parts
        .map((part) => jointTables(items, levels).add(part))
        .reduce((all, part) => part.merge(JointTables.from(JSON.parse(JSON.stringify(all.plain)))))
      assert.deepEqual(merged.plain, whole)
      const columns = Array.from({ length: items }, (_, item) =>
        new Int8Array(rows).map((_zero, row) => chunk[row * items + item]!),
      )
      assert.deepEqual(jointTables(items, levels).addColumns(columns).plain, whole)
    }),
  )
})

test('many small chunks and one large one are the same, and reading in between changes nothing', () => {
  const random = seeded(6)
  const chunk = Int8Array.from({ length: 17 * 40_000 }, () => random.below(5) - 1)
  const whole = jointTables(17, 4).add(chunk).plain
  const tables = jointTables(17, 4)
  for (let at = 0; at < chunk.length; at += 17 * 100) {
    tables.add(chunk.subarray(at, at + 17 * 100))
    if (at % (17 * 10_000) === 0) tables.countsOf(3)
  }
  assert.deepEqual(tables.plain, whole)
})

test('merged with itself everything is double', () => {
  const tables = tablesOf({ items: 2, levels: 2, chunk: Int8Array.of(0, 1, 1, 1, -1, 0) })
  tables.merge(tables)
  assert.equal(tables.rows, 6)
  assert.deepEqual(tables.tableOf(0, 1), Float64Array.of(0, 2, 0, 2))
  assert.deepEqual(tables.countsOf(1), Float64Array.of(2, 4))
})

test('correlation, covariance and polychoric from tables are those of the rows', () => {
  fc.assert(
    fc.property(survey, (one) => {
      const tables = tablesOf(one)
      const columns = columnsOf(one)
      for (const method of ['pearson', 'spearman', 'kendall'] as const) {
        const expected = correlationMatrix(columns, { method })
        const actual = correlationOfTables(tables, { method })
        near(actual.r.at, expected.r.at)
        assert.deepEqual(actual.n, expected.n)
        assert.equal(actual.rows, expected.rows)
      }
      near(covarianceOfTables(tables).covariance.at, covarianceMatrix(columns).covariance.at)
      const polychoric = polychoricOfTables(tables)
      const expected = polychoricMatrix(columns)
      near(polychoric.r.at, expected.r.at, 1e-7)
      assert.deepEqual(polychoric.thresholds, expected.thresholds)
      assert.deepEqual(polychoric.issues, expected.issues)
    }),
    { numRuns: 60 },
  )
})

/** Numbers near each other, everything else the same. */
function alike(actual: unknown, expected: unknown): void {
  if (typeof actual === 'number' && typeof expected === 'number')
    assert.ok(Math.abs(actual - expected) <= 1e-8 * (1 + Math.abs(expected)), `${actual} is not ${expected}`)
  else if (Array.isArray(actual) && Array.isArray(expected)) {
    assert.equal(actual.length, expected.length)
    for (const [at, value] of actual.entries()) alike(value, expected[at])
  } else assert.deepEqual(actual, expected)
}

test('alpha and description from tables are those of the rows', () => {
  fc.assert(
    fc.property(survey, (one) => {
      const tables = tablesOf(one)
      const names = Array.from({ length: one.items }, (_, item) => `q${item + 1}`)
      const numbers = columnsOf(one)
      const columns: Columns = Object.fromEntries(
        names.map((name, item) => [name, Array.from(numbers[item]!, (value) => (Number.isNaN(value) ? null : value))]),
      )
      const turned = { reverse: names.slice(0, 1), scaleMin: 0, scaleMax: one.levels - 1 }
      for (const options of [{}, turned, ...(tables.isComplete ? [{ missing: 'listwise' } as const] : [])]) {
        const actual = alphaOfTables(tables, names, options)
        const expected = alpha({ columns, items: names }, options)
        // Whether a matrix that is singular but for rounding passes is chance, and so is the sign of a loading of nought.
        for (const key of Object.keys(expected).filter(
          (name) => !['guttman6', 'suggestedReversed', 'issues'].includes(name),
        ))
          alike(actual[key], expected[key])
      }
      const { frequencies, answers, ...rest } = describeOfTables(tables, names)
      const { frequencies: expectedFrequencies, answers: given, ...expected } = describe({ columns, items: names })
      for (const key of Object.keys(expected)) alike(rest[key], expected[key])
      assert.deepEqual(
        (frequencies as number[][]).map((row) => row.filter((_, at) => (given as number[]).includes(at))),
        expectedFrequencies,
      )
      assert.equal((answers as number[]).length, one.levels)
    }),
    { numRuns: 60 },
  )
})

test('what cannot be is refused, and a refused chunk leaves no trace', () => {
  for (const [items, levels] of [
    [0, 4],
    [3, 0],
    [1.5, 4],
    [3, 101],
    [1e9, 4],
    [2000, 50],
    [NaN, 4],
  ] as const)
    assert.throws(() => jointTables(items, levels), BadCall)
  const tables = jointTables(2, 3).add(Int8Array.of(0, 1))
  const before = tables.plain
  for (const chunk of [[0], [0, 3], [1, 1, 0, -2], [0, 127], [0, -128]])
    assert.throws(() => tables.add(Int8Array.from(chunk)), BadCall)
  assert.throws(() => tables.addColumns([Int8Array.of(1)]), BadCall)
  assert.throws(() => tables.addColumns([Int8Array.of(1), Int8Array.of(1, 2)]), BadCall)
  assert.throws(() => tables.addColumns([Int8Array.of(1), Int8Array.of(5)]), BadCall)
  assert.throws(() => tables.merge(jointTables(2, 4)), BadCall)
  assert.deepEqual(tables.plain, before)
  for (const plain of [
    null,
    {},
    [],
    { ...before, counts: [1] },
    { ...before, pairs: [-1, ...before.pairs.slice(1)] },
    { ...before, rows: 0.5 },
    { ...before, items: 'two' },
  ])
    assert.throws(() => JointTables.from(plain), BadCall)
  assert.throws(() => alphaOfTables(tables, ['a']), BadCall)
  assert.throws(() => alphaOfTables(tables, ['a', 'a']), BadCall)
  tables.add(Int8Array.of(-1, 2))
  assert.throws(() => alphaOfTables(tables, ['a', 'b'], { missing: 'listwise' }), BadCall)
})
