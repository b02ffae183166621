// Pieces that pages of this room share: fields that keep what was typed, and pages of a long list.
import type { Mistakes, Typed } from '../../kernel/form.ts'
import { errorSummaryFor, mistakeIn } from '../../view/form-page.ts'
import { button } from '../../view/govuk/button.ts'
import { checkboxes } from '../../view/govuk/checkboxes.ts'
import { input } from '../../view/govuk/input.ts'
import { pagination } from '../../view/govuk/pagination.ts'
import { radios } from '../../view/govuk/radios.ts'
import { select } from '../../view/govuk/select.ts'
import { textarea } from '../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../view/html.ts'

/** A form as it stands: what is in its fields, and what needs putting right. */
export type FormState = { typed: Typed; mistakes: Mistakes }

export const asTyped = (typed: Typed): FormState => ({ typed, mistakes: {} })

export const typedText = (state: FormState, name: string): string => {
  const value = state.typed[name]
  return typeof value === 'string' ? value : ''
}

export const typedList = (state: FormState, name: string): readonly string[] => {
  const value = state.typed[name]
  return Array.isArray(value) ? value : []
}

/** What needs putting right, at the top of the page. */
export const summaryOf = (state: FormState, ids: Readonly<Record<string, string>> = {}): Html =>
  errorSummaryFor(state.mistakes, ids)

export type FieldWords = { label: string; hint?: string; classes?: string }

const about = (state: FormState, name: string, { label, hint }: FieldWords) => ({
  name,
  id: name,
  label: { text: label },
  hint: hint === undefined ? undefined : { text: hint },
  errorMessage: mistakeIn(state.mistakes, name),
})

export function textField(
  state: FormState,
  name: string,
  words: FieldWords & { type?: string; autocomplete?: string },
): Html {
  return input({
    ...about(state, name, words),
    classes: words.classes,
    type: words.type,
    autocomplete: words.autocomplete,
    spellcheck: words.type === 'email' ? false : undefined,
    value: typedText(state, name),
  })
}

/** A day typed as people write it. */
export function dayField(state: FormState, name: string, words: FieldWords): Html {
  return textField(state, name, { classes: 'govuk-input--width-10', ...words })
}

export function longField(state: FormState, name: string, words: FieldWords & { rows?: number }): Html {
  return textarea({ ...about(state, name, words), rows: words.rows ?? 4, value: typedText(state, name) })
}

export type Choice = { value: string; text: string; hint?: string }

export function selectField(state: FormState, name: string, words: FieldWords, choices: readonly Choice[]): Html {
  return select({
    ...about(state, name, words),
    value: typedText(state, name),
    items: choices.map(({ value, text }) => ({ value, text })),
  })
}

const legend = ({ label, hint, classes = 'govuk-fieldset__legend--s' }: FieldWords) => ({
  fieldset: { legend: { text: label, classes } },
  hint: hint === undefined ? undefined : { text: hint },
})

const item = ({ value, text, hint }: Choice) => ({ value, text, hint: hint === undefined ? undefined : { text: hint } })

export function ticksField(state: FormState, name: string, words: FieldWords, choices: readonly Choice[]): Html {
  const values = typedList(state, name)
  return checkboxes({
    name,
    ...legend(words),
    errorMessage: mistakeIn(state.mistakes, name),
    values,
    items: choices.map(item),
  })
}

export function oneTick(state: FormState, name: string, words: FieldWords): Html {
  const items = [item({ value: 'yes', text: words.label, ...(words.hint === undefined ? {} : { hint: words.hint }) })]
  return checkboxes({ name, errorMessage: mistakeIn(state.mistakes, name), values: [typedText(state, name)], items })
}

export function radiosField(state: FormState, name: string, words: FieldWords, choices: readonly Choice[]): Html {
  return radios({
    name,
    ...legend(words),
    errorMessage: mistakeIn(state.mistakes, name),
    value: typedText(state, name),
    items: choices.map(item),
  })
}

export const submit = (text: string, classes?: string): Html => button({ text, classes, preventDoubleClick: true })

export const paragraph = (...words: readonly (Html | string)[]): Html => html`<p class="govuk-body">${words}</p>`

export const link = (href: string, text: string): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

export const PAGE = 50

/** Which page of a list was asked for; the first when that is not a number. */
export function pageAsked(query: Readonly<Record<string, string>>): number {
  const asked = /^\d{1,5}$/.test(query.page ?? '') ? Number(query.page) : 1
  return Math.max(1, asked)
}

/** Links to the pages around this one; nothing when there is only one. */
export function pagesOf(found: number, at: number, path: string, query: Readonly<Record<string, string>>): Html {
  const last = Math.ceil(found / PAGE)
  if (last < 2) return nothing
  const href = (number: number): string => `${path}?${new URLSearchParams({ ...query, page: String(number) })}`
  const near = [1, at - 1, at, at + 1, last].filter((n, i, all) => n >= 1 && n <= last && all.indexOf(n) === i)
  const items = near.flatMap((n, i) => [
    ...(i > 0 && n > near[i - 1]! + 1 ? [{ ellipsis: true }] : []),
    { number: n, href: href(n), current: n === at },
  ])
  return pagination({
    landmarkLabel: 'Pages',
    items,
    previous: at > 1 ? { href: href(at - 1) } : undefined,
    next: at < last ? { href: href(at + 1) } : undefined,
  })
}
