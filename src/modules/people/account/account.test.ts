// Someone's own account, and the pages that anyone may open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transaction } from '../../../kernel/db.ts'
import { join, PASSWORD } from '../../../../tests/joining.ts'
import { rolledBack } from '../../../../tests/world.ts'
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
