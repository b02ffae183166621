// One school's whole way, in a real browser: the register is imported, the school enrolled, its head agrees, invites a
// team; five people rate alone, see and agree together, plan, review, close, share; the Record is read by the
// programme and printed. Every new page is checked with axe and at 320 px.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { programme } from '../../seeds/cast.ts'
import { loadEdition } from '../../src/modules/toolkit/edition.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'
import { answerLetter, arriveBy, type Joined } from './joining.ts'

const SCHOOL = { urn: '799001', name: 'Wrenbury Primary School' }
const PASSWORD = 'three quiet otters at dusk'
const TEAM = [
  {
    name: 'Grace Holloway',
    role: 'Senior mental health lead',
    also: 'Senior leader',
    seat: 'senior_mental_health_lead',
  },
  { name: 'Idris Bowen', role: 'Teacher', seat: 'teacher' },
  { name: 'Farah Siddiqui', role: 'Teaching assistant', seat: 'teaching_assistant' },
  { name: 'Colin Reid', role: 'Lead governor for wellbeing', seat: 'lead_governor' },
] as const
const HEAD = 'Martha Quill'
const edition = loadEdition('primary', 1)
const GAP = edition.principles[3]!.criteria[0]!

let town: Town
const faults: Fault[] = []
const checked = new Set<string>()
const people = new Map<string, Joined>()
let officer: Page
let setting = ''

before(async () => {
  town = await openTown()
  officer = (await town.as('priya')).page
})
after(() => town.close())

/** Checks each kind of page once: ids in the address do not make another page. */
async function look(page: Page): Promise<void> {
  const kind = new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, ':id')
  if (checked.has(kind)) return
  checked.add(kind)
  faults.push(...(await checkPage(page, kind)))
}

async function go(page: Page, path: string): Promise<void> {
  const reply = await page.goto(path)
  assert.equal(reply?.status(), 200, `${path} answered ${reply?.status()}`)
  await look(page)
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await arriveBy(page, page.locator('main').getByRole('button', { name }).first())
  await look(page)
  const summary = page.locator('.govuk-error-summary')
  assert.equal(
    await summary.count(),
    0,
    `${String(name)} at ${page.url()}: ${(await summary.allInnerTexts()).join(' ')}`,
  )
}

const says = async (page: Page, words: RegExp): Promise<void> =>
  assert.match(await page.locator('main').innerText(), words)
const at = (path: string): string => `/settings/${setting}${path}`
const pageOf = (name: string): Page => people.get(name)!.page

function registerFile(): string {
  const lines = [
    'URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),EstablishmentTypeGroup (code),EstablishmentTypeGroup (name),EstablishmentStatus (code),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,NumberOfPupils,PercentageFSM,Street,Locality,Town,County (name),Postcode,SchoolWebsite,TelephoneNum,DistrictAdministrative (code),DistrictAdministrative (name),GOR (name),Easting,Northing,LastChangedDate,Trusts (name)',
    `${SCHOOL.urn},899,Wealdshire,9001,${SCHOOL.name},1,Community school,4,Local authority maintained schools,1,Open,01-09-1998,,2,Primary,4,11,210,12.5,1 Wren Lane,,Wrenbury,Wealdshire,ZZ1 1ZZ,,,E0799004,Upper Weald,South East,500000,150000,01-11-2026,`,
    'not-a-number,899,Wealdshire,9002,A row that is not right,1,Community school,4,Local authority maintained schools,1,Open,,,2,Primary,4,11,,,,,,,,,,,,,,,,',
  ]
  const path = join(mkdtempSync(join(tmpdir(), 'wholeschool-journey-')), 'register.csv')
  writeFileSync(path, lines.join('\r\n') + '\r\n', 'latin1')
  return path
}

test('the officer brings in the register, and the row that is not right is named', async () => {
  await go(officer, `/programmes/${programme.id}/register/import`)
  await officer.setInputFiles('input[type=file]', registerFile())
  await officer.getByLabel('Schools', { exact: true }).check()
  await press(officer, 'Bring in this file')
  await says(officer, /1/)
  await says(officer, /not-a-number|not a number/i)
})

test('the officer finds the school and enrols it, and invites its head', async () => {
  await go(officer, `/programmes/${programme.id}/register?q=${SCHOOL.urn}`)
  await officer.getByRole('checkbox', { name: new RegExp(SCHOOL.name) }).check()
  await press(officer, 'Enrol the ticked schools')
  setting = /settings\/([0-9a-f-]{36})/.exec(officer.url())![1]!
  await says(officer, /not shared yet/i)
  await officer.getByLabel('The head’s name').fill(HEAD)
  await officer.locator('input[name=email]').fill('martha.quill@wrenbury.example')
  await press(officer, 'Send the invitation')
})

