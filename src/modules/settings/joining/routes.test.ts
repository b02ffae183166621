// From finding one's school to being enrolled: the address is proved, an officer answers, nobody learns who works where.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { lettersTo } from '../../../../tests/joining.ts'
import { rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { cast, programme } from '../../../../seeds/cast.ts'
import { readRegister } from '../register/service.ts'
import { SEARCHES_A_MINUTE } from './pace.ts'

const OFFICE = `/programmes/${programme.id}`
const HEADER =
  'URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),PhaseOfEducation (code),DistrictAdministrative (code),DistrictAdministrative (name),Postcode,SchoolWebsite'
const MANY = Array.from(
  { length: 30 },
  (_, i) => `9901${String(i + 10)},899,Wealdshire,Finding School,1,1,2,E0799006,Medlow,ZZ1 ${i % 10}AA,`,
)
const ROWS = [
  '990001,899,Wealdshire,Asking Green Primary School,1,1,2,E0799006,Medlow,ZZ9 9ZZ,www.askinggreen.example',
  '990002,899,Wealdshire,Asking Closed School,1,2,2,E0799006,Medlow,ZZ9 9ZY,',
  '990003,111,Farshire,Asking Far School,1,1,2,E0111001,Faraway,ZZ8 1AA,',
  ...MANY,
]
const TERMS = { party: 'setting', purposes: ['take_part', 'progress'], basis: 'public_task', ends_on: '31 August 2029' }
const ASKER = {
  programme: programme.id,
  name: 'Femi Adu',
  role: 'head',
  email: 'femi@askinggreen.example',
  why: 'To begin.',
}

async function withRegister(w: Held): Promise<Visitor> {
  const source = Readable.from([Buffer.from([HEADER, ...ROWS].join('\n'))])
  await w.inCtx(undefined, {}, (ctx) => readRegister(ctx.tx, source, { at: ctx.now }), 'clerk')
  return w.nobody()
}

async function proofLink(w: Held, email: string): Promise<string> {
  const [letter] = await lettersTo(w, email, /Is this you/)
  return /https?:\/\/[^/\s]+(\/enrol\/proof\/\S+)/.exec(letter!.words)![1]!
}

/** Asks and proves; gives the office's path of the request. */
async function asked(w: Held, visitor: Visitor, fields: Record<string, string> = {}): Promise<string> {
  const sent = { ...ASKER, ...fields }
  assert.equal((await visitor.post('/enrol/schools/990001', sent)).location, '/enrol/sent')
  assert.equal((await visitor.post(await proofLink(w, sent.email))).location, '/enrol/thanks')
  const list = await (await w.as('priya')).get(`${OFFICE}/asking`)
  const row = new RegExp(`href="([^"]+/asking/[0-9a-f-]{36})">Asking Green(?:(?!</tr>)[\\s\\S])*${sent.name}`)
  return row.exec(list.text)![1]!
}

rolledBack('a school is found by name, postcode or number; closed ones are not; pages go on by name', async (w) => {
  const visitor = await withRegister(w)
  assert.match((await visitor.get('/')).text, /href="\/enrol"/)
  for (const q of ['asking green', 'ZZ9 9', '990001']) {
    const { text } = await visitor.get(`/enrol?q=${encodeURIComponent(q)}`)
    assert.match(text, /Asking Green Primary School/, q)
    assert.doesNotMatch(text, /Asking Closed/, q)
  }
  assert.equal((await visitor.get('/enrol/schools/990002')).status, 404)
  assert.match((await visitor.get('/enrol?q=zzzzqq')).text, /Not found on the national register/)
  const seen: string[] = []
  for (let path: string | undefined = '/enrol?q=finding'; path;) {
    const { text }: { text: string } = await visitor.get(path)
    seen.push(...[...text.matchAll(/\/enrol\/schools\/(\d+)/g)].map((match) => match[1]!))
    path = /href="([^"]+)"[^>]*rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(seen.length, 30)
  assert.equal(new Set(seen).size, 30)
})

