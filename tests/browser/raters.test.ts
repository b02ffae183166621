// Special school with easy-read and Arabic parents: its lead asks pupils, parents and wider staff; pupils answer in easy
// read on one tablet, parents in Arabic by a code, four of the staff in English. The call closes, and what they said
// stands side by side with the team while the four stay hidden. Every page on the way meets axe and 320 px.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { calendarFrom } from '../../seeds/calendar.ts'
import { seedId } from '../../seeds/cast.ts'
import { addPerson, addPlace, personOf } from '../../seeds/people.ts'
import { makeRows, writeRows } from '../../seeds/rows.ts'
import { addSchool } from '../../seeds/schools.ts'
import { waiting } from '../../seeds/waiting.ts'
import type { RoleName } from '../../src/kernel/access.ts'
import { transaction } from '../../src/kernel/db.ts'
import { hashOf, newToken } from '../../src/kernel/secrets.ts'
import { loadEdition } from '../../src/modules/toolkit/edition.ts'
import type { Kind } from '../../src/modules/toolkit/raters/rules.ts'
import { newestVersion, sheetOf, wordsIn } from '../../src/modules/toolkit/raters/sheets.ts'
import { dateInWords } from '../../src/view/words.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'
import { arriveBy } from './joining.ts'

const school = waiting.find((one) => one.designation === 'special' && one.signedAgo !== undefined)!
const setting = seedId(`school ${school.urn}`)
const VIEWS = `/settings/${setting}/toolkit/views`
const edition = loadEdition('special', 1)

const STAFF = { head: 'Carys Llewellyn', lead: 'Seun Bakare', dsl: 'Shabnam Rafiq', teacher: 'Ioana Marinescu' }
type Who = keyof typeof STAFF
const ROLES: Readonly<Record<Who, RoleName>> = {
  head: 'head',
  lead: 'senior_mental_health_lead',
  dsl: 'designated_safeguarding_lead',
  teacher: 'teacher',
}

const PUPIL_WROTE = 'The quiet room is locked when I need it.'
const PARENT_WROTE = 'شكرًا لكم. نريد رسائل قصيرة بالعربية.'
const STAFF_WROTE = 'I never hear what became of a worry I shared.'

let town: Town
let call = ''
const pages = {} as Record<Who, Page>
const links = new Map<string, { path: string; code: string }>()
const faults: Fault[] = []
const met = new Set<string>()

before(async () => {
  town = await openTown()
  await addSpecialSchool()
  for (const who of Object.keys(STAFF) as Who[]) pages[who] = await pageOf(who)
})
after(() => town.close())

/** A special school of the whole county, which has signed and not begun, in the small county of the tests. */
async function addSpecialSchool(): Promise<void> {
  const tables = ['kernel.audit_lines', 'people.people', 'people.accounts', 'settings.settings', 'settings.places']
  const rows = makeRows([...tables, 'settings.enrolments', 'settings.agreements', 'settings.sharing'])
  const calendar = calendarFrom(new Date())
  const { name, designation, urn, district, enrolledAgo, signedAgo, levels = [1] } = school
  for (const who of Object.keys(STAFF) as Who[]) {
    addPerson(rows, personHere(who), calendar.at(enrolledAgo))
    addPlace(rows, personHere(who), setting, ROLES[who], calendar.day(enrolledAgo))
  }
  addSchool(rows, calendar, {
    ...{ setting, name, designation, urn, district, inTrust: false, enrolledAgo, signedAgo, levels },
    ...{ flows: [], sharedAgo: 1, head: personHere('head') },
  })
  await writeRows(town.house.engine, rows, () => Promise.resolve())
}

const personHere = (who: Who) => personOf(STAFF[who], setting, 'special')

/** None of them is of the cast, so no button of the demonstration signs them in: a session is opened for each. */
async function pageOf(who: Who): Promise<Page> {
  const token = newToken()
  const now = new Date()
  await transaction(town.house.engine, { role: 'door' }, (tx) =>
    tx.client.query(
      `insert into people.sessions (person_id, token_hash, device, strong, created_at, last_seen_at, expires_at)
       values ($1, $2, 'A test', true, $3, $3, $4)`,
      [personHere(who).person, hashOf(token), now, new Date(now.getTime() + 12 * 3_600_000)],
    ),
  )
  const { page, context } = await town.stranger()
  await context.addCookies([{ name: 'session', value: token, url: town.address }])
  return page
}

