// With the account an employer gave: connecting it, signing in and joining by it, letting it go. The provider is a real
// one, in this process.
import assert from 'node:assert/strict'
import { addSecondStep, codeAt, freshLink, join, lettersTo, linkIn, PASSWORD } from '../../../../tests/joining.ts'
import {
  linked,
  notes,
  offering,
  onwardsIn,
  there,
  thereAndBack,
  whoIs,
  whyStopped,
} from '../../../../tests/employers.ts'
import { NOW, rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { closePerson, invite, peopleByIds } from '../contract.ts'

const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)

function connecting(visitor: Visitor, account: string, key = 'microsoft') {
  const path = `/account/employer-accounts/${key}`
  return thereAndBack({ visitor, account, path, fields: { present: PASSWORD } })
}

const signingIn = (visitor: Visitor, account: string, back = '') =>
  thereAndBack({ visitor, account, path: '/sign-in/with/microsoft', fields: { back } })

rolledBack('someone connects the account their employer gave them, signs in with it, and out', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor, email, person } = await join(w)
    provider.accounts.set('w-4711', { preferred_username: 'wcastle@larchmead.example', email: 'someone@else.example' })
    assert.match((await visitor.get('/account')).text, /href="\/account\/employer-accounts\/microsoft"/)
    const wrong = await visitor.post('/account/employer-accounts/microsoft', { present: 'not it' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Enter the password that you signed in with/)

    const done = await connecting(visitor, 'w-4711')
    assert.equal(done.location, '/account')
    assert.equal(visitor.cookies.has('away'), false, 'the errand is over')
    const account = await visitor.get('/account')
    assert.match(account.text, /Connected: you can now sign in with your account at Microsoft \(wcastle@larchmead/)
    assert.match(account.text, /Microsoft: wcastle@larchmead\.example/)
    assert.deepEqual(await linked(w), [{ person_id: person, issuer: provider.issuer, subject: 'w-4711' }])
    const [letter] = await lettersTo(w, email, /connected/)
    assert.match(letter!.words, /You can now sign in to Wholeschool with your account at Microsoft/)
    assert.match(letter!.words, /If this was not you/)
    assert.deepEqual(await notes(w, 'people.employer-account-connected'), [
      'Wren Castle connected an account at Microsoft',
    ])

    const later = w.nobody()
    assert.match((await later.get('/sign-in')).text, /Continue with Microsoft/)
    const arrived = await signingIn(later, 'w-4711', '/account/name')
    assert.equal(arrived.location, '/sign-in/next?back=%2Faccount%2Fname')
    assert.equal((await later.get(arrived.location)).location, '/account/name')
    assert.deepEqual(await whoIs(w, later), { person, strong: false })
    assert.match((await notes(w, 'people.signed-in'))[0]!, /Wren Castle signed in with their account at Microsoft/)
    assert.match((await later.get('/account')).text, /last used/)
    assert.equal((await later.post('/sign-out')).location, '/sign-in')
    assert.equal(await whoIs(w, later), undefined)
    assert.equal((await later.get('/account')).status, 303)
  }),
)

rolledBack('what is asked of the provider: a code, under PKCE, with a state and a nonce of its own each time', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    provider.entry.prompt = 'select_account'
    provider.entry.hostedDomain = 'larchmead.example'
    const seen = new Set<string>()
    for (let i = 0; i < 2; i += 1) {
      const answer = await w.nobody().post('/sign-in/with/microsoft')
      const asked = onwardsIn(answer).searchParams
      assert.equal(answer.status, 200)
      assert.match(answer.text, /Go on to Microsoft/)
      assert.equal(asked.get('response_type'), 'code')
      assert.equal(asked.get('code_challenge_method'), 'S256')
      assert.equal(asked.get('redirect_uri'), `${w.house.config.publicUrl}/sign-in/with/microsoft/return`)
      assert.deepEqual(
        [asked.get('prompt'), asked.get('hd'), asked.get('max_age')],
        ['select_account', 'larchmead.example', null],
      )
      for (const name of ['state', 'nonce', 'code_challenge']) seen.add(asked.get(name)!)
    }
    assert.equal(seen.size, 6)
  }),
)

