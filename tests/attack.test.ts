// What someone with bad intent would try, enumerated over the whole house where it can be: ids of another place in
// paths and in forms, text made to keep the server busy, putting oneself in charge elsewhere, looking without a trace.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { randomUUID } from 'node:crypto'
import { alderbourne, cast, castNames, larchmead, programme, trust } from '../seeds/cast.ts'
import { nowhere, transaction } from '../src/kernel/db.ts'
import { readForm, typedFrom, type Form } from '../src/kernel/form.ts'
import type { Route } from '../src/kernel/route.ts'
import { editionFor, principleOf } from '../src/modules/toolkit/edition.ts'
import { makeProgramme } from '../src/modules/settings/programmes/service.ts'
import { addressIn, paramsOf, PLACES, routes } from './openings.ts'
import { rolledBack, type Fields, type Held } from './world.ts'

type Rows = Record<string, string>[]

/** Rows of one place, read as the owner of the tables would. */
function rowsOf(w: Held, reach: { settings?: string[]; programmes?: string[] }, sql: string): Promise<Rows> {
  const { settings = [], programmes = [] } = reach
  return transaction(w.house.engine, { reach: { settings, programmes, person: null }, readOnly: true }, async (tx) => (await tx.client.query(sql)).rows as Rows)
}

const here = { settings: [larchmead.setting] }
const there = { settings: [alderbourne.setting] }
const idOf = async (w: Held, reach: Parameters<typeof rowsOf>[1], sql: string): Promise<string> => (await rowsOf(w, reach, `${sql} limit 1`))[0]!.id!

// Text that keeps a server busy --------------------------------------------------------------------------------------

const LONG = 20_000
const SLOW_TEXTS = [
  `a@${'.'.repeat(LONG)}@`,
  'a@b.'.repeat(LONG / 4),
  `${' '.repeat(LONG)}x`,
  `1${' '.repeat(LONG)}x`,
  `1 1${' '.repeat(LONG)}2`,
  `${'1,'.repeat(LONG / 2)}x`,
  `${'a-'.repeat(LONG / 2)}!`,
  `http://${'a.'.repeat(LONG / 2)}`,
  `${'\n'.repeat(LONG)}x`,
  '%'.repeat(LONG),
]

test('no field of any form can be made to think for long', () => {
  const slow: string[] = []
  const known = new Set<Form<unknown>>()
  for (const { path, form } of routes) {
    if (!form || known.has(form)) continue
    known.add(form)
    // A form of a hundred and more fields has them of two kinds, one after the other.
    const fields = form.fields.length > 60 ? [...form.fields.slice(0, 2), form.fields.at(-1)!] : form.fields
    for (const field of fields) {
      for (const text of SLOW_TEXTS) {
        const before = performance.now()
        readForm(form, typedFrom(form, { [field]: text }))
        if (performance.now() - before > 250) slow.push(`${path}: ${field} with ${text.slice(0, 8)}`)
      }
    }
  }
  assert.ok(known.size > 20)
  assert.deepEqual(slow, [])
})

// Ids of another place -----------------------------------------------------------------------------------------------

const [LARCHMEAD, ALDERBOURNE] = PLACES as [(typeof PLACES)[0], (typeof PLACES)[0]]

rolledBack('the address of something that belongs to another school is not found, for anyone, to read or to change', async (w) => {
  // Every verb of a school is Ruth's; Tom has a place in both.
  const visitors = [await w.as('ruth'), await w.as('tom')]
  const found: string[] = []
  let tried = 0
  for (const route of routes) {
    if (!paramsOf(route).includes('setting')) continue
    const own = await addressIn(w.house, route, LARCHMEAD)
    const other = await addressIn(w.house, route, ALDERBOURNE)
    if (!own || !other) continue
    const mixed = paramsOf(route).filter((name) => /^[0-9a-f-]{36}$/.test(other.params[name]!) && own.params[name] !== other.params[name] && name !== 'setting')
    for (const name of mixed) {
      const path = own.path.replace(own.params[name]!, other.params[name]!)
      tried += 1
      for (const visitor of visitors) {
        const { status } = route.method === 'GET' ? await visitor.get(path) : await visitor.post(path)
        // A deed may be refused before its row is looked for; it is never done and never shown.
        if (![403, 404, 409, 410].includes(status)) found.push(`${route.method} ${path}: ${status}`)
      }
    }
  }
  assert.ok(tried > 10, `${tried} addresses were tried`)
  assert.deepEqual(found, [])
})

