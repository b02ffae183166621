// One transaction, one role, one reach: what is undone, what is refused, and that nothing is left behind.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { freshEngine } from '../../tests/world.ts'
import { MOST_SETTINGS, nowhere, transaction } from './db.ts'
import type { Engine } from './engine.ts'
import { Problem } from './problem.ts'
import { query } from './sql.ts'
import { addAuditLine, markNamed } from './store.ts'

const A = '10000000-0000-4000-8000-000000000001'
const B = '10000000-0000-4000-8000-000000000002'
const linesOf = query<{ setting: string }>()(
  z.object({ n: z.number() }),
  'select count(*) as n from kernel.audit_lines where setting_id = :setting',
)
const claim = query<{ name: string }>()(z.object({}), `insert into kernel.marks (name, value) values (:name, 'x')`, {
  onConflict: { marks_pkey: 'kernel.changed-meanwhile' },
})

let engine: Engine
before(async () => {
  engine = await freshEngine()
})
after(() => engine.close())

const line = (setting: string) => ({
  setting,
  at: new Date(),
  person: null,
  person_name: 'A test',
  deed: 'kernel.tried',
  about: null,
  words: 'x',
})
const reaching = (...settings: string[]) => ({ settings, programmes: [], person: null })
const count = (setting: string, ...reach: string[]) =>
  transaction(
    engine,
    { reach: reaching(...reach), readOnly: true },
    async (tx) => (await tx.one(linesOf, { setting })).n,
  )

test('all of a deed is kept, or none of it', async () => {
  await transaction(engine, { reach: reaching(A) }, (tx) => tx.run(addAuditLine, line(A)))
  const fails = transaction(engine, { reach: reaching(A) }, async (tx) => {
    await tx.run(addAuditLine, line(A))
    throw new Error('no')
  })
  await assert.rejects(fails, /no/)
  assert.equal(await count(A, A), 1)
})

test('rows of another setting are not there, and cannot be written', async () => {
  assert.equal(await count(A, B), 0)
  assert.equal(await count(A), 0)
  await assert.rejects(
    transaction(engine, { reach: reaching(B) }, (tx) => tx.run(addAuditLine, line(A))),
    { code: '42501' },
  )
})

test('a read-only transaction cannot write', async () => {
  await assert.rejects(
    transaction(engine, { reach: reaching(A), readOnly: true }, (tx) => tx.run(addAuditLine, line(A))),
    { code: '25006' },
  )
})

test('going to another role and back leaves the reach as it was', async () => {
  await transaction(engine, { reach: reaching(A) }, async (tx) => {
    const inside = await tx.as('web', reaching(B), async () => {
      await tx.run(addAuditLine, line(B))
      return tx.reach.settings
    })
    assert.deepEqual(inside, [B])
    assert.deepEqual([tx.role, tx.reach.settings], ['web', [A]])
    await tx.run(addAuditLine, line(A))
  })
  assert.equal(await count(B, B), 1)
})

test('nothing of a role or reach is left on the connection', async () => {
  await count(A, A)
  const { rows } = await engine.pool.query(
    `select current_setting('role') as role, coalesce(current_setting('app.settings', true), '') as settings`,
  )
  assert.deepEqual(rows[0], { role: 'none', settings: '' })
})

test('a reach takes ids only, and not more than a variable should carry', async () => {
  await assert.rejects(
    transaction(engine, { reach: reaching("x'; reset role; --") }, () => Promise.resolve()),
    /not an id/,
  )
  await assert.rejects(
    transaction(engine, { reach: reaching(...Array.from({ length: MOST_SETTINGS + 1 }, () => A)) }, () =>
      Promise.resolve(),
    ),
    /at most/,
  )
})

test('a broken rule of the database becomes the problem that its statement names', async () => {
  const twice = transaction(engine, { role: 'clerk', reach: nowhere }, async (tx) => {
    await tx.run(claim, { name: 'twice' })
    await tx.run(claim, { name: 'twice' })
  })
  await assert.rejects(twice, (error) => error instanceof Problem || (error as { code?: string }).code === '42501')
})

test('each door may do what its name says and no more', async () => {
  await transaction(engine, { role: 'door', readOnly: true }, (tx) => tx.maybe(markNamed, { name: 'demo' }))
  await assert.rejects(
    transaction(engine, { role: 'clerk' }, (tx) => tx.one(linesOf, { setting: A })),
    { code: '42501' },
  )
  await assert.rejects(
    transaction(engine, { role: 'door' }, (tx) => tx.one(linesOf, { setting: A })),
    { code: '42501' },
  )
})

test('on a server, a statement that tries to leave its role gets nowhere', async () => {
  const escape = transaction(engine, { reach: reaching(A) }, async (tx) => {
    await tx.client.query('reset role')
    return (await tx.client.query('select count(*) from people.people')).rows.length
  })
  if (engine.separated) await assert.rejects(escape, { code: '42501' })
  else assert.equal(await escape, 1) // Embedded, the engine has one login: policies guard against mistakes of ours.
})
