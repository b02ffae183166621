// Every statement of the house, described by PostgreSQL: it is valid, its answer has the shape declared beside it, it
// reads no column as certain that may be null, and it touches only tables of its own module.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import type { Query } from '../src/kernel/sql.ts'
import { describe, type Column } from './describe.ts'
import { files, root } from './sources.ts'
import { world } from './world.ts'

type Statement = { file: string; name: string; owner: string; query: Query<unknown, unknown> }

async function everyStatement(): Promise<Statement[]> {
  const found: Statement[] = []
  for (const file of [...files('src/**/store.ts'), ...files('src/**/*-store.ts')]) {
    const exported = (await import(join(root, file))) as Record<string, unknown>
    const parts = file.split('/')
    const owner = parts[1] === 'modules' ? parts[2]! : parts[1]!
    for (const [name, value] of Object.entries(exported))
      if (typeof value === 'object' && value !== null && (value as { kind?: string }).kind === 'query')
        found.push({ file, name, owner, query: value as Query<unknown, unknown> })
  }
  return found
}

const statements = await everyStatement()

const NUMBERS = [20, 21, 23, 700, 701]
const TEXTS = [25, 1043, 18, 19, 2950, 1082]
const ARRAYS: Record<number, readonly number[]> = {
  1009: TEXTS,
  2951: TEXTS,
  1182: TEXTS,
  1015: TEXTS,
  1007: NUMBERS,
  1016: NUMBERS,
  1005: NUMBERS,
  1022: NUMBERS,
}

/** Whether a zod shape may stand for a PostgreSQL type as our driver delivers it. */
function fits(shape: z.ZodType, type: number): boolean {
  if (shape instanceof z.ZodNullable || shape instanceof z.ZodOptional) return fits(shape.unwrap() as z.ZodType, type)
  if (type === 114 || type === 3802) return !(shape instanceof z.ZodString || shape instanceof z.ZodDate)
  if (shape instanceof z.ZodArray)
    return ARRAYS[type] !== undefined && ARRAYS[type].some((one) => fits(shape.element as z.ZodType, one))
  if (shape instanceof z.ZodString || shape instanceof z.ZodEnum) return TEXTS.includes(type)
  if (shape instanceof z.ZodLiteral) return TEXTS.includes(type) || NUMBERS.includes(type)
  if (shape instanceof z.ZodNumber) return NUMBERS.includes(type)
  if (shape instanceof z.ZodBoolean) return type === 16
  if (shape instanceof z.ZodDate) return type === 1184
  if (shape instanceof z.ZodUnion) return shape.options.every((option) => fits(option as z.ZodType, type))
  return type === 17 // bytea, as an instance of Buffer
}

const mayBeNull = (shape: z.ZodType): boolean => shape.safeParse(null).success

test('there are statements to prove, and no two share a name with different words', () => {
  assert.ok(statements.length > 20)
  const names = new Map<string, string>()
  for (const { query } of statements) {
    assert.equal(names.get(query.name) ?? query.source, query.source)
    names.set(query.name, query.source)
  }
})

test('every statement answers in the shape declared beside it', async () => {
  const w = await world()
  const nullable = await nullableColumns(w.real.ownerPool)
  // The owner's own connection: the web pool sends ahead without waiting, which our Parse and Describe do not.
  const client = await w.real.ownerPool.connect()
  const wrong: string[] = []
  try {
    for (const { file, name, query } of statements) {
      try {
        const described = await describe(client, query.text)
        wrong.push(...compare(query, described, nullable).map((words) => `${file} ${name}: ${words}`))
      } catch (error) {
        wrong.push(`${file} ${name}: ${(error as Error).message}`)
      }
    }
  } finally {
    client.release()
  }
  assert.deepEqual(wrong, [])
})

async function nullableColumns(pool: { query(text: string): Promise<{ rows: unknown[] }> }): Promise<Set<string>> {
  const { rows } = await pool.query(
    `select a.attrelid::int as t, a.attnum::int as c from pg_attribute a join pg_class k on k.oid = a.attrelid
      where a.attnum > 0 and not a.attisdropped and not a.attnotnull and k.relkind = 'r'`,
  )
  return new Set((rows as { t: number; c: number }[]).map(({ t, c }) => `${t}.${c}`))
}

function compare(
  query: Query<unknown, unknown>,
  described: { columns: Column[] },
  nullable: ReadonlySet<string>,
): string[] {
  const shape = query.row.shape as Record<string, z.ZodType>
  const wrong: string[] = []
  const names = described.columns.map((column) => column.name)
  for (const name of Object.keys(shape)) if (!names.includes(name)) wrong.push(`${name} is declared and not answered`)
  for (const column of described.columns) {
    const declared = shape[column.name]
    if (!declared) wrong.push(`${column.name} is answered and not declared`)
    else if (!fits(declared, column.type))
      wrong.push(`${column.name} is declared as ${declared.constructor.name} and answered as type ${column.type}`)
    else if (column.table !== 0 && nullable.has(`${column.table}.${column.column}`) && !mayBeNull(declared))
      wrong.push(`${column.name} may be null`)
  }
  return wrong
}

test('every statement touches only tables of its own module', async (t) => {
  const w = await world()
  if (w.real.kind === 'server') {
    // PostgreSQL 15 cannot plan without values; the embedded run, which is a later one, has proved it.
    t.diagnostic('proved on the embedded engine')
    assert.equal(w.real.kind, 'server')
    return
  }
  const wrong: string[] = []
  for (const { file, name, query, owner } of statements) {
    const { rows } = await w.real.ownerPool.query<{ 'QUERY PLAN': unknown }>(
      `explain (generic_plan, verbose, format json) ${query.text}`,
    )
    for (const schema of schemasIn(rows[0]!['QUERY PLAN']))
      if (schema !== owner && schema !== 'pg_catalog') wrong.push(`${file} ${name} reaches into ${schema}`)
  }
  assert.deepEqual(wrong, [])
})

function schemasIn(plan: unknown): Set<string> {
  const found = new Set<string>()
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) {
        if (key === 'Schema') found.add(String(value))
        walk(value)
      }
  }
  walk(plan)
  return found
}
