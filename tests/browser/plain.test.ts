// Without JavaScript, on a narrow phone's width and by keyboard alone: a lead agrees a level, is told what is missing,
// mends it, and finds it kept.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { alderbourne } from '../../seeds/cast.ts'
import { loadEdition } from '../../src/modules/toolkit/edition.ts'
import { openTown, type Town } from './browser.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

test('a lead agrees a level by keyboard, without JavaScript, at 320 px', async () => {
  const { page } = await town.as('marcus', { javaScript: false, width: 320 })
  const principle = loadEdition('primary', 1).principles.at(-1)!
  const criterion = principle.criteria.at(-1)!
  const path = `/settings/${alderbourne.setting}/toolkit/principles/${principle.key}/criteria/${criterion.key}`
  await page.goto(path)
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const radio = page.locator('input[name=level]').first()
  await radio.focus()
  await press('Space', 'ArrowDown', 'ArrowDown')
  await page.locator('textarea[name=reason]').first().focus()
  await press('Tab', 'Enter')
  await page.waitForURL((url) => url.pathname.endsWith('/agreement'))
  const summary = page.locator('.govuk-error-summary a').first()
  assert.equal(await page.locator('input[name=level][value="2"]').first().isChecked(), true, 'the choice is kept')
  await summary.focus()
  await press('Enter')
  await page.keyboard.type('Staff know the way, and families are asked first.')
  await press('Tab', 'Enter')
  await page.waitForURL((url) => !url.pathname.endsWith('/agreement'))
  await page.goto(path)
  assert.match(await page.locator('main').innerText(), /Staff know the way, and families are asked first\./)
  const wide = await page.locator('html').evaluate((html) => html.scrollWidth)
  assert.equal(wide, 320)
})
