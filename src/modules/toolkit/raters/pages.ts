// Views of pupils, parents and wider staff, for those who work here: what was asked and said so far, asking, the page
// of an open call with its links and codes, and closing it. What was said is drawn in results-page.ts.
import { page, type Page } from '../../../kernel/route.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import type { Stands } from '../../../kernel/merge.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { checkboxes } from '../../../view/govuk/checkboxes.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { warningText } from '../../../view/govuk/warning-text.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, columns, emptyState, pageHeading, quietList, workList } from '../../../view/layout.ts'
import type { MergeField } from '../../../view/merge.ts'
import { beganFields } from '../../../view/merge-page.ts'
import { dateInWords, listInWords, wordsOfCount } from '../../../view/words.ts'
import { askingAt, callAt, toolkitAt, translationsAt, viewChoicesAt, viewsAt } from '../paths.ts'
import { chosenIn, typedIn } from '../typing.ts'
import { linkPiece } from './pieces.ts'
import { bandInWords, DAYS_BETWEEN, kindName, KINDS, SMALLEST, type Kind } from './rules.ts'
import type { Call, Choices, ChoicesNow, OpenLink } from './service.ts'

/** What someone here may do with views. */
export type Mine = { asks: boolean; reads_comments: boolean; signs: boolean }

export type ViewsSeen = {
  setting: string
  calls: readonly Call[]
  learners: string
  mine: Mine
  /** Absent before the first cycle: then nobody is asked yet. */
  cycle: { number: number } | undefined
  unread: ReadonlyMap<string, number>
}

const kindsInWords = (kinds: readonly Kind[], learners: string): string =>
  listInWords(kinds.map((kind, i) => (i === 0 ? kindName(kind, learners) : kindName(kind, learners).toLowerCase())))

export function viewsPage(seen: ViewsSeen): Page {
  const { setting, calls, learners, mine, cycle } = seen
  const open = calls.find((call) => call.closed_on === null)
  const closed = calls.filter((call) => call.closed_on !== null)
  const newest = closed[0]
  const heading = open
    ? `${kindsInWords(open.kinds, learners)} are being asked until ${dateInWords(open.closes_on)}`
    : newest
      ? `What ${kindsInWords(newest.kinds, learners).toLowerCase()} said`
      : `${kindName('pupils', learners)}, parents and wider staff see what a team cannot`
  const asks =
    mine.asks && !open && cycle
      ? html`<p class="govuk-body">${button({ text: 'Ask for their views', href: askingAt(setting) })}</p>`
      : nothing
  const work = html`<p class="govuk-body-l">They answer a short form by a link or a code, in their own language, without an account and without saying who they are.</p>
${asks}${open && openCard(open, seen)}
${closed.length > 0 ? html`<h2 class="govuk-heading-m">Calls so far</h2>${workList(closed.map((call) => closedLine(call, seen)))}${closed.map((call) => waitingLine(call, seen))}` : !open && nobodyYet(mine, cycle !== undefined)}`
  return page(heading, html`${pageHeading({ heading, caption: 'Views' })}${columns(work, viewsContext(seen))}`, {
    back: { text: 'Toolkit', href: toolkitAt(setting) },
  })
}

function openCard(call: Call, seen: ViewsSeen): Html {
  const hint = `Open since ${dateInWords(call.opened_on)}. Nobody sees answers until it closes.`
  return html`${workList([{ href: callAt(seen.setting, call.id), title: `Call ${call.number}: links, codes and how many have answered`, hint }])}${waitingLine(call, seen)}`
}

function waitingLine(call: Call, { unread }: ViewsSeen): Html {
  const n = unread.get(call.id) ?? 0
  if (n === 0) return nothing
  return html`<p class="govuk-body"><a class="govuk-link" href="${callAt(call.setting_id, call.id)}/comments">Read ${wordsOfCount(n, 'comment')} in call ${call.number} that nobody has read yet</a></p>`
}

function closedLine(call: Call, { setting, learners }: ViewsSeen) {
  return {
    href: callAt(setting, call.id),
    title: `Call ${call.number}: ${kindsInWords(call.kinds, learners).toLowerCase()}`,
    hint: `Closed on ${dateInWords(call.closed_on!)}`,
  }
}

function nobodyYet(mine: Mine, hasCycle: boolean): Html {
  if (!hasCycle)
    return emptyState({
      heading: 'Nobody has been asked yet',
      words: 'A first cycle of the Toolkit comes before a call.',
    })
  const words = mine.asks
    ? 'Choose who is asked and until when. You get a link, a square to scan and a code for each.'
    : 'The head, a senior leader or the mental health lead can ask.'
  return emptyState({ heading: 'Nobody has been asked yet', words })
}

