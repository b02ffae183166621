// Statements of the Record: what a cycle holds in full, the versions kept of it, and those shared for reading.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

type OfCycle = { setting: string; cycle: string }

export const actionsInFull = query<OfCycle>()(
  z.object({
    id: z.string(),
    criterion_key: z.string(),
    title: z.string(),
    state: z.enum(['planned', 'under_way', 'done', 'stopped']),
    owner: z.string().nullable(),
    people: z.string().nullable(),
    starts_on: z.string().nullable(),
    due_on: z.string().nullable(),
    intended_impact: z.string().nullable(),
    evidence_plan: z.string().nullable(),
    pupil_view: z.string().nullable(),
    move_key: z.string().nullable(),
    activity_level: z.number().nullable(),
    carried_in: z.boolean(),
    carried_on: z.boolean(),
  }),
  `select a.id, a.criterion_key, a.title, a.state, m.name as owner, a.people, a.starts_on, a.due_on, a.intended_impact,
          a.evidence_plan, a.pupil_view, a.move_key, a.activity_level, a.carried_from is not null as carried_in,
          exists (select from toolkit.actions later
                   where later.setting_id = a.setting_id and later.carried_from = a.id) as carried_on
     from toolkit.actions a
     left join toolkit.team_members m on m.setting_id = a.setting_id and m.id = a.owner_id
    where a.setting_id = :setting and a.cycle_id = :cycle
    order by a.due_on nulls last, a.created_at, a.id`,
)

export const stepsInCycle = query<OfCycle>()(
  z.object({ action_id: z.string(), words: z.string(), done_at: z.date().nullable(), done_by: z.string().nullable() }),
  `select s.action_id, s.words, s.done_at, s.done_by
     from toolkit.steps s
     join toolkit.actions a on a.setting_id = s.setting_id and a.id = s.action_id
    where s.setting_id = :setting and a.cycle_id = :cycle
    order by s.action_id, s.position, s.id`,
)

/** Every series of the setting that this cycle's actions or evidence speak of. */
export const measuresInCycle = query<OfCycle>()(
  z.object({
    id: z.string(),
    action_id: z.string(),
    name: z.string(),
    unit: z.string(),
    better: z.enum(['higher', 'lower']),
    baseline: z.number().nullable(),
    baseline_on: z.string().nullable(),
    target: z.number().nullable(),
    target_on: z.string().nullable(),
  }),
  `select i.id, i.action_id, i.name, i.unit, i.better, i.baseline::float8 as baseline, i.baseline_on,
          i.target::float8 as target, i.target_on
     from toolkit.indicators i
     join toolkit.actions a on a.setting_id = i.setting_id and a.id = i.action_id
    where i.setting_id = :setting
      and (a.cycle_id = :cycle
           or i.id in (select e.indicator_id from toolkit.evidence e
                        where e.setting_id = :setting and e.cycle_id = :cycle and e.indicator_id is not null))
    order by i.name, i.id`,
)

export const pointsOfMeasures = query<{ setting: string; indicators: readonly string[] }>()(
  z.object({ indicator_id: z.string(), on_day: z.string(), value: z.number() }),
  `select indicator_id, on_day, value::float8 as value
     from toolkit.indicator_points
    where setting_id = :setting and indicator_id = any (:indicators::uuid[])
    order by indicator_id, on_day`,
)

export const evidenceInCycle = query<OfCycle>()(
  z.object({
    criterion_key: z.string(),
    kind: z.enum(['note', 'link', 'series']),
    on_day: z.string(),
    words: z.string(),
    url: z.string().nullable(),
    indicator_id: z.string().nullable(),
    added_by: z.string(),
  }),
  `select criterion_key, kind, on_day, words, url, indicator_id, added_by
     from toolkit.evidence
    where setting_id = :setting and cycle_id = :cycle and withdrawn_at is null
    order by on_day, added_at, id`,
)

export const reviewsInCycle = query<OfCycle>()(
  z.object({
    action_id: z.string(),
    done_words: z.string(),
    pupils_words: z.string().nullable(),
    changed: z.enum(['much', 'some', 'not_yet', 'too_early']),
    next: z.enum(['finished', 'embed', 'carry_on', 'stop']),
    next_words: z.string().nullable(),
    reviewed_name: z.string(),
    reviewed_at: z.date(),
  }),
  `select r.action_id, r.done_words, r.pupils_words, r.changed, r.next, r.next_words, r.reviewed_name, r.reviewed_at
     from toolkit.reviews r
     join toolkit.actions a on a.setting_id = r.setting_id and a.id = r.action_id
    where r.setting_id = :setting and a.cycle_id = :cycle`,
)

// Kept versions --------------------------------------------------------------------------------------------------

const KeptRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  cycle_id: z.string(),
  cycle_number: z.number(),
  number: z.number(),
  why: z.string(),
  digest: z.string(),
  kept_by: z.string(),
  kept_at: z.date(),
})

export type KeptRecord = z.output<typeof KeptRow>

