// Statements about where people belong.
import { z } from 'zod'
import { roleNames } from '../../kernel/access.ts'
import { query } from '../../kernel/sql.ts'

/** Of a setting `s`: the modules that it has off itself, and those that every programme of it has off. */
const OFF = `array(
            select unnest(s.modules_off)
             union
            select module
              from settings.enrolments e
              join settings.programmes g on g.id = e.programme_id
             cross join unnest(g.modules_off) as module
             where e.setting_id = s.setting_id and e.left_on is null
             group by module
            having count(*) = (
                     select count(*) from settings.enrolments o where o.setting_id = s.setting_id and o.left_on is null)
          )`

/** In the door's role: what is off in a setting, for those who come without a place there. */
export const modulesOffIn = query<{ setting: string }>()(
  z.object({ off: z.array(z.string()) }),
  `select ${OFF} as off from settings.settings s where s.setting_id = :setting`,
)

/** All open places of one person, for whoever is at the door. */
export const placesOfPerson = query<{ person: string }>()(
  z.object({
    setting_id: z.string(),
    setting_name: z.string(),
    kind: z.enum(['school', 'programme_office', 'trust_office', 'team', 'partner']),
    role: z.enum(roleNames),
    programme_id: z.string().nullable(),
    trust_id: z.string().nullable(),
    theme: z.string().nullable(),
    needs_second_step: z.boolean(),
    off: z.array(z.string()),
  }),
  `select p.setting_id, s.name as setting_name, s.kind, p.role, s.programme_id, s.trust_id, s.theme, s.needs_second_step,
          ${OFF} as off
     from settings.places p
     join settings.settings s on s.setting_id = p.setting_id
    where p.person_id = :person and p.ended_on is null
    order by s.name, p.role`,
)

export const programmeById = query<{ programme: string }>()(
  z.object({ id: z.string(), name: z.string(), slug: z.string(), level_names: z.array(z.string()) }),
  `select id, name, slug, level_names from settings.programmes where id = :programme`,
)

export const districtsOfProgramme = query<{ programme: string }>()(
  z.object({ id: z.string(), name: z.string(), phase_id: z.string().nullable(), joined_on: z.string().nullable() }),
  `select id, name, phase_id, joined_on from settings.districts where programme_id = :programme order by name`,
)
