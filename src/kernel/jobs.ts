// Work later, on pg-boss: enqueued in the transaction of the deed that caused it, done once however many processes
// there are, tried again when it fails. Payloads carry ids, never words about people.
import { createRequire } from 'node:module'
import { PgBoss } from 'pg-boss'
import type pg from 'pg'
import { nowhere, roleName, type Tx } from './db.ts'
import type { Engine } from './engine.ts'
import { workDone } from './metrics-kept.ts'

type IDatabase = NonNullable<Extract<ConstructorParameters<typeof PgBoss>[0], object>['db']>

export type Work = { queue: string; cron?: string | undefined; run: (payload: unknown) => Promise<void> }

export type Queue = {
  /** Puts work on a queue in this transaction. */
  enqueue(tx: Tx, queue: string, payload: Record<string, string>): Promise<void>
  /** How each queue stands, whoever works on it. */
  depths(): Promise<Depth[]>
  stop(): Promise<void>
}

export type Depth = {
  queue: string
  waiting: number
  active: number
  /** Given up after all tries. */
  failed: number
  /** Seconds that the oldest piece which may begin has waited. */
  overdue: number
}

const DEPTHS = `
  select name as queue,
         count(*) filter (where state in ('created', 'retry'))::int as waiting,
         count(*) filter (where state = 'active')::int as active,
         count(*) filter (where state = 'failed')::int as failed,
         greatest(0, coalesce(extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry'))), 0))::float8 as overdue
    from queue.job
   where state in ('created', 'retry', 'active', 'failed') and name not like '\\_\\_pgboss%'
   group by name
   order by name`

async function rowsOf(client: pg.ClientBase, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  const answer = (await client.query(text, values)) as unknown as pg.QueryResult | pg.QueryResult[]
  return Array.isArray(answer)
    ? { rows: answer.flatMap((one) => (one.rows ?? []) as unknown[]) }
    : { rows: answer.rows }
}

function bossDatabase(engine: Engine, pool: pg.Pool, role: string | undefined): IDatabase {
  return {
    async executeSql(text, values) {
      const client = await pool.connect()
      let lost: Error | undefined
      try {
        if (role) await client.query(`set role "${role}"`)
        return await rowsOf(client, text, values)
      } catch (error) {
        // pg-boss sends blocks with BEGIN: an aborted one must not go back to the pool.
        await client.query('rollback').catch((e: Error) => (lost = e))
        throw error
      } finally {
        if (role) await client.query('reset role').catch((e: Error) => (lost = e))
        client.release(lost)
      }
    },
    async listen(channel, heard, again) {
      await engine.listen(channel, heard, again)
      again()
      return { close: () => Promise.resolve() }
    },
  }
}

const QUIET = { supervise: false, schedule: false } as const

function bossOn(engine: Engine, pool: pg.Pool, role: string | undefined, more: object): PgBoss {
  const backend = engine.kind === 'embedded' ? ('pglite' as const) : ('postgres' as const)
  const boss = new PgBoss({
    db: bossDatabase(engine, pool, role),
    backend,
    useListenNotify: true,
    schema: 'queue',
    reindex: false,
    ...more,
  })
  return boss
}

const require = createRequire(import.meta.url)

/** What the queue's schema was made by and for: kept as its comment, so that an ordinary start need not look further. */
function stampOf(queues: readonly string[]): string {
  const { version } = require('pg-boss/package.json') as { version: string }
  return `pg-boss ${version}: ${queues.toSorted().join(' ')}`
}

/** As the owner: the queue's own tables, a queue for each kind of work, and the clerk's rights on them. */
export async function prepareQueue(engine: Engine, queues: readonly string[]): Promise<void> {
  const stamp = stampOf(queues)
  const made = await engine.ownerPool.query<{ stamp: string | null }>(
    `select obj_description(to_regnamespace('queue')::oid, 'pg_namespace') as stamp`,
  )
  if (made.rows[0]?.stamp === stamp) return
  const boss = bossOn(engine, engine.ownerPool, undefined, { ...QUIET, migrate: true, useListenNotify: false })
  boss.on('error', () => undefined) // A failed start throws by itself.
  await boss.start()
  try {
    const there = new Set((await boss.getQueues()).map((queue) => queue.name))
    for (const name of queues) {
      if (!there.has(name))
        await boss.createQueue(name, {
          notify: true,
          retryLimit: 8,
          retryDelay: 2,
          retryBackoff: true,
          retentionSeconds: 14 * 86_400,
        })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  const { rows } = await engine.ownerPool.query<{ name: string }>('select current_database() as name')
  const clerk = `"${roleName(rows[0]!.name, 'clerk')}"`
  await engine.ownerPool.query(
    `grant usage on schema queue to ${clerk}; grant select, insert, update, delete on all tables in schema queue to ${clerk};
     grant usage on all sequences in schema queue to ${clerk}; grant execute on all functions in schema queue to ${clerk};
     comment on schema queue is '${stamp.replaceAll("'", "''")}'`,
  )
}

/** Starts the queue; with `works` this process also does the work. Faults go to `onFault`, which logs them. */
export async function startQueue(
  engine: Engine,
  works: readonly Work[],
  onFault: (error: unknown, queue: string) => void,
): Promise<Queue> {
  const { rows } = await engine.pool.query<{ name: string }>('select current_database() as name')
  const role = engine.kind === 'server' ? roleName(rows[0]!.name, 'clerk') : undefined
  const doing = works.length > 0
  const boss = bossOn(engine, engine.pool, role, { migrate: false, supervise: doing, schedule: doing })
  boss.on('error', (error) => onFault(error, 'queue'))
  await boss.start()
  for (const work of works) {
    await boss.work(work.queue, { pollingIntervalSeconds: 5 }, async (jobs: { data: unknown }[]) => {
      for (const job of jobs) {
        try {
          await work.run(job.data)
          workDone.add({ queue: work.queue, outcome: 'done' })
        } catch (error) {
          workDone.add({ queue: work.queue, outcome: 'failed' })
          onFault(error, work.queue)
          throw error
        }
      }
    })
    if (work.cron) await boss.schedule(work.queue, work.cron, {}, { tz: 'Europe/London' })
  }
  return {
    async enqueue(tx, queue, payload) {
      const db: IDatabase = { executeSql: (text, values) => rowsOf(tx.client, text, values) }
      await tx.as('clerk', nowhere, () => boss.send(queue, payload, { db }))
    },
    depths: async () => (await bossDatabase(engine, engine.pool, role).executeSql(DEPTHS)).rows as Depth[],
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
