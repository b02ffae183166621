// What people send about an action. Only a title is needed to begin; everything else may follow.
import { z } from 'zod'
import {
  choice,
  form,
  optionalChoice,
  optionalDay,
  optionalUuid,
  optionalWords,
  version,
  words,
  type Form,
} from '../../../kernel/form.ts'
import { actionStates, activityLevels, stepsFromLines } from './rules.ts'

const MOST_STEPS = 30
const STEP_WORDS = 300

const written = {
  title: words('Say in a few words what you will do', 160),
  owner_id: optionalUuid('Choose someone on the team'),
  people: optionalWords(500),
  starts_on: optionalDay('Enter the day it starts, like 27 3 2027'),
  due_on: optionalDay('Enter the day it is due, like 27 3 2027'),
  intended_impact: optionalWords(2000),
  evidence_plan: optionalWords(2000),
  pupil_view: optionalWords(2000),
  activity_level: optionalChoice(activityLevels).transform((level) => (level === null ? null : Number(level))),
}

/** Steps to begin with, one on each line. */
const firstSteps = z
  .string()
  .transform(stepsFromLines)
  .pipe(
    z
      .array(z.string().max(STEP_WORDS, `Use ${STEP_WORDS} characters or fewer for each step`))
      .max(MOST_STEPS, `Begin with ${MOST_STEPS} steps or fewer`),
  )

// The keys are checked against the edition when the action is made; here only that they could be keys.
const key = z.string().max(80, 'Choose what the action is for')

export const newActionForm = form({
  ...written,
  steps: firstSteps,
  criterion: key.min(1, 'Choose what the action is for'),
  move: key,
})
export const actionForm = form({ ...written, version: version() })
export const stateForm = form({
  state: choice(actionStates, 'Choose a state from the list'),
  back: choice(['plan', 'action'], 'Choose a page from the list'),
})

type Of<F> = F extends Form<infer T> ? T : never
export type NewAction = Of<typeof newActionForm>
export type ChangedAction = Of<typeof actionForm>
