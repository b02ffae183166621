// The made-up county: the same on every machine, believable, obeying the rules of the Toolkit, and with nobody real.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { criteriaOf, editions, loadEdition } from '../src/modules/toolkit/edition.ts'
import { calendarFrom } from '../seeds/calendar.ts'
import { alderbourne, castNames, larchmead, programme, trust } from '../seeds/cast.ts'
import { buildCounty, countyRows } from '../seeds/county.ts'
import { districts } from '../seeds/places.ts'
import type { Row } from '../seeds/rows.ts'
import { wordsFor } from '../seeds/wording.ts'
import { transaction } from '../src/kernel/db.ts'
import { makeSecrets } from '../src/kernel/secrets.ts'
import { rolledBack, world, NOW } from './world.ts'
import { blockersOf } from '../src/modules/toolkit/standing/rules.ts'
import { cyclesOf, editionOf, loadStanding } from '../src/modules/toolkit/standing/service.ts'
import type { Cycle } from '../src/modules/toolkit/standing/rules.ts'

const county = countyRows(NOW, true)
const edition = loadEdition('primary', 1)

function rowsOf(table: string, where: (row: Row) => boolean = () => true): readonly Row[] {
  return county.of(table).filter(where)
}

function registered(): Map<number, { name: string; district: string }> {
  const rows = ['wealdshire.csv', 'wealdshire-opened.csv'].flatMap((file) => {
    const text = readFileSync(new URL(`../seeds/register/${file}`, import.meta.url), 'latin1')
    return parse<Record<string, string>>(text, { columns: true, bom: true })
  })
  return new Map(
    rows.map((row) => [
      Number(row.URN),
      { name: row.EstablishmentName!, district: row['DistrictAdministrative (name)']! },
    ]),
  )
}

test('the county is the same each time it is made, to the last word', () => {
  const again = countyRows(NOW, true)
  for (const table of county.tables) assert.deepEqual(again.of(table), county.of(table), table)
})

test('there are twelve districts, about forty settings of every kind, and thirteen people and six more to sign in as', () => {
  assert.equal(rowsOf('settings.districts').length, 12)
  const enrolled = rowsOf('settings.enrolments')
  assert.ok(enrolled.length >= 38 && enrolled.length <= 46, String(enrolled.length))
  assert.equal(new Set(enrolled.map((row) => row.designation)).size, 9)
  assert.equal(new Set(enrolled.map((row) => row.district_id)).size, 12)
  // The mental health lead of each other edition's setting, and the head with four hats.
  assert.equal(rowsOf('people.demo_cast').length, castNames.length + 6)
  const stages = new Set(rowsOf('toolkit.cycles').map((row) => `${String(row.number)} ${String(row.stage)}`))
  for (const stage of ['1 assess', '1 plan', '1 review', '1 closed', '2 assess', '2 plan', '2 review', '2 closed'])
    assert.ok(stages.has(stage), stage)
})

test('some schools have not signed, some share nothing, and one has been quiet for most of a year', () => {
  assert.ok(rowsOf('settings.enrolments', (row) => row.agreed_on === null).length >= 2)
  assert.ok(
    rowsOf('settings.enrolments', (row) => row.agreed_on !== null && (row.flows as string[]).length === 0).length >= 3,
  )
  const quiet = rowsOf(
    'toolkit.cycles',
    (row) => row.stage !== 'closed' && NOW.getTime() - (row.moved_at as Date).getTime() > 250 * 86_400_000,
  )
  assert.ok(quiet.length >= 1)
})

