// What people send about moves: sharing one, changing it, taking one into the plan, asking, hiding and answering that.
import { z } from 'zod'
import { choice, form, optionalChoice, optionalWords, version, words, type Form } from '../../../kernel/form.ts'
import { stepsFromLines } from '../actions/rules.ts'
import { efforts } from '../edition.ts'
import { weekChoices } from './rules.ts'

// Keys and people are looked up where the deed is done; here only that they could be one.
const key = z.string().max(80, 'Choose from the list')

const written = {
  title: words('Give it a short name', 120),
  place: key.min(1, 'Choose what it is for'),
  done_words: words('Say what you did', 3000),
  for_words: words('Say who it was for', 300),
  effort: choice(efforts, 'Choose how much effort it took'),
  weeks: optionalChoice(weekChoices).transform((weeks) => (weeks === null ? null : Number(weeks))),
  cost_words: optionalWords(300),
  changed_words: words('Say what changed', 2000),
  measure: key,
  differently: optionalWords(2000),
  may_adapt: choice(['yes', 'no'], 'Choose whether others may adapt it'),
  contact: key.min(1, 'Choose whom others may ask'),
}

export const newMoveForm = form({ ...written, programme: key, action: key })
export const moveForm = form({ ...written, version: version() })

const MOST_STEPS = 30
const steps = z
  .string()
  .transform(stepsFromLines)
  .pipe(
    z
      .array(z.string().max(300, 'Use 300 characters or fewer for each step'))
      .max(MOST_STEPS, `Begin with ${MOST_STEPS} steps or fewer`),
  )

export const adaptForm = form({
  criterion: key.min(1, 'Choose what it is for'),
  title: words('Say in a few words what you will do', 160),
  steps,
  intended_impact: optionalWords(2000),
})

export const questionForm = form({ question: words('Write what you would like to know', 1500) })
export const hidingForm = form({ reason: words('Say why, so that the school can put it right', 600) })
export const appealForm = form({ answer: words('Write your answer', 1000) })
export const pressForm = form({})

type Of<F> = F extends Form<infer T> ? T : never
export type NewMove = Of<typeof newMoveForm>
export type ChangedMove = Of<typeof moveForm>
export type WrittenMove = Omit<ChangedMove, 'version'>
export type Adapting = Of<typeof adaptForm>
