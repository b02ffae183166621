// Statements that keep what the team agrees: a level for a criterion, and that a chapter is done.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

/** No row when someone else agreed something since this version was read. */
export const agreeRating = query<{
  setting: string
  cycle: string
  criterion: string
  moment: string
  level: number | null
  reason: string
  person: string
  name: string
  at: Date
  version: number
}>()(
  z.object({ version: z.number() }),
  `insert into toolkit.agreed_ratings
     (setting_id, cycle_id, criterion_key, moment, level, reason, agreed_by, agreed_name, agreed_at)
   values (:setting, :cycle, :criterion, :moment, :level::int, :reason, :person, :name, :at)
   on conflict (setting_id, cycle_id, criterion_key, moment) do update
     set level = excluded.level, reason = excluded.reason, agreed_by = excluded.agreed_by,
         agreed_name = excluded.agreed_name, agreed_at = excluded.agreed_at, version = toolkit.agreed_ratings.version + 1
     where toolkit.agreed_ratings.version = :version
   returning version`,
)

type Chapter = { setting: string; cycle: string; principle: string; stage: string }

export const agreeChapter = query<Chapter & { discussed_with: string; person: string; name: string; at: Date }>()(
  z.object({}),
  `insert into toolkit.chapter_agreements
     (setting_id, cycle_id, principle_key, stage, discussed_with, agreed_by, agreed_name, agreed_at)
   values (:setting, :cycle, :principle, :stage, :discussed_with, :person, :name, :at)
   on conflict (setting_id, cycle_id, principle_key, stage) do nothing`,
)

export const withdrawChapter = query<Chapter>()(
  z.object({}),
  `delete from toolkit.chapter_agreements
    where setting_id = :setting and cycle_id = :cycle and principle_key = :principle and stage = :stage`,
)
