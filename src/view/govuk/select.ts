// The GOV.UK select. Prefer radios where there are few choices.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, type Attributes } from './attributes.ts'
import { field, type FieldOptions } from './form-group.ts'

export interface SelectItem {
  value?: string | number | boolean | undefined
  text?: string | number | undefined
  selected?: boolean | null | undefined
  disabled?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface SelectOptions extends FieldOptions {
  items?: readonly (SelectItem | null | undefined | false)[] | undefined
  value?: string | number | null | undefined
}

export function select(options: SelectOptions): Html {
  const id = options.id || options.name
  return field(
    id,
    options,
    (describedBy) =>
      html`<select class="${classes('govuk-select', options.classes, options.errorMessage && 'govuk-select--error')}" id="${id}" name="${options.name}"${options.disabled && ' disabled'}${attribute('aria-describedby', describedBy)}${attributes(options.attributes)}>${(options.items ?? []).map((item) => item && choice(item, options.value))}</select>`,
  )
}

function choice(item: SelectItem, chosen: SelectOptions['value']): Html {
  const value = item.value ?? item.text
  const isChosen = chosen !== undefined && chosen !== null && chosen !== '' && String(value) === String(chosen)
  const selected = item.selected || (item.selected !== false && isChosen)
  return html`<option${item.value !== undefined && html` value="${String(item.value)}"`}${selected && ' selected'}${item.disabled && ' disabled'}${attributes(item.attributes)}>${item.text}</option>`
}
