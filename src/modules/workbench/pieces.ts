// Small pieces that pages of this room share.
import type { Typed } from '../../kernel/form.ts'
import { postForm } from '../../view/form.ts'
import { button } from '../../view/govuk/button.ts'
import { html, type Html, type Value } from '../../view/html.ts'

export const typedText = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : (value?.at(-1) ?? '')
}

export const typedList = (typed: Typed, name: string): readonly string[] => {
  const value = typed[name]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

export const link = (href: string, text: string): Html => html`<a class="govuk-link" href="${href}">${text}</a>`
export const paragraph = (...words: readonly Value[]): Html => html`<p class="govuk-body">${words}</p>`
export const hiddenField = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** One press and nothing to fill in. */
export const press = (action: string, text: string, classes = 'govuk-button--secondary'): Html =>
  postForm(action, button({ text, classes, preventDoubleClick: true }))

/** The address with the question that someone came for. */
export const withQuestion = (path: string, question: string): string =>
  question === '' ? path : `${path}?question=${encodeURIComponent(question)}`
