// What the ops of this folder answer when a number is not defined: null in the shape that is expected, and the reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from '../call.ts'

type Row = readonly [name: string, op: string, input: object, expected: Readonly<Record<string, unknown>>]

const two = (a: readonly unknown[], b: readonly unknown[], rest: object = {}): object => ({
  a: 'x',
  b: 'y',
  columns: { x: a, y: b },
  ...rest,
})
const noKappa = { kappa: null, se: null, ciLow: null, ciHigh: null, linear: null, quadratic: null }
const noFleiss = { kappa: null, seNull: null, z: null }
const noAlpha = { nominal: null, ordinal: null, interval: null, ratio: null }
const thousands = Array.from({ length: 3000 }, (_, i) => i)

const rows: readonly Row[] = [
  ['no rows', 'cohenKappa', two([], []), { ...noKappa, n: 0, issues: ['no-data', 'no-pairs'] }],
  [
    'one rater said nothing',
    'cohenKappa',
    two([null, null], [1, 2]),
    { ...noKappa, issues: ['all-missing', 'no-pairs'] },
  ],
  ['no case in common', 'cohenKappa', two([null, 1], [2, null]), { ...noKappa, observed: null, issues: ['no-pairs'] }],
  [
    'both always the same',
    'cohenKappa',
    two([1, 1, 1], [1, 1, 1]),
    { ...noKappa, observed: 1, issues: ['no-variation'] },
  ],
  [
    'one of three categories',
    'cohenKappa',
    two([1, 1], [1, 1], { categories: [0, 1, 2] }),
    { ...noKappa, expected: 1 },
  ],
  [
    'no categories',
    'cohenKappa',
    two([1], [1], { categories: [] }),
    { ...noKappa, issues: ['out-of-range', 'no-pairs'] },
  ],
  ['thousands of categories', 'cohenKappa', two(thousands, thousands), { ...noKappa, issues: ['out-of-range'] }],
  ['never agreed', 'cohenKappa', two([1], [2]), { kappa: 0, observed: 0, expected: 0, n: 1, issues: [] }],
  ['no cases', 'fleissKappa', { counts: [] }, { ...noFleiss, categoryKappa: [], issues: ['no-data'] }],
  [
    'nobody rated',
    'fleissKappa',
    { counts: [[0, 0]] },
    { ...noFleiss, categoryKappa: [null, null], issues: ['empty-row', 'no-data'] },
  ],
  [
    'always the same',
    'fleissKappa',
    {
      counts: [
        [3, 0],
        [3, 0],
      ],
    },
    { ...noFleiss, categoryKappa: [null, null], observed: 1, issues: ['no-variation'] },
  ],
  [
    'one rater',
    'fleissKappa',
    {
      counts: [
        [1, 0],
        [0, 1],
      ],
    },
    { ...noFleiss, categoryKappa: [null, null], issues: ['no-pairs'] },
  ],
  [
    'unequal numbers of raters',
    'fleissKappa',
    {
      counts: [
        [2, 1],
        [1, 1],
      ],
    },
    { ...noFleiss, issues: ['out-of-range'] },
  ],
  ['half a rater', 'fleissKappa', { counts: [[1.5, 1.5]] }, { ...noFleiss, issues: ['out-of-range'] }],
  ['fewer than nobody', 'fleissKappa', { counts: [[-1, 4]] }, { ...noFleiss, issues: ['out-of-range'] }],
  ['more than can be counted', 'fleissKappa', { counts: [[1e308, 1]] }, { ...noFleiss, issues: ['out-of-range'] }],
  [
    'a missing count',
    'fleissKappa',
    {
      counts: [
        [2, 1],
        [null, 3],
      ],
    },
    { kappa: -0.5, n: 1, issues: ['empty-cell'] },
  ],
  ['no coders', 'krippendorff', { ratings: [] }, { ...noAlpha, issues: ['no-data', 'no-pairs'] }],
  ['nothing coded', 'krippendorff', { ratings: [[null, null]] }, { ...noAlpha, issues: ['all-missing', 'no-pairs'] }],
  ['one coder', 'krippendorff', { ratings: [[1, 2, 3]] }, { ...noAlpha, units: 0, issues: ['no-pairs'] }],
  [
    'no unit in common',
    'krippendorff',
    {
      ratings: [
        [1, null],
        [null, 2],
      ],
    },
    { ...noAlpha, issues: ['no-pairs'] },
  ],
  [
    'no variation',
    'krippendorff',
    {
      ratings: [
        [1, 1],
        [1, 1],
      ],
    },
    { ...noAlpha, issues: ['no-variation'] },
  ],
  [
    'the ends of numbers',
    'krippendorff',
    {
      ratings: [
        [1e308, -1e308],
        [1, 2],
      ],
    },
    { nominal: 0, ratio: null, issues: ['out-of-range'] },
  ],
  ['no themes', 'krippendorff', { themes: [] }, { nominalPerTheme: [], issues: ['no-data'] }],
  [
    'a theme nobody coded',
    'krippendorff',
    {
      themes: [
        [
          [1, 0],
          [1, 0],
        ],
        [[null], [null]],
      ],
    },
    { nominalPerTheme: [1, null], issues: ['all-missing', 'no-pairs'] },
  ],
  [
    'no rows',
    'limitsOfAgreement',
    two([], []),
    { bias: null, low: null, high: null, iccAgreement: null, issues: ['no-data', 'too-few-cases'] },
  ],
  [
    'one measure is missing',
    'limitsOfAgreement',
    two([null], [1]),
    { bias: null, issues: ['all-missing', 'too-few-cases'] },
  ],
  [
    'no row in common',
    'limitsOfAgreement',
    two([1, null], [null, 2]),
    { bias: null, issues: ['no-pairs', 'too-few-cases'] },
  ],
  [
    'one row',
    'limitsOfAgreement',
    two([1], [2]),
    { bias: -1, low: null, high: null, iccAgreement: null, issues: ['too-few-cases'] },
  ],
  [
    'nothing varies',
    'limitsOfAgreement',
    two([1, 1], [1, 1]),
    { bias: 0, low: 0, high: 0, iccAgreement: null, issues: ['no-variation'] },
  ],
  [
    'always one apart',
    'limitsOfAgreement',
    two([1, 2], [2, 3]),
    { bias: -1, low: -1, high: -1, iccAgreement: 0.5, issues: ['zero-variance'] },
  ],
  [
    'one measure is constant',
    'limitsOfAgreement',
    two([1, 2, 3], [3, 3, 3]),
    { bias: -1, iccAgreement: 0, issues: [] },
  ],
]
for (const [name, op, input, expected] of rows)
  test(`${op}: ${name}`, () => {
    const answer = call({ op, input }) as Readonly<Record<string, unknown>>
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(answer[key], value, key)
  })

