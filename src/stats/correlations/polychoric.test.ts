// Polychoric correlations: no other value of rho makes the table more likely, and what must not change them does not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { call } from '../call.ts'
import { bivariateLower } from '../laws/bivariate.ts'
import { normalQuantile } from '../laws/normal.ts'
import { seeded } from '../random.ts'
import type { Columns } from '../shape.ts'
import { polychoricPair } from './polychoric-pair.ts'
import { polychoric, polychoricMatrix } from './polychoric.ts'

type Counts = readonly (readonly number[])[]
const rhoOf = (counts: Counts): number =>
  polychoricPair({ counts: Float64Array.from(counts.flat()), across: counts[0]!.length }).rho
const near = (actual: number, expected: number, within = 1e-7): void =>
  assert.ok(Object.is(actual, expected) || Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0)
const turned = (counts: Counts): number[][] => counts[0]!.map((_, at) => counts.map((row) => row[at]!))

const tables = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 30 }))
  .chain(([down, across, most]) => {
    const cell = fc.integer({ min: 0, max: most })
    return fc.array(fc.array(cell, { minLength: across, maxLength: across }), { minLength: down, maxLength: down })
  })

/** By definition, and slowly. */
function likelihood(counts: Counts, rho: number): number {
  const limits = (margin: readonly number[]): number[] => {
    const total = sum(margin)
    return [0, ...margin.map((_, at) => sum(margin.slice(0, at + 1)) / total)].map((p) =>
      normalQuantile(Math.min(1, p)),
    )
  }
  const x = limits(counts.map(sum))
  const y = limits(turned(counts).map(sum))
  const lower = (a: number, b: number): number => bivariateLower(x[a]!, y[b]!, rho)
  return sum(
    counts.flatMap((row, a) =>
      row.map((count, b) => {
        const p = lower(a + 1, b + 1) - lower(a, b + 1) - lower(a + 1, b) + lower(a, b)
        return count === 0 ? 0 : count * Math.log(Math.max(p, 1e-15))
      }),
    ),
  )
}

test('no other rho is more likely', () => {
  fc.assert(
    fc.property(tables, fc.double({ min: -0.999, max: 0.999, noNaN: true }), (counts, other) => {
      const rho = rhoOf(counts)
      if (Number.isNaN(rho)) return
      // At the edge itself the likelihood is a limit.
      const at = Math.max(-0.9999999, Math.min(0.9999999, rho))
      assert.ok(likelihood(counts, at) >= likelihood(counts, other) - 1e-6)
      if (Math.abs(rho) < 0.99)
        for (const step of [-1e-3, 1e-3]) assert.ok(likelihood(counts, rho) >= likelihood(counts, rho + step) - 1e-9)
    }),
    { numRuns: 300 },
  )
})

test('the roles of the two, twice the rows, and answers nobody gave change nothing; a turned rating turns the sign', () => {
  fc.assert(
    fc.property(tables, (counts) => {
      const rho = rhoOf(counts)
      near(rhoOf(turned(counts)), rho)
      near(rhoOf(counts.map((row) => row.map((count) => 2 * count))), rho)
      near(rhoOf([counts[0]!.map(() => 0), ...counts]), rho)
      near(rhoOf(counts.map((row) => row.flatMap((count) => [count, 0]))), rho)
      near(rhoOf(counts.toReversed()), -rho)
    }),
  )
})

test('split at the median it is the sine of Sheppard', () => {
  for (const both of [1, 5, 12, 25, 40, 49])
    near(
      rhoOf([
        [both, 50 - both],
        [50 - both, both],
      ]),
      Math.sin(2 * Math.PI * (both / 100 - 0.25)),
      1e-10,
    )
})

test('answers that could not go together better are 1, and -1', () => {
  assert.equal(
    rhoOf([
      [9, 0, 0],
      [0, 7, 0],
      [0, 0, 4],
    ]),
    1,
  )
  assert.equal(
    rhoOf([
      [0, 8],
      [5, 0],
    ]),
    -1,
  )
  assert.equal(
    rhoOf([
      [20, 0],
      [10, 30],
    ]),
    1,
  )
})

