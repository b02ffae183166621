// Every statement about actions themselves: their words, owner, dates and state, and carrying them into a next cycle.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Id = z.object({ id: z.string() })

export const ActionRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  cycle_id: z.string(),
  criterion_key: z.string(),
  title: z.string(),
  state: z.enum(['planned', 'under_way', 'done', 'stopped']),
  owner_id: z.string().nullable(),
  owner_name: z.string().nullable(),
  owner_person: z.string().nullable(),
  owner_left: z.boolean(),
  people: z.string().nullable(),
  starts_on: z.string().nullable(),
  due_on: z.string().nullable(),
  intended_impact: z.string().nullable(),
  evidence_plan: z.string().nullable(),
  pupil_view: z.string().nullable(),
  move_key: z.string().nullable(),
  activity_level: z.number().nullable(),
  carried_from: z.string().nullable(),
  created_by: z.string(),
  created_at: z.date(),
  updated_by: z.string(),
  updated_at: z.date(),
  worded_by: z.string().nullable(),
  worded_at: z.date().nullable(),
  version: z.number(),
  steps: z.number(),
  steps_done: z.number(),
  next: z.enum(['finished', 'embed', 'carry_on', 'stop']).nullable(),
})

const ACTION = `select a.setting_id, a.id, a.cycle_id, a.criterion_key, a.title, a.state, a.owner_id, m.name as owner_name,
       m.person_id as owner_person, m.left_on is not null as owner_left, a.people, a.starts_on, a.due_on, a.intended_impact,
       a.evidence_plan, a.pupil_view, a.move_key, a.activity_level, a.carried_from, a.created_by, a.created_at,
       a.updated_by, a.updated_at, a.worded_by, a.worded_at, a.version, coalesce(s.steps, 0) as steps, coalesce(s.steps_done, 0) as steps_done, r.next
  from toolkit.actions a
  left join toolkit.team_members m on m.setting_id = a.setting_id and m.id = a.owner_id
  left join toolkit.reviews r on r.setting_id = a.setting_id and r.action_id = a.id
  left join lateral (
       select count(*)::int as steps, count(*) filter (where s.done_at is not null)::int as steps_done
         from toolkit.steps s where s.setting_id = a.setting_id and s.action_id = a.id) s on true`

export const actionById = query<{ setting: string; id: string }>()(
  ActionRow,
  `${ACTION} where a.setting_id = :setting and a.id = :id`,
)

export const actionsOfCycle = query<{ setting: string; cycle: string }>()(
  ActionRow,
  `${ACTION} where a.setting_id = :setting and a.cycle_id = :cycle order by a.due_on nulls last, a.created_at, a.id`,
)

export const addAction = query<{
  setting: string
  cycle: string
  criterion: string
  move: string | null
  title: string
  owner_id: string | null
  people: string | null
  starts_on: string | null
  due_on: string | null
  intended_impact: string | null
  evidence_plan: string | null
  pupil_view: string | null
  activity_level: number | null
  by: string
  at: Date
}>()(
  Id,
  `insert into toolkit.actions (setting_id, cycle_id, criterion_key, move_key, title, owner_id, people, starts_on, due_on,
                                intended_impact, evidence_plan, pupil_view, activity_level, created_by, created_at, updated_by, updated_at)
   values (:setting, :cycle, :criterion, :move, :title, :owner_id, :people, :starts_on, :due_on,
           :intended_impact, :evidence_plan, :pupil_view, :activity_level, :by, :at, :by, :at)
   returning id`,
)

/** Only over the version that the writer began from. */
export const changeAction = query<{
  setting: string
  id: string
  version: number
  title: string
  owner_id: string | null
  people: string | null
  starts_on: string | null
  due_on: string | null
  intended_impact: string | null
  evidence_plan: string | null
  pupil_view: string | null
  activity_level: number | null
  by: string
  at: Date
}>()(
  Id,
  `update toolkit.actions
      set title = :title, owner_id = :owner_id, people = :people, starts_on = :starts_on, due_on = :due_on,
          intended_impact = :intended_impact, evidence_plan = :evidence_plan, pupil_view = :pupil_view,
          activity_level = :activity_level, updated_by = :by, updated_at = :at, worded_by = :by, worded_at = :at,
          version = version + 1
    where setting_id = :setting and id = :id and version = :version
   returning id`,
)

/** The state is nobody's words, so it leaves the version alone: a colleague who is writing is not interrupted. */
export const moveAction = query<{ setting: string; id: string; state: string; by: string; at: Date }>()(
  Id,
  `update toolkit.actions set state = :state, updated_by = :by, updated_at = :at
    where setting_id = :setting and id = :id and state <> :state
   returning id`,
)

export const actionToCarry = query<{ setting: string; id: string; cycle: string; by: string; at: Date }>()(
  Id,
  `insert into toolkit.actions (setting_id, cycle_id, criterion_key, title, state, owner_id, people, starts_on, due_on, intended_impact,
                                evidence_plan, pupil_view, move_key, activity_level, carried_from, created_by, created_at, updated_by, updated_at)
   select a.setting_id, :cycle, a.criterion_key, a.title, case when a.state = 'planned' then 'planned' else 'under_way' end,
          case when m.left_on is null then a.owner_id end, a.people, a.starts_on, a.due_on, a.intended_impact, a.evidence_plan,
          a.pupil_view, a.move_key, a.activity_level, a.id, :by, :at, :by, :at
     from toolkit.actions a
     left join toolkit.team_members m on m.setting_id = a.setting_id and m.id = a.owner_id
    where a.setting_id = :setting and a.id = :id
      and not exists (select from toolkit.actions c where c.setting_id = a.setting_id and c.cycle_id = :cycle and c.carried_from = a.id)
   returning id`,
)

/** For the proofs: an action of the newest cycle, with steps and an indicator where there is one. */
export const anyAction = query<{ setting: string }>()(
  Id,
  `select a.id from toolkit.actions a
     join toolkit.cycles c on c.setting_id = a.setting_id and c.id = a.cycle_id
    where a.setting_id = :setting
    order by c.number desc,
             exists (select from toolkit.steps s where s.setting_id = a.setting_id and s.action_id = a.id)::int
             + exists (select from toolkit.indicators i where i.setting_id = a.setting_id and i.action_id = a.id)::int desc, a.id
    limit 1`,
)

/** What others did to the plan lately: actions added, steps done. */
export const recentInPlan = query<{ setting: string; cycle: string; since: Date; but: string; most: number }>()(
  z.object({ id: z.string(), title: z.string(), step: z.string().nullable(), by_name: z.string(), at: z.date() }),
  `select r.id, r.title, r.step, r.by_name, r.at
     from (select a.id, a.title, null as step, a.created_by as by_name, a.created_at as at
             from toolkit.actions a
            where a.setting_id = :setting and a.cycle_id = :cycle and a.created_at > :since
           union all
           select a.id, a.title, s.words, coalesce(s.done_by, 'Somebody'), s.done_at
             from toolkit.steps s
             join toolkit.actions a on a.setting_id = s.setting_id and a.id = s.action_id
            where s.setting_id = :setting and a.cycle_id = :cycle and s.done_at > :since) r
    where r.by_name <> :but
    order by r.at desc, r.id
    limit :most`,
)
