// The correlation table as it is called: what is null, what is said why, and which rows count.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { call } from '../call.ts'
import { BadCall, type Columns } from '../shape.ts'
import { correlation, intervalOfR, pOfR, type CorrelationInput } from './correlation.ts'
import type { MissingRule } from './matrix-of.ts'

type Table = (number | null)[][]
const tableOf = (answer: Readonly<Record<string, unknown>>, key: string): Table => answer[key] as Table

const degenerate: readonly {
  readonly name: string
  readonly columns: Columns
  readonly missing?: MissingRule
  readonly r: Table
  readonly issues: readonly string[]
}[] = [
  { name: 'no columns', columns: {}, r: [], issues: ['too-few-items', 'no-data', 'too-few-cases'] },
  {
    name: 'no rows',
    columns: { a: [], b: [] },
    r: [
      [null, null],
      [null, null],
    ],
    issues: ['no-data', 'all-missing', 'too-few-cases', 'no-overlap'],
  },
  { name: 'one item', columns: { a: [1, 2, 4] }, r: [[1]], issues: ['too-few-items'] },
  {
    name: 'two rows',
    columns: { a: [1, 2], b: [4, 3] },
    r: [
      [1, -1],
      [-1, 1],
    ],
    issues: ['too-few-cases'],
  },
  {
    name: 'one row',
    columns: { a: [1], b: [3] },
    r: [
      [null, null],
      [null, null],
    ],
    issues: ['too-few-cases'],
  },
  {
    name: 'a constant',
    columns: { a: [1, 2, 4], b: [0.1, 0.1, 0.1] },
    r: [
      [1, null],
      [null, null],
    ],
    issues: ['constant-item', 'zero-variance'],
  },
  {
    name: 'constant where the other is there',
    columns: { a: [1, 1, 1, 2], b: [1, 2, 4, null] },
    r: [
      [1, null],
      [null, 1],
    ],
    issues: ['zero-variance'],
  },
  {
    name: 'an empty column',
    columns: { a: [1, 2, 4], b: [null, null, null] },
    r: [
      [1, null],
      [null, null],
    ],
    issues: ['all-missing', 'no-overlap', 'too-few-cases'],
  },
  {
    name: 'all empty',
    columns: { a: [null, null], b: [null, null] },
    r: [
      [null, null],
      [null, null],
    ],
    issues: ['all-missing', 'no-data', 'too-few-cases', 'no-overlap'],
  },
  {
    name: 'nothing in common',
    columns: { a: [1, 2, 4, null, null, null], b: [null, null, null, 1, 2, 4] },
    r: [
      [1, null],
      [null, 1],
    ],
    issues: ['no-overlap', 'too-few-cases'],
  },
  {
    name: 'nothing in common, listwise',
    columns: { a: [1, 2, 4, null], b: [null, null, null, 1] },
    missing: 'listwise',
    r: [
      [null, null],
      [null, null],
    ],
    issues: ['too-few-cases', 'no-overlap'],
  },
  {
    name: 'repeated items',
    columns: { a: [1, 2, 4], b: [1, 2, 4] },
    r: [
      [1, 1],
      [1, 1],
    ],
    issues: [],
  },
]
for (const { name, columns, missing, r, issues } of degenerate)
  for (const method of ['pearson', 'spearman', 'kendall'] as const)
    test(`${name}, ${method}: null where it is not defined, and why`, () => {
      const answer = correlation({ columns }, { method, missing })
      assert.deepEqual(answer['r'], r)
      assert.deepEqual(new Set(answer.issues), new Set(issues))
      for (const key of ['n', 'p', 'ciLow', 'ciHigh']) assert.equal(tableOf(answer, key).length, r.length)
      assert.ok(tableOf(answer, 'p').every((row, i) => row[i] === null))
      const text = JSON.stringify(call({ op: 'correlation', input: { columns }, options: { method, missing } }))
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(answer)))
    })

