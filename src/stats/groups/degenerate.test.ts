// Data that an analysis cannot answer: constant, missing, too few, beyond all bounds. Each gives null in the usual shape and
// the reason; nothing gives NaN, throws or hangs.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import { BadCall } from '../shape.ts'
import { groupsOps } from './ops.ts'

type Answer = Readonly<Record<string, unknown>>
const ask = (name: string, input: unknown, options?: unknown): Answer =>
  groupsOps.find((op) => op.name === name)!.answer(input, options)

/** Every number in a raw answer, however deep. */
function numbers(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbers) : []
}
const two = (a: readonly unknown[], b: readonly unknown[]): unknown => ({ columns: { a, b }, twoColumns: true })
const long = (y: readonly unknown[], who: readonly unknown[], more = {}): unknown => ({
  columns: { y, who },
  outcome: 'y',
  group: 'who',
  ...more,
})
const crossed = (y: readonly unknown[], a: readonly unknown[], b: readonly unknown[]): unknown => ({
  outcome: 'y',
  factors: ['a', 'b'],
  columns: { y, a, b },
})
const mixed = (m1: readonly unknown[], m2: readonly unknown[], g: readonly unknown[], more = {}): unknown => ({
  subject: 'id',
  wide: ['m1', 'm2'],
  between: ['g'],
  columns: { id: m1.map((_, at) => `s${at}`), m1, m2, g },
  ...more,
})

