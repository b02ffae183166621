// How a held chapter is spoken of.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Member } from '../standing/rules.ts'
import { heldWords, sectionOf, sectionsFinding, signOffWords } from './rules.ts'
import type { SectionRow, SignOffRow } from './store.ts'

const member = (id: string, name: string): Member => ({
  ...{ id, person_id: id, name, team_roles: [], is_lead: false, minutes_a_week: null },
  ...{ joined_on: '2026-09-01', left_on: null },
})
const team = [member('j', 'Joan'), member('s', 'Sam')]
const at = new Date('2026-11-03T12:00:00Z')
const row: SectionRow = {
  ...{ principle_key: 'p', by_on: '2026-12-03', given_by: 'Amina', given_at: at, version: 2 },
  holders: ['s', 'gone', 'j'],
}
const ready: SignOffRow = {
  ...{ principle_key: 'p', stage: 'assess', state: 'ready', ready_name: 'Sam', ready_at: at },
  ...{ decided_name: null, decided_at: null, words: null, version: 1 },
}

test('holders are those still on the team, and the sign-off is of the open stage', () => {
  const rows = { sections: [row], signOffs: [ready] }
  const section = sectionOf('p', rows, { stage: 'assess' }, team)
  assert.equal(heldWords(section), 'Held by Joan and Sam, by 3 December 2026')
  assert.equal(section.signOff, ready)
  assert.equal(sectionOf('p', rows, { stage: 'plan' }, team).signOff, undefined)
  const none = sectionOf('q', rows, { stage: 'assess' }, team)
  assert.deepEqual([none.version, heldWords(none)], [0, 'Nobody holds this chapter yet'])
  assert.equal(sectionsFinding([section, none]), '1 of 2 chapters are held by someone')
  assert.equal(sectionsFinding([none]), 'Nobody holds a chapter yet')
})

test('each state of a sign-off says who and when', () => {
  const decided = { decided_name: 'Ruth', decided_at: at }
  assert.equal(signOffWords(undefined), 'Not ready yet')
  assert.equal(signOffWords(ready), 'Sam said it was ready on 3 November 2026. It waits for a lead')
  assert.match(signOffWords({ ...ready, ...decided, state: 'signed' }), /^Signed off by Ruth on 3 November 2026\./)
  assert.equal(
    signOffWords({ ...ready, ...decided, state: 'sent_back', words: 'Say who' }),
    'Sent back by Ruth on 3 November 2026: Say who',
  )
})
