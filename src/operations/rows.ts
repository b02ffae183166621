// The tables of the house as an operator meets them: which there are, in an order that follows their references, and
// how their rows are read whole without stepping round the policies.
//
// The policies are forced, so even the owner of a table sees no rows of it unless a superuser. A backup therefore
// reads as the doors of the house do: what the queue's clerk or the doorkeeper may see, they read; what belongs to a
// setting is read as the web role reaching the settings, five hundred at a time. Nothing has to be opened, locked or
// owned for that, so it runs beside the server with the web login alone; and a table that no door could read would be
// missed by a backup, so it is refused here by name instead.
import type pg from 'pg'
import { INSTALLATION } from '../kernel/context.ts'
import { MOST_SETTINGS, roleName, type Role } from '../kernel/db.ts'

/** A connection, for statements made from the catalogue rather than written down. */
export type Connection = pg.ClientBase

export type Table = {
  /** `schema.name`, as it is written in statements. */
  name: string
  columns: readonly { name: string; type: string }[]
  after: readonly string[]
  tenant: boolean
}

/** Not copied: the schema itself comes from the migrations. */
export const NOT_COPIED = ['kernel.migrations']

type Found = { name: string; columns: { name: string; type: string }[]; after: string[] }

const TABLES = `
  select n.nspname || '.' || c.relname as name,
         (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
         coalesce((select json_agg(distinct fn.nspname || '.' || f.relname)
            from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
           where k.conrelid = c.oid and k.contype = 'f'), '[]') as after
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any ($1::text[]) and c.relkind = 'r' and n.nspname || '.' || c.relname <> all ($2::text[])
   order by 1`

/** Every table of these schemas, each after those it refers to. */
export async function tablesOf(client: pg.ClientBase, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<Found>(TABLES, [schemas, NOT_COPIED])
  const left = new Map(rows.map((row) => [row.name, row]))
  const ordered: Table[] = []
  while (left.size > 0) {
    const ready = [...left.values()].filter((row) => !row.after.some((name) => left.has(name)))
    if (ready.length === 0)
      throw new Error(`These tables refer to one another in a circle: ${[...left.keys()].join(', ')}`)
    for (const { name, columns, after } of ready) {
      left.delete(name)
      ordered.push({ name, columns, after, tenant: columns.some((column) => column.name === 'setting_id') })
    }
  }
  return ordered
}

/** All settings there are, and the id under which the installation's own audit lines stand. */
export async function everySetting(client: pg.ClientBase): Promise<string[]> {
  await become(client, 'clerk', [])
  const { rows } = await client.query<{ setting_id: string }>('select setting_id from settings.settings order by 1')
  return [INSTALLATION, ...rows.map((row) => row.setting_id)]
}

/** Takes on a role and a reach for the rest of the transaction. */
export async function become(client: pg.ClientBase, role: Role, settings: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database()::text as name')
  const name = role === 'owner' ? 'none' : roleName(rows[0]!.name, role)
  await client.query(
    `select set_config('role', $1, true), set_config('app.settings', $2, true), set_config('app.programmes', '', true), set_config('app.person', '', true)`,
    [name, settings.join(',')],
  )
}

type Way = { role: Role; reach: 'all' | 'settings' }

/** By which door a table can be read whole. */
async function wayInto(client: pg.ClientBase, table: string): Promise<Way> {
  const { rows } = await client.query<{ policyname: string }>(
    `select policyname::text from pg_policies where schemaname || '.' || tablename = $1 and cmd in ('SELECT', 'ALL')`,
    [table],
  )
  const policies = rows.map((row) => row.policyname)
  if (policies.includes('clerk_select')) return { role: 'clerk', reach: 'all' }
  if (policies.includes('door_select')) return { role: 'door', reach: 'all' }
  if (policies.includes('everyone_reads')) return { role: 'web', reach: 'all' }
  if (policies.includes('by_setting')) return { role: 'web', reach: 'settings' }
  throw new Error(`No door of the house can read all of ${table}, so a backup would lack it.`)
}

const AT_ONCE = 500

/** The columns as PostgreSQL writes them in text, exactly: a list of texts and nulls in JSON, made by the database. */
export function rowAsText(table: Table): string {
  return `json_build_array(${table.columns.map(({ name }) => `"${name}"::text`).join(', ')})::text`
}

/** The texts that give back the same value on either engine, whatever the session was set to. */
export const EXACT = `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601';
  set local extra_float_digits = 1; set local bytea_output = 'hex'`

async function* fetchAll(client: pg.ClientBase, table: Table, expression: string): AsyncGenerator<string[]> {
  await client.query(`declare reading no scroll cursor for select ${expression} as line from ${table.name}`)
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${AT_ONCE} from reading`)
    if (rows.length > 0) yield rows.map((row) => row.line)
    if (rows.length < AT_ONCE) break
  }
  await client.query('close reading')
}

function groupsOf(settings: readonly string[]): (readonly string[])[] {
  const count = Math.ceil(settings.length / MOST_SETTINGS)
  return Array.from({ length: count }, (_, at) => settings.slice(at * MOST_SETTINGS, (at + 1) * MOST_SETTINGS))
}

/** Every row of a table in parts, one line of text each, read through the door that may see them. */
export async function* everyRow(
  client: pg.ClientBase,
  table: Table,
  settings: readonly string[],
): AsyncGenerator<string[]> {
  const { role, reach } = await wayInto(client, table.name)
  const groups = reach === 'all' ? [[]] : groupsOf(settings)
  for (const group of groups) {
    await become(client, role, group)
    yield* fetchAll(client, table, rowAsText(table))
  }
}

/** Every row as the owner sees it: when the force of the policies is off, as during a restore. */
export async function* ownRows(client: pg.ClientBase, table: Table): AsyncGenerator<string[]> {
  yield* fetchAll(client, table, rowAsText(table))
}