test('cohenKappa: weights left out, null or both are one thing; none leaves the weighted ones out', () => {
  const input = two([0, 1, 2, 2], [0, 1, 1, 2])
  const usual = call({ op: 'cohenKappa', input })
  assert.deepEqual(call({ op: 'cohenKappa', input, options: { weights: null } }), usual)
  assert.deepEqual(call({ op: 'cohenKappa', input, options: { weights: 'both' } }), usual)
  const { linear, linearSe, quadratic, quadraticSe, ...plain } = usual as unknown as Record<string, unknown>
  assert.ok([linear, linearSe, quadratic, quadraticSe].every((one) => typeof one === 'number'))
  assert.deepEqual(call({ op: 'cohenKappa', input, options: { weights: 'none' } }), plain)
})

const refused: readonly Row[] = [
  ['columns of different lengths', 'cohenKappa', two([1, 2], [1]), {}],
  ['a column that is not there', 'cohenKappa', { a: 'x', b: 'z', columns: { x: [1] } }, {}],
  ['rows of different lengths', 'fleissKappa', { counts: [[1, 2], [3]] }, {}],
  ['neither ratings nor themes', 'krippendorff', {}, {}],
  ['a theme that is one row', 'krippendorff', { themes: [[1, 2]] }, {}],
  ['words', 'limitsOfAgreement', two(['a'], [1]), {}],
]
for (const [name, op, input] of refused)
  test(`${op} refuses ${name}`, () => {
    const answer = call({ op, input }) as Readonly<Record<string, { readonly code: string }>>
    assert.equal(answer['problem']?.code, 'bad-call')
  })
