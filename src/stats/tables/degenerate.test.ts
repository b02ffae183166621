// What the ops of this folder answer when a number is not defined: null in the shape that is expected, and the reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from '../call.ts'

const none = { issues: [] }
type Row = readonly [name: string, op: string, input: object, expected: Readonly<Record<string, unknown>>]
const rows: readonly Row[] = [
  ['no table', 'chiSquare', { table: [] }, { chi2: null, p: null, expected: [], cramersV: null, issues: ['no-data'] }],
  ['rows without columns', 'chiSquare', { table: [[], []] }, { chi2: null, expected: [[], []], issues: ['no-data'] }],
  [
    'nobody',
    'chiSquare',
    {
      table: [
        [0, 0],
        [0, 0],
      ],
    },
    { chi2: null, p: null, phi: null, chi2Yates: null, pYates: null, issues: ['no-data'] },
  ],
  [
    'a missing count',
    'chiSquare',
    {
      table: [
        [1, null],
        [3, 4],
      ],
    },
    {
      chi2: null,
      adjustedResiduals: [
        [null, null],
        [null, null],
      ],
      issues: ['no-data'],
    },
  ],
  [
    'one row',
    'chiSquare',
    { table: [[5, 6, 9]] },
    { chi2: null, p: null, df: null, cramersV: null, issues: ['too-few-groups'] },
  ],
  ['one column', 'chiSquare', { table: [[5], [6]] }, { chi2: null, p: null, issues: ['too-few-groups'] }],
  [
    'an empty row',
    'chiSquare',
    {
      table: [
        [0, 0],
        [30, 40],
      ],
    },
    {
      chi2: null,
      p: null,
      phi: null,
      adjustedResiduals: [
        [null, null],
        [null, null],
      ],
      minExpected: 0,
      issues: ['empty-row', 'low-expected'],
    },
  ],
  [
    'an empty column',
    'chiSquare',
    {
      table: [
        [0, 30],
        [0, 40],
      ],
    },
    { chi2: null, p: null, issues: ['empty-row', 'low-expected'] },
  ],
  [
    'a negative count',
    'chiSquare',
    {
      table: [
        [-1, 5],
        [6, 7],
      ],
    },
    { chi2: null, p: null, minExpected: null, issues: ['out-of-range'] },
  ],
  [
    'counts that no sum holds',
    'chiSquare',
    {
      table: [
        [1e308, 1e308],
        [1e308, 1],
      ],
    },
    { chi2: null, issues: ['out-of-range'] },
  ],
  [
    'very small counts',
    'chiSquare',
    {
      table: [
        [1e-320, 1e-320],
        [1e-320, 2e-320],
      ],
    },
    { issues: ['low-expected'] },
  ],
  ['no table', 'fisher', { table: [] }, { p: null, issues: ['no-data'] }],
  [
    'nobody',
    'fisher',
    {
      table: [
        [0, 0],
        [0, 0],
      ],
    },
    { p: null, oddsRatio: null, ciLow: null, ciHigh: null, issues: ['no-data'] },
  ],
  [
    'an empty row',
    'fisher',
    {
      table: [
        [0, 0],
        [3, 4],
      ],
    },
    { p: null, oddsRatio: null, ciLow: null, ciHigh: null, issues: ['empty-row'] },
  ],
  [
    'an empty column',
    'fisher',
    {
      table: [
        [0, 3],
        [0, 4],
      ],
    },
    { p: null, oddsRatio: null, issues: ['empty-row'] },
  ],
  [
    'half a person',
    'fisher',
    {
      table: [
        [1.5, 2],
        [3, 4],
      ],
    },
    { p: null, oddsRatio: null, issues: ['out-of-range'] },
  ],
  [
    'too many',
    'fisher',
    {
      table: [
        [1e12, 2],
        [3, 4],
      ],
    },
    { p: null, oddsRatio: null, issues: ['out-of-range'] },
  ],
  [
    'too many in a larger table',
    'fisher',
    {
      table: [
        [1e7, 2, 5],
        [3, 4, 5],
      ],
    },
    { p: null, issues: ['out-of-range'] },
  ],
  [
    'infinite odds',
    'fisher',
    {
      table: [
        [4, 0],
        [0, 3],
      ],
    },
    { oddsRatio: null, ciHigh: null, issues: ['empty-cell'] },
  ],
  [
    'no odds',
    'fisher',
    {
      table: [
        [0, 4],
        [3, 0],
      ],
    },
    { oddsRatio: 0, ciLow: 0, ...none },
  ],
  ['one row', 'fisher', { table: [[5, 6, 9]] }, { p: null, issues: ['too-few-groups'] }],
  [
    'one column that is not empty',
    'fisher',
    {
      table: [
        [5, 0, 0],
        [6, 0, 0],
      ],
    },
    { p: null, issues: ['empty-row', 'too-few-groups'] },
  ],
  ['no table', 'mcnemar', { table: [] }, { chi2Corrected: null, pCorrected: null, pExact: null, issues: ['no-data'] }],
  [
    'nobody changed',
    'mcnemar',
    {
      table: [
        [4, 0],
        [0, 9],
      ],
    },
    { chi2Corrected: null, pCorrected: null, pExact: null, issues: ['no-variation'] },
  ],
  ['one answer', 'mcnemar', { table: [[4]] }, { chi2Corrected: null, pExact: null, issues: ['too-few-groups'] }],
  [
    'a negative count',
    'mcnemar',
    {
      table: [
        [4, -1],
        [2, 3],
      ],
    },
    { pCorrected: null, pExact: null, issues: ['out-of-range'] },
  ],
  [
    'half a person',
    'mcnemar',
    {
      table: [
        [4, 1.5],
        [2, 3],
      ],
    },
    { pExact: null, issues: ['out-of-range'] },
  ],
  ['none', 'proportionCi', { successes: [], totals: [] }, { low: [], high: [], issues: ['no-data'] }],
  ['of nobody', 'proportionCi', { successes: [0], totals: [0] }, { low: [null], high: [null], issues: ['no-data'] }],
  [
    'some of nobody',
    'proportionCi',
    { successes: [2], totals: [0] },
    { low: [null], high: [null], issues: ['out-of-range'] },
  ],
  [
    'below nobody',
    'proportionCi',
    { successes: [-2], totals: [-1] },
    { low: [null], high: [null], issues: ['out-of-range'] },
  ],
  ['very many', 'proportionCi', { successes: [5e307], totals: [1e308] }, { low: [0.5], high: [0.5], ...none }],
  ['very few', 'proportionCi', { successes: [0], totals: [1e-320] }, { low: [0], ...none }],
  ['none', 'pAdjust', { p: [] }, { holm: [], hochberg: [], bh: [], by: [], bonferroni: [], issues: ['no-data'] }],
  ['all missing', 'pAdjust', { p: [null, null] }, { holm: [null, null], by: [null, null], issues: ['all-missing'] }],
  [
    'no probabilities',
    'pAdjust',
    { p: [-0.1, 1.2, 0.04] },
    { holm: [null, null, 0.04], bonferroni: [null, null, 0.04], issues: ['out-of-range'] },
  ],
]

for (const [name, op, input, expected] of rows)
  test(`${op}: ${name}`, () => {
    const answer = call({ op, input }) as Readonly<Record<string, unknown>>
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(answer[key], value, key)
  })

const refused: readonly Row[] = [
  ['rows of different lengths', 'chiSquare', { table: [[1, 2], [3]] }, {}],
  [
    'words',
    'fisher',
    {
      table: [
        ['a', 2],
        [3, 4],
      ],
    },
    {},
  ],
  ['no table at all', 'fisher', {}, {}],
  [
    'a table that is not square',
    'mcnemar',
    {
      table: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
    {},
  ],
  ['lists of different lengths', 'proportionCi', { successes: [1, 2], totals: [3] }, {}],
  ['a word among p-values', 'pAdjust', { p: [0.1, '0.2'] }, {}],
]
for (const [name, op, input] of refused)
  test(`${op} refuses ${name}`, () => {
    const answer = call({ op, input }) as Readonly<Record<string, { readonly code: string }>>
    assert.equal(answer['problem']?.code, 'bad-call')
  })
