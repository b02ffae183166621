// The setting's own actions, found by words.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

/** Every word must be in the title or in what the action hopes for; `likes` are ready for ilike. */
export const actionsWith = query<{ setting: string; likes: readonly string[] }>()(
  z.object({
    id: z.string(),
    title: z.string(),
    criterion_key: z.string(),
    state: z.enum(['planned', 'under_way', 'done', 'stopped']),
    cycle_number: z.number(),
  }),
  `select a.id, a.title, a.criterion_key, a.state, c.number as cycle_number
     from toolkit.actions a
     join toolkit.cycles c on c.setting_id = a.setting_id and c.id = a.cycle_id
    where a.setting_id = :setting and (a.title || ' ' || coalesce(a.intended_impact, '')) ilike all(:likes::text[])
    order by c.number desc, a.title, a.id
    limit 30`,
)
