// The plan for one principle on one page, to read together and to print: strengths first, then each gap with its
// actions or the reason why it waits.
import { page, type Page } from '../../../../kernel/route.ts'
import { button } from '../../../../view/govuk/button.ts'
import { summaryList } from '../../../../view/govuk/summary-list.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { columns, focusQuestion, level, pageHeading, rowList } from '../../../../view/layout.ts'
import { inWords } from '../../../../view/words.ts'
import { nounsOf, type Criterion } from '../../edition.ts'
import { actionAt, planAt } from '../../paths.ts'
import { agreedAt, agreedNow } from '../../standing/rules.ts'
import { planRows } from '../action-page.ts'
import { newActionAt } from '../form-page.ts'
import { findingWords, targetWords } from '../indicators/pages.ts'
import { actionLine, agreedWords, plain } from '../pages.ts'
import { STATE_WORDS } from '../rules.ts'
import type { Action, Indicator, Step } from '../service.ts'
import { assessLink, reasonWords } from './pages.ts'
import { gapCounts, gapsOf, type Gap, type GapCounts } from './rules.ts'
import type { PrinciplePlanning } from './service.ts'

export type PrincipleShown = PrinciplePlanning & {
  actions: readonly Action[]
  steps: readonly Step[]
  indicators: readonly Indicator[]
}

/** The finding for one principle: strengths where there are no gaps. */
export function principleHeading(
  { gaps, acted, reasoned, open }: GapCounts,
  actions: number,
  strengths: number,
): string {
  const acts = actions === 1 ? 'one action' : `${inWords(actions, { lower: true })} actions`
  if (gaps === 0) {
    const finding =
      strengths === 0
        ? 'No gaps agreed here yet'
        : `${inWords(strengths)} ${strengths === 1 ? 'strength' : 'strengths'} here, and no gaps`
    return actions === 0 ? finding : `${finding}: ${acts}`
  }
  const all = `${inWords(gaps)} ${gaps === 1 ? 'gap' : 'gaps'}`
  if (open > 0) return open === gaps ? `${all} to answer` : `${all}, ${inWords(open, { lower: true })} still to answer`
  if (acted === 0) return `${all}, left for now with a reason`
  return reasoned === 0 ? `${all}, answered with ${acts}` : `${all}, answered with ${acts} and a reason to wait`
}

function actionBlock(action: Action, { steps, indicators, today, edition }: PrincipleShown): Html {
  const own = steps.filter((step) => step.action_id === action.id)
  const measures = indicators.filter((one) => one.action_id === action.id)
  const stepRow =
    own.length === 0
      ? []
      : [
          {
            key: { text: 'Steps' },
            value: {
              html: html`<ol class="govuk-list govuk-list--number">${own.map((step) => html`<li>${step.words}${step.done_at && html` <span class="ws-quiet">(done)</span>`}</li>`)}</ol>`,
            },
          },
        ]
  const measureRow =
    measures.length === 0
      ? []
      : [
          {
            key: { text: 'How we will measure it' },
            value: {
              html: html`<ul class="govuk-list">${measures.map((one) => html`<li>${one.name}: ${findingWords(one)} ${one.target === null || one.readings.length > 0 ? '' : targetWords(one)}</li>`)}</ul>`,
            },
          },
        ]
  return html`<h4 class="govuk-heading-s"><a class="govuk-link" href="${actionAt(action.setting_id, action.id)}">${action.title}</a></h4><p class="govuk-body-s">${STATE_WORDS[action.state]} · ${actionLine(action, today)}</p>${summaryList({ rows: [...planRows(action, nounsOf(edition)), ...stepRow, ...measureRow] })}`
}

