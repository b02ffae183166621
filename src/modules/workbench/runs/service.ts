// Asking: what was chosen is read against the codebook, taken to the bench, and found again by its id.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Ctx } from '../../../kernel/context.ts'
import type { Log } from '../../../kernel/house.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Desk } from '../desks/cupboard.ts'
import { runAnywhere, whenLetGo } from '../desks/cupboard.ts'
import { loadDesk } from '../desks/service.ts'
import { materialOf, scaleOf } from '../material.ts'
import { questionAt } from '../paths.ts'
import { questionOf } from '../questions/all.ts'
import { chosenFrom, whyNotYet, type Typed } from '../questions/choosing.ts'
import type { About, Question, Told } from '../questions/question.ts'
import { cancel, work } from './bench.ts'
import type { Run } from './run.ts'

type Params = Readonly<Record<string, string>>

/** Answers of one desk that are kept beside it; the oldest goes first. */
const MOST_RUNS = 20
/** How long a page waits for an answer before it shows that it is being worked out. */
const PATIENCE_MS = 1500

whenLetGo((desk) => desk.runs.forEach(cancel))

export function loadQuestion(_ctx: Ctx, { question: key }: Params): Promise<Question> {
  const question = questionOf(key!)
  return question ? Promise.resolve(question) : Promise.reject(notFound())
}

/** The run of the path, on a desk that is theirs. */
export async function loadRun(ctx: Ctx, params: Params): Promise<Run> {
  const desk = await loadDesk(ctx, params)
  const run = desk.runs.find((one) => one.id === params.asking && one.question === params.question)
  if (!run) throw new Problem('workbench.run-gone', questionAt(params.programme!, desk.id, params.question!))
  return run
}

export const aboutOf = (desk: Desk, run: Pick<Run, 'chosen' | 'book'>): About => ({
  chosen: run.chosen,
  book: run.book,
  rows: desk.sheet.rows,
  scale: scaleOf(desk.sheet, run.book),
})

export type Begun = { readonly run: Run } | { readonly mistakes: Readonly<Record<string, string>> }

/** Asks a question of a desk. */
export function begin(ctx: Ctx, desk: Desk, question: Question, typed: Typed): Begun {
  const { sheet, codebook: book } = desk
  const [first] = question.fields
  const why = whyNotYet(question, book, sheet)
  if (why) return { mistakes: { [first!.name]: why.replace(/[.]$/, '') } }
  const read = chosenFrom(question, typed, book, sheet)
  if ('mistakes' in read) return read
  const run: Run = {
    id: randomUUID(),
    question: question.key,
    chosen: read.chosen,
    book,
    askedAt: ctx.now,
    state: { is: 'waiting' },
    over: Promise.resolve(),
  }
  const about = aboutOf(desk, run)
  const material = materialOf(sheet, book, [...new Set(question.columns(about))])
  if (!work(run, about, material))
    throw new Problem('workbench.busy', questionAt(desk.programme, desk.id, question.key))
  desk.runs.push(run)
  for (const old of desk.runs.splice(0, Math.max(0, desk.runs.length - MOST_RUNS))) cancel(old)
  return { run }
}

/**
 * Waits for a run a little, before any transaction is open; whoever asks learns nothing by it. A fault is told to the log,
 * once: where it happened, and none of its words, which could hold what somebody typed.
 */
export async function waitFor({ desk, asking }: Params, log: Log): Promise<void> {
  const run = runAnywhere(desk!, asking!)
  if (!run) return
  let clock: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => (clock = setTimeout(resolve, PATIENCE_MS)))
  await Promise.race([run.over, patience])
  clearTimeout(clock)
  if (run.state.is !== 'failed' || !run.state.fault || run.reference !== undefined) return
  run.reference = randomBytes(4).toString('hex')
  const { name, stack = '' } = run.state.fault
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
  log.error({ reference: run.reference, question: run.question, fault: { name, frames } }, 'fault')
}

/** What an answered run tells; undefined while it is not. */
export function toldOf(desk: Desk, run: Run): Told | undefined {
  if (run.state.is !== 'done') return undefined
  return questionOf(run.question)!.tell(aboutOf(desk, run), run.state.answers)
}
