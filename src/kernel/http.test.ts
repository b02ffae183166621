// The skin of the house: what every page has in common, whatever it shows. Asked through a small module of its own.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { cast, larchmead } from '../../seeds/cast.ts'
import { HOSTILE } from '../../tests/hostile.ts'
import { rolledBack, visitorOf, world, type Held, type Visitor } from '../../tests/world.ts'
import { html } from '../view/html.ts'
import { postForm } from '../view/form.ts'
import { anyone, may, signedIn } from './access.ts'
import { form, words } from './form.ts'
import type { House } from './house.ts'
import { makeServer } from './http.ts'
import { makeModule } from './module.ts'
import { Problem } from './problem.ts'
import { again, get, goTo, page, post } from './route.ts'
import { query } from './sql.ts'
import { auditLines } from './store.ts'
import { formToken } from './token.ts'

const addMark = query<{ name: string }>()(
  z.object({}),
  `insert into kernel.facts_told (at, name, about, facts) values (now(), :name, gen_random_uuid(), '{}')`,
)
const wordsForm = form({ words: words('Enter your words', 500_000) })

const trial = makeModule({
  name: 'trial',
  verbs: { 'trial.try': { words: 'Try things', roles: ['head'] } },
  problems: { 'trial.refused': { kind: 'conflict', title: 'Somebody was first', words: 'Have another look at it.' } },
  routes: [
    get('/trial', {
      who: anyone,
      show: async () =>
        page('A trial', html`<h1>A trial</h1><p>${'<b>bold</b>'.repeat(200)}</p>${postForm('/trial/deeds', 'x')}`),
    }),
    get('/trial/writes', {
      who: signedIn,
      async show(asked) {
        await asked.tx.run(addMark, { name: 'trial.wrote' })
        return page('Wrote', html`<h1>Wrote</h1>`)
      },
    }),
    get('/trial/fault', { who: anyone, show: () => Promise.reject(new Error('a secret in a message')) }),
    get('/trial/refused', { who: anyone, show: () => Promise.reject(new Problem('trial.refused')) }),
    get('/trial/away', { who: anyone, show: async (asked) => goTo(asked.query.to ?? '/') }),
    get('/settings/:setting/trial', {
      who: may('trial.try'),
      sees: 'a trial',
      show: async () => page('Seen', html`<h1>Seen</h1>`),
    }),
    post('/trial/files', {
      who: signedIn,
      form: form({}),
      upload: { most: 2000 },
      act: async (asked) => goTo(`/trial?size=${asked.upload?.size ?? 0}`),
    }),
    post('/trial/deeds', {
      who: signedIn,
      form: wordsForm,
      async act(asked) {
        await asked.tx.run(addMark, { name: 'trial.done' })
        if (asked.form.words === 'wrong') return again({ words: 'Those are the wrong words' })
        return goTo('/trial', `Kept "${asked.form.words}"`)
      },
      again: async ({ typed, mistakes }) =>
        page(
          'Your words',
          html`<h1>Your words</h1><p>${mistakes.words}</p><textarea name="words">${typed.words as string}</textarea>`,
        ),
    }),
  ],
})

let app: FastifyInstance
let house: House

before(async () => {
  const w = await world()
  house = { ...w.house, modules: [...w.house.modules, trial], clock: () => w.house.clock() }
  app = await makeServer(house, [])
})
after(() => app.close())

async function ruth(w: Held): Promise<Visitor> {
  const visitor = visitorOf(app, house)
  const known = await w.as('ruth')
  visitor.cookies.set('session', known.cookies.get('session')!)
  return visitor
}

const marks = (w: Held, name: string): Promise<number> =>
  w.inCtx(
    undefined,
    {},
    async (ctx) =>
      Number(
        (await ctx.tx.client.query('select count(*) as n from kernel.facts_told where name = $1', [name])).rows[0].n,
      ),
    'clerk',
  )