rolledBack('an account that nobody here has connected opens nothing, and its owner is told what to do', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    provider.accounts.set('new', { name: 'New Here' })
    const visitor = w.nobody()
    const answer = await signingIn(visitor, 'new')
    assert.equal(whyStopped(answer), 'unknown')
    assert.equal(await whoIs(w, visitor), undefined)
    const shown = await visitor.get(answer.location!)
    assert.match(shown.text, /not connected here yet/)
    assert.match(shown.text, /sign in as you usually do/)
    assert.match(shown.text, /open the link in your invitation/)
    assert.match((await notes(w, 'people.sign-in-refused'))[0]!, /connected to nobody here/)
  }),
)

rolledBack('someone joins by an invitation with their employer’s account, and needs no password', (w) =>
  offering(w, ['Microsoft', 'Google'], async (microsoft, google) => {
    microsoft.accounts.set('kit', { email: 'kit@elsewhere.example' })
    google.accounts.set('kit-g', {})
    const path = await freshLink(w)
    const visitor = w.nobody()
    assert.match((await visitor.get(path)).text, /Or join with the account your employer gave you/)
    const joined = await thereAndBack({ visitor, account: 'kit', path: `${path}/with/microsoft` })
    assert.equal(joined.location, '/sign-in/next?back=%2F')
    const { person } = (await whoIs(w, visitor))!
    const [known] = await w.inCtx('ruth', {}, async (ctx) => [...(await peopleByIds(ctx, [person])).values()])
    assert.equal(known!.has_joined, true)
    assert.equal((await w.nobody().get(path)).status, 410, 'the link is used up')
    assert.equal((await w.nobody().post(`${path}/with/microsoft`)).status, 410)

    const account = await visitor.get('/account')
    assert.match(account.text, /It is your only way in/)
    const [own] = await w.inCtx(
      undefined,
      {},
      async ({ tx }) => {
        const { rows } = await tx.client.query<{ id: string }>(
          'select id from people.employer_accounts where person_id = $1',
          [person],
        )
        return rows
      },
      'door',
    )
    const letGo = `/account/employer-accounts/${own!.id}/disconnection`
    const refused = await visitor.post(letGo)
    assert.equal(refused.status, 409)
    assert.match(refused.text, /That account is your only way in/)

    // Without a password it is the fresh sign-in that shows who connects another.
    assert.equal((await connecting(visitor, 'kit-g', 'google')).location, '/account')
    assert.equal((await linked(w)).length, 2)
    assert.equal((await visitor.post(letGo)).location, '/account')
    assert.deepEqual(
      (await linked(w)).map((one) => one.subject),
      ['kit-g'],
    )
    const again = w.nobody()
    assert.equal(whyStopped(await signingIn(again, 'kit')), 'unknown', 'what was let go opens nothing')
  }),
)

rolledBack('someone who joined that way counts as joined: added elsewhere, they get no second invitation', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    provider.accounts.set('kit', {})
    const path = await freshLink(w)
    const visitor = w.nobody()
    await thereAndBack({ visitor, account: 'kit', path: `${path}/with/microsoft` })
    const { person } = (await whoIs(w, visitor))!
    const email = /<dd[^>]*>\s*([^<\s]+@joining\.example)/.exec((await visitor.get('/account')).text)![1]!
    const asked = { name: 'Kit Marlow', email, placeName: 'Alderbourne', invitedBy: 'Helen' }
    const invited = await w.inCtx('ruth', {}, (ctx) => invite(ctx, asked))
    assert.deepEqual(invited, { person_id: person, name: 'Kit Marlow', isNew: false })
    assert.equal((await lettersTo(w, email, /You are now part of Alderbourne/)).length, 1)
    assert.equal((await lettersTo(w, email, /invites you/)).length, 1, 'the first one only')
    await w.nobody().post('/sign-in/forgotten', { email })
    const reset = w.nobody()
    assert.equal(
      (await reset.post(linkIn((await lettersTo(w, email, /Choose a new password/))[0]), { password: PASSWORD }))
        .status,
      303,
    )
    assert.deepEqual(await whoIs(w, reset), { person, strong: false }, 'a password can be chosen by letter')
    assert.match((await lettersTo(w, email, /password was changed/))[0]!.words, /Disconnect what you do not know/)
  }),
)

