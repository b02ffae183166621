// The GOV.UK skip link: the first thing a keyboard meets.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Styled, type Words } from './attributes.ts'

export interface SkipLinkOptions extends Words, Styled {
  href?: string | undefined
}

export function skipLink(options: SkipLinkOptions): Html {
  return html`<a href="${options.href || '#content'}" class="${classes('govuk-skip-link', options.classes)}"${attributes(options.attributes)} data-module="govuk-skip-link">${words(options)}</a>`
}
