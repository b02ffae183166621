// The embedded PostgreSQL: PGlite in a worker thread, reached by an ordinary pool of one connection whose
// "socket" is the worker's message port, so that statements, types and errors are the same as with a server.
// It promises that every acknowledged commit was fsynced, that a directory has one owner, and that a lost engine
// is told (onFatal) instead of hanging. What stock PGlite lacks is made up for here and in embedded-worker.ts.
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Duplex } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { Pool, escapeIdentifier, type ClientBase } from 'pg'
import type { FromWorker, ToWorker, WorkerOptions } from './embedded-worker.ts'
import { types } from './parsers.ts'

export type EmbeddedOptions = {
  /** Made when absent, closed to other accounts. Not touched when `memory`. */
  dir: string
  extensions: string[]
  onFatal: (why: string) => void
  memory?: boolean
}

export type Embedded = {
  pool: Pool
  listen(channel: string, heard: (payload: string) => void): Promise<void>
  /** How often the engine has asked the disk to keep what it wrote; the durability test counts on it. */
  fsyncs(): Promise<number>
  close(): Promise<void>
}

const MINUTE = 60_000
const CLOSING_TAKES_AT_MOST = 5_000

export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dir, extensions, onFatal, memory = false } = options
  const unlock = memory ? () => {} : claim(dir)
  const path = memory ? undefined : join(dir, 'pg18') // the major version: the next one needs a new directory
  const workerData: WorkerOptions = { path, extensions, template: templatePath() }
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData,
    execArgv: [], // the flags of the process (a test run's, a script's) are not the engine's
  })
  try {
    await ready(worker)
  } catch (error) {
    await worker.terminate()
    unlock()
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`The embedded database in ${dir} could not be opened: ${why}.`, { cause: error })
  }
  return overWorker(worker, { onFatal, unlock, upkeep: !memory })
}

/** An initialised, empty cluster kept beside the sources: it saves each first start and test run the initdb. */
function templatePath(): string | undefined {
  const root = join(import.meta.dirname, '..', '..')
  const description = join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json')
  if (!existsSync(description)) return undefined
  const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string }
  return join(root, '.cache', `empty-${version}.tar`)
}

function overWorker(
  worker: Worker,
  { onFatal, unlock, upkeep }: { onFatal: (why: string) => void; unlock: () => void; upkeep: boolean },
): Embedded {
  let over = false
  const fatal = (why: string): void => {
    if (over) return
    over = true
    onFatal(why)
  }
  worker.on('message', (message: FromWorker) => message.kind === 'fatal' && fatal(message.why))
  worker.on('error', (error) => fatal(String(error)))
  worker.on('exit', () => fatal('the engine thread ended'))

  const ears = new Map<string, ((payload: string) => void)[]>()
  const pool = onePool(worker, ears)
  pool.on('error', (error) => fatal(error.message))

  // A single backend has no checkpointer, no autovacuum and no statistics collector: their work is done here.
  const every = (wait: number, text: string): NodeJS.Timeout =>
    // A failure here costs nothing now and is tried again; a broken engine is told by the worker.
    setInterval(() => void pool.query(text).catch(() => {}), wait).unref()
  const timers = upkeep ? [every(5 * MINUTE, 'checkpoint'), every(6 * 60 * MINUTE, 'vacuum (analyze)')] : []

  return {
    pool,
    async listen(channel, heard) {
      ears.set(channel, [...(ears.get(channel) ?? []), heard])
      await pool.query(`listen ${escapeIdentifier(channel)}`)
    },
    fsyncs: () =>
      ask(worker, { kind: 'count' }, (message) => (message.kind === 'counted' ? message.fsyncs : undefined)),
    async close() {
      if (over) return
      over = true
      timers.forEach(clearInterval)
      await within(CLOSING_TAKES_AT_MOST, closeGently(worker, pool))
      await worker.terminate()
      unlock()
    },
  }
}

async function closeGently(worker: Worker, pool: Pool): Promise<void> {
  await pool.end()
  await ask(worker, { kind: 'close' }, (message) => message.kind === 'closed' || undefined)
}

/** Ends with the work or with the time, whichever is first: the engine is safe to kill, so waiting longer gains nothing. */
async function within(time: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, time)
  await Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

function onePool(worker: Worker, ears: Map<string, ((payload: string) => void)[]>): Pool {
  // The engine has one session for ever. A connection thrown away mid-work must not leave its transaction,
  // settings or prepared statements to the next.
  const onConnect = async (client: ClientBase): Promise<void> => {
    client.on('notification', ({ channel, payload }) => ears.get(channel)?.forEach((heard) => heard(payload ?? '')))
    await client.query('rollback')
    await client.query('discard all')
    for (const channel of ears.keys()) await client.query(`listen ${escapeIdentifier(channel)}`)
  }
  const config = {
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 15_000,
    user: 'postgres',
    database: 'postgres',
    types,
    stream: () => new PortStream(worker),
    onConnect, // awaited by the pool, although its type does not say so
  }
  return new Pool(config)
}

/**
 * A kernel file lock, by way of SQLite: freed even by kill -9, never stolen from a live owner, as a file with a process
 * number in it would be. Two engines in one directory would destroy it without a word.
 */
function claim(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700) // the engine makes its files readable by all
  const lock = new DatabaseSync(join(dir, 'owner.lock'), { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock.close()
    throw new Error(`The database in ${dir} is in use by another process.`, { cause: error })
  }
  return () => lock.close()
}

function ready(worker: Worker): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const heard = (message: FromWorker): void => {
    if (message.kind === 'ready') resolve()
    if (message.kind === 'fatal') reject(new Error(message.why))
  }
  const ended = (): void => reject(new Error('the engine thread ended'))
  worker.on('message', heard).on('error', reject).on('exit', ended)
  return promise.finally(() => worker.off('message', heard).off('error', reject).off('exit', ended))
}

function ask<T>(worker: Worker, question: ToWorker, answerIn: (message: FromWorker) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    worker.on('message', function heard(message: FromWorker) {
      const answer = answerIn(message)
      if (answer === undefined) return
      worker.off('message', heard)
      resolve(answer)
    })
    worker.postMessage(question, [])
  })
}

const TERMINATE = 0x58
let streams = 0

/** What the driver takes for a socket. Each has a number, so that a late answer never reaches its successor. */
class PortStream extends Duplex {
  readonly #worker: Worker
  readonly #number = ++streams
  readonly #heard = (message: FromWorker): void => {
    if (message.kind === 'bytes' && message.stream === this.#number) this.push(message.bytes)
  }

  constructor(worker: Worker) {
    super()
    this.#worker = worker
    worker.on('message', this.#heard)
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(chunk, done)
  }

  /** A prepared statement is five messages: sent as one, they cost one crossing. */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#worker.off('message', this.#heard)
    done(error)
  }

  #send(bytes: Buffer, done: () => void): void {
    done()
    if (bytes[0] === TERMINATE) {
      // The connection ends; the engine's only session does not.
      process.nextTick(() => {
        this.push(null)
        this.destroy()
      })
      return
    }
    const copy = new Uint8Array(bytes) // the driver writes again into its own buffer
    const message: ToWorker = { kind: 'bytes', stream: this.#number, bytes: copy }
    this.#worker.postMessage(message, [copy.buffer])
  }
}
