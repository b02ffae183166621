// The plan: as a board by state, as a calendar, and the page that asks why a gap waits.
import type { Mistakes, Typed } from '../../../../kernel/form.ts'
import type { Stands } from '../../../../kernel/merge.ts'
import { nounsOf } from '../../edition.ts'
import { page, type Page } from '../../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../../view/form-page.ts'
import { postForm } from '../../../../view/form.ts'
import { button } from '../../../../view/govuk/button.ts'
import { checkboxes } from '../../../../view/govuk/checkboxes.ts'
import { details } from '../../../../view/govuk/details.ts'
import { select } from '../../../../view/govuk/select.ts'
import { textarea } from '../../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { board, columns, emptyState, pageHeading, rowList } from '../../../../view/layout.ts'
import type { MergeField } from '../../../../view/merge.ts'
import { beganFields } from '../../../../view/merge-page.ts'
import { dateInWords, dayAndMonth, inWords, listInWords, wordsOfCount } from '../../../../view/words.ts'
import { actionAt, movesAt, planAt, principleAt, principlePlanAt, toolkitAt } from '../../paths.ts'
import { newActionAt } from '../form-page.ts'
import { actionLine, agreedWords, capital, moveWords, ownerWords, smallDeed } from '../pages.ts'
import { actionStates, isLate, movesFrom, STATE_WORDS } from '../rules.ts'
import type { Action, Indicator, Planning } from '../service.ts'
import { calendarOf, chosen, gapCounts, gapsOf, type Entry, type Filter, type GapCounts } from './rules.ts'
import type { GapPlanning } from './service.ts'

const lower = (n: number): string => inWords(n, { lower: true })

/** The finding, for the top of the page. */
export function planHeading({ gaps, acted, reasoned, open }: GapCounts, actions: number): string {
  if (gaps === 0)
    return actions === 0
      ? 'Your plan begins with what the team agrees'
      : `${inWords(actions)} ${actions === 1 ? 'action' : 'actions'} in the plan`
  const all = gaps === 1 ? 'One gap' : `${inWords(gaps)} gaps`
  const waits = reasoned === 0 ? '' : `, ${lower(reasoned)} ${reasoned === 1 ? 'waits' : 'wait'} with a reason`
  if (open === 0 && reasoned === 0)
    return gaps === 1 ? 'The one gap has an action' : `All ${lower(gaps)} gaps have an action`
  if (acted === 0)
    return `${all}, ${open === gaps ? (gaps === 1 ? 'with no action yet' : 'none has an action yet') : 'no action yet'}${waits}`
  return `${all}, ${lower(acted)} ${acted === 1 ? 'has' : 'have'} an action${waits}`
}

export type PlanShown = Planning & { actions: readonly Action[]; filter: Filter }

function card(action: Action, { mayChange, today }: Planning): Html {
  const link = html`<a class="govuk-link ws-strong-link" href="${actionAt(action.setting_id, action.id)}">${action.title}</a><p class="ws-row-list__hint">${actionLine(action, today)}</p>`
  const to = movesFrom(action.state)[0]
  if (!mayChange || to === undefined) return link
  const deed = smallDeed({
    action: `${actionAt(action.setting_id, action.id)}/state`,
    words: moveWords(action.state, to),
    about: action.title,
    fields: { state: to, back: 'plan' },
  })
  return html`${link}${deed}`
}

function filterForm({ cycle, edition, standing, filter }: PlanShown): Html {
  const owners = [
    { value: '', text: 'Anyone' },
    ...standing.team.map((one) => ({ value: one.id, text: one.name })),
    { value: 'nobody', text: 'Nobody yet' },
  ]
  const principles = [
    { value: '', text: 'All eight' },
    ...edition.principles.map((one) => ({ value: one.key, text: one.name })),
  ]
  const narrowed = filter.owner !== undefined || filter.principle !== undefined || filter.late
  const clear = narrowed
    ? html`<p class="govuk-body"><a class="govuk-link" href="${planAt(cycle.setting_id)}">Show every action</a></p>`
    : nothing
  const form = html`<form action="${planAt(cycle.setting_id)}" method="get">${select({ name: 'owner', label: { text: 'Looked after by' }, items: owners, value: filter.owner ?? '' })}${select({ name: 'principle', label: { text: 'Principle' }, items: principles, value: filter.principle ?? '' })}${checkboxes({ name: 'late', items: [{ value: 'yes', text: 'Only those whose day has gone by', checked: filter.late }] })}${button({ text: 'Show these', classes: 'govuk-button--secondary' })}</form>`
  return html`${details({ summaryText: 'Show some of the actions', html: form, open: narrowed, classes: 'ws-screen-only' })}${clear}`
}

