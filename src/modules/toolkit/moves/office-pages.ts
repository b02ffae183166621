// The moves bank at a programme's office: officers, evaluators and reviewers read it; an officer may hide a move.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, columns, pageHeading } from '../../../view/layout.ts'
import { dateInWords } from '../../../view/words.ts'
import type { ProgrammeRow } from '../../settings/contract.ts'
import type { Edition } from '../edition.ts'
import { programmeMoveAt, programmeMovesAt } from '../paths.ts'
import { typedIn } from '../typing.ts'
import { bankHeading, bankPart, moveRows, type BankShown } from './pages.ts'
import { adaptedWords, kindOf } from './pieces.ts'
import type { MoveRow } from './store.ts'

export function programmeBankPage(programme: ProgrammeRow, shown: Omit<BankShown, 'at' | 'hrefOf'>): Page {
  const at = programmeMovesAt(programme.id)
  const heading = bankHeading(shown)
  const whole = { ...shown, at, hrefOf: (move: MoveRow) => programmeMoveAt(programme.id, move.id) }
  return page(
    heading,
    html`${pageHeading({ heading, caption: `Moves bank · ${programme.name}` })}${columns(bankPart(whole))}`,
  )
}

export type ProgrammeMove = {
  programme: ProgrammeRow
  move: MoveRow
  edition: Edition
  officer: boolean
  typed: Typed
  mistakes: Mistakes
}

function moderation({ programme, move, typed, mistakes }: ProgrammeMove): Html {
  const at = programmeMoveAt(programme.id, move.id)
  if (move.hidden_at !== null) {
    const answer =
      move.appeal_words === null
        ? nothing
        : html`<p class="govuk-body"><strong>The school answers:</strong> ${move.appeal_words}</p>`
    return html`${attention(html`${move.hidden_by} hid this on ${dateInWords(move.hidden_at)}: ${move.hidden_words}`)}${answer}${postForm(`${at}/showing`, button({ text: 'Show it again' }))}`
  }
  const form = postForm(
    `${at}/hiding`,
    html`${textarea({
      name: 'reason',
      rows: 3,
      label: { text: 'Why should others not read it?' },
      hint: { text: 'For example, because a child could be known from it. The school reads this and can answer.' },
      errorMessage: mistakeIn(mistakes, 'reason'),
      value: typedIn(typed, 'reason'),
    })}${button({ text: 'Hide this move', classes: 'govuk-button--secondary' })}`,
  )
  const open = Object.keys(mistakes).length > 0
  return details({ summaryText: 'Hide this move', html: form, open, classes: 'ws-screen-only' })
}

export function programmeMovePage(shown: ProgrammeMove): Page {
  const { programme, move, edition, mistakes } = shown
  const work = html`<p class="govuk-body-l">${kindOf(move.designation)} · ${adaptedWords(move.adapted)}</p>${summaryList({ rows: moveRows(move, edition) })}${shown.officer ? moderation(shown) : nothing}`
  return page(
    move.title,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: move.title, caption: move.setting_name })}${columns(work)}`,
    { back: { text: 'Back to the moves bank', href: programmeMovesAt(programme.id) } },
  )
}
