// Alpha: what must not change it, what is left out, and what is null.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { call } from '../call.ts'
import { BadCall, type Columns } from '../shape.ts'
import { alpha, type AlphaOptions } from './alpha.ts'

type Numbers = {
  readonly alpha: number | null
  readonly standardised: number | null
  readonly averageR: number | null
  readonly guttman6: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
  readonly alphaIfDropped: (number | null)[] | null
  readonly itemRest: (number | null)[]
  readonly itemMean: (number | null)[]
  readonly itemSd: (number | null)[]
  readonly n: number
  readonly leftOut: string[]
  readonly suggestedReversed?: string[]
  readonly issues: string[]
}
const of = (columns: Columns, options?: AlphaOptions, items?: string[]): Numbers =>
  alpha({ columns, items }, options) as unknown as Numbers
const near = (actual: number | null, expected: number | null, within = 1e-8): void => {
  if (actual === null || expected === null) assert.equal(actual, expected)
  else assert.ok(Math.abs(actual - expected) <= within * (1 + Math.abs(expected)), `${actual} is not ${expected}`)
}
const allNear = (actual: readonly (number | null)[], expected: readonly (number | null)[]): void => {
  assert.equal(actual.length, expected.length)
  for (const [at, value] of actual.entries()) near(value, expected[at]!)
}
const NAMES = ['a', 'b', 'c', 'd']
const table = (least: number, gaps: boolean): fc.Arbitrary<Columns> =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 6 }),
        fc.array(gaps ? fc.option(fc.integer({ min: 0, max: 3 }), { freq: 6 }) : fc.integer({ min: 0, max: 3 }), {
          minLength: 4,
          maxLength: 4,
        }),
      ),
      { minLength: least, maxLength: 25 },
    )
    .map((rows) =>
      Object.fromEntries(
        NAMES.map((name, at) => [name, rows.map(([level, own]) => (own[at] === null ? null : level + own[at]!))]),
      ),
    )
const reversedRows = (columns: Columns): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.toReversed()]))
const changed = (columns: Columns, name: string, change: (value: number) => number): Columns => ({
  ...columns,
  [name]: columns[name]!.map((value) => (value === null ? null : change(value as number))),
})

test('neither the order of the rows nor that of the items changes it, nor a shift, nor a stretch of all', () => {
  fc.assert(
    fc.property(table(4, true), fc.constantFrom('pairwise', 'listwise'), (columns, missing) => {
      const one = of(columns, { missing })
      near(of(reversedRows(columns), { missing }).alpha, one.alpha)
      const backwards = of(columns, { missing }, NAMES.toReversed())
      near(backwards.alpha, one.alpha)
      near(backwards.guttman6, one.guttman6, 1e-6)
      allNear(backwards.alphaIfDropped!.toReversed(), one.alphaIfDropped!)
      allNear(backwards.itemRest.toReversed(), one.itemRest)
      near(
        of(
          changed(columns, 'b', (value) => value + 40),
          { missing },
        ).alpha,
        one.alpha,
      )
      const stretched = NAMES.reduce((all, name) => changed(all, name, (value) => value * 10), columns)
      near(of(stretched, { missing }).alpha, one.alpha)
    }),
  )
})

test('alpha without an item is the alpha of the others, and two items have none', () => {
  fc.assert(
    fc.property(table(4, true), (columns) => {
      const { alphaIfDropped, leftOut } = of(columns)
      if (leftOut.length > 0) return
      for (const [at, name] of NAMES.entries())
        near(
          alphaIfDropped![at]!,
          of(
            columns,
            {},
            NAMES.filter((one) => one !== name),
          ).alpha,
        )
    }),
  )
  assert.equal(of({ a: [1, 2, 4, 3], b: [1, 3, 4, 2] }).alphaIfDropped, null)
})

test('turning an item round and asking for it to be turned back leaves everything as it was', () => {
  fc.assert(
    fc.property(table(4, true), fc.constantFrom('pairwise', 'listwise'), (columns, missing) => {
      const worded = changed(columns, 'c', (value) => 9 - value)
      const back = of(worded, { missing, reverse: ['c'], scaleMin: 0, scaleMax: 9 })
      const one = of(columns, { missing })
      near(back.alpha, one.alpha)
      near(back.ciLow, one.ciLow)
      allNear(back.itemMean, one.itemMean)
      allNear(back.itemRest, one.itemRest)
    }),
  )
})

test('the interval holds alpha, alpha stays at 1 or below, and without gaps both ways of missing are one', () => {
  fc.assert(
    fc.property(table(3, false), (columns) => {
      const one = of(columns)
      assert.deepEqual(of(columns, { missing: 'listwise' }), one)
      if (one.alpha === null) return
      assert.ok(one.alpha <= 1 + 1e-12)
      assert.ok(one.ciLow! <= one.alpha + 1e-9 && one.alpha <= one.ciHigh! + 1e-9)
    }),
  )
})

test('items that say the same have alpha 1', () => {
  const {
    alpha: total,
    itemRest,
    standardised,
    averageR,
    guttman6,
    issues,
  } = of({ a: [1, 2, 4, 3], b: [1, 2, 4, 3], c: [2, 3, 5, 4] })
  near(total, 1)
  near(standardised, 1)
  near(averageR, 1)
  allNear(itemRest, [1, 1, 1])
  assert.equal(guttman6, null)
  assert.deepEqual(issues, ['small-sample'])
})

