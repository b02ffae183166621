// The bench: at most two threads that work, a line of those who wait, a limit for each. Cancelling ends the thread, whatever
// it is in the middle of; the next one starts afresh.
import { Worker } from 'node:worker_threads'
import type { FromBench, ToBench } from '../bench-worker.ts'
import type { Material } from '../material.ts'
import type { About } from '../questions/question.ts'
import { isOver, type Run } from './run.ts'

export const AT_ONCE = 2
export const LIMIT_MS = 5 * 60_000
const WAITING_MOST = 20

type Job = { readonly run: Run; readonly about: About; readonly material: Material; readonly over: () => void }
type Seat = { worker: Worker; job: Job | undefined; limit: NodeJS.Timeout | undefined; startedAt: number }

const seats: Seat[] = []
const line: Job[] = []

/** Takes a run to the bench. False: too many wait already. */
export function work(run: Run, about: About, material: Material): boolean {
  if (line.length >= WAITING_MOST) return false
  let over: () => void = () => undefined
  run.over = new Promise((resolve) => (over = resolve))
  line.push({ run, about, material, over })
  next()
  return true
}

/** How many are before it in the line; undefined when it does not wait. */
export function placeInLine(run: Run): number | undefined {
  const at = line.findIndex((job) => job.run === run)
  return at < 0 ? undefined : at
}

/** Stops a run that waits or works; one that is over stays as it is. */
export function cancel(run: Run): void {
  if (isOver(run)) return
  const waits = line.findIndex((job) => job.run === run)
  if (waits >= 0) end(line.splice(waits, 1)[0]!, { is: 'cancelled' })
  const seat = seats.find((one) => one.job?.run === run)
  if (seat) leave(seat, { is: 'cancelled' })
}

/** For tests and for stopping: ends all threads; what waits or works is cancelled. */
export async function closeBench(): Promise<void> {
  for (const job of line.splice(0)) end(job, { is: 'cancelled' })
  const all = seats.splice(0)
  for (const seat of all) {
    clearTimeout(seat.limit)
    if (seat.job) end(seat.job, { is: 'cancelled' })
  }
  await Promise.all(all.map((seat) => seat.worker.terminate()))
}

function end(job: Job, state: Run['state']): void {
  job.run.state = state
  job.over()
}

function next(): void {
  while (line.length > 0) {
    const seat = seats.find((one) => !one.job) ?? (seats.length < AT_ONCE ? open() : undefined)
    if (!seat) return
    begin(seat, line.shift()!)
  }
}

function begin(seat: Seat, job: Job): void {
  const { run, about, material } = job
  seat.job = job
  seat.startedAt = performance.now()
  run.state = { is: 'working', since: new Date(), part: 0 }
  seat.limit = setTimeout(
    () => leave(seat, { is: 'failed', why: `It took longer than ${LIMIT_MS / 60_000} minutes, and was stopped.` }),
    LIMIT_MS,
  )
  seat.limit.unref()
  seat.worker.ref()
  seat.worker.postMessage({ id: run.id, question: run.question, about, material } satisfies ToBench, [])
}

function open(): Seat {
  const worker = new Worker(new URL('../bench-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  const seat: Seat = { worker, job: undefined, limit: undefined, startedAt: 0 }
  worker.on('message', (told: FromBench) => hear(seat, told))
  worker.on('error', (error: Error) => lost(seat, error))
  worker.on('exit', () => lost(seat, new Error('The thread stopped')))
  seats.push(seat)
  return seat
}

function hear(seat: Seat, told: FromBench): void {
  const { job } = seat
  if (!job || job.run.id !== told.id) return
  if ('part' in told) {
    if (job.run.state.is === 'working') job.run.state = { ...job.run.state, part: told.part }
    return
  }
  free(seat)
  if ('answers' in told) end(job, { is: 'done', answers: told.answers, tookMs: performance.now() - seat.startedAt })
  else end(job, { is: 'failed', why: told.refused })
  next()
}

function free(seat: Seat): void {
  clearTimeout(seat.limit)
  seat.job = undefined
  // An idle thread does not keep the process alive.
  seat.worker.unref()
}

/** Ends a thread with what it works on. */
function leave(seat: Seat, state: Run['state']): void {
  const { job } = seat
  free(seat)
  seats.splice(seats.indexOf(seat), 1)
  void seat.worker.terminate()
  if (job) end(job, state)
  next()
}

const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY'

/** A thread stopped by itself. */
function lost(seat: Seat, fault: Error & { code?: string }): void {
  if (!seats.includes(seat)) return
  if (fault.code === OUT_OF_MEMORY)
    leave(seat, { is: 'failed', why: 'It took more memory than it may. Choose fewer columns.' })
  else leave(seat, { is: 'failed', why: 'Something went wrong on our side. Nothing you did was wrong.', fault })
}
