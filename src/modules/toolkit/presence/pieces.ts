// The quiet line over a form that says who else has it open. The script of the page keeps it fresh (view/browser).
import { html, nothing, type Html } from '../../../view/html.ts'
import { presenceAt } from '../paths.ts'

export type PresenceSeen = {
  setting: string
  page: string
  /** Proof that we showed this page to this person. */
  mark: string
  others: string
  saved: string | undefined
}

export function presencePiece({ setting, page, mark, others, saved }: PresenceSeen): Html {
  const lately = saved === undefined ? nothing : html`<p class="govuk-body-s ws-quiet">${saved}</p>`
  return html`<p class="ws-presence ws-screen-only" role="status" data-presence="${presenceAt(setting)}" data-page="${page}" data-mark="${mark}">${others}</p>${lately}`
}
