// The GOV.UK text input, with a prefix or suffix where there is one.

import { html, type Html } from '../html.ts'
import { attributes, classes, hasWords, words, type Styled, type Words } from './attributes.ts'
import { field, type FieldOptions } from './form-group.ts'

export interface Affix extends Words, Styled {}

export interface InputOptions extends FieldOptions {
  type?: string | undefined
  inputmode?: string | undefined
  value?: string | number | undefined
  prefix?: Affix | undefined
  suffix?: Affix | undefined
  inputWrapper?: Styled | undefined
  autocomplete?: string | undefined
  autocapitalize?: string | undefined
  pattern?: string | undefined
  spellcheck?: boolean | undefined
}

export function input(options: InputOptions): Html {
  const id = options.id || options.name
  const { prefix, suffix, formGroup: group } = options
  const affixed = [prefix, suffix, group?.beforeInput, group?.afterInput].some(hasWords)
  return field(
    id,
    options,
    (describedBy) => {
      const control = element(id, describedBy, options)
      if (!affixed) return control
      const { inputWrapper: wrapper } = options
      return html`<div class="${classes('govuk-input__wrapper', wrapper?.classes)}"${attributes(wrapper?.attributes)}>${words(group?.beforeInput)}${affix(prefix, 'prefix')}${control}${affix(suffix, 'suffix')}${words(group?.afterInput)}</div>`
    },
    { affixed: true },
  )
}

function element(id: string, describedBy: string, options: InputOptions): Html {
  return html`<input${attributes({
    class: classes('govuk-input', options.classes, options.errorMessage && 'govuk-input--error'),
    id,
    name: options.name,
    type: options.type || 'text',
    spellcheck: { value: options.spellcheck === undefined ? undefined : String(options.spellcheck), optional: true },
    value: { value: options.value, optional: true },
    disabled: { value: options.disabled, optional: true },
    'aria-describedby': { value: describedBy || undefined, optional: true },
    autocomplete: { value: options.autocomplete, optional: true },
    autocapitalize: { value: options.autocapitalize, optional: true },
    pattern: { value: options.pattern, optional: true },
    inputmode: { value: options.inputmode, optional: true },
  })}${attributes(options.attributes)}>`
}

function affix(options: Affix | undefined, side: 'prefix' | 'suffix'): Html | false {
  if (!options || !hasWords(options)) return false
  return html`<div class="${classes(`govuk-input__${side}`, options.classes)}" aria-hidden="true"${attributes(options.attributes)}>${words(options)}</div>`
}
