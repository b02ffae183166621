// What people send when they go to a provider, or connect what they have there.
import { z } from 'zod'
import { form } from '../../../kernel/form.ts'

export const goForm = form({ back: z.string().max(500).catch('') })

/** Empty for someone without a password: the service says what they show instead. */
export const proofForm = form({ present: z.string().max(1000, 'Use 200 characters or fewer').catch('') })
