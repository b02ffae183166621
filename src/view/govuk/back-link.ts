// The GOV.UK back link. Says "Back" unless told where to.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Styled, type Words } from './attributes.ts'

export interface BackLinkOptions extends Words, Styled {
  href?: string | undefined
}

export function backLink(options: BackLinkOptions = {}): Html {
  return html`<a href="${options.href || '#'}" class="${classes('govuk-back-link', options.classes)}"${attributes(options.attributes)}>${words(options) || 'Back'}</a>`
}
