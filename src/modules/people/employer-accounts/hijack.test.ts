// What someone would try who wants in as another: by an address like theirs, by an answer carried from elsewhere, by
// using one twice, by mixing two providers up, by altering what a provider says. The providers are real ones.
import assert from 'node:assert/strict'
import { join, PASSWORD, type Joiner } from '../../../../tests/joining.ts'
import {
  linked,
  offering,
  onwardsIn,
  pathOf,
  there,
  thereAndBack,
  whoIs,
  whyStopped,
} from '../../../../tests/employers.ts'
import { atProvider, type OpenIdProvider } from '../../../../tests/openid-provider.ts'
import { NOW, rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { cast } from '../../../../seeds/cast.ts'
import { INSTALLATION } from '../../../kernel/context.ts'
import { nowhere, transaction } from '../../../kernel/db.ts'
import { errandCookie, errandIn, type Errand } from './errand.ts'

const START = '/sign-in/with/microsoft'
const CONNECT = '/account/employer-accounts/microsoft'

/** Someone with a connected account, whom others would like to be. */
async function victim(w: Held, provider: OpenIdProvider): Promise<Joiner> {
  const joiner = await join(w)
  provider.accounts.set('victim', { email: joiner.email, email_verified: true })
  await thereAndBack({ visitor: joiner.visitor, account: 'victim', path: CONNECT, fields: { present: PASSWORD } })
  return joiner
}

const errandOf = (w: Held, visitor: Visitor): Errand =>
  errandIn(w.house.secrets, visitor.cookies.get('away'), { provider: 'microsoft', now: w.house.clock() })!

rolledBack('an address like someone’s, verified or not, opens and connects nothing', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { email, person } = await join(w)
    provider.accounts.set('a', { email, email_verified: true, preferred_username: email, name: 'Wren Castle' })
    provider.accounts.set('b', { email: cast.ruth.email, email_verified: false })
    provider.accounts.set(person, { email: 'number@like.example' })
    for (const account of ['a', 'b', person]) {
      const visitor = w.nobody()
      assert.equal(whyStopped(await thereAndBack({ visitor, account, path: START })), 'unknown')
      assert.equal(await whoIs(w, visitor), undefined)
    }
    assert.deepEqual(await linked(w), [])
  }),
)

rolledBack('the same number at another provider is another account', (w) =>
  offering(w, ['Microsoft', 'Google'], async (microsoft, google) => {
    await victim(w, microsoft)
    google.accounts.set('victim', { email: 'other@person.example' })
    const visitor = w.nobody()
    const answer = await thereAndBack({ visitor, account: 'victim', path: '/sign-in/with/google' })
    assert.equal(whyStopped(answer), 'unknown')
    assert.equal(await whoIs(w, visitor), undefined)
  }),
)

rolledBack('an answer that someone else fetched signs nobody in: not without an errand, not with another one', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    await victim(w, provider)
    const attacker = w.nobody()
    const door = await there({ visitor: attacker, account: 'victim', path: START })
    const asked = provider.asked.get('/token') ?? 0
    const other = w.nobody()
    assert.equal(whyStopped(await other.get(door)), 'ended')
    await other.post(START)
    assert.equal(whyStopped(await other.get(door)), 'ended', 'their own errand has another state')
    other.cookies.set('away', `${attacker.cookies.get('away')!.slice(0, -4)}AAAA`)
    assert.equal(whyStopped(await other.get(door)), 'ended', 'a cookie that was altered is none')
    assert.equal(await whoIs(w, other), undefined)
    assert.equal(provider.asked.get('/token') ?? 0, asked, 'the provider was not even asked')
  }),
)

rolledBack('a code put into another’s errand is refused: it belongs to another verifier', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    await victim(w, provider)
    const thief = new URL(await there({ visitor: w.nobody(), account: 'victim', path: START }), provider.issuer)
    const visitor = w.nobody()
    await visitor.post(START)
    thief.searchParams.set('state', errandOf(w, visitor).state)
    assert.equal(whyStopped(await visitor.get(pathOf(thief))), 'refused')
    assert.equal(await whoIs(w, visitor), undefined)
  }),
)

