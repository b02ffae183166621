// From the register to what is shared: an officer enrols, a head reads and signs, chooses, and may end it.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { alderbourne, cast, larchmead, programme } from '../../../../seeds/cast.ts'
import { readRegister } from '../register/service.ts'
import { isSharing, programmesSharedWith } from '../contract.ts'
import { agreementStateOf } from './rules.ts'
import { enrolledPage as enrolledStatement, enrolmentById } from './store.ts'

const PATH = `/programmes/${programme.id}`
const TERMS = {
  party: 'setting',
  purposes: ['take_part', 'progress', 'reading'],
  basis: 'public_task',
  ends_on: '31 August 2029',
}
const TODAY = '2026-11-19'

const HEADER =
  'URN,LA (code),LA (name),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),PhaseOfEducation (code),DistrictAdministrative (code),DistrictAdministrative (name),Trusts (name)'
const ROWS = [
  '990001,899,Wealdshire,Testing Green Primary School,1,1,2,E0799006,Medlow,',
  '990002,899,Wealdshire,Testing Hill Academy,34,1,4,E0799006,Medlow,Testing Trust',
  '990003,899,Wealdshire,Testing Vale School,1,2,2,E0799006,Medlow,',
]

async function withRegister(w: Held): Promise<Visitor> {
  const source = Readable.from([Buffer.from([HEADER, ...ROWS].join('\n'))])
  await w.inCtx(undefined, {}, (ctx) => readRegister(ctx.tx, source, { at: ctx.now }), 'clerk')
  return w.as('priya')
}

const settingAt = (location: string | undefined): string => location!.split('/').at(-1)!
const enrolmentOf = (w: Held, setting: string) =>
  w.inCtx('priya', { programme: programme.id }, (ctx) =>
    ctx.tx.one(enrolmentById, { programme: programme.id, setting }),
  )
const shared = (w: Held, setting: string, flow: 'board' | 'reviewers_reading') =>
  w.inCtx('ruth', { setting }, (ctx) => isSharing(ctx.tx, setting, programme.id, flow, TODAY))

rolledBack('an officer finds a school on the register, enrols it and invites its head', async (w) => {
  const priya = await withRegister(w)
  const found = await priya.get(`${PATH}/register?q=testing`)
  assert.equal(found.status, 200)
  assert.match(found.text, /2 schools found/)
  assert.match(found.text, /Testing Green Primary School/)
  const done = await priya.post(`${PATH}/register/enrolments`, { q: 'testing', urns: '990001', ...TERMS })
  assert.equal(done.status, 303)
  const row = await enrolmentOf(w, settingAt(done.location))
  assert.deepEqual(
    [row.name, row.designation, row.urn, row.agreed_on, row.agreement_offered_on],
    ['Testing Green Primary School', 'primary', 990001, null, TODAY],
  )
  assert.notEqual(row.district_id, null, 'its district comes from the register')
  const shown = await priya.get(done.location!)
  assert.match(shown.text, /Waiting to be signed/)
  assert.match(shown.text, /not shared yet/)
  const invited = await priya.post(`${done.location}/head`, { name: 'Grace Head', email: 'Grace.Head@testing.example' })
  assert.equal(invited.status, 303)
  assert.match((await priya.get(done.location!)).text, /The head was invited on 19 November 2026/)
  assert.equal(
    (await priya.post(`${done.location}/head`, { name: 'Another', email: 'another@testing.example' })).status,
    409,
  )
})

rolledBack(
  'several schools are enrolled at once, with their trust; enrolled and closed ones are left and counted',
  async (w) => {
    const priya = await withRegister(w)
    const first = await priya.post(`${PATH}/register/enrolments`, {
      urns: ['990001', '990002', '990003'],
      ...TERMS,
      party: 'trust',
    })
    assert.equal(first.location, `${PATH}/settings`)
    assert.match((await priya.get(`${PATH}/settings?q=testing`)).text, /2 settings found/)
    assert.match((await priya.get(PATH)).text, /Testing Trust/)
    const again = await priya.post(`${PATH}/register/enrolments`, { urns: ['990001', '990003'], ...TERMS })
    assert.equal(again.status, 422)
    assert.match(again.text, /None of the ticked schools can be enrolled/)
  },
)

rolledBack('nothing ticked, a forged number and a bad date are each told at their place', async (w) => {
  const priya = await withRegister(w)
  for (const urns of [[], ['x'], ['999999999999']]) {
    const refused = await priya.post(`${PATH}/register/enrolments`, { urns, ...TERMS })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Tick at least one school to enrol/)
  }
  const late = await priya.post(`${PATH}/register/enrolments`, { urns: '990001', ...TERMS, ends_on: '1 January 2050' })
  assert.match(late.text, /Enter a day within 5 years/)
  assert.match(
    (await priya.post(`${PATH}/register/enrolments`, { urns: '990001', ...TERMS, purposes: [] })).text,
    /Choose at least one purpose/,
  )
})

