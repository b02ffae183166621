// For the school: whom it asked to read a chapter and what came of it, asking, and one ask with exactly what would be read.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList, workList } from '../../../view/layout.ts'
import { dateInWords, inWords, isoDay } from '../../../view/words.ts'
import { paragraphs } from '../actions/pages.ts'
import type { HereSeen } from '../cycles/pages.ts'
import { principleByKey } from '../edition.ts'
import { newReadingAt, criticalReadingAt, readingsAt, sharingAt, toolkitAt } from '../paths.ts'
import { chapterReading } from '../records/reading.ts'
import { hiddenField, typedIn } from '../typing.ts'
import { isOpen, mayRemind, OPEN_DAYS, STATE_WORDS, stateOf, timesWords } from './rules.ts'
import type { Reading } from './service.ts'
import type { ReadingRow } from './store.ts'

const about: Html = html`<h2 class="govuk-heading-m">How it goes</h2>${quietList([
  'You ask one person outside, or the reviewers of your programme, to read one chapter.',
  'They read that chapter as it stood when you asked, and nothing else of yours.',
  'The head agrees before anyone outside sees anything, and can take it back at any time.',
  'They answer three things: what stands out as strong, what they wondered, one next step.',
  'What they say is yours. It is in the Record only when you put it there.',
  `An ask runs out ${OPEN_DAYS} days after the day by which you hoped for an answer.`,
])}`

export function readingsPage(here: HereSeen, readings: readonly ReadingRow[]): Page {
  const { cycle, edition, leads, today } = here
  const setting = cycle.setting_id
  const done = readings.filter((one) => one.answered_at !== null).length
  const heading =
    readings.length === 0
      ? 'Nobody outside has been asked yet'
      : `${inWords(done)} of ${readings.length} ${readings.length === 1 ? 'ask' : 'asks'} answered`
  const ask =
    leads && cycle.stage !== 'closed'
      ? html`<p class="govuk-body">${button({ text: 'Ask someone to read a chapter', href: newReadingAt(setting) })}</p>`
      : nothing
  const list = workList(
    readings.map((one) => ({
      href: criticalReadingAt(setting, one.id),
      title: `${principleByKey(edition, one.principle_key)?.name ?? 'A chapter'}: ${one.reader_name ?? one.asked_of}`,
      hint: `${STATE_WORDS[stateOf(one, today)]}. ${timesWords(one, isoDay)}`,
    })),
  )
  const empty = emptyState({
    heading: 'What will be here',
    words: 'A critical friend sees strengths that you have stopped noticing, and wonders what you no longer ask.',
  })
  const top = pageHeading({ heading, caption: 'Critical friends' })
  return page(heading, html`${top}${columns(html`${ask}${readings.length === 0 ? empty : list}`, about)}`, {
    back: { text: 'Toolkit', href: toolkitAt(setting) },
  })
}

export type AskingSeen = {
  here: HereSeen
  /** With which reading by reviewers is switched on. */
  programmes: readonly { programme_id: string; name: string }[]
  chosen?: string | undefined
  typed?: Typed
  mistakes?: Mistakes
}

function whomFields({ programmes, typed, mistakes = {} }: AskingSeen): Html {
  const friend = html`${input({
    name: 'friend',
    label: { text: 'Who are they?' },
    hint: { text: 'A name and where they work, such as: Jo Smith, Elm Road School' },
    value: typedIn(typed, 'friend'),
    errorMessage: mistakeIn(mistakes, 'friend'),
  })}${input({
    name: 'email',
    type: 'email',
    label: { text: 'Their email address' },
    hint: { text: 'They sign in with the account they have here under this address' },
    value: typedIn(typed, 'email'),
    errorMessage: mistakeIn(mistakes, 'email'),
  })}`
  const programme = select({
    name: 'programme',
    label: { text: 'Programme' },
    items: programmes.map((one) => ({ value: one.programme_id, text: one.name })),
    value: typedIn(typed, 'programme', programmes[0]?.programme_id ?? ''),
    errorMessage: mistakeIn(mistakes, 'programme'),
  })
  return radios({
    name: 'asks',
    fieldset: { legend: { text: 'Whom do you ask?', classes: 'govuk-fieldset__legend--s' } },
    value: typedIn(typed, 'asks', 'friend'),
    items: [
      { value: 'friend', text: 'A critical friend', conditional: { html: friend } },
      programmes.length > 0 && {
        value: 'programme',
        text: 'The reviewers and officers of a programme',
        conditional: { html: programme },
      },
    ],
    errorMessage: mistakeIn(mistakes, 'asks'),
  })
}

