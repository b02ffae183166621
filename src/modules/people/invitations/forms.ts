// What someone sends who takes up a link. Which fields must be filled depends on the link: the service says.
import { z } from 'zod'
import { form } from '../../../kernel/form.ts'

export const acceptForm = form({
  name: z.string().trim().max(120, 'Use 120 characters or fewer'),
  email: z.string().trim().toLowerCase().max(254, 'Use 254 characters or fewer for an email address'),
  password: z.string().max(1000, 'Use 200 characters or fewer'),
})
