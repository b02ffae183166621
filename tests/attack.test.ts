// What someone with bad intent would try, enumerated over the whole house where it can be: ids of another place in
// paths and in forms, text made to keep the server busy, putting oneself in charge elsewhere, looking without a trace.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomUUID } from 'node:crypto'
import { alderbourne, cast, castNames, larchmead, programme, seedId } from '../seeds/cast.ts'
import { transaction } from '../src/kernel/db.ts'
import { readForm, typedFrom, type Form } from '../src/kernel/form.ts'
import type { Route } from '../src/kernel/route.ts'
import { here, idOf, otherProgramme, principleOfKey, rowsOf, TERMS, there } from './rows.ts'
import { addressIn, paramsOf, PLACES, routes } from './openings.ts'
import { rolledBack, type Fields, type Held } from './world.ts'

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

const [LARCHMEAD, ALDERBOURNE] = PLACES as [(typeof PLACES)[0], (typeof PLACES)[0]]

rolledBack(
  'the address of something that belongs to another school is not found, for anyone, to read or to change',
  async (w) => {
    // Every verb of a school is Ruth's; Tom has a place in both.
    const visitors = [await w.as('ruth'), await w.as('tom')]
    const found: string[] = []
    let tried = 0
    for (const route of routes) {
      if (!paramsOf(route).includes('setting')) continue
      const own = await addressIn(w.house, route, LARCHMEAD)
      const other = await addressIn(w.house, route, ALDERBOURNE)
      if (!own || !other) continue
      const mixed = paramsOf(route).filter(
        (name) =>
          /^[0-9a-f-]{36}$/.test(other.params[name]!) && own.params[name] !== other.params[name] && name !== 'setting',
      )
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
  },
)

/** Fields that take an id and nothing else that is not one. */
function idFields(form: Form<unknown>): string[] {
  const wrong = (field: string, text: string): boolean => {
    const read = readForm(form, typedFrom(form, { [field]: text }))
    return 'mistakes' in read && read.mistakes[field] !== undefined
  }
  return form.fields.filter((field) => wrong(field, 'not-an-id') && !wrong(field, randomUUID()))
}

type Attack = { as: (typeof castNames)[number]; path: string; fields: Fields; status: number }

/** A measure of a school's newest cycle. */
function measureAt(w: Held, setting: string): Promise<string> {
  return transaction(
    w.house.engine,
    { reach: { settings: [setting], programmes: [], person: null } },
    async ({ client }) => {
      const made = await client.query(
        `with a as (
         insert into toolkit.actions (setting_id, cycle_id, criterion_key, title, created_by, created_at, updated_by, updated_at)
         select setting_id, id, 'x', 'Theirs', 'Helen', now(), 'Helen', now() from toolkit.cycles order by number desc limit 1
         returning setting_id, id)
       insert into toolkit.indicators (setting_id, action_id, name) select setting_id, id, 'Theirs' from a returning id`,
      )
      return made.rows[0].id as string
    },
  )
}

/** Whoever asks to join names a programme; whoever answers names a district. */
function joiningAttacks(other: { id: string; district: string }): Record<string, Attack> {
  const asker = { name: 'Kit Marlow', role: 'head', email: 'kit@attack.example', why: 'To begin.' }
  const club = { ...asker, setting_name: 'A Club', designation: 'community', where: 'A hall' }
  const request = seedId('joining Thornley Lanterns Youth Club')
  return {
    '/enrol/other programme': {
      as: 'ruth',
      path: '/enrol/other',
      fields: { ...club, programme: randomUUID() },
      status: 422,
    },
    // A school that takes part already, asked for in the name of a programme that works elsewhere.
    '/enrol/schools/:urn programme': {
      as: 'ruth',
      path: '/enrol/schools/700901',
      fields: { ...asker, programme: other.id },
      status: 409,
    },
    '/programmes/:programme/asking/:request/confirmation district_id': {
      as: 'priya',
      path: `/programmes/${programme.id}/asking/${request}/confirmation`,
      fields: { ...TERMS, setting_name: 'A Club', district_id: other.district },
      status: 422,
    },
  }
}

/** A head shares a version of the Record with the trust: only one of the school's own. */
function trustAttacks(kit: string): Record<string, Attack> {
  const attack = (path: string): Attack => ({ as: 'ruth', path, fields: { record: randomUUID() }, status: 404 })
  return {
    '/settings/:setting/toolkit/shared/trust-records record': attack(`${kit}/shared/trust-records`),
    '/settings/:setting/toolkit/shared/trust-withdrawals record': attack(`${kit}/shared/trust-withdrawals`),
  }
}

/** For each field of each form that takes an id: a whole, right form with an id of another place in it. */
async function attacks(w: Held): Promise<Record<string, Attack>> {
  const other = await otherProgramme(w)
  const member = await idOf(w, there, 'select id from toolkit.team_members')
  const measure = await measureAt(w, alderbourne.setting)
  const action = await idOf(
    w,
    here,
    `select a.id from toolkit.actions a join toolkit.cycles c on c.id = a.cycle_id where c.stage <> 'closed'`,
  )
  const [criterion] = await rowsOf(w, here, 'select criterion_key as key from toolkit.agreed_ratings limit 1')
  const key = criterion!.key!
  const district = await idOf(w, here, `select id from settings.districts where programme_id = '${programme.id}'`)
  const record = await idOf(w, here, 'select id from toolkit.records')
  const theirRecord = randomUUID()
  const [enrolment] = await rowsOf(
    w,
    here,
    `select version, activity_levels from settings.enrolments where programme_id = '${programme.id}'`,
  )
  const kit = `/settings/${larchmead.setting}/toolkit`
  const office = `/programmes/${programme.id}`
  const principle = principleOfKey(key)
  const words = {
    title: 'Quiet room',
    owner_id: member,
    people: '',
    starts_on: '',
    due_on: '',
    intended_impact: '',
    evidence_plan: '',
    pupil_view: '',
    activity_level: '',
  }
  const place = { levels: ['1'], version: String(enrolment!.version), district_id: '', phase_id: '' }
  const details = `${office}/settings/${larchmead.setting}/details`
  const named = { name: 'New place', register_code: '', joined_on: '', phase_id: other.phase }
  return {
    '/settings/:setting/toolkit/plan/actions owner_id': {
      as: 'ruth',
      path: `${kit}/plan/actions`,
      fields: { ...words, criterion: key, move: '', steps: '' },
      status: 422,
    },
    '/settings/:setting/toolkit/actions/:action/edit owner_id': {
      as: 'ruth',
      path: `${kit}/actions/${action}/edit`,
      fields: { ...words, version: '1' },
      status: 422,
    },
    '/settings/:setting/toolkit/team/joining person': {
      as: 'ruth',
      path: `${kit}/team/joining`,
      fields: { person: cast.marcus.person, minutes: '', joined_on: '1 October 2026' },
      status: 422,
    },
    '/settings/:setting/toolkit/principles/:principle/criteria/:criterion/evidence indicator': {
      as: 'ruth',
      path: `${kit}/principles/${principle}/criteria/${key}/evidence`,
      fields: { kind: 'series', on_day: '1 October 2026', words: 'Fewer', url: '', indicator: measure },
      status: 422,
    },
    '/settings/:setting/toolkit/record/versions/:record/shares programme': {
      as: 'ruth',
      path: `${kit}/record/versions/${record}/shares`,
      fields: { programme: other.id },
      status: 422,
    },
    '/settings/:setting/toolkit/record/versions/:record/shares/withdrawals programme': {
      as: 'ruth',
      path: `${kit}/record/versions/${record}/shares/withdrawals`,
      fields: { programme: other.id },
      status: 303,
    },
    '/settings/:setting/toolkit/record/links record': {
      as: 'ruth',
      path: `${kit}/record/links`,
      fields: { record: theirRecord, reader: 'Chair of governors', purpose: 'The meeting', days: '14', code: 'no' },
      status: 422,
    },
    '/settings/:setting/toolkit/readings programme': {
      as: 'ruth',
      path: `${kit}/readings`,
      fields: { principle, asks: 'programme', programme: other.id, question: '', wished_on: '1 December 2026' },
      status: 422,
    },
    '/settings/:setting/sharing programme': {
      as: 'ruth',
      path: `/settings/${larchmead.setting}/sharing`,
      fields: { programme: other.id, flows: ['board'] },
      status: 404,
    },
    '/programmes/:programme/settings district_id': {
      as: 'priya',
      path: `${office}/settings`,
      fields: { name: 'The Hut', designation: 'community', trust_name: '', district_id: other.district, ...TERMS },
      status: 422,
    },
    '/programmes/:programme/settings/:enrolment/details district_id': {
      as: 'priya',
      path: details,
      fields: { ...place, district_id: other.district },
      status: 422,
    },
    '/programmes/:programme/settings/:enrolment/details phase_id': {
      as: 'priya',
      path: details,
      fields: { ...place, phase_id: other.phase },
      status: 422,
    },
    '/programmes/:programme/districts phase_id': {
      as: 'priya',
      path: `${office}/districts`,
      fields: named,
      status: 422,
    },
    '/programmes/:programme/districts/:district phase_id': {
      as: 'priya',
      path: `${office}/districts/${district}`,
      fields: named,
      status: 422,
    },
    ...joiningAttacks(other),
    ...trustAttacks(kit),
    '/sign-in/demo person': {
      as: 'ruth',
      path: '/sign-in/demo',
      fields: { person: randomUUID(), back: '' },
      status: 404,
    },
  }
}

rolledBack('an id of another place in a form is refused, in every form that takes one', async (w) => {
  const known = await attacks(w)
  const asked = routes.flatMap((route: Route) =>
    route.form ? idFields(route.form).map((field) => `${route.path} ${field}`) : [],
  )
  assert.deepEqual(
    [...new Set(asked)].sort(),
    Object.keys(known).sort(),
    'each field that takes an id has its attack here',
  )
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