function viewsContext({ setting, mine }: ViewsSeen): Html {
  const links = [
    ...(mine.asks ? [[viewChoicesAt(setting), 'The smallest group shown, and who raters can talk to'] as const] : []),
    ...(mine.signs ? [[translationsAt(setting), 'Languages, and who has checked them'] as const] : []),
  ]
  return html`<h2 class="govuk-heading-m">How they are kept safe</h2>${quietList([
    `Nothing is shown of fewer than ${SMALLEST} people, and a setting may ask for more.`,
    'Answers are looked at only after a call has closed. Then each person’s own answers are deleted.',
    'Comments are kept apart from answers. The safeguarding leads can read them at any time; the mental health lead once the call has closed and enough people answered.',
    'Nobody learns who answered, when, or in which language.',
  ])}${links.length > 0 && html`<h2 class="govuk-heading-m">Before you ask</h2>${quietList(links.map(([href, text]) => html`<a class="govuk-link" href="${href}">${text}</a>`))}`}`
}

export type AskingSeen = {
  setting: string
  learners: string
  resting: ReadonlyMap<Kind, string>
  choices: Choices
  /** What each kind is asked, in English. */
  questions: readonly { kind: Kind; items: readonly string[] }[]
  languages: readonly string[]
  /** Somebody here leads on safeguarding, and is told about comments while the call is open. */
  heard: boolean
  typed?: Typed | undefined
  mistakes?: Mistakes
}

export function askingPage(seen: AskingSeen): Page {
  const { setting, learners, resting, choices, typed, mistakes = {} } = seen
  const heading = 'Ask for views'
  const free = KINDS.filter((kind) => !resting.has(kind))
  const content = html`${checkboxes({
    name: 'kinds',
    fieldset: { legend: { text: 'Who is asked?', classes: 'govuk-fieldset__legend--m' } },
    hint: { text: `Each gets a link and a code of their own. Whoever was asked rests for ${DAYS_BETWEEN} days.` },
    values: chosenIn(typed, 'kinds', free),
    items: KINDS.map((kind) => ({
      value: kind,
      text: kindName(kind, learners),
      disabled: resting.has(kind),
      ...(resting.has(kind) ? { hint: { text: `Again from ${dateInWords(resting.get(kind)!)}` } } : {}),
    })),
    errorMessage: mistakeIn(mistakes, 'kinds'),
  })}
${input({ name: 'closes_on', label: { text: 'Last day', classes: 'govuk-label--m' }, hint: { text: 'Two or three weeks are enough. It closes by itself after that day. Write it as 18 December 2026.' }, classes: 'govuk-input--width-10', value: typedIn(typed, 'closes_on'), errorMessage: mistakeIn(mistakes, 'closes_on') })}
${button({ text: 'Open this call' })}`
  const context = html`<h2 class="govuk-heading-m">What is shown</h2><p class="govuk-body">Groups of at least ${choices.smallest}. <a class="govuk-link" href="${viewChoicesAt(setting)}">Change it, or say who raters can talk to</a></p>
<h2 class="govuk-heading-m">Languages</h2><p class="govuk-body">${listInWords(seen.languages)}. Whoever answers chooses.</p>
${seen.questions.map(({ kind, items }) => details({ summaryText: `What ${kindName(kind, learners).toLowerCase()} are asked`, html: html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>` }))}`
  const unheard = seen.heard
    ? nothing
    : attention(
        'Nobody here is the safeguarding lead in Wholeschool yet. Until somebody is, nobody is told about what is written in comments while the call is open. Ask the head to invite them first.',
      )
  const work = html`${unheard}<p class="govuk-body">About five minutes for each of them. They can leave anything out.</p>${postForm(askingAt(setting), content)}`
  return page(
    heading,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: 'Views' })}${columns(work, context)}`,
    {
      back: { text: 'Views', href: viewsAt(setting) },
    },
  )
}

export type OpenSeen = {
  call: Call
  learners: string
  bands: ReadonlyMap<Kind, number>
  /** For those who hand them out. */
  links: readonly OpenLink[] | undefined
  publicUrl: string
  mine: Mine
}

