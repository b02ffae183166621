// Tables of cases for what is late, what is carried on and how words become steps.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  actionStates,
  daysBetween,
  datesHold,
  isCarried,
  isLate,
  isSoon,
  movesFrom,
  stepsFromLines,
  stepsFromWords,
} from './rules.ts'

const today = '2027-03-15'

test('an action is late only when its day has gone by and it is still to do', () => {
  const cases = [
    ['planned', '2027-03-14', true],
    ['under_way', '2027-03-14', true],
    ['under_way', '2027-03-15', false],
    ['under_way', '2027-03-16', false],
    ['under_way', null, false],
    ['done', '2026-01-01', false],
    ['stopped', '2026-01-01', false],
  ] as const
  for (const [state, due_on, late] of cases) assert.equal(isLate({ state, due_on }, today), late, `${state} ${due_on}`)
})

test('an owner hears of an action three weeks before its day, and on the day', () => {
  const cases = [
    ['planned', '2027-04-06', false],
    ['planned', '2027-04-05', true],
    ['under_way', '2027-03-15', true],
    ['under_way', '2027-03-14', false],
    ['done', '2027-03-16', false],
    ['planned', null, false],
  ] as const
  for (const [state, due_on, soon] of cases) assert.equal(isSoon({ state, due_on }, today), soon, `${state} ${due_on}`)
})

test('days are counted across the change of clocks', () => {
  assert.equal(daysBetween('2027-03-27', '2027-03-29'), 2)
  assert.equal(daysBetween('2027-03-29', '2027-03-27'), -2)
})

test('a plan may leave dates open, but never ends before it starts', () => {
  assert.equal(datesHold('2027-01-02', '2027-01-01'), false)
  assert.equal(datesHold('2027-01-01', '2027-01-01'), true)
  assert.equal(datesHold(null, '2027-01-01'), true)
  assert.equal(datesHold('2027-01-01', null), true)
})

test('whatever state an action is in, a team can move it on and bring it back', () => {
  for (const state of actionStates) {
    assert.ok(movesFrom(state).length > 0)
    assert.ok(!movesFrom(state).includes(state))
  }
  assert.deepEqual(movesFrom('stopped'), ['under_way'])
})

test('what a review leaves open is carried on, and so is what nobody reviewed and is still to do', () => {
  const cases = [
    ['planned', null, true],
    ['under_way', null, true],
    ['done', null, false],
    ['stopped', null, false],
    ['under_way', 'carry_on', true],
    ['done', 'carry_on', true],
    ['under_way', 'finished', false],
    ['done', 'embed', false],
    ['planned', 'stop', false],
  ] as const
  for (const [state, next, carried] of cases) assert.equal(isCarried({ state, next }), carried, `${state} ${next}`)
})

test('the words of a move become steps, one for each sentence', () => {
  assert.deepEqual(stepsFromWords('Ask each teacher. Choose one gap, e.g. play. Fill it!'), [
    'Ask each teacher.',
    'Choose one gap, e.g. play.',
    'Fill it!',
  ])
  assert.deepEqual(stepsFromWords(''), [])
})

test('typed steps lose their bullets and empty lines, and keep their words', () => {
  assert.deepEqual(stepsFromLines('- Talk to Year 4\n\n2) Buy 30 cushions\n  • Tell parents \n10 minutes of quiet'), [
    'Talk to Year 4',
    'Buy 30 cushions',
    'Tell parents',
    '10 minutes of quiet',
  ])
})