type Row = readonly [
  name: string,
  op: string,
  input: unknown,
  issues: readonly string[],
  expected: Answer,
  options?: object,
]
const TABLE: readonly Row[] = [
  ['no rows', 'tTest', two([], []), ['no-data'], { t: null, p: null, mean1: null, sd1: null, n1: 0, n2: 0 }],
  ['all missing', 'tTest', two([null, null], [null]), ['all-missing', 'empty-group'], { t: null, difference: null }],
  [
    'an empty group',
    'tTest',
    long([1, 2], ['a', 'a'], { order: ['a', 'b'] }),
    ['empty-group'],
    { t: null, mean1: 1.5, n2: 0 },
  ],
  ['one group, no order', 'tTest', long([1, 2], ['a', 'a']), ['too-few-groups'], { t: null, n1: 0 }],
  [
    'a group of one, Welch',
    'tTest',
    two([1], [2, 3]),
    ['too-few-cases'],
    { t: null, p: null, difference: -1.5, sd1: null, n1: 1 },
  ],
  [
    'one against one, Student',
    'tTest',
    two([1], [2]),
    ['too-few-cases'],
    { t: null, difference: -1 },
    { variant: 'student' },
  ],
  [
    'both constant',
    'tTest',
    two([1, 1, 1], [2, 2]),
    ['zero-variance'],
    { t: null, p: null, ciLow: null, difference: -1, sd1: 0 },
  ],
  [
    'constant but for rounding',
    'tTest',
    two([0.1 + 0.2, 0.3, 0.3], [0.3, 0.3]),
    ['zero-variance'],
    { t: null, p: null },
  ],
  [
    'a difference beyond doubles',
    'tTest',
    two([1.5e308, 1.6e308], [-1.6e308, -1.5e308]),
    ['out-of-range'],
    { difference: null, ciLow: null, n1: 2 },
  ],
  [
    'both constant',
    'effectSize',
    two([1, 1], [2, 2]),
    ['zero-variance'],
    { d: null, g: null, ciLow: null, ciHigh: null },
  ],
  ['one degree of freedom', 'effectSize', two([1, 2], [5]), ['too-few-cases'], { g: null, ciLow: null }],
  ['one against one', 'effectSize', two([1], [5]), ['too-few-cases'], { d: null, g: null }],
  ['an empty group', 'effectSize', two([1, 2], [null]), ['empty-group'], { d: null, g: null }],
  ['all values the same', 'mannWhitney', two([2, 2], [2, 2, 2]), ['no-variation'], { U: 3, p: null, rankBiserial: 0 }],
  ['one against one', 'mannWhitney', two([2], [1]), [], { U: 1, p: 1 }],
  ['no rows', 'mannWhitney', two([], []), ['no-data'], { U: null, p: null }],
  [
    'no items',
    'itemComparisons',
    { items: [], group: 'g', columns: { g: ['a', 'b'] } },
    ['too-few-items'],
    { p: [], holm: [], bh: [], g: [] },
  ],
  [
    'a constant and an empty item',
    'itemComparisons',
    {
      items: ['x', 'y', 'z'],
      group: 'g',
      columns: { g: ['a', 'b', 'a', 'b'], x: [1, 1, 1, 1], y: [null, null, null, null], z: [1, 2, 3, 5] },
    },
    ['constant-item', 'zero-variance', 'all-missing', 'empty-group'],
    { n1: [2, 0, 2], n2: [2, 0, 2] },
  ],
  ['no rows', 'anova', long([], []), ['no-data'], { F: null, p: null, welchF: null, leveneF: null, etaSquared: null }],
  ['all missing', 'anova', long([null, null], ['a', 'b']), ['all-missing'], { F: null }],
  ['one group', 'anova', long([1, 2, 3], ['a', 'a', 'a']), ['too-few-groups'], { F: null, df1: null }],
  [
    'a group without outcomes',
    'anova',
    long([1, 2, null], ['a', 'a', 'b']),
    ['empty-group', 'too-few-groups'],
    { F: null },
  ],
  [
    'groups of one',
    'anova',
    long([1, 2, 3], ['a', 'b', 'c']),
    ['too-few-cases'],
    { F: null, p: null, df2: 0, welchF: null, etaSquared: null, leveneF: null },
  ],
  [
    'one group of one',
    'anova',
    long([1, 2, 3], ['a', 'b', 'b']),
    ['too-few-cases'],
    { df2: 1, welchF: null, welchP: null },
  ],
  [
    'constant',
    'anova',
    long([2, 2, 2, 2], ['a', 'a', 'b', 'b']),
    ['no-variation'],
    { F: null, p: null, etaSquared: null, welchF: null },
  ],
  [
    'no variation within',
    'anova',
    long([1, 1, 2, 2], ['a', 'a', 'b', 'b']),
    ['zero-variance'],
    { F: null, p: null, etaSquared: 1, welchP: null },
  ],
  [
    'one group constant',
    'anova',
    long([1, 1, 2, 3], ['a', 'a', 'b', 'b']),
    ['zero-variance'],
    { df2: 2, welchF: null },
  ],
  [
    'one group',
    'postHoc',
    long([1, 2], ['a', 'a']),
    ['too-few-groups'],
    { difference: null, tukeyP: null, gamesHowellP: null },
  ],
  [
    'no variation within',
    'postHoc',
    long([1, 1, 2, 2], ['a', 'a', 'b', 'b']),
    ['zero-variance'],
    { difference: { 'b-a': 1 }, tukeyP: { 'b-a': null }, tukeyLow: { 'b-a': null }, gamesHowellP: { 'b-a': null } },
  ],
  [
    'groups of one',
    'postHoc',
    long([1, 2], ['a', 'b']),
    ['too-few-cases'],
    { difference: { 'b-a': 1 }, tukeyP: { 'b-a': null }, dfError: 0 },
  ],
  [
    'too many groups',
    'postHoc',
    long(
      [...Array(200).keys()],
      [...Array(200).keys()].map((at) => at % 100),
    ),
    ['out-of-range'],
    { difference: null },
  ],
  [
    'no rows',
    'anova2',
    crossed([], [], []),
    ['no-data'],
    { F3_A: null, F2_B: null, p3_AB: null, dfError: null, partialEta_A: null },
  ],
  ['all missing', 'anova2', crossed([null, null], ['a', 'b'], ['c', 'd']), ['all-missing'], { F3_A: null }],
  [
    'one level',
    'anova2',
    crossed([1, 2, 3], ['a', 'a', 'a'], ['c', 'd', 'd']),
    ['too-few-groups'],
    { F3_A: null, F2_B: null },
  ],
  [
    'an empty cell',
    'anova2',
    crossed([1, 2, 3, 4, 6], ['a', 'a', 'b', 'b', 'a'], ['c', 'd', 'c', 'c', 'd']),
    ['empty-cell', 'rank-deficient'],
    { F3_A: null, p3_AB: null, F2_A: null, dfError: 2 },
  ],
  [
    'several empty cells',
    'anova2',
    crossed([1, 2, 3, 4], ['a', 'b', 'c', 'c'], ['x', 'y', 'z', 'z']),
    ['empty-cells', 'rank-deficient'],
    { F3_A: null },
  ],
  [
    'one case a cell',
    'anova2',
    crossed([1, 2, 3, 9], ['a', 'a', 'b', 'b'], ['c', 'd', 'c', 'd']),
    ['too-few-cases'],
    { F3_A: null, dfError: 0, df_A: 1 },
  ],
  [
    'constant',
    'anova2',
    crossed([3, 3, 3, 3, 3], ['a', 'a', 'b', 'b', 'a'], ['c', 'd', 'c', 'd', 'c']),
    ['no-variation'],
    { F3_A: null, partialEta_A: null },
  ],
  [
    'no variation within',
    'anova2',
    crossed([3, 4, 5, 6, 3], ['a', 'a', 'b', 'b', 'a'], ['c', 'd', 'c', 'd', 'c']),
    ['zero-variance'],
    { F3_A: null },
  ],
  [
    'no rows',
    'mixedAnova',
    mixed([], [], []),
    ['no-data'],
    { F_between: null, p_interaction_gg: null, mauchlyW: null, n: 0 },
  ],
  ['all missing', 'mixedAnova', mixed([1, null], [null, 2], ['a', 'b']), ['all-missing'], { F_within: null }],
  [
    'one measure',
    'mixedAnova',
    mixed([1, 2, 3], [1, 2, 3], ['a', 'b', 'a'], { wide: ['m1'] }),
    ['too-few-items'],
    { F_within: null, df1_within: null },
  ],
  [
    'one group',
    'mixedAnova',
    mixed([1, 2, 4], [1, 5, 3], ['a', 'a', 'a']),
    ['too-few-groups'],
    { F_between: null, F_interaction: null, df1_within: 1, df2_within: 2 },
  ],
  ['one subject a group', 'mixedAnova', mixed([1, 2], [1, 5], ['a', 'b']), ['too-few-cases'], { F_within: null }],
  [
    'constant',
    'mixedAnova',
    mixed([1, 1, 1, 1], [1, 1, 1, 1], ['a', 'b', 'a', 'b']),
    ['zero-variance'],
    { F_between: null, F_within: null, greenhouseGeisser: null },
  ],
  [
    'gaps all alike',
    'mixedAnova',
    mixed([1, 2, 4, 7], [2, 3, 5, 8], ['a', 'b', 'a', 'b']),
    ['zero-variance'],
    { F_within: null, p_interaction: null, df2_between: 2 },
  ],
]

