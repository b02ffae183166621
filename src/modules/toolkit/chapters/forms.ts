// What people send when they agree a level, and when they agree that a chapter is done.
import { choice, form, version, words } from '../../../kernel/form.ts'

export const agreementForm = form({
  level: choice(['0', '1', '2', '3', 'na'], 'Choose the level you agree, or not applicable'),
  reason: words('Say why, in a sentence a new colleague would understand', 1000),
  version: version(),
})

export const chapterForm = form({
  discussed_with: words('Say who talked about this, such as “the team and two of those it is for”', 400),
})
