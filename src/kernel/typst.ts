// Pages for paper: a Typst template of ours and a plain document become a tagged PDF/UA-1. What people wrote goes in as
// data, so it is printed as typed and never becomes markup. Same document, same bytes.
import { isAbsolute } from 'node:path'
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { FromTypst, ToTypst } from './typst-worker.ts'

/** The largest Record takes under a second; a document that takes this long is taking the machine. */
const LIMIT_MS = 20_000
const WAITING_MOST = 40

type Drawing = { template: string; document: string; done(pdf: Buffer): void; failed(why: Error): void }

let worker: Worker | undefined
let drawing: Drawing | undefined
let limit: NodeJS.Timeout | undefined
let drawnSoFar = 0
const waiting: Drawing[] = []

/**
 * Draws `template` (a path inside the repository) with `document` as its data. One at a time, in a thread that starts
 * with the first document; the rest wait their turn.
 */
export function drawPdf(template: string, document: unknown): Promise<Buffer> {
  if (isAbsolute(template) || template.includes('..'))
    throw new Error(`A template is a path inside the repository, not ${template}`)
  if (waiting.length >= WAITING_MOST) return Promise.reject(new Error('Too many documents are waiting to be drawn'))
  return new Promise((done, failed) => {
    waiting.push({ template, document: JSON.stringify(document), done, failed })
    next()
  })
}

/** A PDF that is drawn only when it is read: after the transaction that loaded its document has ended. */
export function pdfWhenRead(template: string, document: unknown): Readable {
  const pages = async function* (): AsyncGenerator<Buffer> {
    yield await drawPdf(template, document)
  }
  return Readable.from(pages(), { objectMode: false })
}

/** For tests and for stopping: ends the thread; what waits is drawn by a new one. */
export async function stopTypst(): Promise<void> {
  const last = worker
  worker = undefined
  await last?.terminate()
}

function next(): void {
  if (drawing || waiting.length === 0) return
  drawing = waiting.shift()!
  drawnSoFar += 1
  worker ??= start()
  worker.ref()
  limit = setTimeout(() => giveUp(new Error('A document took too long to draw')), LIMIT_MS)
  worker.postMessage({ id: drawnSoFar, template: drawing.template, document: drawing.document } satisfies ToTypst, [])
}

function start(): Worker {
  const one = new Worker(new URL('typst-worker.ts', import.meta.url))
  one.on('message', (answer: FromTypst) => {
    if (worker !== one || answer.id !== drawnSoFar) return
    if ('pdf' in answer) finish((own) => own.done(Buffer.from(answer.pdf.buffer)))
    else finish((own) => own.failed(new Error(`Typst refused a document: ${answer.refused}`)))
  })
  one.on('error', (error) => {
    if (worker === one) giveUp(error)
  })
  one.on('exit', () => {
    if (worker === one) giveUp(new Error('The thread that draws documents stopped'))
  })
  return one
}

function finish(tell: (own: Drawing) => void): void {
  const own = drawing
  drawing = undefined
  clearTimeout(limit)
  // An idle thread does not keep the process alive.
  worker?.unref()
  if (own) tell(own)
  next()
}

function giveUp(why: Error): void {
  const lost = worker
  worker = undefined
  void lost?.terminate()
  finish((own) => own.failed(why))
}