/** Fields that take an id and nothing else that is not one. */
function idFields(form: Form<unknown>): string[] {
  const wrong = (field: string, text: string): boolean => {
    const read = readForm(form, typedFrom(form, { [field]: text }))
    return 'mistakes' in read && read.mistakes[field] !== undefined
  }
  return form.fields.filter((field) => wrong(field, 'not-an-id') && !wrong(field, randomUUID()))
}

type Attack = { as: (typeof castNames)[number]; path: string; fields: Fields; status: number }

async function otherProgramme(w: Held): Promise<{ id: string; district: string; phase: string }> {
  return transaction(w.house.engine, { role: 'clerk' }, async (tx) => {
    const words = { name: 'Other Programme', levels: ['One', 'Two', 'Three'], brand: null, brand_deep: null, second_step: false }
    const { id } = await makeProgramme(tx, 'other-programme', words, w.house.clock())
    const district = (await tx.client.query(`insert into settings.districts (programme_id, name) values ('${id}', 'Elsewhere') returning id`)).rows[0].id as string
    const phase = (await tx.client.query(`insert into settings.phases (programme_id, name) values ('${id}', 'Later') returning id`)).rows[0].id as string
    return { id, district, phase }
  })
}

/** A measure of a school's newest cycle. */
function measureAt(w: Held, setting: string): Promise<string> {
  return transaction(w.house.engine, { reach: { settings: [setting], programmes: [], person: null } }, async ({ client }) => {
    const made = await client.query(
      `with a as (
         insert into toolkit.actions (setting_id, cycle_id, criterion_key, title, created_by, created_at, updated_by, updated_at)
         select setting_id, id, 'x', 'Theirs', 'Helen', now(), 'Helen', now() from toolkit.cycles order by number desc limit 1
         returning setting_id, id)
       insert into toolkit.indicators (setting_id, action_id, name) select setting_id, id, 'Theirs' from a returning id`,
    )
    return made.rows[0].id as string
  })
}

const principleOfKey = (key: string): string => principleOf(editionFor('primary')!, key)!.key

const TERMS = { party: 'setting', purposes: ['take_part'], basis: 'public_task', ends_on: '31 August 2029' }

