// The op as it is called: which tail is meant, what is null and why, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BadCall } from '../shape.ts'
import { lawsOps } from './ops.ts'

const op = lawsOps[0]!
const answer = (
  q: unknown,
  tail?: unknown,
): { readonly p: readonly (number | null)[]; readonly issues: readonly string[] } =>
  op.answer({ q }, tail === undefined ? undefined : { tail }) as never

test('without a tail, t and norm are away from zero and the others upwards', () => {
  const rows = [
    ['t', 2, 7],
    ['norm', 1.3],
  ] as const
  fc.assert(
    fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.integer({ min: 1, max: 200 }), (q, df) => {
      const [up, down, z, minusZ] = answer([
        ['t', q, df],
        ['t', -q, df],
        ['norm', q],
        ['norm', -q],
      ]).p
      assert.equal(up, down)
      assert.equal(z, minusZ)
      assert.ok(up! <= 0.5 && z! <= 0.5)
    }),
  )
  assert.deepEqual(
    answer([
      ['t', 0, 3],
      ['norm', 0],
      ['t', -0, 3],
    ]).p,
    [0.5, 0.5, 0.5],
  )
  assert.deepEqual(answer(rows).p, answer(rows, null).p)
  assert.deepEqual(answer(rows).p, answer(rows, 'upper for t>0, f, chisq, tukey; lower for negative').p)
})

test('upper and lower add up to one, and both is twice the smaller for t and norm', () => {
  const rows = [
    ['t', -1.7, 9],
    ['t', 0.4, 2.5],
    ['norm', 2],
    ['f', 1.2, 3, 30],
    ['chisq', 7, 4],
    ['tukey', 3, 4, 25],
  ]
  const [upper, lower, both] = ['upper', 'lower', 'both'].map((tail) => answer(rows, tail).p as readonly number[])
  for (const [at, p] of upper!.entries()) {
    assert.ok(Math.abs(p + lower![at]! - 1) < 1e-14)
    assert.ok(Math.abs(both![at]! - (at < 3 ? 2 * Math.min(p, lower![at]!) : p)) < 1e-15)
  }
})

const undefinedRows: readonly (readonly [row: unknown, issue: string])[] = [
  [['t', 1, 0], 'out-of-range'],
  [['t', 1, -3], 'out-of-range'],
  [['f', 1, 0, 5], 'out-of-range'],
  [['f', 1, 5, -1], 'out-of-range'],
  [['chisq', 1, 0], 'out-of-range'],
  [['tukey', 3, 1, 10], 'out-of-range'],
  [['tukey', 3, 3, 0], 'out-of-range'],
  [['tukey', 3, 1e9, 10], 'out-of-range'],
  [['t', null, 5], 'no-data'],
  [['norm', null], 'no-data'],
  [['f', 2, 3, null], 'no-data'],
]
for (const [row, issue] of undefinedRows)
  test(`${JSON.stringify(row)} is null: ${issue}`, () => {
    const { p, issues } = answer([row, ['norm', -1]])
    assert.deepEqual([p[0], issues], [null, [issue]])
    assert.ok(Math.abs(p[1]! - 0.15865525393145707) < 1e-15)
  })

test('an empty list has no probabilities, and says so', () =>
  assert.deepEqual(answer([]), { p: [], issues: ['no-data'] }))

test('huge and tiny numbers give a probability or null, soon', () => {
  const values = [-1e308, -1, 0, 1e-320, 1e-8, 1, 1e8, 1e308]
  const begun = performance.now()
  for (const q of values)
    for (const a of values)
      for (const b of values) {
        const { p, issues } = answer([
          ['t', q, a],
          ['norm', q],
          ['f', q, a, b],
          ['chisq', q, a],
          ['tukey', q, 3, a],
        ])
        for (const one of p) assert.ok(one === null || (one >= 0 && one <= 1), `${q} ${a} ${b}: ${p.join(' ')}`)
        assert.equal(p.includes(null), issues.includes('out-of-range'))
      }
  assert.ok(performance.now() - begun < 60_000)
})

const refused: readonly unknown[] = [
  undefined,
  'norm',
  ['norm'],
  [['gauss', 1]],
  [['toString', 1]],
  [['t', 1]],
  [['norm', 1, 2]],
  [['f', 1, 2]],
  [['t', '2.1', 30]],
  [['t', Infinity, 30]],
  [[]],
  [[1, 2, 3]],
  [{ law: 't' }],
  Array.from({ length: 10_001 }, () => ['norm', 1]),
]
for (const [at, q] of refused.entries())
  test(`refused ${at}: ${JSON.stringify(q)?.slice(0, 40)}`, () =>
    assert.throws(() => answer(q), { constructor: BadCall }))
test('refused: a tail that is none', () => assert.throws(() => answer([['norm', 1]], 'left'), { constructor: BadCall }))
