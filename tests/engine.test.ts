// Both engines answer alike, and one that cannot be used is refused with a sentence that keeps the password to itself.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openEngine, type Engine } from '../src/kernel/engine.ts'
import { startPostgres, type Postgres } from './postgres.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'engine-'))
const onFatal = (why: string): void => assert.fail(why)
let server: Postgres | undefined

before(async () => {
  server = await startPostgres()
})
after(async () => {
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The server, or a loud skip: `npm test` counts it, and fails for it where it is meant to be complete. */
function needsServer(t: TestContext): Postgres | undefined {
  if (!server) t.skip('no PostgreSQL server programs on this machine')
  return server
}

function loginTo({ url }: Postgres, name: string, password: string): string {
  const address = new URL(url)
  address.username = name
  address.password = password
  return address.href
}

async function using(
  options: { databaseUrl?: string; ownerUrl?: string; memory?: boolean },
  f: (e: Engine) => Promise<void>,
) {
  const engine = await openEngine({ dataDir, onFatal, ...options })
  try {
    await f(engine)
  } finally {
    await engine.close()
  }
}

const VALUES = `
  select 1 as small, 7::bigint as big, 1.50::numeric as exact, 'ord'::text as words, true as yes, null::text as nothing,
         date '2026-03-01' as day, array[date '2026-03-01', null] as days, timestamptz '2026-03-01 12:00+01' as at,
         array['a', null]::text[] as list, array[1]::bigint[] as bigs, '{"a": [1]}'::jsonb as document,
         '\\x01ff'::bytea as bytes, '6f2c1b1e-0000-4000-8000-000000000001'::uuid as id, interval '1 day 2 hours' as span`

test('every kind of value arrives the same from both engines', async (t) => {
  const postgres = needsServer(t)
  if (!postgres) return
  const seen: unknown[] = []
  const read = async ({ pool }: Engine): Promise<void> => void seen.push((await pool.query(VALUES)).rows[0])
  await using({ memory: true }, read)
  await using({ databaseUrl: postgres.url }, read)
  assert.deepEqual(seen[0], seen[1])
  assert.equal((seen[0] as { day: string }).day, '2026-03-01')
})

test('a mistake in a statement has the same code on both engines', async (t) => {
  const postgres = needsServer(t)
  if (!postgres) return
  for (const options of [{ memory: true }, { databaseUrl: postgres.url }]) {
    await using(options, async ({ pool }) => {
      await assert.rejects(pool.query('select nonsense'), { code: '42703' })
      await assert.rejects(pool.query('select 1 / $1::int', [0]), { code: '22012' })
    })
  }
})

test('news told by one process is heard by another, also after the server dropped the listener', async (t) => {
  const postgres = needsServer(t)
  if (!postgres) return
  await using({ databaseUrl: postgres.url }, async (engine) => {
    const heard: string[] = []
    const again = Promise.withResolvers<void>()
    const second = Promise.withResolvers<void>()
    await Promise.all([
      engine.listen('news', (payload) => heard.push(payload) === 2 && second.resolve(), again.resolve),
      engine.listen('other', () => {}),
    ])
    await engine.ownerPool.query(`notify news, 'first'`)
    while (heard.length < 1) await pause(5)
    await engine.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like '%listens'`,
    )
    await again.promise
    await engine.pool.query(`notify news, 'second'`)
    await second.promise
    assert.deepEqual(heard, ['first', 'second'])
  })
})

test('an operator learns whether the web login can escape its policies', async (t) => {
  const postgres = needsServer(t)
  if (!postgres) return
  await using({ databaseUrl: postgres.url }, async (engine) => {
    assert.equal(engine.separated, false)
    await engine.pool.query(`
      create role county_owner login password 'o'; create role county_web login noinherit password 'w';
      create role too_near login password 'n' in role county_owner; create role unbound login bypassrls password 'u'`)
  })
  const ownerUrl = loginTo(postgres, 'county_owner', 'o')
  for (const [name, password, separated] of [
    ['county_web', 'w', true],
    ['too_near', 'n', false],
    ['unbound', 'u', false],
    ['county_owner', 'o', false],
  ] as const) {
    const databaseUrl = loginTo(postgres, name, password)
    await using({ databaseUrl, ownerUrl }, async (engine) => assert.equal(engine.separated, separated, name))
  }
})

test('a statement of a page that never ends is stopped, and one of the owner is not', async (t) => {
  const postgres = needsServer(t)
  if (!postgres) return
  await using({ databaseUrl: postgres.url }, async ({ pool, ownerPool }) => {
    const allowed = `select current_setting('statement_timeout') as allowed`
    assert.deepEqual((await pool.query(allowed)).rows, [{ allowed: '30s' }])
    assert.deepEqual((await ownerPool.query(allowed)).rows, [{ allowed: '0' }])
  })
})

test('a database that cannot be used is refused with a sentence, never with the password', async (t) => {
  const postgres = needsServer(t)
  if (!postgres) return
  const deaf = createServer().listen(0, '127.0.0.1')
  await once(deaf, 'listening')
  const { port } = deaf.address() as AddressInfo
  deaf.close()
  await once(deaf, 'close')
  const elsewhere = new URL(postgres.url)
  elsewhere.pathname = '/elsewhere'
  const refused: [string, RegExp][] = [
    [`postgres://postgres:s3cret@127.0.0.1:${port}/x`, new RegExp(`No PostgreSQL answers at 127\\.0\\.0\\.1:${port}`)],
    ['postgres://postgres:s3cret@nowhere.invalid/x', /No machine is called nowhere\.invalid/],
    [loginTo(postgres, 'postgres', 's3cret'), /refused the login in DATABASE_URL/],
    [elsewhere.href, /has no database of the name in DATABASE_URL/],
    ['mysql://root:s3cret@localhost/x', /DATABASE_URL must be an address such as/],
    ['postgres://root:s3cret@localhost:port/x', /DATABASE_URL must be an address such as/],
  ]
  for (const [databaseUrl, sentence] of refused) {
    await assert.rejects(openEngine({ databaseUrl, dataDir, onFatal }), (error: Error) => {
      assert.match(error.message, sentence)
      assert.doesNotMatch(error.message, /s3cret/)
      return true
    })
  }
})