test('no real school and no real address is in it', () => {
  const known = registered()
  for (const row of rowsOf('settings.settings', (one) => one.kind === 'school' && one.urn !== null)) {
    const there = known.get(row.urn as number)
    assert.ok(there, `${String(row.name)} is not in the made-up register`)
    assert.equal(there.name, row.name)
    assert.ok((row.urn as number) >= 700_000, 'real URNs are below')
  }
  assert.deepEqual(
    rowsOf('settings.settings', (row) => row.urn === null).map((row) => row.name),
    [programme.name, trust.name, 'Swanhythe Harbour Youth Project'],
  )
  for (const person of rowsOf('people.people')) assert.match(String(person.email), /^[a-z.-]+@[a-z-]+\.example$/)
  for (const link of rowsOf('toolkit.evidence', (row) => row.kind === 'link'))
    assert.match(String(link.url), /^https:\/\/[a-z-]+\.example\//)
})

test('the districts are those of the made-up register, and each school lies where it says', () => {
  const known = registered()
  const names = new Map(rowsOf('settings.districts').map((row) => [row.id, row.name]))
  assert.deepEqual(new Set([...known.values()].map((one) => one.district)), new Set(districts.map((one) => one.name)))
  for (const row of rowsOf('settings.enrolments', (one) => one.urn !== null))
    assert.equal(names.get(row.district_id), known.get(row.urn as number)?.district, String(row.name))
})

test('nobody has done anything tomorrow, and nothing ends before it begins', () => {
  const today = NOW.toISOString().slice(0, 10)
  const moments: Record<string, readonly string[]> = {
    'toolkit.cycles': ['moved_at', 'assess_closed_at', 'plan_closed_at', 'review_closed_at'],
    'toolkit.ratings': ['updated_at'],
    'toolkit.agreed_ratings': ['agreed_at'],
    'toolkit.actions': ['created_at', 'updated_at'],
    'toolkit.steps': ['done_at'],
    'toolkit.evidence': ['added_at'],
    'toolkit.reviews': ['reviewed_at'],
    'kernel.audit_lines': ['at'],
  }
  for (const [table, columns] of Object.entries(moments))
    for (const row of rowsOf(table))
      for (const column of columns)
        if (row[column] instanceof Date)
          assert.ok(row[column] <= NOW, `${table}.${column} ${row[column].toISOString()}`)
  for (const row of rowsOf('toolkit.indicator_points')) assert.ok(String(row.on_day) <= today)
  for (const row of rowsOf('toolkit.actions')) assert.ok(String(row.starts_on) <= String(row.due_on), String(row.title))
  for (const row of rowsOf('toolkit.cycles')) {
    const ends = [row.assess_closed_at, row.plan_closed_at, row.review_closed_at].filter((end) => end instanceof Date)
    ends.reduce((before, end) => (assert.ok(before < end), end), new Date(String(row.started_on)))
  }
})

test('days keep their order through holidays and weekends, whenever the county is made', () => {
  for (const now of ['2026-08-20', '2026-09-07', '2026-12-28', '2027-01-02', '2027-03-14']) {
    const calendar = calendarFrom(new Date(`${now}T08:00:00Z`))
    for (let ago = 800; ago > 1; ago -= 1)
      assert.ok(calendar.day(ago) <= calendar.day(ago - 1), `${now}: ${ago} days ago`)
    for (let ahead = 0; ahead < 300; ahead += 1)
      assert.ok(calendar.day(-ahead) <= calendar.day(-ahead - 1), `${now}: in ${ahead} days`)
    for (let ago = 2; ago < 400; ago += 1) assert.ok(calendar.at(ago, 90) <= calendar.now)
  }
})

test('a stage is closed only where nothing would have kept it open', () => {
  for (const cycle of rowsOf('toolkit.cycles')) {
    const criteria = criteriaOf(editionOf(cycle as Cycle)).map((criterion) => criterion.key)
    const inCycle = (row: Row): boolean => row.cycle_id === cycle.id
    const agreed = rowsOf('toolkit.agreed_ratings', (row) => inCycle(row) && row.moment === 'assess')
    if (cycle.assess_closed_at) assert.deepEqual(new Set(agreed.map((row) => row.criterion_key)), new Set(criteria))
    const actions = rowsOf('toolkit.actions', inCycle)
    if (cycle.plan_closed_at) {
      const answered = new Set([...actions, ...rowsOf('toolkit.gap_reasons', inCycle)].map((row) => row.criterion_key))
      for (const row of agreed)
        if (typeof row.level === 'number' && row.level < 2)
          assert.ok(answered.has(row.criterion_key), String(row.criterion_key))
    }
    const reviewed = new Set(rowsOf('toolkit.reviews').map((row) => row.action_id))
    if (cycle.review_closed_at) for (const action of actions) assert.ok(reviewed.has(action.id), String(action.title))
  }
})

test('what a school writes is about the criterion, and it does not repeat itself', () => {
  for (const principle of edition.principles)
    for (const { key } of principle.criteria) assert.ok(wordsFor(principle.key, key).gap.length > 20)
  for (const cycle of rowsOf('toolkit.cycles')) {
    const reasons = rowsOf(
      'toolkit.agreed_ratings',
      (row) => row.cycle_id === cycle.id && row.moment === 'assess' && row.level !== null,
    ).map((row) => row.reason)
    assert.equal(new Set(reasons).size, reasons.length, 'a reason comes twice in one cycle')
  }
  const said = rowsOf('toolkit.reviews').map((row) => row.pupils_words)
  assert.ok(new Set(said).size > 30, 'pupils say many different things')
  assert.doesNotMatch(JSON.stringify(county.of('toolkit.agreed_ratings')), /lorem|ipsum|undefined|\[object/i)
})

const atWork = (key: string): Row | undefined =>
  rowsOf('toolkit.cycles').findLast((cycle) => cycle.edition_key === key && cycle.edition_version === 1)

test('every edition is in use, by a setting that it is written for, and each stands somewhere else', () => {
  const kinds = new Map(rowsOf('settings.enrolments').map((row) => [row.setting_id, String(row.designation)]))
  for (const { key, version } of editions()) {
    const cycles = rowsOf('toolkit.cycles', (row) => row.edition_key === key && row.edition_version === version)
    assert.ok(cycles.length > 0, `${key} is used by nobody`)
    for (const cycle of cycles) assert.ok(loadEdition(key, version).for.includes(kinds.get(cycle.setting_id)!), key)
  }
  const stages = ['special', 'alternative-provision', 'secondary', 'college', 'community'].map((key) => {
    const cycle = atWork(key)
    return `${String(cycle?.number)} ${String(cycle?.stage)}`
  })
  assert.deepEqual(stages, ['1 closed', '1 assess', '1 plan', '1 review', '2 assess'])
})

test('each of them has a head and a mental health lead, has signed, and shares its board row', () => {
  for (const { setting_id: setting } of rowsOf('toolkit.cycles', (row) => row.edition_key !== 'primary')) {
    const roles = rowsOf('settings.places', (row) => row.setting_id === setting).map((row) => row.role)
    assert.ok(roles.includes('head') && roles.includes('senior_mental_health_lead'), roles.join())
    assert.ok(rowsOf('settings.agreements', (row) => row.setting_id === setting)[0]?.signed_by)
    assert.ok(rowsOf('settings.sharing', (row) => row.setting_id === setting).some((row) => row.flow === 'board'))
  }
})

test('a cycle that began after the programme’s own criterion was out is asked it, and one before is not', () => {
  const asked = (key: string): boolean =>
    criteriaOf(editionOf(atWork(key) as Cycle)).some(({ of }) => of?.programme === programme.name)
  assert.equal(asked('secondary'), true)
  assert.equal(asked('college'), false)
})

test('what a setting of another edition writes fits it: no school councils where there is no school', () => {
  for (const key of ['college', 'community', 'alternative-provision']) {
    const setting = atWork(key)?.setting_id
    for (const table of ['agreed_ratings', 'actions', 'reviews', 'evidence', 'chapter_agreements', 'gap_reasons']) {
      const words = JSON.stringify(rowsOf(`toolkit.${table}`, (row) => row.setting_id === setting))
      assert.doesNotMatch(words, /school council|playtime|circle time|undefined|\[object/, `${key} ${table}`)
    }
  }
})

rolledBack('Larchmead plans its second cycle and Alderbourne assesses its first, as the cast expects', async (w) => {
  await w.inCtx('amina', { setting: larchmead.setting }, async (ctx) => {
    const cycles = (await cyclesOf(ctx.tx, larchmead.setting)).toSorted((a, b) => a.number - b.number)
    assert.deepEqual(
      cycles.map((cycle) => cycle.stage),
      ['closed', 'plan'],
    )
    const first = await loadStanding(ctx.tx, cycles[0]!)
    for (const stage of ['assess', 'plan', 'review'] as const)
      assert.deepEqual(blockersOf(edition, first, stage), [], stage)
    const second = await loadStanding(ctx.tx, cycles[1]!)
    assert.ok(blockersOf(edition, second, 'plan').length > 0, 'gaps are left to answer')
    assert.equal(second.team.length, 6)
  })
  await w.inCtx('marcus', { setting: alderbourne.setting }, async (ctx) => {
    assert.deepEqual(
      (await cyclesOf(ctx.tx, alderbourne.setting)).map((cycle) => [cycle.number, cycle.stage]),
      [[1, 'assess']],
    )
  })
})

test('a county is refused where there are people already, and leaves them as they were', async () => {
  const { real } = await world()
  const people = (): Promise<unknown[]> =>
    transaction(
      real,
      { role: 'door', readOnly: true },
      async ({ client }) => (await client.query('select id, name from people.people order by id')).rows as unknown[],
    )
  const before = await people()
  await assert.rejects(
    buildCounty(real, { secrets: makeSecrets(Buffer.alloc(32)), now: NOW, full: true }),
    /only in an empty database/,
  )
  assert.deepEqual(await people(), before)
})
