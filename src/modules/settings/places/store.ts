// Every statement about places: who holds which role in which setting, since when and until when.
import { z } from 'zod'
import { roleNames } from '../../../kernel/access.ts'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})
const Roles = z.array(z.enum(roleNames))

export const peopleOfSetting = query<{ setting: string }>()(
  z.object({ person_id: z.string(), name: z.string(), email: z.string(), roles: Roles }),
  `select person_id, min(name) as name, min(email) as email, array_agg(role order by role) as roles
     from settings.places
    where setting_id = :setting and ended_on is null
    group by person_id
    order by min(name), person_id`,
)

export const personOfSetting = query<{ setting: string; person: string }>()(
  z.object({ person_id: z.string(), name: z.string(), email: z.string(), roles: Roles, since_on: z.string() }),
  `select person_id, min(name) as name, min(email) as email, array_agg(role order by role) as roles, min(since_on) as since_on
     from settings.places
    where setting_id = :setting and person_id = :person::uuid and ended_on is null
    group by person_id`,
)

/** Who left, newest first. */
export const leaversOfSetting = query<{ setting: string; most: number }>()(
  z.object({ person_id: z.string(), name: z.string(), roles: Roles, ended_on: z.string() }),
  `select l.person_id, min(l.name) as name, array_agg(l.role order by l.role) as roles, max(l.ended_on) as ended_on
     from settings.places l
    where l.setting_id = :setting and l.ended_on is not null
      and not exists (
        select 1 from settings.places o
         where o.setting_id = l.setting_id and o.person_id = l.person_id and o.ended_on is null)
    group by l.person_id
    order by max(l.ended_on) desc, min(l.name) limit :most`,
)

/** Held while roles change, so that two people at once cannot leave a setting without anyone in charge. */
export const lockPlaces = query<{ setting: string }>()(
  z.object({ setting_id: z.string() }),
  `select setting_id from settings.settings where setting_id = :setting for update`,
)

export const addPlace = query<{
  setting: string
  person: string
  name: string
  email: string
  role: string
  on: string
}>()(
  Nothing,
  `insert into settings.places (setting_id, person_id, name, email, role, since_on)
   values (:setting, :person, :name, :email, :role, :on)
   on conflict (setting_id, person_id, role) where ended_on is null do nothing`,
)

export const endPlaces = query<{ setting: string; person: string; roles: readonly string[]; on: string }>()(
  Nothing,
  `update settings.places set ended_on = :on
    where setting_id = :setting and person_id = :person and role = any(:roles::text[]) and ended_on is null`,
)

/** Has anyone ever had a place here? */
export const anyoneEver = query<{ setting: string }>()(
  z.object({ there: z.boolean() }),
  `select exists (select from settings.places where setting_id = :setting) as there`,
)

/** In the door's role: has this person a place anywhere still? */
export const countPlaces = query<{ person: string }>()(
  z.object({ held: z.number() }),
  `select count(*)::int as held from settings.places where person_id = :person and ended_on is null`,
)

/** In the door's role: the settings in which someone's name is written. */
export const settingsOfPerson = query<{ person: string }>()(
  z.object({ setting_id: z.string() }),
  `select distinct setting_id from settings.places where person_id = :person`,
)

export const renameInPlaces = query<{ person: string; name: string }>()(
  Nothing,
  `update settings.places set name = :name where person_id = :person and name <> :name`,
)
