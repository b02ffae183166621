// What people send about their second step.
import { z } from 'zod'
import { form, words } from '../../../kernel/form.ts'

export const setUpForm = form({
  offer: z.string().max(500).catch(''),
  code: words('Enter the code that your app shows', 40),
})
export const proofForm = form({ code: words('Enter the code that your app shows', 40) })
/** The first codes need no proof; later ones do, so the field may be empty. */
export const codesForm = form({ code: z.string().max(40, 'Use 40 characters or fewer').catch('') })
