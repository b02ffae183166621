// Whom words ask for: names are found as people write them, and nobody is asked by accident.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedForIn, shortTitle } from './rules.ts'

const people = [
  { person_id: 'tom', name: 'Tom Reeve' },
  { person_id: 'ann', name: 'Ann Marsh' },
  { person_id: 'anna', name: 'Anna Osei' },
  { person_id: 'sam1', name: 'Sam Okoro' },
  { person_id: 'sam2', name: 'Sam Bell' },
]

test('a whole name or a first name that only one person has is found, in any case', () => {
  assert.deepEqual(askedForIn('Ask @Tom Reeve and @ANNA.', people), ['tom', 'anna'])
  assert.deepEqual(askedForIn('@ann: see above', people), ['ann'])
})

test('a first name that two people share asks nobody, and the whole name asks the right one', () => {
  assert.deepEqual(askedForIn('@Sam, could you?', people), [])
  assert.deepEqual(askedForIn('@Sam Bell, could you?', people), ['sam2'])
})

test('a longer name, an address and a lone sign ask nobody', () => {
  assert.deepEqual(askedForIn('@Tomorrow we meet; write to office@school.example @ noon @', people), [])
})

test('someone named twice is asked once', () => {
  assert.deepEqual(askedForIn('@Tom @Tom @Tom Reeve', people), ['tom'])
})

test('a long title is shortened and a short one is left', () => {
  assert.equal(shortTitle('Short'), 'Short')
  assert.ok(shortTitle('a '.repeat(200)).endsWith('a …'))
})
