// Every table of the house: guarded by the same policy, keyed by its setting, indexed where it points, explained.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allMigrations, modules } from '../src/app.ts'
import { migrate } from '../src/kernel/migrate.ts'
import type { TableNote } from '../src/kernel/module.ts'
import { rulesOf } from '../src/kernel/retire.ts'
import { kernelTables } from '../src/kernel/tables.ts'
import { transaction } from '../src/kernel/db.ts'
import { larchmead, alderbourne } from '../seeds/cast.ts'
import { freshEngine, world } from './world.ts'

const notes = new Map<string, TableNote>([
  ...Object.entries(kernelTables),
  ...modules.flatMap((module) => Object.entries(module.tables)),
])
const schemas = ['kernel', ...modules.map((module) => module.name)]
const UNGUARDED = ['kernel.migrations']

type Table = { name: string; secure: boolean; forced: boolean; tenant: boolean }

async function ask<R>(text: string, values: unknown[] = []): Promise<R[]> {
  const w = await world()
  return (await w.real.ownerPool.query(text, values)).rows as R[]
}

function tables(): Promise<Table[]> {
  return ask<Table>(
    `select n.nspname || '.' || c.relname as name, c.relrowsecurity as secure, c.relforcerowsecurity as forced,
            exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'setting_id' and a.attnotnull) as tenant
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = any ($1) order by 1`,
    [schemas],
  )
}

test('every table says why it is kept, whose it is and for how long', async () => {
  const there = (await tables()).map((table) => table.name)
  assert.deepEqual(
    there.filter((name) => !notes.has(name)),
    [],
    'tables without a note',
  )
  assert.deepEqual(
    [...notes.keys()].filter((name) => !there.includes(name)),
    [],
    'notes without a table',
  )
  for (const [name, note] of notes)
    for (const words of [note.purpose, note.whose, note.keep]) assert.ok(words.length > 2, name)
})

const HOW = `Add \`retire\` to its note, beside \`keep\` (src/kernel/retire.ts says which rules there are). For a setting's own
work: retire: whileEnrolled, with the words "As long as the setting is enrolled, then 6 years." Otherwise for example
retire: { after: { days: 30 }, from: 'sent_at' }, { with: 'people.people', by: { person_id: 'id' } },
{ elsewhere: 'which deed removes it, and when' } or { never: 'why it stays' }, or a list of these. Tables without one`

test('every table says when its rows go, as a rule that retire-data carries out or as the deed that does it', () => {
  const silent = [...notes].filter(([, note]) => rulesOf(note.retire).length === 0).map(([name]) => name)
  assert.deepEqual(silent, [], HOW)
  for (const [name, note] of notes)
    for (const rule of rulesOf(note.retire)) {
      const said = 'elsewhere' in rule ? rule.elsewhere : 'never' in rule ? rule.never : 'a rule'
      assert.ok(said.length > 5, `${name} gives no reason`)
    }
})

test('every table is guarded by forced policies', async () => {
  const open = (await tables()).filter((table) => !(table.secure && table.forced) && !UNGUARDED.includes(table.name))
  assert.deepEqual(open, [])
})

test('a table without a setting says why', async () => {
  const silent = (await tables()).filter((table) => !table.tenant && !notes.get(table.name)?.installation)
  assert.deepEqual(
    silent.map((table) => table.name),
    [],
  )
})

test('every key of a tenant table carries its setting', async () => {
  const tenant = (await tables())
    .filter((table) => table.tenant && !notes.get(table.name)?.installation)
    .map((table) => table.name)
  const keys = await ask<{ name: string; table: string; columns: string[] }>(
    `select i.relname as name, n.nspname || '.' || c.relname as table,
            array(select a.attname::text from unnest(x.indkey::int[]) k join pg_attribute a on a.attrelid = c.oid and a.attnum = k) as columns
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
      where x.indisunique and n.nspname || '.' || c.relname = any ($1)`,
    [tenant],
  )
  assert.deepEqual(
    keys.filter((key) => !key.columns.includes('setting_id')),
    [],
  )
})

type Pointer = { name: string; table: string; target: string; columns: string[] }

