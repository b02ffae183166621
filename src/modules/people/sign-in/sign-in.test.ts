// The way in, as people meet it.
import assert from 'node:assert/strict'
import { join, lettersTo, linkIn, PASSWORD } from '../../../../tests/joining.ts'
import { NOW, rolledBack } from '../../../../tests/world.ts'
import { cast } from '../../../../seeds/cast.ts'
import { transaction } from '../../../kernel/db.ts'
import { forget } from '../sessions/jobs.ts'
import { SHUT, WRONG } from './service.ts'

const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)
const plain = (text: string): string => text.replace(/value="[^"]*"/g, '')
const afar = { 'x-forwarded-for': '203.0.113.9' }

rolledBack('someone with a password signs in, goes where they were going, and out again', async (w) => {
  const { email } = await join(w)
  const visitor = w.nobody()
  assert.match((await visitor.get('/account')).location ?? '', /^\/sign-in\?back=%2Faccount$/)
  const done = await visitor.post('/sign-in', { email: email.toUpperCase(), password: PASSWORD, back: '/account' })
  assert.equal(done.location, '/sign-in/next?back=%2Faccount')
  assert.equal((await visitor.get(done.location ?? '')).location, '/account')
  const account = await visitor.get('/account')
  assert.equal(account.status, 200)
  assert.match(account.text, /Your account, Wren/)
  const out = await visitor.post('/sign-out')
  assert.equal(out.location, '/sign-in')
  assert.equal(visitor.cookies.has('session'), false)
})

rolledBack('nobody is sent to another site, or round in circles, after signing in', async (w) => {
  const { visitor } = await join(w)
  for (const back of [
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/sign-in?back=/',
    '/sign-out',
    'account',
    '/a b',
  ])
    assert.equal((await visitor.get(`/sign-in/next?back=${encodeURIComponent(back)}`)).location, '/', back)
  assert.equal((await visitor.get(`/sign-in/next?back=${encodeURIComponent('/help?x=1')}`)).location, '/help?x=1')
})

rolledBack(
  'ten wrong tries shut the door for 15 minutes, also to the right password, and the same for an address nobody has',
  async (w) => {
    const { email } = await join(w)
    const said = async (address: string): Promise<string[]> => {
      const answers: string[] = []
      const visitor = w.nobody()
      for (let i = 0; i < 12; i += 1) {
        const answer = await visitor.post('/sign-in', {
          email: address,
          password: i === 11 ? PASSWORD : `wrong number ${i}`,
        })
        assert.equal(answer.status, 422)
        answers.push(answer.text.includes(WRONG) ? 'wrong' : answer.text.includes(SHUT) ? 'shut' : 'other')
      }
      return answers
    }
    const known = await said(email)
    assert.deepEqual(known, [...Array.from({ length: 9 }, () => 'wrong'), 'shut', 'shut', 'shut'])
    assert.deepEqual(await said('nobody@joining.example'), known)
    w.clock(minutesLater(14))
    assert.equal((await w.nobody().post('/sign-in', { email, password: PASSWORD })).status, 422)
    w.clock(minutesLater(16))
    assert.equal((await w.nobody().post('/sign-in', { email, password: PASSWORD })).status, 303)
  },
)

rolledBack('a right password starts the count of wrong ones again', async (w) => {
  const { email } = await join(w)
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 9; i += 1)
      assert.match((await w.nobody().post('/sign-in', { email, password: 'not this one' })).text, /did not open/)
    assert.equal((await w.nobody().post('/sign-in', { email, password: PASSWORD })).status, 303)
  }
})