/** Looks at each kind of page once in each language: what is in an address does not make another page. */
async function look(page: Page, more = ''): Promise<void> {
  const { pathname, search } = new URL(page.url())
  const tokens = [...links.values()].reduce((path, { path: own }) => path.replace(own, '/views/:link'), pathname)
  const kind = `${tokens.replaceAll(/[0-9a-f-]{36}/g, ':id')}${search}${more}`
  if (met.has(kind)) return
  met.add(kind)
  faults.push(...(await checkPage(page, kind)))
}

async function go(page: Page, path: string, status = 200): Promise<void> {
  const reply = await page.goto(path)
  assert.equal(reply?.status(), status, path)
  await look(page)
}

const said = (page: Page): Promise<string> => page.locator('main').innerText()
const press = (page: Page, name: string | RegExp): Promise<void> =>
  arriveBy(page, page.locator('main').getByRole('button', { name }).first())
const follow = (page: Page, name: string | RegExp): Promise<void> =>
  arriveBy(page, page.locator('main a').filter({ hasText: name }).first())

type Answer = '3' | '2' | '1' | '0' | 'unknown'
type Sheet = { answer: (item: string) => Answer | undefined; change?: string; comment?: string }

async function fillSheet(page: Page, kind: Kind, { answer, change, comment }: Sheet): Promise<void> {
  for (const { key } of sheetOf(kind, newestVersion(kind)).items) {
    const value = answer(key)
    if (value !== undefined) await page.locator(`input[name="item_${key}"][value="${value}"]`).check()
  }
  if (change) await page.locator(`input[name=change_first][value=${change}]`).check()
  if (comment) await page.locator('textarea').fill(comment)
}

const send = (page: Page): Promise<void> => arriveBy(page, page.locator('main button[type=submit]'))

test('the lead begins the first cycle, and the team agrees two levels', async () => {
  const { lead } = pages
  await go(lead, VIEWS)
  assert.match(await said(lead), /A first cycle of the Toolkit comes before a call/)
  await go(lead, `/settings/${setting}/toolkit`)
  await press(lead, 'Start the first cycle')
  for (const [at, level] of [
    ['ethos_environment', '2'],
    ['student_voice', '3'],
  ] as const) {
    const { criteria } = edition.principles.find((principle) => principle.key === at)!
    const path = `/settings/${setting}/toolkit/principles/${at}/criteria/${criteria[0]!.key}`
    await go(lead, path)
    const form = lead.locator('form[action$="/agreement"]')
    await form.locator(`input[name=level][value="${level}"]`).check()
    await form.locator('textarea[name=reason]').fill('The class teams say so, and we saw it on our walk.')
    await arriveBy(lead, form.locator('button').first())
  }
})

test('she asks pupils, parents and wider staff, is told what is missing, and gets a link and a code for each', async () => {
  const { lead } = pages
  await go(lead, VIEWS)
  await follow(lead, 'Ask for their views')
  await look(lead)
  assert.match(await said(lead), /Easy read English, Welsh, Polish, Ukrainian and Arabic/)
  await press(lead, 'Open this call')
  await look(lead, ' with a mistake')
  assert.match(await said(lead), /Enter the last day/)
  const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)
  await lead.locator('input[name=closes_on]').fill(dateInWords(inTwoWeeks))
  await press(lead, 'Open this call')
  call = new URL(lead.url()).pathname
  for (const section of await lead.locator('.ws-call-link').all()) {
    const path = (await section.locator('a').first().getAttribute('href'))!
    const code = (await section.locator('strong').innerText()).trim()
    links.set((await section.locator('h3').innerText()).trim(), { path, code })
  }
  assert.deepEqual([...links.keys()], ['Pupils', 'Parents', 'Wider staff'])
  await look(lead)
  await go(pages.teacher, call)
  assert.equal(await pages.teacher.locator('.ws-call-link').count(), 0, 'a teacher hands out no links')
})

/** Six pupils in turn: happy to be here, not heard yet; three of them leave out the calm place. */
const pupil = (nth: number): Sheet => ({
  answer: (item) => {
    if (item === 'calm-place') return nth < 3 ? '3' : undefined
    if (item === 'belong') return '3'
    return item === 'listened-to' || item === 'things-change' ? '1' : nth % 2 === 0 ? '2' : '1'
  },
  change: 'student_voice',
  ...(nth === 0 ? { comment: PUPIL_WROTE } : {}),
})

