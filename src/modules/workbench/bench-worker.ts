// The thread that works out answers: statistics use the processor hard and for long, so they never run beside the pages.
// Columns come as shared memory with what their codes mean; only numbers and names that a question answers go back.
import { parentPort } from 'node:worker_threads'
import type { Material } from './material.ts'
import { questionOf } from './questions/all.ts'
import { benchFor, Refused } from './questions/asking.ts'
import type { About, Answers } from './questions/question.ts'

export type ToBench = {
  readonly id: string
  readonly question: string
  readonly about: About
  readonly material: Material
}
export type FromBench =
  | { readonly id: string; readonly part: number }
  | { readonly id: string; readonly answers: Answers }
  | { readonly id: string; readonly refused: string }

const port = parentPort
if (!port) throw new Error('bench-worker.ts runs only as a worker thread.')

/** How often progress is told, at most. */
const EVERY_MS = 100

port.on('message', ({ id, question, about, material }: ToBench) => {
  let last = 0
  const told = (part: number): void => {
    const now = performance.now()
    if (now - last < EVERY_MS) return
    last = now
    port.postMessage({ id, part: Math.min(1, Math.max(0, part)) } satisfies FromBench)
  }
  try {
    const answers = questionOf(question)!.ask(benchFor(material, told), about)
    port.postMessage({ id, answers } satisfies FromBench)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    port.postMessage({ id, refused: error.message } satisfies FromBench)
  }
})
