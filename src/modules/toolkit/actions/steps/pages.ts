// One step of an action: its words, its place in the order, and taking it out. And the list of steps on the action.
import type { Mistakes, Typed } from '../../../../kernel/form.ts'
import { page, type Page } from '../../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../../view/form-page.ts'
import { postForm } from '../../../../view/form.ts'
import { button } from '../../../../view/govuk/button.ts'
import { input } from '../../../../view/govuk/input.ts'
import { textarea } from '../../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { attention, columns, pageHeading } from '../../../../view/layout.ts'
import { dateInWords } from '../../../../view/words.ts'
import { actionAt } from '../../paths.ts'
import { smallDeed } from '../pages.ts'
import type { Action } from '../service.ts'
import type { Step } from './service.ts'

export function stepAt(step: Pick<Step, 'setting_id' | 'action_id' | 'id'>): string {
  return `${actionAt(step.setting_id, step.action_id)}/steps/${step.id}`
}

function doneWords(step: Step): Html {
  if (step.done_at === null) return nothing
  return html`<p class="ws-row-list__hint">Done on ${dateInWords(step.done_at)}${step.done_by && `, ticked by ${step.done_by}`}</p>`
}

/** The steps in their order, each with its tick; reading only when `deeds` is false. */
export function stepList(steps: readonly Step[], deeds: boolean): Html {
  const items = steps.map((step) => {
    const mark = step.done_at === null ? nothing : html`<span aria-hidden="true">✓ </span>`
    const tick = smallDeed({
      action: `${stepAt(step)}/tick`,
      words: step.done_at === null ? 'Tick as done' : 'Not done after all',
      about: step.words,
      fields: { done: step.done_at === null ? '1' : '' },
    })
    const change = html`<a class="govuk-link ws-screen-only" href="${stepAt(step)}">Change<span class="govuk-visually-hidden"> the step: ${step.words}</span></a>`
    const end = deeds ? html`<div class="ws-row-list__end">${tick}${change}</div>` : nothing
    return html`<li class="ws-row-list__item"><div class="ws-row-list__words">${mark}${step.words}${doneWords(step)}</div>${end}</li>`
  })
  return html`<ol class="ws-row-list">${items}</ol>`
}

export function newStepFields(action: Action, typed: Typed, mistakes: Mistakes): Html {
  const words = input({
    name: 'words',
    label: { text: 'Another step' },
    errorMessage: mistakeIn(mistakes, 'words'),
    value: String(typed.words ?? ''),
  })
  return html`<div class="ws-screen-only">${postForm(`${actionAt(action.setting_id, action.id)}/steps`, html`${words}${button({ text: 'Add this step', classes: 'govuk-button--secondary' })}`)}</div>`
}

/** Adding a step went wrong: the same field on a page of its own. */
export function newStepPage(action: Action, typed: Typed, mistakes: Mistakes): Page {
  return page(
    'Add a step',
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Add a step', caption: action.title })}${newStepFields(action, typed, mistakes)}`,
    {
      back: { text: 'Back to the action', href: actionAt(action.setting_id, action.id) },
    },
  )
}

export function stepPage(action: Action, steps: readonly Step[], step: Step, typed: Typed, mistakes: Mistakes): Page {
  const at = steps.findIndex((one) => one.id === step.id)
  const clashed = mistakes.was !== undefined
  const now = clashed
    ? attention(html`It now says: “${step.words}”. Your words are below; save again to keep yours.`)
    : nothing
  const words = textarea({
    name: 'words',
    rows: 3,
    label: { text: 'What the step is' },
    errorMessage: mistakeIn(mistakes, 'words'),
    value: String(typed.words ?? ''),
  })
  const form = postForm(
    stepAt(step),
    html`<input type="hidden" name="was" value="${step.words}">${words}${button({ text: 'Save' })}`,
  )
  const move = (way: 'up' | 'down', said: string): Html =>
    smallDeed({ action: `${stepAt(step)}/place`, words: said, about: step.words, fields: { way } })
  const order =
    steps.length < 2
      ? nothing
      : html`<h2 class="govuk-heading-m">Its place</h2><p class="govuk-body">It is step ${at + 1} of ${steps.length}.</p>${at > 0 && move('up', 'Move it up')}${at < steps.length - 1 && move('down', 'Move it down')}<p></p>`
  const removal = html`<h2 class="govuk-heading-m">Take it out</h2><p class="govuk-body"><a class="govuk-link" href="${stepAt(step)}/removal">Remove this step</a></p>`
  return page(
    'Change a step',
    html`${errorSummaryFor(mistakes, { was: 'words' })}${pageHeading({ heading: 'Change a step', caption: action.title })}${columns(html`${now}${form}${order}${removal}`)}`,
    {
      back: { text: 'Back to the action', href: actionAt(action.setting_id, action.id) },
    },
  )
}

export function stepRemovalPage(action: Action, step: Step): Page {
  const form = postForm(
    `${stepAt(step)}/removal`,
    html`<div class="govuk-button-group">${button({ text: 'Remove this step', classes: 'govuk-button--warning' })}<a class="govuk-link" href="${actionAt(action.setting_id, action.id)}">Keep it</a></div>`,
  )
  const work = html`<p class="govuk-body-l">“${step.words}”</p><p class="govuk-body">${step.done_at === null ? 'It has not been ticked.' : `It was done on ${dateInWords(step.done_at)}, and that is removed with it.`} Removing cannot be undone; you can type it in again.</p>${form}`
  return page(
    'Remove this step?',
    html`${pageHeading({ heading: 'Remove this step?', caption: action.title })}${columns(work)}`,
    {
      back: { text: 'Back to the step', href: stepAt(step) },
    },
  )
}
