// The GOV.UK error message beside a control.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, words, type Styled, type Words } from './attributes.ts'

export interface ErrorMessageOptions extends Words, Styled {
  id?: string | undefined
  visuallyHiddenText?: string | false | null | undefined
}

export function errorMessage(options: ErrorMessageOptions): Html {
  const { visuallyHiddenText: hidden = 'Error' } = options
  const prefix = hidden && html`<span class="govuk-visually-hidden">${hidden}:</span> `
  return html`<p${attribute('id', options.id)} class="${classes('govuk-error-message', options.classes)}"${attributes(options.attributes)}>${prefix}${words(options)}</p>`
}
