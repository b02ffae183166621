// The GOV.UK tag: a state in a word.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Styled, type Words } from './attributes.ts'

export interface TagOptions extends Words, Styled {}

export function tag(options: TagOptions): Html {
  return html`<strong class="${classes('govuk-tag', options.classes)}"${attributes(options.attributes)}>${words(options)}</strong>`
}
