// Who may: a role counts only in the place where it is held.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyone, founder, may, signedIn, whetherMay, type Actor, type Place, type Verbs } from './access.ts'

const verbs: Verbs = {
  'toolkit.lead': { words: 'Lead', roles: ['head'] },
  'people.read-audit': { words: 'Read the audit', roles: ['head'], sensitive: true },
  'settings.enrol': { words: 'Enrol', roles: ['programme_officer'] },
}
const at = (setting_id: string, role: Place['role'], programme_id: string | null = null): Place => ({
  setting_id,
  setting_name: setting_id,
  kind: programme_id ? 'programme_office' : 'school',
  role,
  programme_id,
  trust_id: null,
  theme: null,
})
const actor = (places: Place[], more: Partial<Actor> = {}): Actor => ({
  person_id: 'p',
  name: 'A person',
  email: 'a@b.example',
  session_id: 's',
  strong: true,
  has_second_factor: true,
  founder: false,
  places,
  ...more,
})

test('a head in one school is nobody in the next, and may not even learn that it exists', () => {
  const head = actor([at('larchmead', 'head'), at('alderbourne', 'governor')])
  assert.equal(whetherMay(may('toolkit.lead'), verbs, head, { setting: 'larchmead' }), 'yes')
  assert.equal(whetherMay(may('toolkit.lead'), verbs, head, { setting: 'alderbourne' }), 'not-allowed')
  assert.equal(whetherMay(may('toolkit.lead'), verbs, head, { setting: 'elsewhere' }), 'not-found')
  assert.equal(whetherMay(may('toolkit.lead'), verbs, head, {}), 'not-found')
})

test('an officer acts in their own programme only', () => {
  const officer = actor([at('office', 'programme_officer', 'wealdshire')])
  assert.equal(whetherMay(may('settings.enrol', 'programme'), verbs, officer, { programme: 'wealdshire' }), 'yes')
  assert.equal(whetherMay(may('settings.enrol', 'programme'), verbs, officer, { programme: 'elsewhere' }), 'not-found')
})

test('what is sensitive needs a second step in this very session', () => {
  const head = actor([at('larchmead', 'head')], { strong: false })
  assert.equal(whetherMay(may('people.read-audit'), verbs, head, { setting: 'larchmead' }), 'second-factor')
})

test('where a programme asks everyone for a second step, nothing that belongs to a role opens without one', () => {
  const places = [at('elsewhere', 'governor'), { ...at('larchmead', 'head'), needs_second_step: true }]
  const lead = may('toolkit.lead')
  assert.equal(whetherMay(lead, verbs, actor(places, { strong: false }), { setting: 'larchmead' }), 'second-factor')
  assert.equal(whetherMay(lead, verbs, actor(places), { setting: 'larchmead' }), 'yes')
  assert.equal(whetherMay(signedIn, verbs, actor(places, { strong: false }), {}), 'yes', 'their account stays open')
  assert.equal(whetherMay(lead, verbs, actor(places, { strong: false }), { setting: 'nowhere' }), 'not-found')
})

test('nobody is asked to sign in, unless the page is for anyone', () => {
  assert.equal(whetherMay(may('toolkit.lead'), verbs, undefined, { setting: 'larchmead' }), 'sign-in')
  assert.equal(whetherMay(signedIn, verbs, undefined, {}), 'sign-in')
  assert.equal(whetherMay(anyone, verbs, undefined, {}), 'yes')
  assert.equal(whetherMay(founder, verbs, actor([]), {}), 'not-found')
})

test('a verb that nobody declares is a fault, not a yes', () => {
  assert.throws(
    () => whetherMay(may('toolkit.fly'), verbs, actor([at('larchmead', 'head')]), { setting: 'larchmead' }),
    /toolkit\.fly/,
  )
})
