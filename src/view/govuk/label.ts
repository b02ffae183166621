// The GOV.UK label; as the page's heading where the page asks one question.

import { html, nothing, type Html } from '../html.ts'
import { attribute, attributes, classes, hasWords, words, type Styled, type Words } from './attributes.ts'

export interface LabelOptions extends Words, Styled {
  for?: string | undefined
  isPageHeading?: boolean | undefined
}

export function label(options: LabelOptions): Html {
  if (!hasWords(options)) return nothing
  const element = html`<label class="${classes('govuk-label', options.classes)}"${attributes(options.attributes)}${attribute('for', options.for)}>${words(options)}</label>`
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element
}
