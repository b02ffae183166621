// The lead's list of links with what each shows, the page that tells a new one once, and what a reader meets who has a
// link and no account: a door, the Record to read, and a kind word when the link has ended.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import {
  columns,
  dateInWords,
  emptyState,
  inWords,
  pageHeading,
  quietList,
  stackedTable,
  wordsOfCount,
} from '../../../view/layout.ts'
import { linksAt, readingAt, recordAt, versionAt, versionsAt } from '../paths.ts'
import { spacedCode } from '../raters/rules.ts'
import { reading } from '../records/reading.ts'
import { countsOf } from '../records/rules.ts'
import type { KeptRecord } from '../records/store.ts'
import { findingOf, stageLine } from '../records/wording.ts'
import { hiddenField, typedIn } from '../typing.ts'
import { DAYS_MOST, stateOf } from './rules.ts'
import type { HeldLink, Made, OpenHeld, ReadingLink } from './service.ts'

export type LinksSeen = {
  setting: string
  today: string
  links: readonly ReadingLink[]
  versions: readonly KeptRecord[]
  mistakes?: Mistakes
  typed?: Typed
}

export function linksPage(seen: LinksSeen): Page {
  const { setting, today, links, versions } = seen
  const mistakes = toldMistakes(versions.length, seen.mistakes ?? {})
  const open = links.filter((link) => stateOf(link, today) === 'open').length
  const title =
    open === 0
      ? 'Nobody can read the Record by a link'
      : `${inWords(open)} ${open === 1 ? 'link is' : 'links are'} open`
  const list =
    links.length === 0
      ? emptyState({
          heading: 'What will be here',
          words:
            'A link lets a governor or an inspector read one kept version without an account, until a day you choose. Each link is listed here with what it shows and how often it was opened.',
        })
      : stackedTable({
          caption: 'Links, newest first',
          captionHidden: true,
          head: ['For whom', 'What for', 'What it shows', 'Opened', 'Open until'],
          rows: links.map((link) => rowOf(setting, today, link)),
        })
  const context = html`<h2 class="govuk-heading-s">What a link does</h2>${quietList([
    'It shows exactly the version you choose, as it was kept, with the names in it. Never the living Record.',
    'It ends by itself after its last day, and at once when you end it.',
    'We count on which days it was opened. We do not note by whom, from where or at what hour.',
    'Whoever has the link can read it. With a code as well, tell them the code in another way: by telephone, say.',
  ])}`
  return page(
    title,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: title, caption: 'Read without an account' })}${columns(html`${list}${making(seen)}`, context)}`,
    { back: { text: 'The Record', href: recordAt(setting) } },
  )
}

/** Without a version there is nothing to fill in, and one thing to do first. */
function toldMistakes(versions: number, mistakes: Mistakes): Mistakes {
  return versions > 0 || Object.keys(mistakes).length === 0
    ? mistakes
    : { record: 'Keep a version of the Record first' }
}

function rowOf(setting: string, today: string, link: ReadingLink): Value[] {
  const state = stateOf(link, today)
  const opened =
    link.times === 0
      ? 'Not yet'
      : `${wordsOfCount(link.times, 'time')}, last on ${dateInWords(link.last_opened_on ?? today)}`
  const end = html`${dateInWords(link.last_day)}${postForm(
    `${linksAt(setting)}/${link.id}/withdrawals`,
    button({
      html: html`End it now<span class="govuk-visually-hidden">: the link for ${link.reader}</span>`,
      classes: 'govuk-button--secondary',
    }),
  )}`
  const ended = state === 'withdrawn' ? `Ended by ${link.withdrawn_by}` : `Ended after ${dateInWords(link.last_day)}`
  return [
    link.reader,
    link.purpose,
    html`<a class="govuk-link" href="${versionAt(setting, link.record_id)}">Version ${link.cycle_number}.${link.record_number}</a>${link.with_code && ', with a code'}`,
    opened,
    html`<div>${state === 'open' ? end : ended} <span class="ws-quiet">Made by ${link.made_by}, ${dateInWords(link.made_at)}</span></div>`,
  ]
}

function making({ setting, versions, mistakes = {}, typed }: LinksSeen): Html {
  if (versions.length === 0)
    return html`<div id="record">${emptyState({
      heading: 'Keep a version first',
      words: 'A link shows a kept version, never the living Record, so that you know what was read.',
      action: { text: 'Keep a version', href: versionsAt(setting) },
    })}</div>`
  const text = (name: string, label: string, hint: string): Html =>
    input({
      name,
      label: { text: label },
      hint: { text: hint },
      value: typedIn(typed, name),
      errorMessage: mistakeIn(mistakes, name),
    })
  return html`<h2 class="govuk-heading-m">Make a link</h2>${postForm(
    linksAt(setting),
    html`${select({
      name: 'record',
      label: { text: 'Which version will they read?' },
      items: versions.map((one) => ({
        value: one.id,
        text: `Version ${one.cycle_number}.${one.number}, kept on ${dateInWords(one.kept_at)}: ${one.why}`,
      })),
      value: typedIn(typed, 'record'),
      errorMessage: mistakeIn(mistakes, 'record'),
    })}${text('reader', 'Who will read it?', 'For example, “Chair of governors” or “Lead inspector”')}${text('purpose', 'What is it for?', 'They see this when they open it. For example, “Governors’ meeting on 12 March”')}${input(
      {
        name: 'days',
        label: { text: 'For how many days is it open?' },
        hint: { text: `From 1 to ${DAYS_MOST}, today included` },
        classes: 'govuk-input--width-3',
        inputmode: 'numeric',
        value: typedIn(typed, 'days', 14),
        errorMessage: mistakeIn(mistakes, 'days'),
      },
    )}${radios({
      name: 'code',
      fieldset: { legend: { text: 'Is a code needed as well?', classes: 'govuk-fieldset__legend--s' } },
      items: [
        { value: 'yes', text: 'Yes, a code that I tell them separately' },
        { value: 'no', text: 'No, the link is enough' },
      ],
      value: typedIn(typed, 'code', 'yes'),
      errorMessage: mistakeIn(mistakes, 'code'),
    })}${button({ text: 'Make this link' })}`,
  )}`
}

/** Told once: only hashes are kept. */
export function madePage(setting: string, publicUrl: string, made: Made, reader: string): Page {
  const title = 'The link is made: copy it now'
  const code =
    made.code !== undefined
      ? html`<h2 class="govuk-heading-m">The code</h2><p class="govuk-body">Tell it in another way than the link: by telephone, or in person.</p><p class="govuk-body-l"><strong>${spacedCode(made.code)}</strong></p>`
      : nothing
  const work = html`<h2 class="govuk-heading-m">The link for ${reader}</h2><p class="govuk-body"><code class="ws-digest">${publicUrl}${readingAt(made.token)}</code></p>${code}
