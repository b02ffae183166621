// Every page of the house in a real browser: axe, 320 px, no script errors, and nothing that the content policy stops.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { transaction } from '../../src/kernel/db.ts'
import { whetherMay } from '../../src/kernel/access.ts'
import { doorkeeper, modules } from '../../src/app.ts'
import { verbsOf } from '../../src/kernel/house.ts'
import type { Route } from '../../src/kernel/route.ts'
import { castNames, type CastName } from '../../seeds/cast.ts'
import { addressIn, placesFor, routes } from '../openings.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(() => town.close())

const verbs = verbsOf({ modules })

type Stop = { path: string; route: Route }

/** Each GET route once, by the first person of the cast who may: a list of addresses for each person. */
async function rounds(): Promise<Map<CastName, Stop[]>> {
  const found = new Map<CastName, Stop[]>()
  const actors = new Map<CastName, Awaited<ReturnType<typeof actorOf>>>()
  for (const name of castNames) actors.set(name, await actorOf(name))
  for (const route of routes.filter(
    (one) => one.method === 'GET' && !one.path.endsWith('.css') && !one.path.endsWith('pdf'),
  )) {
    for (const at of placesFor(route)) {
      const address = await addressIn(town.house, route, at)
      if (!address) continue
      const name = castNames.find(
        (one) =>
          whetherMay(route.who, verbs, actors.get(one), {
            setting: address.params.setting,
            programme: address.params.programme,
          }) === 'yes',
      )
      if (!name) continue
      found.set(name, [...(found.get(name) ?? []), { path: address.path, route }])
      break
    }
  }
  return found
}

async function actorOf(name: CastName) {
  const { context, page } = await town.as(name)
  const token = (await context.cookies()).find((cookie) => cookie.name === 'session')?.value
  assert.ok(token, `${name} signed in`)
  await page.close()
  await context.close()
  const there = await transaction(town.house.engine, { role: 'door', readOnly: true }, (tx) =>
    doorkeeper.who(tx, token, new Date()),
  )
  return there.kind === 'actor' ? there.actor : undefined
}

let asked: ReturnType<typeof rounds> | undefined
let seen = 0

for (const name of castNames)
  test(`every page that ${name} is the first to open passes axe, fits a narrow phone and runs under the policy`, async () => {
    asked ??= rounds()
    const faults: Fault[] = []
    const { context, page } = await town.as(name)
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/status of 4\d\d/.test(message.text()) &&
        faults.push({ where: page.url(), what: message.text() }),
    )
    page.on('pageerror', (error) => faults.push({ where: page.url(), what: error.message }))
    for (const { path, route } of (await asked).get(name) ?? []) {
      // A file to save is no page: the browser leaves the address as it was.
      const reply = await page.goto(path).catch((error: Error) => {
        if (/Download is starting|ERR_ABORTED/.test(error.message)) return null
        throw error
      })
      const type = reply?.headers()['content-type'] ?? ''
      if (reply?.status() !== 200 || !type.startsWith('text/html')) continue
      seen += 1
      faults.push(...(await checkPage(page, `${route.path} as ${name}`)))
    }
    await context.close()
    assert.deepEqual(faults, [])
  })

test('the pages seen are those of a whole house', () => {
  assert.ok(seen > 100, `only ${seen} pages were seen`)
})
