// The GOV.UK checkboxes. The first box carries the plain id, so an error summary can point at it.

import { html, nothing, type Html } from '../html.ts'
import {
  attribute,
  attributes,
  classes,
  filled,
  hasWords,
  type Attributes,
  type HintOptions,
  type Styled,
  type Words,
} from './attributes.ts'
import { described, groupOfMany, type GroupOptions } from './form-group.ts'
import { hint } from './hint.ts'
import { label } from './label.ts'

export interface CheckboxItem extends Words {
  id?: string | undefined
  name?: string | undefined
  value?: string | number | undefined
  label?: Styled | undefined
  hint?: HintOptions | undefined
  divider?: string | undefined
  checked?: boolean | null | undefined
  conditional?: { html?: Html | undefined } | undefined
  behaviour?: string | undefined
  disabled?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface CheckboxesOptions extends GroupOptions {
  name: string
  idPrefix?: string | undefined
  items: readonly (CheckboxItem | null | undefined | false)[]
  values?: readonly (string | number)[] | undefined
  describedBy?: string | undefined
}

export function checkboxes(options: CheckboxesOptions): Html {
  const prefix = options.idPrefix || options.name
  const about = described(prefix, options.fieldset?.describedBy || options.describedBy, options)
  const shared = options.fieldset ? '' : about.describedBy
  return groupOfMany(options, about, {
    className: 'govuk-checkboxes',
    attributes: html`${attributes(options.attributes)} data-module="govuk-checkboxes"`,
    items: html`${options.items.map((item, i) => item && checkbox(options, item, i === 0 ? prefix : `${prefix}-${i + 1}`, shared))}`,
  })
}

function checkbox(options: CheckboxesOptions, item: CheckboxItem, usualId: string, describedBy: string): Html {
  if (item.divider) return html`<div class="govuk-checkboxes__divider">${item.divider}</div>`
  const id = item.id || usualId
  const checked = item.checked || (item.checked !== false && isAmong(options.values, item.value))
  const hinted = hasWords(item.hint)
  const hintId = `${id}-item-hint`
  const aria = hinted ? `${describedBy} ${hintId}`.trim() : describedBy
  const more = item.conditional?.html
  const revealed = filled(more)
    ? html`<div class="${classes('govuk-checkboxes__conditional', !checked && 'govuk-checkboxes__conditional--hidden')}" id="conditional-${id}">${more}</div>`
    : nothing
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="${item.name || options.name}" type="checkbox" value="${item.value}"${checked && ' checked'}${item.disabled && ' disabled'}${filled(more) && html` data-aria-controls="conditional-${id}"`}${attribute('data-behaviour', item.behaviour)}${attribute('aria-describedby', aria)}${attributes(item.attributes)}>${label(
    {
      html: item.html,
      text: item.text,
      classes: classes('govuk-checkboxes__label', item.label?.classes),
      attributes: item.label?.attributes,
      for: id,
    },
  )}${hinted && hint({ ...item.hint, id: hintId, classes: classes('govuk-checkboxes__hint', item.hint?.classes) })}</div>${revealed}`
}

function isAmong(values: CheckboxesOptions['values'], value: CheckboxItem['value']): boolean {
  return value !== undefined && (values?.includes(value) ?? false)
}
