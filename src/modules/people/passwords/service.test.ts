import assert from 'node:assert/strict'
import { test } from 'node:test'
import { COST, hashPassword, isOutdated, isPassword, whyRefused } from './service.ts'

const whose = { name: 'Ruth Adeyemi', email: 'ruth.adeyemi@wealdshire.example' }
const good = 'four otters under bridges'

test('a password is known again, and only that password', async () => {
  const kept = await hashPassword(good)
  assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.equal(await isPassword(good, kept), true)
  assert.equal(await isPassword(good + ' ', kept), false)
  assert.notEqual(await hashPassword(good), kept)
})

test('the same letters typed on another system are the same password', async () => {
  const kept = await hashPassword('caf\u00e9 in the morning')
  assert.equal(await isPassword('cafe\u0301 in the morning', kept), true)
})

test('a hash made at a lower cost still opens, and is due to be made again', async () => {
  const cheap = await hashPassword(good, { ...COST, memory: 8192 })
  assert.equal(await isPassword(good, cheap), true)
  assert.equal(isOutdated(cheap), true)
  assert.equal(isOutdated(await hashPassword(good)), false)
})

async function timed(hash: string | null): Promise<number> {
  const from = performance.now()
  assert.equal(await isPassword('some other words here', hash), false)
  return performance.now() - from
}

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[3]!

test('an account that is not there costs as much work as one that is, and opens nothing', async () => {
  const kept = await hashPassword(good)
  const known: number[] = []
  const unknown: number[] = []
  for (let i = 0; i < 7; i += 1) {
    known.push(await timed(kept))
    unknown.push(await timed(null))
  }
  const ratio = middle(unknown) / middle(known)
  assert.ok(ratio > 0.4 && ratio < 2.5, `ratio of times ${ratio}`)
  assert.equal(await isPassword(good, 'not a hash at all'), false)
})

test('short, common, regular and personal passwords are refused with a reason', async () => {
  const refused: [string, RegExp][] = [
    ['', /Enter a password/],
    ['otters', /12 characters or more/],
    ['x'.repeat(201), /200 characters or fewer/],
    ['qwertyuiop12', /harder to guess/],
    ['password1234', /harder to guess/],
    ['P@ssw0rd2026!', /harder to guess/],
    ['sunshine2026', /harder to guess/],
    ['monkeymonkeymonkey', /harder to guess/],
    ['123456789012', /harder to guess/],
    ['abcdefghijklmn', /harder to guess/],
    ['aaaaaaaaaaaaaa', /harder to guess/],
    ['ruthadeyemi-2026', /name or email/],
    ['Ruth.Adeyemi at school', /name or email/],
  ]
  for (const [password, why] of refused) assert.match((await whyRefused(password, whose)) ?? 'accepted', why, password)
  for (const password of [good, 'correct horse battery staple', 'Zq8-vB2!mK4_tR', 'mae’r ysgol yn wych'])
    assert.equal(await whyRefused(password, whose), undefined, password)
})
