// Statements of links for readers without an account. Those of the reader run in the role `rater`, which reaches one link.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const LinkRow = z.object({
  id: z.string(),
  record_id: z.string(),
  cycle_number: z.number(),
  record_number: z.number(),
  reader: z.string(),
  purpose: z.string(),
  made_by: z.string(),
  made_at: z.date(),
  last_day: z.string(),
  with_code: z.boolean(),
  withdrawn_at: z.date().nullable(),
  withdrawn_by: z.string().nullable(),
  times: z.number(),
  last_opened_on: z.string().nullable(),
})

/** Newest first, each with how often it was opened and on which day last. */
export const linksOfSetting = query<{ setting: string }>()(
  LinkRow,
  `select l.id, l.record_id, l.cycle_number, l.record_number, l.reader, l.purpose, l.made_by, l.made_at, l.last_day,
          l.code is not null as with_code, l.withdrawn_at, l.withdrawn_by,
          coalesce(sum(o.times), 0)::int as times, max(o.on_day) filter (where o.times > 0) as last_opened_on
     from toolkit.reading_links l
     left join toolkit.reading_openings o on o.setting_id = l.setting_id and o.link = l.link
    where l.setting_id = :setting
    group by l.setting_id, l.id
    order by l.made_at desc, l.id`,
)

export const addReadingLink = query<{
  setting: string
  link: Buffer
  code: Buffer | null
  record: string
  reader: string
  purpose: string
  by: string
  at: Date
  last_day: string
}>()(
  z.object({ id: z.string() }),
  `insert into toolkit.reading_links
          (setting_id, link, code, record_id, cycle_number, record_number, digest, document, reader, purpose, made_by, made_at, last_day)
   select r.setting_id, :link, :code, r.id, c.number, r.number, r.digest, r.document, :reader, :purpose, :by, :at, :last_day
     from toolkit.records r join toolkit.cycles c on c.setting_id = r.setting_id and c.id = r.cycle_id
    where r.setting_id = :setting and r.id = :record
   returning id`,
)

export const withdrawReadingLink = query<{ setting: string; id: string; by: string; at: Date }>()(
  Nothing,
  `update toolkit.reading_links set withdrawn_at = :at, withdrawn_by = :by, document = null
    where setting_id = :setting and id = :id and withdrawn_at is null`,
)

/** For the proofs: a link of the setting. */
export const anyReadingLink = query<{ setting: string }>()(
  z.object({ id: z.string() }),
  `select id from toolkit.reading_links where setting_id = :setting order by made_at desc, id limit 1`,
)

/** Links that ended since a day lose their copy. */
export const emptyEnded = query<{ since: string; today: string }>()(
  Nothing,
  `update toolkit.reading_links set document = null where last_day >= :since and last_day < :today`,
)

// Whoever holds the link ----------------------------------------------------------------------------------------------

export const HeldLinkRow = z.object({
  setting_id: z.string(),
  code: z.instanceof(Buffer).nullable(),
  cycle_number: z.number(),
  record_number: z.number(),
  digest: z.string(),
  document: z.record(z.string(), z.unknown()).nullable(),
  reader: z.string(),
  purpose: z.string(),
  made_by: z.string(),
  made_at: z.date(),
  last_day: z.string(),
  withdrawn_at: z.date().nullable(),
})

export const heldLink = query<{ link: Buffer }>()(
  HeldLinkRow,
  `select setting_id, code, cycle_number, record_number, digest, document, reader, purpose, made_by, made_at, last_day, withdrawn_at
     from toolkit.reading_links where link = :link`,
)

export const wrongToday = query<{ link: Buffer; day: string }>()(
  z.object({ wrong: z.number() }),
  `select wrong from toolkit.reading_openings where link = :link and on_day = :day`,
)

/** One more opening, or one more wrong code, of a day. */
export const countOpening = query<{ setting: string; link: Buffer; day: string; times: number; wrong: number }>()(
  Nothing,
  `insert into toolkit.reading_openings as o (setting_id, link, on_day, times, wrong)
   values (:setting, :link, :day, :times, :wrong)
   on conflict (setting_id, link, on_day) do update set times = o.times + excluded.times, wrong = o.wrong + excluded.wrong`,
)
