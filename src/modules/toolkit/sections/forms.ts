// What people send about a chapter that someone holds.
import { anyOf, form, optionalDay, version, words } from '../../../kernel/form.ts'

export const givingForm = form({
  holders: anyOf('Choose people from the list'),
  by_on: optionalDay('Enter a day such as 3 December 2026, or leave it empty'),
  version: version(),
})

/** Saying that it is ready, and signing off: over the state that was seen. */
export const stateForm = form({ version: version() })

export const sendingBackForm = form({
  sentence: words('Say in a sentence what would make it ready', 500),
  version: version(),
})
