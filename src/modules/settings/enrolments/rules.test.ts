// Agreements: when they are in force, and when a new one may be offered.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreementStateOf, flowChanges, standingOf, usualEnd, whyNoOffer, whyNotUntil } from './rules.ts'

const row = (agreement_offered_on: string | null, agreed_on: string | null, agreement_ends_on: string | null) => ({
  agreement_offered_on,
  agreed_on,
  agreement_ends_on,
})

test('the agreement of an enrolled setting in one word', () => {
  assert.equal(agreementStateOf(row('2026-11-01', null, null), '2026-11-19'), 'waiting')
  assert.equal(agreementStateOf(row(null, '2026-11-01', '2026-11-19'), '2026-11-19'), 'in_force')
  assert.equal(agreementStateOf(row(null, '2026-11-01', '2026-11-18'), '2026-11-19'), 'lapsed')
  assert.equal(agreementStateOf(row('2026-11-10', '2026-11-01', '2026-11-18'), '2026-11-19'), 'waiting')
  assert.equal(
    agreementStateOf(row('2026-11-10', '2026-11-01', '2027-11-18'), '2026-11-19'),
    'in_force',
    'a new one is offered while the old one runs',
  )
  assert.equal(agreementStateOf(row(null, null, null), '2026-11-19'), 'ended')
})

test('a new agreement is offered once the last has ended or in its last 90 days', () => {
  assert.equal(whyNoOffer(row(null, null, null), '2026-11-19'), undefined)
  assert.match(whyNoOffer(row('2026-11-01', null, null), '2026-11-19') ?? '', /waits to be signed/)
  assert.match(whyNoOffer(row(null, '2026-01-01', '2027-11-18'), '2026-11-19') ?? '', /in force/)
  assert.equal(whyNoOffer(row(null, '2026-01-01', '2027-01-31'), '2026-11-19'), undefined)
  assert.equal(whyNoOffer(row(null, '2023-01-01', '2026-01-31'), '2026-11-19'), undefined)
})

test('an agreement runs for three years unless someone says otherwise, never for more than five', () => {
  assert.equal(usualEnd('2026-11-19'), '2029-11-18')
  assert.equal(whyNotUntil('2026-11-19', '2026-11-19'), 'Enter a day after today')
  assert.equal(whyNotUntil('2026-11-19', '2031-11-19'), undefined)
  assert.equal(whyNotUntil('2026-11-19', '2031-11-20'), 'Enter a day within 5 years')
})

test('an agreement is offered, in force, run out or ended', () => {
  const at = new Date('2026-11-01T10:00:00Z')
  const dates = { starts_on: '2026-11-01', ends_on: '2027-10-31', signed_at: null, ended_at: null }
  assert.equal(standingOf(dates, '2026-11-19'), 'offered')
  assert.equal(standingOf({ ...dates, signed_at: at }, '2026-11-19'), 'in-force')
  assert.equal(standingOf({ ...dates, signed_at: at }, '2027-11-01'), 'run-out')
  assert.equal(standingOf({ ...dates, signed_at: at, ended_at: at }, '2026-11-19'), 'ended')
})

test('what starts and what stops', () => {
  assert.deepEqual(flowChanges(['board'], ['reviewers_reading']), { start: ['reviewers_reading'], stop: ['board'] })
  assert.deepEqual(flowChanges(['board'], ['board']), { start: [], stop: [] })
})
