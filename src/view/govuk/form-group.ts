// The group round every form control: label, hint and error in the official order, and the list of ids that
// describe the control. Not a component of its own; the fixtures of each control prove it.

import { html, nothing, type Html } from '../html.ts'
import { attributes, classes, words, type Attributes, type HintOptions, type Styled, type Words } from './attributes.ts'
import { errorMessage, type ErrorMessageOptions } from './error-message.ts'
import { fieldset, type FieldsetOptions } from './fieldset.ts'
import { hint } from './hint.ts'
import { label, type LabelOptions } from './label.ts'

export interface FormGroup extends Styled {
  beforeInput?: Words | undefined
  afterInput?: Words | undefined
}

export interface FormGroupOfMany extends Styled {
  beforeInputs?: Words | undefined
  afterInputs?: Words | undefined
}

/** What a control with one label takes. */
export interface FieldOptions extends Styled {
  id?: string | undefined
  name: string
  label?: LabelOptions | undefined
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: FormGroup | undefined
  describedBy?: string | undefined
  disabled?: boolean | undefined
}

/** What a group of controls under one legend takes. */
export interface GroupOptions extends Styled {
  hint?: HintOptions | undefined
  errorMessage?: ErrorMessageOptions | undefined
  formGroup?: FormGroupOfMany | undefined
  fieldset?: FieldsetOptions | undefined
}

export interface Described {
  describedBy: string
  notes: Html
}

/** Hint and error with their ids, and everything that describes the control. */
export function described(
  id: string | undefined,
  first: string | undefined,
  options: { hint?: HintOptions | undefined; errorMessage?: ErrorMessageOptions | undefined },
): Described {
  let describedBy = first ?? ''
  let notes = nothing
  if (options.hint) {
    describedBy = joined(describedBy, `${id}-hint`)
    notes = hint({ ...options.hint, id: `${id}-hint` })
  }
  if (options.errorMessage) {
    describedBy = joined(describedBy, `${id}-error`)
    notes = html`${notes}${errorMessage({ ...options.errorMessage, id: `${id}-error` })}`
  }
  return { describedBy, notes }
}

function joined(ids: string, id: string): string {
  return ids ? `${ids} ${id}` : id
}

/** The outer element of every control. */
export function formGroup(
  options: { errorMessage?: ErrorMessageOptions | undefined; formGroup?: Styled | undefined },
  content: Html,
): Html {
  const { formGroup: group } = options
  const name = classes('govuk-form-group', options.errorMessage && 'govuk-form-group--error', group?.classes)
  return html`<div class="${name}"${attributes(group?.attributes)}>${content}</div>`
}

/** A control with its label, hint and error. */
export function field(
  id: string,
  options: FieldOptions,
  control: (describedBy: string) => Html,
  { affixed = false }: { affixed?: boolean } = {},
): Html {
  const { describedBy, notes } = described(id, options.describedBy, options)
  const before = affixed ? undefined : words(options.formGroup?.beforeInput)
  const after = affixed ? undefined : words(options.formGroup?.afterInput)
  const name = label({ ...options.label, for: id })
  return formGroup(options, html`${name}${notes}${before}${control(describedBy)}${after}`)
}

/** Several controls under one legend, or bare when there is no fieldset. */
export function groupOfMany(
  options: GroupOptions,
  { describedBy, notes }: Described,
  controls: { className: string; attributes: Html; items: Html },
  role?: string,
): Html {
  const { formGroup: group } = options
  const inner = html`${notes}<div class="${classes(controls.className, options.classes)}"${controls.attributes}>${words(group?.beforeInputs)}${controls.items}${words(group?.afterInputs)}</div>`
  if (!options.fieldset) return formGroup(options, inner)
  const { classes: names, attributes: more, legend } = options.fieldset
  return formGroup(options, fieldset({ classes: names, attributes: more, legend, role, describedBy, html: inner }))
}

/** Attributes of our own first, then those the caller gave. */
export function bothAttributes(ours: Html, theirs: Attributes | undefined): Html {
  return html`${ours}${attributes(theirs)}`
}
