// What people send when they rate: two fields for each item of the part they rate, and the button they pressed. Which
// items there are is for the part to say; what is sent beside them is not looked at.
import { choice, form, formOfMany } from '../../../kernel/form.ts'

const REASON_MOST = 1000

export const seatForm = form({ shown_as: choice(['named', 'counted'], 'Choose how your ratings are shown') })

export const ratingForm = formOfMany(
  /^(?:level|reason)_[a-z][a-z0-9-]{0,99}$/,
  ['level_lead-governor', 'reason_lead-governor', 'deed'],
  REASON_MOST,
)
