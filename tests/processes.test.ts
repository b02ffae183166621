// Several processes on one PostgreSQL: work is done once between them, a session opened in one is good in the other,
// and ending it in one ends it in both. The embedded engine belongs to one process, which a second is told.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { cast } from '../seeds/cast.ts'
import { buildCounty } from '../seeds/county.ts'
import { allMigrations, makeHouse, prepareDatabase } from '../src/app.ts'
import { transaction } from '../src/kernel/db.ts'
import { openEngine, type Engine } from '../src/kernel/engine.ts'
import { makeCtx, worksOf, type House } from '../src/kernel/house.ts'
import { makeServer } from '../src/kernel/http.ts'
import { startQueue } from '../src/kernel/jobs.ts'
import { makeModule } from '../src/kernel/module.ts'
import { makeSecrets } from '../src/kernel/secrets.ts'
import { makeServerDatabase } from './postgres.ts'
import { testConfig, visitorOf } from './world.ts'

const onFatal = (why: string): void => {
  throw new Error(why)
}
const FACTS = 20

async function processOn(engine: Engine, heard: string[], faults: unknown[]): Promise<House> {
  const house = await makeHouse(testConfig(), engine)
  const ear = makeModule({
    name: 'ear',
    routes: [],
    hears: [{ fact: 'bell.rang', hear: (_ctx, fact) => Promise.resolve(void heard.push(fact.about)) }],
  })
  const made = { ...house, modules: [...house.modules, ear] }
  made.queue = await startQueue(engine, worksOf(made), (error) => faults.push(error))
  return made
}

async function ring(house: House): Promise<void> {
  await transaction(house.engine, {}, (tx) =>
    makeCtx(house, tx, undefined, new Date()).tell({
      name: 'bell.rang',
      setting: null,
      about: randomUUID(),
      facts: {},
    }),
  )
}

async function sharedServer(superuser: string): Promise<void> {
  const urls = await makeServerDatabase(superuser)
  const open = () => openEngine({ ...urls, dataDir: tmpdir(), onFatal })
  const [one, two] = [await open(), await open()]
  await prepareDatabase(one)
  await buildCounty(one, { secrets: makeSecrets(testConfig().secretKey), now: new Date() })
  const heard: string[][] = [[], []]
  const faults: unknown[] = []
  const houses = [await processOn(one, heard[0]!, faults), await processOn(two, heard[1]!, faults)] as const
  try {
    for (let i = 0; i < FACTS; i++) await ring(houses[i % 2]!)
    for (let tries = 0; heard.flat().length < FACTS && tries < 300; tries++) await wait(100)
    await wait(500)
    assert.equal(heard.flat().length, FACTS, faults.map(String).join('; '))
    assert.equal(new Set(heard.flat()).size, FACTS, 'each fact was heard once')
    await sessionsAreShared(houses)
  } finally {
    for (const house of houses) await house.queue?.stop()
    for (const engine of [one, two]) await engine.close()
  }
}

async function sessionsAreShared(houses: readonly [House, House]): Promise<void> {
  const apps = [await makeServer(houses[0], allMigrations()), await makeServer(houses[1], allMigrations())] as const
  const [first, second] = [visitorOf(apps[0], houses[0]), visitorOf(apps[1], houses[1])]
  assert.equal((await first.post('/sign-in/demo', { person: cast.amina.person })).status, 303)
  second.cookies.set('session', first.cookies.get('session')!)
  assert.match((await second.get('/')).text, /Amina Osei/)
  await second.post('/sign-out')
  assert.doesNotMatch((await first.get('/')).text, /Amina Osei/)
  for (const app of apps) await app.close()
}

async function ownFolder(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wholeschool-two-'))
  const engine = await openEngine({ dataDir, onFatal })
  try {
    await assert.rejects(openEngine({ dataDir, onFatal }), /in use/)
  } finally {
    await engine.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test('two processes share one database as their engine allows', async () => {
  const superuser = process.env.WHOLESCHOOL_TEST_SERVER
  if (superuser) await sharedServer(superuser)
  else await ownFolder()
})
