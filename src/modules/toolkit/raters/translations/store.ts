// Statements about translations that a speaker has checked, for one setting or for a programme's office.
import { z } from 'zod'
import { query } from '../../../../kernel/sql.ts'

export const CheckRow = z.object({
  kind: z.enum(['pupils', 'parents', 'staff']),
  sheet_version: z.number(),
  language: z.string(),
  digest: z.string(),
  speaker: z.string(),
  checked_on: z.string(),
  signed_by: z.string(),
})

export const checksOfSetting = query<{ setting: string }>()(
  CheckRow,
  `select kind, sheet_version, language, digest, speaker, checked_on, signed_by
     from toolkit.translation_checks where setting_id = :setting order by signed_at desc`,
)

export const addCheck = query<{
  setting: string
  programme: string | null
  kind: string
  sheet_version: number
  language: string
  digest: string
  speaker: string
  day: string
  by: string
  at: Date
}>()(
  z.object({}),
  `insert into toolkit.translation_checks (setting_id, programme_id, kind, sheet_version, language, digest, speaker,
                                           checked_on, signed_by, signed_at)
   values (:setting, :programme, :kind, :sheet_version, :language, :digest, :speaker, :day::date, :by, :at)
   on conflict do nothing`,
)

export const withdrawChecks = query<{ setting: string; language: string }>()(
  z.object({}),
  `delete from toolkit.translation_checks where setting_id = :setting and language = :language`,
)

/** In the role of raters, which reads no names: the digests that hold in a setting. */
export const digestsHere = query<{ setting: string; programmes: readonly string[] }>()(
  z.object({ digest: z.string() }),
  `select digest from toolkit.translation_checks
    where (setting_id = :setting and programme_id is null) or programme_id = any (:programmes::uuid[])`,
)
