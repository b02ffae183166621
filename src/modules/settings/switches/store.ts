// Statements about what is switched off.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const offInProgramme = query<{ programme: string }>()(
  z.object({ off: z.array(z.string()) }),
  `select modules_off as off from settings.programmes where id = :programme`,
)

export const switchProgramme = query<{ programme: string; off: readonly string[] }>()(
  Nothing,
  `update settings.programmes set modules_off = :off::text[] where id = :programme`,
)

export const offInSetting = query<{ setting: string }>()(
  z.object({ off: z.array(z.string()), version: z.number() }),
  `select modules_off as off, version from settings.settings where setting_id = :setting`,
)

export const offInProgrammesOf = query<{ setting: string }>()(
  z.object({ off: z.array(z.string()) }),
  `select p.modules_off as off from settings.enrolments e join settings.programmes p on p.id = e.programme_id
    where e.setting_id = :setting and e.left_on is null order by p.name`,
)

export const switchSetting = query<{ setting: string; off: readonly string[]; version: number }>()(
  z.object({ version: z.number() }),
  `update settings.settings set modules_off = :off::text[], version = version + 1
    where setting_id = :setting and version = :version returning version`,
)
