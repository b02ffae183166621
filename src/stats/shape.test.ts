import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from './call.ts'

const columns = { a: [1, 2, 3, 5], b: [2, 1, 4, 4], c: [4, 3, 2, 2], school: ['x', 'x', 'y', 'y'] }

test('one name alone is a list of one, wherever a list of names is asked for', () => {
  const asked = (one: unknown) => [
    call({
      op: 'alpha',
      input: { columns, items: ['a', 'b', 'c'] },
      options: { reverse: one, scaleMin: 1, scaleMax: 5 },
    }),
    call({ op: 'scaleScores', input: { columns, items: ['a', 'c'] }, options: { scales: { calm: one } } }),
    call({ op: 'clusterRobust', input: { columns, outcome: 'a', cluster: 'school', covariates: one } }),
  ]
  assert.deepEqual(asked('c'), asked(['c']))
  for (const answer of asked('c')) assert.ok(!('problem' in answer))
  for (const answer of asked(3)) assert.ok('problem' in answer)
})
