// The GOV.UK details: a line that opens to more.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, words, type Styled, type Words } from './attributes.ts'

export interface DetailsOptions extends Words, Styled {
  summaryText?: string | undefined
  summaryHtml?: Html | undefined
  id?: string | undefined
  open?: boolean | undefined
}

export function details(options: DetailsOptions): Html {
  const summary = words({ text: options.summaryText, html: options.summaryHtml })
  return html`<details${attribute('id', options.id)} class="${classes('govuk-details', options.classes)}"${attributes(options.attributes)}${options.open && ' open'}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${summary}</span></summary><div class="govuk-details__text">${words(options)}</div></details>`
}
