// What someone sends who asks for their setting to join, and what an officer answers.
import { choice, emailAddress, form, uuid, words } from '../../../kernel/form.ts'
import { designations } from '../register/rules.ts'
import { askerRoles } from './rules.ts'

const asker = {
  programme: uuid('Choose a programme'),
  name: words('Enter your name', 120),
  role: choice(askerRoles, 'Choose what you do there'),
  email: emailAddress('Enter your work email address'),
  why: words('Say in a sentence or two why you would like to join', 1000),
}

export const askForm = form(asker)

export const askOtherForm = form({
  setting_name: words('Enter the name of your school or organisation', 160),
  designation: choice(designations, 'Choose what kind of setting it is'),
  where: words('Enter its address, or where it meets', 300),
  ...asker,
})

export const nothingForm = form({})

export const declineForm = form({ words: words('Say kindly why it is not possible now', 1000) })
