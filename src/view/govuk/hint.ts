// The GOV.UK hint.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, words, type HintOptions } from './attributes.ts'

export function hint(options: HintOptions): Html {
  return html`<div${attribute('id', options.id)} class="${classes('govuk-hint', options.classes)}"${attributes(options.attributes)}>${words(options)}</div>`
}
