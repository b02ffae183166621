// Sign in with an employer's account, in a real browser against a real OpenID provider: someone connects theirs, signs
// in with it without JavaScript on a narrow phone, meets a calm page where they are not known or the provider is away,
// and lets it go again. Every page on the way is checked with axe and at 320 px.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { cast } from '../../seeds/cast.ts'
import { openIdProvider, type OpenIdProvider } from '../openid-provider.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'
import { arriveBy } from './joining.ts'

let town: Town
let provider: OpenIdProvider
const faults: Fault[] = []

before(async () => {
  town = await openTown()
  provider = await openIdProvider('Microsoft', town.address)
  town.house.config.signInProviders = [provider.entry]
})
after(async () => {
  await provider.goAway()
  await town.close()
})

async function look(page: Page): Promise<void> {
  faults.push(...(await checkPage(page, new URL(page.url()).pathname)))
}

const says = async (page: Page, words: RegExp): Promise<void> =>
  assert.match(await page.locator('main').innerText(), words)

/** Presses the button that leads to the provider, chooses an account there, and is back at an address of ours. */
async function goBy(page: Page, account: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Microsoft' }).click()
  await page.waitForURL((url) => url.origin === provider.issuer)
  await page.getByRole('button', { name: account }).click()
  await page.waitForURL((url) => url.origin === town.address)
}

test('sign in with an employer’s account', async () => {
  provider.accounts.set('joan-4711', { preferred_username: 'joan@school.example' })
  const { page } = await town.as('joan')
  await page.goto('/account')
  await look(page)
  await arriveBy(page, page.getByRole('link', { name: 'Connect your account at Microsoft' }))
  await look(page)
  await goBy(page, 'joan-4711')
  assert.equal(new URL(page.url()).pathname, '/account')
  assert.match(await page.locator('body').innerText(), /Connected: you can now sign in with your account at Microsoft/)
  await says(page, /Microsoft: joan@school\.example/)
  await look(page)

  // Another day, on a phone, with scripts switched off.
  const phone = (await town.stranger({ javaScript: false, width: 320 })).page
  await phone.goto('/sign-in?back=%2Faccount')
  assert.equal(await phone.locator('html').evaluate((html) => html.scrollWidth), 320)
  await goBy(phone, 'joan-4711')
  assert.equal(new URL(phone.url()).pathname, '/account', 'where they were going')
  await says(phone, new RegExp(`Your account, ${cast.joan.name.split(' ')[0]}`))
  await phone.getByRole('button', { name: 'Sign out' }).first().click()
  await phone.waitForURL((url) => url.pathname === '/sign-in')
  await phone.goto('/account')
  assert.equal(new URL(phone.url()).pathname, '/sign-in', 'signing out here ends the session here')
})

test('the page between us and the provider can be read, and leads on by a link', async () => {
  const { page, context } = await town.stranger()
  await context.route(`${provider.issuer}/**`, (route) => route.fulfill({ status: 204 }))
  await page.goto('/sign-in')
  await look(page)
  await page.getByRole('button', { name: 'Continue with Microsoft' }).click()
  const on = page.getByRole('link', { name: 'Go on to Microsoft' })
  await on.waitFor()
  await look(page)
  assert.equal(new URL((await on.getAttribute('href'))!).origin, provider.issuer)
})

test('someone whom we do not know is told what to do, and a provider that is away is no alarm', async () => {
  provider.accounts.set('stranger', { email: cast.joan.email, email_verified: true })
  const { page } = await town.stranger()
  await page.goto('/sign-in')
  await goBy(page, 'stranger')
  await says(page, /not connected here yet/)
  await says(page, /sign in as you usually do/)
  await look(page)

  const away = await openIdProvider('Microsoft', town.address)
  await away.goAway()
  town.house.config.signInProviders = [away.entry]
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Continue with Microsoft' }).click()
  await page.waitForURL((url) => url.pathname.endsWith('/stopped'))
  await says(page, /cannot be reached at the moment/)
  await look(page)
  await page.goto('/sign-in')
  await says(page, /Your email address and password work as always/)
  await look(page)
  await page.getByRole('button', { name: new RegExp(cast.joan.name) }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  town.house.config.signInProviders = [provider.entry]
})

test('an account is let go on the account page once there is another way in', async () => {
  const { page } = await town.as('joan')
  await page.goto('/account')
  await says(page, /It is your only way in/)
  provider.accounts.set('joan-two', {})
  await arriveBy(page, page.getByRole('link', { name: 'Connect another account at Microsoft' }))
  await goBy(page, 'joan-two')
  await arriveBy(page, page.getByRole('button', { name: 'Disconnect Microsoft, joan@school.example' }))
  assert.match(await page.locator('body').innerText(), /Your account at Microsoft is disconnected/)
  assert.doesNotMatch(await page.locator('main').innerText(), /joan@school\.example/)
  assert.deepEqual(faults, [])
})
