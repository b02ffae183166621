// How actions read on a page: states, dates and progress as a colleague would say them, and the small pieces that
// several pages share. Strengths first, and a day gone by is a question about what next, never a fault.
import { dateInWords, dayAndMonth, inWords, wordsOfCount } from '../../../view/words.ts'
import { daysBetween, isLate, isOpen, type ActionState, type Dated } from './rules.ts'

/** What the button that moves an action there says. */
export function moveWords(from: ActionState, to: ActionState): string {
  if (to === 'under_way') return from === 'planned' ? 'Start this' : 'Open this again'
  if (to === 'done') return 'Mark as done'
  if (to === 'stopped') return 'Stop this'
  return 'Plan this again'
}

export const ACTIVITY_WORDS: Readonly<Record<string, string>> = {
  '1': 'Everyone',
  '2': 'Some pupils who need a little more',
  '3': 'One pupil at a time',
}

/** A day near enough to need no year. */
export function shortDay(day: string, today: string): string {
  return Math.abs(daysBetween(today, day)) < 300 ? dayAndMonth(day) : dateInWords(day)
}

export function dueWords(action: Dated, today: string): string {
  const { due_on: due } = action
  if (due === null) return isOpen(action) ? 'no date yet' : 'no date was set'
  if (!isOpen(action)) return `planned for ${shortDay(due, today)}`
  if (due === today) return 'due today'
  if (daysBetween(today, due) === 1) return 'due tomorrow'
  return isLate(action, today) ? `was due ${shortDay(due, today)}` : `due ${shortDay(due, today)}`
}

export function progressWords(done: number, total: number): string {
  if (total === 0) return 'no steps yet'
  if (total === 1) return done === 1 ? 'its one step is done' : 'one step to do'
  if (done === total) return `all ${inWords(total, { lower: true })} steps done`
  if (done === 0) return `${wordsOfCount(total, 'step')} to begin`
  return `${inWords(done, { lower: true })} of ${inWords(total, { lower: true })} steps done`
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function ownerWords(action: { owner_name: string | null }): string {
  return action.owner_name ?? 'nobody yet'
}
