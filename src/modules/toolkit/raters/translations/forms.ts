// What a speaker who has checked a translation is signed with.
import { day, form, words } from '../../../../kernel/form.ts'

export const checkForm = form({
  speaker: words('Enter the name of the speaker who checked it', 120),
  checked_on: day('Enter the day they checked it, such as 12 November 2026'),
})
