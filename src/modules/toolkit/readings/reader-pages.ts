// For the reader: the ask, with its yes and its not this time; the one chapter; and the three things to say about it.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, type Html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList } from '../../../view/layout.ts'
import { dateInWords } from '../../../view/words.ts'
import { takingUpAt } from '../paths.ts'
import { chapterReading } from '../records/reading.ts'
import { hiddenField, typedIn } from '../typing.ts'
import type { Ask } from './letters.ts'
import type { Copy } from './service.ts'

export type AskSeen = { ask: Ask | undefined; token: string; typed?: Typed; mistakes?: Mistakes }

export function askPage({ ask, token, typed, mistakes = {} }: AskSeen): Page {
  if (!ask) {
    const heading = 'This link opens only for whoever it was sent to'
    const words =
      'Sign in with the account that has the email address to which the letter came. If the letter is old, ask whoever wrote to you.'
    const summary = errorSummaryFor(mistakes, { ask: 'main-content', answer: 'main-content' })
    return page(
      heading,
      html`${summary}${pageHeading({ heading })}${emptyState({ heading: 'What you can do', words })}`,
    )
  }
  const heading = `${ask.by} of ${ask.school} asks you to read a chapter`
  const content = html`${hiddenField('ask', token)}${radios({
    name: 'answer',
    fieldset: { legend: { text: 'Will you read it?', classes: 'govuk-fieldset__legend--m' } },
    value: typedIn(typed, 'answer'),
    items: [
      { value: 'take', text: 'Yes, show me the chapter' },
      { value: 'decline', text: 'Not this time', hint: { text: 'They hear it kindly and ask someone else' } },
    ],
    errorMessage: mistakeIn(mistakes, 'answer'),
  })}${button({ text: 'Continue' })}`
  const work = html`<p class="govuk-body-l">${ask.chapter}: one chapter of their own review of wellbeing. They hope for your answer by ${dateInWords(ask.wished_on)}.</p>
<p class="govuk-body">You read that chapter as it stood, with the names of colleagues in it. Please keep it to yourself. You say what stands out as strong, what you wondered, and one next step; your name and your words go to the school, which may put them in its Record.</p>${postForm(takingUpAt, content)}`
  return page(heading, html`${errorSummaryFor(mistakes)}${pageHeading({ heading })}${columns(work)}`)
}

export type CopySeen = { copy: Copy; at: string; typed?: Typed; mistakes?: Mistakes }

const PROMPTS = [
  ['strong', 'What stands out as strong?', 'Begin here. Name what you would like to take home'],
  ['wondered', 'What did you wonder?', 'A question helps more than an opinion'],
  ['next_step', 'What is one next step?', 'One, small enough to start this term'],
] as const

export function copyPage({ copy, at, typed, mistakes = {} }: CopySeen): Page {
  const { setting_name, principle_name, document, question, answered_at } = copy
  const heading = `${principle_name} at ${setting_name}`
  const asks =
    question !== null && html`<p class="govuk-body"><strong>${copy.asked_name} asks:</strong> ${question}</p>`
  const fields = html`${PROMPTS.map(([name, label, hint]) => textarea({ name, rows: 4, label: { text: label, classes: 'govuk-label--s' }, hint: { text: hint }, value: typedIn(typed, name), errorMessage: mistakeIn(mistakes, name) }))}${button({ text: 'Send my answer' })}`
  const answer: Html = answered_at
    ? html`<p class="govuk-body">Your answer went to ${setting_name} on ${dateInWords(answered_at)}. Thank you.</p>`
    : html`<h2 class="govuk-heading-m" id="answer">What you say to them</h2>${postForm(`${at}/answer`, fields)}`
  const context = html`<h2 class="govuk-heading-m">What you read</h2>${quietList([
    `This one chapter, as it stood on ${dateInWords(new Date(document.asAt))}. Nothing else of theirs.`,
    `They hope for your answer by ${dateInWords(copy.wished_on)}.`,
    `You can open it until ${dateInWords(copy.expires_on)}, or until they take it back.`,
    'Names of colleagues are in it. Please keep it to yourself.',
  ])}`
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: `${copy.asked_name} asked you to read this` })}`
  return page(heading, html`${top}${columns(html`${asks}${chapterReading(document)}${answer}`, context)}`)
}
