// What people send about links: a lead who makes one, and a reader who opens it.
import { z } from 'zod'
import { choice, form, uuid, whole, words } from '../../../kernel/form.ts'
import { DAYS_MOST } from './rules.ts'

export const makingForm = form({
  record: uuid('Choose which version they will read'),
  reader: words('Say who will read it, such as “Chair of governors”', 120),
  purpose: words('Say what it is for, such as “Governors’ meeting on 12 March”', 200),
  days: whole(`Enter a whole number of days from 1 to ${DAYS_MOST}`, 1, DAYS_MOST),
  code: choice(['yes', 'no'], 'Choose whether a code is needed as well'),
})

export const withdrawingForm = form({})

export const openingForm = form({ code: z.string().max(60, 'That is not the code. Check it and try again') })

export const printingForm = form({ pass: z.string().max(200, 'Open the link again') })
