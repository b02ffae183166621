// One asking of a question: what was chosen, how far it is, and what came of it. It lives with its desk.
import type { Answers, Chosen } from '../questions/question.ts'
import type { Codebook } from '../rules.ts'

export type RunState =
  | { readonly is: 'waiting' }
  | { readonly is: 'working'; readonly since: Date; readonly part: number }
  | { readonly is: 'done'; readonly answers: Answers; readonly tookMs: number }
  /** `why` is a sentence; a fault is ours, and its trace belongs in the log. */
  | { readonly is: 'failed'; readonly why: string; readonly fault?: Error }
  | { readonly is: 'cancelled' }

export type Run = {
  readonly id: string
  /** The key of its question. */
  readonly question: string
  readonly chosen: Chosen
  /** As it was when the question was asked: an answer keeps the codebook it came from. */
  readonly book: Codebook
  readonly askedAt: Date
  state: RunState
  /** Under which a fault of ours is in the log. */
  reference?: string
  /** Fulfilled when it is over, however it ended. */
  over: Promise<void>
}

export const isOver = ({ state }: Run): boolean => state.is !== 'waiting' && state.is !== 'working'
