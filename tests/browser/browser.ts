// A real Chromium on a real server with the demonstration county, for journeys. Every page a journey meets is checked
// with axe and at 320 px.
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { allMigrations, makeHouse } from '../../src/app.ts'
import { worksOf, type House } from '../../src/kernel/house.ts'
import { makeServer } from '../../src/kernel/http.ts'
import { startQueue } from '../../src/kernel/jobs.ts'
import { makeSecrets } from '../../src/kernel/secrets.ts'
import { cast, type CastName } from '../../seeds/cast.ts'
import { buildCounty } from '../../seeds/county.ts'
import { chromiumPath } from '../tools.ts'
import { freshEngine, testConfig } from '../world.ts'

export type Town = {
  house: House
  address: string
  browser: Browser
  /** A browser of their own for someone of the cast, signed in by the one press that a demonstration offers. */
  as(
    name: CastName,
    options?: { javaScript?: boolean; width?: number },
  ): Promise<{ context: BrowserContext; page: Page }>
  /** A browser of nobody's. */
  stranger(options?: { javaScript?: boolean; width?: number }): Promise<{ context: BrowserContext; page: Page }>
  close(): Promise<void>
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts everything; `now` is the real time, since browsers keep cookies by their own clock. */
export async function openTown(): Promise<Town> {
  const engine = await freshEngine()
  const config = testConfig()
  await buildCounty(engine, { secrets: makeSecrets(config.secretKey), now: new Date() })
  const house = await makeHouse(config, engine)
  house.queue = await startQueue(engine, worksOf(house), (error) => console.error('work failed', error))
  const app = await makeServer(house, allMigrations())
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  house.config.publicUrl = address
  const path = chromiumPath()
  assert.ok(path, 'Chromium is not here: npm test brings it')
  const browser = await chromium.launch({ executablePath: path, args: ARGUMENTS })
  const stranger: Town['stranger'] = async ({ javaScript = true, width = 1200 } = {}) => {
    const context = await browser.newContext({
      baseURL: address,
      javaScriptEnabled: javaScript,
      viewport: { width, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    })
    context.setDefaultTimeout(15_000)
    return { context, page: await context.newPage() }
  }
  return {
    house,
    address,
    browser,
    stranger,
    async as(name, options) {
      const opened = await stranger(options)
      await signInAs(opened.page, name)
      return opened
    },
    async close() {
      await browser.close()
      await app.close()
      await house.queue?.stop()
      await engine.close()
    },
  }
}

async function signInAs(page: Page, name: CastName): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: new RegExp(cast[name].name) }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export type Fault = { where: string; what: string }

/** axe (WCAG 2.2 AA and good practice), and no sideways scroll at 320 px. Leaves the width as it was. */
export async function checkPage(page: Page, where: string): Promise<Fault[]> {
  const faults: Fault[] = []
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  for (const violation of found.violations)
    faults.push({
      where,
      what: `${violation.id}: ${violation.help}: ${violation.nodes
        .slice(0, 2)
        .map((node) => node.html.slice(0, 160))
        .join(' | ')}`,
    })
  faults.push(...(await checkNarrow(page, where)))
  return faults
}

async function checkNarrow(page: Page, where: string): Promise<Fault[]> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 800 })
  const [width, widest] = await page.evaluate(() => {
    const wide = [...document.querySelectorAll('body *')].find(
      (one) =>
        one.getBoundingClientRect().right > 321 &&
        !one.closest('.ws-scroll') &&
        getComputedStyle(one).position !== 'absolute',
    )
    return [document.documentElement.scrollWidth, wide?.outerHTML.slice(0, 160) ?? ''] as const
  })
  if (before) await page.setViewportSize(before)
  return width > 320 ? [{ where, what: `at 320 px the page is ${width} px wide: ${widest}` }] : []
}
