// The GOV.UK fieldset with its legend.

import { html, nothing, type Html } from '../html.ts'
import { attribute, attributes, classes, filled, hasWords, words, type Styled, type Words } from './attributes.ts'

export interface LegendOptions extends Words {
  classes?: string | undefined
  isPageHeading?: boolean | undefined
}

export interface FieldsetOptions extends Styled {
  describedBy?: string | undefined
  legend?: LegendOptions | undefined
  role?: string | undefined
  html?: Html | undefined
}

export function fieldset(options: FieldsetOptions): Html {
  const inner = filled(options.html) ? options.html : nothing
  return html`<fieldset class="${classes('govuk-fieldset', options.classes)}"${attribute('role', options.role)}${attribute('aria-describedby', options.describedBy)}${attributes(options.attributes)}>${legend(options.legend)}${inner}</fieldset>`
}

function legend(options: LegendOptions | undefined): Html {
  if (!options || !hasWords(options)) return nothing
  const text = options.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${words(options)}</h1>` : words(options)
  return html`<legend class="${classes('govuk-fieldset__legend', options.classes)}">${text}</legend>`
}
