// Days counted from now, kept off weekends and out of the summer holidays: a school writes in term time. The order of
// two days is never turned round, and what has been stays in the past.

export type Calendar = {
  now: Date
  /** The day that many days ago (or ahead, when negative), as 2026-03-02. */
  day(ago: number): string
  /** A moment in the afternoon of that day, so many minutes after one o'clock; never after now for what has been. */
  at(ago: number, minutes?: number): Date
}

const DAY = 86_400_000

function termDay(day: Date, past: boolean): Date {
  const year = day.getUTCFullYear()
  const lastDay = new Date(Date.UTC(year, 6, 21, 12))
  const firstDay = new Date(Date.UTC(year, 8, 3, 12))
  const inTerm = day > lastDay && day < firstDay ? (past ? lastDay : firstDay) : day
  const weekday = inTerm.getUTCDay()
  const shift = weekday === 6 ? (past ? -1 : 2) : weekday === 0 ? (past ? -2 : 1) : 0
  return new Date(inTerm.getTime() + shift * DAY)
}

export function calendarFrom(now: Date): Calendar {
  const noonOf = (ago: number): Date => {
    const day = new Date(now.getTime() - ago * DAY)
    day.setUTCHours(12, 0, 0, 0)
    return termDay(day, ago > 0)
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
