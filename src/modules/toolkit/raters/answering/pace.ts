// How fast one link may be answered: a whole year group in a minute, but not a machine that never stops. Counted by the
// link, never by the address: three hundred pupils share one.
import { Problem } from '../../../../kernel/problem.ts'

/** Sheets in a minute through one link, in this process: twice what a large school can send at once. */
export const SHEETS_A_MINUTE = 600

const minutes = new Map<string, { minute: number; sheets: number }>()

export function keepPace(link: Buffer, now: Date): void {
  const key = link.toString('base64')
  const minute = Math.floor(now.getTime() / 60_000)
  const at = minutes.get(key)
  if (at?.minute !== minute) {
    for (const [other, one] of minutes) if (one.minute !== minute) minutes.delete(other)
    minutes.set(key, { minute, sheets: 1 })
    return
  }
  at.sheets += 1
  if (at.sheets > SHEETS_A_MINUTE) throw new Problem('kernel.unavailable')
}
