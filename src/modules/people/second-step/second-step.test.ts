// The second step, as people meet it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addSecondStep, codeAt, join, PASSWORD, lettersTo, linkIn } from '../../../../tests/joining.ts'
import { NOW, rolledBack, type Answered, type Held, type Visitor } from '../../../../tests/world.ts'
import { lacksSecondStep, recoveryCodeFrom, recoveryCodeTyped } from './rules.ts'
import { stepOf } from './service.ts'

const secondsLater = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000)
const codesOn = (page: Answered): string[] =>
  [...page.text.matchAll(/<li>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<\/li>/g)].map((match) => match[1]!)

async function withPassword(w: Held, email: string): Promise<Visitor> {
  const visitor = w.nobody()
  const done = await visitor.post('/sign-in', { email, password: PASSWORD, back: '/account' })
  assert.equal(done.location, '/sign-in/code?back=%2Faccount')
  return visitor
}

rolledBack('with a second step the password alone opens nothing, and a code opens once', async (w) => {
  const { visitor: first, email } = await join(w)
  const before = first.cookies.get('session')
  const key = await addSecondStep(first, NOW)
  assert.notEqual(first.cookies.get('session'), before, 'a new token with the second step')
  const visitor = await withPassword(w, email)
  assert.match((await visitor.get('/account')).location ?? '', /^\/sign-in/)
  assert.equal((await visitor.get('/sign-in/code')).status, 200)
  const waiting = visitor.cookies.get('session')
  assert.equal(
    (await visitor.post('/sign-in/code', { code: codeAt(key, NOW) })).status,
    422,
    'the code that set it up is used',
  )
  w.clock(secondsLater(60))
  const code = codeAt(key, secondsLater(60))
  const done = await visitor.post('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}`, back: '/account' })
  assert.equal(done.location, '/sign-in/next?back=%2Faccount')
  assert.notEqual(visitor.cookies.get('session'), waiting)
  assert.equal((await visitor.get('/account')).status, 200)
  const thief = await withPassword(w, email)
  assert.equal(
    (await thief.post('/sign-in/code', { code })).status,
    422,
    'a code seen over a shoulder is worth nothing',
  )
  w.clock(secondsLater(60 + 11 * 60))
  const late = await thief.post('/sign-in/code', { code: codeAt(key, secondsLater(60 + 11 * 60)) })
  assert.equal(late.location, '/sign-in', 'the code is awaited for ten minutes')
})

rolledBack('of two posts with the same code at the same moment one is let in', async (w) => {
  const { visitor: first, email } = await join(w)
  const key = await addSecondStep(first, NOW)
  w.clock(secondsLater(60))
  const both = [await withPassword(w, email), await withPassword(w, email)]
  const code = codeAt(key, secondsLater(60))
  const statuses = await Promise.all(
    both.map(async (visitor) => (await visitor.post('/sign-in/code', { code })).status),
  )
  assert.deepEqual(
    statuses.toSorted((a, b) => a - b),
    [303, 422],
  )
})

rolledBack('ten wrong codes stop the sign-in, also for the right one, and its owner is told', async (w) => {
  const { visitor: first, email } = await join(w)
  const key = await addSecondStep(first, NOW)
  w.clock(secondsLater(60))
  const visitor = await withPassword(w, email)
  for (let i = 0; i < 10; i += 1) assert.equal((await visitor.post('/sign-in/code', { code: 'abc' })).status, 422)
  assert.match(
    (await visitor.post('/sign-in/code', { code: codeAt(key, secondsLater(60)) })).text,
    /Too many codes were wrong/,
  )
  assert.equal((await lettersTo(w, email, /Wrong codes were entered/)).length, 1)
})

rolledBack('recovery codes are shown once, and each opens once', async (w) => {
  const { visitor: first, email } = await join(w)
  const key = await addSecondStep(first, NOW)
  const codes = codesOn(await first.post('/account/recovery-codes', { code: '' }))
  assert.equal(new Set(codes).size, 10)
  assert.equal(codesOn(await first.get('/account/recovery-codes')).length, 0)
  assert.equal((await first.post('/account/recovery-codes', { code: '' })).status, 422, 'new ones need a code')
  const visitor = await withPassword(w, email)
  const done = await visitor.post('/sign-in/recovery-code', {
    code: ` ${codes[3]!.toUpperCase().replaceAll('-', ' ')} `,
  })
  assert.equal(done.status, 303)
  assert.match((await visitor.get('/account')).text, /9 recovery codes left/)
  assert.equal((await (await withPassword(w, email)).post('/sign-in/recovery-code', { code: codes[3]! })).status, 422)
  w.clock(secondsLater(60))
  const renewed = codesOn(await visitor.post('/account/recovery-codes', { code: codeAt(key, secondsLater(60)) }))
  assert.equal(renewed.length, 10)
  assert.equal(
    (await (await withPassword(w, email)).post('/sign-in/recovery-code', { code: codes[4]! })).status,
    422,
    'the earlier ones are gone',
  )
})

rolledBack('a second step is turned off by a code only, and a letter says so', async (w) => {
  const { visitor, email } = await join(w)
  const key = await addSecondStep(visitor, NOW)
  assert.equal((await visitor.post('/account/second-step/removal', { code: '123456' })).status, 422)
  w.clock(secondsLater(60))
  assert.equal(
    (await visitor.post('/account/second-step/removal', { code: codeAt(key, secondsLater(60)) })).location,
    '/account',
  )
  assert.equal((await lettersTo(w, email, /turned off/)).length, 1)
  assert.match((await w.nobody().post('/sign-in', { email, password: PASSWORD })).location!, /^\/sign-in\/next/)
})

rolledBack('a new password by letter still asks for the code', async (w) => {
  const { visitor, email } = await join(w)
  await addSecondStep(visitor, NOW)
  await w.nobody().post('/sign-in/forgotten', { email })
  const fresh = w.nobody()
  const done = await fresh.post(linkIn((await lettersTo(w, email, /new password/))[0]), {
    password: 'nine herons on a wire',
  })
  assert.equal(done.location, '/sign-in/code')
  assert.equal((await fresh.get('/account')).status, 303)
})

rolledBack('a key that belongs to someone else, or that was altered, sets up nothing', async (w) => {
  const { visitor } = await join(w)
  const other = await join(w)
  const shown = await other.visitor.get('/account/second-step')
  const key = /Key: <strong[^>]*>([A-Z2-7 ]+)</.exec(shown.text)![1]!.replaceAll(' ', '')
  const offer = /name="offer" value="([^"]+)"/.exec(shown.text)![1]!
  for (const sent of [offer, 'AAAA', ''])
    assert.equal((await visitor.post('/account/second-step', { offer: sent, code: codeAt(key, NOW) })).status, 422)
})

