// Statements of rounds and ratings. Only one of them reads what others chose, and it reads nothing of an open round.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

type InPart = { setting: string; cycle: string; part: string }

export const openRound = query<InPart & { at: Date; by: string }>()(
  z.object({}),
  `insert into toolkit.rounds (setting_id, cycle_id, part, opened_at, opened_by)
   values (:setting, :cycle, :part, :at, :by) on conflict (setting_id, cycle_id, part) do nothing`,
)

/** Held until the deed ends, so that of two who finish at once the later sees the earlier. */
export const lockRound = query<InPart>()(
  z.object({ closed_at: z.date().nullable() }),
  `select closed_at from toolkit.rounds where setting_id = :setting and cycle_id = :cycle and part = :part for update`,
)

export const takeSeat = query<InPart & { member: string; at: Date; shown_as: string }>()(
  z.object({}),
  `insert into toolkit.round_members (setting_id, cycle_id, part, member_id, told_at, shown_as)
   values (:setting, :cycle, :part, :member, :at, :shown_as)
   on conflict (setting_id, cycle_id, part, member_id) do update set shown_as = excluded.shown_as`,
)

export const seatOf = query<InPart & { member: string }>()(
  z.object({ shown_as: z.enum(['named', 'counted']), told_at: z.date(), finished_at: z.date().nullable() }),
  `select shown_as, told_at, finished_at from toolkit.round_members
    where setting_id = :setting and cycle_id = :cycle and part = :part and member_id = :member`,
)

export const finishSeat = query<InPart & { member: string; at: Date }>()(
  z.object({}),
  `update toolkit.round_members set finished_at = coalesce(finished_at, :at)
    where setting_id = :setting and cycle_id = :cycle and part = :part and member_id = :member`,
)

export const keepRatings = query<{ setting: string; cycle: string; member: string; at: Date; rows: string }>()(
  z.object({}),
  `insert into toolkit.ratings (setting_id, cycle_id, item_key, member_id, state, level, reason, updated_at)
   select :setting::uuid, :cycle::uuid, r.item_key, :member::uuid, r.state, r.level, r.reason, :at::timestamptz
     from jsonb_to_recordset(:rows::jsonb) as r (item_key text, state text, level int, reason text)
   on conflict (setting_id, cycle_id, item_key, member_id) do update
     set state = excluded.state, level = excluded.level, reason = excluded.reason,
         updated_at = excluded.updated_at, version = toolkit.ratings.version + 1`,
)

export const OwnRatingRow = z.object({
  item_key: z.string(),
  state: z.enum(['rated', 'not_applicable', 'later']),
  level: z.number().nullable(),
  reason: z.string().nullable(),
})

export const ownRatings = query<{ setting: string; cycle: string; member: string; items: readonly string[] }>()(
  OwnRatingRow,
  `select item_key, state, level, reason from toolkit.ratings
    where setting_id = :setting and cycle_id = :cycle and member_id = :member and item_key = any(:items::text[])`,
)

export const SeenRatingRow = OwnRatingRow.extend({
  member_id: z.string(),
  name: z.string(),
  shown_as: z.enum(['named', 'counted']),
})

/** What those who finished chose, once the round is closed; nothing before. */
export const ratingsOfClosedRound = query<InPart & { items: readonly string[] }>()(
  SeenRatingRow,
  `select v.item_key, v.state, v.level, v.reason, v.member_id, t.name, m.shown_as
     from toolkit.rounds r
     join toolkit.round_members m on m.setting_id = r.setting_id and m.cycle_id = r.cycle_id and m.part = r.part
     join toolkit.team_members t on t.setting_id = m.setting_id and t.id = m.member_id
     join toolkit.ratings v on v.setting_id = m.setting_id and v.cycle_id = m.cycle_id and v.member_id = m.member_id
    where r.setting_id = :setting and r.cycle_id = :cycle and r.part = :part and r.closed_at is not null
      and m.finished_at is not null and v.item_key = any(:items::text[])
    order by t.is_lead desc, t.name, t.id`,
)

/** By someone's decision, before everyone is in; no row when it was closed already or nobody has finished. */
export const closeRound = query<InPart & { at: Date; by: string }>()(
  z.object({ part: z.string() }),
  `update toolkit.rounds r set closed_at = :at, closed_by = :by
    where r.setting_id = :setting and r.cycle_id = :cycle and r.part = :part and r.closed_at is null
      and exists (select 1 from toolkit.round_members m
                   where m.setting_id = r.setting_id and m.cycle_id = r.cycle_id and m.part = r.part and m.finished_at is not null)
   returning r.part`,
)

/** Every open round in which the whole team has finished. A team of one waits for its second member, or is closed by hand. */
export const closeCompleteRounds = query<{ setting: string; cycle: string; at: Date }>()(
  z.object({ part: z.string() }),
  `update toolkit.rounds r set closed_at = :at
    where r.setting_id = :setting and r.cycle_id = :cycle and r.closed_at is null
      and (select count(*) from toolkit.team_members t where t.setting_id = r.setting_id and t.left_on is null) > 1
      and exists (select 1 from toolkit.round_members m
                   where m.setting_id = r.setting_id and m.cycle_id = r.cycle_id and m.part = r.part and m.finished_at is not null)
      and not exists (
        select 1 from toolkit.team_members t
         where t.setting_id = r.setting_id and t.left_on is null
           and not exists (select 1 from toolkit.round_members m
                            where m.setting_id = t.setting_id and m.cycle_id = r.cycle_id and m.part = r.part
                              and m.member_id = t.id and m.finished_at is not null))
   returning r.part`,
)
