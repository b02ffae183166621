// Calls for views: opening one, who sees its links, closing it for good, what is shown and what goes.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { alderbourne, larchmead } from '../../../../seeds/cast.ts'
import { openPair } from '../../../../seeds/views.ts'
import { rolledBack, type Fields, type Held } from '../../../../tests/world.ts'
import { nowhere, transaction } from '../../../kernel/db.ts'
import { hashOf } from '../../../kernel/secrets.ts'
import { callAt, viewsAt } from '../paths.ts'
import { callsOf, closeCall, closeOverdue, type Call } from './service.ts'
import { sheetOf } from './sheets.ts'

const A = alderbourne.setting
const L = larchmead.setting

const calls = (w: Held, setting: string): Promise<Call[]> =>
  transaction(w.house.engine, { reach: { ...nowhere, settings: [setting] }, readOnly: true }, (tx) =>
    callsOf(tx, setting),
  )
const rows = (w: Held, setting: string, sql: string): Promise<Record<string, unknown>[]> =>
  transaction(
    w.house.engine,
    { reach: { ...nowhere, settings: [setting] }, readOnly: true },
    async (tx) => (await tx.client.query(sql)).rows as Record<string, unknown>[],
  )
const newest = async (w: Held, setting: string): Promise<Call> => (await calls(w, setting))[0]!

const ASK: Fields = { kinds: ['pupils', 'staff'], closes_on: '4 December 2026' }

rolledBack(
  'a lead asks pupils and staff: each kind gets a link and a code of its own, and a teacher sees neither',
  async (w) => {
    const amina = await w.as('amina')
    const asked = await amina.post(`${viewsAt(L)}/asking`, ASK)
    assert.equal(asked.status, 303, asked.text.slice(0, 2000))
    const { text } = await amina.get(asked.location!)
    const links = [...new Set([...text.matchAll(/href="(\/views\/[\w-]+)"/g)].map((match) => match[1]!))]
    assert.equal(links.length, 2)
    assert.equal(text.match(/[BCDFGHJKMNPQRSTVWXZ]{3} [BCDFGHJKMNPQRSTVWXZ]{5}/g)?.length, 2)
    assert.equal((await w.nobody().get(links[0]!)).status, 200)
    const tom = await (await w.as('tom')).get(asked.location!)
    assert.equal(tom.status, 200)
    assert.doesNotMatch(tom.text, /\/views\/[\w-]{20,}/)
    assert.equal((await (await w.as('tom')).get(`${viewsAt(L)}/asking`)).status, 403)
  },
)

rolledBack('one call is open at a time, it ends within sixty days, and whoever was asked lately rests', async (w) => {
  const marcus = await w.as('marcus')
  const second = await marcus.post(`${viewsAt(A)}/asking`, ASK)
  assert.equal(second.status, 409)
  w.clock(new Date('2026-10-10T09:30:00Z'))
  const soon = await (await w.as('amina')).post(`${viewsAt(L)}/asking`, { ...ASK, closes_on: '20 October 2026' })
  assert.equal(soon.status, 422)
  assert.match(soon.text, /asked a short time ago/)
  w.clock(new Date('2026-11-27T09:30:00Z'))
  const amina = await w.as('amina')
  for (const closes_on of ['27 November 2026', '1 March 2027', 'soon'])
    assert.equal((await amina.post(`${viewsAt(L)}/asking`, { ...ASK, closes_on })).status, 422, closes_on)
  assert.equal((await amina.post(`${viewsAt(L)}/asking`, { closes_on: '4 December 2026' })).status, 422)
})

rolledBack('while a call is open its page says how many in steps, and nothing of what they said', async (w) => {
  const call = await newest(w, A)
  const { text } = await (await w.as('marcus')).get(callAt(A, call.id))
  assert.match(text, /Pupils: 20 to 49/)
  assert.match(text, /Parents: fewer than 5/)
  assert.match(text, /Wider staff: none yet/)
  assert.doesNotMatch(text, /\b23\b|student_voice|ws-chart/)
})

