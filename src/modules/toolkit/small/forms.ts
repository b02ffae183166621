// What people send from the three screens. Levels and reasons are named by their criteria, which the page knows.
import { z } from 'zod'
import { choice, day, form, formOfMany, tick, version, words } from '../../../kernel/form.ts'

const REASON_MOST = 1000

export const choiceForm = form({ on: choice(['yes', 'no'], 'Choose on or off'), version: version() })

/** The first field of every criterion is a level; what is left empty waits for another week. */
export const rateAndAgreeForm = formOfMany(
  /^(?:(?:level|reason|version)_[a-z][a-z0-9-]{0,99}|shown_as)$/,
  ['shown_as', 'level_lead-governor', 'reason_lead-governor', 'version_lead-governor'],
  REASON_MOST,
)

/** The key is held against the edition by the deed. */
export const moveForm = form({ move: z.string().max(80, 'Choose a move from the list') })

export const closingForm = form({ version: version() })

export const noteForm = form({
  words: words('Say in a sentence what it shows', 1000),
  on_day: day('Enter the day it is from, such as 12 October 2026'),
})

export const stepForm = form({ done: tick(), back: choice(['week', 'plan'], 'Choose a page from the list') })
