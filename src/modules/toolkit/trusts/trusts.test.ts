// A trust sees exactly what its schools chose to share, across programmes, and not a day longer.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { alderbourne, cast, larchmead, trust } from '../../../../seeds/cast.ts'
import { rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { nowhere } from '../../../kernel/db.ts'
import { json } from '../../../kernel/sql.ts'
import { sharedAt, sharingAt, trustSchoolAt, trustSchoolsAt } from '../paths.ts'
import { publishBoard } from '../board/service.ts'
import * as store from './store.ts'

const AT = trustSchoolsAt(trust.office)
const setting = larchmead.setting

const share = (head: Visitor, flows: readonly string[], at = setting) => head.post(`${sharingAt(at)}/trust`, { flows })
const listed = (text: string): string[] =>
  [...text.matchAll(/<th scope="row" class="govuk-table__header">(?:<a[^>]*>)?([^<]+)/g)].map((match) => match[1]!)

/** Rows that schools of the trust share, as their own deeds would have published them. */
async function addRows(w: Held, n: number, edition: string): Promise<void> {
  await w.inCtx(undefined, {}, async (ctx) => {
    for (let i = 0; i < n; i += 1) {
      const id = randomUUID()
      await ctx.tx.as('web', { ...nowhere, settings: [id] }, () =>
        ctx.tx.run(store.putRow, {
          trust: trust.id,
          setting: id,
          name: `Test ${edition} ${String(i).padStart(2, '0')}`,
          designation: 'primary',
          edition_key: edition,
          edition_version: 1,
          cycle_number: 1,
          stage: 'plan',
          levels: json({ leadership_management: 3 }),
          items: json({}),
          moved_at: ctx.now,
          moved_term: '2026-1',
          until: '2028-11-01',
          at: ctx.now,
        }),
      )
    }
  })
}

rolledBack('the trust’s lead sees the two schools that share, their stages and levels in words', async (w) => {
  const nadia = await w.as('nadia')
  assert.match((await nadia.get('/')).text, new RegExp(`href="${AT}"`))
  const { status, text } = await nadia.get(AT)
  assert.equal(status, 200)
  for (const { name } of [larchmead, alderbourne]) assert.ok(text.includes(name), name)
  assert.match(text, /schools that share/)
  assert.match(text, /Every school of your trust here shares/)
  assert.doesNotMatch(text, /Where the editions ask the same/, 'one edition only')
  const school = await nadia.get(trustSchoolAt(trust.office, setting))
  assert.match(school.text, /Agreed level for each principle/)
  for (const name of [cast.amina.name, cast.tom.name]) assert.ok(!school.text.includes(name), 'no names of staff')
})

rolledBack('nobody else reads it: not a head, not an officer, not the trust of another', async (w) => {
  for (const name of ['ruth', 'priya', 'helen'] as const) {
    const visitor = await w.as(name)
    for (const path of [AT, trustSchoolAt(trust.office, setting)])
      assert.equal((await visitor.get(path)).status, 404, `${name} ${path}`)
  }
  const ruth = await w.as('ruth')
  assert.equal((await ruth.get(trustSchoolsAt(setting))).status, 403)
  const other = await w.inCtx(undefined, {}, (ctx) =>
    ctx.tx.as('web', { ...nowhere, trusts: [randomUUID()] }, () =>
      ctx.tx.many(store.rowsOfTrust, { trust: trust.id, most: 9 }),
    ),
  )
  assert.deepEqual(other, [])
})

rolledBack('a school that stops is only counted, at once; the Record it shared goes with it', async (w) => {
  const [ruth, nadia] = [await w.as('ruth'), await w.as('nadia')]
  const before = (await nadia.get(trustSchoolAt(trust.office, setting))).text
  const record = /href="([^"]+\/records\/[0-9a-f-]+)"/.exec(before)![1]!
  assert.equal((await nadia.get(record)).status, 200)
  assert.equal((await share(ruth, ['trust_board'])).status, 303)
  assert.equal((await nadia.get(record)).status, 404)
  assert.equal((await share(ruth, [])).status, 303)
  const { text } = await nadia.get(AT)
  assert.ok(!text.includes(larchmead.name))
  assert.match(text, /One school of your trust here has not shared yet/)
  assert.equal((await nadia.get(trustSchoolAt(trust.office, setting))).status, 404)
})

rolledBack('ending the agreement takes everything back in the same deed; nothing starts without one', async (w) => {
  const [ruth, nadia] = [await w.as('ruth'), await w.as('nadia')]
  const page = (await ruth.get(`/settings/${setting}/agreement`)).text
  const path = [...page.matchAll(/href="([^"]+\/ending)"/g)].map((match) => match[1]!)
  const pages = await Promise.all(path.map(async (one) => ({ one, text: (await ruth.get(one)).text })))
  const ending = pages.find(({ text }) => text.includes(trust.name))!.one
  assert.match((await ruth.get(ending)).text, /Everything you share with your trust stops at once/)
  assert.equal((await ruth.post(ending, { words: 'We talk another way.' })).status, 303)
  assert.ok(!(await nadia.get(AT)).text.includes(larchmead.name))
  assert.equal((await share(ruth, ['trust_board'])).status, 409)
  assert.match(
    (await ruth.get(sharingAt(setting))).text,
    /Our row on the programme board/,
    'the programme’s part stays',
  )
})

