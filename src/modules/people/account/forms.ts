// What people change about their own account.
import { z } from 'zod'
import { form, words } from '../../../kernel/form.ts'

export const nameForm = form({ name: words('Enter your name', 120) })

export const passwordForm = form({
  present: z.string().min(1, 'Enter your present password').max(1000, 'Use 200 characters or fewer'),
  password: z.string().max(1000, 'Use 200 characters or fewer'),
})
