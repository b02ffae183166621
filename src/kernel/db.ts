// One transaction with a role and a reach. The role says what kind of door this is, the reach says whose rows:
// both end with the transaction. Nothing in the house runs a statement outside one.
import type pg from 'pg'
import type { Engine } from './engine.ts'
import { transactions, transactionSeconds } from './metrics-kept.ts'
import { Problem } from './problem.ts'
import { bind, type Param, type Query } from './sql.ts'

/**
 * `web`: people signed in. `door`: who is this? `clerk`: the queue and letters. `rater`: someone with a link and no
 * account, who may put answers in and take none out. `owner`: migrations, operations.
 */
export type Role = 'web' | 'door' | 'clerk' | 'rater' | 'owner'

export type Reach = {
  settings: readonly string[]
  programmes: readonly string[]
  person: string | null
  /** The trusts whose office this is: what schools of theirs share with them. */
  trusts?: readonly string[]
  /** The day in London: what is shared until a day before it is read no more. The database's own day when absent. */
  today?: string | undefined
  /** In the role `rater`: the hash of the link that someone holds. */
  link?: Buffer | undefined
}

export const nowhere: Reach = { settings: [], programmes: [], person: null }

/** More settings than this in a variable makes every statement slow: such pages read published rows instead. */
export const MOST_SETTINGS = 500

export type Tx = {
  /** The row, which must be there: a fault of ours when it is not. */
  one<P extends Record<string, Param>, R>(statement: Query<P, R>, params: P): Promise<R>
  maybe<P extends Record<string, Param>, R>(statement: Query<P, R>, params: P): Promise<R | undefined>
  many<P extends Record<string, Param>, R>(statement: Query<P, R>, params: P): Promise<R[]>
  /** For changes that answer nothing: how many rows changed. */
  run<P extends Record<string, Param>, R>(statement: Query<P, R>, params: P): Promise<number>
  /** Asks several things, none of which needs another's answer: to a server they travel in one go, in this order. */
  together<const S extends Steps>(steps: S): Promise<AnswersOf<S>>
  /** Does something in another role and comes back to this one and its reach. */
  as<T>(role: Role, reach: Reach, f: () => Promise<T>): Promise<T>
  /** Changes role and reach for the rest of the transaction. Only the kernel: from the door to the person's own reach. */
  become(role: Role, reach: Reach): Promise<void>
  readonly role: Role
  readonly reach: Reach
  readonly readOnly: boolean
  /** The connection itself, for the queue's own statements. Only kernel/jobs.ts and kernel/migrate.ts may. */
  readonly client: pg.ClientBase
}

const ROLE_NAMES = new WeakMap<pg.Pool, Promise<string>>()

/** Role names carry the database's name, so that two installations on one server stay apart. */
export function roleName(database: string, role: Role): string {
  return `${database}_${role}`
}

