// This week: the one next thing, twenty minutes in small steps, what else needs this person, and what was done since
// they were last here. A step that can be done from here is done from here.
import type { Mistakes } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  dateInWords,
  inWords,
  listInWords,
  minutes as minutesInWords,
  pageHeading,
  quietList,
  workList,
} from '../../../view/layout.ts'
import type { Need } from '../../../kernel/module.ts'
import { smallDeed } from '../actions/pages.ts'
import { findingOf } from '../cycles/rules.ts'
import { smallAt, teamAt } from '../paths.ts'
import { hiddenField } from '../typing.ts'
import { beginPiece, doorsPiece, type Offer } from './pieces.ts'
import { stepsNow, twentyMinutes, type Deed, type LastTime, type SmallStep } from './rules.ts'
import type { Week } from './service.ts'

export function weekPage({ here, actions, steps, needs, last, writes }: Week, mistakes: Mistakes = {}): Page {
  const { cycle, edition, standing, leads } = here
  const setting = cycle.setting_id
  const closing: Deed | undefined = leads
    ? { action: `${smallAt(setting)}/closing`, words: 'Close it now', fields: { version: String(cycle.version) } }
    : undefined
  const chosen = writes ? twentyMinutes(stepsNow({ edition, standing, actions, steps }, closing)) : []
  const [next, ...rest] = chosen
  const total = chosen.reduce((sum, step) => sum + step.minutes, 0)
  const heading =
    cycle.stage === 'closed'
      ? `Cycle ${cycle.number} is complete`
      : next
        ? `This week: about ${minutesInWords(total)}`
        : 'Nothing needs you in the Toolkit this week'
  const work = html`${next && nextPiece(next)}
${rest.length > 0 && html`<h2 class="govuk-heading-m">Then, if you have the time</h2>${stepList(rest)}`}
${cycle.stage === 'closed' && beginPiece(setting, { name: '', edition }, leads, cycle.number + 1)}
${!writes && cycle.stage !== 'closed' && html`<p class="govuk-body">The resilience team does this work on behalf of everyone. <a class="govuk-link" href="${teamAt(setting)}">See who is on the team</a></p>`}
${needsPiece(needs)}
${lastPiece(last, here.today)}`
  const team = listInWords(standing.team.map((member) => member.name))
  const context = html`<h2 class="govuk-heading-m">So far</h2>${quietList([findingOf(edition, standing), html`On the team: ${team || 'nobody yet'}. <a class="govuk-link" href="${teamAt(setting)}">Change the team</a>`])}${doorsPiece(setting, 'week')}`
  const summary = errorSummaryFor(mistakes, { version: 'main-content' })
  return page(
    heading,
    html`${summary}${pageHeading({ heading, caption: `Cycle ${cycle.number}` })}${columns(work, context)}`,
  )
}

/** The one next thing, set apart: its own button, whether it leads somewhere or does the deed. */
function nextPiece(step: SmallStep): Html {
  const press = step.deed
    ? postForm(step.deed.action, html`${fieldsOf(step.deed)}${button({ html: said(step.deed, step) })}`)
    : button({ text: 'Do this now', href: step.href })
  const also = step.deed && html` <a class="govuk-link" href="${step.href}">See it first</a>`
  return html`<h2 class="govuk-heading-m">The one next thing</h2><div class="ws-empty"><h3 class="govuk-heading-s">${step.title}</h3><p class="govuk-body">${step.hint} <span class="ws-quiet">About ${minutesInWords(step.minutes)}.</span>${also}</p>${press}</div>`
}

const said = (deed: Deed, step: SmallStep): Html =>
  html`${deed.words}<span class="govuk-visually-hidden">: ${step.title}</span>`

const fieldsOf = ({ fields }: Deed): Html =>
  html`${Object.entries(fields).map(([name, value]) => hiddenField(name, value))}`

function stepList(steps: readonly SmallStep[]): Html {
  const item = (step: SmallStep): Html => {
    const tick = step.deed
      ? html`<div class="ws-row-list__end">${smallDeed({ ...step.deed, about: step.title })}</div>`
      : nothing
    return html`<li class="ws-row-list__item"><div class="ws-row-list__words"><a class="govuk-link ws-row-list__link" href="${step.href}">${step.title}</a><p class="ws-row-list__hint">${step.hint} About ${minutesInWords(step.minutes)}.</p></div>${tick}</li>`
  }
  return html`<ul class="ws-row-list">${steps.map(item)}</ul>`
}

function needsPiece(needs: readonly Need[]): Html {
  if (needs.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">${inWords(needs.length)} other ${needs.length === 1 ? 'thing needs' : 'things need'} you</h2>${workList(needs)}`
}

function lastPiece(last: LastTime | undefined, today: string): Html {
  if (!last)
    return html`<h2 class="govuk-heading-m">Since last time</h2><p class="govuk-body">From your second visit on, what was done since the last one is here.</p>`
  const lines = last.since.map(
    (one) =>
      html`<span aria-hidden="true">✓ </span><a class="govuk-link" href="${one.href}">${one.words}</a>${one.n > 1 && html`, ${String(one.n)} times`} <span class="ws-quiet">${one.by}, ${dateInWords(one.at)}</span>`,
  )
  return html`<h2 class="govuk-heading-m">${last.day === today ? 'Done today' : `Since ${dateInWords(last.day)}, when you were last here`}</h2>${quietList(lines)}`
}

/** Before the first cycle. */
export function weekBeforePage(setting: string, offer: Offer, mayBegin: boolean, needs: readonly Need[]): Page {
  const heading = offer.edition ? 'Your first twenty minutes start here' : 'Nothing to begin yet'
  const work = html`${beginPiece(setting, offer, mayBegin, 1)}${needsPiece(needs)}`
  return page(
    heading,
    html`${pageHeading({ heading, caption: offer.name })}${columns(work, doorsPiece(setting, 'week'))}`,
  )
}
