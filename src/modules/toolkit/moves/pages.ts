// The moves bank on a page: what other schools did, to find, to read, to print, to ask about and to adapt.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { select } from '../../../view/govuk/select.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import { dateInWords, inWords } from '../../../view/words.ts'
import { DESIGNATIONS } from '../../settings/contract.ts'
import { paragraphs, plain } from '../actions/pages.ts'
import { criterionByKey, nounsOf, principleByKey, type Edition } from '../edition.ts'
import { moveAt, movesAt, newMoveAt, ownMovesAt, planAt } from '../paths.ts'
import { typedIn } from '../typing.ts'
import type { Asked, Bank } from './bank.ts'
import { adaptedWords, kindOf, moveLine } from './pieces.ts'
import { creditWords, EFFORT_WORDS, WEEKS_WORDS } from './rules.ts'
import type { MoveRow } from './store.ts'

/** A bank, whoever reads it: at a school or at a programme's office. */
export type BankShown = { at: string; hrefOf: (move: MoveRow) => string; edition: Edition; asked: Asked; bank: Bank }

export function isNarrowed({ principle, criterion, designation, effort, words }: Asked): boolean {
  return [principle, criterion, designation, effort].some((one) => one !== null) || words.length > 0
}

function addressOf({ at, asked }: BankShown, pageNumber: number): string {
  const { principle, criterion, designation, effort, words } = asked
  const all = { principle, criterion, kind: designation, effort, q: words.join(' '), page: String(pageNumber) }
  const kept = Object.entries(all).filter(([name, value]) => value && !(name === 'page' && value === '1'))
  const query = new URLSearchParams(kept as [string, string][])
  return query.size === 0 ? at : `${at}?${query}`
}

function filters({ at, edition, asked }: BankShown): Html {
  const any = { value: '', text: 'Any' }
  const principles = edition.principles.map(({ key, name }) => ({ value: key, text: name }))
  const chosen = asked.principle === null ? undefined : principleByKey(edition, asked.principle)
  const criteria = chosen?.criteria.map((one) => ({ value: one.key, text: plain(one) }))
  const form = html`<form action="${at}" method="get" class="ws-filters">
${input({ name: 'q', label: { text: 'Words' }, hint: { text: 'In the title, in what was done or changed, or a school’s name.' }, value: asked.words.join(' '), classes: 'govuk-input--width-20' })}
${select({ name: 'principle', label: { text: 'Principle' }, value: asked.principle, items: [any, ...principles] })}
${criteria && select({ name: 'criterion', label: { text: 'What it is about' }, value: asked.criterion, items: [any, ...criteria] })}
${select({ name: 'kind', label: { text: 'Kind of setting' }, value: asked.designation, items: [any, ...Object.entries(DESIGNATIONS).map(([value, text]) => ({ value, text }))] })}
${select({ name: 'effort', label: { text: 'Effort' }, value: asked.effort, items: [any, ...Object.entries(EFFORT_WORDS).map(([value, text]) => ({ value, text }))] })}
${button({ text: 'Show these moves', classes: 'govuk-button--secondary' })}</form>`
  return details({ summaryText: 'Find a move', html: form, open: isNarrowed(asked), classes: 'ws-screen-only' })
}

/** The finding, the ways to narrow it, a card for each move. */
export function bankPart(shown: BankShown): Html {
  const { asked, bank, edition, at } = shown
  const none = emptyState({
    heading: isNarrowed(asked) ? 'No move matches' : 'Moves will be here',
    words: isNarrowed(asked)
      ? 'Try fewer words, or another principle.'
      : 'A move is something a school did that others can try: what it took, what changed, and whom to ask. Each school chooses what it shares.',
    ...(isNarrowed(asked) && { action: { text: 'Show all moves', href: at } }),
  })
  const rows = bank.moves.map((move) => ({
    href: shown.hrefOf(move),
    title: move.title,
    hint: html`${move.hidden_at && html`<strong>Hidden.</strong> `}${principleByKey(edition, move.principle_key)?.name ?? ''}: ${moveLine(move)}`,
  }))
  const next = bank.more ? { href: addressOf(shown, asked.page + 1) } : undefined
  const previous = asked.page > 1 ? { href: addressOf(shown, asked.page - 1) } : undefined
  const pages = next || previous ? pagination({ next, previous, landmarkLabel: 'Pages of moves' }) : nothing
  return html`${filters(shown)}${rows.length === 0 ? none : rowList(rows)}${pages}`
}

export function bankHeading({ bank, asked }: Pick<BankShown, 'bank' | 'asked'>): string {
  const { total } = bank
  if (isNarrowed(asked)) return `${inWords(total)} ${total === 1 ? 'move matches' : 'moves match'}`
  if (total === 0) return 'No moves are shared yet'
  return `${inWords(total)} ${total === 1 ? 'move' : 'moves'} that schools tried and share`
}

