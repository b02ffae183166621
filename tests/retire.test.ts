// When rows go: each table says it in words and as a rule (tests/schema.test.ts asks for both). The two agree, the rule
// names what is there, and no row that goes is held by one that stays. What retire-data then does is proved in
// src/operations/retire.test.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from '../src/app.ts'
import type { TableNote } from '../src/kernel/module.ts'
import {
  carriedOut,
  retireInWords,
  rulesOf,
  SETTING_LEFT,
  spanInWords,
  whileEnrolled,
  type CarriedOut,
  type Span,
} from '../src/kernel/retire.ts'
import { kernelTables } from '../src/kernel/tables.ts'
import { dueIn, tableNotes } from '../src/operations/retire-rules.ts'
import { tablesOf, type Table } from '../src/operations/rows.ts'
import { schemas } from '../src/operations/backup.ts'
import { world } from './world.ts'

const notes = new Map<string, TableNote>([
  ...Object.entries(kernelTables),
  ...modules.flatMap((module) => Object.entries(module.tables)),
])

async function tables(): Promise<Table[]> {
  const client = await (await world()).real.ownerPool.connect()
  try {
    return await tablesOf(client, schemas)
  } finally {
    client.release()
  }
}

test('only what is nobody’s personal data stays for ever', () => {
  const kept = [...notes].filter(
    ([, note]) => rulesOf(note.retire).some((rule) => 'never' in rule) && !/^none\b/.test(note.whose),
  )
  assert.deepEqual(
    kept.map(([name]) => name),
    [],
    'these hold personal data and say that they stay',
  )
})

