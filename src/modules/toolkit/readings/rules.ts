// Where an ask to read a chapter stands, in words; how long it is open; what of a Record the reader is given. Pure.
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import type { RecordDocument } from '../records/document.ts'
import type { ReadingRow } from './store.ts'

/** After the day by which an answer is wished it stays open this long, then it runs out. */
export const OPEN_DAYS = 30
export const MOST_WISHED_DAYS = 120
/** Nobody is reminded more often. */
export const REMIND_DAYS = 7
/** A reader is reminded by itself this long before the day wished. */
export const NEAR_DAYS = 3

const DAY = 86_400_000

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

export type ReadingState = 'for-head' | 'sent' | 'reading' | 'answered' | 'withdrawn' | 'declined' | 'expired'

type Stands = Pick<ReadingRow, 'agreed_at' | 'taken_at' | 'answered_at' | 'ended' | 'expires_on'>

export function stateOf(reading: Stands, today: string): ReadingState {
  if (reading.answered_at !== null) return 'answered'
  if (reading.ended !== null) return reading.ended
  if (reading.expires_on < today) return 'expired'
  if (reading.agreed_at === null) return 'for-head'
  return reading.taken_at === null ? 'sent' : 'reading'
}

/** Someone outside may read, or could begin to. */
export function isOpen(reading: Stands, today: string): boolean {
  return reading.ended === null && reading.agreed_at !== null && reading.expires_on >= today
}

export const STATE_WORDS: Readonly<Record<ReadingState, string>> = {
  'for-head': 'Waits for the head to agree',
  sent: 'Asked, not taken up yet',
  reading: 'Being read',
  answered: 'Answered',
  withdrawn: 'Taken back',
  declined: 'Not this time, they said',
  expired: 'Ran out without an answer',
}

/** Whether whoever was asked may be written to again. */
export function mayRemind(
  reading: Stands & Pick<ReadingRow, 'asks' | 'email' | 'reminded_on'>,
  today: string,
): boolean {
  const waits = stateOf(reading, today)
  if (reading.asks !== 'friend' || reading.email === null || (waits !== 'sent' && waits !== 'reading')) return false
  return reading.reminded_on === null || daysBetween(reading.reminded_on, today) >= REMIND_DAYS
}

type Times = Pick<ReadingRow, 'asked_at' | 'agreed_at' | 'wished_on' | 'answered_at'>

/** "Asked on 2 November 2026. Wished by 20 November 2026. Answered after 6 days." */
export function timesWords(reading: Times, dayOf: (at: Date) => string): string {
  const { asked_at, agreed_at, wished_on, answered_at } = reading
  const parts = [`Asked on ${dateInWords(agreed_at ?? asked_at)}.`, `Wished by ${dateInWords(wished_on)}.`]
  if (agreed_at !== null && answered_at !== null) {
    const days = daysBetween(dayOf(agreed_at), dayOf(answered_at))
    parts.push(days === 0 ? 'Answered the same day.' : `Answered after ${wordsOfCount(days, 'day')}.`)
  }
  return parts.join(' ')
}

/** Exactly one chapter of a Record: no team, no plans of others, no other chapter, nothing that other readers said. */
export function oneChapter(document: RecordDocument, principle: string): RecordDocument {
  const chapters = document.chapters
    .filter((chapter) => chapter.key === principle)
    .map((chapter) => ({ ...chapter, friends: undefined }))
  return {
    ...document,
    programmes: [],
    team: { members: [], gaps: [] },
    involvement: [],
    chapters,
    blockers: [],
    warnings: [],
    carriedOn: [],
  }
}
