// What a writer sees when someone else was first: each thing that both changed, side by side, with whose words they are
// and when; then one choice. Carries everything along in the form, so that it works without a script and loses nothing.
import { errorSummary } from './govuk/error-summary.ts'
import { mistakeIn } from './form-page.ts'
import { postForm } from './form.ts'
import { button } from './govuk/button.ts'
import { details } from './govuk/details.ts'
import { radios } from './govuk/radios.ts'
import { summaryList } from './govuk/summary-list.ts'
import { textarea } from './govuk/textarea.ts'
import { html, nothing, type Html } from './html.ts'
import { together, type Kept, type Merge, type MergeField, type Written } from './merge.ts'
import { dateTimeInWords, listInWords } from './words.ts'

/** Whose words stand now; neither is known of rows that never kept it. */
export type By = { by: string | null; at: Date | null }

export type Merging = {
  /** Where the form is sent. */
  action: string
  fields: readonly MergeField[]
  merge: Merge
  base: Written | undefined
  mine: Written
  theirs: Written
  author: By
  /** What was chosen already, and what is still to be. */
  kept: Kept
  mistakes: Readonly<Record<string, string>>
  /** Fields that say from what the writer and the other one began. */
  hidden: Readonly<Record<string, string>>
}

export const keepField = (name: string): string => `${name}_keep`
export const bothField = (name: string): string => `${name}_both`

const someone = ({ by }: By): string => by ?? 'Someone else'

export function mergeHeading(author: By): string {
  return `${someone(author)} changed this while you were writing`
}

/** Leads to each choice; when something was left open, to what is missing. */
export function mergeSummary({ fields, merge, author, mistakes }: Merging): Html {
  const open = merge.conflicts.filter((name) => mistakes[keepField(name)] !== undefined)
  const named = (name: string): string => fields.find((field) => field.name === name)?.label ?? name
  return errorSummary({
    titleText: open.length > 0 ? 'There is a problem' : `${someone(author)} was first`,
    errorList: (open.length > 0 ? open : merge.conflicts).map((name) => ({
      text: `Choose what to keep of “${named(name)}”`,
      href: `#${keepField(name)}`,
    })),
  })
}

const hiddenInput = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

/** The fields of the version that a form began from, as kernel/merge.ts gives them with what was typed. */
export function beganFields(typed: Readonly<Record<string, string | readonly string[]>>): Html {
  const text = (name: string): string => [typed[name] ?? ''].flat().at(-1) ?? ''
  return html`${hiddenInput('version', text('version'))}${hiddenInput('began', text('began'))}`
}

function saidBy(field: MergeField, value: string): Html {
  const said = value.trim() === '' ? '' : (field.said?.(value) ?? value.trim())
  if (said === '') return html`<p class="govuk-body ws-quiet">Nothing</p>`
  return html`${said
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        html`<p class="govuk-body">${paragraph.split('\n').map((line, i) => (i === 0 ? line : html`<br>${line}`))}</p>`,
    )}`
}

function side(whose: string, when: string, words: Html): Html {
  return html`<div class="ws-merge__side"><p class="govuk-body-s ws-merge__whose"><strong>${whose}</strong> <span class="ws-quiet">${when}</span></p>${words}</div>`
}

function choice(merging: Merging, field: MergeField): Html {
  const { author, base, mine, theirs, kept, mistakes } = merging
  const { name, label, kind } = field
  const [ours, other] = [mine[name] ?? '', theirs[name] ?? '']
  const when = author.at ? dateTimeInWords(author.at) : 'saved before you'
  const before = base?.[name]?.trim()
    ? details({ summaryText: 'As it was before', html: saidBy(field, base[name]) })
    : nothing
  const box = textarea({
    name: bothField(name),
    rows: kind === 'line' ? 2 : 6,
    label: { text: 'Both, put together' },
    hint: { text: 'Change it as you like' },
    value: kept[name]?.both || together(kind, base?.[name], ours, other),
  })
  const both = { value: 'both', text: 'Keep both, put together', conditional: { html: box } }
  return radios({
    name: keepField(name),
    fieldset: { legend: { text: label, classes: 'govuk-fieldset__legend--m' } },
    errorMessage: mistakeIn(mistakes, keepField(name)),
    // Where both can be kept, both are kept unless the writer says otherwise.
    value: kept[name]?.keep ?? (kind === 'words' ? 'both' : ''),
    formGroup: {
      beforeInputs: {
        html: html`<div class="ws-merge">${side(someone(author), when, saidBy(field, other))}${side('You', 'not saved yet', saidBy(field, ours))}</div>${before}`,
      },
    },
    items: [
      { value: 'theirs', text: author.by ? `Keep what ${author.by} saved` : 'Keep what stands now' },
      { value: 'mine', text: 'Keep what I wrote' },
      kind !== 'value' && both,
    ],
  })
}

/** What is decided already, as it will be saved. */
function decided({ fields, merge, author }: Merging): Html {
  const rest = fields.filter(({ name }) => !merge.conflicts.includes(name))
  if (rest.length === 0) return nothing
  const taken = rest.filter(({ name }) => merge.taken.includes(name)).map(({ label }) => `“${label}”`)
  const rows = rest.map((field) => ({
    key: { text: field.label },
    value: { html: saidBy(field, merge.values[field.name] ?? '') },
  }))
  const words =
    taken.length > 0
      ? html`<p class="govuk-body">Only ${someone(author)} changed ${listInWords(taken)}: that is taken over.</p>`
      : nothing
  return html`${words}${details({ summaryText: 'Everything else, as it will be saved', html: summaryList({ rows }) })}`
}

export function mergeForm(merging: Merging): Html {
  const { action, fields, merge, mine, author, hidden } = merging
  const asked = fields.filter(({ name }) => merge.conflicts.includes(name))
  // All that was typed goes along as it was; the choices say what becomes of it.
  const own = Object.entries({ ...mine, ...hidden }).map(([name, value]) => hiddenInput(name, value))
  const intro = html`<p class="govuk-body-l">Nothing is lost. ${asked.length === 1 ? 'One thing was' : 'These things were'} changed by you both: choose what to keep, then save.</p>`
  return html`${intro}${postForm(
    action,
    html`${own}${asked.map((field) => choice(merging, field))}${decided(merging)}${button({ text: author.by ? 'Save both our work' : 'Save' })}`,
  )}`
}
