// People of a setting: invited, given roles, leaving; and what nobody but whoever is in charge may do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { alderbourne, cast, larchmead, programme, trust } from '../../../../seeds/cast.ts'
import { whyNotOnly } from './rules.ts'
import { peopleOf } from '../contract.ts'

const PEOPLE = `/settings/${larchmead.setting}/people`

const rolesOf = async (w: Held, setting: string, name: string): Promise<readonly string[]> => {
  const people = await w.inCtx('ruth', { setting }, (ctx) => peopleOf(ctx.tx, setting))
  return people.find((one) => one.name === name)?.roles ?? []
}

test('someone in charge may go when another is there', () => {
  const people = [
    { person_id: 'a', roles: ['head', 'teacher'] as const },
    { person_id: 'b', roles: ['teacher'] as const },
  ]
  assert.equal(whyNotOnly('school', people, 'a', ['teacher']), 'last-in-charge')
  assert.equal(whyNotOnly('school', people, 'a', ['head']), undefined)
  assert.equal(whyNotOnly('school', people, 'b', []), undefined)
  assert.equal(whyNotOnly('school', [...people, { person_id: 'c', roles: ['head'] as const }], 'a', []), undefined)
})

rolledBack('a head sees who is here and invites someone who wears several hats', async (w) => {
  const ruth = await w.as('ruth')
  const list = await ruth.get(PEOPLE)
  assert.equal(list.status, 200)
  assert.match(list.text, /Amina Osei/)
  assert.match(list.text, /Senior leader and senior mental health lead/)
  const done = await ruth.post(PEOPLE, {
    name: 'Nia Wynn',
    email: 'Nia.Wynn@larchmead.example',
    roles: ['teacher', 'pshe_lead', 'senco'],
  })
  assert.equal(done.status, 303)
  assert.deepEqual(await rolesOf(w, larchmead.setting, 'Nia Wynn'), ['pshe_lead', 'senco', 'teacher'])
  assert.match((await ruth.get(PEOPLE)).text, /Invited, link good until/)
  const twice = await ruth.post(PEOPLE, { name: 'Nia Again', email: 'nia.wynn@larchmead.example', roles: ['teacher'] })
  assert.equal(twice.status, 422)
  assert.match(twice.text, /Someone with this address is here already/)
})

rolledBack('someone who is known elsewhere is added under their own name', async (w) => {
  const ruth = await w.as('ruth')
  await ruth.post(PEOPLE, { name: 'M Bell', email: cast.marcus.email, roles: ['participation_worker'] })
  assert.deepEqual(await rolesOf(w, larchmead.setting, 'Marcus Bell'), ['participation_worker'])
  const marcus = await w.as('marcus')
  assert.match((await marcus.get('/')).text, /Larchmead Primary School/)
})

rolledBack('mistakes in an invitation are told at their fields, and roles of other places refused', async (w) => {
  const ruth = await w.as('ruth')
  const empty = await ruth.post(PEOPLE, { name: ' ', email: 'not an address' })
  assert.equal(empty.status, 422)
  for (const sentence of [
    'Enter their name',
    'Enter an email address in the form name@example.org',
    'Choose at least one role',
  ])
    assert.match(empty.text, new RegExp(sentence))
  assert.equal((await ruth.post(PEOPLE, { name: 'A', email: 'a@b.example', roles: ['programme_officer'] })).status, 400)
  assert.equal((await ruth.post(PEOPLE, { name: 'A', email: 'a@b.example', roles: ['queen'] })).status, 422)
})

rolledBack('roles change, the person hears by letter, and the last head stays', async (w) => {
  const ruth = await w.as('ruth')
  const joan = `${PEOPLE}/${cast.joan.person}`
  assert.equal((await ruth.post(`${joan}/roles`, { roles: ['teaching_assistant', 'senior_leader'] })).status, 303)
  assert.deepEqual(await rolesOf(w, larchmead.setting, cast.joan.name), ['senior_leader', 'teaching_assistant'])
  const letters = await w.inCtx(
    undefined,
    {},
    async (ctx) =>
      (await ctx.tx.client.query('select 1 from kernel.letters where setting_id = $1', [larchmead.setting])).rowCount,
    'clerk',
  )
  assert.equal(letters, 1)
  const refused = await ruth.post(`${PEOPLE}/${cast.ruth.person}/roles`, { roles: ['teacher'] })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /needs a head teacher\. Give someone else that role first/)
  assert.equal((await ruth.post(`${PEOPLE}/${cast.ruth.person}/leaving`, { left_on: '19 November 2026' })).status, 422)
  await ruth.post(`${PEOPLE}/${cast.amina.person}/roles`, { roles: ['head', 'senior_mental_health_lead'] })
  assert.equal((await ruth.post(`${PEOPLE}/${cast.ruth.person}/roles`, { roles: ['teacher'] })).status, 303)
})

