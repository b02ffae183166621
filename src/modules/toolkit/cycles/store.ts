// Statements that begin a cycle and move it from stage to stage.
import { query } from '../../../kernel/sql.ts'
import { CYCLE, CycleRow } from '../standing/store.ts'

export const addCycle = query<{
  setting: string
  number: number
  edition_key: string
  edition_version: number
  day: string
  at: Date
}>()(
  CycleRow,
  `insert into toolkit.cycles (setting_id, number, edition_key, edition_version, stage, started_on, moved_at)
   values (:setting, :number, :edition_key, :edition_version, 'assess', :day, :at)
   returning ${CYCLE}`,
  { onConflict: { one_open_cycle: 'toolkit.cycle-already-open', one_cycle_per_number: 'toolkit.cycle-already-open' } },
)

/** Moves a cycle on from the stage it was seen in; no row when someone else moved it first. */
export const closeStage = query<{
  setting: string
  id: string
  stage: string
  next: string
  at: Date
  by: string
  version: number
}>()(
  CycleRow,
  `update toolkit.cycles set stage = :next::text, moved_at = :at, version = version + 1,
          assess_closed_at = case when :stage::text = 'assess' then :at else assess_closed_at end,
          assess_closed_by = case when :stage::text = 'assess' then :by::text else assess_closed_by end,
          plan_closed_at = case when :stage::text = 'plan' then :at else plan_closed_at end,
          plan_closed_by = case when :stage::text = 'plan' then :by::text else plan_closed_by end,
          review_closed_at = case when :stage::text = 'review' then :at else review_closed_at end,
          review_closed_by = case when :stage::text = 'review' then :by::text else review_closed_by end
    where setting_id = :setting and id = :id and stage = :stage::text and version = :version
   returning ${CYCLE}`,
)
