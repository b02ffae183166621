// What retire-data takes away and what it leaves, at the very limit: the rule of each table on either side of its last
// moment, then whole lives of rows on a database of their own, the dry run that changes nothing, and the command.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CLOSED, EXPECTED, HANGING, makeLives, RETIRES_AT, SCHOOL, type Rows } from '../../tests/lives.ts'
import { freshEngine, testConfig } from '../../tests/world.ts'
import { allMigrations } from '../app.ts'
import { INSTALLATION } from '../kernel/context.ts'
import { transaction } from '../kernel/db.ts'
import type { Engine } from '../kernel/engine.ts'
import { migrate } from '../kernel/migrate.ts'
import { carriedOut, SETTING_LEFT, type Span } from '../kernel/retire.ts'
import { findDue, removeDue, type Found } from './retire.ts'
import { dueIn, type Due } from './retire-rules.ts'
import { retireDataCommand } from './retire-command.ts'
import { schemas } from './backup.ts'
import { tablesOf } from './rows.ts'

const NOW = RETIRES_AT
const DAY = 86_400_000

let opening: Promise<Engine> | undefined
const opened = (): Promise<Engine> => (opening ??= freshEngine())
after(async () => (await opening)?.close())

/** As the owner who retires: reaches every row, to make them and to look. */
async function owner(text: string, values: unknown[] = [], on?: Engine): Promise<Rows> {
  return transaction(on ?? (await opened()), { role: 'owner' }, async ({ client }) => {
    await client.query(`select set_config('app.retiring', 'yes', true)`)
    return (await client.query(text, values)).rows as Rows
  })
}

const count = async (table: string, where = 'true'): Promise<number> =>
  Number((await owner(`select count(*) as n from ${table} where ${where}`))[0]!.n)

/** Whether a row with these values, and nothing else in it, would go now. */
async function goes({ table, where }: Due, values: Record<string, string>): Promise<boolean> {
  const columns = table.columns.map(({ name, type }) =>
    name in values ? `'${values[name]}'::${type} as ${name}` : `null::${type} as ${name}`,
  )
  return Boolean(
    (await owner(`select coalesce(${where}, false) as goes from (select ${columns.join(', ')}) t`, [NOW]))[0]!.goes,
  )
}

function earlier(span: Span): Date {
  const then = new Date(NOW)
  if ('days' in span) then.setUTCDate(then.getUTCDate() - span.days)
  if ('months' in span) then.setUTCMonth(then.getUTCMonth() - span.months)
  if ('years' in span) then.setUTCFullYear(then.getUTCFullYear() - span.years)
  return then
}

test('each table lets a row go at the end of its time and not a moment before', async () => {
  const due = await transaction(await opened(), { role: 'owner', readOnly: true }, async ({ client }) =>
    dueIn(await tablesOf(client, schemas)),
  )
  const wrong: string[] = []
  let tried = 0
  for (const one of due)
    for (const rule of carriedOut(one.note.retire)) {
      if (!('after' in rule) || rule.from === SETTING_LEFT || 'of' in rule) continue
      for (const column of [rule.from].flat()) {
        const isDay = one.table.columns.find(({ name }) => name === column)?.type === 'date'
        const last = earlier(rule.after)
        // A day is over at midnight: the day before the limit's is past, the limit's own is not.
        const [past, kept] = isDay
          ? [new Date(last.getTime() - DAY).toISOString().slice(0, 10), last.toISOString().slice(0, 10)]
          : [last.toISOString(), new Date(last.getTime() + 1).toISOString()]
        tried += 1
        if (!(await goes(one, { [column]: past }))) wrong.push(`${one.table.name} keeps ${column} ${past}`)
        if (await goes(one, { [column]: kept })) wrong.push(`${one.table.name} loses ${column} ${kept}`)
      }
      if (await goes(one, {})) wrong.push(`${one.table.name} loses a row that has not begun to age`)
    }
  assert.ok(tried > 12, `${tried} limits were tried`)
  assert.deepEqual(wrong, [])
})

const rowsFound = (found: readonly Found[]): Record<string, number> =>
  Object.fromEntries(found.filter((one) => one.rows > 0).map((one) => [one.table, one.rows]))

test('a dry run finds what is past its time and cannot remove it', async () => {
  await makeLives(owner)
  const lines = await count('kernel.audit_lines')
  assert.deepEqual(rowsFound(await findDue(await opened(), NOW)), EXPECTED)
  assert.deepEqual(rowsFound(await findDue(await opened(), NOW)), EXPECTED, 'and again')
  assert.equal(await count('kernel.audit_lines'), lines)
  assert.equal(await count('people.people'), 3)
})

