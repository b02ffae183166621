// How fast one link may be answered: a whole year group in a minute, a large college in a day, but not a machine that
// never stops. Counted by the link, never by the address: three hundred pupils share one.
import { Problem } from '../../../../kernel/problem.ts'

/** Sheets in a minute through one link, in this process: twice what a large school can send at once. */
export const SHEETS_A_MINUTE = 600
/** And in a day: what closes a call reads all of its sheets, and people read all of its comments. */
export const SHEETS_A_DAY = 6000

type Span = { ms: number; most: number; counts: Map<string, { at: number; sheets: number }> }

const minute: Span = { ms: 60_000, most: SHEETS_A_MINUTE, counts: new Map() }
const day: Span = { ms: 86_400_000, most: SHEETS_A_DAY, counts: new Map() }

function isWithin({ ms, most, counts }: Span, key: string, now: Date): boolean {
  const at = Math.floor(now.getTime() / ms)
  const known = counts.get(key)
  if (known?.at === at) {
    known.sheets += 1
    return known.sheets <= most
  }
  for (const [other, one] of counts) if (one.at !== at) counts.delete(other)
  counts.set(key, { at, sheets: 1 })
  return true
}

export function keepPace(link: Buffer, now: Date): void {
  const key = link.toString('base64')
  // What the minute turns away does not use up the day.
  if (!isWithin(minute, key, now) || !isWithin(day, key, now)) throw new Problem('kernel.unavailable')
}
