// Links that end: how long they are good, what state one is in, and how many wrong codes a day bears. Pure.

export const DAYS_MOST = 90
/** Of many millions of codes, so few may be tried in a day that none is found by trying. */
export const WRONG_MOST = 10
/** Whoever has opened a link may print it for so long without being asked again. */
export const PASS_MINUTES = 60

export type LinkState = 'open' | 'ended' | 'withdrawn'

/** It is open through its last day. */
export function stateOf(link: { last_day: string; withdrawn_at: Date | null }, today: string): LinkState {
  if (link.withdrawn_at !== null) return 'withdrawn'
  return link.last_day < today ? 'ended' : 'open'
}

/** The last day of a link that is good for so many days, today being the first. */
export function lastDay(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + (days - 1) * 86_400_000).toISOString().slice(0, 10)
}