async function databaseOf(pool: pg.Pool): Promise<string> {
  let name = ROLE_NAMES.get(pool)
  if (!name) {
    name = pool.query<{ name: string }>('select current_database() as name').then((r) => r.rows[0]!.name)
    ROLE_NAMES.set(pool, name)
    name.catch(() => ROLE_NAMES.delete(pool))
  }
  return name
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function listOf(ids: readonly string[]): string {
  for (const id of ids) if (!UUID.test(id)) throw new Error('A reach holds something that is not an id')
  return ids.join(',')
}

const ENTER = {
  name: 'kernel_enter',
  text: `select set_config('role', $1, true), set_config('app.settings', $2, true), set_config('app.programmes', $3, true), set_config('app.person', $4, true), set_config('app.link', $5, true), set_config('app.trusts', $6, true), set_config('app.today', $7, true)`,
}

async function enter(client: pg.ClientBase, database: string, role: Role, reach: Reach): Promise<void> {
  if (reach.settings.length > MOST_SETTINGS)
    throw new Error(`A transaction may reach ${MOST_SETTINGS} settings at most`)
  const name = role === 'owner' ? 'none' : roleName(database, role)
  const values = [
    name,
    listOf(reach.settings),
    listOf(reach.programmes),
    reach.person ?? '',
    reach.link?.toString('hex') ?? '',
    listOf(reach.trusts ?? []),
    reach.today ?? '',
  ]
  await client.query({ ...ENTER, values })
}

type Steps = readonly (() => Promise<unknown>)[]
type AnswersOf<S extends Steps> = { -readonly [K in keyof S]: Awaited<ReturnType<S[K]>> }

/** Sent without waiting for one another where the connection can (a server's); one by one where it cannot. */
async function together<const S extends Steps>(client: pg.ClientBase, steps: S): Promise<AnswersOf<S>> {
  const pipelined = (client as Partial<pg.Client>).pipeline === true
  const done: unknown[] = pipelined ? await Promise.all(steps.map((step) => step())) : []
  if (!pipelined) for (const step of steps) done.push(await step())
  return done as AnswersOf<S>
}

type PostgresError = Error & { code?: string; constraint?: string }

function explain(error: unknown, onConflict: Readonly<Record<string, string>>): unknown {
  const { constraint } = error as PostgresError
  const code = constraint === undefined ? undefined : onConflict[constraint]
  return code === undefined ? error : new Problem(code)
}

function makeTx(client: pg.ClientBase, database: string, start: { role: Role; reach: Reach; readOnly: boolean }): Tx {
  const now = { role: start.role, reach: start.reach }
  async function send<P, R>(statement: Query<P, R>, params: P): Promise<pg.QueryResult> {
    try {
      return await client.query({ name: statement.name, text: statement.text, values: bind(statement, params) })
    } catch (error) {
      throw explain(error, statement.onConflict)
    }
  }
  const become = async (role: Role, reach: Reach): Promise<void> => {
    await enter(client, database, role, reach)
    now.role = role
    now.reach = reach
  }
  return {
    client,
    readOnly: start.readOnly,
    get role() {
      return now.role
    },
    get reach() {
      return now.reach
    },
    become,
    async one(statement, params) {
      const row = (await send(statement, params)).rows[0]
      if (row === undefined) throw new Error(`No row from: ${statement.source.trim().slice(0, 120)}`)
      return row
    },
    async maybe(statement, params) {
      return (await send(statement, params)).rows[0]
    },
    async many(statement, params) {
      return (await send(statement, params)).rows
    },
    async run(statement, params) {
      return (await send(statement, params)).rowCount ?? 0
    },
    together: (steps) => together(client, steps),
    async as(role, reach, f) {
      const before = { ...now }
      await become(role, reach)
      const done = await f()
      // Not in a finally: after an error the transaction is over, and nothing more can be said in it.
      await become(before.role, before.reach)
      return done
    },
  }
}

export type TransactionOptions = { role?: Role; reach?: Reach; readOnly?: boolean }

/** Runs `f` in one transaction: all of it is kept, or none. A read-only one is always rolled back. */
export async function transaction<T>(
  engine: Pick<Engine, 'pool' | 'ownerPool'>,
  options: TransactionOptions,
  f: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { role = 'web', reach = nowhere, readOnly = false } = options
  const pool = role === 'owner' ? engine.ownerPool : engine.pool
  const database = await databaseOf(pool)
  const began = performance.now()
  const client = await pool.connect().catch((error: unknown) => {
    transactions.add({ role, outcome: 'no-connection' })
    throw error
  })
  let broken: Error | undefined
  let outcome: 'read' | 'kept' | 'undone' = 'undone'
  try {
    await together(client, [
      () => client.query(readOnly ? 'begin read only' : 'begin'),
      () => enter(client, database, role, reach),
    ])
    const done = await f(makeTx(client, database, { role, reach, readOnly }))
    await client.query(readOnly ? 'rollback' : 'commit')
    outcome = readOnly ? 'read' : 'kept'
    return done
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    client.release(broken)
    transactions.add({ role, outcome })
    transactionSeconds.observe({ role }, (performance.now() - began) / 1000)
  }
}