rolledBack('a head asks, proves the address, is confirmed and invited; the link works once', async (w) => {
  const visitor = await withRegister(w)
  const at = await asked(w, visitor)
  const used = await visitor.get(await proofLink(w, ASKER.email))
  assert.equal(used.status, 410)
  assert.equal((await visitor.post(await proofLink(w, ASKER.email))).status, 410)
  const priya = await w.as('priya')
  assert.match((await priya.get('/')).text, /settings ask to join|Asking Green Primary School asks to join/)
  const { text } = await priya.get(at)
  assert.match(text, /Medlow, a district of this programme/)
  assert.match(text, /Ends as the school’s website does/)
  const late = await priya.post(`${at}/confirmation`, { ...TERMS, ends_on: '1 January 2050' })
  assert.equal(late.status, 422)
  const done = await priya.post(`${at}/confirmation`, TERMS)
  assert.equal(done.status, 303)
  assert.match(
    (await priya.get(done.location!)).text,
    /Waiting to be signed[\s\S]*The head was invited on 19 November 2026/,
  )
  assert.equal((await lettersTo(w, ASKER.email, /invites you to Asking Green/)).length, 1)
  assert.equal((await priya.post(`${at}/confirmation`, TERMS)).status, 409, 'answered once')
  assert.equal((await priya.post(`${at}/declining`, { words: 'No.' })).status, 409)
})

rolledBack('whoever does not lead it is never put in charge: the head’s name and address are asked for', async (w) => {
  const visitor = await withRegister(w)
  const at = await asked(w, visitor, { role: 'staff' })
  const priya = await w.as('priya')
  const without = await priya.post(`${at}/confirmation`, TERMS)
  assert.equal(without.status, 422)
  assert.match(without.text, /Enter the name of the head/)
  assert.match(
    (await priya.get(`${OFFICE}/settings?q=asking`)).text,
    /No setting fits these choices/,
    'all of it undone',
  )
  const head = { head_name: 'Grace Head', head_email: 'grace@askinggreen.example' }
  assert.equal((await priya.post(`${at}/confirmation`, { ...TERMS, ...head })).status, 303)
  assert.equal((await lettersTo(w, 'grace@askinggreen.example', /invites you/)).length, 1)
  const [told] = await lettersTo(w, ASKER.email, /takes part/)
  assert.ok(told)
  assert.doesNotMatch(told.words, /Grace/, 'nobody is told who works there')
})

rolledBack('two ask for one school: one answer is enough, and a third is told that it takes part', async (w) => {
  const visitor = await withRegister(w)
  await asked(w, visitor)
  const second = await asked(w, visitor, { name: 'Uma Rao', role: 'governor', email: 'uma@post.example' })
  const priya = await w.as('priya')
  assert.match((await priya.get(second)).text, /Others who ask for it[\s\S]*Femi Adu/)
  const head = { head_name: 'Femi Adu', head_email: ASKER.email }
  assert.equal((await priya.post(`${second}/confirmation`, { ...TERMS, ...head })).status, 303)
  assert.equal((await lettersTo(w, ASKER.email, /takes part/)).length, 1)
  const { text } = await visitor.get('/enrol/schools/990001')
  assert.match(text, /Takes part already/)
  assert.doesNotMatch(text, /Femi|Uma|<form[^>]*method="post"[^>]*novalidate/)
  assert.equal((await visitor.post('/enrol/schools/990001', ASKER)).status, 409)
})

rolledBack('a request for a school that was enrolled meanwhile cannot be confirmed, and can be declined', async (w) => {
  const visitor = await withRegister(w)
  const at = await asked(w, visitor)
  const priya = await w.as('priya')
  assert.equal((await priya.post(`${OFFICE}/register/enrolments`, { urns: '990001', ...TERMS })).status, 303)
  assert.match((await priya.get(at)).text, /enrolled already/)
  assert.equal((await priya.post(`${at}/confirmation`, TERMS)).status, 409)
  assert.equal((await priya.post(`${at}/declining`, { words: '' })).status, 422)
  assert.equal((await priya.post(`${at}/declining`, { words: 'Your school is with us: ask there.' })).status, 303)
  const [letter] = await lettersTo(w, ASKER.email, /About Asking Green/)
  assert.match(letter!.words, /Your school is with us: ask there\./)
})

rolledBack('what is not proved is read by nobody, and runs out', async (w) => {
  const visitor = await withRegister(w)
  await visitor.post('/enrol/schools/990001', ASKER)
  assert.doesNotMatch((await (await w.as('priya')).get(`${OFFICE}/asking`)).text, /Asking Green/)
  const link = await proofLink(w, ASKER.email)
  assert.equal((await visitor.get(link)).status, 200)
  assert.doesNotMatch(
    (await (await w.as('priya')).get(`${OFFICE}/asking`)).text,
    /Asking Green/,
    'looking proves nothing',
  )
  w.clock(new Date('2026-11-22T09:30:01Z'))
  const gone = await visitor.post(link)
  assert.equal(gone.status, 410)
  assert.match(gone.text, /has run out/)
  assert.equal((await visitor.get('/enrol/proof/not-a-token')).status, 404)
})