const LINE = [1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 5]
const WAVE = [2, 2, 3, 5, 4, 4, 2, 1, 1, 3, 4]
test('items worded the other way are suggested, and never turned unasked', () => {
  const turned = LINE.map((value, at) => 6 - value + (at % 3 === 0 ? 1 : 0))
  const one = of({ a: LINE, b: WAVE, c: turned })
  assert.deepEqual(one.suggestedReversed, ['c'])
  assert.ok(one.issues.includes('reverse-keyed') && one.issues.includes('negative-alpha'))
  assert.ok(one.alpha! < 0)
  assert.deepEqual(of({ a: LINE, b: WAVE, c: turned }, { suggestReversed: true }).alpha, one.alpha)
  assert.equal(of({ a: LINE, b: WAVE, c: turned }, { suggestReversed: false }).suggestedReversed, undefined)
  assert.deepEqual(
    of({ a: LINE, b: WAVE, c: turned }, { reverse: ['c'], scaleMin: 1, scaleMax: 5 }).suggestedReversed,
    [],
  )
  assert.deepEqual(of({ a: LINE, b: LINE.map((value) => -value) }).suggestedReversed, ['b'])
})

const none = { alpha: null, standardised: null, averageR: null, guttman6: null, ciLow: null, ciHigh: null }
const degenerate: readonly {
  name: string
  columns: Columns
  options?: AlphaOptions
  expected: Partial<Numbers>
  issues: string[]
}[] = [
  {
    name: 'no items',
    columns: {},
    expected: { ...none, alphaIfDropped: [], itemRest: [], n: 0 },
    issues: ['no-data', 'too-few-items', 'too-few-cases', 'small-sample'],
  },
  {
    name: 'no rows',
    columns: { a: [], b: [] },
    expected: { ...none, itemMean: [null, null], leftOut: ['a', 'b'] },
    issues: ['no-data', 'all-missing', 'too-few-items', 'too-few-cases', 'small-sample'],
  },
  {
    name: 'one item',
    columns: { a: LINE },
    expected: { ...none, alphaIfDropped: [null], itemRest: [null], leftOut: [] },
    issues: ['too-few-items'],
  },
  {
    name: 'two rows',
    columns: { a: [1, 2], b: [1, 2] },
    expected: { ...none, itemMean: [1.5, 1.5] },
    issues: ['too-few-cases', 'small-sample'],
  },
  {
    name: 'an item that one answered',
    columns: { a: LINE, b: WAVE, c: [...Array(10).fill(null), 4] },
    expected: { leftOut: ['c'], n: 11 },
    issues: ['constant-item'],
  },
  {
    name: 'all constant',
    columns: { a: Array(11).fill(2), b: Array(11).fill(3) },
    expected: { ...none, itemMean: [2, 3], itemSd: [0, 0], leftOut: ['a', 'b'] },
    issues: ['constant-item', 'too-few-items'],
  },
  {
    name: 'one varies',
    columns: { a: LINE, b: Array(11).fill(3) },
    expected: { ...none, leftOut: ['b'], alphaIfDropped: null },
    issues: ['constant-item', 'too-few-items'],
  },
  {
    name: 'an empty item',
    columns: { a: LINE, b: Array(11).fill(null) },
    expected: { ...none, itemMean: [32 / 11, null], leftOut: ['b'] },
    issues: ['all-missing', 'too-few-items'],
  },
  {
    name: 'a sum that does not vary',
    columns: { a: LINE, b: LINE.map((value) => -value) },
    expected: { alpha: null, ciLow: null, averageR: -1 },
    issues: ['zero-variance', 'reverse-keyed'],
  },
  {
    name: 'nothing in common',
    columns: { a: [...LINE, ...Array(11).fill(null)], b: [...Array(11).fill(null), ...LINE] },
    expected: { ...none, leftOut: [] },
    issues: ['no-overlap'],
  },
  {
    name: 'nothing in common, listwise',
    columns: { a: [1, 2, 4, null, null], b: [null, null, null, 1, 2] },
    options: { missing: 'listwise' },
    expected: { ...none, n: 0 },
    issues: ['no-data', 'too-few-cases', 'small-sample', 'no-overlap'],
  },
  {
    name: 'beyond numbers',
    columns: { a: LINE.map((value) => value * 1e200), b: WAVE.map((value) => value * 1e200) },
    expected: none,
    issues: ['out-of-range'],
  },
  {
    name: 'values beyond the bounds',
    columns: { a: LINE, b: WAVE },
    options: { reverse: ['b'], scaleMin: 1, scaleMax: 4 },
    expected: { leftOut: [] },
    issues: ['out-of-range', 'negative-alpha', 'reverse-keyed'],
  },
]
for (const { name, columns, options = {}, expected, issues } of degenerate)
  test(`${name}: null where it is not defined, and why`, () => {
    const answer = call({ op: 'alpha', input: { columns }, options }) as unknown as Numbers & Record<string, unknown>
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, answer[key]])), expected)
    assert.deepEqual(new Set(answer.issues), new Set(issues))
  })

test('reversal without both bounds, or of what is no item, is refused', () => {
  const columns = { a: LINE, b: WAVE }
  for (const options of [
    { reverse: ['a'] },
    { reverse: ['a'], scaleMin: 1 },
    { reverse: ['a'], scaleMax: 5 },
    { reverse: ['c'], scaleMin: 1, scaleMax: 5 },
  ]) {
    assert.throws(() => of(columns, options), BadCall)
    assert.equal(
      (call({ op: 'alpha', input: { columns }, options }) as { problem?: { code: string } }).problem?.code,
      'bad-call',
    )
  }
  assert.deepEqual(of(columns, { reverse: [] }), of(columns))
})