rolledBack('letting an account go is told by letter and in the audit, and only its own person can', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor, email } = await join(w)
    provider.accounts.set('wren', {})
    await connecting(visitor, 'wren')
    const path = /action="(\/account\/employer-accounts\/[0-9a-f-]{36}\/disconnection)"/.exec(
      (await visitor.get('/account')).text,
    )![1]!
    const other = await join(w)
    assert.equal((await other.visitor.post(path)).status, 404)
    assert.equal((await visitor.post('/account/employer-accounts/not-an-id/disconnection')).status, 404)
    assert.equal((await linked(w)).length, 1)
    assert.equal((await visitor.post(path)).location, '/account')
    assert.deepEqual(await linked(w), [])
    assert.match((await lettersTo(w, email, /disconnected/))[0]!.words, /no longer opens Wholeschool/)
    assert.equal((await notes(w, 'people.employer-account-disconnected')).length, 1)
  }),
)

async function withSecondStep(w: Held): Promise<{ visitor: Visitor; person: string; key: string }> {
  const { visitor, person } = await join(w)
  return { visitor, person, key: await addSecondStep(visitor, NOW) }
}

rolledBack('whoever has a second step here is asked for it, also after signing in elsewhere', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor, person, key } = await withSecondStep(w)
    provider.accounts.set('wren', { amr: ['pwd', 'mfa'] })
    assert.equal((await connecting(visitor, 'wren')).location, '/account')
    const later = w.nobody()
    const arrived = await signingIn(later, 'wren', '/account')
    assert.equal(
      arrived.location,
      '/sign-in/code?back=%2Faccount',
      'the provider’s own second step does not count unless it is said so',
    )
    assert.equal(await whoIs(w, later), undefined, 'half a sign-in is nobody’s')
    const at = minutesLater(1)
    w.clock(at)
    assert.equal((await later.post('/sign-in/code', { code: codeAt(key, at), back: '/account' })).status, 303)
    assert.deepEqual(await whoIs(w, later), { person, strong: true })
  }),
)

rolledBack('a provider’s second step stands for ours where the operator says so, and only when it was taken', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    provider.entry.secondStep = { claim: 'amr', values: ['mfa'] }
    const { visitor, person } = await withSecondStep(w)
    provider.accounts.set('wren', { amr: ['pwd', 'mfa'] })
    assert.equal((await connecting(visitor, 'wren')).location, '/account')
    const later = w.nobody()
    assert.equal((await signingIn(later, 'wren')).location, '/sign-in/next?back=%2F')
    assert.deepEqual(await whoIs(w, later), { person, strong: true })
    provider.accounts.set('wren', { amr: ['pwd'] })
    const without = w.nobody()
    assert.match((await signingIn(without, 'wren')).location!, /^\/sign-in\/code/)
    assert.equal(await whoIs(w, without), undefined)
  }),
)

