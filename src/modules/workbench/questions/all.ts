// The questions there are, in the order in which an evaluator usually asks them.
import { alike } from './alike.ts'
import { changedMore } from './changed-more.ts'
import { changed } from './changed.ts'
import { coders } from './coders.ts'
import { dimensions } from './dimensions.ts'
import { eachColumn } from './each-column.ts'
import { goTogether } from './go-together.ts'
import { hangTogether } from './hang-together.ts'
import { howMany } from './how-many.ts'
import { publish } from './publish.ts'
import type { Question } from './question.ts'
import { review } from './review.ts'
import { severalGroups } from './several-groups.ts'
import { twoGroups } from './two-groups.ts'

/** What they are about, as headings of a list. */
export const ROOMS: readonly { readonly about: string; readonly questions: readonly Question[] }[] = [
  { about: 'The data', questions: [eachColumn, goTogether] },
  { about: 'A questionnaire', questions: [hangTogether, howMany, dimensions] },
  { about: 'Groups', questions: [twoGroups, severalGroups, alike] },
  { about: 'Change', questions: [changed, changedMore] },
  { about: 'Coding', questions: [coders] },
  { about: 'Publishing', questions: [publish] },
  { about: 'All in one', questions: [review] },
]

export const QUESTIONS: readonly Question[] = ROOMS.flatMap((room) => room.questions)

export const questionOf = (key: string): Question | undefined => QUESTIONS.find((one) => one.key === key)
