// The resilience team: joining, leading, leaving; and how pupils, parents and the community take part.
import assert from 'node:assert/strict'
import { alderbourne, cast, larchmead } from '../../../../seeds/cast.ts'
import { rolledBack } from '../../../../tests/world.ts'

const { setting } = larchmead
const TEAM = `/settings/${setting}/toolkit/team`

rolledBack('a lead adds a colleague, once, and not from the future', async (w) => {
  const amina = await w.as('amina')
  const leila = { person: cast.leila.person, joined_on: '19 November 2026', minutes: '25' }
  const later = await amina.post(`${TEAM}/joining`, { ...leila, joined_on: '1 January 2028' })
  assert.equal(later.status, 422)
  assert.ok(later.text.includes('Enter today’s date or an earlier one'))
  assert.equal((await amina.post(`${TEAM}/joining`, { ...leila, minutes: 'lots' })).status, 422)
  assert.equal((await amina.post(`${TEAM}/joining`, { ...leila, team_roles: 'king' })).status, 422)
  assert.equal((await amina.post(`${TEAM}/joining`, { ...leila, person: cast.helen.person })).status, 422)
  assert.equal((await amina.post(`${TEAM}/joining`, { ...leila, team_roles: ['pshe_lead'] })).location, TEAM)
  const team = await amina.get(TEAM)
  assert.ok(team.text.includes('Leila Haddad'))
  assert.ok(team.text.includes('All 7 recommended roles are on the team'))
  const twice = await amina.post(`${TEAM}/joining`, leila)
  assert.equal(twice.status, 422)
})

rolledBack('a name in the address fills in what they would cover', async (w) => {
  const amina = await w.as('amina')
  const tomOut = await amina.get(TEAM)
  const member = new RegExp(`href="(${TEAM}/[0-9a-f-]{36})">Change<span class="govuk-visually-hidden"> Tom Reeve`).exec(
    tomOut.text,
  )![1]!
  assert.equal((await amina.post(`${member}/leaving`, { left_on: '19 November 2026' })).location, TEAM)
  const open = await amina.get(TEAM)
  assert.ok(open.text.includes(`${TEAM}/joining?person=${cast.tom.person}`))
  const joining = await amina.get(`${TEAM}/joining?person=${cast.tom.person}`)
  assert.ok(joining.text.includes('Add Tom Reeve to the team'))
  assert.match(joining.text, /value="teacher" checked/)
})

rolledBack('the lead passes on, and whoever leaves leaves their open actions in plain sight', async (w) => {
  const ruth = await w.as('ruth')
  const team = await ruth.get(TEAM)
  const at = (name: string): string =>
    new RegExp(`href="(${TEAM}/[0-9a-f-]{36})">Change<span class="govuk-visually-hidden"> ${name}`).exec(team.text)![1]!
  assert.equal((await ruth.post(`${at('Joan Whitlock')}/lead`)).status, 303)
  assert.ok((await ruth.get(TEAM)).text.includes('Joan Whitlock <span class="ws-quiet">leads</span>'))
  const joan = await w.as('joan')
  assert.equal((await joan.get(at('Sam Okoro'))).status, 200, 'whoever leads the team may change it')
  assert.equal((await ruth.post(`${at('Sam Okoro')}/leaving`, { left_on: '1 January 2020' })).status, 422)
  await w.inCtx('ruth', { setting }, (ctx) =>
    ctx.tx.client.query(
      "update toolkit.actions set state = 'under_way', owner_id = $2 where (setting_id, id) in (select a.setting_id, a.id from toolkit.actions a join toolkit.cycles c on c.setting_id = a.setting_id and c.id = a.cycle_id where a.setting_id = $1 and c.stage <> 'closed' limit 1)",
      [setting, at('Sam Okoro').split('/').at(-1)!],
    ),
  )
  assert.equal((await ruth.post(`${at('Sam Okoro')}/leaving`, { left_on: '18 November 2026' })).status, 303)
  const after = await ruth.get(TEAM)
  assert.ok(after.text.includes('because someone left the team'))
  assert.ok(after.text.includes('which was with Sam Okoro'))
  assert.equal((await ruth.get(at('Sam Okoro'))).status, 404)
})

rolledBack('members see the team and do not change it', async (w) => {
  const tom = await w.as('tom')
  const team = await tom.get(TEAM)
  assert.equal(team.status, 200)
  assert.ok(!team.text.includes('/joining'))
  assert.equal((await tom.get(`${TEAM}/joining`)).status, 403)
  assert.equal(
    (await tom.post(`${TEAM}/joining`, { person: cast.leila.person, joined_on: '19 November 2026' })).status,
    403,
  )
})

rolledBack('two who write about involvement at once both see both', async (w) => {
  const [marcus, helen] = [await w.as('marcus'), await w.as('helen')]
  const group = `/settings/${alderbourne.setting}/toolkit/involvement/community`
  const version = /name="version" value="(\d+)"/.exec((await marcus.get(group)).text)![1]!
  assert.equal((await marcus.post(group, { planned: 'A map made with pupils', actual: '', version })).status, 303)
  const late = await helen.post(group, { planned: 'Tea with the allotment', actual: '', version })
  assert.equal(late.status, 409)
  for (const words of ['A map made with pupils', 'Tea with the allotment', 'Marcus Bell changed this', 'planned_keep'])
    assert.ok(late.text.includes(words), words)
  const now = /name="version" value="(\d+)"/.exec(late.text)![1]!
  assert.equal((await helen.post(group, { planned: 'A map and tea', actual: '', version: now })).status, 303)
  assert.ok((await marcus.get(`/settings/${alderbourne.setting}/toolkit/involvement`)).text.includes('A map and tea'))
  assert.equal((await marcus.get(`/settings/${alderbourne.setting}/toolkit/involvement/nobody`)).status, 404)
})