function pointers(): Promise<Pointer[]> {
  return ask<Pointer>(
    `select k.conname as name, n.nspname || '.' || c.relname as table, tn.nspname || '.' || t.relname as target,
            array(select a.attname::text from unnest(k.conkey::int[]) with ordinality u(n, o) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.n order by o) as columns
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
      where k.contype = 'f' and n.nspname = any ($1)`,
    [schemas],
  )
}

test('what points from one tenant table to another carries the setting, and points only within its module or to settings', async () => {
  const tenant = new Set((await tables()).filter((table) => table.tenant).map((table) => table.name))
  const wrong = (await pointers()).filter(({ table, target, columns }) => {
    const [from, to] = [table.split('.')[0], target.split('.')[0]]
    return (
      (from !== to && to !== 'settings') || (tenant.has(table) && tenant.has(target) && !columns.includes('setting_id'))
    )
  })
  assert.deepEqual(wrong, [])
})

test('every foreign key has an index that begins with its columns', async () => {
  const indexes = await ask<{ table: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as table,
            array(select a.attname::text from unnest(x.indkey::int[]) with ordinality u(n, o) join pg_attribute a on a.attrelid = c.oid and a.attnum = u.n order by o) as columns
       from pg_index x join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1)`,
    [schemas],
  )
  const covered = ({ table, columns }: Pointer): boolean =>
    indexes.some(
      (index) =>
        index.table === table && columns.every((column) => index.columns.slice(0, columns.length).includes(column)),
    )
  assert.deepEqual(
    (await pointers()).filter((one) => !covered(one)),
    [],
  )
})

test('no policy asks a question of another table', async () => {
  const policies = await ask<{ name: string; test: string }>(
    `select schemaname || '.' || tablename || ' ' || policyname as name, coalesce(qual, '') || ' ' || coalesce(with_check, '') as test
       from pg_policies where schemaname = any ($1)`,
    [schemas],
  )
  assert.ok(policies.length > 10)
  assert.deepEqual(
    policies.filter((policy) => /\bselect\b/i.test(policy.test)),
    [],
  )
})

test('our roles own nothing, bypass nothing and cannot sign in', async () => {
  const roles = await ask<{ rolname: string; safe: boolean; owns: number }>(
    `select r.rolname, not (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb) as safe,
            (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
       from pg_roles r where r.rolname in (current_database() || '_web', current_database() || '_door', current_database() || '_clerk', current_database() || '_rater')`,
  )
  assert.equal(roles.length, 4)
  for (const role of roles)
    assert.deepEqual({ safe: role.safe, owns: role.owns }, { safe: true, owns: 0 }, role.rolname)
})

test('a transaction sees the rows of its setting, none without one, and can write no other', async () => {
  const w = await world()
  const published = await ask<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_policies where policyname = 'by_setting'`,
  )
  assert.ok(published.length > 15)
  let seen = 0
  for (const { name } of published) {
    const count = (settings: string[], condition: string): Promise<number> =>
      transaction(w.real, { reach: { settings, programmes: [], person: null }, readOnly: true }, async (tx) =>
        Number((await tx.client.query(`select count(*) as n from ${name} where ${condition}`)).rows[0].n),
      )
    assert.equal(await count([], 'true'), 0, `${name} shows rows to nobody`)
    assert.equal(
      await count([larchmead.setting], `setting_id <> '${larchmead.setting}'`),
      0,
      `${name} shows another setting's rows`,
    )
    seen += await count([larchmead.setting], 'true')
  }
  assert.ok(seen > 50, 'the county has rows to prove this with')
})

test('a row cannot be moved to, or made in, a setting out of reach', async () => {
  const w = await world()
  const trespass = transaction(
    w.real,
    { reach: { settings: [larchmead.setting], programmes: [], person: null } },
    (tx) =>
      tx.client.query(`update settings.places set setting_id = $1 where setting_id = $2`, [
        alderbourne.setting,
        larchmead.setting,
      ]),
  )
  await assert.rejects(trespass, { code: '42501' })
})

test('migrating again changes nothing, and a changed file is refused', async () => {
  const engine = await freshEngine()
  try {
    assert.deepEqual(await migrate(engine, allMigrations()), [])
    const [first, ...rest] = allMigrations()
    await assert.rejects(
      migrate(engine, [{ ...first!, text: first!.text + '\n-- changed' }, ...rest]),
      /was changed after it ran/,
    )
  } finally {
    await engine.close()
  }
})
