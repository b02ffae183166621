// What a review says and what it makes of an action, in tables of cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reviewsHeading } from './pages.ts'
import { stateAfter } from './rules.ts'

test('a review settles an action that is still to do, and leaves a settled one alone', () => {
  const cases = [
    ['planned', 'finished', 'done'],
    ['under_way', 'embed', 'done'],
    ['under_way', 'stop', 'stopped'],
    ['under_way', 'carry_on', 'under_way'],
    ['planned', 'carry_on', 'planned'],
    ['done', 'stop', 'done'],
    ['stopped', 'finished', 'stopped'],
    ['done', 'carry_on', 'done'],
  ] as const
  for (const [state, next, after] of cases) assert.equal(stateAfter(state, next), after, `${state} ${next}`)
})

test('the heading says how many actions have been looked back on', () => {
  assert.equal(reviewsHeading(0, 0), 'Reviews begin with an action')
  assert.equal(reviewsHeading(0, 1), 'One action to look back on')
  assert.equal(reviewsHeading(4, 9), 'Four of nine actions reviewed')
  assert.equal(reviewsHeading(9, 9), 'All nine actions are reviewed')
})
