// Statements of the one thing that small-school mode keeps of its own: whether a setting has chosen it.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const ChoiceRow = z.object({
  is_on: z.boolean(),
  chosen_name: z.string(),
  chosen_at: z.date(),
  version: z.number(),
})

export const choiceOf = query<{ setting: string }>()(
  ChoiceRow,
  `select is_on, chosen_name, chosen_at, version from toolkit.small_choices where setting_id = :setting`,
)

/** In the door's role: which of these settings have it switched on. */
export const switchedOn = query<{ settings: readonly string[] }>()(
  z.object({ setting_id: z.string() }),
  `select setting_id from toolkit.small_choices where setting_id = any(:settings::uuid[]) and is_on`,
)

/** No row when someone else chose since this version was read. */
export const choose = query<{ setting: string; is_on: boolean; name: string; at: Date; version: number }>()(
  z.object({ version: z.number() }),
  `insert into toolkit.small_choices as c (setting_id, is_on, chosen_name, chosen_at)
   values (:setting, :is_on, :name, :at)
   on conflict (setting_id) do update
      set is_on = excluded.is_on, chosen_name = excluded.chosen_name, chosen_at = excluded.chosen_at,
          version = c.version + 1
    where c.version = :version
   returning version`,
)