export function openCallPage(seen: OpenSeen): Page {
  const { call, learners, bands, links, publicUrl, mine } = seen
  const heading = `${kindsInWords(call.kinds, learners)} can answer until ${dateInWords(call.closes_on)}`
  const rows = call.kinds.map(
    (kind) => `${kindName(kind, learners)}: ${bandInWords(bands.get(kind) ?? 0, call.smallest)}`,
  )
  const handing = links
    ? html`<h2 class="govuk-heading-m">Links and codes</h2><p class="govuk-body">Give each kind its own. Whoever has one can answer, more than once: hand them out as you would a ballot paper.</p>${links.map((link) => linkPiece(link, { learners, publicUrl }))}`
    : nothing
  const close =
    mine.asks &&
    html`<h2 class="govuk-heading-m">Closing</h2><p class="govuk-body">It closes by itself after ${dateInWords(call.closes_on)}. <a class="govuk-link" href="${callAt(call.setting_id, call.id)}/closing">Close it sooner</a></p>`
  const work = html`<h2 class="govuk-heading-m">How many have answered</h2>${quietList(rows)}<p class="govuk-body ws-quiet">Told in steps, so that nobody can see one person arrive.</p>${handing}${close}`
  const top = pageHeading({ heading, caption: `Call ${call.number}` })
  return page(heading, html`${top}${columns(work, openContext(seen))}`, {
    back: { text: 'Views', href: viewsAt(call.setting_id) },
  })
}

function openContext({ call, mine }: OpenSeen): Html {
  const comments =
    mine.reads_comments &&
    html`<p class="govuk-body"><a class="govuk-link" href="${callAt(call.setting_id, call.id)}/comments">Comments</a></p>`
  return html`<h2 class="govuk-heading-m">This call</h2><p class="govuk-body">Opened on ${dateInWords(call.opened_on)} by ${call.opened_by}. The smallest group shown is ${call.smallest}.</p>${comments}<p class="govuk-body">Answers are looked at after it has closed. A closed call is never opened again.</p>`
}

export function closingPage({ call, learners, bands }: Pick<OpenSeen, 'call' | 'learners' | 'bands'>): Page {
  const heading = 'Close this call for good?'
  const few = call.kinds.filter((kind) => (bands.get(kind) ?? 0) < 2)
  const warn =
    few.length > 0 &&
    warningText({
      text: `${kindsInWords(few, learners)}: fewer than ${call.smallest} have answered. What they said will never be shown.`,
      iconFallbackText: 'Warning',
    })
  const work = html`<p class="govuk-body">What may be shown is worked out once, now. Then each person’s own answers are deleted, and the links and codes stop working.</p>${warn}${postForm(`${callAt(call.setting_id, call.id)}/closing`, button({ text: 'Close this call' }))}`
  return page(heading, html`${pageHeading({ heading, caption: `Call ${call.number}` })}${columns(work)}`, {
    back: { text: `Call ${call.number}`, href: callAt(call.setting_id, call.id) },
  })
}

/** What stands now, as it would be typed. */
export function standsOfChoices({ smallest, talk_to, version, by, at }: ChoicesNow): Stands {
  return { typed: { smallest: String(smallest), talk_to }, version, by, at }
}

export const choicesFields: readonly MergeField[] = [
  { name: 'smallest', label: 'The smallest group that is shown', kind: 'value' },
  { name: 'talk_to', label: 'Whom can they talk to here?', kind: 'words' },
]

export function choicesPage(setting: string, typed: Typed, mistakes: Mistakes, beside: Html): Page {
  const heading = 'What raters are promised here'
  const content = html`${beganFields(typed)}
${input({ name: 'smallest', label: { text: 'The smallest group that is shown', classes: 'govuk-label--m' }, hint: { text: `${SMALLEST} or more. A larger one protects a small setting better and hides more.` }, inputmode: 'numeric', classes: 'govuk-input--width-3', value: typedIn(typed, 'smallest'), errorMessage: mistakeIn(mistakes, 'smallest') })}
${textarea({ name: 'talk_to', rows: 3, label: { text: 'Whom can they talk to here?', classes: 'govuk-label--m' }, hint: { text: 'Shown above the comment, after “Talk to an adult here whom you trust”. Such as: Mr Okoro in the Harbour room, every break.' }, value: typedIn(typed, 'talk_to'), errorMessage: mistakeIn(mistakes, 'talk_to') })}
${button({ text: 'Save' })}`
  const work = html`<p class="govuk-body">Both hold for calls that you open from now on.</p>${beside}${postForm(viewChoicesAt(setting), content)}`
  return page(
    heading,
    html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: 'Views' })}${columns(work)}`,
    {
      back: { text: 'Views', href: viewsAt(setting) },
    },
  )
}
