// Plain SQL files, numbered per module, forward only, run in level order under an advisory lock. A file that was run
// is never changed (its digest is kept). Lines that begin with `--!` write the policies, so that all are the same:
//   --! tenant TABLE [deeds]      rows of the settings this transaction reaches
//   --! published TABLE [deeds]   the same, and readable by the programmes that it reaches
//   --! trust TABLE               the same as tenant, and until the day in `until` readable by the trusts that it reaches
//   --! until TABLE               a published table that has such a day: read until then, and no longer
//   --! counted TABLE             numbers about a programme that name no setting: readable by the programmes it reaches
//   --! office TABLE [deeds]      rows of a programme's own office: for the programmes that it reaches
//   --! person TABLE COLUMN deeds rows of the person acting
//   --! reference TABLE           everyone signed in may read
//   --! linked TABLE deeds        rows of the link that a rater holds: its hash in the column `link`
//   --! role ROLE TABLE deeds     another door of ours, all rows
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { roleName, transaction } from './db.ts'
import type { Engine } from './engine.ts'
import { migrationsRun } from './store.ts'

export type Migration = { module: string; name: string; text: string }

const ROLES = ['web', 'door', 'clerk', 'rater'] as const
const ALL = ['select', 'insert', 'update', 'delete']
const LOCK = 8_110_318

const settingsReached = `setting_id = any (string_to_array(nullif(current_setting('app.settings', true), ''), ',')::uuid[])`
const programmesReached = `programme_id = any (string_to_array(nullif(current_setting('app.programmes', true), ''), ',')::uuid[])`
const trustsReached = `trust_id = any (string_to_array(nullif(current_setting('app.trusts', true), ''), ',')::uuid[])`
const notYetOver = `until >= coalesce(nullif(current_setting('app.today', true), '')::date, current_date)`
const linkHeld = `link = decode(nullif(current_setting('app.link', true), ''), 'hex')`

/** The migration files of one module's folder, in order. */
export function migrationsIn(module: string, folder: string): Migration[] {
  const path = join(folder, 'migrations')
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ module, name, text: readFileSync(join(path, name), 'utf8') }))
}

/** The policies bind the owner too. Only where it says that it is retiring (operations/retire.ts) it reaches rows. */
const OWNER = `to current_user using (current_setting('app.retiring', true) = 'yes')`

const secure = (table: string): string =>
  `alter table ${table} enable row level security; alter table ${table} force row level security;
   drop policy if exists owner_retires on ${table}; create policy owner_retires on ${table} ${OWNER};`

function grantTo(role: string, table: string, deeds: readonly string[]): string {
  return `grant ${deeds.join(', ')} on ${table} to {${role}};`
}

function policy(name: string, table: string, role: string, deed: string, test: string): string {
  const using = deed === 'insert' ? '' : ` using (${test})`
  const check = deed === 'insert' || deed === 'update' || deed === 'all' ? ` with check (${test})` : ''
  return `create policy ${name} on ${table} for ${deed} to {${role}}${using}${check};`
}

function deedsFrom(words: readonly string[]): string[] {
  if (words.length === 0) return ALL
  for (const word of words) if (!ALL.includes(word)) throw new Error(`A policy line names ${word}, which is not a deed`)
  return [...words]
}

function expandLine(line: string): string {
  const [kind, ...rest] = line.slice(3).trim().split(/\s+/)
  if (kind === 'role') {
    const [role = '', table = '', ...deeds] = rest
    const each = deedsFrom(deeds)
    const rules = each.map((deed) => policy(`${role}_${deed}`, table, role, deed, 'true'))
    return [secure(table), grantTo(role, table, each), ...rules].join('\n')
  }
  const [table = '', ...more] = rest
  if (kind === 'reference')
    return [
      secure(table),
      grantTo('web', table, ['select']),
      policy('everyone_reads', table, 'web', 'select', 'true'),
    ].join('\n')
  if (kind === 'counted')
    return [
      secure(table),
      grantTo('web', table, ['select']),
      policy('by_programme', table, 'web', 'select', programmesReached),
    ].join('\n')
  if (kind === 'until') return `alter policy by_programme on ${table} using (${programmesReached} and ${notYetOver});`
  if (kind === 'trust')
    return [
      secure(table),
      grantTo('web', table, deedsFrom(more)),
      policy('by_setting', table, 'web', 'all', settingsReached),
      policy('by_trust', table, 'web', 'select', `${trustsReached} and ${notYetOver}`),
    ].join('\n')
  if (kind === 'office')
    return [
      secure(table),
      grantTo('web', table, deedsFrom(more)),
      policy('by_programme', table, 'web', 'all', programmesReached),
    ].join('\n')
  if (kind === 'linked') {
    const each = deedsFrom(more)
    const rules = each.map((deed) => policy(`by_link_${deed}`, table, 'rater', deed, linkHeld))
    return [secure(table), grantTo('rater', table, each), ...rules].join('\n')
  }
  if (kind === 'tenant' || kind === 'published') {
    const grant = grantTo('web', table, deedsFrom(more))
    const reads = kind === 'published' ? [policy('by_programme', table, 'web', 'select', programmesReached)] : []
    return [secure(table), grant, policy('by_setting', table, 'web', 'all', settingsReached), ...reads].join('\n')
  }
  if (kind === 'person') {
    const [column = '', ...deeds] = more
    const own = `${column} = nullif(current_setting('app.person', true), '')::uuid`
    return [secure(table), grantTo('web', table, deedsFrom(deeds)), policy('by_person', table, 'web', 'all', own)].join(
      '\n',
    )
  }
  throw new Error(`Not a policy line: ${line}`)
}

