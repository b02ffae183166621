// One action: how far it is, its steps, how we will know, and the plan as it was written.
import { page, type Page } from '../../../kernel/route.ts'
import { button } from '../../../view/govuk/button.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, columns, emptyState, pageHeading } from '../../../view/layout.ts'
import { dateInWords } from '../../../view/words.ts'
import { nounsOf, type Nouns } from '../edition.ts'
import { actionAt, criterionAt, planAt, principlePlanAt, reviewAt } from '../paths.ts'
import { agreedNow } from '../standing/rules.ts'
import { indicatorAt, indicatorFigure } from './indicators/pages.ts'
import {
  ACTIVITY_WORDS,
  actionLine,
  agreedWords,
  buttonDeed,
  capital,
  moveWords,
  ownerWords,
  paragraphs,
  plain,
} from './pages.ts'
import { isLate, movesFrom, STATE_WORDS } from './rules.ts'
import type { Action, ActionPlace, Indicator, Step } from './service.ts'
import { threadPiece } from '../talk/pieces.ts'
import type { Thread } from '../talk/service.ts'
import { newStepFields, stepList } from './steps/pages.ts'

export type ActionShown = ActionPlace & {
  steps: readonly Step[]
  indicators: readonly Indicator[]
  talk: Thread
  moves: Html
}

const notYet: Html = html`<span class="ws-quiet">Not written yet</span>`

export function datesInWords({ starts_on: from, due_on: to }: Pick<Action, 'starts_on' | 'due_on'>): Html {
  if (from && to) return html`${dateInWords(from)} to ${dateInWords(to)}`
  if (to) return html`By ${dateInWords(to)}`
  return from ? html`From ${dateInWords(from)}` : notYet
}

type Row = { key: { text: string }; value: { html: Html } }

const row = (text: string, value: Html): Row => ({ key: { text }, value: { html: value } })
const said = (text: string | null): Html => (text === null ? notYet : paragraphs(text))

/** The words of the plan, for the action's own page and for the page of its principle. */
export function planRows(action: Action, { learners }: Nouns): Row[] {
  const level =
    action.activity_level === null ? [] : [row('Mainly for', html`${ACTIVITY_WORDS[String(action.activity_level)]}`)]
  const owner = action.owner_left
    ? html`${action.owner_name}, who has left the team`
    : html`${capital(ownerWords(action))}`
  return [
    row('Looks after it', owner),
    row('Takes part', said(action.people)),
    row('When', datesInWords(action)),
    ...level,
    row(`What should be different for ${learners}`, said(action.intended_impact)),
    row('How we will show it', said(action.evidence_plan)),
    row(`What ${learners} said that this answers`, said(action.pupil_view)),
  ]
}

function moves({ action, mayChange }: ActionPlace): Html {
  if (!mayChange) return nothing
  const at = `${actionAt(action.setting_id, action.id)}/state`
  const buttons = movesFrom(action.state).map((to, i) =>
    buttonDeed({
      action: at,
      words: moveWords(action.state, to),
      about: action.title,
      fields: { state: to, back: 'action' },
      ...(i === 0 ? {} : { classes: 'govuk-button--secondary' }),
    }),
  )
  return html`<div class="govuk-button-group ws-screen-only">${buttons}</div>`
}

function stepsPart({ action, steps, mayChange }: ActionShown): Html {
  const list =
    steps.length === 0
      ? html`<p class="govuk-body">No steps yet. Two or three small ones make it easier to begin.</p>`
      : stepList(steps, mayChange)
  return html`<h2 class="govuk-heading-m">Steps</h2>${list}${mayChange ? newStepFields(action, {}, {}) : nothing}`
}

function indicatorsPart({ action, indicators, mayChange }: ActionShown): Html {
  const at = actionAt(action.setting_id, action.id)
  const heading = html`<h2 class="govuk-heading-m">How we will know</h2>`
  const add = { text: 'Add a measure', href: `${at}/indicators/new` }
  if (indicators.length === 0)
    return html`${heading}${emptyState({
      heading: 'A number to look at again later',
      words: 'A measure shows at review what moved: a count, a share or answers to a question, before and after.',
      headingLevel: 3,
      ...(mayChange ? { action: add } : {}),
    })}`
  const each = indicators.map((indicator) => {
    const change = mayChange
      ? html`<p class="govuk-body ws-screen-only"><a class="govuk-link" href="${indicatorAt(action.setting_id, indicator)}">Add a number<span class="govuk-visually-hidden"> for ${indicator.name}</span></a></p>`
      : nothing
    return html`<h3 class="govuk-heading-s">${indicator.name}</h3>${indicatorFigure(indicator)}${change}`
  })
  return html`${heading}${each}${mayChange ? html`<p class="govuk-body ws-screen-only"><a class="govuk-link" href="${add.href}">Add another measure</a></p>` : nothing}`
}

function context({ action, cycle, purpose, standing, mayChange }: ActionShown): Html {
  const { setting_id: setting, id } = action
  const { principle, criterion } = purpose
  const carried = action.carried_from
    ? html`<li>Carried on from <a class="govuk-link" href="${actionAt(setting, action.carried_from)}">the cycle before</a>.</li>`
    : nothing
  const review = mayChange
    ? html`<li><a class="govuk-link" href="${reviewAt(setting, id)}">${action.next === null ? 'Review this action' : 'Change its review'}</a></li>`
    : html`<li><a class="govuk-link" href="${reviewAt(setting, id)}">Its review</a></li>`
  return html`<h2 class="govuk-heading-s">What it is for</h2><p class="govuk-body-s"><a class="govuk-link" href="${criterionAt(setting, principle.key, criterion.key)}">${plain(criterion)}</a></p><div class="govuk-body-s">${agreedWords(agreedNow(standing, criterion.key))}</div>
<ul class="ws-quiet-list"><li><a class="govuk-link" href="${principlePlanAt(setting, principle.key)}">The plan for ${principle.name}</a></li>${review}${carried}<li class="ws-quiet">Cycle ${cycle.number}. Added by ${action.created_by} on ${dateInWords(action.created_at)}, last changed by ${action.updated_by} on ${dateInWords(action.updated_at)}.</li></ul>`
}

export function actionPage(shown: ActionShown): Page {
  const { action, purpose, mayChange, today } = shown
  const late = isLate(action, today)
    ? attention('The day it was due has gone by. Finish it, choose a new day, or stop it: each is a good answer.')
    : nothing
  const edit = `${actionAt(action.setting_id, action.id)}/edit`
  const change = mayChange
    ? html`<p class="govuk-body ws-screen-only">${button({ text: 'Change the plan', href: edit, classes: 'govuk-button--secondary' })}</p>`
    : nothing
  const work = html`<p class="govuk-body-l">${STATE_WORDS[action.state]} · ${actionLine(action, today)}</p>${late}${moves(shown)}${stepsPart(shown)}${indicatorsPart(shown)}
<h2 class="govuk-heading-m">The plan</h2>${summaryList({ rows: planRows(action, nounsOf(shown.edition)) })}${shown.moves}${change}${threadPiece(shown.talk)}`
  return page(
    action.title,
    html`${pageHeading({ heading: action.title, caption: purpose.principle.name })}${columns(work, context(shown), { label: 'What it is for' })}`,
    {
      back: { text: 'Back to the plan', href: planAt(action.setting_id) },
    },
  )
}
