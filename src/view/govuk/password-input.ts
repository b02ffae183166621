// The GOV.UK password input, with a button that shows what was typed where there is script.

import { html, type Html } from '../html.ts'
import { classes, i18nAttributes, words, type Styled } from './attributes.ts'
import { button } from './button.ts'
import { bothAttributes } from './form-group.ts'
import { input, type InputOptions } from './input.ts'

type Taken = 'type' | 'inputmode' | 'prefix' | 'suffix' | 'inputWrapper' | 'spellcheck' | 'autocapitalize' | 'pattern'

export interface PasswordInputOptions extends Omit<InputOptions, Taken> {
  button?: Pick<Styled, 'classes'> | undefined
  showPasswordText?: string | undefined
  hidePasswordText?: string | undefined
  showPasswordAriaLabelText?: string | undefined
  hidePasswordAriaLabelText?: string | undefined
  passwordShownAnnouncementText?: string | undefined
  passwordHiddenAnnouncementText?: string | undefined
}

export function passwordInput(options: PasswordInputOptions): Html {
  const id = options.id || options.name
  const group = options.formGroup
  const toggle = button({
    type: 'button',
    classes: classes(
      'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
      options.button?.classes,
    ),
    text: options.showPasswordText ?? 'Show',
    attributes: {
      'aria-controls': id,
      'aria-label': options.showPasswordAriaLabelText ?? 'Show password',
      hidden: { value: true, optional: true },
    },
  })
  return input({
    formGroup: {
      classes: classes('govuk-password-input', group?.classes),
      attributes: bothAttributes(ours(options), group?.attributes),
      beforeInput: group?.beforeInput,
      afterInput: { html: html`${toggle}${words(group?.afterInput)}` },
    },
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    label: options.label,
    hint: options.hint,
    classes: classes('govuk-password-input__input govuk-js-password-input-input', options.classes),
    errorMessage: options.errorMessage,
    id,
    name: options.name,
    type: 'password',
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: options.autocomplete || 'current-password',
    value: options.value,
    disabled: options.disabled,
    describedBy: options.describedBy,
    attributes: options.attributes,
  })
}

function ours(options: PasswordInputOptions): Html {
  return html` data-module="govuk-password-input"${i18nAttributes('show-password', options.showPasswordText)}${i18nAttributes('hide-password', options.hidePasswordText)}${i18nAttributes('show-password-aria-label', options.showPasswordAriaLabelText)}${i18nAttributes('hide-password-aria-label', options.hidePasswordAriaLabelText)}${i18nAttributes('password-shown-announcement', options.passwordShownAnnouncementText)}${i18nAttributes('password-hidden-announcement', options.passwordHiddenAnnouncementText)}`
}
