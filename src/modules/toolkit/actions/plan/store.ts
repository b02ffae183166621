// Every statement about why a gap has no action in a cycle.
import { z } from 'zod'
import { query } from '../../../../kernel/sql.ts'

/** A first reason, or a change over the version given; none when someone else was first. */
export const keepGapReason = query<{
  setting: string
  cycle: string
  criterion: string
  reason: string
  by: string
  at: Date
  version: number
}>()(
  z.object({ version: z.number() }),
  `insert into toolkit.gap_reasons as g (setting_id, cycle_id, criterion_key, reason, given_by, given_at)
   values (:setting, :cycle, :criterion, :reason, :by, :at)
   on conflict (setting_id, cycle_id, criterion_key) do update
      set reason = excluded.reason, given_by = excluded.given_by, given_at = excluded.given_at, version = g.version + 1
    where g.version = :version
   returning g.version`,
)
