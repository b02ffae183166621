// Statements of comparisons: what was agreed in every cycle, what kept versions say was agreed when they were kept, and
// the actions that are done.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const AgreedEverRow = z.object({
  cycle_number: z.number(),
  criterion_key: z.string(),
  moment: z.enum(['assess', 'review']),
  level: z.number().nullable(),
  agreed_at: z.date(),
  version: z.number(),
})

/** One row for each criterion and moment of each cycle: the last word. `version` 1: there was none before it. */
export const agreedEver = query<{ setting: string }>()(
  AgreedEverRow,
  `select c.number as cycle_number, a.criterion_key, a.moment, a.level, a.agreed_at, a.version
     from toolkit.agreed_ratings a
     join toolkit.cycles c on c.setting_id = a.setting_id and c.id = a.cycle_id
    where a.setting_id = :setting`,
)

const Agreed = z.object({ level: z.number().nullable(), on: z.string() }).nullable()

export const KeptLevelsRow = z.object({
  cycle_number: z.number(),
  number: z.number(),
  kept_at: z.date(),
  criteria: z.array(z.object({ key: z.string(), assess: Agreed, review: Agreed })),
})

/** The levels in each kept version, without its words. */
export const keptLevels = query<{ setting: string }>()(
  KeptLevelsRow,
  `select c.number as cycle_number, r.number, r.kept_at,
          coalesce((select jsonb_agg(jsonb_build_object(
                             'key', one -> 'key',
                             'assess', case when jsonb_typeof(one -> 'agreed') = 'object' then one -> 'agreed' end,
                             'review', case when jsonb_typeof(one -> 'reviewed') = 'object' then one -> 'reviewed' end))
                      from jsonb_array_elements(r.document -> 'chapters') as chapter,
                           jsonb_array_elements(chapter -> 'criteria') as one), '[]'::jsonb) as criteria
     from toolkit.records r
     join toolkit.cycles c on c.setting_id = r.setting_id and c.id = r.cycle_id
    where r.setting_id = :setting
    order by r.kept_at, c.number, r.number`,
)

export const DoneActionRow = z.object({
  cycle_number: z.number(),
  criterion_key: z.string(),
  title: z.string(),
  reviewed: z.boolean(),
  changed: z.enum(['much', 'some', 'not_yet', 'too_early']).nullable(),
  at: z.date(),
})

/** Actions that are done, each with the moment of its review, or else of the last change to it. */
export const doneActions = query<{ setting: string }>()(
  DoneActionRow,
  `select c.number as cycle_number, a.criterion_key, a.title, r.action_id is not null as reviewed, r.changed,
          coalesce(r.reviewed_at, a.updated_at) as at
     from toolkit.actions a
     join toolkit.cycles c on c.setting_id = a.setting_id and c.id = a.cycle_id
     left join toolkit.reviews r on r.setting_id = a.setting_id and r.action_id = a.id
    where a.setting_id = :setting and a.state = 'done'
    order by 6, a.title, a.id`,
)
