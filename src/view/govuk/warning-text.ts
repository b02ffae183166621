// The GOV.UK warning text.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Styled, type Words } from './attributes.ts'

export interface WarningTextOptions extends Words, Styled {
  iconFallbackText?: string | undefined
}

export function warningText(options: WarningTextOptions): Html {
  return html`<div class="${classes('govuk-warning-text', options.classes)}"${attributes(options.attributes)}><span class="govuk-warning-text__icon" aria-hidden="true">!</span> <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span> ${words(options)}</strong></div>`
}
