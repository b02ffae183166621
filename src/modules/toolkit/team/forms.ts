// What people send about the team.
import { z } from 'zod'
import { anyOf, day, form, uuid } from '../../../kernel/form.ts'

const MINUTES = 'Enter the minutes a week as a whole number, such as 30, or leave it empty'
const minutes = () =>
  z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, MINUTES)
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(z.number().max(2400, 'Enter 2,400 minutes a week or fewer').nullable())

export const joiningForm = form({
  person: uuid('Choose who joins the team'),
  team_roles: anyOf('Choose roles from the list'),
  minutes: minutes(),
  joined_on: day('Enter the day they joined, such as 3 September 2026'),
})

export const memberForm = form({ team_roles: anyOf('Choose roles from the list'), minutes: minutes() })

export const leavingForm = form({ left_on: day('Enter the day they left, such as 12 February 2027') })
