// An answer: the sentence first, what it means and how far it carries, then numbers and charts, then exactly what was done.
// While it is being worked out the page says how far it is, and can be looked at again without any script.
import { page, type Page } from '../../../kernel/route.ts'
import { details } from '../../../view/govuk/details.ts'
import { warningText } from '../../../view/govuk/warning-text.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, emptyState, inWords, pageHeading, quietList } from '../../../view/layout.ts'
import { number, wordsOfCount } from '../../../view/words.ts'
import type { Desk } from '../desks/cupboard.ts'
import { deskAt, questionAt, runAt } from '../paths.ts'
import { link, paragraph, press } from '../pieces.ts'
import { refusalsIn } from '../questions/pieces.ts'
import type { Answers, Question, Told } from '../questions/question.ts'
import { chartFigureOf, tableOf } from './drawing.ts'
import { LIMIT_MS } from './bench.ts'
import type { Run } from './run.ts'

export type RunShown = {
  readonly programme: string
  readonly desk: Desk
  readonly question: Question
  readonly run: Run
  readonly told: Told | undefined
  /** How many are before it in the line. */
  readonly before: number | undefined
  /** The question's form with what was chosen here. */
  readonly changeAt: string
  /** In the log, where something went wrong on our side. */
  readonly reference: string | undefined
}

const bullets = (items: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map((one) => html`<li>${one}</li>`)}</ul>`

function answered(shown: RunShown, told: Told, answers: Answers): Page {
  const { programme, desk, question } = shown
  const refusals = refusalsIn(answers)
  const work = html`${told.warnings.map((text) => warningText({ text }))}${told.meaning.map((one) => paragraph(one))}
${told.charts.slice(0, 1).map((chart, at) => chartFigureOf(chart, `chart-${at + 1}`))}
${told.tables.map(tableOf)}
${told.charts.slice(1).map((chart, at) => chartFigureOf(chart, `chart-${at + 2}`))}
${refusals.length > 0 && html`<h2 class="govuk-heading-m">What could not be worked out, or not wholly</h2>${bullets(refusals)}`}
<h2 class="govuk-heading-m">What was taken for granted</h2>${bullets(told.assumed)}
<h2 class="govuk-heading-m">What was done</h2>${bullets(told.method)}`
  const main = html`${pageHeading({ heading: told.finding, caption: question.asks })}${columns(work, takeAway(shown, told), { label: 'Take it away, or ask on' })}`
  return page(question.asks, main, { back: { text: 'Questions', href: deskAt(programme, desk.id) } })
}

function takeAway({ programme, desk, question, run, changeAt }: RunShown, told: Told): Html {
  const at = `${runAt(programme, desk.id, question.key, run.id)}/files`
  const files = [
    link(`${at}/script.R`, 'The script for R'),
    link(`${at}/results.csv`, 'The numbers (CSV)'),
    ...told.charts.map((_, i) =>
      link(`${at}/chart-${i + 1}.svg`, told.charts.length === 1 ? 'The chart (SVG)' : `Chart ${i + 1} (SVG)`),
    ),
    link(`${at}/report.pdf`, 'This page for paper (PDF)'),
    link(`${at}/package.zip`, 'All of it with the data (data package)'),
  ]
  return html`<h2 class="govuk-heading-s">Ask on</h2>${quietList([link(changeAt, 'Change what was chosen'), link(deskAt(programme, desk.id), 'Ask something else')])}<div class="ws-screen-only"><h2 class="govuk-heading-s">Take it away</h2>${quietList(files)}${paragraph('The package holds the columns that this answer used, row by row. Keep it as you keep the data.')}</div>
<h2 class="govuk-heading-s">What it rests on</h2>${quietList([`${desk.sheet.title}: ${wordsOfCount(desk.sheet.rows, 'row')}`, `${wordsOfCount(new Set(question.columns({ chosen: run.chosen, book: run.book })).size, 'column')} used`])}`
}

function workingWords({ run, before }: RunShown): string {
  if (run.state.is === 'working') return `${number(Math.round(run.state.part * 100))}% done`
  return before === undefined || before === 0
    ? 'Next in line'
    : `${inWords(before)} ${before === 1 ? 'question is' : 'questions are'} before it`
}

function working(shown: RunShown): Page {
  const { programme, desk, question, run } = shown
  const at = runAt(programme, desk.id, question.key, run.id)
  const part = run.state.is === 'working' ? run.state.part : 0
  const words = workingWords(shown)
  const work = html`<div class="ws-progress" data-look-again="${at}"><p class="ws-progress__words" role="status"><span class="ws-progress__count">${words}</span></p><progress class="ws-progress__bar" aria-label="How far it is" max="100" value="${Math.round(part * 100)}">${words}</progress></div>${paragraph(link(at, 'Look again'))}${press(`${at}/cancelling`, 'Cancel')}`
  const context = html`<h2 class="govuk-heading-s">Good to know</h2>${quietList([
    'You may leave this page. The answer waits with your data.',
    `Two questions are worked out at once, and none for longer than ${LIMIT_MS / 60_000} minutes.`,
  ])}`
  const main = html`${pageHeading({ heading: 'It is being worked out', caption: question.asks })}${columns(work, context)}`
  return page('Being worked out', main, { back: { text: 'Questions', href: deskAt(programme, desk.id) } })
}

function ended(shown: RunShown, heading: string, words: string): Page {
  const { programme, desk, question, changeAt, reference } = shown
  const main = html`${pageHeading({ heading, caption: question.asks })}${columns(
    html`${emptyState({ heading: 'There is no answer', words, action: { text: 'Ask it again', href: changeAt } })}${reference ? details({ summaryText: 'If it happens again', html: paragraph(`Tell us this reference: `, html`<strong>${reference}</strong>`) }) : nothing}`,
  )}`
  return page(heading, main, { back: { text: 'Questions', href: questionAt(programme, desk.id, question.key) } })
}

export function runPage(shown: RunShown): Page {
  const { run, told } = shown
  switch (run.state.is) {
    case 'done':
      return answered(shown, told!, run.state.answers)
    case 'failed':
      return ended(shown, 'It was stopped', run.state.why)
    case 'cancelled':
      return ended(shown, 'You cancelled it', 'Nothing is lost: your data and what you chose are still there.')
    case 'waiting':
    case 'working':
      return working(shown)
  }
}
