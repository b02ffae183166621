// Small school in three screens: a head who is also safeguarding lead, mental health lead and SENCO begins, rates and
// agrees a first principle, plans with one press, ticks steps, notes evidence, reviews and keeps the Record, all of it
// from three screens, most of it without JavaScript on a narrow phone. Every page on the way meets axe.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { calendarFrom } from '../../seeds/calendar.ts'
import { makeRows, writeRows } from '../../seeds/rows.ts'
import { addSmall, woodmere } from '../../seeds/small.ts'
import { transaction } from '../../src/kernel/db.ts'
import { hashOf, newToken } from '../../src/kernel/secrets.ts'
import { loadEdition } from '../../src/modules/toolkit/edition.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'
import { arriveBy } from './joining.ts'

const edition = loadEdition('primary', 1)
const principle = edition.principles[0]!
const GAP = principle.criteria[0]!
const SMALL = `/settings/${woodmere.setting}/toolkit/small`

let town: Town
let head: Page
let phone: Page
const faults: Fault[] = []
const met = new Set<string>()

before(async () => {
  town = await openTown()
  await addWoodmere()
  const session = await sessionOfHead()
  head = (await town.stranger()).page
  phone = (await town.stranger({ javaScript: false, width: 320 })).page
  for (const page of [head, phone])
    await page.context().addCookies([{ name: 'session', value: session, url: town.address }])
})
after(() => town.close())

/** The village school of the whole county, in a county that is otherwise the small one of the tests. */
async function addWoodmere(): Promise<void> {
  const tables = [
    ...['kernel.audit_lines', 'people.people', 'people.accounts', 'settings.settings', 'settings.places'],
    ...['settings.enrolments', 'settings.agreements', 'settings.sharing'],
  ]
  const rows = makeRows(tables)
  addSmall(rows, calendarFrom(new Date()))
  await writeRows(town.house.engine, rows, () => Promise.resolve())
}

/** Its head is not of the cast, so no button of the demonstration signs her in: a session is opened for her. */
async function sessionOfHead(): Promise<string> {
  const token = newToken()
  const now = new Date()
  await transaction(town.house.engine, { role: 'door' }, (tx) =>
    tx.client.query(
      `insert into people.sessions (person_id, token_hash, device, strong, created_at, last_seen_at, expires_at)
       values ($1, $2, 'A test', true, $3, $3, $4)`,
      [woodmere.head.person, hashOf(token), now, new Date(now.getTime() + 12 * 3_600_000)],
    ),
  )
  return token
}

async function look(page: Page): Promise<void> {
  const { pathname } = new URL(page.url())
  met.add(pathname.replaceAll(/[0-9a-f-]{36}/g, ':id'))
  // axe needs scripts; without them the page is only measured.
  if (page === head) faults.push(...(await checkPage(page, pathname)))
  else assert.equal(await page.locator('html').evaluate((html) => html.scrollWidth), 320, pathname)
  assert.equal(await page.locator('h1').count(), 1, pathname)
}

async function go(page: Page, path: string): Promise<void> {
  const reply = await page.goto(path)
  assert.equal(reply?.status(), 200, path)
  await look(page)
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await arriveBy(page, page.locator('main').getByRole('button', { name }).first())
  await look(page)
}

const says = async (page: Page, words: RegExp): Promise<void> =>
  assert.match(await page.locator('body').innerText(), words)
