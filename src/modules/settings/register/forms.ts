// What officers send with a file of the register.
import { z } from 'zod'
import { form, optionalWords } from '../../../kernel/form.ts'

const CODE = 'Enter the three-figure code of a local authority, like 899'

export const importForm = form({
  la: optionalWords(4, CODE).refine((code) => code === null || /^\d{3}$/.test(code), CODE),
  kind: z.enum(['schools', 'links'], 'Choose which file it is'),
})
