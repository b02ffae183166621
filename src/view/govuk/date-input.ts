// The GOV.UK date input: day, month and year typed, never picked.

import { html, type Html } from '../html.ts'
import { attribute, attributes, classes, type Attributes } from './attributes.ts'
import { described, groupOfMany, type GroupOptions } from './form-group.ts'
import { input } from './input.ts'

export interface DatePart {
  id?: string | undefined
  name?: string | undefined
  label?: string | undefined
  value?: string | number | undefined
  error?: boolean | undefined
  inputmode?: string | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export interface DateInputOptions extends GroupOptions {
  id: string
  namePrefix?: string | undefined
  items?: readonly (DatePart | null | undefined | false)[] | undefined
  day?: DatePart | undefined
  month?: DatePart | undefined
  year?: DatePart | undefined
  values?: Readonly<Record<string, string | number | undefined>> | undefined
}

type Parts = Record<'day' | 'month' | 'year', DatePart>

export function dateInput(options: DateInputOptions): Html {
  const parts = usualParts(options)
  const items = options.items?.length ? options.items : [parts.day, parts.month, parts.year]
  const marked = items.some((item) => item && hasError(item))
  const about = described(options.id, options.fieldset?.describedBy, options)
  return groupOfMany(
    options,
    about,
    {
      className: 'govuk-date-input',
      attributes: html`${attributes(options.attributes)}${attribute('id', options.id)}`,
      items: html`${items.map((item) => item && datePart(options, parts, item, marked))}`,
    },
    'group',
  )
}

function usualParts({ day, month, year, values }: DateInputOptions): Parts {
  return {
    day: day ?? { name: 'day', value: values?.['day'], classes: 'govuk-input--width-2' },
    month: month ?? { name: 'month', value: values?.['month'], classes: 'govuk-input--width-2' },
    year: year ?? { name: 'year', value: values?.['year'], classes: 'govuk-input--width-4' },
  }
}

function hasError(item: DatePart): boolean {
  return item.error || (item.classes?.includes('govuk-input--error') ?? false)
}

/** Which of the three a part is: by being it, or by its name. */
function usualName(item: DatePart, parts: Parts): keyof Parts | undefined {
  for (const name of ['day', 'month', 'year'] as const) {
    if (item === parts[name] || (item.name && (item.name === name || item.name === parts[name].name))) return name
  }
  return undefined
}

function datePart(options: DateInputOptions, parts: Parts, item: DatePart, marked: boolean): Html {
  const usual = usualName(item, parts)
  const name = item.name ?? usual ?? ''
  const value = item.value ?? (usual && parts[usual].value)
  const fullName = options.namePrefix ? `${options.namePrefix}-${name}` : name
  const classed = item.classes ?? ''
  const wrong = hasError(item) || (item.error !== false && Boolean(options.errorMessage) && !marked)
  const control = input({
    label: { text: item.label || capitalised(name), classes: 'govuk-date-input__label' },
    id: item.id || `${options.id}-${name}`,
    classes: classes(
      'govuk-date-input__input',
      wrong && !classed.includes('govuk-input--error') && 'govuk-input--error',
      !classed.includes('govuk-input--width-') && `govuk-input--width-${usual === 'year' ? 4 : 2}`,
      classed,
    ),
    name: fullName,
    value: value ?? options.values?.[fullName],
    type: 'text',
    inputmode: item.inputmode || 'numeric',
    autocomplete: item.autocomplete,
    pattern: item.pattern,
    attributes: item.attributes,
  })
  return html`<div class="govuk-date-input__item">${control}</div>`
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase()
}
