// One question before it is asked: which columns and groups, as the codebook suggests them.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { checkboxes } from '../../../view/govuk/checkboxes.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, type Html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList } from '../../../view/layout.ts'
import type { Desk } from '../desks/cupboard.ts'
import { codebookAt, deskAt, questionAt } from '../paths.ts'
import { link, paragraph, typedList, typedText } from '../pieces.ts'
import { optionsFor, whyNotYet } from '../questions/choosing.ts'
import type { Field, Question } from '../questions/question.ts'

export type QuestionSeen = {
  readonly programme: string
  readonly desk: Desk
  readonly question: Question
  readonly typed: Typed
  readonly mistakes: Mistakes
}

/** Two or three choices are easier read than opened. */
const FEW = 4

function fieldOf(field: Field, { desk, typed, mistakes }: QuestionSeen): Html {
  const { name, label } = field
  const items = optionsFor(field, desk.codebook, desk.sheet).map(({ value, text }) => ({ value, text }))
  const about = {
    name,
    hint: field.hint === undefined ? undefined : { text: field.hint },
    errorMessage: mistakeIn(mistakes, name),
  }
  const legend = { fieldset: { legend: { text: label, classes: 'govuk-fieldset__legend--s' } } }
  const title = { label: { text: label, classes: 'govuk-label--s' } }
  if (field.as === 'columns')
    return html`<div class="ws-many">${checkboxes({ ...about, ...legend, classes: 'govuk-checkboxes--small', items, values: typedList(typed, name) })}</div>`
  if (field.as === 'number')
    return input({
      ...about,
      ...title,
      classes: 'govuk-input--width-5',
      inputmode: 'decimal',
      value: typedText(typed, name),
    })
  if (field.as === 'choice' && items.length <= FEW)
    return radios({ ...about, ...legend, items, value: typedText(typed, name) })
  return select({ ...about, ...title, items, value: typedText(typed, name) })
}

export function questionPage(seen: QuestionSeen): Page {
  const { programme, desk, question, mistakes } = seen
  const why = whyNotYet(question, desk.codebook, desk.sheet)
  const form = postForm(
    questionAt(programme, desk.id, question.key),
    html`${question.fields.map((field) => fieldOf(field, seen))}${button({ text: 'Work it out', preventDoubleClick: true })}`,
  )
  const empty = emptyState({
    heading: 'This data cannot answer it yet',
    words: why ?? '',
    action: { text: 'Change the codebook', href: codebookAt(programme, desk.id) },
  })
  const context = html`<h2 class="govuk-heading-s">It helps to decide</h2>${paragraph(question.helps)}<h2 class="govuk-heading-s">Good to know</h2>${quietList(
    ['What is offered here comes from the codebook.', link(codebookAt(programme, desk.id), 'Change the codebook')],
  )}`
  const main = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: question.asks, caption: desk.sheet.title })}${columns(why ? empty : form, context, { label: 'About this question' })}`
  return page(question.asks, main, { back: { text: 'Questions', href: deskAt(programme, desk.id) } })
}
