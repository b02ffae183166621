// The ops of disclosure control as JSON calls them: the interface's examples, what is usual, and calls that cannot be read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call } from '../call.ts'
import { isObject } from '../shape.ts'
import { disclosingOps } from './ops.ts'

const isProblem = (answer: unknown): boolean => isObject(answer) && isObject(answer['problem'])
const tables = [
  {
    name: 'by year',
    rowsOf: 'school',
    columnsOf: 'year',
    rows: ['Ash', 'Elm'],
    columns: [7, 8],
    counts: [
      [3, 9],
      [8, 7],
    ],
  },
  {
    name: 'by sex',
    rowsOf: 'school',
    columnsOf: 'sex',
    rows: ['Ash', 'Elm'],
    columns: ['f', 'm'],
    counts: [
      [6, 6],
      [8, 7],
    ],
  },
]

test('the examples of the interface', () => {
  const input = {
    counts: [
      [12, 3],
      [9, 40],
    ],
    rows: ['a', 'b'],
    columns: ['x', 'y'],
  }
  assert.deepEqual(
    call({ op: 'suppress', input, options: { threshold: 5, zeroIsSafe: true, marginsPublished: true } }),
    {
      table: [
        [null, null, 15],
        [null, null, 49],
        [21, 43, 64],
      ],
      issues: [],
    },
  )
  const means = { groups: [{ name: 'Y7', n: 30, mean: 40.2 }], total: { n: 33, mean: 40 } }
  assert.deepEqual(call({ op: 'suppressMeans', input: means, options: { threshold: 10 } }), {
    means: { group: { Y7: null }, total: 40 },
    n: { group: { Y7: null }, total: 33 },
    issues: [],
  })
  const two = { first: [[40, 20]], second: [[37, 20]], labels: ['all', 'without one class'] }
  assert.deepEqual(call({ op: 'suppressDifferencing', input: two, options: { threshold: 5 } }), {
    second: [[null, 20]],
    issues: [],
  })
})

test('linked tables and repeated releases through the same command', () => {
  assert.deepEqual(call({ op: 'suppressLinked', input: { tables }, options: { threshold: 5 } }), {
    tables: [
      {
        name: 'by year',
        table: [
          [null, null, 12],
          [null, null, 15],
          [11, 16, 27],
        ],
      },
      {
        name: 'by sex',
        table: [
          [6, 6, 12],
          [8, 7, 15],
          [14, 13, 27],
        ],
      },
    ],
    hidden: 4,
    issues: [],
  })
  const may = (next: unknown[], threshold?: unknown): unknown =>
    call({ op: 'mayRelease', input: { next, shown: [[1, 2, 3, 4, 5, 6, 7, 8]] }, options: { threshold } })
  assert.deepEqual(may([1, 2, 3, 4], 4), { allowed: true, issues: [] })
  assert.deepEqual(may([1, 2, 3, 4, 5], 4), { allowed: false, issues: [] })
  assert.deepEqual(may([1, 2, 3, 4], 0), { allowed: false, issues: ['out-of-range'] })
  assert.deepEqual(may([1, 2, 3, 4]), { allowed: false, issues: [] }, 'the usual threshold is 10')
})

test('left out, null and the usual threshold are the same', () => {
  const inputs: Record<string, unknown> = {
    suppress: {
      counts: [
        [12, 9],
        [30, 40],
      ],
    },
    suppressMeans: {
      groups: [
        { name: 'a', n: 9, mean: 1 },
        { name: 'b', n: 12, mean: 1 },
      ],
      total: { n: 40, mean: 1 },
    },
    suppressDifferencing: { first: [[40, 20]], second: [[31, 20]] },
    suppressLinked: { tables },
    mayRelease: { next: Array.from({ length: 10 }, (_, at) => at), shown: [] },
  }
  for (const { name } of disclosingOps) {
    const ten = call({ op: name, input: inputs[name], options: { threshold: 10 } })
    assert.ok(!isProblem(ten), name)
    for (const options of [undefined, null, {}, { threshold: null }])
      assert.deepEqual(call({ op: name, input: inputs[name], options }), ten, name)
  }
})

test('calls that cannot be read', () => {
  const bad: [string, unknown][] = [
    ['suppress', {}],
    ['suppress', { counts: [[1, 'few']] }],
    ['suppress', { counts: [[1, 2], [3]] }],
    ['suppressMeans', { groups: [{ name: 'a', n: 1 }] }],
    ['suppressMeans', { groups: [[]], total: { n: 1 } }],
    ['suppressMeans', { groups: [null], total: { n: 1 } }],
    ['suppressMeans', { groups: { a: 1 }, total: null }],
    ['suppressDifferencing', { first: [[1]] }],
    ['suppressLinked', { tables: [null] }],
    ['suppressLinked', { tables: [{ ...tables[0], counts: 3 }] }],
    ['suppressLinked', { tables: [{ ...tables[0], within: { sex: ['f'] } }] }],
    ['suppressLinked', { tables, nested: [{ name: 'district', of: 'school', parts: { North: 'Ash' } }] }],
    ['suppressLinked', { tables, labels: ['Ash'] }],
    ['mayRelease', { next: [1], shown: [1] }],
  ]
  for (const [name, input] of bad) assert.ok(isProblem(call({ op: name, input })), `${name} ${JSON.stringify(input)}`)
})
