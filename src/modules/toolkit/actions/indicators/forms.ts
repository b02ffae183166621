// What people send about an indicator and its readings. Numbers may carry commas and signs as people type them.
import { z } from 'zod'
import { choice, day, form, optionalDay, optionalNumber, version, words, type Form } from '../../../../kernel/form.ts'
import { directions } from './rules.ts'

const plainNumber = (text: string): string => text.replace(/(?<=\d),(?=\d{3})|[%£\s]/g, '')
const amount = (wrong: string) => z.string().transform(plainNumber).pipe(optionalNumber(wrong))
const example = 'Enter a number, like 42 or 3.5'

const shape = {
  name: words('Say what you will count or measure', 120),
  unit: z.string().trim().max(30, 'Use 30 characters or fewer'),
  better: choice(directions, 'Choose whether a higher or a lower number is better'),
  baseline: amount(example),
  baseline_on: optionalDay('Enter the day of the first number, like 4 9 2026'),
  target: amount(example),
  target_on: optionalDay('Enter the day of the target, like 16 7 2027'),
}

export const newIndicatorForm = form(shape)
export const indicatorForm = form({ ...shape, version: version() })
export const readingForm = form({
  value: amount(example).transform((value, c) => {
    if (value === null) c.addIssue({ code: 'custom', message: example })
    return value ?? 0
  }),
  on_day: day('Enter the day of the number, like 27 3 2027'),
})
export const readingRemovalForm = form({ on_day: day('Choose a number from the list') })
export const removalForm = form({})

type Of<F> = F extends Form<infer T> ? T : never
export type NewIndicator = Of<typeof newIndicatorForm>
export type ChangedIndicator = Of<typeof indicatorForm>
export type NewReading = Of<typeof readingForm>
