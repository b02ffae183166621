// Statements that change the resilience team. Reading it is part of the standing.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const addMember = query<{
  setting: string
  person: string
  name: string
  team_roles: readonly string[]
  minutes: number | null
  joined_on: string
  is_lead: boolean
}>()(
  z.object({ id: z.string() }),
  `insert into toolkit.team_members (setting_id, person_id, name, team_roles, is_lead, minutes_a_week, joined_on)
   values (:setting, :person, :name, :team_roles::text[], :is_lead, :minutes, :joined_on)
   returning id`,
  { onConflict: { one_seat_per_person: 'toolkit.already-on-team' } },
)

export const changeMember = query<{
  setting: string
  id: string
  team_roles: readonly string[]
  minutes: number | null
}>()(
  z.object({}),
  `update toolkit.team_members set team_roles = :team_roles::text[], minutes_a_week = :minutes
    where setting_id = :setting and id = :id and left_on is null`,
)

export const makeLead = query<{ setting: string; id: string }>()(
  z.object({}),
  `update toolkit.team_members set is_lead = (id = :id) where setting_id = :setting and left_on is null`,
)

export const markLeft = query<{ setting: string; id: string; day: string }>()(
  z.object({}),
  `update toolkit.team_members set left_on = :day, is_lead = false
    where setting_id = :setting and id = :id and left_on is null`,
)