/** For each field of each form that takes an id: a whole, right form with an id of another place in it. */
async function attacks(w: Held): Promise<Record<string, Attack>> {
  const other = await otherProgramme(w)
  const member = await idOf(w, there, 'select id from toolkit.team_members')
  const measure = await measureAt(w, alderbourne.setting)
  const action = await idOf(w, here, `select a.id from toolkit.actions a join toolkit.cycles c on c.id = a.cycle_id where c.stage <> 'closed'`)
  const [criterion] = await rowsOf(w, here, 'select criterion_key as key from toolkit.agreed_ratings limit 1')
  const key = criterion!.key!
  const district = await idOf(w, here, `select id from settings.districts where programme_id = '${programme.id}'`)
  const record = await idOf(w, here, 'select id from toolkit.records')
  const [enrolment] = await rowsOf(w, here, `select version, activity_levels from settings.enrolments where programme_id = '${programme.id}'`)
  const kit = `/settings/${larchmead.setting}/toolkit`
  const office = `/programmes/${programme.id}`
  const principle = principleOfKey(key)
  const words = { title: 'Quiet room', owner_id: member, people: '', starts_on: '', due_on: '', intended_impact: '', evidence_plan: '', pupil_view: '', activity_level: '' }
  const place = { levels: ['1'], version: String(enrolment!.version), district_id: '', phase_id: '' }
  const details = `${office}/settings/${larchmead.setting}/details`
  const named = { name: 'New place', register_code: '', joined_on: '', phase_id: other.phase }
  return {
    '/settings/:setting/toolkit/plan/actions owner_id': { as: 'ruth', path: `${kit}/plan/actions`, fields: { ...words, criterion: key, move: '', steps: '' }, status: 422 },
    '/settings/:setting/toolkit/actions/:action/edit owner_id': { as: 'ruth', path: `${kit}/actions/${action}/edit`, fields: { ...words, version: '1' }, status: 422 },
    '/settings/:setting/toolkit/team/joining person': { as: 'ruth', path: `${kit}/team/joining`, fields: { person: cast.marcus.person, minutes: '', joined_on: '1 October 2026' }, status: 422 },
    '/settings/:setting/toolkit/principles/:principle/criteria/:criterion/evidence indicator': {
      as: 'ruth',
      path: `${kit}/principles/${principle}/criteria/${key}/evidence`,
      fields: { kind: 'series', on_day: '1 October 2026', words: 'Fewer', url: '', indicator: measure },
      status: 422,
    },
    '/settings/:setting/toolkit/record/versions/:record/shares programme': { as: 'ruth', path: `${kit}/record/versions/${record}/shares`, fields: { programme: other.id }, status: 422 },
    '/settings/:setting/toolkit/record/versions/:record/shares/withdrawals programme': { as: 'ruth', path: `${kit}/record/versions/${record}/shares/withdrawals`, fields: { programme: other.id }, status: 303 },
    '/settings/:setting/sharing programme': { as: 'ruth', path: `/settings/${larchmead.setting}/sharing`, fields: { programme: other.id, flows: ['board'] }, status: 404 },
    '/programmes/:programme/settings district_id': { as: 'priya', path: `${office}/settings`, fields: { name: 'The Hut', designation: 'community', trust_name: '', district_id: other.district, ...TERMS }, status: 422 },
    '/programmes/:programme/settings/:enrolment/details district_id': { as: 'priya', path: details, fields: { ...place, district_id: other.district }, status: 422 },
    '/programmes/:programme/settings/:enrolment/details phase_id': { as: 'priya', path: details, fields: { ...place, phase_id: other.phase }, status: 422 },
    '/programmes/:programme/districts phase_id': { as: 'priya', path: `${office}/districts`, fields: named, status: 422 },
    '/programmes/:programme/districts/:district phase_id': { as: 'priya', path: `${office}/districts/${district}`, fields: named, status: 422 },
    '/sign-in/demo person': { as: 'ruth', path: '/sign-in/demo', fields: { person: randomUUID(), back: '' }, status: 404 },
  }
}

rolledBack('an id of another place in a form is refused, in every form that takes one', async (w) => {
  const known = await attacks(w)
  const asked = routes.flatMap((route: Route) => (route.form ? idFields(route.form).map((field) => `${route.path} ${field}`) : []))
  assert.deepEqual([...new Set(asked)].sort(), Object.keys(known).sort(), 'each field that takes an id has its attack here')
  const got: Record<string, number> = {}
  const wanted: Record<string, number> = {}
  for (const [name, attack] of Object.entries(known)) {
    wanted[name] = attack.status
    const { status, text } = await (await w.as(attack.as)).post(attack.path, attack.fields)
    got[name] = status
    if (status !== 422) continue
    const summary = /govuk-error-summary__list">(.*?)<\/ul>/s.exec(text)?.[1] ?? ''
    const mistaken = [...summary.matchAll(/href="#([^"]*)"/g)].map((match) => match[1]!)
    assert.equal(mistaken.length, 1, `${name}: ${summary}`)
    // The list of readers has a name of its own on its page.
    const field = name.endsWith('shares programme') ? 'readers' : name.split(' ')[1]!
    assert.ok(mistaken[0]!.startsWith(field), `${name} is refused for its id alone: ${mistaken[0]}`)
  }
  assert.deepEqual(got, wanted)
})

rolledBack('what belongs to another programme is not found under one’s own', async (w) => {
  const other = await otherProgramme(w)
  const priya = await w.as('priya')
  const office = `/programmes/${programme.id}`
  for (const path of [`${office}/districts/${other.district}`, `${office}/phases/${other.phase}`]) {
    assert.equal((await priya.get(path)).status, 404)
    assert.equal((await priya.post(`${path}/removal`)).status, 404)
  }
  for (const path of ['', '/settings', '/register', '/board', '/records']) assert.equal((await priya.get(`/programmes/${other.id}${path}`)).status, 404)
})