rolledBack('connecting needs the password, or a sign-in of the last quarter of an hour; a wrong one counts', (w) =>
  offering(w, ['Microsoft', 'Google'], async (microsoft) => {
    microsoft.accounts.set('kit', {})
    const { visitor: wren } = await join(w)
    for (let i = 0; i < 10; i += 1) await wren.post('/account/employer-accounts/google', { present: `wrong ${i}` })
    assert.match((await wren.post('/account/employer-accounts/google', { present: PASSWORD })).text, /Too many tries/)
    const visitor = w.nobody()
    await thereAndBack({ visitor, account: 'kit', path: `${await freshLink(w)}/with/microsoft` })
    onwardsIn(await visitor.post('/account/employer-accounts/google'))
    w.clock(minutesLater(16))
    assert.match((await visitor.get('/account/employer-accounts/google')).text, /Sign out, sign in again/)
    const late = await visitor.post('/account/employer-accounts/google')
    assert.equal(late.status, 422)
    assert.match(late.text, /Sign out and in again first/)
  }),
)

rolledBack('whoever lacks a second step that their role asks for sets it up before connecting anything', (w) =>
  offering(w, ['Microsoft'], async () => {
    const ruth = await w.as('ruth')
    await w.inCtx(undefined, {}, ({ tx }) => tx.client.query('update people.sessions set strong = false'), 'door')
    for (const answer of [
      await ruth.get('/account/employer-accounts/microsoft'),
      await ruth.post('/account/employer-accounts/microsoft'),
    ]) {
      assert.equal(answer.status, 403)
      assert.match(answer.text, /Add a second step to your sign-in first/)
    }
  }),
)

rolledBack('a leaver’s employer’s account opens nothing any more', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor, person } = await join(w)
    provider.accounts.set('wren', {})
    await connecting(visitor, 'wren')
    await w.inCtx('ruth', {}, (ctx) => closePerson(ctx, person))
    assert.deepEqual(await linked(w), [])
    assert.equal(whyStopped(await signingIn(w.nobody(), 'wren')), 'unknown')
  }),
)

rolledBack('nobody is sent to another site after signing in there', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor } = await join(w)
    provider.accounts.set('wren', {})
    await connecting(visitor, 'wren')
    for (const back of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/sign-out'])
      assert.equal((await signingIn(w.nobody(), 'wren', back)).location, '/sign-in/next?back=%2F', back)
  }),
)

rolledBack('who says no at the provider is back where they can choose another way', (w) =>
  offering(w, ['Microsoft'], async () => {
    const visitor = w.nobody()
    const answer = await thereAndBack({ visitor, account: undefined, path: '/sign-in/with/microsoft' })
    assert.equal(whyStopped(answer), 'declined')
    assert.match((await visitor.get(answer.location!)).text, /You did not go on at Microsoft/)
  }),
)

rolledBack('only accounts of the organisation that was named are let through', (w) =>
  offering(w, ['Google'], async (provider) => {
    provider.entry.hostedDomain = 'larchmead.example'
    const { visitor } = await join(w)
    const path = '/account/employer-accounts/google'
    provider.accounts.set('private', { email: 'wren@larchmead.example' })
    provider.accounts.set('theirs', { hd: 'elsewhere.example' })
    provider.accounts.set('work', { hd: 'Larchmead.example' })
    const why: (string | undefined)[] = []
    for (const account of ['private', 'theirs', 'work'])
      why.push(whyStopped(await thereAndBack({ visitor, account, path, fields: { present: PASSWORD } })))
    assert.deepEqual(why, ['elsewhere', 'elsewhere', undefined])
    assert.deepEqual(
      (await linked(w)).map((one) => one.subject),
      ['work'],
    )
  }),
)

rolledBack('a page that is loaded again does no harm', (w) =>
  offering(w, ['Microsoft'], async (provider) => {
    const { visitor, person } = await join(w)
    provider.accounts.set('wren', {})
    await connecting(visitor, 'wren')
    const later = w.nobody()
    const door = await there({ visitor: later, account: 'wren', path: '/sign-in/with/microsoft' })
    assert.equal((await later.get(door)).location, '/sign-in/next?back=%2F')
    assert.equal((await later.get(door)).location, '/', 'someone who is in goes on')
    assert.deepEqual(await whoIs(w, later), { person, strong: false })
  }),
)
