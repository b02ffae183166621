// What people send on their way in. A password is taken exactly as typed.
import { z } from 'zod'
import { emailAddress, form, words } from '../../../kernel/form.ts'

const exactly = (missing: string) => z.string().min(1, missing).max(1000, 'Use 200 characters or fewer')

/** An address in small letters; whether it exists is nobody's business here. */
export const address = () => emailAddress('Enter your email address')

export const signInForm = form({
  email: address(),
  password: exactly('Enter your password'),
  back: z.string().max(500).catch(''),
  kept: z.string().max(1).catch(''),
})

export const codeForm = form({ code: words('Enter the code', 40), back: z.string().max(500).catch('') })

export const forgottenForm = form({ email: address() })

export const demoForm = form({
  person: z.guid('Choose one of the people on the list'),
  back: z.string().max(500).catch(''),
})

/** A form with a button and nothing else. */
export const buttonForm = form({})
