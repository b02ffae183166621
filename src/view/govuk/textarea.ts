// The GOV.UK textarea.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes } from './attributes.ts'
import { field, type FieldOptions } from './form-group.ts'

export interface TextareaOptions extends FieldOptions {
  value?: string | undefined
  rows?: number | string | undefined
  spellcheck?: boolean | undefined
  autocomplete?: string | undefined
}

export function textarea(options: TextareaOptions): Html {
  const id = options.id || options.name
  const spell = options.spellcheck
  return field(
    id,
    options,
    (describedBy) =>
      html`<textarea class="${classes('govuk-textarea', options.errorMessage && 'govuk-textarea--error', options.classes)}" id="${id}" name="${options.name}" rows="${options.rows || 5}"${spell !== undefined && html` spellcheck="${String(spell)}"`}${options.disabled && ' disabled'}${attribute('aria-describedby', describedBy)}${attribute('autocomplete', options.autocomplete)}${attributes(options.attributes)}>${firstLine(options.value)}</textarea>`,
  )
}

/** A browser eats the first line break after the tag: write it twice so that nobody's blank line is lost. */
function firstLine(value: string | undefined): string | undefined {
  return value?.startsWith('\n') ? `\n${value}` : value
}
