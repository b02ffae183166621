// One form for all questions: each has its own fields, and a question reads only those that are its own.
import { z } from 'zod'
import type { Form } from '../../../kernel/form.ts'
import { MOST_COLUMNS } from '../desks/reading.ts'
import { QUESTIONS } from '../questions/all.ts'

const fields = QUESTIONS.flatMap((question) => question.fields)
const one = z.string().max(200, 'Choose from the list')
const several = z.array(one).max(MOST_COLUMNS, 'Choose from the list')

export const askForm: Form<Record<string, string | string[]>> = {
  schema: z.record(z.string(), z.union([one, several])),
  fields: [...new Set(fields.map((field) => field.name))],
  many: new Set(fields.filter((field) => field.as === 'columns').map((field) => field.name)),
}
