// Statements about what schools share with their trust: rows of the trust's view, and versions of the Record.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

const TrustRow = z.object({
  trust_id: z.string(),
  setting_id: z.string(),
  name: z.string(),
  designation: z.string(),
  edition_key: z.string(),
  edition_version: z.number(),
  cycle_number: z.number(),
  stage: z.enum(['assess', 'plan', 'review', 'closed']),
  levels: z.record(z.string(), z.unknown()),
  items: z.record(z.string(), z.unknown()),
  moved_at: z.date(),
  moved_term: z.string(),
  until: z.string(),
})
export type TrustRow = z.output<typeof TrustRow>

const ROW = `trust_id, setting_id, name, designation, edition_key, edition_version, cycle_number, stage, levels, items, moved_at,
  moved_term, until`

export const rowsOfTrust = query<{ trust: string; most: number }>()(
  TrustRow,
  `select ${ROW} from toolkit.trust_rows where trust_id = :trust order by name, setting_id limit :most`,
)

export const rowOfSchool = query<{ trust: string; school: string }>()(
  TrustRow,
  `select ${ROW} from toolkit.trust_rows where trust_id = :trust and setting_id = :school::uuid`,
)

export const rowOfSetting = query<{ setting: string }>()(
  TrustRow,
  `select ${ROW} from toolkit.trust_rows where setting_id = :setting`,
)

export const removeRowsBut = query<{ setting: string; trust: string | null }>()(
  Nothing,
  `delete from toolkit.trust_rows where setting_id = :setting and trust_id is distinct from :trust::uuid`,
)

export const putRow = query<{
  trust: string
  setting: string
  name: string
  designation: string
  edition_key: string
  edition_version: number
  cycle_number: number
  stage: string
  levels: string
  items: string
  moved_at: Date
  moved_term: string
  until: string
  at: Date
}>()(
  Nothing,
  `insert into toolkit.trust_rows
          (trust_id, setting_id, name, designation, edition_key, edition_version, cycle_number, stage, levels, items, moved_at,
           moved_term, until, published_at)
   values (:trust, :setting, :name, :designation, :edition_key, :edition_version, :cycle_number, :stage, :levels::jsonb,
           :items::jsonb, :moved_at, :moved_term, :until, :at)
   on conflict (setting_id, trust_id) do update
      set name = excluded.name, designation = excluded.designation, edition_key = excluded.edition_key,
          edition_version = excluded.edition_version, cycle_number = excluded.cycle_number, stage = excluded.stage,
          levels = excluded.levels, items = excluded.items, moved_at = excluded.moved_at,
          moved_term = excluded.moved_term, until = excluded.until, published_at = excluded.published_at`,
)

// Records to read -------------------------------------------------------------------------------------------------

const TrustRecord = z.object({
  trust_id: z.string(),
  setting_id: z.string(),
  record_id: z.string(),
  setting_name: z.string(),
  cycle_number: z.number(),
  record_number: z.number(),
  shared_by: z.string(),
  shared_at: z.date(),
  until: z.string(),
})
export type TrustRecord = z.output<typeof TrustRecord>

const RECORD = `trust_id, setting_id, record_id, setting_name, cycle_number, record_number, shared_by, shared_at, until`

export const recordsOfSetting = query<{ setting: string }>()(
  TrustRecord,
  `select ${RECORD} from toolkit.trust_records where setting_id = :setting order by shared_at desc, record_id`,
)

export const recordsOfTrust = query<{ trust: string; school: string | null; most: number }>()(
  TrustRecord,
  `select ${RECORD} from toolkit.trust_records
    where trust_id = :trust and (:school::uuid is null or setting_id = :school)
    order by shared_at desc, record_id limit :most`,
)

export const recordOfTrust = query<{ trust: string; school: string; record: string }>()(
  TrustRecord.extend({ document: z.record(z.string(), z.unknown()) }),
  `select ${RECORD}, document from toolkit.trust_records
    where trust_id = :trust and setting_id = :school::uuid and record_id = :record::uuid`,
)

export const addRecord = query<{
  trust: string
  setting: string
  record: string
  name: string
  by: string
  at: Date
  until: string
}>()(
  Nothing,
  `insert into toolkit.trust_records
          (trust_id, setting_id, record_id, setting_name, cycle_number, record_number, document, shared_by, shared_at, until)
   select :trust, r.setting_id, r.id, :name, c.number, r.number, r.document, :by, :at, :until
     from toolkit.records r join toolkit.cycles c on c.setting_id = r.setting_id and c.id = r.cycle_id
    where r.setting_id = :setting and r.id = :record
   on conflict (setting_id, trust_id, record_id) do nothing`,
)

export const removeRecord = query<{ setting: string; record: string }>()(
  Nothing,
  `delete from toolkit.trust_records where setting_id = :setting and record_id = :record`,
)

/** What went to another trust, or to one that the setting no longer shares with. */
export const removeRecordsBut = query<{ setting: string; trust: string | null }>()(
  Nothing,
  `delete from toolkit.trust_records where setting_id = :setting and trust_id is distinct from :trust::uuid`,
)

export const moveRecords = query<{ setting: string; until: string }>()(
  Nothing,
  `update toolkit.trust_records set until = :until where setting_id = :setting and until <> :until::date`,
)

// Examples: the clerk's --------------------------------------------------------------------------------------------

/** A school whose row and Record are shared, for the proofs about the whole house. */
export const aSharedRecord = query<{ trust: string }>()(
  z.object({ setting_id: z.string(), record_id: z.string() }),
  `select r.setting_id, r.record_id from toolkit.trust_records r
     join toolkit.trust_rows w on w.trust_id = r.trust_id and w.setting_id = r.setting_id
    where r.trust_id = :trust order by r.setting_name, r.record_id limit 1`,
)
