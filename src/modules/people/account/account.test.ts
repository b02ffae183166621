// Someone's own account, and the audit of a place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transaction } from '../../../kernel/db.ts'
import { join, PASSWORD } from '../../../../tests/joining.ts'
import { rolledBack } from '../../../../tests/world.ts'
import { alderbourne, cast, larchmead } from '../../../../seeds/cast.ts'
import { auditAsked, auditQuery, deedInWords } from '../audit/rules.ts'
import { deviceInWords } from '../sessions/rules.ts'

const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

rolledBack('someone sees where they are signed in and ends what they do not know', async (w) => {
  const { visitor, email } = await join(w)
  const stranger = w.nobody()
  await stranger.post('/sign-in', { email, password: PASSWORD }, { 'user-agent': WINDOWS })
  const shown = await visitor.get('/account')
  assert.match(shown.text, /signed in on 2 devices/)
  assert.match(shown.text, /Chrome on Windows/)
  assert.ok(!shown.text.includes('AppleWebKit'))
  const path = /action="(\/account\/sessions\/[0-9a-f-]{36}\/ending)"/.exec(shown.text)![1]!
  const other = await join(w)
  assert.equal((await other.visitor.post(path)).status, 404, 'only their own')
  assert.equal((await visitor.post('/account/sessions/not-an-id/ending')).status, 404)
  assert.equal((await visitor.post(path)).location, '/account')
  assert.equal((await stranger.get('/account')).status, 303)
  assert.match((await visitor.get('/account')).text, /signed in here only/)
})

rolledBack('all other devices are signed out with one button', async (w) => {
  const { visitor, email } = await join(w)
  const others = [w.nobody(), w.nobody()]
  for (const one of others) await one.post('/sign-in', { email, password: PASSWORD })
  assert.match((await visitor.get('/account')).text, /Sign out of all the others/)
  await visitor.post('/account/other-sessions/ending')
  for (const one of others) assert.equal((await one.get('/account')).status, 303)
  assert.equal((await visitor.get('/account')).status, 200)
})

rolledBack('a changed password needs the present one and signs out every other device', async (w) => {
  const { visitor, email } = await join(w)
  const other = w.nobody()
  await other.post('/sign-in', { email, password: PASSWORD })
  const next = 'nine herons on a wire'
  assert.match(
    (await visitor.post('/account/password', { present: 'wrong', password: next })).text,
    /Enter the password that you signed in with/,
  )
  assert.match(
    (await visitor.post('/account/password', { present: PASSWORD, password: 'password1234' })).text,
    /harder to guess/,
  )
  assert.equal((await visitor.post('/account/password', { present: PASSWORD, password: next })).location, '/account')
  assert.equal((await visitor.get('/account')).status, 200)
  assert.equal((await other.get('/account')).status, 303)
  assert.equal((await w.nobody().post('/sign-in', { email, password: PASSWORD })).status, 422)
  assert.equal((await w.nobody().post('/sign-in', { email, password: next })).status, 303)
})

rolledBack('a changed name is told to the other rooms', async (w) => {
  const { visitor, person } = await join(w)
  assert.match((await visitor.post('/account/name', { name: ' ' })).text, /Enter your name/)
  assert.equal((await visitor.post('/account/name', { name: 'Wren O’Castle-<b>' })).location, '/account')
  assert.match((await visitor.get('/account')).text, /Wren O’Castle-&lt;b&gt;/)
  const { rows } = await transaction(w.house.engine, { role: 'clerk' }, (tx) =>
    tx.client.query<{ name: string; facts: object }>(
      'select name, facts from kernel.facts_told where about = $1 and name = $2',
      [person, 'people.person-renamed'],
    ),
  )
  assert.deepEqual(rows, [{ name: 'people.person-renamed', facts: { name: 'Wren O’Castle-<b>' } }])
})

rolledBack('a head reads who did and saw what at her school, and reading it is a line too', async (w) => {
  const ruth = await w.as('ruth')
  const path = `/settings/${larchmead.setting}/audit`
  await w.inCtx('ruth', { setting: larchmead.setting }, async (ctx) => {
    for (let i = 0; i < 60; i += 1)
      await ctx.audit({
        deed: 'trial.words-changed',
        setting: larchmead.setting,
        about: null,
        words: `Changed <words> ${i}`,
      })
  })
  const first = await ruth.get(path)
  assert.equal(first.status, 200)
  assert.match(first.text, /Changed &lt;words&gt; \d/)
  assert.match(first.text, /Words changed/)
  assert.match(first.text, />\s*Older/)
  assert.match((await ruth.get(`${path}?page=2&days=30`)).text, /Newer/)
  assert.match((await ruth.get(`${path}?kind=seen`)).text, /Looked at[\s\S]*the audit/)
  const hers = await ruth.get(`${path}?person=${cast.ruth.person}&kind=trial&days=7`)
  assert.match(hers.text, /Lines 1 to 50/)
  const nobody = await ruth.get(`${path}?person=${cast.helen.person}`)
  assert.match(nobody.text, /Nothing here yet/)
  assert.equal((await ruth.get(`${path}?person=x%27--&kind=%00&days=9999&page=-1`)).status, 200)
})

rolledBack('the audit is open to those who answer for the place, and to nobody else', async (w) => {
  const path = `/settings/${larchmead.setting}/audit`
  for (const name of ['ruth', 'sam', 'leila'] as const)
    assert.equal((await (await w.as(name)).get(path)).status, 200, name)
  assert.equal((await (await w.as('joan')).get(path)).status, 403)
  assert.equal((await (await w.as('helen')).get(path)).status, 404)
  assert.equal((await (await w.as('helen')).get(`/settings/${alderbourne.setting}/audit`)).status, 200)
})

rolledBack('pages for anyone open without signing in', async (w) => {
  for (const path of ['/help', '/privacy', '/accessibility', '/sign-in', '/sign-in/forgotten'])
    assert.equal((await w.nobody().get(path)).status, 200, path)
})

test('a device is named in words, never by all that the browser says', () => {
  assert.equal(deviceInWords(WINDOWS), 'Chrome on Windows')
  assert.equal(
    deviceInWords(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile/15E148 Safari/604.1',
    ),
    'Safari on an iPhone',
  )
  assert.equal(deviceInWords('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0'), 'Edge on Windows')
  assert.equal(deviceInWords('curl/8'), 'Another kind of browser')
})

test('the audit is asked in words that make sense, and deeds are named in words', () => {
  assert.deepEqual(auditAsked({ person: 'x', kind: 'a b', days: '8', page: '0' }), {
    person: null,
    kind: '',
    days: 30,
    page: 1,
  })
  assert.equal(auditQuery(auditAsked({ kind: 'seen', days: '90' }), 3), '?kind=seen&days=90&page=3')
  assert.equal(deedInWords('toolkit.stage-closed'), 'Stage closed')
  assert.equal(deedInWords('kernel.saw'), 'Looked at')
})
