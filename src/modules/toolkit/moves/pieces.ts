// What other pages show of the moves bank: ideas from other schools beside a gap, and whose move an action was.
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import { DESIGNATIONS, type Designation } from '../../settings/contract.ts'
import { paragraphs } from '../actions/pages.ts'
import { moveAt, movesAt } from '../paths.ts'
import { creditWords, EFFORT_WORDS, WEEKS_WORDS, type Credit } from './rules.ts'
import type { MoveRow } from './store.ts'

const link = (href: string, text: Value): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

export const kindOf = (designation: string): string => DESIGNATIONS[designation as Designation] ?? designation

export function adaptedWords(n: number): string {
  return n === 0 ? 'not adapted yet' : `adapted by ${wordsOfCount(n, 'school')}`
}

/** The quiet line under a move's title: whose, how much effort, how long, what it rests on, how many made it theirs. */
export function moveLine(move: MoveRow): string {
  const weeks = move.weeks === null ? [] : [WEEKS_WORDS[String(move.weeks)] ?? wordsOfCount(move.weeks, 'week')]
  const parts = [
    `${move.setting_name}, ${kindOf(move.designation).toLowerCase()}`,
    EFFORT_WORDS[move.effort].toLowerCase(),
    ...weeks.map((words) => words.toLowerCase()),
    move.measured ? 'measured' : 'the school says so itself',
    adaptedWords(move.adapted),
  ]
  return parts.join(' · ')
}

/** Beside the edition's own ideas: at most three, and the way to all that others did about the same thing. */
export function fromOthers(setting: string, moves: readonly MoveRow[], principle: string): Html {
  const all = link(`${movesAt(setting)}?principle=${principle}`, 'See what others did for this principle')
  const list =
    moves.length === 0
      ? html`<li class="ws-quiet">No other school has shared a move for this yet.</li>`
      : moves.map(
          (move) =>
            html`<li>${link(moveAt(setting, move.id), move.title)}<br><span class="ws-quiet">${moveLine(move)}</span></li>`,
        )
  return html`<h2 class="govuk-heading-s">From other schools</h2><ul class="ws-quiet-list">${list}<li>${all}</li></ul>`
}

export type Adaptation = {
  move_id: string
  credit: readonly Credit[]
  original: { title: string; done_words: string; for_words: string; changed_words: string } | null
  adapted_by: string
  adapted_at: Date
}

/** Whose move an action was, with the original to look at beside this school's own. */
export function creditPiece(setting: string, adapted: Adaptation | undefined): Html {
  if (!adapted) return nothing
  const { original } = adapted
  const credit = html`<p class="govuk-body">${creditWords(adapted.credit)}. ${adapted.adapted_by} took it into the plan on ${dateInWords(adapted.adapted_at)}.</p>`
  if (!original)
    return html`${credit}<p class="govuk-body ws-quiet">The original is not in the moves bank any more. The credit stays.</p>`
  const words = html`<h3 class="govuk-heading-s">${original.title}</h3>${paragraphs(original.done_words)}<p class="govuk-body"><strong>For:</strong> ${original.for_words}</p><p class="govuk-body"><strong>What changed there:</strong></p>${paragraphs(original.changed_words)}<p class="govuk-body">${link(moveAt(setting, adapted.move_id), 'See it in the moves bank')}</p>`
  return html`${credit}${details({ summaryText: 'The original, to look at beside yours', html: words })}`
}