const navigation = (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()

test('the head is told that it would fit, and switches three screens on', async () => {
  await go(head, '/')
  assert.ok((await navigation(head)).includes('Toolkit'))
  await arriveBy(head, head.getByRole('link', { name: /three screens and twenty minutes a week/ }))
  await look(head)
  await says(head, /Wendy Marlow is head teacher, designated safeguarding lead, senior mental health lead and SENCO/)
  await press(head, 'Switch three screens on')
  const doors = await navigation(head)
  for (const door of ['This week', 'Where we are', 'Our plan and Record']) assert.ok(doors.includes(door), door)
  for (const door of ['Toolkit', 'Plan', 'Record']) assert.ok(!doors.includes(door), door)
})

test('before the first cycle each screen says what will be there and how to begin', async () => {
  for (const path of ['', '/where', '/plan', '/doors']) await go(head, SMALL + path)
  await go(head, SMALL)
  await press(head, 'Begin our first cycle')
  await says(head, /This week: about (1[0-9]|20) minutes/)
  await says(head, /The one next thing/)
})

test('she rates and agrees the first principle in one go, told who sees what', async () => {
  await head.getByRole('button', { name: 'Do this now' }).click()
  await head.waitForURL(/\/where\?open=/)
  await look(head)
  await says(head, /Who sees what you choose/)
  await press(head, 'Rate and agree these')
  await says(head, /There is a problem/)
  await head.locator('input[name=shown_as][value=named]').check()
  for (const criterion of principle.criteria) {
    const own = criterion.key === GAP.key ? '1' : '3'
    await head.locator(`input[name="level_${criterion.key}"][value="${own}"]`).check()
    if (criterion !== principle.criteria.at(-1))
      await head.locator(`textarea[name="reason_${criterion.key}"]`).fill('We all know it, and parents say so.')
  }
  await press(head, 'Rate and agree these')
  await says(head, /Say why you chose that level/)
  const last = principle.criteria.at(-1)!.key
  assert.equal(await head.locator(`input[name="level_${last}"][value="3"]`).isChecked(), true, 'nothing typed is lost')
  await head.locator(`textarea[name="reason_${last}"]`).fill('We all know it, and parents say so.')
  await press(head, 'Rate and agree these')
  await says(head, /6 levels agreed in Leadership and management/)
})

test('a gap is answered with one press, and its steps are ticked on a phone without scripts', async () => {
  await go(phone, `${SMALL}/where?open=${principle.key}`)
  await says(phone, /One gap, and the plan for it/)
  await press(phone, /^Add to our plan/)
  await says(phone, /In our plan, with its first steps/)
  await says(phone, new RegExp(GAP.moves[0]!.title))
  await go(phone, SMALL)
  await says(phone, /Done today/)
  await press(phone, /^Tick as done/)
  assert.equal(new URL(phone.url()).pathname, SMALL, 'ticked from the week')
  await go(phone, `${SMALL}/plan`)
  for (let left = await ticks(phone); left > 0; left -= 1) {
    await press(phone, /^Tick as done/)
    await says(phone, /Step done/)
    assert.equal(await ticks(phone), left - 1)
  }
})

const ticks = (page: Page): Promise<number> => page.getByRole('button', { name: /^Tick as done/ }).count()

test('evidence is noted, the action reviewed and the Record kept, on the third screen', async () => {
  await go(head, `${SMALL}/plan`)
  await head.getByText('Note some evidence').click()
  await head.locator('textarea[name=words]').fill('Minutes of the governors name the lead.')
  await press(head, 'Keep this note')
  await says(head, /Minutes of the governors name the lead/)
  await press(head, 'Keep this review')
  await says(head, /There is a problem/)
  await head.locator('textarea[name=done_words]').fill('We named her, and told every class.')
  await head.locator('input[name=changed][value=some]').check()
  await head.locator('textarea[name=pupils_words]').fill('I know whom to ask.')
  await head.locator('input[name=next][value=embed]').check()
  await press(head, 'Keep this review')
  await says(head, /I know whom to ask/)
  await says(head, /One action in our plan, and it is reviewed/)
  await head.locator('input[name=why]').fill('For the governors in spring')
  await press(head, 'Keep the Record as it stands')
  await says(head, /Version 1\.1 of the Record is kept/)
  await says(head, /For the governors in spring/)
  const printed = await head.context().request.get(`/settings/${woodmere.setting}/toolkit/record.pdf`)
  assert.equal(printed.status(), 200)
  assert.equal((await printed.body()).subarray(0, 5).toString(), '%PDF-')
})

test('the work lies where it always does: switched back, every door shows it', async () => {
  await go(head, `${SMALL}/doors`)
  for (const link of await head.locator('main .ws-row-list a').all()) {
    const href = (await link.getAttribute('href'))!
    assert.equal((await head.context().request.get(href)).status(), 200, href)
  }
  await arriveBy(head, head.getByRole('link', { name: 'Small-school mode' }))
  await look(head)
  await press(head, 'Switch three screens off')
  assert.ok((await navigation(head)).includes('Toolkit'))
  await go(head, `/settings/${woodmere.setting}/toolkit/principles/${principle.key}`)
  await says(head, /every criterion agreed/)
  await go(head, `/settings/${woodmere.setting}/toolkit/plan`)
  await says(head, new RegExp(GAP.moves[0]!.title))
})

test('every page of the way passed axe and fits a narrow phone', () => {
  for (const path of ['', '/where', '/plan', '/doors', '/choice'])
    assert.ok(met.has(`/settings/:id/toolkit/small${path}`), path)
  assert.deepEqual(faults, [])
})
