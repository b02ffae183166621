// Evaluations that cannot be made: what cannot be said is null, in its shape, with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from '../call.ts'

const eight = { s: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'], t: [0, 0, 0, 0, 1, 1, 1, 1], p: [0, 0, 1, 1, 0, 0, 1, 1] }
const y = [3, 4, 4, 5, 2, 5, 6, 9]
const trial = { outcome: 'y', cluster: 's', treat: 't', post: 'p' }
const nulls2 = [null, null]
const nothing: readonly { op: string; input: object; options?: object; issues: readonly string[]; shown: object }[] = [
  {
    op: 'clusterRobust',
    input: { columns: { y: [], s: [], x: [] }, outcome: 'y', cluster: 's', covariates: ['x'] },
    issues: ['no-data'],
    shown: { coef: nulls2, seCR1: nulls2, dfCR2: nulls2, clusters: 0 },
  },
  {
    op: 'clusterRobust',
    input: {
      columns: { y: [1, 2, 4], s: ['a', 'a', 'a'], x: [1, 2, 2] },
      outcome: 'y',
      cluster: 's',
      covariates: ['x'],
    },
    issues: ['too-few-clusters'],
    shown: { seCR0: nulls2, seCR1: nulls2, pCR1: nulls2, clusters: 1 },
  },
  {
    op: 'clusterRobust',
    input: { columns: { ...eight, y, x: y.map(() => 7) }, outcome: 'y', cluster: 's', covariates: ['x'] },
    issues: ['few-clusters', 'constant', 'collinear', 'rank-deficient'],
    shown: { coef: [4.75, null] },
  },
  {
    op: 'clusterRobust',
    input: { columns: { ...eight, y: y.map(() => 2), x: y }, outcome: 'y', cluster: 's', covariates: ['x'] },
    issues: ['few-clusters', 'constant', 'no-variation', 'zero-variance'],
    shown: { coef: [2, 0], seCR1: [0, 0], tCR1: nulls2, pCR1: nulls2 },
  },
  {
    op: 'clusterRobust',
    input: { columns: { y: [-1e308, 1e308, 1], s: ['a', 'b', 'c'] }, outcome: 'y', cluster: 's' },
    issues: ['few-clusters', 'out-of-range'],
    shown: { coef: [null], seOls: [null] },
  },
  {
    op: 'did',
    input: { ...trial, columns: { ...eight, y, p: y.map(() => 0) } },
    issues: ['few-clusters', 'empty-cell', 'collinear', 'rank-deficient', 'not-identified'],
    shown: {
      estimate: null,
      se: null,
      p: null,
      means: [
        [4, null],
        [5.5, null],
      ],
    },
  },
  {
    op: 'did',
    input: { ...trial, columns: { ...eight, y, t: eight.t.map((one) => one + 1) } },
    issues: ['few-clusters', 'out-of-range'],
    shown: { estimate: null },
  },
  {
    op: 'did',
    input: { ...trial, columns: { ...eight, y, s: y.map(() => 'a') } },
    issues: ['too-few-clusters'],
    shown: { estimate: 3, se: null, df: null, ciLow: null, clusters: 1 },
  },
  {
    op: 'did',
    input: {
      ...trial,
      columns: { ...eight, y, cell: eight.t.map((t, i) => 2 * t + eight.p[i]!) },
      fixedEffects: 'cell',
    },
    issues: ['few-clusters', 'not-identified'],
    shown: { estimate: null, se: null },
  },
  {
    op: 'logistic',
    input: { columns: { y: [0, 1, 2], x: [1, 2, 3] }, outcome: 'y', covariates: ['x'] },
    issues: ['out-of-range'],
    shown: { coef: nulls2, fitted: [null, null, null] },
  },
  {
    op: 'logistic',
    input: { columns: { y: [1, 1, 1], x: [1, 2, 3] }, outcome: 'y', covariates: ['x'] },
    issues: ['constant', 'no-variation', 'separation'],
    shown: { coef: nulls2, deviance: null },
  },
  {
    op: 'match',
    input: {
      columns: { id: [1, 2, 3], t: [1, 1, 1], y: [1, 2, 3], x: [1, 2, 4] },
      id: 'id',
      treated: 't',
      outcome: 'y',
      covariates: ['x'],
    },
    issues: ['empty-group'],
    shown: { pairs: [], matched: null, att: null, attSeCluster: null, smdBefore: [null], smdAfter: [null] },
  },
  {
    op: 'match',
    input: {
      columns: { id: [1, 2, 3, 4], t: [0, 1, 0, 1], y: [1, 2, 3, 4], x: [1, 2, 1, 2] },
      id: 'id',
      treated: 't',
      outcome: 'y',
      covariates: ['x'],
    },
    issues: ['separation', 'zero-variance'],
    shown: { pairs: [], matched: null },
  },
  {
    op: 'match',
    input: {
      columns: { id: [1, 2, 3, 4], t: [0, 1, 0, 1], y: [1, 2, 3, 4], x: [1, 2, 4, 2] },
      id: 'id',
      treated: 't',
      outcome: 'y',
      covariates: ['x'],
    },
    options: { caliper: 0.001 },
    issues: ['no-pairs', 'no-overlap', 'zero-variance'],
    shown: { matched: 0, unmatchedTreated: 2, att: null, smdAfter: [null] },
  },
]

test('what cannot be said is null, in its shape, with its reason', () => {
  for (const { op, input, options, issues, shown } of nothing) {
    const answer = call({ op, input, options }) as Record<string, unknown>
    assert.deepEqual(answer['issues'], issues, JSON.stringify({ op, input }))
    for (const [key, value] of Object.entries(shown)) assert.deepEqual(answer[key], value, `${op} ${key}`)
  }
})
