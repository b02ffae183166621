// What someone sends who takes a Record away: which copy, and in which form.
import { z } from 'zod'
import { choice, form } from '../../../../kernel/form.ts'

const CHOOSE = 'Choose which Record you want from the list'

export const exportForm = form({
  copy: z.string().regex(/^(cycle|version)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, CHOOSE),
  as: choice(['csv', 'json'], 'Choose a spreadsheet or a file for another program'),
})