test('the rows in any order, and their number through joint tables, give the same matrix', () => {
  const random = seeded(8)
  const columns = Array.from({ length: 4 }, () => new Float64Array(6000))
  for (let row = 0; row < 6000; row++) {
    const leaning = random.normal()
    for (const column of columns)
      column[row] = random.next() < 0.03 ? NaN : Math.max(0, Math.min(3, Math.round(leaning + random.normal() + 1)))
  }
  const whole = polychoricMatrix(columns)
  assert.deepEqual(polychoricMatrix(columns.map((column) => column.toReversed())), whole)
  const halves = polychoricMatrix(columns.map((column) => column.map((value) => value / 2 - 7)))
  assert.deepEqual(halves, whole)
  const few = columns.map((column) => column.slice(0, 4999))
  const more = columns.map((column) => {
    const longer = new Float64Array(5001).fill(NaN)
    longer.set(column.subarray(0, 4999))
    return longer
  })
  assert.deepEqual(polychoricMatrix(more).r, polychoricMatrix(few).r)
})

const degenerate: readonly {
  name: string
  columns: Columns
  r: (number | null)[][]
  thresholds: unknown
  issues: string[]
}[] = [
  {
    name: 'no columns',
    columns: {},
    r: [],
    thresholds: [],
    issues: ['too-few-items', 'no-data', 'small-sample', 'too-few-cases'],
  },
  {
    name: 'no rows',
    columns: { a: [] },
    r: [[null]],
    thresholds: [[]],
    issues: ['too-few-items', 'no-data', 'all-missing', 'small-sample', 'too-few-cases'],
  },
  {
    name: 'a constant',
    columns: { a: [0, 1, 0, 1], b: [2, 2, 2, 2] },
    r: [
      [1, null],
      [null, null],
    ],
    thresholds: [[0], []],
    issues: ['constant-item', 'zero-variance', 'small-sample'],
  },
  {
    name: 'an empty column',
    columns: { a: [0, 1, 0, 1], b: [null, null, null, null] },
    r: [
      [1, null],
      [null, null],
    ],
    thresholds: [[0], []],
    issues: ['all-missing', 'small-sample', 'no-overlap', 'too-few-cases'],
  },
  {
    name: 'constant where the other is there',
    columns: { a: [0, 0, 0, 1], b: [0, 1, 0, null] },
    r: [
      [1, null],
      [null, 1],
    ],
    thresholds: [[normalQuantile(0.75)], [normalQuantile(2 / 3)]],
    issues: ['small-sample', 'zero-variance'],
  },
]
for (const { name, columns, r, thresholds, issues } of degenerate)
  test(`${name}: null where it is not defined, and why`, () => {
    const answer = polychoric({ columns })
    assert.deepEqual(answer['r'], r)
    assert.deepEqual(answer['thresholds'], thresholds)
    assert.deepEqual(new Set(answer.issues), new Set(issues))
  })

test('what is no rating, and a correction that is none, are out of range', () => {
  const long = {
    a: Array.from({ length: 200 }, (_, at) => at * 1.5),
    b: Array.from({ length: 200 }, (_, at) => at % 3),
  }
  const answer = polychoric({ columns: long })
  assert.deepEqual(answer['r'], [
    [null, null],
    [null, 1],
  ])
  assert.deepEqual((answer['thresholds'] as unknown[])[0], null)
  assert.ok(answer.issues.includes('out-of-range'))
  for (const continuityCorrection of [-1, 1e308])
    assert.deepEqual(polychoric({ columns: { a: [0, 1], b: [1, 0] } }, { continuityCorrection })['r'], [
      [null, null],
      [null, null],
    ])
})

test('empty cells are said, and half a case in each draws the correlation in', () => {
  const counts = [
    [20, 0],
    [10, 30],
  ]
  const columns = {
    a: counts.flatMap((row, a) => row.flatMap((n) => Array.from({ length: n }, () => a))),
    b: counts.flatMap((row) => row.flatMap((n, b) => Array.from({ length: n }, () => b))),
  }
  const plain = call({ op: 'polychoric', input: { columns }, options: {} }) as Record<string, unknown>
  const corrected = call({ op: 'polychoric', input: { columns }, options: { continuityCorrection: 0.5 } }) as Record<
    string,
    unknown
  >
  assert.ok((plain['issues'] as string[]).includes('empty-cells'))
  assert.equal((plain['r'] as number[][])[0]![1], 1)
  const inside = (corrected['r'] as number[][])[0]![1]!
  assert.ok(inside > 0.7 && inside < 0.99, String(inside))
})
