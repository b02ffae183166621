// What whoever looks after people sends, with the words of each mistake.
import { roleNames } from '../../../kernel/access.ts'
import { choices, day, emailAddress, form, words } from '../../../kernel/form.ts'

const roles = choices(roleNames, 'Choose from the roles listed')
  .refine((list) => list.length > 0, 'Choose at least one role')
  .meta({ many: true })

export const inviteForm = form({
  name: words('Enter their name', 120),
  email: emailAddress('Enter their email address'),
  roles,
})

export const rolesForm = form({ roles })

export const leaveForm = form({ left_on: day('Enter the day they left, like 31 August 2026') })

export const nothingForm = form({})
