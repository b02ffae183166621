// Every statement about kept sheets. A person reads only their own: the policy says so, whatever a statement asks.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

export const SheetRow = z.object({
  id: z.string(),
  title: z.string(),
  row_count: z.number(),
  column_count: z.number(),
  kept_at: z.date(),
  deleted_at: z.date().nullable(),
})

export const addSheet = query<{
  id: string
  setting: string
  programme: string
  person: string
  title: string
  rows: number
  columns: number
  sealed: Buffer
  at: Date
}>()(
  z.object({ id: z.string() }),
  `insert into workbench.sheets (id, setting_id, programme_id, person_id, title, row_count, column_count, sealed, kept_at)
   values (:id, :setting, :programme, :person, :title, :rows, :columns, :sealed, :at) returning id`,
)

export const sheetsOf = query<{ programme: string; person: string; since: Date }>()(
  SheetRow,
  `select id, title, row_count, column_count, kept_at, deleted_at
     from workbench.sheets
    where programme_id = :programme and person_id = :person and kept_at > :since and deleted_at is null
    order by kept_at desc, id`,
)

export const sheetById = query<{ programme: string; person: string; since: Date; id: string }>()(
  SheetRow.extend({ sealed: z.instanceof(Buffer) }),
  `select id, title, row_count, column_count, kept_at, deleted_at, sealed
     from workbench.sheets
    where programme_id = :programme and person_id = :person and kept_at > :since and id = :id`,
)

export const markDeleted = query<{ person: string; id: string; at: Date }>()(
  z.object({}),
  `update workbench.sheets set deleted_at = :at where person_id = :person and id = :id and deleted_at is null`,
)

export const takeBack = query<{ person: string; id: string; since: Date }>()(
  z.object({}),
  `update workbench.sheets set deleted_at = null where person_id = :person and id = :id and deleted_at > :since`,
)

/** In the clerk's role: whatever is past its month, or was deleted for good. */
export const forgetOldSheets = query<{ since: Date; deleted: Date }>()(
  z.object({}),
  `delete from workbench.sheets where kept_at <= :since or deleted_at <= :deleted`,
)