test('six pupils answer in easy read, one after another on one tablet', async () => {
  const { page } = await town.stranger({ width: 800 })
  await go(page, links.get('Pupils')!.path)
  assert.ok((await said(page)).includes(school.name))
  await follow(page, 'Easy read English')
  await look(page)
  assert.ok((await said(page)).includes(wordsIn('en-easy')!.frame.unchecked))
  for (let nth = 0; nth < 6; nth += 1) {
    await follow(page, wordsIn('en-easy')!.first.button)
    await look(page)
    await fillSheet(page, 'pupils', pupil(nth))
    await send(page)
    await look(page)
    await follow(page, wordsIn('en-easy')!.thanks.next_person)
  }
})

test('a seventh answers on an old phone: 320 px wide, without JavaScript, by keys alone', async () => {
  const { page } = await town.stranger({ javaScript: false, width: 320 })
  await page.goto(`${links.get('Pupils')!.path}/en-easy`)
  const { items } = sheetOf('pupils', newestVersion('pupils'))
  await page.locator(`#item_${items[0]!.key}`).focus()
  for (const { key } of items) {
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    assert.equal(await page.locator(`input[name="item_${key}"]:checked`).inputValue(), '3', key)
  }
  assert.equal(await page.locator('html').evaluate((html) => html.scrollWidth), 320)
  await page.locator('main button').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname.endsWith('/thanks'))
})

const parent = (nth: number): Sheet => ({
  answer: (item) => (item === 'welcome' ? '3' : item === 'told-early' ? 'unknown' : nth % 2 === 0 ? '2' : '3'),
  change: nth % 2 === 0 ? 'parents_carers' : 'targeted_support_referral',
  ...(nth === 0 ? { comment: PARENT_WROTE } : {}),
})

/** Right to left: the choice stands right of its words, and the first answer right of the second. */
async function readsFromTheRight(page: Page): Promise<void> {
  const html = page.locator('html')
  assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('dir')], ['ar', 'rtl'])
  const answers = page.locator('fieldset').first().locator('.ws-answer')
  const left = async (one: ReturnType<Page['locator']>): Promise<number> => (await one.boundingBox())!.x
  assert.ok((await left(answers.first().locator('input'))) > (await left(answers.first().locator('span'))))
  assert.ok((await left(answers.first())) > (await left(answers.nth(1))))
  const number = page.locator('.ws-number').first()
  assert.equal(await number.evaluate((one) => getComputedStyle(one).direction), 'ltr', 'a number to call')
}

test('five parents answer in Arabic by the code, and mistakes are told in Arabic', async () => {
  const arabic = wordsIn('ar')!
  const { code } = links.get('Parents')!
  const { page } = await town.stranger({ width: 1000 })
  for (let nth = 0; nth < 5; nth += 1) {
    await go(page, '/views?language=ar')
    if (nth === 0) {
      await page.locator('input[name=code]').fill('BBB BBBBB')
      await send(page)
      await look(page, ' after a wrong code')
      assert.ok((await said(page)).includes(arabic.code.wrong))
    }
    await page.locator('input[name=code]').fill(code.toLowerCase().replace(' ', ''))
    await send(page)
    await look(page)
    await follow(page, arabic.first.button)
    await look(page)
    if (nth === 0) {
      await readsFromTheRight(page)
      await send(page)
      await look(page, ' sent empty')
      assert.ok((await said(page)).includes(arabic.form.nothing_answered))
      assert.ok((await page.title()).startsWith(`${arabic.frame.error}: `))
    }
    await fillSheet(page, 'parents', parent(nth))
    await send(page)
    await look(page)
    assert.ok((await said(page)).includes(arabic.thanks.sent))
  }
  await go(page, `${links.get('Parents')!.path}/en`)
  await fillSheet(page, 'parents', parent(5))
  await send(page)
})

test('the head signs that a speaker checked the Arabic, and parents are no longer told that nobody has', async () => {
  const { head } = pages
  const { page } = await town.stranger()
  const first = `${links.get('Parents')!.path}?language=ar`
  const { unchecked } = wordsIn('ar')!.frame
  await go(page, first)
  assert.ok((await said(page)).includes(unchecked))
  await go(head, `${VIEWS}/translations`)
  await follow(head, /^Arabic/)
  await look(head)
  await head.locator('input[name=speaker]').fill('Samira Aziz')
  await head.locator('input[name=checked_on]').fill(dateInWords(new Date().toISOString().slice(0, 10)))
  await press(head, 'Sign these words as checked')
  await go(page, first)
  assert.ok(!(await said(page)).includes(unchecked))
})