rolledBack('the answer is the same whether or not an address has an account, and letters are few', async (w) => {
  const visitor = await withRegister(w)
  const say = (email: string, urn = '990001') => visitor.post(`/enrol/schools/${urn}`, { ...ASKER, email })
  const [known, unknown] = [await say(cast.ruth.email), await say('nobody@post.example')]
  assert.deepEqual([known.status, known.location], [unknown.status, unknown.location])
  for (const urn of ['990110', '990111', '990112']) await say('often@post.example', urn)
  const fourth = await say('often@post.example', '990113')
  assert.equal(fourth.status, 422)
  assert.match(fourth.text, /several times this hour/)
  assert.equal((await lettersTo(w, 'often@post.example')).length, 3)
})

rolledBack('no letter carries a word of a stranger’s, and nobody can shut a setting out by asking often', async (w) => {
  const visitor = await withRegister(w)
  const bait = 'Your account is locked: https://thief.example/unlock'
  const club = { ...ASKER, email: 'target@post.example', name: bait, why: bait, where: bait, designation: 'community' }
  assert.equal((await visitor.post('/enrol/other', { ...club, setting_name: bait })).location, '/enrol/sent')
  const [letter] = await lettersTo(w, 'target@post.example')
  assert.doesNotMatch(`${letter!.subject} ${letter!.words}`, /thief|locked/)
  for (let i = 0; i < 20; i += 1)
    await visitor.post('/enrol/schools/990001', { ...ASKER, email: `nobody${i}@post.example` })
  assert.equal((await visitor.post('/enrol/schools/990001', ASKER)).location, '/enrol/sent')
})

rolledBack('a crowd at the first page does not use up the searches of others', async (w) => {
  const visitor = await withRegister(w)
  for (let i = 0; i < SEARCHES_A_MINUTE + 1; i += 1) assert.equal((await visitor.get('/enrol')).status, 200)
  assert.equal((await visitor.get('/enrol?q=asking')).status, 200)
})

rolledBack('a programme that takes no requests is not offered, nor one that works elsewhere', async (w) => {
  const visitor = await withRegister(w)
  assert.match((await visitor.get('/enrol/schools/990003')).text, /No programme takes requests from this area/)
  assert.equal((await visitor.post('/enrol/schools/990003', ASKER)).status, 409)
  const priya = await w.as('priya')
  const set = {
    name: programme.name,
    level_1: 'A1',
    level_2: 'B2',
    level_3: 'C3',
    brand: '',
    brand_deep: '',
    second_step: '',
  }
  assert.equal((await priya.post(`${OFFICE}/details`, { ...set, takes_requests: '' })).status, 303)
  assert.match((await visitor.get('/enrol/schools/990001')).text, /No programme takes requests/)
  assert.match((await visitor.get('/enrol/other')).text, /No programme takes requests/)
})

rolledBack('an organisation that is on no register asks, and the officer puts its name and place right', async (w) => {
  const visitor = w.nobody()
  const fields = {
    ...ASKER,
    email: 'kit@harbour.example',
    setting_name: 'Harbour <Youth>',
    designation: 'community',
    where: '2 Quay',
  }
  assert.equal((await visitor.post('/enrol/other', { ...fields, where: '' })).status, 422)
  assert.equal((await visitor.post('/enrol/other', fields)).location, '/enrol/sent')
  await visitor.post(await proofLink(w, fields.email))
  const priya = await w.as('priya')
  const list = (await priya.get(`${OFFICE}/asking`)).text
  assert.match(list, /Harbour &lt;Youth&gt;/)
  const at = /href="([^"]+)">Harbour/.exec(list)![1]!
  const done = await priya.post(`${at}/confirmation`, {
    ...TERMS,
    basis: 'legitimate_interests',
    setting_name: 'Harbour Youth',
  })
  assert.equal(done.status, 303)
  assert.match((await priya.get(done.location!)).text, /Harbour Youth[\s\S]*Community organisation/)
})

rolledBack('only officers of the programme read requests', async (w) => {
  const at = await asked(w, await withRegister(w))
  for (const name of ['ruth', 'nadia'] as const) assert.equal((await (await w.as(name)).get(at)).status, 404)
  assert.equal((await (await w.as('ewan')).get(at)).status, 403)
})
