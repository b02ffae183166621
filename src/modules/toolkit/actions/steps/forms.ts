// What people send about one step.
import { z } from 'zod'
import { choice, form, tick, words } from '../../../../kernel/form.ts'
import { ways } from './rules.ts'

const WORDS = 300

export const newStepForm = form({ words: words('Say what the step is', WORDS) })
/** `was`: the words that the writer began from, so that a colleague's change is not lost. */
export const stepForm = form({
  words: words('Say what the step is', WORDS),
  was: z.string().max(WORDS + 100, 'Reload the page and try again'),
})
export const tickForm = form({ done: tick() })
export const placeForm = form({ way: choice(ways, 'Choose up or down') })
export const removalForm = form({})
