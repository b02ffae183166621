// A critical friend reads one chapter and says three things. The head agrees first; the link opens for nobody else; the
// reader reaches nothing else of the school; and what is taken back, run out or switched off is gone at once.
import { localPath } from '../../people/sessions/rules.ts'
import assert from 'node:assert/strict'
import { alderbourne, cast, larchmead, programme } from '../../../../seeds/cast.ts'
import { rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import type { Ctx } from '../../../kernel/context.ts'
import { openLetter } from '../../../kernel/mail.ts'
import { loadHere } from '../cycles/service.ts'
import { documentOf } from '../records/service.ts'
import { readingsOf, tendReadings, withdrawUnshared } from './service.ts'
import type { ReadingRow } from './store.ts'

const { setting } = larchmead
const toolkit = `/settings/${setting}/toolkit`
const asking = {
  ...{ principle: 'ethos_environment', asks: 'friend', friend: 'Marcus Bell, Alderbourne', email: cast.marcus.email },
  ...{ question: 'Is it warm?', wished_on: '3 December 2026' },
}

async function lettersTo(w: Held, email: string): Promise<{ subject: string; words: string }[]> {
  const read = async (ctx: Ctx) => {
    const { rows } = await ctx.tx.client.query<{ sealed: Buffer }>(
      'select sealed from kernel.letters order by queued_at',
    )
    return rows.map((row) => openLetter(w.house.secrets, row.sealed)!).filter((letter) => letter.to === email)
  }
  return w.inCtx(undefined, {}, read, 'clerk')
}

const readings = (w: Held): Promise<ReadingRow[]> => w.inCtx('ruth', { setting }, (ctx) => readingsOf(ctx, setting))

async function asked(w: Held, fields: Record<string, string> = {}): Promise<{ id: string; at: string }> {
  const sent = await (await w.as('amina')).post(`${toolkit}/readings`, { ...asking, ...fields })
  assert.equal(sent.status, 303, sent.text.slice(0, 2000))
  return { id: sent.location!.split('/').at(-1)!, at: sent.location! }
}

/** Asked and agreed: the path of the link that the reader got. */
async function agreed(w: Held): Promise<{ id: string; at: string; link: string; token: string }> {
  const one = await asked(w)
  assert.equal((await (await w.as('ruth')).post(`${one.at}/agreement`, { version: '1' })).location, one.at)
  const [letter] = await lettersTo(w, cast.marcus.email)
  const link = /\/readings\/asked\?ask=\S+/.exec(letter!.words)![0]
  return { ...one, link, token: decodeURIComponent(link.split('ask=')[1]!) }
}

const take = (visitor: Visitor, token: string, answer = 'take') =>
  visitor.post('/readings/asked', { ask: token, answer })

const said = { strong: 'The walls speak kindly', wondered: 'Who chose the colours?', next_step: 'Ask two more classes' }

rolledBack('asked, agreed, read, answered, kept: each step is seen where it should be', async (w) => {
  const { id, at } = await asked(w)
  assert.equal((await lettersTo(w, cast.marcus.email)).length, 0, 'nothing leaves before the head agrees')
  const ruth = await w.as('ruth')
  assert.ok((await ruth.get('/')).text.includes('Decide whether Marcus Bell, Alderbourne may read'))
  assert.ok((await ruth.get(at)).text.includes('outside any agreement with a programme'))
  assert.equal((await (await w.as('amina')).post(`${at}/agreement`, { version: '1' })).status, 403, 'only the head')
  assert.equal((await ruth.post(`${at}/agreement`, { version: '1' })).location, at)
  const [letter] = await lettersTo(w, cast.marcus.email)
  assert.ok(!letter!.words.includes('Is it warm?') && !letter!.words.includes('Ethos'), 'a letter carries no content')
  const link = /\/readings\/asked\?ask=\S+/.exec(letter!.words)![0]
  const out = (await w.nobody().get(link)).location!
  assert.equal(localPath(new URLSearchParams(out.split('?')[1]).get('back')!), link, 'the way in keeps the errand')
  const marcus = await w.as('marcus')
  assert.ok((await marcus.get(link)).text.includes('Amina Osei of Larchmead Primary School asks you to read a chapter'))
  const token = decodeURIComponent(link.split('ask=')[1]!)
  assert.equal((await take(marcus, token)).location, `/readings/${id}`)
  const copy = await marcus.get(`/readings/${id}`)
  assert.ok(copy.text.includes('Is it warm?') && copy.text.includes('What stands out as strong?'))
  assert.ok((await marcus.get('/')).text.includes('for Larchmead Primary School'))
  const half = await marcus.post(`/readings/${id}/answer`, { strong: 'Only this' })
  assert.equal(half.status, 422)
  assert.ok(half.text.includes('Only this'))
  w.clock(new Date('2026-11-25T09:30:00Z'))
  assert.equal((await (await w.as('marcus')).post(`/readings/${id}/answer`, said)).location, `/readings/${id}`)
  const later = await w.as('ruth')
  const answer = (await later.get(at)).text
  assert.ok(answer.includes('What Marcus Bell said') && answer.includes(said.strong))
  assert.ok(answer.includes('Answered after 6 days.'))
  assert.ok(!(await later.get(`${toolkit}/record`)).text.includes(said.strong), 'not in the Record by itself')
  const row = (await readings(w)).find((one) => one.id === id)!
  assert.equal(row.email, null, 'the address is needed no longer')
  assert.equal((await (await w.as('amina')).post(`${at}/keeping`, { version: String(row.version) })).location, at)
  const record = (await later.get(`${toolkit}/record`)).text
  assert.ok(record.includes('What a critical friend said') && record.includes(said.next_step))
  assert.ok(record.includes('Marcus Bell, 25 November 2026'))
  assert.equal((await (await w.as('amina')).post(`${at}/keeping`, { version: String(row.version) })).status, 409)
  assert.equal((await (await w.as('amina')).get(`${toolkit}/record.pdf`)).status, 200)
})

rolledBack('the copy is that chapter and nothing else, and does not change when the chapter does', async (w) => {
  const { id, token } = await agreed(w)
  const marcus = await w.as('marcus')
  await take(marcus, token)
  const full = await w.inCtx('ruth', { setting }, async (ctx) =>
    documentOf(ctx, (await loadHere(ctx, { setting })).cycle),
  )
  const before = (await marcus.get(`/readings/${id}`)).text
  for (const chapter of full.chapters) {
    const own = chapter.key === 'ethos_environment'
    for (const criterion of chapter.criteria) assert.equal(before.includes(criterion.text), own, criterion.text)
  }
  for (const one of full.involvement) if (one.planned) assert.ok(!before.includes(one.planned))
  const criterion = full.chapters.find((one) => one.key === 'ethos_environment')!.criteria[0]!
  await w.inCtx('ruth', { setting }, (ctx) =>
    ctx.tx.client.query(
      `update toolkit.agreed_ratings set reason = 'Written after it was asked' where criterion_key = $1`,
      [criterion.key],
    ),
  )
  assert.ok((await (await w.as('ruth')).get(`${toolkit}/record`)).text.includes('Written after it was asked'))
  assert.ok(!(await marcus.get(`/readings/${id}`)).text.includes('Written after it was asked'))
})

rolledBack('the link opens for nobody but the one it was sent to, whoever holds it', async (w) => {
  const { id, link, token } = await agreed(w)
  for (const name of ['helen', 'tom', 'priya', 'ruth', 'leila'] as const) {
    const other = await w.as(name)
    assert.ok((await other.get(link)).text.includes('opens only for whoever it was sent to'), name)
    assert.equal((await take(other, token)).status, 410, name)
    assert.equal((await other.get(`/readings/${id}`)).status, 404, name)
    assert.equal((await other.post(`/readings/${id}/answer`, said)).status, 404, name)
  }
  assert.match((await w.nobody().get(link)).location ?? '', /^\/sign-in/)
  const marcus = await w.as('marcus')
  for (const bad of ['', 'x', token.slice(0, -4), `${token}AAAA`, 'A'.repeat(400)])
    assert.equal((await take(marcus, bad)).status, 410, bad.slice(0, 10))
  const row = (await readings(w)).find((one) => one.id === id)!
  assert.equal(row.reader_id, null, 'nobody has taken it up')
})

rolledBack('a reader reaches no other chapter, no thread and no page of the school', async (w) => {
  const { id, at, token } = await agreed(w)
  const marcus = await w.as('marcus')
  await take(marcus, token)
  const other = (await readings(w)).find((one) => one.id !== id && one.asks === 'friend')!
  assert.equal((await marcus.get(`/readings/${other.id}`)).status, 404, 'someone else’s chapter')
  assert.equal((await marcus.get(`/readings/${setting}`)).status, 404)
  for (const path of [
    at,
    toolkit,
    `${toolkit}/readings`,
    `${toolkit}/record`,
    `${toolkit}/principles/ethos_environment`,
  ])
    assert.equal((await marcus.get(path)).status, 404, path)
  for (const path of [`${toolkit}/talk/principle/ethos_environment`, `${at}/keeping`, `${at}/withdrawal`])
    assert.equal((await marcus.post(path, { words: 'x', version: '1' })).status, 404, path)
  const own = `/settings/${alderbourne.setting}/toolkit/readings/${id}`
  assert.equal((await marcus.get(own)).status, 404, 'through their own school')
  const rows = await w.inCtx('marcus', {}, async (ctx) => {
    const copies = await ctx.tx.client.query('select reading_id from toolkit.reading_copies')
    const kept = await ctx.tx.client.query('select 1 from toolkit.readings where setting_id = $1', [setting])
    return { copies: copies.rows.map((row) => row.reading_id as string), kept: kept.rowCount }
  })
  assert.deepEqual(rows, { copies: [id], kept: 0 }, 'the database itself gives one copy and no more')
  const changed = await w.inCtx('marcus', {}, (ctx) =>
    ctx.tx.client.query(`update toolkit.reading_copies set expires_on = '2099-01-01'`),
  )
  assert.equal(changed.rowCount, 0, 'a reader changes nothing of it')
})

rolledBack('after it is taken back, declined or run out, nothing can be read or answered', async (w) => {
  const { id, at, token } = await agreed(w)
  const marcus = await w.as('marcus')
  await take(marcus, token)
  assert.equal((await (await w.as('amina')).post(`${at}/withdrawal`)).location, at)
  assert.equal((await marcus.get(`/readings/${id}`)).status, 404)
  assert.equal((await marcus.post(`/readings/${id}/answer`, said)).status, 404)
  assert.equal((await take(marcus, token)).status, 410, 'the old link gives no second copy')
  const second = await agreed(w)
  const tokens = (await lettersTo(w, cast.marcus.email)).map((letter) => /ask=(\S+)/.exec(letter.words)![1]!)
  const fresh = decodeURIComponent(tokens.find((one) => decodeURIComponent(one) !== token)!)
  assert.equal((await take(marcus, fresh, 'decline')).location, '/')
  assert.equal((await take(marcus, fresh)).status, 410)
  assert.equal((await readings(w)).find((one) => one.id === second.id)!.ended, 'declined')
})

rolledBack('an ask runs out by itself, a reader is reminded once, and the address goes', async (w) => {
  const { id, token } = await agreed(w)
  const marcus = await w.as('marcus')
  await take(marcus, token)
  const tend = () => w.inCtx(undefined, {}, tendReadings)
  await tend()
  assert.equal((await lettersTo(w, cast.marcus.email)).length, 1, 'not yet')
  w.clock(new Date('2026-12-01T07:00:00Z'))
  await tend()
  await tend()
  const letters = await lettersTo(w, cast.marcus.email)
  assert.equal(letters.length, 2)
  assert.ok(letters.some((letter) => letter.words.includes(`/readings/${id}`)))
  w.clock(new Date('2027-01-04T07:00:00Z'))
  assert.equal((await (await w.as('marcus')).get(`/readings/${id}`)).status, 404, 'over before the round has come')
  await tend()
  const row = (await readings(w)).find((one) => one.id === id)!
  assert.deepEqual([row.ended, row.email], ['expired', null])
  const copies = await w.inCtx('ruth', { setting }, (ctx) =>
    ctx.tx.client.query('select 1 from toolkit.reading_copies where reading_id = $1', [id]),
  )
  assert.equal(copies.rowCount, 0)
})

const PROGRAMME = { asks: 'programme', friend: '', email: '', programme: programme.id }

rolledBack('a programme’s reviewers read while sharing is on, and not a moment longer', async (w) => {
  const { id, at } = await asked(w, PROGRAMME)
  const path = `/programmes/${programme.id}/readings/${id}`
  const ewan = await w.as('ewan')
  assert.equal((await ewan.get(path)).status, 404, 'not before the head agrees')
  await (await w.as('ruth')).post(`${at}/agreement`, { version: '1' })
  assert.equal((await ewan.get(path)).status, 200)
  for (const name of ['nadia', 'helen', 'tom'] as const)
    assert.equal((await (await w.as(name)).get(path)).status, 404, name)
  assert.equal((await (await w.as('ruth')).get(`/readings/${id}`)).status, 404)
  await w.undone(async () => {
    assert.equal((await ewan.post(`${path}/answer`, said)).location, path)
    const late = await (await w.as('priya')).post(`${path}/answer`, said)
    assert.equal(late.status, 410, 'one answer: the first')
    assert.ok((await (await w.as('ruth')).get(at)).text.includes('What Ewan Clarke said'))
  })
  const off = await (
    await w.as('ruth')
  ).post(`/settings/${setting}/sharing`, {
    programme: programme.id,
    flow: 'reviewers_reading',
    share: 'no',
  })
  assert.notEqual(off.status, 422, off.text.slice(0, 500))
  const shared = await w.inCtx('ruth', { setting }, (ctx) =>
    ctx.tx.client.query(`select 1 from settings.sharing where flow = 'reviewers_reading'`),
  )
  assert.equal(shared.rowCount, 0, 'sharing is off')
  assert.equal((await ewan.get(path)).status, 404)
  assert.equal((await ewan.post(`${path}/answer`, said)).status, 404)
  const again = await (await w.as('amina')).post(`${toolkit}/readings`, { ...asking, ...PROGRAMME })
  assert.equal(again.status, 422, 'nor can it be asked again')
})

rolledBack('an agreement that has run out ends the reading, even before the hourly round has come', async (w) => {
  const { id, at } = await asked(w, { ...PROGRAMME, wished_on: '17 December 2026' })
  await (await w.as('ruth')).post(`${at}/agreement`, { version: '1' })
  const path = `/programmes/${programme.id}/readings/${id}`
  const until = (day: string) =>
    w.inCtx('ruth', { setting }, async (ctx) => {
      await ctx.tx.client.query('update settings.agreements set ends_on = $1 where programme_id = $2', [
        day,
        programme.id,
      ])
      await withdrawUnshared(ctx, setting)
    })
  await until('2026-12-10')
  w.clock(new Date('2026-12-10T12:00:00Z'))
  assert.equal((await (await w.as('ewan')).get(path)).status, 200)
  w.clock(new Date('2026-12-11T00:00:30Z'))
  assert.equal((await (await w.as('ewan')).get(path)).status, 404)
  await until('2027-12-10')
  assert.equal((await (await w.as('ewan')).get(path)).status, 200, 'a new agreement opens it again')
  w.clock(new Date('2027-01-20T12:00:00Z'))
  assert.equal((await (await w.as('ewan')).get(path)).status, 404, 'and never for longer than was asked')
})

rolledBack('the head sees to which address the chapter goes before agreeing', async (w) => {
  const { at } = await asked(w, { friend: 'Marcus Bell, Alderbourne', email: 'someone.else@post.example' })
  assert.ok((await (await w.as('ruth')).get(at)).text.includes('someone.else@post.example'))
})

rolledBack('only those who lead ask, mistakes are named, and what was written stays', async (w) => {
  assert.equal((await (await w.as('joan')).post(`${toolkit}/readings`, asking)).status, 403)
  assert.equal((await (await w.as('helen')).post(`${toolkit}/readings`, asking)).status, 404)
  const amina = await w.as('amina')
  const wrong = [
    [{ email: '' }, 'Enter their email address'],
    [{ email: 'not an address' }, 'Enter an email address in the form'],
    [{ friend: '' }, 'Say who they are'],
    [{ principle: 'nothing' }, 'Choose a chapter from the list'],
    [{ wished_on: '1 March 2020' }, 'Enter a day from tomorrow'],
    [{ wished_on: '1 March 2028' }, 'Enter a day from tomorrow'],
    [{ asks: 'programme', programme: setting }, 'Choose a programme'],
  ] as const
  for (const [fields, words] of wrong) {
    const sent = await amina.post(`${toolkit}/readings`, { ...asking, ...fields })
    assert.equal(sent.status, 422, words)
    assert.ok(sent.text.includes(words) && sent.text.includes('Is it warm?'), words)
  }
})