rolledBack('every page carries the policy, is never kept by the browser, and escapes what it shows', async () => {
  const { status, headers, text } = await visitorOf(app, house).get('/trial')
  assert.equal(status, 200)
  assert.match(String(headers['content-security-policy']), /default-src 'none';script-src 'self'/)
  assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
  assert.deepEqual(
    [headers['cache-control'], headers['x-content-type-options'], headers['referrer-policy']],
    ['no-store', 'nosniff', 'same-origin'],
  )
  assert.match(text, /&lt;b&gt;bold/)
})

rolledBack('a page is compressed, and its form token is another one each time', async () => {
  const visitor = visitorOf(app, house)
  const tokens = new Set<string>()
  for (let time = 0; time < 3; time++)
    tokens.add(/name="form_token" value="([^"]+)"/.exec((await visitor.get('/trial')).text)![1]!)
  assert.equal(tokens.size, 3)
  const raw = await app.inject({ url: '/trial', headers: { host: 'localhost', 'accept-encoding': 'br' } })
  assert.equal(raw.headers['content-encoding'], 'br')
  assert.match(brotliDecompressSync(raw.rawPayload).toString(), /<h1>A trial/)
})

rolledBack('opening a page can never write, whatever its code does', async (w) => {
  const { status } = await (await ruth(w)).get('/trial/writes')
  assert.equal(status, 500)
  assert.equal(await marks(w, 'trial.wrote'), 0)
})

rolledBack('a fault gives a reference and nothing else away', async () => {
  const { status, text } = await visitorOf(app, house).get('/trial/fault')
  assert.equal(status, 500)
  assert.match(text, /reference: <strong>[0-9a-f]{8}</)
  assert.doesNotMatch(text, /secret|at .*\.ts/)
})

rolledBack('a refusal is explained on a page, with the status that fits', async () => {
  const { status, text } = await visitorOf(app, house).get('/trial/refused')
  assert.equal(status, 409)
  assert.match(text, /<h1[^>]*>Somebody was first<\/h1>/)
})

rolledBack('nobody is sent off to another site', async () => {
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])
    assert.equal((await visitorOf(app, house).get(`/trial/away?to=${encodeURIComponent(to)}`)).location, '/', to)
})

rolledBack('a form without its token, or with a stranger’s, is refused and changes nothing', async (w) => {
  const visitor = await ruth(w)
  for (const form_token of ['', 'x', formToken(house.secrets, 'another cookie')])
    assert.equal((await visitor.post('/trial/deeds', { words: 'x', form_token })).status, 403)
  assert.equal(await marks(w, 'trial.done'), 0)
})

rolledBack('pressing the button twice does the deed once and answers the same', async (w) => {
  const visitor = await ruth(w)
  const form_once = randomUUID()
  const first = await visitor.post('/trial/deeds', { words: 'hello', form_once })
  const second = await visitor.post('/trial/deeds', { words: 'hello', form_once })
  assert.deepEqual([first.status, first.location], [second.status, second.location])
  assert.equal(await marks(w, 'trial.done'), 1)
  assert.equal((await visitor.post('/trial/deeds', { words: 'hello' })).status, 303)
  assert.equal(await marks(w, 'trial.done'), 2)
})

rolledBack('a mistake undoes all that the deed wrote, keeps the words, and can be sent again', async (w) => {
  const visitor = await ruth(w)
  const form_once = randomUUID()
  const wrong = await visitor.post('/trial/deeds', { words: 'wrong', form_once })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /<title>Error: Your words/)
  assert.match(wrong.text, />wrong<\/textarea>/)
  assert.equal(await marks(w, 'trial.done'), 0)
  assert.equal((await visitor.post('/trial/deeds', { words: 'right', form_once })).status, 303)
  assert.equal(await marks(w, 'trial.done'), 1)
})

rolledBack('names in every script come back as they were typed', async (w) => {
  const visitor = await ruth(w)
  for (const typed of HOSTILE.filter((one) => one.trim() && !/[\0\r\ud800]/.test(one) && one.length < 1000)) {
    const { status } = await visitor.post('/trial/deeds', { words: typed })
    assert.equal(status, 303, typed)
    const { text } = await visitor.get('/trial')
    assert.ok(text.includes('Kept &quot;'), typed)
    if (/^[\p{L}\p{M} ’]+$/u.test(typed)) assert.ok(text.includes(typed.trim()), typed)
  }
})

