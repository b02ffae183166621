// Factor analysis as it is called: what must not change its answer, what is refused, and what is only reported.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Maybe } from '../answer.ts'
import { call } from '../call.ts'
import { seeded } from '../random.ts'
import type { Columns } from '../shape.ts'
import { correlationOfTables } from '../streaming/from-tables.ts'
import { jointTables } from '../streaming/joint-tables.ts'
import { drawnRatings } from './drawn.ts'
import { efa, efaOf, type EfaOptions } from './efa.ts'

type Table = readonly (readonly Maybe[])[]
const of = (columns: Columns, items = Object.keys(columns)) => ({
  columns,
  items,
  correlation: undefined,
  n: undefined,
})
const close = (a: Table, b: Table, error = 1e-7): void => {
  assert.equal(a.length, b.length)
  for (const [i, row] of a.entries())
    for (const [j, one] of row.entries())
      assert.ok(Math.abs(one! - b[i]![j]!) <= error, `[${i}][${j}]: ${one} and ${b[i]![j]}`)
}
const calls: readonly EfaOptions[] = [
  { nFactors: 2 },
  { nFactors: 2, extraction: 'ml', rotation: 'promax' },
  { nFactors: 2, rotation: 'varimax' },
  { nFactors: 1, extraction: 'pa', rotation: 'none' },
]
const drawn = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  options: fc.constantFrom(...calls),
  missing: fc.constantFrom(0, 0.05),
})
const ratings = (seed: number, missing: number): Columns =>
  drawnRatings(seed, { rows: 150, items: 8, factors: 2, missing })

test('the order of items and of rows does not matter', () => {
  fc.assert(
    fc.property(drawn, ({ seed, options, missing }) => {
      const columns = ratings(seed, missing)
      const first = efa(of(columns), options)
      const { shuffle } = seeded(seed)
      const items = shuffle(Object.keys(columns))
      const rows = shuffle(Array.from({ length: 150 }, (_, i) => i))
      const mixed = Object.fromEntries(items.map((name) => [name, rows.map((row) => columns[name]![row]!)]))
      const second = efa(of(mixed), options)
      const there = items.map((name) => Object.keys(columns).indexOf(name))
      close(
        second.loadings!,
        there.map((at) => first.loadings![at]!),
      )
      close(second.phi!, first.phi!)
      assert.ok(Math.abs(second.rmsr! - first.rmsr!) < 1e-9)
    }),
    { numRuns: 25 },
  )
})

test('other units do not matter, and a reversed item only changes its sign', () => {
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 7 }), ({ seed, options, missing }, at) => {
      const columns = ratings(seed, missing)
      const first = efa(of(columns), options)
      const name = Object.keys(columns)[at]!
      const moved = {
        ...columns,
        [name]: columns[name]!.map((one) => (one === null ? null : Number(one) * 0.25 + 1e6)),
      }
      close(efa(of(moved), options).loadings!, first.loadings!)
      const reversed = { ...columns, [name]: columns[name]!.map((one) => (one === null ? null : 3 - Number(one))) }
      const second = efa(of(reversed), options)
      const sizes = (table: Table): number[][] => table.map((row) => row.map((one) => Math.abs(one!)))
      close(sizes(second.structure!), sizes(first.structure!))
      assert.ok(Math.abs(second.chi2! - first.chi2!) < 1e-6)
    }),
    { numRuns: 25 },
  )
})

test('columns, their correlations, and tables of a stream in any pieces give the same', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.array(fc.integer({ min: 1, max: 149 }), { maxLength: 4 }),
      ({ seed, options, missing }, cuts) => {
        const columns = ratings(seed, missing)
        const first = efa(of(columns), options)
        const names = Object.keys(columns)
        const cells = Int8Array.from({ length: 150 * 8 }, (_, at) =>
          Number(columns[names[at % 8]!]![Math.floor(at / 8)] ?? -1),
        )
        const tables = jointTables(8, 4)
        const ends = [0, ...new Set(cuts.toSorted((a, b) => a - b)), 150]
        for (let i = 1; i < ends.length; i++) tables.add(cells.slice(ends[i - 1]! * 8, ends[i]! * 8))
        const { factors } = efaOf(correlationOfTables(tables).r, tables.rows, options)
        assert.ok(factors)
        const loadings = Array.from({ length: 8 }, (_, i) =>
          Array.from(factors.loadings.at.slice(i * options.nFactors, (i + 1) * options.nFactors)),
        )
        close(loadings, first.loadings!)
        const { r } = call({ op: 'correlation', input: { columns } }) as unknown as { r: Maybe[][] }
        const third = efa({ items: names, columns: undefined, correlation: r, n: 150 }, options)
        close(third.loadings!, first.loadings!)
        assert.equal(third.df, first.df)
        assert.ok(Math.abs(third.chi2! - first.chi2!) < 1e-6)
      },
    ),
    { numRuns: 20 },
  )
})