rolledBack('a leaver with no other place loses the account; one with another place keeps it', async (w) => {
  const ruth = await w.as('ruth')
  const joan = await w.as('joan')
  assert.equal((await joan.get('/')).status, 200)
  assert.equal((await ruth.post(`${PEOPLE}/${cast.joan.person}/leaving`, { left_on: '1 January 2030' })).status, 422)
  assert.equal((await ruth.post(`${PEOPLE}/${cast.joan.person}/leaving`, { left_on: '19 November 2026' })).status, 303)
  assert.deepEqual(await rolesOf(w, larchmead.setting, cast.joan.name), [])
  assert.equal((await joan.get(`/settings/${larchmead.setting}`)).status, 303, 'signed out')
  assert.match((await ruth.get(PEOPLE)).text, /Who left/)
  await ruth.post(`${PEOPLE}/${cast.tom.person}/leaving`, { left_on: '19 November 2026' })
  const tom = await w.as('tom')
  assert.equal((await tom.get(`/settings/${alderbourne.setting}`)).status, 200)
  assert.equal((await tom.get(`/settings/${larchmead.setting}`)).status, 404)
})

rolledBack('a mental health lead may look, a teaching assistant may not, and another school never', async (w) => {
  const amina = await w.as('amina')
  const list = await amina.get(PEOPLE)
  assert.equal(list.status, 200)
  assert.doesNotMatch(list.text, /Invite someone/)
  assert.equal((await amina.get(`${PEOPLE}/new`)).status, 403)
  assert.equal((await (await w.as('joan')).get(PEOPLE)).status, 403)
  const helen = await w.as('helen')
  assert.equal((await helen.get(PEOPLE)).status, 404)
  assert.equal((await helen.post(`${PEOPLE}/${cast.joan.person}/leaving`, { left_on: '19 November 2026' })).status, 404)
  const own = `/settings/${alderbourne.setting}/people/${cast.joan.person}`
  assert.equal((await helen.get(own)).status, 404, 'someone who is not here cannot be opened from here')
})

rolledBack('officers and trusts look after their own office', async (w) => {
  const priya = await w.as('priya')
  assert.match((await priya.get(`/settings/${programme.office}/people/new`)).text, /Assessor/)
  assert.equal(
    (
      await priya.post(`/settings/${programme.office}/people`, {
        name: 'Asa Reed',
        email: 'asa@wealdshire.example',
        roles: ['assessor'],
      })
    ).status,
    303,
  )
  const nadia = await w.as('nadia')
  assert.match((await nadia.get(`/settings/${trust.office}/people`)).text, /Nadia Rahman/)
})

rolledBack('an invitation is sent again', async (w) => {
  const ruth = await w.as('ruth')
  await ruth.post(PEOPLE, { name: 'Nia Wynn', email: 'nia@larchmead.example', roles: ['teacher'] })
  const people = await w.inCtx('ruth', { setting: larchmead.setting }, (ctx) => peopleOf(ctx.tx, larchmead.setting))
  const nia = people.find((one) => one.name === 'Nia Wynn')!.person_id
  assert.match((await ruth.get(`${PEOPLE}/${nia}`)).text, /Send the invitation again/)
  assert.equal((await ruth.post(`${PEOPLE}/${nia}/invitation`)).status, 303)
})

rolledBack('someone who is called something else now is called that wherever they belong', async (w) => {
  const settings = w.house.modules.find((module) => module.name === 'settings')!
  const fact = {
    name: 'people.person-renamed',
    setting: null,
    about: cast.tom.person,
    facts: { name: 'Tom Reeve-Hart' },
  }
  await w.inCtx(undefined, {}, (ctx) => settings.hears[0]!.hear(ctx, fact))
  assert.deepEqual(await rolesOf(w, larchmead.setting, 'Tom Reeve-Hart'), ['teacher'])
})