rolledBack('a code is good once, also for the browser that has it', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    await victim(w, provider)
    const visitor = w.nobody()
    const door = await there({ visitor, account: 'victim', path: START })
    const away = visitor.cookies.get('away')!
    assert.equal((await visitor.get(door)).location, '/sign-in/next?back=%2F')
    const again = w.nobody()
    again.cookies.set('away', away)
    assert.equal(whyStopped(await again.get(door)), 'refused')
    assert.equal(await whoIs(w, again), undefined)
  }),
)

rolledBack('an answer with another nonce is refused, and so is one after ten minutes', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    await victim(w, provider)
    const visitor = w.nobody()
    const door = await there({ visitor, account: 'victim', path: START })
    const errand = { ...errandOf(w, visitor), nonce: 'another' }
    visitor.cookies.set('away', errandCookie(w.house.secrets, errand).value)
    assert.equal(whyStopped(await visitor.get(door)), 'refused')
    const slow = w.nobody()
    const late = await there({ visitor: slow, account: 'victim', path: START })
    w.clock(new Date(NOW.getTime() + 11 * 60_000))
    assert.equal(whyStopped(await slow.get(late)), 'ended')
    for (const one of [visitor, slow]) assert.equal(await whoIs(w, one), undefined)
  }),
)

rolledBack(
  'two providers cannot be mixed up: each names itself in its answer, and comes back by a door of its own',
  (w) =>
    offering(w, ['Microsoft', 'Google'], async (microsoft, google) => {
      await victim(w, microsoft)
      const visitor = w.nobody()
      const to = onwardsIn(await visitor.post(START))
      const back = await atProvider(to, 'victim')
      const asked = google.asked.get('/token') ?? 0
      // The answer of one at the door of the other.
      const door = pathOf(back).replace('microsoft', 'google')
      assert.equal(whyStopped(await visitor.get(door)), 'ended')
      // An errand at one, and the answer says that it is from the other, or from nobody.
      for (const iss of [google.issuer, undefined]) {
        const said = new URL(back)
        if (iss === undefined) said.searchParams.delete('iss')
        else said.searchParams.set('iss', iss)
        await visitor.post(START)
        said.searchParams.set('state', errandOf(w, visitor).state)
        assert.equal(whyStopped(await visitor.get(pathOf(said))), 'refused', String(iss))
      }
      assert.equal(google.asked.get('/token') ?? 0, asked, 'no code was carried to the wrong provider')
      assert.equal(await whoIs(w, visitor), undefined)
    }),
)

rolledBack('what a provider signed cannot be altered on its way', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    await victim(w, provider)
    provider.accounts.set('attacker', {})
    const part = (text: string): string => Buffer.from(text).toString('base64url')
    const claimsOf = (token: string): Record<string, unknown> =>
      JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
    const bends: Record<string, (token: string) => string> = {
      'another number': (token) => {
        const [head, , signature] = token.split('.')
        return [head, part(JSON.stringify({ ...claimsOf(token), sub: 'victim' })), signature].join('.')
      },
      'no signature': (token) =>
        [part('{"alg":"none"}'), part(JSON.stringify({ ...claimsOf(token), sub: 'victim' })), ''].join('.'),
      'a broken signature': (token) => `${token.slice(0, -8)}AAAAAAAA`,
    }
    for (const [name, bend] of Object.entries(bends)) {
      provider.bend = (path, body) => {
        if (path !== '/token') return body
        const answer = JSON.parse(body) as { id_token: string }
        return JSON.stringify({ ...answer, id_token: bend(answer.id_token) })
      }
      const visitor = w.nobody()
      const answer = await thereAndBack({ visitor, account: 'attacker', path: START })
      assert.equal(whyStopped(answer), 'refused', name)
      assert.equal(await whoIs(w, visitor), undefined, name)
    }
  }),
)

