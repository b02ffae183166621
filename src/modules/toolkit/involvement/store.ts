// How a group takes part in a cycle: planned and actual. Reading it is part of the standing.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

/** No row when someone else saved since this version was read. */
export const keepInvolvement = query<{
  setting: string
  cycle: string
  group: string
  planned: string
  actual: string
  by: string
  at: Date
  version: number
}>()(
  z.object({ version: z.number() }),
  `insert into toolkit.involvements (setting_id, cycle_id, group_key, planned, actual, updated_by, updated_at)
   values (:setting, :cycle, :group, :planned, :actual, :by, :at)
   on conflict (setting_id, cycle_id, group_key) do update
     set planned = excluded.planned, actual = excluded.actual, updated_by = excluded.updated_by,
         updated_at = excluded.updated_at, version = toolkit.involvements.version + 1
     where toolkit.involvements.version = :version
   returning version`,
)
