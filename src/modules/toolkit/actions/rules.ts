// What must be true of actions: their states, what counts as late, how far along they are and
// what is carried into the next cycle. Pure: the day comes in as an argument.

export const actionStates = ['planned', 'under_way', 'done', 'stopped'] as const
export type ActionState = (typeof actionStates)[number]

export const STATE_WORDS: Readonly<Record<ActionState, string>> = {
  planned: 'Planned',
  under_way: 'Under way',
  done: 'Done',
  stopped: 'Stopped',
}

/** For whom an action mainly is: the programme's three levels of activity. */
export const activityLevels = ['1', '2', '3'] as const

export type Dated = { state: ActionState; due_on: string | null }

const DAY = 86_400_000

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

/** Still to do: neither done nor stopped. */
export function isOpen(action: Pick<Dated, 'state'>): boolean {
  return action.state === 'planned' || action.state === 'under_way'
}

/** Past its day and still to do. On the day itself nothing is late. */
export function isLate(action: Dated, today: string): boolean {
  return isOpen(action) && action.due_on !== null && action.due_on < today
}

/** An owner hears of an action this many days before it is due. */
export const SOON_DAYS = 21

export function isSoon(action: Dated, today: string): boolean {
  if (!isOpen(action) || action.due_on === null) return false
  const days = daysBetween(today, action.due_on)
  return days >= 0 && days <= SOON_DAYS
}

/** An action ends on or after the day it starts. */
export function datesHold(starts: string | null, due: string | null): boolean {
  return starts === null || due === null || starts <= due
}

/** The state an action goes to next with one press, and the ones it may go to besides. */
export function movesFrom(state: ActionState): ActionState[] {
  if (state === 'planned') return ['under_way', 'done', 'stopped']
  if (state === 'under_way') return ['done', 'stopped']
  return ['under_way']
}

/** A move's words as first steps, a sentence each. */
export function stepsFromWords(words: string): string[] {
  return words
    .split(/(?<=[.!?])\s+(?=\p{Lu})/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Steps as typed, one on a line; bullets and numbers that people put before them fall away. */
export function stepsFromLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, '').trim())
    .filter((line) => line !== '')
}

export type Reviewed = { state: ActionState; next: 'finished' | 'embed' | 'carry_on' | 'stop' | null }

/** An action goes on in the next cycle when its review says so, or when nobody reviewed it and it is still to do. */
export function isCarried(action: Reviewed): boolean {
  return action.next === null ? isOpen(action) : action.next === 'carry_on'
}

export type Written = {
  title: string
  owner_id: string | null
  people: string | null
  starts_on: string | null
  due_on: string | null
  intended_impact: string | null
  evidence_plan: string | null
  pupil_view: string | null
  activity_level: number | null
}

export const writtenFields = [
  'title',
  'owner_id',
  'people',
  'starts_on',
  'due_on',
  'intended_impact',
  'evidence_plan',
  'pupil_view',
  'activity_level',
] as const satisfies readonly (keyof Written)[]
