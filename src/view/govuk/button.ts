// The GOV.UK button, or a link that looks like one.

import { html, nothing, type Html } from '../html.ts'
import { attribute, attributes, classes, filled, words, type Styled, type Words } from './attributes.ts'

export interface ButtonOptions extends Words, Styled {
  name?: string | undefined
  type?: 'submit' | 'button' | 'reset' | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  href?: string | undefined
  preventDoubleClick?: boolean | undefined
  isStartButton?: boolean | undefined
  id?: string | undefined
}

const START_ICON = html`<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>`

export function button(options: ButtonOptions): Html {
  const name = classes('govuk-button', options.classes, options.isStartButton && 'govuk-button--start')
  const shared = html` class="${name}" data-module="govuk-button"${attributes(options.attributes)}${attribute('id', options.id)}`
  const wrapped = options.isStartButton && filled(options.html)
  const text = wrapped ? html`<span>${options.html}</span>` : words(options)
  const icon = options.isStartButton ? START_ICON : nothing
  if (options.href) {
    return html`<a href="${options.href}" role="button" draggable="false"${shared}>${text}${icon}</a>`
  }
  const twice = options.preventDoubleClick
  return html`<button type="${options.type || 'submit'}"${attribute('value', options.value)}${attribute('name', options.name)}${options.disabled && html` disabled aria-disabled="true"`}${twice !== undefined && html` data-prevent-double-click="${String(twice)}"`}${shared}>${text}${icon}</button>`
}
