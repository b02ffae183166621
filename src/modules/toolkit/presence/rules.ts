// What is said of those who have the same page open, and for how long it holds. Pure.
import { dateInWords, timeInWords } from '../../../view/words.ts'

export type Other = { person_name: string; since: Date }

/** A script says every half minute that the page is still open; one beat may be lost. */
export const BEAT_SECONDS = 75
/** Without a script only a form that was sent says so. */
export const POST_SECONDS = 5 * 60
/** Whoever saved this lately may be about to do so again. */
export const LATELY_SECONDS = 10 * 60
export const MOST_NAMED = 3

const sinceWords = (since: Date, now: Date): string =>
  dateInWords(since) === dateInWords(now) ? timeInWords(since) : `${timeInWords(since)} on ${dateInWords(since)}`

/** "Joan is looking at this too (since 10:42am)". Empty when nobody else is there. */
export function presenceInWords(others: readonly Other[], now: Date): string {
  const named = others
    .slice(0, MOST_NAMED)
    .map(({ person_name, since }) => `${person_name} is looking at this too (since ${sinceWords(since, now)})`)
  if (named.length === 0) return ''
  return `${named.join('. ')}${others.length > MOST_NAMED ? '. So are others' : ''}. You can both write: nothing will be lost.`
}

/** "Joan saved changes to this at 10:40am", when it was somebody else and not long ago. */
export function savedLatelyInWords(
  saved: { by: string | null; at: Date | null },
  me: string,
  now: Date,
): string | undefined {
  const { by, at } = saved
  if (by === null || at === null || by === me) return undefined
  const gone = now.getTime() - at.getTime()
  return gone >= 0 && gone <= LATELY_SECONDS * 1000 ? `${by} saved this at ${timeInWords(at)}.` : undefined
}
