// Work later, with the deed: letters through a real SMTP server, facts to those who hear them, nothing from a deed
// that was undone, and each piece of work done once.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { freshEngine, testConfig } from '../../tests/world.ts'
import { makeHouse } from '../app.ts'
import type { Fact } from './context.ts'
import { nowhere, transaction } from './db.ts'
import { makeCtx, worksOf, type House } from './house.ts'
import { startQueue } from './jobs.ts'
import { smtpCarrier } from './mail.ts'
import { makeModule } from './module.ts'
import { waitingLetters } from './store.ts'

type Received = { to: string[]; text: string }

async function postOffice(): Promise<{
  url: string
  received: Received[]
  refuse(times: number): void
  close(): Promise<void>
}> {
  const received: Received[] = []
  let refusals = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (part: Buffer) => (text += part.toString()))
      stream.on('end', () => {
        if (refusals > 0) {
          refusals -= 1
          done(Object.assign(new Error('Try again later'), { responseCode: 451 }))
          return
        }
        received.push({ to: session.envelope.rcptTo.map((one) => one.address), text })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (times) => (refusals = times),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return
    await wait(100)
  }
  assert.fail(`Waited 40 seconds for: ${what}`)
}

const LETTER = {
  to: 'head@school.example',
  subject: 'Something waits for you',
  words: 'Sign in to see it.',
  setting: null,
}
const FACT: Fact = {
  name: 'bell.rang',
  setting: null,
  about: '00000000-0000-4000-8000-000000000001',
  facts: { times: 2 },
}

async function houseWith(heard: Fact[], smtp: string): Promise<House> {
  const engine = await freshEngine()
  const house = await makeHouse(testConfig(), engine)
  const ear = makeModule({
    name: 'ear',
    routes: [],
    hears: [{ fact: 'bell.rang', hear: (_ctx, fact) => Promise.resolve(void heard.push(fact)) }],
  })
  return {
    ...house,
    modules: [...house.modules, ear],
    carrier: smtpCarrier(smtp, 'Wholeschool <no-reply@wealdshire.example>'),
  }
}

test('a letter and a fact travel with their deed, once, and not at all when it is undone', async () => {
  const office = await postOffice()
  const heard: Fact[] = []
  const house = await houseWith(heard, office.url)
  const faults: unknown[] = []
  house.queue = await startQueue(house.engine, worksOf(house), (error) => faults.push(error))
  try {
    const deed = (fails: boolean) =>
      transaction(house.engine, {}, async (tx) => {
        const ctx = makeCtx(house, tx, undefined, new Date())
        await ctx.post(LETTER)
        await ctx.tell(FACT)
        if (fails) throw new Error('undone')
      })
    await assert.rejects(deed(true), /undone/)
    await deed(false)
    await until('the letter', () => office.received.length === 1)
    await until('the fact', () => heard.length === 1)
    await wait(500)
    assert.equal(office.received.length, 1)
    assert.deepEqual(heard, [FACT])
    assert.deepEqual(office.received[0]!.to, [LETTER.to])
    assert.match(office.received[0]!.text, /Subject: Something waits for you/)
    assert.deepEqual(faults, [])
    const left = await transaction(house.engine, { role: 'clerk', reach: nowhere }, (tx) => tx.one(waitingLetters, {}))
    assert.equal(left.waiting, 0)
  } finally {
    await house.queue.stop()
    house.carrier?.close()
    await house.engine.close()
    await office.close()
  }
})

test('a letter that is refused is tried again, and the log never holds the address', async () => {
  const office = await postOffice()
  office.refuse(1)
  const house = await houseWith([], office.url)
  const faults: string[] = []
  house.queue = await startQueue(house.engine, worksOf(house), (error) =>
    faults.push(String((error as { code?: string }).code)),
  )
  try {
    await transaction(house.engine, {}, (tx) => makeCtx(house, tx, undefined, new Date()).post(LETTER))
    await until('the second try', () => office.received.length === 1)
    assert.ok(faults.length >= 1)
    assert.ok(faults.every((words) => !words.includes('school.example')))
  } finally {
    await house.queue.stop()
    house.carrier?.close()
    await house.engine.close()
    await office.close()
  }
})
