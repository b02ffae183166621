// Where a question is asked, where its answer is, and what of it is taken away as a file.
import { may } from '../../../kernel/access.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { notFound } from '../../../kernel/problem.ts'
import { again, get, goTo, post, type FileReply, type Route } from '../../../kernel/route.ts'
import { pdfWhenRead } from '../../../kernel/typst.ts'
import { CSV_TYPE } from '../../../view/csv.ts'
import type { Desk } from '../desks/cupboard.ts'
import { pressForm } from '../desks/forms.ts'
import { loadDesk, loadProgramme } from '../desks/service.ts'
import { questionAt, runAt } from '../paths.ts'
import { asTyped, usuallyTyped, type Typed as Chosen } from '../questions/choosing.ts'
import { refusalsIn } from '../questions/pieces.ts'
import type { Question } from '../questions/question.ts'
import { askForm } from './ask-form.ts'
import { cancel, placeInLine } from './bench.ts'
import { svgOf } from './drawing.ts'
import { packageOf, resultsOf, scriptOf, type Exported } from './exports.ts'
import { REPORT_TEMPLATE, reported } from './paper.ts'
import { questionPage } from './question-page.ts'
import type { Run } from './run.ts'
import { runPage } from './run-page.ts'
import { aboutOf, begin, loadQuestion, loadRun, toldOf, waitFor } from './service.ts'

const QUESTION = '/programmes/:programme/workbench/desks/:desk/questions/:question'
const RUN = `${QUESTION}/runs/:asking`
const uses = may('workbench.use', 'programme')

/** The question's form with what was chosen, as an address. */
function changeAt(programme: string, desk: Desk, question: Question, run: Run): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asTyped(question, run.chosen, desk.codebook, desk.sheet)))
    query.set(name, [value].flat().join('-'))
  return `${questionAt(programme, desk.id, question.key)}?${query}`
}

/** What an address says was chosen, over what is usual. */
function typedFromAddress(question: Question, desk: Desk, query: Readonly<Record<string, string>>): Chosen {
  const usual = usuallyTyped(question, desk.codebook, desk.sheet)
  const said = question.fields.flatMap(({ name, as }) => {
    const value = query[name]?.slice(0, 4000)
    return value === undefined ? [] : [[name, as === 'columns' ? value.split('-') : value]]
  })
  return { ...usual, ...Object.fromEntries(said) }
}

const asking: readonly Route[] = [
  get(QUESTION, {
    who: uses,
    load: { programme: loadProgramme, question: loadQuestion, desk: loadDesk },
    show: async ({ programme, desk, question, query }) => {
      const typed = Object.fromEntries(
        Object.entries(typedFromAddress(question, desk, query)).map(([name, value]) => [name, value ?? '']),
      )
      return questionPage({ programme: programme.id, desk, question, typed, mistakes: noMistakes })
    },
  }),
  post(QUESTION, {
    who: uses,
    load: { programme: loadProgramme, question: loadQuestion, desk: loadDesk },
    form: askForm,
    async act(asked) {
      const { programme, desk, question, typed } = asked
      const begun = begin(asked, desk, question, typed)
      return 'mistakes' in begun
        ? again(begun.mistakes)
        : goTo(runAt(programme.id, desk.id, question.key, begun.run.id))
    },
    again: async ({ programme, desk, question, typed, mistakes }) =>
      questionPage({ programme: programme.id, desk, question, typed, mistakes }),
  }),
]

const answering: readonly Route[] = [
  get(RUN, {
    who: uses,
    bring: ({ params, log }) => waitFor(params, log),
    load: { programme: loadProgramme, question: loadQuestion, desk: loadDesk, run: loadRun },
    show: async ({ programme, question, desk, run }) =>
      runPage({
        programme: programme.id,
        desk,
        question,
        run,
        told: toldOf(desk, run),
        before: placeInLine(run),
        changeAt: changeAt(programme.id, desk, question, run),
        reference: run.reference,
      }),
  }),
  post(`${RUN}/cancelling`, {
    who: uses,
    load: { programme: loadProgramme, question: loadQuestion, run: loadRun },
    form: pressForm,
    async act({ programme, params, question, run }) {
      cancel(run)
      return goTo(runAt(programme.id, params.desk!, question.key, run.id))
    },
  }),
  get(`${RUN}/files/:export`, {
    who: uses,
    load: { programme: loadProgramme, question: loadQuestion, desk: loadDesk, run: loadRun },
    show: async ({ programme, question, desk, run, params, now }) => {
      const told = toldOf(desk, run)
      if (!told || run.state.is !== 'done') throw notFound()
      const { sheet } = desk
      const refusals = refusalsIn(run.state.answers)
      const file = fileOf(params.export!, programme.name, {
        sheet,
        question,
        about: aboutOf(desk, run),
        told,
        refusals,
        now,
      })
      if (!file) throw notFound()
      return { kind: 'file', name: `${question.key} ${params.export!}`, ...file }
    },
  }),
]

function fileOf(name: string, programme: string, exported: Exported): Pick<FileReply, 'type' | 'body'> | undefined {
  switch (name) {
    case 'script.R':
      return { type: 'text/plain; charset=utf-8', body: scriptOf(exported) }
    case 'results.csv':
      return { type: CSV_TYPE, body: resultsOf(exported) }
    case 'report.pdf':
      return { type: 'application/pdf', body: pdfWhenRead(REPORT_TEMPLATE, reported(exported, programme)) }
    case 'package.zip':
      return { type: 'application/zip', body: packageOf(exported) }
  }
  const at = /^chart-(\d{1,2})[.]svg$/.exec(name)?.[1]
  const chart = at === undefined ? undefined : exported.told.charts[Number(at) - 1]
  return chart && { type: 'image/svg+xml; charset=utf-8', body: svgOf(chart) }
}

export const routes: readonly Route[] = [...asking, ...answering]
