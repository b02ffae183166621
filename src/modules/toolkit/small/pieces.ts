// Pieces that the three screens share: the way to all other doors, and what stands there before the first cycle.
import { html, nothing, type Html } from '../../../view/html.ts'
import { emptyState, quietList } from '../../../view/layout.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import type { Edition } from '../edition.ts'
import { smallAt, smallPlanAt, smallWhereAt } from '../paths.ts'

/** At the end of the quiet column: the other two screens, and everything else. */
export function doorsPiece(setting: string, here: 'week' | 'where' | 'plan'): Html {
  const screens = [
    { key: 'week', text: 'This week', href: smallAt(setting) },
    { key: 'where', text: 'Where we are', href: smallWhereAt(setting) },
    { key: 'plan', text: 'Our plan and Record', href: smallPlanAt(setting) },
    { key: 'doors', text: 'All doors', href: `${smallAt(setting)}/doors` },
  ]
  const links = screens.filter((one) => one.key !== here)
  return html`<h2 class="govuk-heading-m">Go on to</h2>${quietList(links.map((one) => html`<a class="govuk-link" href="${one.href}">${one.text}</a>`))}`
}

export type Offer = { name: string; edition: Edition | undefined }

/** Before the first cycle, and between two: one press to begin, for those who may. */
export function beginPiece(setting: string, { edition }: Offer, mayBegin: boolean, number: number): Html {
  if (!edition)
    return emptyState({
      heading: 'There is no Toolkit for your kind of setting yet',
      words: 'Your programme will tell you when there is. Nothing needs you here until then.',
    })
  const first = number === 1
  const words = first
    ? 'Whoever begins is the team for now, with the roles they hold here. You can add others on any day.'
    : 'What you agreed at review is where it begins, and unfinished actions come along.'
  const press = postForm(
    `${smallAt(setting)}/cycles`,
    button({ text: first ? 'Begin our first cycle' : `Begin cycle ${number}` }),
  )
  return emptyState({
    heading: first ? 'Begin with one press' : `Begin cycle ${number} when you are ready`,
    words: mayBegin ? words : 'The head, a senior leader or the mental health lead begins it.',
    action: mayBegin ? press : nothing,
  })
}