rolledBack('a community organisation that is on no register is enrolled too, once', async (w) => {
  const priya = await w.as('priya')
  const fields = {
    name: 'Harbour Youth Club',
    designation: 'community',
    district_id: '',
    trust_name: '',
    ...TERMS,
    basis: 'legitimate_interests',
  }
  const done = await priya.post(`${PATH}/settings`, fields)
  assert.equal(done.status, 303)
  assert.match((await priya.get(done.location!)).text, /Community organisation/)
  const again = await priya.post(`${PATH}/settings`, { ...fields, name: 'harbour youth club' })
  assert.equal(again.status, 422)
  assert.match(again.text, /A setting of this name is enrolled already/)
})

rolledBack('a head of another school sees nothing of it, and someone without the role is refused', async (w) => {
  const ruth = await w.as('ruth')
  assert.equal((await ruth.get(`${PATH}/settings`)).status, 404)
  assert.equal((await ruth.get(`/settings/${alderbourne.setting}/agreement`)).status, 404)
  const ewan = await w.as('ewan')
  assert.equal((await ewan.get(`${PATH}/settings`)).status, 403)
  const tom = await w.as('tom')
  assert.equal((await tom.get(`/settings/${larchmead.setting}/sharing`)).status, 403)
})

/** A new primary school whose head is Ruth, with an agreement offered. */
async function offeredToRuth(w: Held): Promise<string> {
  const priya = await withRegister(w)
  const done = await priya.post(`${PATH}/register/enrolments`, { urns: '990001', ...TERMS })
  const setting = settingAt(done.location)
  await priya.post(`${PATH}/settings/${setting}/head`, { name: cast.ruth.name, email: cast.ruth.email })
  return setting
}

rolledBack('a head reads and signs, chooses what is shared, and ending it stops everything at once', async (w) => {
  const setting = await offeredToRuth(w)
  const ruth = await w.as('ruth')
  const home = await ruth.get(`/settings/${setting}`)
  assert.match(home.text, /Read the agreement with Wealdshire Whole-School Wellbeing and sign it/)
  const read = await ruth.get(`/settings/${setting}/agreement`)
  assert.match(read.text, /Public task: UK GDPR Article 6\(1\)\(e\)/)
  assert.match((await ruth.get(`/settings/${setting}/sharing`)).text, /You share nothing yet/)
  const signature = /action="([^"]+\/signature)"/.exec(read.text)![1]!
  const unticked = await ruth.post(signature, { agree: '', name: 'Ruth Adeyemi' })
  assert.equal(unticked.status, 422)
  assert.match(unticked.text, /Tick to say that you have read the agreement and sign it/)
  const tooSoon = await ruth.post(`/settings/${setting}/sharing`, { programme: programme.id, flows: ['board'] })
  assert.equal(tooSoon.status, 409)
  assert.match(tooSoon.text, /Nothing can be shared without an agreement in force/)
  const signed = await ruth.post(signature, { agree: 'yes', name: 'Ruth Adeyemi' })
  assert.equal(signed.location, `/settings/${setting}/sharing`)
  assert.equal(
    (await ruth.post(signature, { agree: 'yes', name: 'Ruth Adeyemi' })).status,
    409,
    'an agreement is signed once',
  )
  assert.equal(agreementStateOf(await enrolmentOf(w, setting), TODAY), 'in_force')
  await ruth.post(`/settings/${setting}/sharing`, { programme: programme.id, flows: ['board', 'reviewers_reading'] })
  assert.deepEqual((await enrolmentOf(w, setting)).flows, ['board', 'reviewers_reading'])
  assert.equal(await shared(w, setting, 'board'), true)
  await ruth.post(`/settings/${setting}/sharing`, { programme: programme.id, flows: 'board' })
  assert.equal(await shared(w, setting, 'reviewers_reading'), false)
  const ending = signature.replace('/signature', '/ending')
  assert.match((await ruth.get(ending)).text, /Everything you share with the programme stops at once/)
  assert.equal((await ruth.post(ending, { words: '' })).status, 422)
  assert.equal((await ruth.post(ending, { words: 'We join another programme.' })).status, 303)
  assert.equal(await shared(w, setting, 'board'), false)
  const row = await enrolmentOf(w, setting)
  assert.deepEqual([row.flows, row.agreed_on, agreementStateOf(row, TODAY)], [[], null, 'ended'])
  assert.equal((await ruth.get(ending)).status, 404)
})