test('shared and own variance add up, and neither leaves its bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom('minres', 'ml'), (seed, extraction) => {
      // Twenty rows: improper solutions are common.
      const columns = drawnRatings(seed, { rows: 20, items: 6, factors: 2 })
      const { communality, uniqueness, heywoodItems, issues, loadings } = efa(of(columns), { nFactors: 2, extraction })
      fc.pre(loadings !== null)
      for (const [i, one] of communality.entries()) {
        assert.ok(Math.abs(one! + uniqueness[i]! - 1) < 1e-12)
        assert.ok(uniqueness[i]! >= 0.005 && uniqueness[i]! <= 1)
        assert.equal(heywoodItems.includes(`q${i + 1}`), uniqueness[i] === 0.005)
      }
      assert.equal(issues.includes('heywood'), heywoodItems.length > 0)
      assert.ok(issues.includes('small-sample'))
    }),
    { numRuns: 40 },
  )
})

const plain = drawnRatings(7, { rows: 120, items: 6, factors: 2 })
const rest = Object.fromEntries(Object.entries(plain).slice(1))
const mostly = [[1, 0.5, 0.4, 0.3], [0.5, 1, 0.4, 0.3], [0.4, 0.4, 1, 0.3], [0.3, 0.3, 0.3, 1]] // prettier-ignore
const contradicting = [[1, 0.9, -0.9, 0.2], [0.9, 1, 0.9, 0.1], [-0.9, 0.9, 1, 0.3], [0.2, 0.1, 0.3, 1]] // prettier-ignore

type Refusal = { name: string; input: object; options?: object; issues: readonly string[] }
const refused: readonly Refusal[] = [
  { name: 'a constant item', input: { columns: { ...rest, q1: Array.from({ length: 120 }, () => 2) } }, issues: ['constant-item'] },
  { name: 'an empty item', input: { columns: { ...rest, q1: Array.from({ length: 120 }, () => null) } }, issues: ['all-missing', 'constant-item'] },
  { name: 'items that nobody answered both', input: { columns: { ...plain, q1: plain['q1']!.map((one, i) => (i < 60 ? one : null)), q2: plain['q2']!.map((one, i) => (i < 60 ? null : one)) } }, issues: ['no-overlap'] },
  { name: 'one item', input: { columns: { q1: plain['q1']! } }, issues: ['too-few-items'] },
  { name: 'no items', input: { columns: {} }, issues: ['no-data', 'small-sample'] },
  { name: 'no rows', input: { columns: { a: [], b: [], c: [] } }, issues: ['no-data', 'constant-item', 'small-sample'] },
  { name: 'two rows', input: { columns: { a: [1, 2], b: [3, 1], c: [1, 3] } }, issues: ['too-few-cases', 'collinear'] },
  { name: 'as many factors as items', input: { correlation: mostly, n: 200 }, options: { nFactors: 4 }, issues: ['too-many-factors'] },
  { name: 'factors without end', input: { correlation: mostly, n: 200 }, options: { nFactors: 1e9 }, issues: ['too-many-factors'] },
  { name: 'no factors', input: { correlation: mostly, n: 200 }, options: { nFactors: 0 }, issues: ['out-of-range'] },
  { name: 'a bound of 0', input: { correlation: mostly, n: 200 }, options: { uniquenessLowerBound: 0 }, issues: ['out-of-range'] },
  { name: 'a power without end', input: { correlation: mostly, n: 200 }, options: { rotation: 'promax', m: 1e9 }, issues: ['out-of-range'] },
  { name: 'a correlation above 1', input: { correlation: [[1, 2, 0], [2, 1, 0], [0, 0, 1]], n: 200 }, issues: ['out-of-range'] },
  { name: 'a correlation that is missing', input: { correlation: [[1, null, 0], [null, 1, 0], [0, 0, 1]], n: 200 }, issues: ['no-overlap'] },
  { name: 'ml with contradicting correlations', input: { correlation: contradicting, n: 200 }, options: { extraction: 'ml' }, issues: ['not-positive-definite'] },
  { name: 'ml with an item twice', input: { columns: { ...plain, again: plain['q1']! } }, options: { extraction: 'ml' }, issues: ['collinear', 'singular', 'not-positive-definite'] },
] // prettier-ignore

