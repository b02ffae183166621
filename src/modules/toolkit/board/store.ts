// Statements of the programme board: rows that settings publish, the counts kept beside them, one page at a time.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})
const Locked = z.object({ locked: z.number() })

/**
 * One publisher of a setting at a time, so that what a row was is known when it changes; many settings at once, but
 * none while the counts are being made anew.
 */
export const lockPublishing = query<{ setting: string }>()(
  Locked,
  `select count(*)::int as locked
     from (select pg_advisory_xact_lock_shared(8110320, 0), pg_advisory_xact_lock(8110321, hashtext(:setting::text))) as held`,
)

export const lockCounting = query()(
  Locked,
  `select count(*)::int as locked from (select pg_advisory_xact_lock(8110320, 0)) as held`,
)

const BoardRow = z.object({
  programme_id: z.string(),
  setting_id: z.string(),
  name: z.string(),
  designation: z.string(),
  district_id: z.string().nullable(),
  cycle_number: z.number(),
  stage: z.enum(['assess', 'plan', 'review', 'closed']),
  blockers: z.array(z.unknown()),
  levels: z.record(z.string(), z.unknown()),
  moved_at: z.date(),
  moved_term: z.string(),
  published_at: z.date(),
})

export type BoardRow = z.output<typeof BoardRow>

const ROW = `programme_id, setting_id, name, designation, district_id, cycle_number, stage, blockers, levels, moved_at,
  moved_term, published_at`

export const rowsOfSetting = query<{ setting: string }>()(
  BoardRow,
  `select ${ROW} from toolkit.board_rows where setting_id = :setting order by programme_id`,
)

export const removeRowsBut = query<{ setting: string; programmes: readonly string[] }>()(
  Nothing,
  `delete from toolkit.board_rows where setting_id = :setting and programme_id <> all (:programmes::uuid[])`,
)

export const putRows = query<{ setting: string; rows: string; at: Date }>()(
  Nothing,
  `insert into toolkit.board_rows
          (programme_id, setting_id, name, designation, district_id, cycle_number, stage, blockers, levels, moved_at,
           moved_term, until, published_at)
   select r.programme_id, :setting, r.name, r.designation, r.district_id, r.cycle_number, r.stage, r.blockers, r.levels,
          r.moved_at, r.moved_term, r.until, :at
     from jsonb_to_recordset(:rows::jsonb) as r (programme_id uuid, name text, designation text, district_id uuid,
          cycle_number int, stage text, blockers jsonb, levels jsonb, moved_at timestamptz, moved_term text,
          until date)
   on conflict (setting_id, programme_id) do update
      set name = excluded.name, designation = excluded.designation, district_id = excluded.district_id,
          cycle_number = excluded.cycle_number, stage = excluded.stage, blockers = excluded.blockers,
          levels = excluded.levels, moved_at = excluded.moved_at, moved_term = excluded.moved_term,
          until = excluded.until, published_at = excluded.published_at`,
)

// Counts: the clerk's -----------------------------------------------------------------------------------------------

export const addToCounts = query<{ rows: string }>()(
  Nothing,
  `insert into toolkit.board_counts (programme_id, stage, moved_term, n)
   select r.programme_id, r.stage, r.moved_term, r.n
     from jsonb_to_recordset(:rows::jsonb) as r (programme_id uuid, stage text, moved_term text, n int)
   on conflict (programme_id, stage, moved_term) do update set n = board_counts.n + excluded.n`,
)

export const forgetCounts = query()(Nothing, `delete from toolkit.board_counts`)

export const countAnew = query()(
  Nothing,
  `insert into toolkit.board_counts (programme_id, stage, moved_term, n)
   select programme_id, stage, moved_term, count(*)::int from toolkit.board_rows group by programme_id, stage, moved_term`,
)

// A programme's page ------------------------------------------------------------------------------------------------

export const countsOfProgramme = query<{ programme: string }>()(
  z.object({ stage: z.string(), moved_term: z.string(), n: z.number() }),
  `select stage, moved_term, n from toolkit.board_counts where programme_id = :programme and n <> 0`,
)

export type Narrowed = {
  programme: string
  stage: string | null
  district: string | null
  designation: string | null
  q: string | null
  quiet_before: Date | null
}

const NARROWED = `programme_id = :programme
      and (:stage::text is null or stage = :stage)
      and (:district::uuid is null or district_id = :district)
      and (:designation::text is null or designation = :designation)
      and (:quiet_before::timestamptz is null or moved_at < :quiet_before)
      and (:q::text is null or position(lower(:q) in lower(name)) > 0)`

/** How many rows a narrowed board has. The whole board's number comes from the counts. */
export const countNarrowed = query<Narrowed>()(
  z.object({ n: z.number() }),
  `select count(*)::int as n from toolkit.board_rows where ${NARROWED}`,
)

/** The page after a row, by name. One more than shown is asked for, to know whether there is a next page. */
export const pageAfter = query<Narrowed & { name: string; setting: string; most: number }>()(
  BoardRow,
  `select ${ROW} from toolkit.board_rows
    where ${NARROWED} and (name, setting_id) > (:name, :setting::uuid)
    order by name, setting_id limit :most`,
)

/** The page before a row, nearest first. */
export const pageBefore = query<Narrowed & { name: string; setting: string; most: number }>()(
  BoardRow,
  `select ${ROW} from toolkit.board_rows
    where ${NARROWED} and (name, setting_id) < (:name, :setting::uuid)
    order by name desc, setting_id desc limit :most`,
)

/** A row by its setting: where a page begins. */
export const rowOnBoard = query<{ programme: string; setting: string }>()(
  z.object({ name: z.string(), setting_id: z.string() }),
  `select name, setting_id from toolkit.board_rows where programme_id = :programme and setting_id = :setting`,
)

/** Longest without a step first. */
export const quietest = query<{ programme: string; before: Date; most: number }>()(
  BoardRow,
  `select ${ROW} from toolkit.board_rows
    where programme_id = :programme and moved_at < :before
    order by moved_at, setting_id limit :most`,
)