export function bankPage(setting: string, shown: Omit<BankShown, 'at' | 'hrefOf'>, mayShare: boolean): Page {
  const whole = { ...shown, at: movesAt(setting), hrefOf: (move: MoveRow) => moveAt(setting, move.id) }
  const heading = bankHeading(shown)
  const own = mayShare
    ? html`<li><a class="govuk-link" href="${ownMovesAt(setting)}">What we share</a></li><li><a class="govuk-link" href="${newMoveAt(setting)}">Share something you have long done</a></li>`
    : nothing
  const side = html`<h2 class="govuk-heading-s">How it works</h2>${quietList([
    'Most adapted first. Nobody is ranked: what suits one place may not suit another.',
    'Adapt a move and it becomes an action in your plan, with credit to the school it came from.',
    'You can ask about a move. Your question goes to a member of staff there, who answers you by email.',
  ])}<ul class="ws-quiet-list">${own}</ul>`
  return page(
    heading,
    html`${pageHeading({ heading, caption: 'The resilient moves bank' })}${columns(bankPart(whole), side)}`,
    {
      back: { text: 'Back to the plan', href: planAt(setting) },
    },
  )
}

const row = (text: string, value: Html | string) => ({ key: { text }, value: { html: html`${value}` } })

/** A whole move, as everyone reads it. */
export function moveRows(move: MoveRow, edition: Edition) {
  const criterion = move.criterion_key === null ? undefined : criterionByKey(edition, move.criterion_key)
  const elsewhere = 'Something that your edition does not ask'
  const about = criterion ? plain(criterion) : move.criterion_key === null ? 'The whole principle' : elsewhere
  const weeks = move.weeks === null ? '' : `, ${(WEEKS_WORDS[String(move.weeks)] ?? '').toLowerCase()}`
  const rests = move.measured
    ? html`<p class="govuk-body"><strong>Measured.</strong> ${move.measured.words}</p>`
    : html`<p class="govuk-body ws-quiet">The school says so itself.</p>`
  return [
    row('What it is about', `${principleByKey(edition, move.principle_key)?.name ?? ''}. ${about}`),
    row('What we did', paragraphs(move.done_words)),
    row('For whom', move.for_words),
    row('What it took', `${EFFORT_WORDS[move.effort]}${weeks}`),
    ...(move.cost_words === null ? [] : [row('Cost', move.cost_words)]),
    row('What changed', html`${paragraphs(move.changed_words)}${rests}`),
    ...(move.differently === null ? [] : [row('What we would do differently', paragraphs(move.differently))]),
    row('Whom to ask', `${move.ask_words} at ${move.setting_name}`),
    ...(move.credit.length === 0 ? [] : [row('Where it comes from', `${creditWords(move.credit)}.`)]),
  ]
}

export type MoveShown = {
  setting: string
  move: MoveRow
  edition: Edition
  mayAdapt: boolean
  mayAsk: boolean
  typed: Typed
  mistakes: Mistakes
}

function askPart({ setting, move, typed, mistakes }: MoveShown): Html {
  const form = postForm(
    `${moveAt(setting, move.id)}/question`,
    html`${textarea({
      name: 'question',
      rows: 4,
      label: { text: 'What would you like to know?' },
      hint: {
        text: `It goes to the ${move.ask_words.toLowerCase()} at ${move.setting_name}, with your name, your school and your email address, so that they can answer you. Leave out anything that could tell who a child is.`,
      },
      errorMessage: mistakeIn(mistakes, 'question'),
      value: typedIn(typed, 'question'),
    })}${button({ text: 'Send this question', classes: 'govuk-button--secondary' })}`,
    { classes: 'ws-screen-only' },
  )
  return html`<h2 class="govuk-heading-m ws-screen-only">Ask about this</h2>${form}`
}

export function movePage(shown: MoveShown): Page {
  const { setting, move, edition, mistakes } = shown
  const own = move.setting_id === setting
  const adapt =
    shown.mayAdapt && move.may_adapt && !own
      ? html`<p class="govuk-body ws-screen-only">${button({ text: 'Adapt this for our plan', href: `${moveAt(setting, move.id)}/adapting` })}</p>`
      : nothing
  const told = move.may_adapt
    ? nothing
    : html`<p class="govuk-body ws-quiet">This school shares it to be read. Ask before you adapt it.</p>`
  const work = html`<p class="govuk-body-l">${kindOf(move.designation)} · ${adaptedWords(move.adapted)}</p>${adapt}${told}${summaryList({ rows: moveRows(move, edition) })}${shown.mayAsk && !own ? askPart(shown) : nothing}`
  const side = quietList([
    `Shared on ${dateInWords(move.shared_at)}.`,
    `Words for ${nounsOf(edition).learners} may differ in your setting: adapt them too.`,
  ])
  return page(
    move.title,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: move.title, caption: move.setting_name })}${columns(work, side)}`,
    { back: { text: 'Back to the moves bank', href: movesAt(setting) } },
  )
}