test('four of the staff answer; while the call is open there are steps and no answers, and one reader of comments', async () => {
  const { page } = await town.stranger()
  for (let nth = 0; nth < 4; nth += 1) {
    await go(page, `${links.get('Wider staff')!.path}/en`)
    await fillSheet(page, 'staff', { answer: () => '0', ...(nth === 0 ? { comment: STAFF_WROTE } : {}) })
    await send(page)
    await look(page)
  }
  const { lead, dsl, teacher } = pages
  await go(lead, call)
  for (const words of ['Pupils: 5 to 9', 'Parents: 5 to 9', 'Wider staff: fewer than 5'])
    assert.ok((await said(lead)).includes(words), words)
  assert.doesNotMatch(await said(lead), /see (much )?(more|less) of this|would change first/)
  await go(lead, `${call}/comments`)
  for (const words of [PUPIL_WROTE, PARENT_WROTE, STAFF_WROTE]) assert.ok(!(await said(lead)).includes(words))
  await go(dsl, `${call}/comments`)
  for (const words of [PUPIL_WROTE, PARENT_WROTE, STAFF_WROTE]) assert.ok((await said(dsl)).includes(words), words)
  await go(teacher, `${call}/comments`, 403)
})

test('closed, what they said stands side by side with the team, strengths first, and the four stay hidden', async () => {
  const { lead, teacher } = pages
  await go(lead, `${call}/closing`)
  assert.match(await said(lead), /Wider staff: fewer than 5 have answered/)
  await press(lead, 'Close this call')
  await look(lead, ' closed')
  for (const page of [lead, teacher]) {
    await go(page, call)
    const text = await said(page)
    for (const words of ['Pupils: 5 to 9 answered', 'Parents: 5 to 9 answered', 'Wider staff: fewer than 5 answered'])
      assert.ok(text.includes(words), words)
    const whole = await page.locator('main').evaluate((main) => main.textContent)
    assert.equal(whole?.match(/Wider staff/g)?.length, 1, 'nothing else is said of the four, in no table either')
    assert.match(
      await page.locator('#ethos_environment').innerText(),
      /The team: 2\.0\s+Pupils: 2\.9, Yes\s+Parents: 2/,
    )
    const voice = await page.locator('#student_voice').innerText()
    assert.match(voice, /The team: 3\.0\s+Pupils: 1\.3, A little/)
    assert.match(voice, /Pupils see much less of this than the team does: a good place to talk/)
  }
  const asked = await lead.locator('#ethos_environment details').textContent()
  assert.match(asked!, /When I need to feel calm[^.]*\.\s*Pupils\s*Not shown/, 'only four answered it')
})

test('what they would change first is in fives and hides the few; comments of the four stay with safeguarding', async () => {
  const { lead } = pages
  await go(lead, call)
  const wishes = lead.getByRole('table', { name: 'What they would change first' })
  const principle = edition.principles.find(({ key }) => key === 'student_voice')!
  assert.match(await wishes.getByRole('row', { name: principle.name }).innerText(), /About 5/)
  const families = edition.principles.find(({ key }) => key === 'parents_carers')!
  assert.match(await wishes.getByRole('row', { name: families.name }).innerText(), /Hidden/)
  await go(lead, `${call}/comments`)
  for (const words of [PUPIL_WROTE, PARENT_WROTE]) assert.ok((await said(lead)).includes(words), words)
  assert.ok(!(await said(lead)).includes(STAFF_WROTE))
})

test('the links are closed, and say so in the language that was chosen', async () => {
  const { page } = await town.stranger()
  await go(page, `${links.get('Parents')!.path}/ar`, 410)
  assert.ok((await said(page)).includes(wordsIn('ar')!.closed.words))
  await go(page, `${links.get('Pupils')!.path}/en-easy`, 410)
  assert.ok((await said(page)).includes(wordsIn('en-easy')!.closed.words))
})

test('every page of the way passed axe and fits a narrow phone', () => {
  for (const kind of ['/views?language=ar', '/views/:link/ar', '/views/:link/en-easy', '/views/:link/ar/thanks'])
    assert.ok(met.has(kind), kind)
  assert.ok(met.size > 20, [...met].join(', '))
  assert.deepEqual(faults, [])
})
