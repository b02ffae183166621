// What people send when they comment, and when they change what they said.
import { anyOf, form, version, words } from '../../../kernel/form.ts'

export const MOST_WORDS = 2000
const MISSING = 'Write what you would like to say'

export const commentForm = form({ words: words(MISSING, MOST_WORDS), people: anyOf('Choose people from the list') })

export const changedForm = form({ words: words(MISSING, MOST_WORDS), version: version() })