rolledBack('closing works out what may be shown, lets every sheet go and stops the links for good', async (w) => {
  const call = await newest(w, A)
  const marcus = await w.as('marcus')
  const confirm = await marcus.get(`${callAt(A, call.id)}/closing`)
  assert.match(confirm.text, /Parents and wider staff: fewer than 5 have answered/)
  assert.equal((await marcus.post(`${callAt(A, call.id)}/closing`)).status, 303)
  assert.deepEqual(await rows(w, A, 'select 1 from toolkit.sheets'), [])
  const { text } = await marcus.get(callAt(A, call.id))
  assert.match(text, /What works best in their eyes/)
  assert.match(text, /Parents: fewer than 5 answered\. <span class="ws-hidden">/)
  assert.equal((await w.nobody().get(`/views/${openPair.token}/en`)).status, 410)
  assert.equal((await marcus.post(`${callAt(A, call.id)}/closing`)).status, 410)
  const kept = await rows(w, A, `select result from toolkit.call_results where kind = 'parents'`)
  assert.deepEqual(kept, [{ result: { shown: false, band: 1 } }])
})

rolledBack('a sheet that comes while the call closes is refused by the database itself', async (w) => {
  const call = await newest(w, A)
  await w.inCtx('marcus', { setting: A }, (ctx) => closeCall(ctx, call))
  const sheet = sheetOf('pupils', 1)
  const { status, text } = await w
    .nobody()
    .post(`/views/${openPair.token}/en`, { once: randomUUID(), [`item_${sheet.items[0]!.key}`]: '2' })
  assert.equal(status, 410)
  assert.match(text, /have closed/)
  const insert = transaction(
    w.house.engine,
    { role: 'rater', reach: { ...nowhere, link: hashOf(openPair.token) } },
    (tx) =>
      tx.client.query(
        `insert into toolkit.sheets (setting_id, link, once, language, answers)
       select setting_id, link, gen_random_uuid(), 'en', '{}' from toolkit.call_links`,
      ),
  )
  await assert.rejects(insert, { constraint: 'link_is_open' })
})

rolledBack('a call closes by itself the day after its last, and nobody’s name is under it', async (w) => {
  const call = await newest(w, A)
  w.clock(new Date(`${call.closes_on}T23:00:00Z`))
  await w.inCtx(undefined, {}, closeOverdue)
  assert.equal((await newest(w, A)).closed_on, null)
  w.clock(new Date(Date.parse(`${call.closes_on}T01:25:00Z`) + 86_400_000))
  await w.inCtx(undefined, {}, closeOverdue)
  assert.equal((await newest(w, A)).closed_by, 'Wholeschool')
  assert.deepEqual(await rows(w, A, 'select 1 from toolkit.sheets'), [])
})

rolledBack(
  'what is shown stands side by side with the team, strengths first, with a table under the picture',
  async (w) => {
    const call = await newest(w, L)
    const { text } = await (await w.as('dee')).get(callAt(L, call.id))
    assert.match(text, /What works best in their eyes: Ethos and environment/)
    assert.match(text, /(Pupils|Parents) see (much )?(more|less) of this than the team does/)
    assert.match(text, /See the numbers as a table/)
    assert.match(text, /What they would change first/)
    assert.match(text, /Wider staff: fewer than 5 answered/)
  },
)

rolledBack(
  'the smallest group may be raised and never goes under five; two who change it at once are told',
  async (w) => {
    const ruth = await w.as('ruth')
    const at = `${viewsAt(L)}/choices`
    const words = 'Mr Okoro in the Harbour room'
    for (const smallest of ['4', '0', '51', 'ten'])
      assert.equal((await ruth.post(at, { smallest, talk_to: words, version: '0' })).status, 422, smallest)
    assert.equal((await ruth.post(at, { smallest: '8', talk_to: words, version: '0' })).status, 303)
    const late = await (await w.as('amina')).post(at, { smallest: '6', talk_to: 'Ms Osei', version: '0' })
    assert.equal(late.status, 409)
    assert.match(late.text, /Ruth Adeyemi changed this[\s\S]*>8<[\s\S]*>6<[\s\S]*Mr Okoro[\s\S]*Ms Osei/)
    const asked = await ruth.post(`${viewsAt(L)}/asking`, ASK)
    const { text } = await ruth.get(asked.location!)
    assert.match(text, /The smallest group shown is 8/)
    const link = /href="(\/views\/[\w-]+)"/.exec(text)![1]!
    assert.match((await w.nobody().get(link)).text, /The smallest group that is shown: 8 people/)
  },
)

rolledBack('a call of another school is not found', async (w) => {
  const call = await newest(w, A)
  for (const path of ['', '/closing', '/comments'])
    assert.equal(
      (await (await w.as('ruth')).get(`${callAt(L, call.id)}${path}`)).status,
      path === '/comments' ? 403 : 404,
    )
})