const NUMBERS = ['a', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** The spans that words name: `6 years`, `six years`, `a day`. What happens within a day is no matter of keeping. */
export function spansIn(words: string): string[] {
  return [...words.matchAll(/(?<!\bnot )\b(\d+|[a-z]+) (day|month|year)s?\b/gi)].flatMap(([, count = '', unit]) => {
    const n = /^\d+$/.test(count) ? Number(count) : NUMBERS.indexOf(count.toLowerCase().replace(/^(an|one)$/, 'a')) + 1
    return n > 0 ? [`${n} ${unit!.toLowerCase()}${n === 1 ? '' : 's'}`] : []
  })
}

const spansOf = (rules: readonly CarriedOut[]): string[] =>
  rules.flatMap((rule) => ('after' in rule ? [spanInWords(rule.after)] : []))

test('words and rule say the same', () => {
  assert.deepEqual(spansIn('While open, then six years, or 14 days, a year, 1 day'), [
    '6 years',
    '14 days',
    '1 year',
    '1 day',
  ])
  assert.deepEqual(spansIn('while it is shared, and not a day longer; made anew each night'), [])
  const wrong: string[] = []
  for (const [name, { keep, retire }] of notes) {
    const rules = carriedOut(retire)
    const [said, done] = [new Set(spansIn(keep)), new Set(spansOf(rules))]
    for (const span of done)
      if (!said.has(span)) wrong.push(`${name}: the rule says ${span}, the words “${keep}” do not`)
    for (const span of said) if (!done.has(span)) wrong.push(`${name}: the words say ${span}, no rule does`)
    const left = rules.some((rule) => 'after' in rule && rule.from === SETTING_LEFT)
    if (left && !/\b(enrolled|left)\b/i.test(keep)) wrong.push(`${name}: “${keep}” does not speak of leaving`)
    if (rules.some((rule) => 'later' in rule) && !/\bafter the next\b/i.test(keep))
      wrong.push(`${name}: “${keep}” does not speak of a later one`)
  }
  assert.deepEqual(wrong, [])
})

test('every rule can be asked of the database as it is', async () => {
  const w = await world()
  const due = dueIn(await tables())
  assert.ok(due.length > 20)
  for (const { table, where } of due)
    await w.real.ownerPool.query(`select count(*) from ${table.name} t where ${where}`, [new Date()])
})

type Pointer = { child: string; parent: string; columns: string[] }

async function pointers(): Promise<Pointer[]> {
  const { rows } = await (
    await world()
  ).real.ownerPool.query<Pointer>(
    `select cn.nspname || '.' || c.relname as child, pn.nspname || '.' || p.relname as parent,
            array(select a.attname::text from unnest(k.conkey::int[]) u join pg_attribute a on a.attrelid = c.oid and a.attnum = u) as columns
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
       join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
      where k.contype = 'f' and cn.nspname = any ($1) and not (c.oid = p.oid and k.confdeltype in ('c', 'n'))`,
    [schemas],
  )
  return rows
}

const DAYS = { days: 1, months: 30, years: 365 }
const daysOf = (span: Span): number => {
  const [unit, n] = Object.entries(span)[0] as [keyof typeof DAYS, number]
  return n * DAYS[unit]
}

type Root = { at: string; rule: CarriedOut }

/** What a rule comes down to: `with` as the rules of the row it belongs to, and whose row each asks about. */
function rootsOf(table: string, rule: CarriedOut): Root[] {
  if ('with' in rule) return carriedOut(notes.get(rule.with)?.retire).flatMap((one) => rootsOf(rule.with, one))
  if ('of' in rule) return [{ at: rule.of, rule }]
  return [{ at: rule.from === SETTING_LEFT ? '' : table, rule }]
}

/** Whether a row that goes by the first has gone by the second at the latest. */
function covers({ at, rule }: Root, other: Root): boolean {
  if (at !== other.at) return false
  if ('after' in rule && 'after' in other.rule && rule.from === SETTING_LEFT)
    return daysOf(other.rule.after) <= daysOf(rule.after)
  return JSON.stringify(rule) === JSON.stringify(other.rule)
}

/** Whether a row of the child is gone whenever this rule takes its parent. */
function goesToo(rule: CarriedOut, { child, parent, columns }: Pointer): boolean {
  const own = carriedOut(notes.get(child)?.retire)
  const together = own.some(
    (one) => 'with' in one && one.with === parent && Object.keys(one.by).every((column) => columns.includes(column)),
  )
  const roots = own.flatMap((one) => rootsOf(child, one))
  return together || rootsOf(parent, rule).every((root) => roots.some((one) => covers(root, one)))
}

test('no row that goes is held back by one that points to it', async () => {
  const held: string[] = []
  for (const pointer of await pointers()) {
    if (pointer.child === pointer.parent) continue
    for (const rule of carriedOut(notes.get(pointer.parent)?.retire))
      if (!goesToo(rule, pointer))
        held.push(
          `${pointer.child} (${pointer.columns.join(', ')}) would hold ${pointer.parent}, which goes ${retireInWords(rule)}: give it the same rule, or { with: '${pointer.parent}', by: … }`,
        )
  }
  assert.deepEqual(held, [])
})

test('a table that points to itself lets its rows go one before another', async () => {
  const wrong = (await pointers()).filter(
    ({ child, parent }) => child === parent && carriedOut(notes.get(parent)?.retire).length > 0,
  )
  assert.deepEqual(wrong, [], 'rows go in parts, so such a key needs `on delete set null` or `on delete cascade`')
})

test('the owner reaches rows to retire them and for nothing else', async () => {
  const w = await world()
  const { rows } = await w.real.ownerPool.query<{ name: string; roles: string[]; qual: string; owner: string }>(
    `select p.schemaname || '.' || p.tablename as name, p.roles::text[] as roles, p.qual, t.tableowner::text as owner
       from pg_policies p join pg_tables t on t.schemaname = p.schemaname and t.tablename = p.tablename
      where p.policyname = 'owner_retires'`,
  )
  const guarded = (await tables()).map((table) => table.name)
  // What says which migrations ran is never copied, counted or retired.
  const found = rows.filter((row) => row.name !== 'kernel.migrations')
  assert.deepEqual(found.map((row) => row.name).toSorted(), guarded.toSorted())
  for (const { name, roles, qual, owner } of found) {
    assert.deepEqual(roles, [owner], name)
    assert.match(qual, /^\(current_setting\('app\.retiring'::text, true\) = 'yes'::text\)$/, name)
  }
  if (w.real.kind === 'server') {
    const seen = await w.real.ownerPool.query('select 1 from people.people')
    assert.equal(seen.rowCount, 0, 'an owner who does not say so sees nobody')
  }
})

test('a rule reads as a sentence would', () => {
  assert.equal(retireInWords(whileEnrolled), '6 years after the setting left')
  assert.equal(
    retireInWords(tableNotes['settings.agreements']?.retire),
    '6 years after the earliest of `ended_at`, `ends_on`',
  )
  assert.equal(
    retireInWords(tableNotes['toolkit.ratings']?.retire),
    'once the row 2 later in `toolkit.cycles` has `review_closed_at`; or 6 years after the setting left',
  )
})