/** Locks the cycle, so that two who keep a version at once get two numbers. */
export const lockCycle = query<OfCycle>()(
  z.object({ next: z.number() }),
  `select (select count(*)::int + 1 from toolkit.records r where r.setting_id = c.setting_id and r.cycle_id = c.id) as next
     from toolkit.cycles c where c.setting_id = :setting and c.id = :cycle
      for no key update`,
)

export const addRecord = query<{
  setting: string
  cycle: string
  number: number
  why: string
  document: string
  digest: string
  by: string
  at: Date
}>()(
  z.object({ id: z.string() }),
  `insert into toolkit.records (setting_id, cycle_id, number, why, document, digest, kept_by, kept_at)
   values (:setting, :cycle, :number, :why, :document::jsonb, :digest, :by, :at)
   returning id`,
  { onConflict: { records_setting_id_cycle_id_number_key: 'kernel.changed-meanwhile' } },
)

const KEPT = `r.setting_id, r.id, r.cycle_id, c.number as cycle_number, r.number, r.why, r.digest, r.kept_by, r.kept_at`
const FROM = `toolkit.records r join toolkit.cycles c on c.setting_id = r.setting_id and c.id = r.cycle_id`

/** Newest first. */
export const recordsOfSetting = query<{ setting: string }>()(
  KeptRow,
  `select ${KEPT} from ${FROM} where r.setting_id = :setting order by c.number desc, r.number desc`,
)

export const recordById = query<{ setting: string; id: string }>()(
  KeptRow.extend({ document: z.record(z.string(), z.unknown()) }),
  `select ${KEPT}, r.document from ${FROM} where r.setting_id = :setting and r.id = :id`,
)

export const newestRecord = query<{ setting: string }>()(
  z.object({ id: z.string() }),
  `select r.id from ${FROM} where r.setting_id = :setting order by c.number desc, r.number desc limit 1`,
)

// Shared for reading ---------------------------------------------------------------------------------------------

const SharedRow = z.object({
  programme_id: z.string(),
  setting_id: z.string(),
  record_id: z.string(),
  setting_name: z.string(),
  cycle_number: z.number(),
  record_number: z.number(),
  shared_by: z.string(),
  shared_at: z.date(),
})

export type SharedRecord = z.output<typeof SharedRow>

const SHARED = `programme_id, setting_id, record_id, setting_name, cycle_number, record_number, shared_by, shared_at`

export const sharesOfSetting = query<{ setting: string }>()(
  SharedRow,
  `select ${SHARED} from toolkit.shared_records where setting_id = :setting order by shared_at desc, record_id`,
)

export const addShare = query<{
  programme: string
  setting: string
  record: string
  name: string
  by: string
  at: Date
  until: string
}>()(
  Nothing,
  `insert into toolkit.shared_records
          (programme_id, setting_id, record_id, setting_name, cycle_number, record_number, document, shared_by, shared_at, until)
   select :programme, r.setting_id, r.id, :name, c.number, r.number, r.document, :by, :at, :until
     from ${FROM} where r.setting_id = :setting and r.id = :record
   on conflict (setting_id, programme_id, record_id) do nothing`,
)

export const removeShare = query<{ setting: string; programme: string; record: string }>()(
  Nothing,
  `delete from toolkit.shared_records
    where setting_id = :setting and programme_id = :programme and record_id = :record`,
)

/** Takes back what was shared with programmes that the setting no longer shares with. */
export const removeSharesBut = query<{ setting: string; programmes: readonly string[] }>()(
  Nothing,
  `delete from toolkit.shared_records where setting_id = :setting and programme_id <> all (:programmes::uuid[])`,
)

/** A new agreement runs until another day, and so does what is shared under it. */
export const moveShares = query<{ setting: string; programme: string; until: string }>()(
  Nothing,
  `update toolkit.shared_records set until = :until
    where setting_id = :setting and programme_id = :programme and until <> :until::date`,
)

/** A programme's list, newest first; `q` finds part of a name. */
export const sharesOfProgramme = query<{ programme: string; q: string | null; skip: number; most: number }>()(
  SharedRow,
  `select ${SHARED} from toolkit.shared_records
    where programme_id = :programme and (:q::text is null or position(lower(:q) in lower(setting_name)) > 0)
    order by shared_at desc, record_id offset :skip limit :most`,
)

export const shareCountOfProgramme = query<{ programme: string }>()(
  z.object({ n: z.number(), newest: z.date().nullable() }),
  `select count(*)::int as n, max(shared_at) as newest from toolkit.shared_records where programme_id = :programme`,
)

export const shareById = query<{ programme: string; record: string }>()(
  SharedRow.extend({ document: z.record(z.string(), z.unknown()) }),
  `select ${SHARED}, document from toolkit.shared_records where programme_id = :programme and record_id = :record`,
)

export const oneShareOfProgramme = query<{ programme: string }>()(
  z.object({ record_id: z.string() }),
  `select record_id from toolkit.shared_records where programme_id = :programme order by shared_at desc, record_id limit 1`,
)