rolledBack(
  'only what the agreement names can be shared, and a narrower one stops the rest as it is signed',
  async (w) => {
    const setting = await offeredToRuth(w)
    const sign = async (head: Visitor): Promise<void> => {
      const page = await head.get(`/settings/${setting}/agreement`)
      await head.post(/action="([^"]+\/signature)"/.exec(page.text)![1]!, { agree: 'yes', name: 'Ruth Adeyemi' })
    }
    const share = (head: Visitor, flows: string[]) =>
      head.post(`/settings/${setting}/sharing`, { programme: programme.id, flows })
    const ruth = await w.as('ruth')
    await sign(ruth)
    await share(ruth, ['board', 'reviewers_reading'])
    assert.deepEqual((await enrolmentOf(w, setting)).flows, ['board', 'reviewers_reading'])
    w.clock(new Date('2029-08-20T10:00:00Z'))
    const [again, ruthAgain] = [await w.as('priya'), await w.as('ruth')]
    const terms = { ...TERMS, purposes: ['take_part', 'progress'], ends_on: '31 August 2031' }
    assert.equal((await again.post(`${PATH}/settings/${setting}/agreements`, terms)).status, 303)
    await sign(ruthAgain)
    assert.deepEqual((await enrolmentOf(w, setting)).flows, ['board'])
    assert.equal(await shared(w, setting, 'reviewers_reading'), false)
    assert.match((await ruthAgain.get(`/settings/${setting}/sharing`)).text, /your agreement does not name the purpose/)
    assert.equal((await share(ruthAgain, ['board', 'reviewers_reading'])).status, 409)
  },
)

rolledBack('each start and stop of sharing is told, for the rooms that publish', async (w) => {
  const setting = await offeredToRuth(w)
  const ruth = await w.as('ruth')
  const signature = /action="([^"]+\/signature)"/.exec((await ruth.get(`/settings/${setting}/agreement`)).text)![1]!
  await ruth.post(signature, { agree: 'yes', name: 'Ruth Adeyemi' })
  await ruth.post(`/settings/${setting}/sharing`, { programme: programme.id, flows: 'board' })
  await ruth.post(`/settings/${setting}/sharing`, { programme: programme.id, flows: 'board' })
  await ruth.post(signature.replace('/signature', '/ending'), { words: 'Enough.' })
  const told = await w.inCtx(
    undefined,
    {},
    async (ctx) =>
      (
        await ctx.tx.client.query<{ name: string }>(
          `select name from kernel.facts_told where setting_id = $1 and name like 'settings.sharing-%' order by at, name`,
          [setting],
        )
      ).rows,
    'clerk',
  )
  assert.deepEqual(told.map((one) => one.name).sort(), ['settings.sharing-started', 'settings.sharing-stopped'])
})

rolledBack(
  'an agreement that runs out shares nothing from the next day, and the night makes it so on the published row',
  async (w) => {
    const setting = larchmead.setting
    const flows = (await w.inCtx('ruth', { setting }, (ctx) => programmesSharedWith(ctx.tx, setting, 'board', TODAY)))
      .length
    assert.equal(flows, 1, 'Larchmead shares its row')
    const { agreement_ends_on: ends } = await enrolmentOf(w, setting)
    const after = new Date(`${ends}T12:00:00Z`).getTime() + 86_400_000
    w.clock(new Date(after))
    const day = new Date(after).toISOString().slice(0, 10)
    assert.equal(
      (await w.inCtx('ruth', { setting }, (ctx) => programmesSharedWith(ctx.tx, setting, 'board', day))).length,
      0,
    )
    const job = w.house.modules
      .find((module) => module.name === 'settings')!
      .jobs.find((one) => one.name === 'stop-run-out-sharing')!
    await w.inCtx(undefined, {}, (ctx) => job.run(ctx, {}))
    assert.deepEqual((await enrolmentOf(w, setting)).flows, [])
  },
)

rolledBack(
  'an officer sees of a setting that it is enrolled and how its agreement stands, in the words of the rule',
  async (w) => {
    const filter = {
      programme: programme.id,
      today: TODAY,
      district: null,
      designation: null,
      phase: null,
      state: null,
      words: null,
      most: 100,
      skip: 0,
    }
    const rows = await w.inCtx('priya', { programme: programme.id }, (ctx) => ctx.tx.many(enrolledStatement, filter))
    assert.ok(rows.length >= 2)
    for (const row of rows) assert.equal(row.state, agreementStateOf(row, TODAY), row.name)
    const priya = await w.as('priya')
    const list = await priya.get(`${PATH}/settings?agreement=in_force&designation=primary`)
    assert.match(list.text, /Larchmead Primary School/)
    assert.equal((await priya.get(`${PATH}/settings?district=zzz&page=99999&designation=castle`)).status, 200)
  },
)

rolledBack('two officers changing one setting: the second sees what the first did', async (w) => {
  const priya = await w.as('priya')
  const at = `${PATH}/settings/${larchmead.setting}`
  const { version } = await enrolmentOf(w, larchmead.setting)
  const fields = { district_id: '', phase_id: '', levels: ['1', '2'], version: String(version) }
  assert.equal((await priya.post(`${at}/details`, fields)).status, 303)
  const second = await priya.post(`${at}/details`, { ...fields, levels: ['3'] })
  assert.equal(second.status, 409)
  assert.match(second.text, /Someone else changed this setting while you were working/)
  assert.match(second.text, new RegExp(`name="version" value="${version + 1}"`))
  assert.deepEqual((await enrolmentOf(w, larchmead.setting)).activity_levels, [1, 2])
})