rolledBack('ten megabytes of text are refused before they are read', async (w) => {
  const { status, text } = await (await ruth(w)).post('/trial/deeds', { words: 'x'.repeat(10 * 1024 * 1024) })
  assert.equal(status, 413)
  assert.match(text, /more than this page can take/)
})

rolledBack(
  'a file is taken in only from someone who may send it, and a broken one is the sender’s mistake',
  async (w) => {
    const path = '/trial/files'
    const file = { name: 'a.csv', body: 'x'.repeat(1000) }
    assert.match((await visitorOf(app, house).upload(path, file)).location ?? '', /^\/sign-in/)
    const visitor = await ruth(w)
    assert.equal((await visitor.upload(path, file)).location, '/trial?size=1000')
    assert.equal((await visitor.upload(path, { ...file, body: 'x'.repeat(5000) })).status, 413)
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x'])
      assert.equal((await visitor.post(path, {}, { 'content-type': type })).status, 400)
  },
)

rolledBack('addresses that make no sense are not found, and never a fault', async () => {
  const visitor = visitorOf(app, house)
  for (const path of [
    '/nowhere',
    '/%',
    '/%00',
    '/settings/not-an-id/trial',
    '/assets/../../package.json',
    '/trial/' + 'x'.repeat(5000),
  ]) {
    const { status } = await visitor.get(path)
    assert.ok(status >= 400 && status < 500, `${path.slice(0, 40)} answered ${status}`)
  }
})

rolledBack(
  'what was sent after the session ran out is shown again to the same person, once signed in, and not done',
  async (w) => {
    const visitor = await ruth(w)
    const later = new Date(w.house.clock().getTime() + 13 * 3_600_000)
    w.clock(later)
    const sent = await visitor.post('/trial/deeds', { words: 'Words I would hate to lose' })
    assert.equal(sent.status, 303)
    assert.match(sent.location!, /^\/sign-in/)
    assert.equal(await marks(w, 'trial.done'), 0)
    const { rows } = await w.inCtx(
      undefined,
      {},
      (ctx) =>
        ctx.tx.client.query('select id, sealed from kernel.rescued_posts where person_id = $1', [cast.ruth.person]),
      'clerk',
    )
    assert.equal(rows.length, 1)
    assert.doesNotMatch(rows[0].sealed.toString('latin1'), /hate to lose/)
    const path = `/rescued/${rows[0].id}`
    const back = await ruth(w)
    const shown = await back.get(path)
    assert.match(shown.text, />Words I would hate to lose<\/textarea>/)
    assert.equal(await marks(w, 'trial.done'), 0)
    const other = visitorOf(app, house)
    other.cookies.set('session', (await w.as('tom')).cookies.get('session')!)
    assert.equal((await other.get(path)).status, 404)
    w.clock(new Date(later.getTime() + 31 * 60_000))
    assert.equal((await (await ruth(w)).get(path)).status, 404)
  },
)

rolledBack('seeing what is marked as seen is a line in the audit', async (w) => {
  await (await ruth(w)).get(`/settings/${larchmead.setting}/trial`)
  const lines = await w.inCtx('ruth', { setting: larchmead.setting }, (ctx) =>
    ctx.tx.many(auditLines, {
      setting: larchmead.setting,
      from: '2026-11-19',
      until: '2026-11-19',
      person: cast.ruth.person,
      seen: true,
      room: null,
      deed: null,
      most: 5,
    }),
  )
  assert.equal(lines[0]?.words, 'a trial')
})

test('the process says that it is alive and ready, and nothing about people', async () => {
  assert.deepEqual((await app.inject('/healthz')).json(), { alive: true })
  const ready = (await app.inject('/readyz')).json<{ ready: boolean; degraded: string[] }>()
  assert.equal(ready.ready, true)
  assert.ok(ready.degraded.includes('queue'))
})
