// How pupils, parents and the community take part: what is planned, what happened, with prompts and ideas beside it.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import type { Stands } from '../../../kernel/merge.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, type Html } from '../../../view/html.ts'
import { columns, inWords, pageHeading } from '../../../view/layout.ts'
import type { MergeField } from '../../../view/merge.ts'
import { beganFields } from '../../../view/merge-page.ts'
import { dateTimeInWords } from '../../../view/words.ts'
import type { HereSeen } from '../cycles/pages.ts'
import type { InvolvementGroup } from '../edition.ts'
import { involvementAt, toolkitAt } from '../paths.ts'
import type { Involvement } from '../standing/rules.ts'
import { typedIn } from '../typing.ts'

const list = (words: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${words.map((one) => html`<li>${one}</li>`)}</ul>`

export function involvementPage(here: HereSeen, mayWrite: boolean): Page {
  const { cycle, edition, standing } = here
  const groups = edition.involvement_groups
  const planned = groups.filter((group) =>
    standing.involvements.some((one) => one.group_key === group.key && one.planned !== ''),
  ).length
  const heading =
    planned === groups.length
      ? 'Everyone has a way to take part'
      : `${inWords(planned)} of ${inWords(groups.length, { lower: true })} groups have a way to take part`
  const work = html`${pageHeading({ heading, caption: `Cycle ${cycle.number}` })}${groups.map((group) => groupPart(here, group, mayWrite))}`
  return page(heading, columns(work), { back: { text: 'Toolkit', href: toolkitAt(cycle.setting_id) } })
}

function groupPart({ cycle, standing }: HereSeen, group: InvolvementGroup, mayWrite: boolean): Html {
  const now = standing.involvements.find((one) => one.group_key === group.key)
  const href = `${involvementAt(cycle.setting_id)}/${group.key}`
  const stands = now ? standsNow(now) : html`<p class="govuk-body">Nothing is written yet.</p>`
  const link =
    mayWrite &&
    html`<p class="govuk-body"><a class="govuk-link" href="${href}">${now ? 'Change' : 'Plan'} how ${group.name.toLowerCase()} take part</a></p>`
  return html`<h2 class="govuk-heading-m">${group.name}</h2><p class="govuk-body">${group.why}</p>${stands}${link}`
}

function standsNow(now: Involvement): Html {
  return html`${summaryList({
    rows: [
      { key: { text: 'Planned' }, value: { text: now.planned || 'Nothing written yet' } },
      { key: { text: 'What happened' }, value: { text: now.actual || 'Nothing written yet' } },
    ],
  })}<p class="govuk-body ws-quiet">${now.updated_by}, ${dateTimeInWords(now.updated_at)}</p>`
}

export function groupAt(setting: string, group: InvolvementGroup): string {
  return `${involvementAt(setting)}/${group.key}`
}

/** What stands now, as it would be typed. */
export function standsOfInvolvement({ standing }: Pick<HereSeen, 'standing'>, group: InvolvementGroup): Stands {
  const now = standing.involvements.find((one) => one.group_key === group.key)
  const { planned = '', actual = '', version = 0, updated_by: by = null, updated_at: at = null } = now ?? {}
  return { typed: { planned, actual }, version, by, at }
}

export const involvementFields: readonly MergeField[] = [
  { name: 'planned', label: 'What we plan', kind: 'words' },
  { name: 'actual', label: 'What happened', kind: 'words' },
]

export function groupPage(
  { cycle }: HereSeen,
  group: InvolvementGroup,
  { typed, mistakes = {}, beside }: { typed: Typed; mistakes?: Mistakes; beside: Html },
): Page {
  const heading = `How ${group.name.toLowerCase()} take part`
  const content = html`${beganFields(typed)}
${textarea({ name: 'planned', label: { text: 'What we plan', classes: 'govuk-label--s' }, hint: { text: 'Who, when, and what they can change' }, value: typedIn(typed, 'planned'), errorMessage: mistakeIn(mistakes, 'planned') })}
${textarea({ name: 'actual', label: { text: 'What happened', classes: 'govuk-label--s' }, hint: { text: 'Leave empty until there is something to tell' }, value: typedIn(typed, 'actual'), errorMessage: mistakeIn(mistakes, 'actual') })}
${button({ text: 'Save' })}`
  const top = html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: `Cycle ${cycle.number}` })}`
  const work = html`${beside}<p class="govuk-body">${group.why}</p>${postForm(groupAt(cycle.setting_id, group), content)}`
  const context = html`<h2 class="govuk-heading-m">Questions to ask</h2>${list(group.prompts)}${details({ summaryText: 'Ideas to borrow', html: list(group.ideas) })}`
  return page(heading, html`${top}${columns(work, context)}`, {
    back: { text: 'How people take part', href: involvementAt(cycle.setting_id) },
  })
}