for (const [name, op, input, issues, expected, options] of TABLE)
  test(`${op}: ${name}`, () => {
    const answer = ask(op, input, options)
    assert.deepEqual(answer['issues'], issues)
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(answer[key], value, key)
    for (const one of numbers(answer)) assert.ok(Number.isFinite(one))
  })

test('several between factors keep their terms when nothing can be said of them', () => {
  const columns = { id: ['x', 'y'], m1: [1, 2], m2: [2, 3], g: ['a', 'b'], h: ['c', 'd'] }
  const answer = ask('mixedAnova', { subject: 'id', wide: ['m1', 'm2'], between: ['g', 'h'], columns })
  const none = {
    g: null,
    h: null,
    'g:h': null,
    dimension: null,
    'g:dimension': null,
    'h:dimension': null,
    'g:h:dimension': null,
  }
  assert.deepEqual([answer['F'], answer['p'], answer['generalEta']], [none, none, none])
  assert.deepEqual(answer['issues'], ['empty-cells', 'rank-deficient'])
})

test('fewer subjects than measures: no test of sphericity, but the rest', () => {
  const columns = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name, j) => [name, [1, 3, 2, 5].map((one, i) => one * (j + 1) + ((i * j) % 3))]),
  )
  const answer = ask('mixedAnova', {
    wide: Object.keys(columns),
    between: ['g'],
    columns: { ...columns, g: ['x', 'y', 'x', 'y'] },
  })
  assert.deepEqual([answer['mauchlyW'], answer['mauchlyP'], answer['issues']], [null, null, ['singular']])
  assert.ok(Number(answer['F_within']) > 0 && Number(answer['greenhouseGeisser']) <= 1)
})

