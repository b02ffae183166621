// What people send when they ask someone outside to read a chapter, and what a reader answers.
import { z } from 'zod'
import { choice, day, form, optionalUuid, optionalWords, version, words } from '../../../kernel/form.ts'

/** Whoever is asked by email: empty unless a friend is asked, which the service makes sure of. */
const optionalEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Use 254 characters or fewer for an email address')
  .regex(/^$|^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/, 'Enter an email address in the form name@example.org')

export const askingForm = form({
  principle: words('Choose a chapter', 80),
  asks: choice(['friend', 'programme'], 'Choose whom you ask'),
  friend: optionalWords(120),
  email: optionalEmail,
  programme: optionalUuid('Choose a programme from the list'),
  question: optionalWords(500),
  wished_on: day('Enter the day by which you would like an answer, such as 3 December 2026'),
})
export type Asking = z.output<(typeof askingForm)['schema']>

export const stateForm = form({ version: version() })

export const takingForm = form({
  ask: z.string().max(2000, 'Open the link in your letter again'),
  answer: choice(['take', 'decline'], 'Choose whether you will read it'),
})

const PROMPT = 2000
export const answerForm = form({
  strong: words('Say what stands out as strong', PROMPT),
  wondered: words('Say what you wondered', PROMPT),
  next_step: words('Suggest one next step', PROMPT),
})
export type Answer = z.output<(typeof answerForm)['schema']>
