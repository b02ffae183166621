// The thread the embedded engine runs in: bytes of the PostgreSQL protocol in, bytes out, one message at a time.
// PGlite 0.5 never asks the disk to keep anything; here every fsync PostgreSQL makes reaches the disk. It touches
// PGlite's insides to do so, which is why the version is pinned and embedded.test.ts counts the fsyncs.
import fs from 'node:fs'
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Extensions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

export type WorkerOptions = {
  /** Where the cluster lives; undefined keeps it in memory. */
  path: string | undefined
  extensions: string[]
  template: string | undefined
}

export type ToWorker = { kind: 'bytes'; stream: number; bytes: Uint8Array } | { kind: 'count' } | { kind: 'close' }

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'bytes'; stream: number; bytes: Uint8Array }
  | { kind: 'counted'; fsyncs: number }
  | { kind: 'fatal'; why: string }
  | { kind: 'closed' }

// The little of Emscripten's file system that is needed to find the real file behind an open one.
type Stream = { nfd?: number; node?: { mount?: { type: unknown } } }
type NodeFiles = { realPath(node: Stream['node']): string; stream_ops: { fsync?: (stream: Stream) => number } }
type Machine = { NODEFS: NodeFiles; FS: { getStream(fd: number): Stream } }
type Instantiate = (imports: { env: Record<string, unknown> }, done: unknown) => unknown
type Beginning = Parameters<NodeFS['init']>

const FDATASYNC = '__syscall_fdatasync'
const PANIC = Buffer.from('VPANIC\0')
const QUERY = 0x51
const ERROR = 0x45
const CHUNK = 256 * 1024

const port = parentPort
if (!port) throw new Error('embedded-worker.ts runs only as a worker thread.')
const options = workerData as WorkerOptions
const tell = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

let fsyncs = 0
function keep(fd: number): void {
  fs.fsyncSync(fd)
  fsyncs += 1
}

function keepPath(target: string): void {
  const fd = fs.openSync(target, 'r')
  try {
    keep(fd)
  } finally {
    fs.closeSync(fd)
  }
}

/** A whole tree, children first, so that a directory is kept after what it names. */
function keepTree(target: string): void {
  const found = fs.lstatSync(target)
  if (found.isDirectory()) for (const name of fs.readdirSync(target)) keepTree(path.join(target, name))
  if (found.isDirectory() || found.isFile()) keepPath(target)
}

function flush(machine: Machine, stream: Stream): number {
  if (stream.nfd !== undefined) keep(stream.nfd)
  // A directory: Emscripten opens no descriptor of the real one.
  else if (stream.node?.mount?.type === machine.NODEFS) keepPath(machine.NODEFS.realPath(stream.node))
  return 0
}

