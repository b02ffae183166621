// What people send when they review an action.
import { choice, form, optionalWords, version, words, type Form } from '../../../kernel/form.ts'
import { changes, nexts } from './rules.ts'

export const reviewForm = form({
  done_words: words('Say what you did, in a sentence or more', 3000),
  changed: choice(changes, 'Choose what changed'),
  pupils_words: optionalWords(3000),
  next: choice(nexts, 'Choose what comes next'),
  next_words: optionalWords(1000),
  version: version(),
})

type Of<F> = F extends Form<infer T> ? T : never
export type WrittenReview = Of<typeof reviewForm>
