// Joining as people do: the letter is read on the demonstration's page of letters, its link opened in a browser of
// their own, a password chosen, and a second step set up where the role needs one.
import assert from 'node:assert/strict'
import { TOTP } from 'otpauth'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Town } from './browser.ts'

export type Joined = { context: BrowserContext; page: Page }

type Letter = { to: string; password: string; look: (page: Page) => Promise<void> }

export async function answerLetter(town: Town, reader: Page, { to, password, look }: Letter): Promise<Joined> {
  await reader.goto('/letters')
  await look(reader)
  const letter = reader
    .locator('main section, main article, main li, main div')
    .filter({ hasText: to })
    .filter({ has: reader.locator('a[href*="/invitations/"]') })
    .last()
  const link = await letter.locator('a[href*="/invitations/"]').first().getAttribute('href')
  assert.ok(link, `a letter with a link for ${to}`)
  const joined = await town.stranger()
  const { page } = joined
  await page.goto(new URL(link, town.address).pathname)
  await look(page)
  await page.locator('input[name=password]').fill(password)
  await arriveBy(page, page.locator('main form:has(input[name=password]) button[type=submit]').last())
  await secondStep(page, look)
  return joined
}

/** Presses something that leads to another page, and is there. */
export async function arriveBy(page: Page, pressed: Locator): Promise<void> {
  const what = await pressed.innerText()
  const arrived = page.waitForEvent('load')
  arrived.catch(() => undefined) // Reported below, with what was pressed and what is shown.
  await pressed.click()
  await arrived.catch(async () =>
    assert.fail(`"${what}" at ${page.url()} led nowhere: ${(await page.locator('main').innerText()).slice(0, 300)}`),
  )
}

async function secondStep(page: Page, look: Letter['look']): Promise<void> {
  await page.goto('/account/second-step')
  await look(page)
  const text = await page.locator('main').innerText()
  const secret = /((?:[A-Z2-7]{4}\s){4,}[A-Z2-7]{1,4})/.exec(text)?.[1]?.replaceAll(/\s/g, '')
  assert.ok(secret, `the key of the second step is on the page, in groups: ${page.url()} ${text.slice(0, 300)}`)
  await page.locator('input[name=code]').fill(new TOTP({ secret }).generate())
  await arriveBy(page, page.locator('main form:has(input[name=code]) button'))
  await look(page)
  assert.match(await page.locator('main').innerText(), /recovery codes/i)
}
