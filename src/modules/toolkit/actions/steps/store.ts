// Every statement about the steps of an action: their order, their words and whether they are done.
import { z } from 'zod'
import { query } from '../../../../kernel/sql.ts'

const Nothing = z.object({})

export const StepRow = z.object({
  setting_id: z.string(),
  action_id: z.string(),
  id: z.string(),
  position: z.number(),
  words: z.string(),
  done_at: z.date().nullable(),
  done_by: z.string().nullable(),
})

const STEP = `setting_id, action_id, id, position, words, done_at, done_by`

export const stepsOfAction = query<{ setting: string; action: string }>()(
  StepRow,
  `select ${STEP} from toolkit.steps where setting_id = :setting and action_id = :action order by position, id`,
)

export const stepsOfActions = query<{ setting: string; actions: readonly string[] }>()(
  StepRow,
  `select ${STEP} from toolkit.steps where setting_id = :setting and action_id = any(:actions::uuid[]) order by position, id`,
)

export const stepById = query<{ setting: string; action: string; id: string }>()(
  StepRow,
  `select ${STEP} from toolkit.steps where setting_id = :setting and action_id = :action and id = :id`,
)

/** After the last one. */
export const addStep = query<{ setting: string; action: string; words: string }>()(
  z.object({ id: z.string() }),
  `insert into toolkit.steps (setting_id, action_id, position, words)
   select :setting, :action, coalesce(max(position), 0) + 1, :words
     from toolkit.steps where setting_id = :setting and action_id = :action
   returning id`,
)

export const tickStep = query<{ setting: string; id: string; at: Date | null; by: string | null }>()(
  Nothing,
  `update toolkit.steps set done_at = :at, done_by = :by where setting_id = :setting and id = :id`,
)

/** Only over the words that the writer began from. */
export const rewordStep = query<{ setting: string; id: string; words: string; was: string }>()(
  Nothing,
  `update toolkit.steps set words = :words where setting_id = :setting and id = :id and words = :was`,
)

/** The whole order at once: ids in the order wanted. */
export const orderSteps = query<{ setting: string; action: string; ids: readonly string[] }>()(
  Nothing,
  `update toolkit.steps s set position = o.position::int
     from unnest(:ids::uuid[]) with ordinality as o (id, position)
    where s.setting_id = :setting and s.action_id = :action and s.id = o.id`,
)

export const removeStep = query<{ setting: string; id: string }>()(
  Nothing,
  `delete from toolkit.steps where setting_id = :setting and id = :id`,
)

export const carryStepsToDo = query<{ setting: string; from: string; to: string }>()(
  Nothing,
  `insert into toolkit.steps (setting_id, action_id, position, words)
   select setting_id, :to, row_number() over (order by position, id)::int, words
     from toolkit.steps where setting_id = :setting and action_id = :from and done_at is null`,
)

export const anyStep = query<{ setting: string; action: string }>()(
  z.object({ id: z.string() }),
  `select id from toolkit.steps where setting_id = :setting and action_id = :action order by position, id limit 1`,
)
