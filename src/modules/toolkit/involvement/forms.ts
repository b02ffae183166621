// What people send about how a group takes part.
import { z } from 'zod'
import { form, version } from '../../../kernel/form.ts'

const WORDS_MOST = 2000
const words = () => z.string().trim().max(WORDS_MOST, 'Use 2,000 characters or fewer')

export const involvementForm = form({ planned: words(), actual: words(), version: version() })
