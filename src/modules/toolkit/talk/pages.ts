// A thread's own page, where people speak and ask for one another, and the page on which someone changes what they said.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { checkboxes } from '../../../view/govuk/checkboxes.ts'
import { details } from '../../../view/govuk/details.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, quietList } from '../../../view/layout.ts'
import { dateTimeInWords, inWords } from '../../../view/words.ts'
import { paragraphs } from '../actions/pages.ts'
import { commentAt, threadAt } from '../paths.ts'
import { chosenIn, hiddenField, typedIn } from '../typing.ts'
import { commentList } from './pieces.ts'
import { shortTitle, type Thing } from './rules.ts'
import type { Own, Thread } from './service.ts'

export type ThreadSeen = {
  thing: Thing
  thread: Thread
  colleagues: readonly { person_id: string; name: string }[]
  typed?: Typed
  mistakes?: Mistakes
}

const context: Html = html`<h2 class="govuk-heading-m">Who reads this</h2>${quietList([
  'Everyone here who may see the Toolkit. Nobody outside.',
  'It is not part of the Record.',
  'No names of children, please. When someone may not be safe, follow your safeguarding policy today.',
])}`

export function threadPage({ thing, thread, colleagues, typed, mistakes = {} }: ThreadSeen): Page {
  const n = thread.comments.filter((one) => one.taken_back_at === null).length
  const heading = n === 0 ? 'Nothing is said here yet' : `${inWords(n)} ${n === 1 ? 'comment' : 'comments'} so far`
  const at = threadAt(thing.setting, thing.about, thing.key)
  const waits = thread.comments.some((one) =>
    one.asked.some(({ person_id, seen_at }) => person_id === thread.me && seen_at === null),
  )
  const seen = waits
    ? html`${insetText({ text: 'Someone asks you to look at this. Answer below, or say that you have seen it.' })}${postForm(`${at}/seen`, button({ text: 'I have seen this', classes: 'govuk-button--secondary' }))}`
    : nothing
  const chosen = chosenIn(typed, 'people')
  const people =
    colleagues.length === 0
      ? nothing
      : details({
          summaryText: 'Ask someone to look',
          open: chosen.length > 0 || mistakes.people !== undefined,
          html: checkboxes({
            name: 'people',
            fieldset: { legend: { text: 'Who should look at it?', classes: 'govuk-fieldset__legend--s' } },
            hint: {
              text: 'They find it on their home page and get a letter with a link, and nothing of what you write.',
            },
            values: chosen,
            items: colleagues.map(({ person_id, name }) => ({ value: person_id, text: name })),
            errorMessage: mistakeIn(mistakes, 'people'),
          }),
        })
  const content = html`${textarea({
    name: 'words',
    rows: 4,
    label: { text: 'What would you like to say?', classes: 'govuk-label--s' },
    hint: { text: 'Write @ and a name to ask someone to look, such as @Jo Smith' },
    value: typedIn(typed, 'words'),
    errorMessage: mistakeIn(mistakes, 'words'),
  })}${people}${button({ text: 'Say this' })}`
  const work = html`<p class="govuk-body-l"><a class="govuk-link" href="${thing.href}">${thing.title}</a></p>${seen}${commentList(thread)}${postForm(at, content)}`
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: 'What we say to one another' })}`
  return page(heading, html`${top}${columns(work, context)}`, {
    back: { text: shortTitle(thing.title), href: thing.href },
  })
}

/** Also drawn when the same comment was changed in another window: what stands now, and what was written here. */
export function changePage({ comment, thing }: Own, typed?: Typed, mistakes: Mistakes = {}): Page {
  const heading = 'Change what you said'
  const overtaken = typed !== undefined && typedIn(typed, 'version') !== String(comment.version)
  const now = overtaken
    ? html`<h2 class="govuk-heading-m">What stands now</h2>${paragraphs(comment.words)}<h2 class="govuk-heading-m">What you wrote</h2>`
    : nothing
  const version = hiddenField('version', comment.version)
  const at = commentAt(thing.setting, comment.id)
  const content = html`${version}${textarea({
    name: 'words',
    rows: 4,
    label: { text: 'What would you like to say?', classes: 'govuk-label--s' },
    value: typedIn(typed, 'words', comment.words),
    errorMessage: mistakeIn(mistakes, 'words'),
  })}${button({ text: overtaken ? 'Save my words instead' : 'Save' })}`
  const back = html`<h2 class="govuk-heading-m">Take it back</h2><p class="govuk-body">The words go for good. That you said something stays.</p>${postForm(`${at}/withdrawal`, html`${version}${button({ text: 'Take it back', classes: 'govuk-button--secondary' })}`)}`
  const caption = `Said on ${dateTimeInWords(comment.written_at)}`
  const top = html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption })}`
  return page(heading, html`${top}${columns(html`${now}${postForm(at, content)}${back}`, context)}`, {
    back: { text: 'Back', href: threadAt(thing.setting, thing.about, thing.key) },
  })
}
