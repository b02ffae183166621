// What people send to ask for views, and what a setting chooses for its calls.
import { choices, day, form, optionalWords, version, whole } from '../../../kernel/form.ts'
import { KINDS, SMALLEST, SMALLEST_MOST } from './rules.ts'

export const askingForm = form({
  kinds: choices(KINDS, 'Choose who is asked from the list').min(1, 'Choose who is asked'),
  closes_on: day('Enter the last day, such as 18 December 2026'),
})

export const choicesForm = form({
  smallest: whole(`Enter a whole number from ${SMALLEST} to ${SMALLEST_MOST}`, SMALLEST, SMALLEST_MOST),
  talk_to: optionalWords(300).transform((text) => text ?? ''),
  version: version(),
})

export const closingForm = form({})
