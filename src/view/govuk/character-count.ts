// The GOV.UK character count: a textarea that says how much room is left.

import { html, type Html } from '../html.ts'
import { attributes, classes, i18nAttributes, words, type Messages, type Styled } from './attributes.ts'
import { bothAttributes } from './form-group.ts'
import { hint } from './hint.ts'
import { textarea, type TextareaOptions } from './textarea.ts'

export interface CharacterCountOptions extends Omit<TextareaOptions, 'describedBy' | 'disabled' | 'autocomplete'> {
  maxlength?: number | undefined
  maxwords?: number | undefined
  countType?: string | undefined
  threshold?: number | undefined
  countMessage?: Pick<Styled, 'classes'> | undefined
  textareaDescriptionText?: string | undefined
  charactersUnderLimitText?: Messages | undefined
  charactersAtLimitText?: string | undefined
  charactersOverLimitText?: Messages | undefined
  wordsUnderLimitText?: Messages | undefined
  wordsAtLimitText?: string | undefined
  wordsOverLimitText?: Messages | undefined
}

export function characterCount(options: CharacterCountOptions): Html {
  const id = options.id || options.name
  const limit = options.maxwords || options.maxlength
  const counted = options.countType || (options.maxwords ? 'words' : undefined)
  const sentence =
    options.textareaDescriptionText || `You can enter up to %{count} ${counted === 'words' ? 'words' : 'characters'}`
  const message = hint({
    text: limit ? sentence.replaceAll('%{count}', String(limit)) : undefined,
    id: `${id}-info`,
    classes: classes('govuk-character-count__message', options.countMessage?.classes),
  })
  const group = options.formGroup
  return textarea({
    id,
    name: options.name,
    describedBy: `${id}-info`,
    rows: options.rows,
    spellcheck: options.spellcheck,
    value: options.value,
    formGroup: {
      classes: classes('govuk-character-count', group?.classes),
      attributes: bothAttributes(ours(options, limit, counted), group?.attributes),
      beforeInput: group?.beforeInput,
      afterInput: { html: html`${message}${words(group?.afterInput)}` },
    },
    classes: classes('govuk-js-character-count', options.classes),
    label: options.label,
    hint: options.hint,
    errorMessage: options.errorMessage,
    attributes: options.attributes,
  })
}

function ours(options: CharacterCountOptions, limit: number | undefined, counted: string | undefined): Html {
  const described = !limit && options.textareaDescriptionText
  return html`${attributes({
    'data-module': 'govuk-character-count',
    'data-maxlength': { value: options.maxlength, optional: true },
    'data-maxwords': { value: options.maxwords, optional: true },
    'data-threshold': { value: options.threshold, optional: true },
    'data-count-type': { value: counted, optional: true },
  })}${described && i18nAttributes('textarea-description', { other: described })}${i18nAttributes('characters-under-limit', options.charactersUnderLimitText)}${i18nAttributes('characters-at-limit', options.charactersAtLimitText)}${i18nAttributes('characters-over-limit', options.charactersOverLimitText)}${i18nAttributes('words-under-limit', options.wordsUnderLimitText)}${i18nAttributes('words-at-limit', options.wordsAtLimitText)}${i18nAttributes('words-over-limit', options.wordsOverLimitText)}`
}
