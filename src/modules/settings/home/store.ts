// Statements for what this room itself says on home pages.
import { z } from 'zod'
import { roleNames } from '../../../kernel/access.ts'
import { query } from '../../../kernel/sql.ts'

export const signedLately = query<{ programme: string; since: string; most: number }>()(
  z.object({ setting_id: z.string(), name: z.string(), agreed_on: z.string() }),
  `select setting_id, name, coalesce(agreed_on, enrolled_on) as agreed_on from settings.enrolments
    where programme_id = :programme and left_on is null and agreed_on >= :since::date
    order by 3 desc, name limit :most`,
)

export const cameLately = query<{ setting: string; since: string; most: number }>()(
  z.object({ person_id: z.string(), name: z.string(), role: z.enum(roleNames), since_on: z.string() }),
  `select person_id, min(name) as name, min(role) as role, min(since_on) as since_on from settings.places
    where setting_id = :setting and ended_on is null
    group by person_id
   having min(since_on) >= :since::date
    order by min(since_on) desc, min(name) limit :most`,
)
