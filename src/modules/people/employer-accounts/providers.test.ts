// A provider that is away, slow or wrongly set up: pages say so calmly, other ways in still work, and it comes back by
// itself. Also the pure rules about what a provider says.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { join, PASSWORD } from '../../../../tests/joining.ts'
import { linked, offering, there, thereAndBack, whoIs, whyStopped } from '../../../../tests/employers.ts'
import { rolledBack, type Held } from '../../../../tests/world.ts'
import { allMigrations } from '../../../app.ts'
import { readinessOf } from '../../../kernel/ready.ts'
import { isOfDomain, nameShown, pauseAfter, provesSecondStep, sameIssuer, stopFrom, stopOf } from './rules.ts'

const START = '/sign-in/with/microsoft'
const AWAY = /Microsoft cannot be reached at the moment/

async function until(w: Held, says: RegExp, not: boolean): Promise<string> {
  for (let i = 0; i < 150; i += 1) {
    const { text } = await w.nobody().get('/sign-in')
    if (says.test(text) !== not) return text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The sign-in page ${not ? 'goes on saying' : 'never says'} ${says.source}`)
}

/** Of the providers, those that /readyz calls away. */
async function lostParts(w: Held): Promise<string[]> {
  const { degraded } = await readinessOf(w.house, allMigrations())
  return degraded.map((one) => one.part).filter((part) => part.startsWith('sign-in-'))
}

rolledBack(
  'a provider that is away at the start is found once it is there, by itself; until then others are the way in',
  (w) =>
    offering(w, ['Microsoft'], async (provider) => {
      await provider.goAway()
      const { email, visitor, person } = await join(w)
      provider.accounts.set('wren', {})
      const pressed = await visitor.post('/account/employer-accounts/microsoft', { present: PASSWORD })
      assert.equal(whyStopped(pressed), 'unreachable')
      assert.match((await visitor.get(pressed.location!)).text, /Nothing is wrong with your account/)
      assert.equal(whyStopped(await w.nobody().post(START)), 'unreachable')
      const text = await until(w, AWAY, false)
      assert.match(text, /Your email address and password work as always/)
      assert.deepEqual(await lostParts(w), ['sign-in-microsoft'])
      assert.equal((await w.nobody().post('/sign-in', { email, password: PASSWORD })).status, 303)

      await provider.comeBack()
      await until(w, AWAY, true)
      assert.deepEqual(await lostParts(w), [])
      const path = '/account/employer-accounts/microsoft'
      await thereAndBack({ visitor, account: 'wren', path, fields: { present: PASSWORD } })
      assert.equal((await linked(w)).length, 1)

      // Away again between the question and the answer: nobody is in, and nothing is broken.
      const later = w.nobody()
      const door = await there({ visitor: later, account: 'wren', path: START })
      await provider.goAway()
      const answer = await later.get(door)
      assert.equal(whyStopped(answer), 'unreachable')
      assert.equal(await whoIs(w, later), undefined)
      await provider.comeBack()
      await thereAndBack({ visitor: later, account: 'wren', path: START })
      assert.deepEqual(await whoIs(w, later), { person, strong: false })
    }),
)

rolledBack('nobody else waits while a provider thinks: its answer is fetched before a transaction opens', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor } = await join(w)
    provider.accounts.set('wren', {})
    const path = '/account/employer-accounts/microsoft'
    const door = await there({ visitor, account: 'wren', path, fields: { present: PASSWORD } })
    // The token endpoint answers only when it is let.
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const slow = createServer((request, response) => {
      void held.then(() => response.writeHead(500).end(request.url))
    })
    const { port } = new URL(provider.issuer)
    await provider.goAway()
    slow.listen(Number(port), '127.0.0.1')
    await once(slow, 'listening')
    const arriving = visitor.get(door)
    const first = await Promise.race([
      arriving.then(() => 'the slow one'),
      w
        .nobody()
        .get('/help')
        .then(() => 'the others'),
    ])
    assert.equal(first, 'the others')
    letGo()
    assert.equal(whyStopped(await arriving), 'unreachable')
    slow.closeAllConnections()
    slow.close()
  }),
)

rolledBack('an issuer that is another than the one named, or speaks no OpenID, is away for us', async (w) => {
  const answers = ['{"issuer":"https://elsewhere.example"}', '<p>Not found</p>']
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(answers.shift()),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { config } = w.house
  const before = config.signInProviders
  try {
    for (let i = 0; i < 2; i += 1) {
      config.signInProviders = [{ ...before[0]!, issuer }]
      assert.equal(whyStopped(await w.nobody().post(START)), 'unreachable')
    }
  } finally {
    config.signInProviders = before
    server.close()
  }
})

rolledBack('without providers there is nothing about them on any page, and no door for them', async (w) => {
  const { config } = w.house
  const before = config.signInProviders
  config.signInProviders = []
  try {
    const { visitor } = await join(w)
    for (const one of ['/sign-in', '/account']) assert.doesNotMatch((await visitor.get(one)).text, /employer gave you/)
    assert.equal((await visitor.get('/account/employer-accounts/microsoft')).status, 404)
    assert.equal((await w.nobody().post(START)).status, 404)
    assert.equal((await w.nobody().get(`${START}/return?code=x&state=y`)).status, 404)
  } finally {
    config.signInProviders = before
  }
})

test('a second step counts only in the words that the operator named', () => {
  const amr = { secondStep: { claim: 'amr' as const, values: ['mfa', 'hwk'] } }
  const acr = { secondStep: { claim: 'acr' as const, values: ['urn:two'] } }
  assert.equal(provesSecondStep({ secondStep: undefined }, { amr: ['mfa'], acr: 'urn:two' }), false)
  assert.equal(provesSecondStep(amr, { amr: ['pwd', 'hwk'] }), true)
  assert.equal(provesSecondStep(amr, { amr: 'mfa' }), true)
  assert.equal(provesSecondStep(amr, { amr: ['pwd'], acr: 'mfa' }), false)
  assert.equal(provesSecondStep(amr, { amr: [['mfa']] }), false)
  assert.equal(provesSecondStep(acr, { acr: 'urn:two' }), true)
  assert.equal(provesSecondStep(acr, {}), false)
})

test('what a provider says of someone is taken for a name only, tidied', () => {
  assert.equal(nameShown({ preferred_username: ' ', email: 'a@b.example', name: 'A' }), 'a@b.example')
  assert.equal(nameShown({ preferred_username: 7, name: 'Zo\u202E\u0000ë\n  Ash' }), 'Zo ë Ash')
  assert.equal(nameShown({ email: ['x'] }), null)
  assert.equal(nameShown({ name: 'x'.repeat(500) })!.length, 120)
  assert.equal(isOfDomain({ hostedDomain: 'a.example' }, { hd: 'b.a.example' }), false)
  assert.equal(isOfDomain({ hostedDomain: undefined }, {}), true)
})

test('an issuer is the same with its port or a last slash; reasons are from a list; pauses grow to a minute', () => {
  assert.ok(sameIssuer('https://a.example:443', 'https://a.example/'))
  assert.ok(!sameIssuer('https://a.example/x', 'https://a.example/y'))
  assert.equal(stopFrom('<script>'), 'ended')
  assert.deepEqual(['access_denied', 'server_error', 'invalid_scope'].map(stopOf), [
    'declined',
    'unreachable',
    'refused',
  ])
  assert.deepEqual([1, 2, 3, 4, 5, 50].map(pauseAfter), [5000, 10_000, 20_000, 40_000, 60_000, 60_000])
})