rolledBack('the trust offers again, the head signs, shares, and lets it read one version', async (w) => {
  const [helen, nadia] = [await w.as('helen'), await w.as('nadia')]
  const at = alderbourne.setting
  const offer = { basis: 'public_task', ends_on: '31 August 2028' }
  const offerAt = `/settings/${trust.office}/trust-agreement`
  assert.match((await nadia.post(offerAt, offer)).location ?? '', new RegExp(trust.office))
  assert.doesNotMatch((await helen.get(`/settings/${at}/agreement`)).text, /offers you an agreement/, 'one is in force')
  const endings = (await helen.get(`/settings/${at}/agreement`)).text.matchAll(/href="([^"]+\/ending)"/g)
  for (const [, one] of endings)
    if ((await helen.get(one!)).text.includes(trust.name)) await helen.post(one!, { words: 'Once more.' })
  assert.equal((await nadia.post(offerAt, { ...offer, ends_on: '1 January 2050' })).status, 422)
  await nadia.post(offerAt, offer)
  await nadia.post(offerAt, offer)
  const read = (await helen.get(`/settings/${at}/agreement`)).text
  assert.match(read, new RegExp(`${trust.name} offers you an agreement`))
  assert.match(
    (await helen.get(`/settings/${at}`)).text,
    new RegExp(`Read the agreement with ${trust.name} and sign it`),
  )
  const signatures = [...read.matchAll(/action="([^"]+\/signature)"/g)]
  assert.equal(signatures.length, 1, 'pressed twice, offered once')
  assert.equal((await helen.post(signatures[0]![1]!, { agree: 'yes', name: 'Helen Price' })).status, 303)
  assert.equal((await share(helen, ['trust_board', 'trust_reading'], at)).status, 303)
  assert.ok((await nadia.get(AT)).text.includes(alderbourne.name))
  const marcus = await w.as('marcus')
  const why = { why: 'For the trust' }
  assert.equal((await marcus.post(`/settings/${at}/toolkit/record/versions`, why)).status, 303)
  const seen = (await helen.get(sharedAt(at))).text
  const record = /trust-records"[\s\S]*?name="record" value="([^"]+)"/.exec(seen)![1]!
  assert.equal((await marcus.post(`${sharedAt(at)}/trust-records`, { record })).status, 403)
  assert.equal((await helen.post(`${sharedAt(at)}/trust-records`, { record })).status, 303)
  const path = `${trustSchoolAt(trust.office, at)}/records/${record}`
  assert.equal((await nadia.get(path)).status, 200)
  assert.equal((await helen.post(`${sharedAt(at)}/trust-withdrawals`, { record })).status, 303)
  assert.equal((await nadia.get(path)).status, 404)
})

rolledBack('a school sees exactly what its trust sees, and its row follows its work', async (w) => {
  const ruth = await w.as('ruth')
  const { text } = await ruth.get(sharedAt(setting))
  assert.match(text, new RegExp(`and ${trust.name} see of your Toolkit`))
  assert.match(text, /Your row in its view/)
  await w.inCtx('ruth', { setting }, async (ctx) => {
    await ctx.tx.client.query(`delete from settings.trust_sharing where setting_id = $1`, [setting])
    await publishBoard(ctx, setting)
    assert.equal(await ctx.tx.maybe(store.rowOfSetting, { setting }), undefined)
  })
})

rolledBack('what is shared until a day is read on that day and not on the next, before any job has run', async (w) => {
  const row = await w.inCtx('nadia', { setting: trust.office }, (ctx) =>
    ctx.tx.maybe(store.rowOfSchool, { trust: trust.id, school: setting }),
  )
  const last = new Date(`${row!.until}T12:00:00Z`)
  w.clock(last)
  assert.ok((await (await w.as('nadia')).get(AT)).text.includes(larchmead.name))
  w.clock(new Date(last.getTime() + 86_400_000))
  const nadia = await w.as('nadia')
  assert.ok(!(await nadia.get(AT)).text.includes(larchmead.name))
  assert.equal((await nadia.get(trustSchoolAt(trust.office, setting))).status, 404)
  const job = w.house.modules.flatMap((one) => one.jobs).find((one) => one.name === 'stop-run-out-sharing')!
  await w.inCtx(undefined, {}, (ctx) => job.run(ctx, {}))
  const left = await w.inCtx('ruth', { setting }, (ctx) => ctx.tx.maybe(store.rowOfSetting, { setting }))
  assert.equal(left, undefined, 'and the night takes it back')
})

rolledBack('forty schools of two editions: the finding, the pages, and only what both are asked', async (w) => {
  const nadia = await w.as('nadia')
  await addRows(w, 25, 'primary')
  await addRows(w, 15, 'special')
  const first = await nadia.get(AT)
  assert.match(first.text, /All 42 schools that share have moved this term/)
  assert.equal(new Set(listed(first.text).filter((name) => name.startsWith('Test'))).size, 18)
  assert.match(first.text, /rel="next"/)
  const all = await nadia.get(`${AT}?all=yes`)
  assert.equal(new Set(listed(all.text).filter((name) => name.startsWith('Test'))).size, 40)
  assert.match(all.text, /Where the editions ask the same/)
  const special = await nadia.get(`${AT}?edition=special&q=test`)
  assert.equal(new Set(listed(special.text).filter((name) => name.startsWith('Test'))).size, 15)
  assert.doesNotMatch(all.text, /\b(fail|weak|poor|behind|worst|rank)/i)
  for (const odd of ['stage=x', 'edition=constructor', 'page=99', 'page=-1', 'q=%00%27'])
    assert.equal((await nadia.get(`${AT}?${odd}`)).status, 200, odd)
})