for (const { name, input, options = {}, issues } of refused)
  test(`efa refuses: ${name}`, () => {
    const answer = call({ op: 'efa', input, options: { nFactors: 1, ...options } }) as ReturnType<typeof efa>
    for (const key of ['loadings', 'phi', 'ssLoadings', 'chi2', 'p', 'rmsr', 'rmsea'] as const)
      assert.equal(answer[key], null, key)
    assert.ok([...answer.communality, ...answer.uniqueness].every((one) => one === null))
    assert.deepEqual(answer.issues, issues)
  })

const reported: readonly (Refusal & { nulls: readonly string[] })[] = [
  { name: 'too many factors to test', input: { correlation: mostly, n: 200 }, options: { nFactors: 2 }, nulls: ['p', 'rmsea'], issues: ['negative-df', 'too-many-factors'] },
  { name: 'just as many numbers as correlations', input: { correlation: mostly.slice(0, 3).map((row) => row.slice(0, 3)), n: 200 }, nulls: ['p', 'rmsea'], issues: ['not-identified'] },
  { name: 'n is not said', input: { correlation: mostly }, nulls: ['chi2', 'p', 'rmsea', 'n', 'stable'], issues: ['no-data'] },
  { name: 'contradicting correlations', input: { correlation: contradicting, n: 200 }, nulls: ['chi2', 'p', 'rmsea'], issues: ['not-positive-definite', 'heywood'] },
  { name: 'few rows', input: { correlation: mostly, n: 5 }, nulls: [], issues: ['small-sample'] },
  { name: 'hardly any rows', input: { correlation: mostly, n: 3 }, nulls: ['chi2', 'p', 'rmsea'], issues: ['small-sample', 'too-few-cases'] },
] // prettier-ignore

for (const { name, input, options = {}, nulls, issues } of reported)
  test(`efa answers what it can: ${name}`, () => {
    const answer = call({ op: 'efa', input, options: { nFactors: 1, ...options } }) as ReturnType<typeof efa>
    for (const key of ['loadings', 'phi', 'ssLoadings', 'df', 'chi2', 'p', 'rmsr', 'rmsea', 'n', 'stable'])
      assert.equal(answer[key] === null, nulls.includes(key), key)
    for (const issue of issues) assert.ok(answer.issues.includes(issue as never), issue)
  })

test('fewer than three cases to two items are called unstable', () => {
  const stable = (n: number): unknown =>
    efa({ items: undefined, columns: undefined, correlation: mostly, n }, { nFactors: 1 }).stable
  assert.deepEqual([stable(5), stable(6)], [false, true])
})

test('a table that is no correlation table cannot be read', () => {
  for (const input of [
    {},
    {
      correlation: [
        [1, 0.2, 0.1],
        [0.2, 1, 0.3],
      ],
    },
    {
      correlation: [
        [1, 0.2],
        [0.5, 1],
      ],
    },
    { correlation: mostly, items: ['a', 'b'] },
    { columns: { a: ['x', 'y'], b: [1, 2] } },
    { columns: plain, items: ['q1', 'q1'] },
    { columns: plain, items: ['q1', 'elsewhere'] },
    { columns: { a: [1, 2, 3], b: [1, 2] } },
  ]) /* prettier-ignore */ {
    const answer = call({ op: 'efa', input, options: { nFactors: 1 } })
    assert.equal((answer as { problem?: { code: string } }).problem?.code, 'bad-call', JSON.stringify(input))
  }
})

test('covariances are read as the correlations they hold', () => {
  const covariance = mostly.map((row, i) => row.map((one, j) => one * (i + 1) * (j + 1)))
  const [first, second] = [mostly, covariance].map((correlation) =>
    efa({ items: undefined, columns: undefined, correlation, n: 200 }, { nFactors: 1 }),
  )
  close(first!.loadings!, second!.loadings!)
})

test('ranks and polychoric correlations are analysed when asked for', () => {
  for (const correlationMethod of ['spearman', 'kendall', 'polychoric'] as const) {
    const answer = efa({ ...of(plain), correlationMethod }, { nFactors: 2 })
    const { r } = call(
      correlationMethod === 'polychoric'
        ? { op: 'polychoric', input: { columns: plain } }
        : { op: 'correlation', input: { columns: plain }, options: { method: correlationMethod } },
    ) as unknown as { r: Maybe[][] }
    close(
      answer.loadings!,
      efa({ items: undefined, columns: undefined, correlation: r, n: 120 }, { nFactors: 2 }).loadings!,
    )
  }
})