test('what is past its time goes, children first, and everything else stays', async () => {
  const told: string[] = []
  const removed = await removeDue(await opened(), NOW, (table, gone, of) => told.push(`${table} ${gone}/${of}`))
  assert.deepEqual(rowsFound(removed), EXPECTED)
  assert.ok(told.includes('toolkit.ratings 2/2'), told.join())
  const left = await owner('select id from people.people')
  assert.deepEqual(left.map((row) => row.id!).toSorted(), [CLOSED.kept, CLOSED.open].toSorted())
  for (const table of HANGING) {
    assert.equal(await count(table, `setting_id = '${SCHOOL.gone}'`), 0, `${table} of the school that left`)
    assert.equal(await count(table, `setting_id = '${SCHOOL.kept}'`), 1, `${table} of the school that left a day later`)
    assert.equal(
      await count(table, `setting_id = '${SCHOOL.elsewhere}'`),
      1,
      `${table} of the school in another programme`,
    )
  }
  const cycles = await owner(
    `select c.number, (select count(*) from toolkit.ratings r where r.cycle_id = c.id)::int as ratings,
            (select count(*) from toolkit.records r where r.cycle_id = c.id)::int as records
       from toolkit.cycles c where setting_id = $1 order by number`,
    [SCHOOL.enrolled],
  )
  assert.deepEqual(cycles, [
    { number: 1, ratings: 0, records: 0 },
    { number: 2, ratings: 1, records: 1 },
    { number: 3, ratings: 1, records: 1 },
  ])
  assert.equal(await count('settings.settings'), 4, 'that a school took part stays')
})

test('every setting finds in its audit what went, and the installation what went in all', async () => {
  const lines = await owner(
    `select setting_id, words from kernel.audit_lines where deed = 'kernel.retired' order by words`,
  )
  const of = (setting: string): string[] => lines.filter((row) => row.setting_id === setting).map((row) => row.words!)
  assert.equal(of(SCHOOL.gone).length, HANGING.length)
  assert.ok(of(SCHOOL.gone).every((words) => words.startsWith('1 row of toolkit.')))
  assert.deepEqual(of(SCHOOL.kept), [])
  assert.match(
    of(SCHOOL.enrolled).join('\n'),
    /^2 rows of settings\.agreements removed, whose time was over\. Kept: six years/m,
  )
  const own = of(INSTALLATION)
  assert.match(own.join('\n'), /^2 rows of kernel\.letters removed/m)
  const total = Object.values(EXPECTED).reduce((sum, n) => sum + n, 0)
  assert.match(
    own.join('\n'),
    new RegExp(`^retire-data removed ${total} rows from ${Object.keys(EXPECTED).length} tables$`, 'm'),
  )
})

test('a second run finds nothing and writes nothing', async () => {
  const lines = await count('kernel.audit_lines')
  assert.deepEqual(rowsFound(await removeDue(await opened(), NOW, () => assert.fail('nothing is left to remove'))), {})
  assert.equal(await count('kernel.audit_lines'), lines)
})

test('many rows go in parts, each with its line', async () => {
  await owner(
    `insert into kernel.deeds_done (once, person_id, path, at) select gen_random_uuid(), gen_random_uuid(), '/', '2032-01-01' from generate_series(1, 5001)`,
  )
  const told: number[] = []
  await removeDue(await opened(), NOW, (_table, gone) => told.push(gone))
  assert.deepEqual(told, [5000, 5001])
  assert.equal(await count('kernel.deeds_done'), 0)
})

test('the command says what would go, and removes it only when told that it is meant', async () => {
  const today = await freshEngine()
  const facts = (): Promise<Rows> => owner('select id from kernel.facts_told', [], today)
  try {
    await owner(
      `insert into kernel.facts_told (at, name, about, facts) values (now() - interval '31 days', 'trial.told', gen_random_uuid(), '{}')`,
      [],
      today,
    )
    const told: string[] = []
    const run = retireDataCommand.door!({ ...testConfig(), ownerUrl: 'postgres://the-owner' }, today)
    assert.equal(await run([], (line) => told.push(line)), 0)
    assert.match(told[0]!, /^A dry run: nothing is removed\.$/)
    assert.match(told.join('\n'), /^kernel\.facts_told: 1 row would go \(kept: 30 days\)$/m)
    assert.match(
      told.join('\n'),
      /^Past their time are 1 row of 1 table\. Nothing is past its time in \d+ other tables\.$/m,
    )
    assert.equal((await facts()).length, 1)
    told.length = 0
    assert.equal(await run(['--really'], (line) => told.push(line)), 0)
    assert.match(told.join('\n'), /^kernel\.facts_told: removed 1 row of 1$/m)
    assert.equal((await facts()).length, 0)
  } finally {
    await today.close()
  }
})

test('a login that does not own the tables is told which one is needed', async () => {
  const web = { ...(await opened()), separated: true }
  const run = retireDataCommand.door!({ ...testConfig(), ownerUrl: undefined }, web)
  await assert.rejects(
    run([], () => undefined),
    /Set DATABASE_OWNER_URL/,
  )
})

test('a database made before there was retire-data lets its owner retire as well', async () => {
  const older = await freshEngine()
  try {
    const kernel = allMigrations().find((one) => one.name.endsWith('retire-and-audit.sql'))!
    const { rows } = await older.ownerPool.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_policies where policyname = 'owner_retires' and tablename <> 'migrations'`,
    )
    for (const { name } of rows) await older.ownerPool.query(`drop policy owner_retires on ${name}`)
    await older.ownerPool.query(`drop index kernel.audit_lines_in_order`)
    await older.ownerPool.query(`create index audit_lines_by_time on kernel.audit_lines (setting_id, at desc)`)
    await older.ownerPool.query(`delete from kernel.migrations where module = 'kernel' and name = $1`, [kernel.name])
    assert.deepEqual(await migrate(older, allMigrations()), [`kernel/${kernel.name}`])
    const back = await older.ownerPool.query(
      `select 1 from pg_policies where policyname = 'owner_retires' and tablename <> 'migrations'`,
    )
    assert.equal(back.rowCount, rows.length)
  } finally {
    await older.close()
  }
})
