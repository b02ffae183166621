// Days counted from now, kept off weekends and out of the long holidays: a school writes in term time. The order of
// two days is never turned round, and what has been stays in the past.

export type Calendar = {
  now: Date
  /** The day that many days ago (or ahead, when negative), as 2026-03-02. */
  day(ago: number): string
  /** A moment in the afternoon of that day, so many minutes after one o'clock; never after now for what has been. */
  at(ago: number, minutes?: number): Date
}

const DAY = 86_400_000

const noon = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day, 12)

/**
 * Nobody writes in August: the ten weeks around the holidays are pressed into the last fortnight of July's term and
 * the first of September's.
 */
function inTerm(time: number): number {
  const year = new Date(time).getUTCFullYear()
  const [from, middle, to] = [noon(year, 7, 8), noon(year, 8, 12), noon(year, 9, 16)]
  if (time < from || time > to) return time
  const whole = (span: number): number => Math.round((span * 13) / 35 / DAY) * DAY
  return time < middle ? from + whole(time - from) : to - whole(to - time)
}

function termDay(day: number, now: number, past: boolean): Date {
  let time = past ? Math.min(inTerm(day), now) : inTerm(day)
  const year = new Date(time).getUTCFullYear()
  if (time > noon(year, 7, 21) && time < noon(year, 9, 3)) time = past ? noon(year, 7, 21) : noon(year, 9, 3)
  const christmas = noon(year, 12, 19)
  if (time > christmas) time = past ? christmas : noon(year + 1, 1, 5)
  else if (time < noon(year, 1, 5)) time = past ? noon(year - 1, 12, 19) : noon(year, 1, 5)
  const weekday = new Date(time).getUTCDay()
  const shift = weekday === 6 ? (past ? -1 : 2) : weekday === 0 ? (past ? -2 : 1) : 0
  return new Date(time + shift * DAY)
}

export function calendarFrom(now: Date): Calendar {
  const today = new Date(now).setUTCHours(12, 0, 0, 0)
  const noonOf = (ago: number): Date => {
    const day = new Date(now.getTime() - ago * DAY)
    day.setUTCHours(12, 0, 0, 0)
    return termDay(day.getTime(), today, ago > 0)
  }
  return {
    now,
    day: (ago) => noonOf(ago).toISOString().slice(0, 10),
    at(ago, minutes = 0) {
      const moment = new Date(noonOf(ago).getTime() + (60 + minutes) * 60_000)
      return ago > 0 && moment > now ? new Date(now.getTime() - 60_000) : moment
    },
  }
}
