// What the measurements rest on: medians, turns, which goals count as missed, and that pgbench is given exactly what
// we send.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interleave, isMissed, lineOf, median } from '../bench/measure.ts'
import { pgbenchScript } from '../bench/recorder.ts'

const parts = { bench: 'b', case: 'c', unit: 'ms', runs: 3 } as const

test('a reader of the results finds a ratio that ours and the baseline give', () => {
  const line = lineOf({ ...parts, ours: 3, baseline: 2, goal: 1.5, better: 'lower' })
  assert.deepEqual(line, { ...parts, ours: 3, baseline: 2, ratio: 1.5, goal: 1.5, better: 'lower' })
})

test('a goal is missed on the wrong side of it only, and never where there is none', () => {
  const line = (ours: number, goal: number | null, better: 'higher' | 'lower') =>
    isMissed(lineOf({ ...parts, ours, baseline: 10, goal, better }))
  assert.deepEqual(
    [
      line(3, 0.3, 'higher'),
      line(2.9, 0.3, 'higher'),
      line(3, 0.3, 'lower'),
      line(3.1, 0.3, 'lower'),
      line(99, null, 'lower'),
    ],
    [false, true, false, true, false],
  )
})

test('one slow run of ours or of the baseline decides nothing', async () => {
  assert.equal(median([5, 1, 100]), 5)
  assert.equal(median([4, 2]), 3)
  assert.throws(() => median([]))
  const order: string[] = []
  const run = (name: string, times: number[]) => (): number => {
    order.push(name)
    return times.shift()!
  }
  const taken = await interleave(3, { ours: run('ours', [1, 900, 2]), theirs: run('theirs', [7, 8, 9]) })
  assert.deepEqual(taken, { ours: 2, theirs: 8 })
  assert.deepEqual(order, ['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs'])
})

test('pgbench binds the values that we bound, in the statements that we sent', () => {
  const { text, variables } = pgbenchScript([
    { text: 'begin read only', values: [] },
    {
      text: `select $1::uuid[], $2, $3::text, $4, $1 from t where a = $5`,
      values: [['a', 'b"c'], new Date(0), null, Buffer.from('hi'), ''],
    },
    { text: 'rollback;', values: [] },
  ])
  assert.equal(
    text,
    "begin read only;\nselect :s1_1::uuid[], :s1_2, null::text, :s1_4, :s1_1 from t where a = '';\nrollback;\n",
  )
  assert.deepEqual(variables, { s1_1: '{"a","b\\"c"}', s1_2: '1970-01-01T00:00:00.000Z', s1_4: '\\x6869' })
})
