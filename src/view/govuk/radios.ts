// The GOV.UK radios. The first one carries the plain id, so an error summary can point at it.

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

export interface RadioItem extends Words {
  id?: string | undefined
  value?: string | number | undefined
  label?: Styled | undefined
  hint?: HintOptions | undefined
  divider?: string | undefined
  checked?: boolean | null | undefined
  conditional?: { html?: Html | undefined } | undefined
  disabled?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface RadiosOptions extends GroupOptions {
  name: string
  idPrefix?: string | undefined
  items: readonly (RadioItem | null | undefined | false)[]
  value?: string | number | null | undefined
}

export function radios(options: RadiosOptions): Html {
  const prefix = options.idPrefix || options.name
  return groupOfMany(options, described(prefix, options.fieldset?.describedBy, options), {
    className: 'govuk-radios',
    attributes: html`${attributes(options.attributes)} data-module="govuk-radios"`,
    items: html`${options.items.map((item, i) => item && radio(options, item, i === 0 ? prefix : `${prefix}-${i + 1}`))}`,
  })
}

function radio(options: RadiosOptions, item: RadioItem, usualId: string): Html {
  if (item.divider) return html`<div class="govuk-radios__divider">${item.divider}</div>`
  const id = item.id || usualId
  const checked = item.checked || (item.checked !== false && isChosen(options.value, item.value))
  const hinted = hasWords(item.hint)
  const hintId = `${id}-item-hint`
  const more = item.conditional?.html
  const revealed = filled(more)
    ? html`<div class="${classes('govuk-radios__conditional', !checked && 'govuk-radios__conditional--hidden')}" id="conditional-${id}">${more}</div>`
    : nothing
  return html`<div class="govuk-radios__item"><input class="govuk-radios__input" id="${id}" name="${options.name}" type="radio" value="${item.value}"${checked && ' checked'}${item.disabled && ' disabled'}${filled(more) && html` data-aria-controls="conditional-${id}"`}${attribute('aria-describedby', hinted && hintId)}${attributes(item.attributes)}>${label(
    {
      html: item.html,
      text: item.text,
      classes: classes('govuk-radios__label', item.label?.classes),
      attributes: item.label?.attributes,
      for: id,
    },
  )}${hinted && hint({ ...item.hint, id: hintId, classes: classes('govuk-radios__hint', item.hint?.classes) })}</div>${revealed}`
}

/** A number and its text are the same answer: forms send text, rows hold numbers, and 0 is an answer. */
function isChosen(chosen: RadiosOptions['value'], value: RadioItem['value']): boolean {
  if (chosen === undefined || chosen === null || chosen === '' || value === undefined) return false
  return String(chosen) === String(value)
}
