// What an indicator tells, in tables of cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dotsOf, findingOf, halfMissing, type Measured } from './rules.ts'
import { findingWords, withUnit } from './pages.ts'

const base: Measured = { better: 'higher', baseline: 40, baseline_on: '2026-09-01', target: 60, readings: [] }
const reading = (on_day: string, value: number) => ({ on_day, value })

test('the baseline is the first reading, unless someone noted another number on its day', () => {
  assert.deepEqual(dotsOf({ ...base, readings: [reading('2026-12-01', 50)] }), [
    reading('2026-09-01', 40),
    reading('2026-12-01', 50),
  ])
  assert.deepEqual(dotsOf({ ...base, readings: [reading('2026-09-01', 41)] }), [reading('2026-09-01', 41)])
  assert.deepEqual(dotsOf({ ...base, readings: [reading('2026-07-01', 38)] })[0], reading('2026-07-01', 38))
})

test('what changed is told by where the team hoped it would go', () => {
  const cases = [
    ['higher', 60, 65, 'wanted', true, 0],
    ['higher', 60, 55, 'wanted', false, 5],
    ['higher', 60, 40, 'same', false, 20],
    ['higher', 60, 30, 'other', false, 30],
    ['lower', 10, 12, 'wanted', false, 2],
    ['lower', 10, 10, 'wanted', true, 0],
    ['lower', 10, 44, 'other', false, 34],
    ['lower', null, 12, 'wanted', null, 0],
  ] as const
  for (const [better, target, value, went, reached, toGo] of cases) {
    const found = findingOf({ ...base, better, target, readings: [reading('2027-03-01', value)] })
    assert.ok(found.kind === 'change')
    assert.deepEqual([found.went, found.reached, found.toGo], [went, reached, toGo], `${better} ${value}`)
  }
})

test('one number is a start, and none says so', () => {
  assert.equal(findingOf({ ...base, baseline: null, baseline_on: null }).kind, 'nothing')
  assert.equal(findingOf(base).kind, 'one')
})

test('decimals do not grow tails', () => {
  const found = findingOf({ ...base, baseline: 0.1, target: 0.7, readings: [reading('2027-03-01', 0.4)] })
  assert.ok(found.kind === 'change')
  assert.deepEqual([found.by, found.toGo], [0.3, 0.3])
})

test('a number without its day is asked for its day, and a day for its number', () => {
  const none = { baseline: null, baseline_on: null, target: null, target_on: null }
  assert.equal(halfMissing(none), undefined)
  assert.equal(halfMissing({ ...none, baseline: 0 }), 'baseline_on')
  assert.equal(halfMissing({ ...none, baseline_on: '2026-09-01' }), 'baseline')
  assert.equal(halfMissing({ ...none, target: 5 }), 'target_on')
  assert.equal(halfMissing({ ...none, target_on: '2026-09-01' }), 'target')
})

test('numbers read with their unit as people write it', () => {
  assert.equal(withUnit(1200, 'pupils'), '1,200 pupils')
  assert.equal(withUnit(42.5, '%'), '42.5%')
  assert.equal(withUnit(3, ''), '3')
})

const said = (value: number): string => findingWords({ ...base, unit: '%', readings: [reading('2027-03-01', value)] })

test('a change is told in a sentence, kindly when it went another way', () => {
  assert.equal(said(65), 'From 40% on 1 September 2026 to 65% on 1 March 2027. The target of 60% is reached.')
  assert.equal(
    said(55),
    'From 40% on 1 September 2026 to 55% on 1 March 2027, the way you hoped. 5 to go to the target of 60%.',
  )
  assert.equal(said(40), 'Still 40% on 1 March 2027. 20 to go to the target of 60%.')
  assert.equal(
    said(30),
    'From 40% on 1 September 2026 to 30% on 1 March 2027: another way than you hoped, and worth talking about. 30 to go to the target of 60%.',
  )
})