function principleRows({ cycle, edition, standing }: Planning): Html {
  const gaps = gapsOf(edition, standing)
  return rowList(
    edition.principles.map((principle) => {
      const own = gapCounts(gaps.filter((gap) => gap.principle.key === principle.key))
      const keys = new Set(principle.criteria.map((criterion) => criterion.key))
      const actions = standing.actions.filter((action) => keys.has(action.criterion_key)).length
      const open =
        own.open === 0
          ? nothing
          : html` · <strong class="ws-urgent">${wordsOfCount(own.open, 'gap')} still to answer</strong>`
      return {
        href: principlePlanAt(cycle.setting_id, principle.key),
        title: principle.name,
        hint: html`${capital(wordsOfCount(own.gaps, 'gap'))}, ${wordsOfCount(actions, 'action')}${open}`,
      }
    }),
  )
}

export function planPage(shown: PlanShown): Page {
  const { cycle, edition, standing, actions, filter, today, mayChange } = shown
  const setting = cycle.setting_id
  const counts = gapCounts(gapsOf(edition, standing))
  const showing = chosen(actions, filter, edition, today)
  const late = actions.filter((action) => isLate(action, today)).length
  const lead =
    late === 0
      ? nothing
      : html`<p class="govuk-body-l">The day of ${late === 1 ? 'one action' : `${lower(late)} actions`} has gone by: <a class="govuk-link" href="${planAt(setting)}?late=yes">${late === 1 ? 'see it' : 'see them'}</a>.</p>`
  const add = mayChange ? button({ text: 'Add an action', href: `${planAt(setting)}/actions/new` }) : nothing
  const views = html`<div class="govuk-button-group ws-screen-only">${add}<a class="govuk-link" href="${planAt(setting)}/calendar">See it as a calendar</a><a class="govuk-link" href="${movesAt(setting)}">What other schools did</a>${actions.length > 0 && html`<a class="govuk-link" href="${toolkitAt(setting)}/review">Review what was done</a>`}</div>`
  const states =
    actions.length === 0
      ? emptyState({
          heading: 'Actions will be here, by how far they are',
          words:
            counts.gaps === 0
              ? 'A gap is a criterion the team agrees at 0 or 1. Agree levels first, or add an action for a strength you want to build on.'
              : `Start with one gap that ${nounsOf(edition).learners} talk about. Each criterion has ideas to begin from.`,
        })
      : html`<h2 class="govuk-heading-m">Actions by how far they are</h2>${filterForm(shown)}${board(actionStates.map((state) => ({ heading: STATE_WORDS[state], items: showing.filter((action) => action.state === state).map((action) => card(action, shown)), empty: 'Nothing here' })))}`
  const main = html`${pageHeading({ heading: planHeading(counts, actions.length), caption: `The plan, cycle ${cycle.number}` })}${lead}${views}${states}<h2 class="govuk-heading-m">One page for each principle</h2>${principleRows(shown)}`
  return page('The plan', main, {
    wide: true,
    back: { text: 'Back to the Toolkit', href: toolkitAt(setting) },
  })
}

const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const KIND_WORDS = { start: 'Starts', due: 'Due' } as const

function entryRow(entry: Entry<Action>, today: string) {
  const { action, kind } = entry
  const state =
    kind === 'due' && isLate(action, today)
      ? html`<strong class="ws-urgent">day gone by</strong>`
      : STATE_WORDS[action.state].toLowerCase()
  const targets = listInWords(entry.about.map((name) => `“${name}”`))
  const what =
    kind === 'target' ? `Target for ${targets}` : `${KIND_WORDS[kind]}${targets && `, with the target for ${targets}`}`
  return {
    href: actionAt(action.setting_id, action.id),
    title: action.title,
    hint: html`${what} · ${ownerWords(action)} · ${state}`,
    end: dayAndMonth(entry.day),
  }
}