// Putting oneself in charge elsewhere --------------------------------------------------------------------------------

rolledBack('another programme that enrols a school cannot make someone its head, nor the lead of its trust', async (w) => {
  const other = await otherProgramme(w)
  const urn = 990077
  await transaction(w.house.engine, { role: 'clerk' }, async (tx) => {
    const { client } = tx
    await client.query(`update settings.settings set urn = ${urn} where setting_id = '${larchmead.setting}'`)
    await client.query(
      `insert into settings.register (urn, la_code, la_name, name, status_code, status_name, trust_name, digest, seen_at)
       values (${urn}, '899', 'Wealdshire', 'Larchmead Primary School', '1', 'Open', '${trust.name}', '\\x00', now())`,
    )
  })
  // Ewan becomes an officer of the other programme.
  const office = (await transaction(w.house.engine, { role: 'clerk' }, async (tx) => (await tx.client.query(`select office_setting_id as id from settings.programmes where id = '${other.id}'`)).rows))[0].id as string
  await transaction(w.house.engine, { reach: { settings: [office], programmes: [], person: null } }, (tx) =>
    tx.client.query(
      `insert into settings.places (setting_id, person_id, name, email, role, since_on)
       values ('${office}', '${cast.ewan.person}', 'Ewan Clarke', '${cast.ewan.email}', 'programme_officer', '2026-09-01')`,
    ),
  )
  const ewan = await w.as('ewan')
  const done = await ewan.post(`/programmes/${other.id}/register/enrolments`, { urns: String(urn), ...TERMS, party: 'trust' })
  assert.equal(done.location, `/programmes/${other.id}/settings/${larchmead.setting}`)
  const head = await ewan.post(`${done.location}/head`, { name: 'Ewan Clarke', email: cast.ewan.email })
  assert.equal(head.status, 409)
  assert.doesNotMatch((await ewan.get(done.location ?? '')).text, /Invite the head/)
  const lead = await ewan.post(`/programmes/${other.id}/trusts/${trust.id}/people`, { name: 'Ewan Clarke', email: cast.ewan.email })
  assert.equal(lead.status, 409)
  assert.equal((await ewan.get(`/settings/${larchmead.setting}`)).status, 404)
  assert.equal((await ewan.get(`/settings/${trust.office}`)).status, 404)
})

// Looking without a trace --------------------------------------------------------------------------------------------

rolledBack('a form that is drawn again beside named ratings is a line in the audit, like the page it came from', async (w) => {
  const seen = async (): Promise<number> => (await rowsOf(w, here, `select id from kernel.audit_lines where deed = 'kernel.saw' and person_id = '${cast.amina.person}'`)).length
  const [criterion] = await rowsOf(w, here, 'select criterion_key as key from toolkit.agreed_ratings limit 1')
  const key = criterion!.key!
  const principle = `/settings/${larchmead.setting}/toolkit/principles/${principleOfKey(key)}`
  const amina = await w.as('amina')
  let before = await seen()
  for (const path of [`${principle}/criteria/${key}/evidence`, `${principle}/agreement`]) {
    assert.equal((await amina.post(path, { url: 'not an address' })).status, 422)
    assert.equal(await seen(), before + 1, path)
    before += 1
  }
})

// More than was meant to be kept -------------------------------------------------------------------------------------

rolledBack('what was sent after a session ran out is kept within its limit, whatever the browser says of its size', async (w) => {
  const visitor = await w.as('ruth')
  const page = await visitor.get('/account/name')
  const token = /name="form_token" value="([^"]+)"/.exec(page.text)![1]!
  w.clock(new Date(w.house.clock().getTime() + 3 * 3_600_000))
  const payload = Readable.from([Buffer.from(`form_token=${encodeURIComponent(token)}&name=${'x'.repeat(600_000)}`)])
  const headers = { cookie: `session=${visitor.cookies.get('session')!}`, 'content-type': 'application/x-www-form-urlencoded' }
  const answered = await w.app.inject({ method: 'POST', url: '/account/name', headers, payload })
  assert.equal(answered.statusCode, 303)
  assert.match(String(answered.headers.location), /^\/sign-in/)
})

