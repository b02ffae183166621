// Calls for views: who can be asked, how many is said while a call is open, and how differences are put in words.
// What may be shown of a closed call is decided in result-rules.ts.

export const KINDS = ['pupils', 'parents', 'staff'] as const
export type Kind = (typeof KINDS)[number]

/** As a page says it; `learners` is what the edition calls those the setting is there for. */
export function kindName(kind: Kind, learners = 'pupils'): string {
  if (kind === 'pupils') return learners.charAt(0).toUpperCase() + learners.slice(1)
  return kind === 'parents' ? 'Parents' : 'Wider staff'
}

/** No group smaller than this is ever shown; a setting may ask for more. */
export const SMALLEST = 5
export const SMALLEST_MOST = 50
export const COMMENT_MOST = 1000
/** A call is open for a few weeks: what is asked stays near what is answered. */
export const DAYS_MOST = 60
/** A kind that was asked is left in peace for six weeks; two calls of the same people a day apart would tell who was missing. */
export const DAYS_BETWEEN = 42

const EDGES = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]

/** Where the bands of a count begin: nobody below `smallest` is told apart. */
export function bandEdges(smallest: number): number[] {
  return [1, smallest, ...EDGES.filter((edge) => edge > smallest)]
}

/** A band of `bandEdges` as a page says it: 0 is nobody. */
export function bandInWords(band: number, smallest: number): string {
  const edges = bandEdges(smallest)
  if (band <= 0) return 'none yet'
  if (band === 1) return `fewer than ${smallest}`
  const next = edges[band]
  return next === undefined ? `${edges[band - 1]} or more` : `${edges[band - 1]} to ${next - 1}`
}

export function bandOf(n: number, smallest: number): number {
  return bandEdges(smallest).filter((edge) => n >= edge).length
}

export type CallState = 'open' | 'closed'

/** The day from which a kind may be asked again, or undefined when it may be today. */
export function askableFrom(lastClosedOn: string | undefined, today: string): string | undefined {
  if (lastClosedOn === undefined) return undefined
  const from = new Date(Date.parse(`${lastClosedOn}T00:00:00Z`) + DAYS_BETWEEN * 86_400_000).toISOString().slice(0, 10)
  return from > today ? from : undefined
}

/** Why a last day will not do, or undefined. */
export function wrongLastDay(closesOn: string, today: string): string | undefined {
  const days = (Date.parse(`${closesOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000
  if (days < 1) return 'The last day must be after today'
  return days > DAYS_MOST ? `The last day must be within ${DAYS_MOST} days` : undefined
}

/** Codes have no vowels, so that none spells a word, and no letters that look like others. */
export const CODE_LETTERS = 'BCDFGHJKMNPQRSTVWXZ'
export const CODE_LENGTH = 8
/** The first letters of a code: wrong tries are counted under them. */
export const MARK_LENGTH = 3
/** Of a million and more codes with the same mark, so few may be tried in an hour that none is found by trying. */
export const WRONG_MOST = 300

/** A code as it is kept, from what someone typed; undefined when it cannot be one. */
export function codeFrom(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[^A-Z]/g, '')
  const right = letters.length === CODE_LENGTH && [...letters].every((letter) => CODE_LETTERS.includes(letter))
  return right ? letters : undefined
}

/** `BCD FGHJK`: easier to read out. */
export function spacedCode(code: string): string {
  return `${code.slice(0, MARK_LENGTH)} ${code.slice(MARK_LENGTH)}`
}
