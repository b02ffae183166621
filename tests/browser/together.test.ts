// Two people edit the same action, in two browsers at once: each hears of the other, both save, what both changed is
// shown side by side, a third version comes between, and in the end nobody's words are lost. With a script, without one,
// and by keyboard alone. Every page is checked with axe and at 320 px.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { larchmead } from '../../seeds/cast.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'
import { arriveBy } from './joining.ts'

const PLAN = `/settings/${larchmead.setting}/toolkit/plan`

let town: Town
let edits: string[] = []
const faults: Fault[] = []

before(async () => {
  town = await openTown()
  const { page, context } = await town.as('amina')
  await page.goto(PLAN)
  const links = await page
    .locator('a[href*="/toolkit/actions/"]')
    .evaluateAll((found) => found.map((one) => one.getAttribute('href')!))
  edits = [...new Set(links)].map((href) => `${href}/edit`)
  await context.close()
})
after(() => town.close())

async function open(page: Page, path: string): Promise<void> {
  assert.equal((await page.goto(path))?.status(), 200)
}

async function save(page: Page, name = 'Save'): Promise<void> {
  await arriveBy(page, page.locator('main').getByRole('button', { name, exact: true }))
}

async function write(page: Page, words: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(words)) await page.locator(`[name=${name}]`).fill(value)
}

const main = (page: Page): Promise<string> => page.locator('main').innerText()

const HERS = { title: 'Joan’s title', people: 'Year 4, says Joan', evidence_plan: 'What Joan counts' }
const HIS = { title: 'Tom’s title', people: 'Year 6, says Tom', pupil_view: 'Nobody asks us first.' }

/** From the two forms to the page on which the second chooses. */
async function overtake(joan: Page, tom: Page, edit: string, look: (page: Page) => Promise<void>): Promise<void> {
  await open(tom, edit)
  await write(joan, HERS)
  await write(tom, HIS)
  await save(joan)
  assert.match(joan.url(), /\/actions\/[0-9a-f-]{36}$/)
  await save(tom)
  assert.match(await main(tom), /Joan Whitlock changed this while you were writing/)
  await look(tom)
  for (const words of [HERS.title, HIS.title, HERS.people, HIS.people])
    assert.ok((await main(tom)).includes(words), words)
  assert.ok(!(await main(tom)).includes('Tom Reeve changed this'))
}

async function standsIn(page: Page, edit: string): Promise<Record<string, string>> {
  await open(page, edit)
  const fields = ['title', 'people', 'evidence_plan', 'pupil_view'].map(
    async (name) => [name, await page.locator(`[name=${name}]`).inputValue()] as const,
  )
  return Object.fromEntries(await Promise.all(fields))
}

test('two people edit the same action, a third version comes between, and nothing is lost', async () => {
  const edit = edits[0]!
  const [joan, tom, sam] = [(await town.as('joan')).page, (await town.as('tom')).page, (await town.as('sam')).page]
  const beat = joan.waitForResponse((answer) => answer.url().endsWith('/toolkit/presence'))
  await open(joan, edit)
  assert.equal((await beat).status(), 200)
  await open(tom, edit)
  assert.match(await main(tom), /Joan Whitlock is looking at this too \(since \d/)
  faults.push(...(await checkPage(tom, 'somebody else is there')))
  await overtake(joan, tom, edit, async (page) => void faults.push(...(await checkPage(page, 'two versions meet'))))
  await open(sam, edit)
  await write(sam, { people: 'Year 5, says Sam' })
  await save(sam)
  // By keyboard alone: the summary leads to the choice, a key makes it.
  await tom.locator('.govuk-error-summary a').first().press('Enter')
  assert.equal(await tom.evaluate(() => document.activeElement?.id), 'title_keep')
  await tom.keyboard.press('Space')
  assert.equal(await tom.locator('[name=title_keep][value=theirs]').isChecked(), true)
  assert.equal(await tom.locator('[name=people_both]').isVisible(), true, 'both are kept unless he says otherwise')
  await save(tom, 'Save both our work')
  const text = await main(tom)
  assert.match(text, /Sam [\w’-]+ changed this while you were writing/)
  for (const words of ['Year 5, says Sam', HERS.people, HIS.people]) assert.ok(text.includes(words), words)
  faults.push(...(await checkPage(tom, 'a third version')))
  await save(tom, 'Save both our work')
  const { title, people, evidence_plan, pupil_view } = await standsIn(sam, edit)
  assert.deepEqual([title, evidence_plan, pupil_view], [HERS.title, HERS.evidence_plan, HIS.pupil_view])
  for (const words of ['Year 5, says Sam', HERS.people, HIS.people]) assert.ok(people!.includes(words), people)
})

test('the same without a script: choices, the box for both, and who is there', async () => {
  const edit = edits[1]!
  const [joan, tom] = [
    (await town.as('joan', { javaScript: false })).page,
    (await town.as('tom', { javaScript: false, width: 320 })).page,
  ]
  await open(joan, edit)
  // axe is a script; without one the same pages are read by their words.
  await overtake(joan, tom, edit, async (page) =>
    assert.equal(await page.locator('html').evaluate((whole) => whole.scrollWidth), 320),
  )
  await save(tom, 'Save both our work')
  assert.match(await main(tom), /Choose what to keep/, 'a title is not chosen for anyone')
  await open(joan, edit)
  assert.match(await main(joan), /Tom Reeve is looking at this too/, 'he sent the form a moment ago')
  await tom.locator('[name=title_keep][value=both]').check()
  await tom.locator('[name=title_both]').fill('A title for both')
  await save(tom, 'Save both our work')
  assert.match(tom.url(), /\/actions\/[0-9a-f-]{36}$/)
  const { title, people } = await standsIn(joan, edit)
  assert.equal(title, 'A title for both')
  assert.ok(people!.includes(HERS.people) && people!.includes(HIS.people), people)
})

test('every page of it passes axe and fits a narrow phone', () => {
  assert.deepEqual(faults, [])
})
