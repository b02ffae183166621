// What /metrics says beside what was counted: how deep the queue is, which letters wait, the connections, the process.
// Asked for at the moment somebody reads; a database that does not answer is a number too, not a failure.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { transaction } from './db.ts'
import type { House } from './house.ts'
import { meters, type Gauge } from './metrics.ts'
import { waitingLetters } from './store.ts'
import { within } from './within.ts'

const ANSWERS_WITHIN = 4000

let delays: ReturnType<typeof monitorEventLoopDelay> | undefined

/** From now on the event loop's delays are noted. */
export function watchEventLoop(): void {
  if (delays) return
  delays = monitorEventLoopDelay({ resolution: 20 })
  delays.enable()
}

const one = (name: string, help: string, value: number, type: Gauge['type'] = 'gauge'): Gauge => ({
  name,
  help,
  type,
  samples: [{ value }],
})

function processGauges(): Gauge[] {
  const memory = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    one('process_resident_memory_bytes', 'Memory of the process as the system sees it', memory.rss),
    one('nodejs_heap_size_total_bytes', 'Heap that the process holds', memory.heapTotal),
    one('nodejs_heap_size_used_bytes', 'Heap that is in use', memory.heapUsed),
    one('nodejs_external_memory_bytes', 'Memory outside the heap', memory.external),
    one('process_cpu_seconds_total', 'Seconds of the processor', (user + system) / 1e6, 'counter'),
    one('process_start_time_seconds', 'When the process began', Math.round(performance.timeOrigin) / 1000),
    one(
      'nodejs_eventloop_utilization',
      'The share of its time that the event loop was busy since the process began',
      performance.eventLoopUtilization().utilization,
    ),
    ...delayGauges(),
  ]
}

/** Since the last time somebody asked. */
function delayGauges(): Gauge[] {
  if (!delays || delays.count === 0) return []
  const seconds: readonly (readonly [string, number])[] = [
    ['p50', delays.percentile(50)],
    ['p99', delays.percentile(99)],
    ['max', delays.max],
  ]
  delays.reset()
  return seconds.map(([share, nanoseconds]) =>
    one(`nodejs_eventloop_delay_${share}_seconds`, 'How late the event loop came round', nanoseconds / 1e9),
  )
}

function poolGauges({ engine }: House): Gauge[] {
  const pools: readonly (readonly [string, House['engine']['pool']])[] =
    engine.ownerPool === engine.pool
      ? [['web', engine.pool]]
      : [
          ['web', engine.pool],
          ['owner', engine.ownerPool],
        ]
  const samples = pools.flatMap(([pool, { totalCount, idleCount, waitingCount }]) => [
    { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
    { labels: { pool, state: 'idle' }, value: idleCount },
    { labels: { pool, state: 'awaited' }, value: waitingCount },
  ])
  const help = 'Connections to the database, and how many transactions wait for one'
  return [{ name: 'wholeschool_database_connections', help, samples }]
}

async function letterGauges(house: House): Promise<Gauge[]> {
  const { waiting, oldest } = await transaction(house.engine, { role: 'clerk', readOnly: true }, (tx) =>
    tx.one(waitingLetters, {}),
  )
  const age = oldest === null ? 0 : Math.max(0, (house.clock().getTime() - oldest.getTime()) / 1000)
  return [
    one('wholeschool_letters_waiting', 'Letters that have not left', waiting),
    one('wholeschool_letters_waiting_seconds', 'How long the oldest of them has waited', age),
  ]
}

async function queueGauges({ queue }: House): Promise<Gauge[]> {
  if (!queue) return []
  const depths = await queue.depths()
  return [
    {
      name: 'wholeschool_queue_jobs',
      help: 'Pieces of work in each queue: waiting, being done, given up after all tries',
      samples: depths.flatMap(({ queue: name, waiting, active, failed }) => [
        { labels: { queue: name, state: 'waiting' }, value: waiting },
        { labels: { queue: name, state: 'active' }, value: active },
        { labels: { queue: name, state: 'failed' }, value: failed },
      ]),
    },
    {
      name: 'wholeschool_queue_overdue_seconds',
      help: 'How long the oldest piece of work that could begin has waited',
      samples: depths.map(({ queue: name, overdue }) => ({ labels: { queue: name }, value: overdue })),
    },
  ]
}

async function databaseGauges(house: House): Promise<Gauge[]> {
  const up = (value: number): Gauge => one('wholeschool_database_up', 'Whether the database answered just now', value)
  try {
    const asked = Promise.all([letterGauges(house), queueGauges(house)])
    return [up(1), ...(await within(ANSWERS_WITHIN, asked)).flat()]
  } catch {
    return [up(0)] // The number says it; whoever mends it finds the reason in the log of the requests that failed.
  }
}

/** The whole page. */
export async function metricsText(house: House): Promise<string> {
  const engine = { labels: { engine: house.engine.kind }, value: 1 }
  const about: Gauge = { name: 'wholeschool_engine', help: 'Which database engine this runs on', samples: [engine] }
  return meters.text([about, ...poolGauges(house), ...(await databaseGauges(house)), ...processGauges()])
}
