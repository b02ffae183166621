// Every statement about reviews: one for each action, changed only over the version that the writer began from.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const ReviewRow = z.object({
  setting_id: z.string(),
  action_id: z.string(),
  done_words: z.string(),
  pupils_words: z.string().nullable(),
  changed: z.enum(['much', 'some', 'not_yet', 'too_early']),
  next: z.enum(['finished', 'embed', 'carry_on', 'stop']),
  next_words: z.string().nullable(),
  reviewed_by: z.string(),
  reviewed_name: z.string(),
  reviewed_at: z.date(),
  version: z.number(),
})

const REVIEW = `r.setting_id, r.action_id, r.done_words, r.pupils_words, r.changed, r.next, r.next_words, r.reviewed_by, r.reviewed_name,
  r.reviewed_at, r.version`

export const reviewOfAction = query<{ setting: string; action: string }>()(
  ReviewRow,
  `select ${REVIEW} from toolkit.reviews r where r.setting_id = :setting and r.action_id = :action`,
)

export const reviewsOfCycle = query<{ setting: string; cycle: string }>()(
  ReviewRow,
  `select ${REVIEW} from toolkit.reviews r
     join toolkit.actions a on a.setting_id = r.setting_id and a.id = r.action_id
    where r.setting_id = :setting and a.cycle_id = :cycle`,
)

type Words = { done: string; pupils: string | null; changed: string; next: string; next_words: string | null }

/** A first review, or a change over the version given; none when someone else was first. */
export const keepReview = query<
  Words & { setting: string; action: string; version: number; person: string; name: string; at: Date }
>()(
  z.object({ version: z.number() }),
  `insert into toolkit.reviews as r (setting_id, action_id, done_words, pupils_words, changed, next, next_words, reviewed_by, reviewed_name, reviewed_at)
   values (:setting, :action, :done, :pupils, :changed, :next, :next_words, :person, :name, :at)
   on conflict (setting_id, action_id) do update
      set done_words = excluded.done_words, pupils_words = excluded.pupils_words, changed = excluded.changed, next = excluded.next,
          next_words = excluded.next_words, reviewed_by = excluded.reviewed_by, reviewed_name = excluded.reviewed_name,
          reviewed_at = excluded.reviewed_at, version = r.version + 1
    where r.version = :version
   returning r.version`,
)