test('the head joins by her letter, signs the agreement and invites four colleagues', async () => {
  people.set(HEAD, await answerLetter(town, officer, { to: 'martha.quill@wrenbury.example', password: PASSWORD, look }))
  const head = pageOf(HEAD)
  await go(head, '/')
  await go(head, at('/agreement'))
  await head.locator('input[name=agree]').check()
  await head.locator('input[name=name]').fill(HEAD)
  await press(head, 'Sign this agreement')
  for (const member of TEAM) {
    await go(head, at('/people/new'))
    await head.getByLabel('Name', { exact: true }).fill(member.name)
    await head.getByLabel('Email address').fill(emailOf(member.name))
    await head.getByRole('checkbox', { name: member.role, exact: true }).check()
    if ('also' in member) await head.getByRole('checkbox', { name: member.also, exact: true }).check()
    await press(head, 'Send the invitation')
  }
  for (const member of TEAM)
    people.set(member.name, await answerLetter(town, officer, { to: emailOf(member.name), password: PASSWORD, look }))
})

const emailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@wrenbury.example`
const LEAD = TEAM[0].name

test('the lead starts the cycle and builds the team', async () => {
  const lead = pageOf(LEAD)
  await go(lead, at('/toolkit'))
  await press(lead, 'Start the first cycle')
  for (const member of [...TEAM, { name: HEAD, seat: 'senior_leader' }]) {
    await go(lead, at('/toolkit/team/joining'))
    const option = await lead.locator('select[name=person] option', { hasText: member.name }).getAttribute('value')
    await lead.locator('select[name=person]').selectOption(option)
    await lead.locator(`input[name=team_roles][value=${member.seat}]`).check()
    await press(lead, 'Add to the team')
  }
  await go(lead, at('/toolkit/team'))
  const own = lead.getByRole('link', { name: `Change ${LEAD}` })
  await arriveBy(lead, own)
  await look(lead)
  const make = lead.getByRole('button', { name: `Make ${LEAD} the lead` })
  if ((await make.count()) > 0) await press(lead, `Make ${LEAD} the lead`)
})

async function rate(page: Page, part: string, choose: (item: number) => number): Promise<void> {
  await go(page, at(`/toolkit/${part}/seat`))
  await page.locator('input[name=shown_as][value=named]').check()
  await press(page, /^Begin|^Save this choice/)
  await go(page, at(`/toolkit/${part}`))
  const names = await page
    .locator('input[type=radio][name^=level_]')
    .evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLInputElement).name))])
  assert.ok(names.length >= 6)
  for (const [i, name] of names.entries()) await page.locator(`input[name="${name}"][value="${choose(i)}"]`).check()
  await press(page, 'Save and finish')
}

test('five people rate alone, and only then see one another’s ratings', async () => {
  const everyone = [HEAD, ...TEAM.map((member) => member.name)]
  const voice = `principles/${edition.principles[3]!.key}`
  for (const [i, name] of everyone.entries()) {
    await rate(pageOf(name), 'baseline', (item) => (item + i) % 4)
    if (i < everyone.length - 1) {
      await go(pageOf(name), at(`/toolkit/${voice}`))
      assert.doesNotMatch(await pageOf(name).locator('main').innerText(), /You are close|You see this/)
    }
    await rate(pageOf(name), `${voice}/rating`, (item) => (item === 0 ? i % 2 : 2 + (i % 2)))
  }
  await go(pageOf(LEAD), at(`/toolkit/${voice}`))
  for (const name of everyone) await says(pageOf(LEAD), new RegExp(name))
})

const agreementOf = (criterion: string): { level: string; reason: string } =>
  criterion === GAP.key
    ? { level: '1', reason: 'Only the confident children are asked so far.' }
    : { level: '3', reason: 'Visitors see it, and pupils tell us so.' }

test('the team agrees every criterion with a reason, and the stage closes', async () => {
  const lead = pageOf(LEAD)
  for (const [i, principle] of edition.principles.entries())
    for (const criterion of principle.criteria) {
      const path = at(`/toolkit/principles/${principle.key}/criteria/${criterion.key}`)
      const { level, reason } = agreementOf(criterion.key)
      if (i === 3) {
        await go(lead, path)
        await lead.locator(`input[name=level][value="${level}"]`).first().check()
        await lead.locator('textarea[name=reason]').first().fill(reason)
        await press(lead, 'Agree this rating')
      } else await sendForm(lead, path, `${path}/agreement`, { level, reason })
    }
  await close('assess')
})

/** The other forty, sent as the browser would send the page's own form, without drawing it. */
async function sendForm(page: Page, path: string, action: string, fields: Record<string, string>): Promise<void> {
  const text = await (await page.request.get(path)).text()
  const form = text.slice(text.indexOf(`action="${action}"`))
  const hidden = Object.fromEntries(
    [
      ...form
        .slice(0, form.indexOf('</form>'))
        .matchAll(/<input type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g),
    ].map((match) => [match[1]!, match[2]!]),
  )
  const sent = await page.request.post(action, { form: { ...hidden, ...fields }, maxRedirects: 0 })
  assert.equal(sent.status(), 303, `${action} answered ${sent.status()}`)
}

async function close(stage: string): Promise<void> {
  const lead = pageOf(LEAD)
  await go(lead, at(`/toolkit/stages/${stage}/closing`))
  await press(lead, /^Close stage/)
}

test('the gap becomes an action with an owner, a date, steps and a measure, and the plan closes', async () => {
  const lead = pageOf(LEAD)
  await go(lead, at('/toolkit/plan'))
  await go(lead, at(`/toolkit/plan/actions/new?criterion=${GAP.key}&move=${GAP.moves[0]!.key}`))
  await lead.locator('select[name=owner_id], select[name=owner]').first().selectOption({ label: TEAM[1].name })
  await lead.locator('input[name=due_on]').fill('26 March 2027')
  await press(lead, 'Add this action')
  await says(lead, new RegExp(TEAM[1].name))
  await close('plan')
})

test('the action is reviewed, the rating agreed again, and the cycle closes', async () => {
  const lead = pageOf(LEAD)
  await go(lead, at('/toolkit/review'))
  await arriveBy(lead, lead.locator('main a[href*="/actions/"][href$="/review"]').first())
  await look(lead)
  await lead
    .locator('textarea[name=done_words]')
    .fill('Every class holds a circle each week, and quieter children are asked first.')
  await lead.locator('textarea[name=pupils_words]').fill('“Now I know when my turn comes.”')
  await lead.locator('input[name=changed]').first().check()
  await lead.locator('input[name=next]').first().check()
  await press(lead, 'Keep this review')
  await go(lead, at(`/toolkit/principles/${edition.principles[3]!.key}/criteria/${GAP.key}`))
  await lead.locator('input[name=level][value="2"]').first().check()
  await lead
    .locator('textarea[name=reason]')
    .first()
    .fill('Every pupil is asked each week, and we can say what changed.')
  await press(lead, /^Agree this rating/)
  await close('review')
})

test('the head shares, the programme sees the school and reads its Record', async () => {
  const head = pageOf(HEAD)
  await go(head, at('/sharing'))
  for (const flow of await head.locator('input[name=flows]').all()) await flow.check()
  await press(head, 'Save what is shared')
  await go(head, at('/toolkit/record/versions'))
  await arriveBy(head, head.locator('main a[href*="/record/versions/"]:not([href$=pdf])').first())
  await look(head)
  await press(head, /^Share with/)
  await go(officer, `/programmes/${programme.id}/board?q=Wrenbury`)
  await says(officer, new RegExp(SCHOOL.name))
  const reader = (await town.as('ewan')).page
  await go(reader, `/programmes/${programme.id}/records`)
  await reader
    .getByRole('link', { name: new RegExp(SCHOOL.name) })
    .first()
    .click()
  await look(reader)
  assert.match((await reader.locator('main').textContent()) ?? '', /Now I know when my turn comes/)
})

test('the Record is a tagged PDF with what was agreed', async () => {
  const context: BrowserContext = people.get(LEAD)!.context
  const printed = await context.request.get(at('/toolkit/record.pdf'))
  assert.equal(printed.status(), 200)
  const path = join(mkdtempSync(join(tmpdir(), 'wholeschool-record-')), 'record.pdf')
  writeFileSync(path, await printed.body())
  const words = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' ')
  assert.match(words, /Now I know when my turn comes/)
  assert.match(words, /Every pupil is asked each week, and we can say what changed/)
  assert.match(
    execFileSync('pdfinfo', ['-struct', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    /Table[\s\S]*TH/,
  )
})

test('every page of the way passed axe and fits a narrow phone', () => {
  assert.ok(checked.size > 20, `only ${checked.size} kinds of page`)
  assert.deepEqual(faults, [])
})
