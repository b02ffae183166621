// When the database is gone or too busy to answer, and when work waits for a queue that nobody serves: what the process
// then says of itself, on an engine of its own that can be taken away.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { readExposition } from '../../tests/exposition.ts'
import { freshEngine, testConfig } from '../../tests/world.ts'
import { allMigrations, makeHouse } from '../app.ts'
import { serve } from '../serve.ts'
import { transaction } from './db.ts'
import type { Engine } from './engine.ts'
import type { House } from './house.ts'
import { startQueue } from './jobs.ts'
import { metricsText } from './metrics-gather.ts'
import { readinessFor, readinessOf } from './ready.ts'

let engine: Engine
let house: House

before(async () => {
  engine = await freshEngine()
  house = await makeHouse(testConfig(), engine)
})
after(() => engine.close())

const partsOf = async (): Promise<[boolean, string[]]> => {
  const { ready, degraded } = await readinessOf(house, allMigrations())
  return [ready, degraded.map((one) => one.part).filter((part) => part !== 'letters')]
}

test('work that nobody takes up is told, and how much there is', async () => {
  const queue = await startQueue(engine, [], (error) => assert.fail(String(error)))
  house.queue = queue
  try {
    assert.deepEqual(await partsOf(), [true, []])
    await transaction(engine, {}, async (tx) => {
      await queue.enqueue(tx, 'facts', { fact: '1', module: 'toolkit' })
      await queue.enqueue(tx, 'facts', { fact: '2', module: 'toolkit' })
    })
    assert.deepEqual(await partsOf(), [true, []], 'what came this moment is not late')
    await transaction(engine, { role: 'clerk' }, (tx) =>
      tx.client.query(`update queue.job set start_after = now() - interval '11 minutes' where name = 'facts'`),
    )
    assert.deepEqual(await partsOf(), [true, ['queue']])
    const readiness = await readinessOf(house, allMigrations())
    assert.match(JSON.stringify(readinessFor(house, readiness, true)), /Work has waited for 11 minutes in facts/)
    const families = readExposition(await metricsText(house))
    const facts = families.get('wholeschool_queue_jobs')!.samples.filter((one) => one.labels.queue === 'facts')
    assert.deepEqual(
      facts.map(({ labels, value }) => [labels.state, value]),
      [
        ['waiting', 2],
        ['active', 0],
        ['failed', 0],
      ],
    )
    const [overdue] = families.get('wholeschool_queue_overdue_seconds')!.samples
    assert.ok(overdue!.value >= 660 && overdue!.value < 720, String(overdue!.value))
    await transaction(engine, { role: 'clerk' }, (tx) =>
      tx.client.query(`update queue.job set state = 'failed' where name = 'facts'`),
    )
    assert.deepEqual(await partsOf(), [true, []], 'what was given up waits no more')
    const later = readExposition(await metricsText(house)).get('wholeschool_queue_jobs')!.samples
    assert.equal(later.find((one) => one.labels.state === 'failed')?.value, 2)
  } finally {
    house.queue = undefined
    await queue.stop()
  }
})

test('a database too busy to answer is told in time, and is well again afterwards', async () => {
  const held: pg.PoolClient[] = []
  const most = (engine.pool as pg.Pool & { options: { max: number } }).options.max
  for (let i = 0; i < most; i += 1) held.push(await engine.pool.connect())
  const began = Date.now()
  const [ready, parts] = await partsOf()
  assert.deepEqual([ready, parts], [false, ['database']])
  assert.ok(Date.now() - began < 6000)
  for (const client of held) client.release()
  assert.deepEqual(await partsOf(), [true, ['queue']])
})

test('a database that is gone is a number and a refusal, never a fault', async () => {
  await engine.close()
  assert.deepEqual(await partsOf(), [false, ['database']])
  const families = readExposition(await metricsText(house))
  assert.equal(families.get('wholeschool_database_up')!.samples[0]!.value, 0)
  assert.ok(families.get('process_resident_memory_bytes')!.samples[0]!.value > 1e6)
  engine = await freshEngine()
})

test('a running server tells of a sign-in provider that is away, and counts itself', async () => {
  const config = testConfig()
  const nowhere = {
    key: 'county-2',
    name: 'the county',
    issuer: 'http://127.0.0.1:9',
    clientId: 'x',
    clientSecret: 'x',
    authentication: 'basic' as const,
    hostedDomain: undefined,
    prompt: undefined,
    secondStep: undefined,
  }
  const running = await serve({ ...config, signInProviders: [nowhere] }, engine)
  try {
    const read = async (path: string): Promise<string> => (await fetch(`${running.address}${path}`)).text()
    let said = ''
    for (let tries = 0; tries < 100 && !said.includes('sign-in-county-2'); tries += 1) {
      said = await read('/readyz')
      await pause(50)
    }
    assert.match(said, /"ready":true/)
    assert.match(said, /the county cannot be reached/)
    const families = readExposition(await read('/metrics'))
    const asked = families.get('wholeschool_requests_total')!.samples
    assert.ok(asked.some(({ labels, value }) => labels.route === '/readyz' && labels.status === '2xx' && value >= 1))
    assert.ok(families.get('nodejs_eventloop_delay_p99_seconds')!.samples[0]!.value > 0)
  } finally {
    await running.stop()
  }
  engine = await freshEngine()
  assert.doesNotMatch(
    JSON.stringify(await readinessOf({ ...house, engine }, allMigrations())),
    /county/,
    'nor afterwards',
  )
})