rolledBack('an address of words kept for someone that is none, or is another’s, is not found', async (w) => {
  const ruth = await w.as('ruth')
  for (const id of ['x', '%00', randomUUID(), `${randomUUID()}'`]) assert.equal((await ruth.get(`/rescued/${id}`)).status, 404, id)
})

// What is published, and only as long as it may be --------------------------------------------------------------------

const PUBLISHED = `
  select 'board' as what from toolkit.board_rows r
   where not exists (select from settings.sharing s join settings.agreements a on a.setting_id = s.setting_id and a.programme_id = s.programme_id
          where s.setting_id = r.setting_id and s.programme_id = r.programme_id and s.flow = 'board'
            and a.signed_at is not null and a.ended_at is null and TODAY between a.starts_on and a.ends_on)
  union all
  select 'record' from toolkit.shared_records r
   where not exists (select from settings.sharing s join settings.agreements a on a.setting_id = s.setting_id and a.programme_id = s.programme_id
          where s.setting_id = r.setting_id and s.programme_id = r.programme_id and s.flow = 'reviewers_reading'
            and a.signed_at is not null and a.ended_at is null and TODAY between a.starts_on and a.ends_on)`

rolledBack('nothing is published without an agreement in force and a flow switched on: not now, not after stopping, ending or running out', async (w) => {
  const all = { settings: [larchmead.setting, alderbourne.setting] }
  const wrong = (day: string): Promise<Rows> => rowsOf(w, all, PUBLISHED.replaceAll('TODAY', `date '${day}'`))
  const count = async (): Promise<number[]> =>
    (await rowsOf(w, here, `select count(*)::int as n from toolkit.board_rows union all select count(*)::int from toolkit.shared_records`)).map((row) => Number(row.n))
  assert.deepEqual(await wrong('2026-11-19'), [])
  const ruth = await w.as('ruth')
  const setting = `/settings/${larchmead.setting}`
  assert.ok((await count()).every((n) => n > 0), 'Larchmead publishes both')
  await w.undone(async () => {
    await ruth.post(`${setting}/sharing`, { programme: programme.id })
    assert.deepEqual(await count(), [0, 0], 'after stopping')
  })
  await w.undone(async () => {
    const agreement = await idOf(w, here, 'select id from settings.agreements where signed_at is not null and ended_at is null')
    await ruth.post(`${setting}/agreement/${agreement}/ending`, { words: 'Enough' })
    assert.deepEqual(await count(), [0, 0], 'after ending')
  })
  w.clock(new Date('2036-11-19T09:00:00Z'))
  const job = w.house.modules.flatMap((module) => module.jobs).find((one) => one.name === 'stop-run-out-sharing')!
  await w.inCtx(undefined, {}, (ctx) => job.run(ctx, {}))
  assert.deepEqual(await wrong('2036-11-19'), [], 'after running out')
  assert.match(job.cron ?? '', /^\d+ \* /, 'and it is looked at every hour, should the server sleep at night')
})

rolledBack('an offer that has run out cannot be signed any more', async (w) => {
  const [offer] = await transaction(w.house.engine, { reach: { ...nowhere, settings: [larchmead.setting] } }, async ({ client }) => {
    const made = await client.query(
      `insert into settings.agreements (setting_id, programme_id, party, party_kind, purposes, lawful_basis, starts_on, ends_on, offered_by, offered_at)
       values ('${larchmead.setting}', '${programme.id}', 'Larchmead', 'setting', '{}', 'x', '2026-01-01', '2026-11-18', 'Priya Nair', now()) returning id`,
    )
    return made.rows as Rows
  })
  const ruth = await w.as('ruth')
  const done = await ruth.post(`/settings/${larchmead.setting}/agreement/${offer!.id}/signature`, { agree: 'yes', name: 'Ruth Adeyemi' })
  assert.equal(done.status, 409)
})
