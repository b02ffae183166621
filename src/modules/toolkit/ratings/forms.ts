// What people send when they rate. The fields are those of every edition on the shelf, two for each item; the page of
// one part sends its own.
import { z } from 'zod'
import { choice, form, type Form } from '../../../kernel/form.ts'
import { criteriaOf, editions, loadEdition } from '../edition.ts'

const REASON_MOST = 1000

export const seatForm = form({ shown_as: choice(['named', 'counted'], 'Choose how your ratings are shown') })

function itemKeys(): string[] {
  const all = editions().map(({ key, version }) => loadEdition(key, version))
  return [
    ...new Set(
      all.flatMap((edition) => [...criteriaOf(edition), ...edition.baseline.questions].map((item) => item.key)),
    ),
  ]
}

const level = z.string().max(10, 'Choose a level from the list')
const reason = z.string().max(REASON_MOST, 'Use 1,000 characters or fewer to say why it does not apply')

export const ratingForm: Form<Record<string, string>> = form({
  ...Object.fromEntries(
    itemKeys().flatMap(
      (key) =>
        [
          [`level_${key}`, level],
          [`reason_${key}`, reason],
        ] as const,
    ),
  ),
  deed: z.string().max(10, 'Choose a button'),
})