rolledBack('a connection that one person began is not finished in another’s session, nor after signing out', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    provider.accounts.set('attacker', {})
    const attacker = await join(w)
    const target = await join(w)
    const door = await there({
      visitor: attacker.visitor,
      account: 'attacker',
      path: CONNECT,
      fields: { present: PASSWORD },
    })
    target.visitor.cookies.set('away', attacker.visitor.cookies.get('away')!)
    assert.equal(whyStopped(await target.visitor.get(door)), 'ended')
    assert.deepEqual(await linked(w), [])

    for (const signedInAgain of [false, true]) {
      const { visitor, email } = attacker
      if (signedInAgain) await visitor.post('/sign-in', { email, password: PASSWORD })
      const later = await there({ visitor, account: 'attacker', path: CONNECT, fields: { present: PASSWORD } })
      const away = visitor.cookies.get('away')!
      await visitor.post('/sign-out')
      if (signedInAgain) await visitor.post('/sign-in', { email, password: PASSWORD })
      assert.equal((await whoIs(w, visitor)) !== undefined, signedInAgain)
      visitor.cookies.set('away', away)
      assert.equal(whyStopped(await visitor.get(later)), 'ended')
    }
    assert.deepEqual(await linked(w), [])
  }),
)

rolledBack('another site cannot begin it in someone’s browser', (w) =>
  offering(w, ['Microsoft'], async () => {
    const { visitor } = await join(w)
    for (const path of [START, CONNECT]) {
      const answer = await visitor.post(path, { form_token: 'made-up', present: PASSWORD })
      assert.equal(answer.status, 403)
      assert.equal(answer.headers.refresh, undefined)
      assert.equal((await visitor.get(path)).headers.refresh, undefined)
    }
    assert.equal(visitor.cookies.has('away'), false)
  }),
)

rolledBack('an account opens one person only: whoever has it connected keeps it', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { person } = await victim(w, provider)
    const attacker = await join(w)
    const way = { visitor: attacker.visitor, account: 'victim', path: CONNECT, fields: { present: PASSWORD } }
    assert.equal(whyStopped(await thereAndBack(way)), 'taken')
    assert.deepEqual(
      (await linked(w)).map((one) => one.person_id),
      [person],
    )
  }),
)

rolledBack('no token, code or secret is kept anywhere or told to the log', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const told: string[] = []
    const hear = (facts: object, words: string): void => void told.push(`${JSON.stringify(facts)} ${words}`)
    const { log } = w.house
    w.house.log = { info: hear, warn: hear, error: hear }
    const secrets: string[] = [provider.entry.clientSecret]
    provider.bend = (path, body) => {
      if (path === '/token' && body.includes('id_token'))
        secrets.push(
          ...Object.values(JSON.parse(body) as object)
            .filter((one) => String(one).length > 20)
            .map(String),
        )
      return body
    }
    const { email } = await victim(w, provider)
    const visitor = w.nobody()
    const door = await there({ visitor, account: 'victim', path: START })
    const away = visitor.cookies.get('away')!
    secrets.push(
      new URL(door, provider.issuer).searchParams.get('code')!,
      ...Object.values(errandOf(w, visitor)).map(String).slice(2, 5),
    )
    await visitor.get(door)
    const again = w.nobody()
    again.cookies.set('away', away)
    await again.get(door)
    w.house.log = log
    assert.ok(secrets.length >= 8, 'tokens of two sign-ins, a code, what only the browser knows')
    assert.ok(
      told.some((line) => line.includes('invalid_grant')),
      'whoever runs it hears why',
    )
    for (const secret of [...secrets, email, 'victim'])
      assert.ok(!told.join('\n').includes(secret), `the log says ${secret}`)
    const kept = await everyRow(w)
    for (const secret of secrets) assert.ok(!kept.includes(secret), `a table holds ${secret}`)
    assert.ok(kept.includes(provider.issuer), 'the search does find what is kept')
  }),
)

/** Everything the people and kernel rooms keep, as one text, through the doors of the house. */
function everyRow(w: Held): Promise<string> {
  return transaction(w.house.engine, { role: 'door', readOnly: true }, async (tx) => {
    const { rows: tables } = await tx.client.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('people', 'kernel')`,
    )
    const texts: string[] = []
    for (const role of ['door', 'clerk', 'web'] as const) {
      await tx.become(role, { ...nowhere, settings: [INSTALLATION] })
      for (const { name } of tables) {
        const may = await tx.client.query<{ yes: boolean }>(`select has_table_privilege($1, 'select') as yes`, [name])
        if (!may.rows[0]!.yes) continue
        const { rows } = await tx.client.query<{ text: string }>(`select t::text as text from ${name} t`)
        texts.push(...rows.map((row) => row.text))
      }
    }
    return texts.join('\n')
  })
}