function deeds(criterion: Criterion, gap: Gap | undefined, { cycle, mayChange }: PrincipleShown): Html {
  if (!mayChange) return nothing
  const setting = cycle.setting_id
  const open = gap !== undefined && gap.actions === 0
  const add = button({
    html: html`Add ${open ? 'an' : 'another'} action<span class="govuk-visually-hidden"> for: ${plain(criterion)}</span>`,
    href: newActionAt(setting, criterion.key),
    classes: open && !gap.reason ? undefined : 'govuk-button--secondary',
  })
  const reason = open
    ? html`<a class="govuk-link" href="${planAt(setting)}/criteria/${criterion.key}/reason">${gap.reason ? 'Change the reason' : 'Give a reason for leaving it for now'}<span class="govuk-visually-hidden">: ${plain(criterion)}</span></a>`
    : nothing
  return html`<div class="govuk-button-group ws-screen-only">${add}${reason}</div>`
}

function criterionPart(criterion: Criterion, gap: Gap | undefined, shown: PrincipleShown): Html {
  const actions = shown.actions.filter((action) => action.criterion_key === criterion.key)
  const reason = gap?.reason && actions.length === 0 ? reasonWords(gap.reason) : nothing
  const open =
    gap && actions.length === 0 && !gap.reason
      ? html`<p class="govuk-body">No action yet: add one, or say why it can wait.</p>`
      : nothing
  return html`<section id="${criterion.key}"><h3 class="govuk-heading-m">${plain(criterion)}</h3><div class="govuk-body">${agreedWords(agreedNow(shown.standing, criterion.key))}</div>${open}${reason}${actions.map((action) => actionBlock(action, shown))}${deeds(criterion, gap, shown)}</section>`
}

export function principlePlanPage(shown: PrincipleShown): Page {
  const { cycle, edition, standing, principle } = shown
  const setting = cycle.setting_id
  const gaps = gapsOf(edition, standing).filter((gap) => gap.principle.key === principle.key)
  const keys = new Set(principle.criteria.map((criterion) => criterion.key))
  const actions = shown.actions.filter((action) => keys.has(action.criterion_key))
  const own = { ...shown, actions }
  const isPlanned = (criterion: Criterion): boolean =>
    gaps.some((gap) => gap.criterion.key === criterion.key) ||
    actions.some((action) => action.criterion_key === criterion.key)
  const strong = principle.criteria.filter(
    (criterion) => (agreedAt(standing, criterion.key, 'assess')?.level ?? 0) >= 2,
  )
  const strengths = strong.filter((criterion) => !isPlanned(criterion))
  const rest = principle.criteria.filter((criterion) => !isPlanned(criterion) && !strengths.includes(criterion))
  const rows = (criteria: readonly Criterion[]): Html =>
    rowList(criteria.map((criterion) => ({ title: plain(criterion), end: agreedLevel(criterion) })))
  const agreedLevel = (criterion: Criterion): Html => {
    const agreed = agreedNow(standing, criterion.key)
    return level(agreed ? (agreed.level ?? 'na') : null)
  }
  const kept =
    strengths.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Strengths to keep</h2>${rows(strengths)}`
  const others =
    rest.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Also in this principle</h2>${rows(rest)}`
  const planned = principle.criteria.filter(isPlanned).map((criterion) =>
    criterionPart(
      criterion,
      gaps.find((gap) => gap.criterion.key === criterion.key),
      own,
    ),
  )
  const todo = planned.length === 0 ? nothing : html`<h2 class="govuk-heading-l">What we will do</h2>${planned}`
  const context = html`<h2 class="govuk-heading-s">Links</h2><ul class="ws-quiet-list"><li>${assessLink(setting, principle.key)}</li><li><a class="govuk-link" href="${planAt(setting)}">The whole plan</a></li>${shown.mayChange && html`<li><a class="govuk-link" href="${planAt(setting)}/actions/new">Add an action elsewhere</a></li>`}</ul>`
  const main = html`${pageHeading({ heading: principleHeading(gapCounts(gaps), actions.length, strong.length), caption: `${principle.name}: the plan, cycle ${cycle.number}` })}${columns(html`${focusQuestion(principle.focus_question)}${kept}${todo}${others}`, html`<div class="ws-screen-only">${context}</div>`, { label: 'Links' })}`
  return page(`Plan for ${principle.name}`, main, { back: { text: 'Back to the plan', href: planAt(setting) } })
}