test('p is there from three rows on, the interval from four', () => {
  const of = (n: number): Readonly<Record<string, unknown>> =>
    correlation({ columns: { a: [1, 2, 4, 3, 7].slice(0, n), b: [2, 1, 5, 3, 6].slice(0, n) } })
  assert.equal(tableOf(of(2), 'p')[0]![1], null)
  assert.notEqual(tableOf(of(3), 'p')[0]![1], null)
  assert.equal(tableOf(of(3), 'ciLow')[0]![1], null)
  assert.notEqual(tableOf(of(4), 'ciLow')[0]![1], null)
})

test('a perfect correlation has p 0 and an interval without width', () => {
  assert.equal(pOfR(1, 5), 0)
  assert.equal(pOfR(-1, 5), 0)
  assert.deepEqual(intervalOfR(1, 5), [1, 1])
  assert.equal(pOfR(0, 5), 1)
})

test('p keeps its relative accuracy far out', () => {
  // What R says: 2 * pt(t, 400, lower.tail = FALSE).
  assert.ok(Math.abs(pOfR(0.95, 402) / 2.65290398606382e-204 - 1) < 1e-10)
})

test('the interval holds the coefficient, and shrinks with n', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.999, max: 0.999, noNaN: true }), fc.integer({ min: 4, max: 5000 }), (r, n) => {
      const [low, high] = intervalOfR(r, n)
      const [lower, higher] = intervalOfR(r, n + 1)
      assert.ok(low <= r && r <= high && low < high && low >= -1 && high <= 1)
      assert.ok(higher - lower < high - low)
      assert.ok(pOfR(r, n) >= 0 && pOfR(r, n) <= 1)
    }),
  )
})

const holes: Columns = {
  a: [1, 2, 3, 4, 6, 5, null],
  b: [2, 1, 4, 3, 5, 6, 7],
  c: [1, null, 2, 1, 1, 3, 2],
  school: ['x', 'x', null, 'y', 'y', 'z', 'z'],
}
const nOf = (input: Omit<CorrelationInput, 'columns'>, missing?: MissingRule): unknown =>
  tableOf(correlation({ columns: holes, ...input }, { missing }), 'n')[0]![1]

test('listwise counts the rows that are complete over what it is told', () => {
  assert.equal(nOf({ items: ['a', 'b'] }), 6)
  assert.equal(nOf({ items: ['a', 'b', 'c'], useItems: ['a', 'b'] }), 6)
  assert.equal(nOf({ items: ['a', 'b', 'c'], useItems: ['a', 'b'] }, 'listwise'), 6)
  assert.equal(nOf({ items: ['a', 'b', 'c'], useItems: ['a', 'b'], listwiseOver: 'items' }, 'listwise'), 5)
  assert.equal(nOf({ items: ['a', 'b', 'c'], useItems: ['a', 'b'], listwiseOver: 'items' }), 5)
  assert.equal(nOf({ items: ['a', 'b'], listwiseOver: 'school' }, 'listwise'), 5)
  assert.equal(nOf({ items: ['a', 'b'], listwiseOver: ['school', 'c'] }, 'listwise'), 4)
  assert.equal(nOf({ items: ['a', 'b'], listwiseOver: 'school' }, 'pairwise'), 6)
})

test('columns with words are left out when no items are named, and refused when they are', () => {
  assert.deepEqual(correlation({ columns: holes })['items'], ['a', 'b', 'c'])
  assert.throws(() => correlation({ columns: holes, items: ['a', 'school'] }), BadCall)
  assert.throws(() => correlation({ columns: holes, items: ['a', 'a'] }), BadCall)
  assert.throws(() => correlation({ columns: holes, items: ['a', 'nothing'] }), BadCall)
  assert.throws(() => correlation({ columns: holes, items: ['a', 'b'], listwiseOver: 'nothing' }), BadCall)
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`q${at}`, [1, 2]]))
  assert.throws(() => correlation({ columns: many }), BadCall)
})

test('a covariance too large for a number is null, its correlation is not', () => {
  const answer = correlation({ columns: { a: [1e308, -1e308, 3e307], b: [1, 2, 4] } })
  assert.equal(tableOf(answer, 'covariance')[0]![0], null)
  assert.equal(typeof tableOf(answer, 'r')[0]![1], 'number')
  assert.ok(answer.issues.includes('out-of-range'))
})
