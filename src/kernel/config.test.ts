// A wrong setting stops the start with a sentence that names it.
import assert from 'node:assert/strict'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig, VARIABLES } from './config.ts'

const dir = mkdtempSync(join(tmpdir(), 'wholeschool-config-'))

test('each wrong value is refused by name', () => {
  const wrong: Record<string, string> = {
    PORT: 'http',
    HOST: 'a b',
    DATABASE_URL: 'mysql://x/y',
    PUBLIC_URL: 'ftp://x',
    SECRET_KEY: 'short',
    SMTP_URL: 'http://x',
    LOG_LEVEL: 'loud',
    TRUST_PROXY: 'maybe',
    METRICS_TOKEN: 'a short one',
    SIGN_IN_PROVIDERS: '/nowhere/providers.json',
  }
  for (const [name, value] of Object.entries(wrong))
    assert.throws(() => readConfig({ DATA_DIR: dir, [name]: value }), new RegExp(name), name)
  assert.throws(() => readConfig({ DATA_DIR: dir, DATABASE_OWNER_URL: 'postgres://h/d' }), /DATABASE_URL/)
  for (const name of Object.keys(wrong))
    assert.ok(
      VARIABLES.some((one) => one.name === name),
      name,
    )
})

test('the usual values are those that are documented', () => {
  const config = readConfig({ DATA_DIR: dir })
  assert.deepEqual(
    [config.port, config.host, config.publicUrl, config.production, config.logLevel],
    [3000, '127.0.0.1', 'http://127.0.0.1:3000', false, 'info'],
  )
})

test('the key is made once, for its owner only, and a damaged one is refused', () => {
  const first = readConfig({ DATA_DIR: dir }).secretKey
  assert.deepEqual(readConfig({ DATA_DIR: dir }).secretKey, first)
  assert.equal(statSync(join(dir, 'secret.key')).mode & 0o777, 0o600)
  writeFileSync(join(dir, 'secret.key'), 'broken')
  assert.throws(() => readConfig({ DATA_DIR: dir }), /Put back the file from your backup/)
})
