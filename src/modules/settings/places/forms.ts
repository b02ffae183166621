// What whoever looks after people sends, with the words of each mistake.
import { z } from 'zod'
import { roleNames } from '../../../kernel/access.ts'
import { choices, day, form, words } from '../../../kernel/form.ts'

const roles = choices(roleNames, 'Choose from the roles listed')
  .refine((list) => list.length > 0, 'Choose at least one role')
  .meta({ many: true })

export const inviteForm = form({
  name: words('Enter their name', 120),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'Enter their email address')
    .max(254, 'Use 254 characters or fewer for an email address')
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an email address in the form name@example.org'),
  roles,
})

export const rolesForm = form({ roles })

export const leaveForm = form({ left_on: day('Enter the day they left, like 31 August 2026') })

export const nothingForm = form({})