const at = (seconds: number): Date => new Date(seconds * 1000)

test('the codes of RFC 6238 are known, one step early or late', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' // "12345678901234567890"
  assert.equal(stepOf(secret, '287082', at(59)), 1)
  assert.equal(stepOf(secret, '081804', at(1_111_111_109)), 37_037_036)
  assert.equal(stepOf(secret, '287082', at(59 + 30)), 1)
  assert.equal(stepOf(secret, '287082', at(59 + 60)), undefined)
})

test('recovery codes are read however they are typed, and use no letter twice as often', () => {
  let n = 0
  assert.equal(
    recoveryCodeFrom(() => n++ % 30),
    'abcd-efgh-jkmn',
  )
  assert.equal(recoveryCodeTyped(' ABCD efgh-JKMN '), 'abcd-efgh-jkmn')
  assert.equal(recoveryCodeTyped('abcd-efgh'), undefined)
  const numbers = [255, 254, 240, 239, ...Array.from({ length: 11 }, () => 0)]
  assert.equal(
    recoveryCodeFrom(() => numbers.shift()!),
    '9aaa-aaaa-aaaa',
  )
})

test('a second step is lacking where a place asks for one or a role sees sensitive things', () => {
  const actor = { strong: false, has_second_factor: false, places: [{}] }
  assert.equal(lacksSecondStep(actor), false)
  assert.equal(lacksSecondStep({ ...actor, places: [{}, { needs_second_step: true }] }), true)
  assert.equal(lacksSecondStep({ ...actor, places: [{ sees_sensitive: true }] }), true)
  assert.equal(lacksSecondStep({ ...actor, has_second_factor: true, places: [{ sees_sensitive: true }] }), false)
  assert.equal(lacksSecondStep({ ...actor, strong: true, places: [{ sees_sensitive: true }] }), false)
})
