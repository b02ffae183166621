// Statements of evidence: dated notes, links and series of numbers that show how a criterion is met.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const EvidenceRow = z.object({
  id: z.string(),
  criterion_key: z.string(),
  kind: z.enum(['note', 'link', 'series']),
  on_day: z.string(),
  words: z.string(),
  url: z.string().nullable(),
  indicator_id: z.string().nullable(),
  indicator_name: z.string().nullable(),
  action_id: z.string().nullable(),
  readings: z.number(),
  added_by: z.string(),
})

/** What has not been withdrawn, newest first; a series with how many readings it has. */
export const evidenceOfCriteria = query<{ setting: string; cycle: string; criteria: readonly string[] }>()(
  EvidenceRow,
  `select e.id, e.criterion_key, e.kind, e.on_day, e.words, e.url, e.indicator_id, i.name as indicator_name, i.action_id,
          (select count(*)::int from toolkit.indicator_points p
            where p.setting_id = e.setting_id and p.indicator_id = e.indicator_id) as readings,
          e.added_by
     from toolkit.evidence e
     left join toolkit.indicators i on i.setting_id = e.setting_id and i.id = e.indicator_id
    where e.setting_id = :setting and e.cycle_id = :cycle and e.criterion_key = any(:criteria::text[]) and e.withdrawn_at is null
    order by e.on_day desc, e.added_at desc, e.id`,
)

/** The measures of this cycle's actions, those for this criterion first. */
export const measuresToShow = query<{ setting: string; cycle: string; criterion: string }>()(
  z.object({ id: z.string(), name: z.string(), action: z.string() }),
  `select i.id, i.name, a.title as action
     from toolkit.indicators i
     join toolkit.actions a on a.setting_id = i.setting_id and a.id = i.action_id
    where i.setting_id = :setting and a.cycle_id = :cycle
    order by (a.criterion_key = :criterion) desc, a.title, i.name
    limit 50`,
)

export const addEvidence = query<{
  setting: string
  cycle: string
  criterion: string
  kind: string
  on_day: string
  words: string
  url: string | null
  indicator: string | null
  by: string
  at: Date
}>()(
  z.object({ id: z.string() }),
  `insert into toolkit.evidence (setting_id, cycle_id, criterion_key, kind, on_day, words, url, indicator_id, added_by, added_at)
   values (:setting, :cycle, :criterion, :kind, :on_day, :words, :url::text, :indicator::uuid, :by, :at)
   returning id`,
)

export const evidenceById = query<{ setting: string; cycle: string; criterion: string; id: string }>()(
  z.object({ id: z.string(), words: z.string() }),
  `select id, words from toolkit.evidence
    where setting_id = :setting and cycle_id = :cycle and criterion_key = :criterion and id = :id and withdrawn_at is null`,
)

export const withdrawEvidence = query<{ setting: string; id: string; at: Date }>()(
  z.object({}),
  'update toolkit.evidence set withdrawn_at = :at where setting_id = :setting and id = :id and withdrawn_at is null',
)

/** For the whole-house proofs: one criterion that has some. */
export const anyEvidence = query<{ setting: string; cycle: string }>()(
  z.object({ id: z.string(), criterion_key: z.string() }),
  `select id, criterion_key from toolkit.evidence
    where setting_id = :setting and cycle_id = :cycle and withdrawn_at is null order by criterion_key, id limit 1`,
)
