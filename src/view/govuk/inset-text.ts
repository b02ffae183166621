// The GOV.UK inset text.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, words, type HintOptions } from './attributes.ts'

export type InsetTextOptions = HintOptions

export function insetText(options: InsetTextOptions): Html {
  return html`<div${attribute('id', options.id)} class="${classes('govuk-inset-text', options.classes)}"${attributes(options.attributes)}>${words(options)}</div>`
}