export function askingPage(seen: AskingSeen): Page {
  const { here, chosen, typed, mistakes = {}, programmes } = seen
  const { cycle, edition } = here
  const setting = cycle.setting_id
  const heading = 'Ask someone to read a chapter'
  const content = html`${select({
    name: 'principle',
    label: { text: 'Which chapter?', classes: 'govuk-label--s' },
    items: edition.principles.map((one) => ({ value: one.key, text: `${one.number}. ${one.name}` })),
    value: typedIn(typed, 'principle', chosen ?? ''),
    errorMessage: mistakeIn(mistakes, 'principle'),
  })}${whomFields(seen)}${textarea({
    name: 'question',
    rows: 3,
    label: { text: 'What would you like them to look at, if anything?', classes: 'govuk-label--s' },
    value: typedIn(typed, 'question'),
    errorMessage: mistakeIn(mistakes, 'question'),
  })}${input({
    name: 'wished_on',
    label: { text: 'By which day would you like an answer?', classes: 'govuk-label--s' },
    hint: { text: 'Two weeks are kind. Such as 3 December 2026' },
    classes: 'govuk-input--width-10',
    value: typedIn(typed, 'wished_on'),
    errorMessage: mistakeIn(mistakes, 'wished_on'),
  })}${button({ text: 'Ask the head to agree' })}`
  const off =
    programmes.length === 0 &&
    html`<p class="govuk-body">Reading by reviewers is not switched on for any programme. <a class="govuk-link" href="${sharingAt(setting)}">See what is shared</a></p>`
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: 'Critical friends' })}`
  const work = html`<p class="govuk-body">The chapter is copied as it stands now. Nothing is sent until the head agrees.</p>${postForm(readingsAt(setting), content)}`
  return page(heading, html`${top}${columns(work, html`${about}${off}`)}`, {
    back: { text: 'Critical friends', href: readingsAt(setting) },
  })
}

export type ReadingSeen = {
  reading: Reading
  today: string
  /** The head, who agrees; those who lead, who take back, remind and keep. */
  may: { agree: boolean; lead: boolean }
  mistakes?: Mistakes
}

export function readingPage({ reading, today, may, mistakes = {} }: ReadingSeen): Page {
  const { setting_id: setting, document, asked_of } = reading
  const state = stateOf(reading, today)
  const chapter = document.chapters[0]!
  const who = reading.reader_name ?? asked_of
  const heading = state === 'answered' ? `What ${who} said` : `${STATE_WORDS[state]}: ${asked_of}`
  const facts = quietList([
    timesWords(reading, isoDay),
    `${reading.asked_name} asked${reading.agreed_name === null ? '.' : `, ${reading.agreed_name} agreed.`}`,
    reading.asks === 'programme' ? asked_of : `A critical friend: ${asked_of}`,
    isOpen(reading, today)
      ? `They can open the copy until ${dateInWords(reading.expires_on)}.`
      : 'Nobody outside can open the copy.',
  ])
  const question =
    reading.question !== null && html`<p class="govuk-body"><strong>You asked:</strong> ${reading.question}</p>`
  const top = html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: chapter.name })}`
  const work = html`${question}${state === 'for-head' && agreeing(reading, may.agree)}${state === 'answered' && answered(reading, may.lead)}${may.lead && deeds(reading, today)}
<h2 class="govuk-heading-m">Exactly what they read</h2><p class="govuk-body">As it stood on ${dateInWords(new Date(document.asAt))}.</p>${chapterReading(document)}`
  return page(heading, html`${top}${columns(work, html`<h2 class="govuk-heading-m">This ask</h2>${facts}${about}`)}`, {
    back: { text: 'Critical friends', href: readingsAt(setting) },
  })
}

function agreeing(reading: Reading, mayAgree: boolean): Html {
  const friend = reading.asks === 'friend'
  const what = friend
    ? html`<p class="govuk-body">This goes outside any agreement with a programme: one person, ${reading.asked_of}, would read the chapter below, word for word, with the names of colleagues in it. They keep no copy here once it is taken back or has run out. The head decides for the school.</p><p class="govuk-body">It opens for whoever has the account with this email address, and for nobody else: <strong>${reading.email}</strong>. Make sure that it is theirs.</p>`
    : html`<p class="govuk-body">${reading.asked_of} would read the chapter below, word for word, with the names of colleagues in it, under your agreement for reading by reviewers. The head decides for the school.</p>`
  if (!mayAgree) return html`${what}<p class="govuk-body">It waits for the head.</p>`
  const form = html`${hiddenField('version', reading.version)}${button({ text: 'I agree that they read this chapter' })}`
  return html`<h2 class="govuk-heading-m" id="agreement">Do you agree?</h2>${what}${postForm(`${criticalReadingAt(reading.setting_id, reading.id)}/agreement`, form)}`
}

/** The three answers. */
function answerPiece(said: Pick<ReadingRow, 'strong' | 'wondered' | 'next_step'>): Html {
  const parts = [
    ['What stands out as strong', said.strong],
    ['What they wondered', said.wondered],
    ['One next step', said.next_step],
  ] as const
  return html`${parts.map(([name, words]) => html`<h2 class="govuk-heading-s">${name}</h2>${paragraphs(words ?? '')}`)}`
}

function answered(reading: Reading, leads: boolean): Html {
  const { kept_at, kept_name } = reading
  const stands =
    kept_at === null
      ? 'It is not in the Record.'
      : `It is in the Record. ${kept_name} put it there on ${dateInWords(kept_at)}.`
  const form = html`${hiddenField('version', reading.version)}${button({ text: kept_at === null ? 'Put this in the Record' : 'Take it out of the Record', classes: 'govuk-button--secondary' })}`
  return html`${answerPiece(reading)}<p class="govuk-body">${stands}</p>${leads && postForm(`${criticalReadingAt(reading.setting_id, reading.id)}/keeping`, form)}`
}

function deeds(reading: Reading, today: string): Html {
  const at = criticalReadingAt(reading.setting_id, reading.id)
  const again =
    mayRemind(reading, today) &&
    postForm(`${at}/reminder`, button({ text: 'Write to them again', classes: 'govuk-button--secondary' }))
  const back =
    reading.ended === null &&
    details({
      summaryText: 'Take it back',
      html: html`<p class="govuk-body">They can no longer open the chapter from that moment. What they have said stays with you.</p>${postForm(`${at}/withdrawal`, button({ text: 'Take it back', classes: 'govuk-button--secondary' }))}`,
    })
  return html`${again}${back}`
}
