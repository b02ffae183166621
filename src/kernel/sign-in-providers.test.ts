// The file of sign-in providers: what is safe is read, what is not is refused with a sentence that quotes no secret.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { readProviders } from './sign-in-providers.ts'

const TENANT = '4b0a7d0e-3f0c-4c57-9d43-0d1f2a7c9b11'
const right = {
  key: 'google',
  name: 'Google',
  issuer: 'https://accounts.google.com',
  client_id: 'us',
  client_secret: 'hush-hush-secret',
}

test('a provider is read as it is written', () => {
  const read = readProviders(
    JSON.stringify([
      { ...right, hosted_domain: 'Larchmead.sch.uk', prompt: 'select_account' },
      {
        ...right,
        key: 'microsoft',
        issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        second_step: { amr: ['mfa'] },
      },
      { ...right, key: 'dfe', issuer: 'https://oidc.signin.education.gov.uk', client_authentication: 'post' },
      { ...right, key: 'local', issuer: 'http://127.0.0.1:4000', second_step: { acr: ['urn:two'] } },
    ]),
  )
  assert.ok(typeof read !== 'string', JSON.stringify(read))
  assert.deepEqual(
    read.map((one) => [one.key, one.authentication, one.hostedDomain, one.secondStep]),
    [
      ['google', 'basic', 'larchmead.sch.uk', undefined],
      ['microsoft', 'basic', undefined, { claim: 'amr', values: ['mfa'] }],
      ['dfe', 'post', undefined, undefined],
      ['local', 'basic', undefined, { claim: 'acr', values: ['urn:two'] }],
    ],
  )
})

const WRONG: readonly [object, RegExp][] = [
  [{ issuer: 'http://accounts.google.com' }, /issuer of provider 1 must start with https/],
  [{ issuer: 'http://127.0.0.1.elsewhere.example' }, /must start with https/],
  [{ issuer: 'accounts.google.com' }, /plain address/],
  [{ issuer: 'https://user@accounts.google.com' }, /plain address/],
  [{ issuer: 'https://login.microsoftonline.com/common/v2.0' }, /must name one organisation/],
  [{ issuer: 'https://login.microsoftonline.com/organizations/v2.0' }, /must name one organisation/],
  [{ issuer: 'https://login.microsoftonline.com/larchmead.example/v2.0' }, /must name one organisation/],
  [{ issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' }, /one organisation/],
  [{ issuer: `https://login.microsoftonline.us/common/v2.0` }, /one organisation/],
  [{ key: 'Google Mail' }, /key of provider 1 must be small letters/],
  [{ client_id: '' }, /client_id of provider 1 must not be empty/],
  [{ client_authentication: 'none' }, /basic or post/],
  [{ hosted_domain: 'https://x' }, /hosted_domain of provider 1/],
  [{ prompt: 'none' }, /prompt of provider 1/],
  [{ second_step: true }, /second_step of provider 1 must be/],
  [{ second_step: { amr: [] } }, /second_step/],
  [{ secret: 'hush-hush-secret' }, /field that we do not know/],
]

test('what is not safe or not right is refused, and no sentence quotes a secret', () => {
  for (const [change, sentence] of WRONG) {
    const said = readProviders(JSON.stringify([{ ...right, ...change }]))
    assert.ok(typeof said === 'string', JSON.stringify(change))
    assert.match(said, sentence)
    assert.ok(!said.includes('hush'), said)
  }
  assert.equal(readProviders(JSON.stringify([right, right])), 'two providers have the same key')
  assert.equal(readProviders('{"client_secret": "hush-hush-secret'), 'it is not JSON')
  assert.equal(readProviders('{}'), 'it must be a list of providers')
  assert.deepEqual(readProviders('[]'), [])
})

test('the start is stopped with a sentence that names the variable and the file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'wholeschool-providers-'))
  const path = join(dir, 'providers.json')
  const start = (): unknown => readConfig({ DATA_DIR: dir, SIGN_IN_PROVIDERS: path })
  assert.throws(start, /SIGN_IN_PROVIDERS names .*providers\.json, which cannot be read \(ENOENT\)/)
  writeFileSync(path, JSON.stringify([{ ...right, issuer: 'http://x.example' }]))
  assert.throws(start, /SIGN_IN_PROVIDERS names .* issuer of provider 1 must start with https/)
  writeFileSync(path, JSON.stringify([right]))
  assert.equal(readConfig({ DATA_DIR: dir, SIGN_IN_PROVIDERS: path }).signInProviders[0]!.key, 'google')
  assert.deepEqual(readConfig({ DATA_DIR: dir }).signInProviders, [])
})