export function calendarPage({
  cycle,
  actions,
  indicators,
  today,
}: Planning & { actions: readonly Action[]; indicators: readonly Indicator[] }): Page {
  const setting = cycle.setting_id
  const months = calendarOf(actions, indicators)
  const ahead = months
    .flatMap((month) => month.entries)
    .filter((entry) => entry.day >= today && entry.action.state !== 'done')
  const coming = new Set(ahead.map((entry) => entry.day)).size
  const undated = actions.filter((action) => action.due_on === null && action.state !== 'stopped')
  const listed = months.map(
    ({ month, entries }) =>
      html`<h2 class="govuk-heading-m">${monthFormat.format(new Date(`${month}-01T00:00:00Z`))}</h2>${rowList(entries.map((entry) => entryRow(entry, today)))}`,
  )
  const rest =
    undated.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-m">Without a day yet</h2>${rowList(undated.map((action) => ({ href: actionAt(setting, action.id), title: action.title, hint: ownerWords(action) })))}`
  const nothingYet = emptyState({
    heading: 'Days will be here, month by month',
    words: 'Give an action a day to start and a day when it is due, and both show here.',
    action: { text: 'Go to the plan', href: planAt(setting) },
  })
  const heading =
    coming === 0
      ? 'Nothing is planned for the days ahead'
      : `${inWords(coming)} ${coming === 1 ? 'day' : 'days'} ahead in the plan`
  const main = html`${pageHeading({ heading, caption: `Calendar of the plan, cycle ${cycle.number}` })}${columns(html`${months.length === 0 ? nothingYet : listed}${rest}`)}`
  return page('Calendar of the plan', main, { back: { text: 'Back to the plan', href: planAt(setting) } })
}

export function reasonAt(setting: string, criterion: string): string {
  return `${planAt(setting)}/criteria/${criterion}/reason`
}

/** What stands now, as it would be typed. */
export function standsOfReason({ standing, purpose }: GapPlanning): Stands {
  const now = standing.gapReasons.find((one) => one.criterion_key === purpose.criterion.key)
  const { reason = '', version = 0, given_by: by = null, given_at: at = null } = now ?? {}
  return { typed: { reason }, version, by, at }
}

export const reasonFields: readonly MergeField[] = [{ name: 'reason', label: 'Why it can wait', kind: 'words' }]

export function reasonPage(
  { cycle, standing, purpose }: GapPlanning,
  typed: Typed,
  mistakes: Mistakes,
  beside: Html,
): Page {
  const setting = cycle.setting_id
  const { principle, criterion } = purpose
  const field = textarea({
    name: 'reason',
    label: { text: 'Why can it wait?' },
    hint: { text: 'One or two sentences, such as what comes first, or when you will come back to it.' },
    errorMessage: mistakeIn(mistakes, 'reason'),
    value: String(typed.reason ?? ''),
  })
  const form = postForm(
    reasonAt(setting, criterion.key),
    html`${beganFields(typed)}${field}${button({ text: 'Keep this reason' })}`,
  )
  const work = html`${beside}<p class="govuk-body-l">${criterion.text}</p>${form}<p class="govuk-body"><a class="govuk-link" href="${newActionAt(setting, criterion.key)}">Add an action instead</a></p>`
  const agreed = html`<h2 class="govuk-heading-s">What the team agreed</h2><div class="govuk-body-s">${agreedWords(standing.agreed.find((one) => one.criterion_key === criterion.key && one.moment === 'assess'))}</div>`
  return page(
    'Leave this gap for now',
    html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading: 'Leave this gap for now', caption: principle.name })}${columns(work, agreed, { label: 'What the team agreed' })}`,
    {
      back: { text: 'Back to the plan', href: principlePlanAt(setting, principle.key) },
    },
  )
}

/** Where ratings of a principle are, for those who look from the plan. */
export function assessLink(setting: string, principle: string): Html {
  return html`<a class="govuk-link" href="${principleAt(setting, principle)}">What we agreed, and why</a>`
}

export function reasonWords(reason: { reason: string; given_by: string; given_at: Date }): Html {
  return html`<p class="govuk-body"><strong>Left for now:</strong> ${reason.reason} <span class="ws-quiet">${reason.given_by}, ${dateInWords(reason.given_at)}</span></p>`
}
