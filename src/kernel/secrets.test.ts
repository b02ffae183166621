// What is sealed opens only with the same key, purpose and binding; tokens in forms are different each time.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { makeSecrets } from './secrets.ts'
import { formToken, tokenHolds } from './token.ts'

const secrets = makeSecrets(randomBytes(32))

test('what is sealed opens again, for the same purpose and person only', () => {
  const sealed = secrets.seal('totp', 'a secret', 'person 1')
  assert.equal(secrets.open('totp', sealed, 'person 1'), 'a secret')
  assert.equal(secrets.open('totp', sealed, 'person 2'), undefined)
  assert.equal(secrets.open('letter', sealed, 'person 1'), undefined)
  assert.equal(makeSecrets(randomBytes(32)).open('totp', sealed, 'person 1'), undefined)
})

test('a changed byte is noticed, wherever it is', () => {
  const sealed = secrets.seal('letter', 'words')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = changed[at]! ^ 1
    assert.equal(secrets.open('letter', changed), undefined)
  }
  assert.equal(secrets.open('letter', Buffer.alloc(3)), undefined)
})

test('sealing the same words twice gives different bytes', () => {
  assert.notDeepEqual(secrets.seal('letter', 'words'), secrets.seal('letter', 'words'))
})

test('a form token is masked afresh, and holds only with its own cookie', () => {
  const [one, two] = [formToken(secrets, 'cookie'), formToken(secrets, 'cookie')]
  assert.notEqual(one, two)
  assert.ok(tokenHolds(secrets, 'cookie', one) && tokenHolds(secrets, 'cookie', two))
  for (const [cookie, token] of [
    ['other', one],
    [undefined, one],
    ['cookie', ''],
    ['cookie', one.slice(1)],
    ['cookie', undefined],
    ['cookie', ['x']],
  ] as const)
    assert.equal(tokenHolds(secrets, cookie, token), false)
})
