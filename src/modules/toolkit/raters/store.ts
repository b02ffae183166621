// Statements of a setting's calls: what it chose, its calls with their links, and what was shown when one closed.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})
const kind = z.enum(['pupils', 'parents', 'staff'])

export const ChoicesRow = z.object({
  smallest: z.number(),
  talk_to: z.string(),
  updated_by: z.string(),
  updated_at: z.date(),
  version: z.number(),
})

export const choicesOf = query<{ setting: string }>()(
  ChoicesRow,
  `select smallest, talk_to, updated_by, updated_at, version from toolkit.call_choices where setting_id = :setting`,
)

/** Version 0: nothing was chosen before. No row answers when someone else was first. */
export const keepChoices = query<{
  setting: string
  smallest: number
  talk_to: string
  by: string
  at: Date
  version: number
}>()(
  z.object({ version: z.number() }),
  `insert into toolkit.call_choices as c (setting_id, smallest, talk_to, updated_by, updated_at)
   values (:setting, :smallest, :talk_to, :by, :at)
   on conflict (setting_id) do update
      set smallest = excluded.smallest, talk_to = excluded.talk_to, updated_by = excluded.updated_by,
          updated_at = excluded.updated_at, version = c.version + 1
    where c.version = :version
   returning version`,
)

export const CallRow = z.object({
  setting_id: z.string(),
  id: z.string(),
  number: z.number(),
  cycle_id: z.string(),
  smallest: z.number(),
  opened_on: z.string(),
  opened_by: z.string(),
  closes_on: z.string(),
  closed_on: z.string().nullable(),
  closed_by: z.string().nullable(),
})

const CALL = `setting_id, id, number, cycle_id, smallest, opened_on, opened_by, closes_on, closed_on, closed_by`

export const callsOfSetting = query<{ setting: string }>()(
  CallRow,
  `select ${CALL} from toolkit.calls where setting_id = :setting order by number desc`,
)

export const callById = query<{ setting: string; id: string }>()(
  CallRow,
  `select ${CALL} from toolkit.calls where setting_id = :setting and id = :id`,
)

/** Holds an open call until the deed ends. */
export const lockOpenCall = query<{ setting: string; id: string }>()(
  CallRow,
  `select ${CALL} from toolkit.calls where setting_id = :setting and id = :id and closed_on is null for update`,
)

export const addCall = query<{
  setting: string
  cycle: string
  smallest: number
  day: string
  by: string
  closes_on: string
}>()(
  CallRow,
  `insert into toolkit.calls (setting_id, number, cycle_id, smallest, opened_on, opened_by, closes_on)
   values (:setting, 1 + (select coalesce(max(number), 0) from toolkit.calls where setting_id = :setting),
           :cycle, :smallest, :day::date, :by, :closes_on::date)
   returning ${CALL}`,
  { onConflict: { one_open_call: 'toolkit.call-open-already', one_call_per_number: 'toolkit.call-open-already' } },
)

export const addLink = query<{
  setting: string
  call: string
  kind: string
  sheet_version: number
  link: Buffer
  code: Buffer
  sealed: Buffer
  setting_name: string
  smallest: number
  talk_to: string
  closes_on: string
  programmes: readonly string[]
}>()(
  Nothing,
  `insert into toolkit.call_links (setting_id, call_id, kind, sheet_version, link, code, sealed, setting_name, smallest,
                                   talk_to, closes_on, programmes)
   values (:setting, :call, :kind, :sheet_version, :link, :code, :sealed, :setting_name, :smallest, :talk_to,
           :closes_on::date, :programmes::uuid[])`,
)

export const LinkRow = z.object({ call_id: z.string(), kind, sheet_version: z.number(), sealed: z.instanceof(Buffer) })

export const linksOfCall = query<{ setting: string; call: string }>()(
  LinkRow,
  `select call_id, kind, sheet_version, sealed from toolkit.call_links where setting_id = :setting and call_id = :call`,
)

export const KindOfCallRow = z.object({ call_id: z.string(), kind })

export const kindsOfCalls = query<{ setting: string }>()(
  KindOfCallRow,
  `select call_id, kind from toolkit.call_links where setting_id = :setting`,
)

/** How many have answered, as a band: the count itself does not leave the database. */
export const bandsOfCall = query<{ setting: string; call: string; edges: readonly number[] }>()(
  z.object({ kind, band: z.number() }),
  `select l.kind, width_bucket(count(s.id)::int, :edges::int[]) as band
     from toolkit.call_links l
     left join toolkit.sheets s on s.setting_id = l.setting_id and s.link = l.link and s.open = l.open
    where l.setting_id = :setting and l.call_id = :call
    group by l.kind`,
)

/** Waits for whoever is sending a sheet, and holds off the next, until the call is closed. */
export const lockLinks = query<{ setting: string; call: string }>()(
  z.object({ kind, sheet_version: z.number() }),
  `select kind, sheet_version from toolkit.call_links
    where setting_id = :setting and call_id = :call order by kind for update`,
)

export const SheetRow = z.object({
  kind,
  answers: z.record(z.string(), z.number().nullable()),
  change_first: z.string().nullable(),
})

/** Read once, when a call closes. */
export const sheetsOfCall = query<{ setting: string; call: string }>()(
  SheetRow,
  `select l.kind, s.answers, s.change_first
     from toolkit.sheets s
     join toolkit.call_links l on l.setting_id = s.setting_id and l.link = s.link and l.open = s.open
    where l.setting_id = :setting and l.call_id = :call
    order by s.id`,
)

export const forgetSheets = query<{ setting: string; call: string }>()(
  Nothing,
  `delete from toolkit.sheets s using toolkit.call_links l
    where l.setting_id = s.setting_id and l.link = s.link and l.open = s.open
      and l.setting_id = :setting and l.call_id = :call`,
)

export const closeLinks = query<{ setting: string; call: string }>()(
  Nothing,
  `update toolkit.call_links set open = false where setting_id = :setting and call_id = :call`,
)

export const closeCall = query<{ setting: string; id: string; day: string; by: string }>()(
  Nothing,
  `update toolkit.calls set closed_on = :day::date, closed_by = :by where setting_id = :setting and id = :id`,
)

export const addResult = query<{ setting: string; call: string; kind: string; result: string }>()(
  Nothing,
  `insert into toolkit.call_results (setting_id, call_id, kind, result) values (:setting, :call, :kind, :result::jsonb)`,
)

export const ResultRow = z.object({ call_id: z.string(), kind, result: z.unknown() })

export const resultsOfSetting = query<{ setting: string }>()(
  ResultRow,
  `select call_id, kind, result from toolkit.call_results where setting_id = :setting`,
)

/** For the clerk: open calls whose last day is over. */
export const callsToClose = query<{ today: string }>()(
  z.object({ setting_id: z.string(), id: z.string() }),
  `select setting_id, id from toolkit.calls where closed_on is null and closes_on < :today::date order by setting_id`,
)

export const forgetWrongCodes = query<{ before: Date }>()(
  Nothing,
  `delete from toolkit.code_tries where hour < :before`,
)

/** An example for the proofs: the newest call of a setting. */
export const newestCall = query<{ setting: string }>()(
  z.object({ id: z.string() }),
  `select id from toolkit.calls where setting_id = :setting order by number desc limit 1`,
)
