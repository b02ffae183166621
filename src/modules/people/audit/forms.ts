// What is sent to save the audit as a file: the question that the page was asked. Read by rules.ts, like the page's own.
import { z } from 'zod'
import { form } from '../../../kernel/form.ts'

export const savingForm = form({ from: z.string(), until: z.string(), person: z.string(), kind: z.string() })
