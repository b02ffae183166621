// What the script of an open page sends of itself.
import { z } from 'zod'
import { form } from '../../../kernel/form.ts'

export const beatForm = form({ page: z.string().max(300), mark: z.string().max(100) })
