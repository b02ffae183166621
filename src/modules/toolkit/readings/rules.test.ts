// Where an ask stands day by day, who may be reminded, and that a reader is given one chapter and nothing besides.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDay } from '../../../view/words.ts'
import { isOpen, mayRemind, stateOf, timesWords } from './rules.ts'

const at = new Date('2026-11-02T10:00:00Z')
const asked = {
  ...{ asked_at: at, agreed_at: null, taken_at: null, answered_at: null, ended: null },
  ...{ wished_on: '2026-11-20', expires_on: '2026-12-20' },
  ...{ asks: 'friend' as const, email: 'jo@school.example', reminded_on: null },
}

test('an ask goes from the head to its answer, and each day says where it is', () => {
  const day = '2026-11-10'
  assert.equal(stateOf(asked, day), 'for-head')
  assert.equal(stateOf({ ...asked, agreed_at: at }, day), 'sent')
  assert.equal(stateOf({ ...asked, agreed_at: at, taken_at: at }, day), 'reading')
  assert.equal(stateOf({ ...asked, agreed_at: at, taken_at: at }, '2026-12-21'), 'expired')
  assert.equal(stateOf({ ...asked, agreed_at: at, taken_at: at, answered_at: at, ended: 'withdrawn' }, day), 'answered')
  assert.equal(stateOf({ ...asked, ended: 'declined' }, day), 'declined')
})

test('it is open only once the head agreed, until it is ended or its last day has gone', () => {
  assert.equal(isOpen(asked, '2026-11-10'), false)
  assert.equal(isOpen({ ...asked, agreed_at: at }, '2026-12-20'), true)
  assert.equal(isOpen({ ...asked, agreed_at: at }, '2026-12-21'), false)
  assert.equal(isOpen({ ...asked, agreed_at: at, ended: 'withdrawn' }, '2026-11-10'), false)
})

test('nobody is reminded before the head agreed, twice in a week, after answering, or without an address', () => {
  const sent = { ...asked, agreed_at: at }
  const day = '2026-11-18'
  assert.equal(mayRemind(sent, day), true)
  assert.equal(mayRemind(asked, day), false)
  assert.equal(mayRemind({ ...sent, reminded_on: '2026-11-12' }, day), false)
  assert.equal(mayRemind({ ...sent, reminded_on: '2026-11-11' }, day), true)
  assert.equal(mayRemind({ ...sent, answered_at: at }, day), false)
  assert.equal(mayRemind({ ...sent, email: null }, day), false)
  assert.equal(mayRemind({ ...sent, asks: 'programme' }, day), false)
})

test('times are told from the day on which the reader could begin', () => {
  const agreed_at = new Date('2026-11-04T10:00:00Z')
  assert.equal(timesWords(asked, isoDay), 'Asked on 2 November 2026. Wished by 20 November 2026.')
  const words = timesWords({ ...asked, agreed_at, answered_at: new Date('2026-11-10T23:30:00Z') }, isoDay)
  assert.equal(words, 'Asked on 4 November 2026. Wished by 20 November 2026. Answered after 6 days.')
  assert.ok(timesWords({ ...asked, agreed_at, answered_at: agreed_at }, isoDay).endsWith('Answered the same day.'))
})
