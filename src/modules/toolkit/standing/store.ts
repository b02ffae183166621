// Statements that read where one cycle stands: shared by every noun of the Toolkit, written by none of them here.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'
import type { Kept } from '../edition.ts'

export const CycleRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  number: z.number(),
  edition_key: z.string(),
  edition_version: z.number(),
  stage: z.enum(['assess', 'plan', 'review', 'closed']),
  started_on: z.string(),
  assess_closed_at: z.date().nullable(),
  assess_closed_by: z.string().nullable(),
  plan_closed_at: z.date().nullable(),
  plan_closed_by: z.string().nullable(),
  review_closed_at: z.date().nullable(),
  review_closed_by: z.string().nullable(),
  moved_at: z.date(),
  version: z.number(),
  own_criteria: z.array(z.custom<Kept>()),
})

export const CYCLE = `setting_id, id, number, edition_key, edition_version, stage, started_on, assess_closed_at, assess_closed_by,
  plan_closed_at, plan_closed_by, review_closed_at, review_closed_by, moved_at, version, own_criteria`

export const latestCycle = query<{ setting: string }>()(
  CycleRow,
  `select ${CYCLE} from toolkit.cycles where setting_id = :setting order by number desc limit 1`,
)

export const cyclesOfSetting = query<{ setting: string }>()(
  CycleRow,
  `select ${CYCLE} from toolkit.cycles where setting_id = :setting order by number desc`,
)

export const cycleById = query<{ setting: string; id: string }>()(
  CycleRow,
  `select ${CYCLE} from toolkit.cycles where setting_id = :setting and id = :id`,
)

export const MemberRow = z.object({
  id: z.string(),
  person_id: z.string(),
  name: z.string(),
  team_roles: z.array(z.string()),
  is_lead: z.boolean(),
  minutes_a_week: z.number().nullable(),
  joined_on: z.string(),
  left_on: z.string().nullable(),
})

/** Everyone who is or was on the team: those who have left still own what they said and did. */
export const membersOfSetting = query<{ setting: string }>()(
  MemberRow,
  `select id, person_id, name, team_roles, is_lead, minutes_a_week, joined_on, left_on
     from toolkit.team_members where setting_id = :setting
    order by is_lead desc, joined_on, name`,
)

export const AgreedRow = z.object({
  criterion_key: z.string(),
  moment: z.enum(['assess', 'review']),
  level: z.number().nullable(),
  reason: z.string(),
  agreed_name: z.string(),
  agreed_at: z.date(),
  version: z.number(),
})

export const agreedOfCycle = query<{ setting: string; cycle: string }>()(
  AgreedRow,
  `select criterion_key, moment, level, reason, agreed_name, agreed_at, version
     from toolkit.agreed_ratings where setting_id = :setting and cycle_id = :cycle`,
)

export const ActionBriefRow = z.object({
  id: z.string(),
  criterion_key: z.string(),
  title: z.string(),
  state: z.enum(['planned', 'under_way', 'done', 'stopped']),
  owner_id: z.string().nullable(),
  owner_name: z.string().nullable(),
  owner_left: z.boolean(),
  due_on: z.string().nullable(),
  reviewed: z.boolean(),
})

export const actionsOfCycle = query<{ setting: string; cycle: string }>()(
  ActionBriefRow,
  `select a.id, a.criterion_key, a.title, a.state, a.owner_id, m.name as owner_name,
          m.left_on is not null as owner_left, a.due_on, r.action_id is not null as reviewed
     from toolkit.actions a
     left join toolkit.team_members m on m.setting_id = a.setting_id and m.id = a.owner_id
     left join toolkit.reviews r on r.setting_id = a.setting_id and r.action_id = a.id
    where a.setting_id = :setting and a.cycle_id = :cycle
    order by a.due_on nulls last, a.created_at, a.id`,
)

export const GapReasonRow = z.object({
  criterion_key: z.string(),
  reason: z.string(),
  given_by: z.string(),
  given_at: z.date(),
  version: z.number(),
})

export const gapReasonsOfCycle = query<{ setting: string; cycle: string }>()(
  GapReasonRow,
  `select criterion_key, reason, given_by, given_at, version
     from toolkit.gap_reasons where setting_id = :setting and cycle_id = :cycle`,
)

export const ChapterAgreementRow = z.object({
  principle_key: z.string(),
  stage: z.enum(['assess', 'plan', 'review']),
  discussed_with: z.string(),
  agreed_name: z.string(),
  agreed_at: z.date(),
})

export const chapterAgreementsOfCycle = query<{ setting: string; cycle: string }>()(
  ChapterAgreementRow,
  `select principle_key, stage, discussed_with, agreed_name, agreed_at
     from toolkit.chapter_agreements where setting_id = :setting and cycle_id = :cycle`,
)

export const EvidenceCountRow = z.object({ criterion_key: z.string(), pieces: z.number(), newest_on: z.string() })

export const evidenceCountsOfCycle = query<{ setting: string; cycle: string }>()(
  EvidenceCountRow,
  `select criterion_key, count(*)::int as pieces, max(on_day) as newest_on
     from toolkit.evidence
    where setting_id = :setting and cycle_id = :cycle and withdrawn_at is null
    group by criterion_key`,
)

export const RoundRow = z.object({
  part: z.string(),
  opened_at: z.date(),
  opened_by: z.string(),
  closed_at: z.date().nullable(),
  closed_by: z.string().nullable(),
  begun: z.array(z.string()),
  finished: z.array(z.string()),
})

export const roundsOfCycle = query<{ setting: string; cycle: string }>()(
  RoundRow,
  `select r.part, r.opened_at, r.opened_by, r.closed_at, r.closed_by,
          coalesce(array_agg(m.member_id::text) filter (where m.member_id is not null), '{}') as begun,
          coalesce(array_agg(m.member_id::text) filter (where m.finished_at is not null), '{}') as finished
     from toolkit.rounds r
     left join toolkit.round_members m
       on m.setting_id = r.setting_id and m.cycle_id = r.cycle_id and m.part = r.part
    where r.setting_id = :setting and r.cycle_id = :cycle
    group by r.setting_id, r.cycle_id, r.part`,
)

export const InvolvementRow = z.object({
  group_key: z.string(),
  planned: z.string(),
  actual: z.string(),
  updated_by: z.string(),
  updated_at: z.date(),
  version: z.number(),
})

export const involvementsOfCycle = query<{ setting: string; cycle: string }>()(
  InvolvementRow,
  `select group_key, planned, actual, updated_by, updated_at, version
     from toolkit.involvements where setting_id = :setting and cycle_id = :cycle`,
)

export const AgreedBeforeRow = z.object({
  criterion_key: z.string(),
  level: z.number().nullable(),
  agreed_at: z.date(),
})

/** The last word of the cycle before this one: at its review where there was one, else at its assessment. */
export const agreedBefore = query<{ setting: string; number: number }>()(
  AgreedBeforeRow,
  `select distinct on (a.criterion_key) a.criterion_key, a.level, a.agreed_at
     from toolkit.agreed_ratings a
     join toolkit.cycles c on c.setting_id = a.setting_id and c.id = a.cycle_id
    where a.setting_id = :setting and c.number = :number - 1
    order by a.criterion_key, a.moment desc`,
)