rolledBack('a token put into a browser beforehand is worth nothing after signing in', async (w) => {
  const { email } = await join(w)
  const visitor = w.nobody()
  visitor.cookies.set('session', 'planted-by-someone-else')
  await visitor.post('/sign-in', { email, password: PASSWORD })
  const mine = visitor.cookies.get('session')
  assert.notEqual(mine, 'planted-by-someone-else')
  const planter = w.nobody()
  planter.cookies.set('session', 'planted-by-someone-else')
  assert.equal((await planter.get('/account')).status, 303)
  await visitor.post('/sign-in', { email, password: PASSWORD })
  assert.notEqual(visitor.cookies.get('session'), mine)
  planter.cookies.set('session', mine!)
  assert.equal((await planter.get('/account')).status, 303, 'the earlier session of this browser has ended')
})

rolledBack('a session ends after two hours without use, and after twelve in any case', async (w) => {
  const { visitor } = await join(w)
  for (let minutes = 100; minutes <= 700; minutes += 100) {
    w.clock(minutesLater(minutes))
    assert.equal((await visitor.get('/account')).status, 200, `after ${minutes} minutes`)
  }
  w.clock(minutesLater(721))
  assert.match((await visitor.get('/account')).location ?? '', /^\/sign-in/)
  const { visitor: idle } = await join(w)
  w.clock(minutesLater(721 + 121))
  assert.match((await idle.get('/account')).location ?? '', /^\/sign-in/)
})

rolledBack('what was sent after a session ran out is shown again to the same person, and to nobody else', async (w) => {
  const { visitor, email } = await join(w)
  const other = await join(w, 'Someone Else')
  w.clock(minutesLater(180))
  const kept = await visitor.post('/account/name', { name: 'Wren <Castle> of Larchmead' })
  assert.equal(kept.location, '/sign-in?kept=1')
  assert.match((await visitor.get('/sign-in?kept=1', afar)).text, /What you wrote is safe/)
  const again = await visitor.post('/sign-in', { email, password: 'not this one', kept: '1' }, afar)
  assert.match(again.text, /What you wrote is safe/)
  const done = await visitor.post('/sign-in', { email, password: PASSWORD, kept: '1' })
  const rescued = (await visitor.get(done.location ?? '')).location!
  assert.match(rescued, /^\/rescued\//)
  const stranger = w.nobody()
  await stranger.post('/sign-in', { email: other.email, password: PASSWORD })
  assert.equal((await stranger.get(rescued)).status, 404)
  assert.equal((await stranger.get('/sign-in/next')).location, '/')
  const shown = await visitor.get(rescued)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /value="Wren &lt;Castle&gt; of Larchmead"/)
  assert.match((await visitor.get('/account')).text, /Your account, Wren</, 'nothing was done yet')
  assert.equal((await visitor.post('/account/name', { name: 'Wren Larch' })).location, '/account')
  const later = w.nobody()
  const second = await later.post('/sign-in', { email, password: PASSWORD })
  assert.equal((await later.get(second.location!)).location, '/', 'shown after one sign-in, not after each')
})

rolledBack('a new password is never kept after a session ran out', async (w) => {
  const { visitor } = await join(w)
  w.clock(minutesLater(180))
  const answer = await visitor.post('/account/password', { present: PASSWORD, password: 'nine herons on a wire' })
  assert.equal(answer.location, '/sign-in?back=%2F')
})

rolledBack('a forgotten password is chosen anew by letter, and the answer tells nobody who is here', async (w) => {
  const { email, visitor } = await join(w)
  const known = await w.nobody().post('/sign-in/forgotten', { email })
  const unknown = await w.nobody().post('/sign-in/forgotten', { email: 'nobody@joining.example' })
  assert.equal(known.status, 200)
  assert.equal(plain(unknown.text), plain(known.text))
  assert.equal((await lettersTo(w, 'nobody@joining.example')).length, 0)
  const path = linkIn((await lettersTo(w, email, /new password/))[0])
  const fresh = w.nobody()
  assert.match((await fresh.get(path)).text, /Choose a new password/)
  assert.equal((await visitor.get('/account')).status, 200, 'opening the link changed nothing')
  assert.match((await fresh.post(path, { password: 'password1234' })).text, /harder to guess/)
  assert.equal((await fresh.post(path, { password: 'nine herons on a wire' })).location, '/sign-in/next')
  assert.equal((await visitor.get('/account')).status, 303, 'other devices are signed out')
  assert.equal((await fresh.get(path)).status, 410)
  assert.equal((await w.nobody().post('/sign-in', { email, password: PASSWORD })).status, 422)
  assert.equal((await lettersTo(w, email, /Your password was changed/)).length, 1)
})