<p class="govuk-body">It is open until the end of ${dateInWords(made.last_day)}. We keep neither the link nor the code and cannot show them again. If they are lost, make another and end this one.</p>
<p class="govuk-body"><a class="govuk-link" href="${linksAt(setting)}">I have copied it: show all links</a></p>`
  return page(title, html`${pageHeading({ heading: title, caption: 'Read without an account' })}${columns(work)}`)
}

// Whoever holds the link ----------------------------------------------------------------------------------------------

/** The same for a token that never was and for one that was mistyped. */
export function unknownLinkPage(): Page {
  const title = 'We do not know this link'
  return page(
    title,
    columns(
      html`${pageHeading({ heading: title })}<p class="govuk-body">Check that the address is whole: a long link can break in a letter. If it is, ask whoever sent it to you for another.</p>`,
    ),
    { status: 404 },
  )
}

export function endedPage(): Page {
  const title = 'This link has ended'
  return page(
    title,
    columns(
      html`${pageHeading({ heading: title })}<p class="govuk-body">Links to a Record are open for a limited time, and the school may end one sooner. Nothing went wrong on your side.</p><p class="govuk-body">If you still need to read it, ask whoever sent you the link for a new one.</p>`,
    ),
    { status: 410 },
  )
}

/** Opening a link changes nothing, so that what looks through letters for danger counts for nobody. */
export function doorPage(held: HeldLink, setting: string, mistakes: Mistakes = {}): Page {
  const hidden = held.code !== null
  const title = hidden ? 'A Record was shared with you' : `${setting} lets you read its Record`
  const about = hidden
    ? html`<p class="govuk-body">Enter the code that you were told beside the link. It is eight letters.</p>`
    : html`<p class="govuk-body">For: ${held.purpose}. Version ${held.cycle_number}.${held.record_number}, as the school kept it.</p>`
  const field = hidden
    ? input({
        name: 'code',
        label: { text: 'Code' },
        classes: 'govuk-input--width-10',
        autocomplete: 'off',
        spellcheck: false,
        errorMessage: mistakeIn(mistakes, 'code'),
      })
    : hiddenField('code', '')
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: title })}${about}${postForm(readingAt(held.token), html`${field}${button({ text: 'Open the Record' })}`)}
<p class="govuk-body ws-quiet">The link is open until the end of ${dateInWords(held.last_day)}. The Record names people who work at the school: please do not pass it on.</p>`
  return page(title, columns(work))
}

export function heldRecordPage(held: OpenHeld, pass: string): Page {
  const document = held.read
  const print = postForm(
    `${readingAt(held.token)}/pdf`,
    html`${hiddenField('pass', pass)}${button({ text: 'Save as PDF', classes: 'govuk-button--secondary' })}`,
  )
  const context = html`<h2 class="govuk-heading-s">What you are reading</h2>${quietList([
    `For: ${held.purpose}`,
    `Version ${held.cycle_number}.${held.record_number}, as it stood on ${dateInWords(new Date(document.asAt))}`,
    stageLine(document),
    `${document.edition.title}, version ${document.edition.version}`,
    `Open to you until the end of ${dateInWords(held.last_day)}`,
    html`Digest of this version <code class="ws-digest">${held.digest}</code>`,
  ])}${print}`
  const heading = pageHeading({
    heading: findingOf(document, countsOf(document.chapters)),
    caption: `${document.setting.name} · The Record`,
  })
  return page(`${document.setting.name}: the Record`, html`${heading}${columns(reading(document), context)}`)
}
