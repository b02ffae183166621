// Statements about who has a page open to change it.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

type Seat = { setting: string; page: string; person: string }

/** Whoever was gone in between has come anew. */
export const notePresence = query<Seat & { name: string; at: Date; until: Date }>()(
  Nothing,
  `insert into toolkit.presence as p (setting_id, page, person_id, person_name, since, until)
   values (:setting, :page, :person, :name, :at, :until)
   on conflict (setting_id, page, person_id) do update
      set person_name = excluded.person_name, until = excluded.until,
          since = case when p.until >= excluded.since then p.since else excluded.since end`,
)

export const othersPresent = query<Seat & { at: Date; most: number }>()(
  z.object({ person_name: z.string(), since: z.date() }),
  `select person_name, since from toolkit.presence
    where setting_id = :setting and page = :page and person_id <> :person and until >= :at
    order by since, person_name, person_id limit :most`,
)

export const leavePage = query<Seat>()(
  Nothing,
  `delete from toolkit.presence where setting_id = :setting and page = :page and person_id = :person`,
)

export const forgetPresence = query<{ before: Date }>()(Nothing, `delete from toolkit.presence where until < :before`)