rolledBack('at most three letters an hour go to an address', async (w) => {
  const { email } = await join(w)
  const before = (await lettersTo(w, email)).length
  for (let i = 0; i < 6; i += 1) assert.equal((await w.nobody().post('/sign-in/forgotten', { email })).status, 200)
  assert.equal((await lettersTo(w, email)).length - before, 3)
})

rolledBack('the cast can be signed in as with one press from this machine, and from nowhere else', async (w) => {
  const person = cast.ruth.person
  const visitor = w.nobody()
  assert.match((await visitor.get('/sign-in')).text, new RegExp(`${cast.ruth.name}[\\s\\S]*${person}`))
  const closed: Record<string, string>[] = [
    afar,
    { forwarded: 'for=203.0.113.9' },
    { 'x-real-ip': '127.0.0.1' },
    { host: 'wholeschool.example' },
    { via: '1.1 proxy' },
  ]
  for (const headers of closed) {
    assert.ok(!(await visitor.get('/sign-in', headers)).text.includes(person), JSON.stringify(headers))
    assert.equal((await visitor.post('/sign-in/demo', { person }, headers)).status, 404, JSON.stringify(headers))
  }
  const stranger = await join(w)
  assert.equal((await visitor.post('/sign-in/demo', { person: stranger.person })).status, 404, 'only the cast')
  const done = await visitor.post('/sign-in/demo', { person, back: '/account' })
  assert.equal((await visitor.get(done.location ?? '')).location, '/account')
  assert.match((await visitor.get('/account')).text, /Your account, Ruth/)
})

rolledBack('without the mark of a demonstration there is no cast and there are no letters to read', async (w) => {
  const real = w.house.demo
  const ruth = await w.as('ruth')
  assert.equal((await ruth.get('/letters')).status, 200)
  assert.equal((await ruth.get('/letters', afar)).status, 404)
  w.house.demo = false
  try {
    assert.equal((await w.nobody().post('/sign-in/demo', { person: cast.ruth.person })).status, 404)
    assert.ok(!(await w.nobody().get('/sign-in')).text.includes(cast.ruth.person))
    assert.equal((await ruth.get('/letters')).status, 404)
  } finally {
    w.house.demo = real
  }
})

rolledBack('sessions, tries and links are forgotten when their time is long over', async (w) => {
  await join(w)
  await w.nobody().post('/sign-in', { email: 'nobody@joining.example', password: 'wrong number' })
  const left = (): Promise<number[]> =>
    transaction(w.house.engine, { role: 'door' }, async (tx) => {
      const counts = ['sessions', 'tries', 'invitations'].map(
        (table) => `(select count(*) from people.${table})::int as ${table}`,
      )
      const { rows } = await tx.client.query<{ sessions: number; tries: number; invitations: number }>(
        `select ${counts.join(', ')}`,
      )
      return [rows[0]!.sessions, rows[0]!.tries, rows[0]!.invitations]
    })
  const now = await left()
  assert.ok(now.every((count) => count > 0))
  w.clock(minutesLater(13 * 1440))
  await w.inCtx(undefined, {}, (ctx) => forget(ctx))
  assert.deepEqual(await left(), [now[0], 0, now[2]])
  w.clock(minutesLater(400 * 1440))
  await w.inCtx(undefined, {}, (ctx) => forget(ctx))
  assert.deepEqual(await left(), [0, 0, 0])
})