class DurableFiles extends NodeFS {
  override async init(engine: Beginning[0], given: Beginning[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(engine, given)
    const instantiate = emscriptenOpts.instantiateWasm as Instantiate | undefined
    if (!instantiate) throw new Error('PGlite starts its engine in another way than this file knows.')
    let machine: Machine
    const learn = (module: unknown): void => {
      machine = module as Machine
      machine.NODEFS.stream_ops.fsync = (stream) => flush(machine, stream)
    }
    const before = emscriptenOpts.preRun ?? []
    const changed: typeof emscriptenOpts = {
      ...emscriptenOpts,
      onAbort: (why: unknown) => tell({ kind: 'fatal', why: `the engine aborted: ${String(why)}` }),
      preRun: [...(Array.isArray(before) ? before : [before]), learn],
      instantiateWasm: (imports: { env: Record<string, unknown> }, done: unknown) => {
        // The stock one answers "done" and does nothing.
        imports.env[FDATASYNC] = (fd: number) => flush(machine, machine.FS.getStream(fd))
        return instantiate(imports, done)
      },
    }
    return { emscriptenOpts: changed }
  }
}

/** The template's bytes; made and kept beside the sources when there is none yet. */
async function emptyCluster(template: string): Promise<Blob> {
  if (fs.existsSync(template)) return fs.openAsBlob(template)
  const empty = await PGlite.create()
  const made = await empty.dumpDataDir('none')
  await empty.close()
  const aside = `${template}.${process.pid}`
  try {
    fs.mkdirSync(path.dirname(template), { recursive: true })
    fs.writeFileSync(aside, new Uint8Array(await made.arrayBuffer()), { flush: true })
    fs.renameSync(aside, template)
  } catch {
    // Sources that cannot be written to, or a full disk: the next start makes it again, which only takes longer.
    fs.rmSync(aside, { force: true })
  }
  return made
}

/** Built aside, kept, then renamed into place: a half-made cluster is never seen, whenever the process is killed. */
async function buildAside(target: string, template: string | undefined): Promise<void> {
  const aside = `${target}.init`
  fs.rmSync(aside, { recursive: true, force: true })
  fs.rmSync(target, { recursive: true, force: true })
  // Without a template this makes a cluster where it is wanted: quicker than making a template first.
  const empty = await PGlite.create(
    aside,
    template && fs.existsSync(template) ? { loadDataDir: await emptyCluster(template) } : {},
  )
  await empty.close()
  keepTree(aside)
  fs.renameSync(aside, target)
  keepPath(path.dirname(target))
}

async function load(names: string[]): Promise<Extensions> {
  const loaded: Extensions = {}
  for (const name of names) {
    const module = (await import(`@electric-sql/pglite/contrib/${name}`)) as Extensions
    const extension = module[name]
    if (!extension) throw new Error(`PGlite has no extension called ${name}.`)
    loaded[name] = extension
  }
  return loaded
}

async function open(): Promise<PGlite> {
  const extensions = await load(options.extensions)
  if (options.path === undefined) {
    return PGlite.create(
      options.template ? { extensions, loadDataDir: await emptyCluster(options.template) } : { extensions },
    )
  }
  if (!fs.existsSync(path.join(options.path, 'PG_VERSION'))) await buildAside(options.path, options.template)
  const fsyncOn = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  return PGlite.create({
    fs: new DurableFiles(options.path),
    extensions,
    startParams: [...fsyncOn, '-c', 'max_wal_size=128MB', '-c', 'min_wal_size=32MB'],
  })
}

/** True when the engine said PANIC. Walks the messages only if the word is there at all, which text of ours may be. */
function panicked(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!buffer.includes(PANIC)) return false
  for (let at = 0; at + 5 <= buffer.length; at += 1 + buffer.readUInt32BE(at + 1)) {
    const end = at + 1 + buffer.readUInt32BE(at + 1)
    if (buffer[at] === ERROR && buffer.subarray(at, end).includes(PANIC)) return true
  }
  return false
}

/** COPY ... FROM STDIN waits for bytes in the middle of a message and kills the engine: answer it with an error instead. */
function withoutCopyIn(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== QUERY) return bytes
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + 5, Math.max(0, bytes.byteLength - 6))
  if (!/^\s*copy\b[^]*\bfrom\s+stdin\b/i.test(text.toString('utf8', 0, 2000))) return bytes
  const refusal = `do $$ begin raise feature_not_supported using message = 'COPY FROM does not work in the embedded engine'; end $$`
  const query = Buffer.alloc(refusal.length + 6)
  query[0] = QUERY
  query.writeUInt32BE(refusal.length + 5, 1)
  query.write(refusal, 5)
  return query
}

function answer(database: PGlite, stream: number, question: Uint8Array): void {
  let parts: Uint8Array[] = []
  let size = 0
  const send = (): void => {
    const bytes = new Uint8Array(Buffer.concat(parts)) // a buffer of its own, which can be handed over
    parts = []
    size = 0
    if (!bytes.length) return
    const lost = panicked(bytes)
    tell({ kind: 'bytes', stream, bytes }, [bytes.buffer])
    if (lost) tell({ kind: 'fatal', why: 'PANIC' })
  }
  const onRawData = (bytes: Uint8Array): void => {
    parts.push(bytes.slice()) // the engine writes over its memory at once
    size += bytes.length
    if (size > CHUNK) send()
  }
  // All of it happens before this returns: the promise is only the end of a synchronous function.
  database.execProtocolRawStream(withoutCopyIn(question), { syncToFs: false, onRawData }).catch((error: unknown) => {
    tell({ kind: 'fatal', why: `the engine failed: ${String(error)}` })
  })
  send()
}

const engine = await open()

async function close(): Promise<void> {
  await engine.close()
  tell({ kind: 'closed' })
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'bytes') answer(engine, message.stream, message.bytes)
  else if (message.kind === 'count') tell({ kind: 'counted', fsyncs })
  else void close()
})
tell({ kind: 'ready' })