function expand(text: string, database: string): string {
  const sql = text.replace(/^--!.*$/gm, expandLine)
  return sql.replace(
    /\{(web|door|clerk|rater)\}/g,
    (_, role: (typeof ROLES)[number]) => `"${roleName(database, role)}"`,
  )
}

async function prepare(client: pg.ClientBase, database: string, webLogin: string | undefined): Promise<void> {
  for (const role of ROLES) {
    const name = roleName(database, role)
    const there = await client.query('select 1 from pg_roles where rolname = $1', [name])
    if (there.rowCount === 0) await client.query(`create role "${name}" nologin nosuperuser nobypassrls noinherit`)
    if (webLogin) {
      const member = await client.query(
        `select pg_has_role($1, $2, 'member') and not (select rolsuper from pg_roles where rolname = $1) as is`,
        [webLogin, name],
      )
      if (!member.rows[0].is) await client.query(`grant "${name}" to "${webLogin.replaceAll('"', '""')}"`)
    }
  }
  await client.query(`create schema if not exists kernel`)
  await client.query(
    `create table if not exists kernel.migrations (module text, name text, digest text not null, applied_at timestamptz not null default now(), primary key (module, name))`,
  )
}

async function openSchema(client: pg.ClientBase, database: string, schema: string): Promise<void> {
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`revoke all on schema ${schema} from public`)
  for (const role of ROLES) await client.query(`grant usage on schema ${schema} to "${roleName(database, role)}"`)
}

async function runOne(client: pg.ClientBase, database: string, migration: Migration): Promise<boolean> {
  const { module, name, text } = migration
  const digest = createHash('sha256').update(text).digest('hex')
  const known = await client.query<{ digest: string }>(
    'select digest from kernel.migrations where module = $1 and name = $2',
    [module, name],
  )
  if (known.rows[0]) {
    if (known.rows[0].digest !== digest)
      throw new Error(`Migration ${module}/${name} was changed after it ran. Put it back and add a new one.`)
    return false
  }
  await client.query('begin')
  try {
    await client.query(expand(text, database))
    await client.query('insert into kernel.migrations (module, name, digest) values ($1, $2, $3)', [
      module,
      name,
      digest,
    ])
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${module}/${name} was not applied`, { cause: error })
  }
}

/** Brings the schema up to date as the owner; returns the names of what ran. Two at once: one works, one finds nothing. */
export async function migrate(engine: Engine, migrations: readonly Migration[]): Promise<string[]> {
  const login =
    engine.kind === 'server'
      ? (await engine.pool.query<{ login: string }>('select session_user as login')).rows[0]?.login
      : undefined
  const client = await engine.ownerPool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const database = (await client.query<{ name: string }>('select current_database() as name')).rows[0]!.name
    await prepare(client, database, login)
    const ran: string[] = []
    for (const module of new Set(migrations.map((m) => m.module))) await openSchema(client, database, module)
    for (const migration of migrations) {
      if (await runOne(client, database, migration)) ran.push(`${migration.module}/${migration.name}`)
    }
    return ran
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined) // A lost connection has let go of it.
    client.release()
  }
}

/** Which migrations a database still lacks; for /readyz, and for a process whose login may not migrate. */
export async function missingMigrations(engine: Engine, migrations: readonly Migration[]): Promise<string[]> {
  const there = await transaction(engine, { role: 'door', readOnly: true }, (tx) => tx.many(migrationsRun, {})).catch(
    () => [],
  )
  const keys = new Set(there.map((row) => row.key))
  return migrations.map((m) => `${m.module}/${m.name}`).filter((key) => !keys.has(key))
}