const BAD: readonly (readonly [name: string, op: string, input: unknown])[] = [
  ['no outcome', 'tTest', { columns: { a: [1] }, group: 'a' }],
  ['no such column', 'tTest', long([1], ['a'], { outcome: 'x' })],
  ['words as outcomes', 'tTest', long(['x', 'y'], ['a', 'b'])],
  ['three groups and no order', 'tTest', long([1, 2, 3], ['a', 'b', 'c'])],
  ['an order of one', 'tTest', long([1, 2], ['a', 'b'], { order: ['a'] })],
  ['the same group twice', 'mannWhitney', long([1, 2], ['a', 'b'], { order: ['a', 'a'] })],
  ['one column', 'effectSize', { columns: { a: [1] }, twoColumns: true }],
  ['unequal lengths', 'anova', long([1, 2], ['a'])],
  ['one factor', 'anova2', { outcome: 'y', factors: ['a'], columns: { y: [1], a: ['x'] } }],
  ['the same factor twice', 'anova2', { outcome: 'y', factors: ['a', 'a'], columns: { y: [1], a: ['x'] } }],
  [
    'a subject on two rows',
    'mixedAnova',
    mixed([1, 2], [3, 4], ['a', 'b'], { columns: { id: [1, 1], m1: [1, 2], m2: [1, 2], g: [1, 2] } }),
  ],
  [
    'a factor named as the measures are',
    'mixedAnova',
    { wide: ['a', 'b'], between: ['dimension', 'g'], columns: { a: [1], b: [1], dimension: [1], g: [1] } },
  ],
]
for (const [name, op, input] of BAD) test(`${op} refuses ${name}`, () => assert.throws(() => ask(op, input), BadCall))

test('whatever the values are: finite numbers or null, or a call refused in a sentence', () => {
  const cell = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, 1.7e308, -1.7e308, 5e-324, 1e-200, 0),
  )
  const kinds = fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 12, maxLength: 12 })
  const column = fc.array(cell, { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(column, column, column, kinds, kinds, (x, y, z, g, h) => {
      const columns = { x, y, z, g, h }
      const one = { columns, outcome: 'x', group: 'g' }
      const calls: [string, unknown][] = [
        ...['tTest', 'effectSize', 'mannWhitney'].flatMap((name): [string, unknown][] => [
          [name, { ...one, order: ['a', 'b'] }],
          [name, { columns: { x, y }, twoColumns: true }],
        ]),
        ['itemComparisons', { items: ['x', 'y', 'z'], group: 'g', order: ['b', 'c'], columns }],
        ['anova', one],
        ['postHoc', one],
        ['anova2', { outcome: 'x', factors: ['g', 'h'], columns }],
        ['mixedAnova', { wide: ['x', 'y', 'z'], between: ['g'], columns }],
        ['mixedAnova', { wide: ['x', 'y'], between: ['g', 'h'], columns }],
      ]
      for (const [name, input] of calls) {
        const answer = ask(name, input)
        for (const number of numbers(answer)) assert.ok(Number.isFinite(number), name)
        for (const [key, p] of Object.entries(answer))
          if (/^(p|p[_23].*|welchP|leveneP|mauchlyP)$/.test(key) && typeof p === 'number')
            assert.ok(p >= 0 && p <= 1, key)
      }
    }),
    { numRuns: 25 },
  )
})

test('hostile sizes end soon', () => {
  const names = Array.from({ length: 150 }, (_, at) => `m${at}`)
  const wide = Object.fromEntries(names.map((name) => [name, [1, 2, 3]]))
  assert.deepEqual(ask('mixedAnova', { wide: names, between: [], columns: wide })['issues'], ['out-of-range'])
  const rows = Array.from({ length: 3000 }, (_, at) => at)
  const many = { y: rows, a: rows.map((at) => at % 50), b: rows.map((at) => at % 49) }
  assert.deepEqual(ask('anova2', { outcome: 'y', factors: ['a', 'b'], columns: many })['issues'], ['out-of-range'])
  const factors = names.slice(0, 12)
  const deep = { ...wide, x: [1, 2, 3], y: [2, 4, 3] }
  assert.deepEqual(ask('mixedAnova', { wide: ['x', 'y'], between: factors, columns: deep })['issues'], ['out-of-range'])
})
