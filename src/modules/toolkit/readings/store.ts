// Statements about asks to read a chapter, and about the copy that a reader holds. A reader reads copies only.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})
const Done = z.object({ id: z.string() })
const Document = z.record(z.string(), z.unknown())

export const ReadingShape = z.object({
  setting_id: z.string(),
  id: z.string(),
  cycle_id: z.string(),
  principle_key: z.string(),
  asks: z.enum(['friend', 'programme']),
  programme_id: z.string().nullable(),
  asked_of: z.string(),
  email: z.string().nullable(),
  question: z.string().nullable(),
  asked_name: z.string(),
  asked_at: z.date(),
  wished_on: z.string(),
  expires_on: z.string(),
  agreed_name: z.string().nullable(),
  agreed_at: z.date().nullable(),
  reader_id: z.string().nullable(),
  reader_name: z.string().nullable(),
  taken_at: z.date().nullable(),
  reminded_on: z.string().nullable(),
  answered_at: z.date().nullable(),
  strong: z.string().nullable(),
  wondered: z.string().nullable(),
  next_step: z.string().nullable(),
  kept_name: z.string().nullable(),
  kept_at: z.date().nullable(),
  ended: z.enum(['withdrawn', 'declined', 'expired']).nullable(),
  ended_at: z.date().nullable(),
  version: z.number(),
})
export type ReadingRow = z.output<typeof ReadingShape>

const READING = `r.setting_id, r.id, r.cycle_id, r.principle_key, r.asks, r.programme_id, r.asked_of, r.email, r.question, r.asked_name,
  r.asked_at, r.wished_on, r.expires_on, r.agreed_name, r.agreed_at, r.reader_id, r.reader_name, r.taken_at, r.reminded_on,
  r.answered_at, r.strong, r.wondered, r.next_step, r.kept_name, r.kept_at, r.ended, r.ended_at, r.version`

/** Newest first. */
export const readingsOfSetting = query<{ setting: string }>()(
  ReadingShape,
  `select ${READING} from toolkit.readings r where r.setting_id = :setting order by r.asked_at desc, r.id`,
)

export const readingById = query<{ setting: string; id: string }>()(
  ReadingShape.extend({ document: Document }),
  `select ${READING}, r.document from toolkit.readings r where r.setting_id = :setting and r.id = :id::uuid`,
)

export const addReading = query<{
  setting: string
  cycle: string
  principle: string
  asks: string
  programme: string | null
  asked_of: string
  email: string | null
  question: string | null
  document: string
  name: string
  at: Date
  wished_on: string
  expires_on: string
}>()(
  Done,
  `insert into toolkit.readings (setting_id, cycle_id, principle_key, asks, programme_id, asked_of, email, question, document,
                                 asked_name, asked_at, wished_on, expires_on)
   values (:setting, :cycle, :principle, :asks, :programme::uuid, :asked_of, :email, :question, :document::jsonb,
           :name, :at, :wished_on::date, :expires_on::date)
   returning id`,
)

type One = { setting: string; id: string }
type Deed = One & { name: string; at: Date; version: number }

export const agreeReading = query<Deed>()(
  Done,
  `update toolkit.readings set agreed_name = :name, agreed_at = :at, version = version + 1
    where setting_id = :setting and id = :id and version = :version and agreed_at is null and ended is null
   returning id`,
)

/** Whoever took it up before is the reader; nobody else can. */
export const takeReading = query<One & { person: string; name: string; at: Date; today: string }>()(
  Done,
  `update toolkit.readings set reader_id = :person, reader_name = :name, taken_at = coalesce(taken_at, :at), version = version + 1
    where setting_id = :setting and id = :id and agreed_at is not null and ended is null and expires_on >= :today::date
      and (reader_id is null or reader_id = :person)
   returning id`,
)

export const answerReading = query<
  One & { person: string; strong: string; wondered: string; next_step: string; at: Date; today: string }
>()(
  Done,
  `update toolkit.readings
      set strong = :strong, wondered = :wondered, next_step = :next_step, answered_at = :at, email = null, version = version + 1
    where setting_id = :setting and id = :id and reader_id = :person and answered_at is null and ended is null
      and expires_on >= :today::date
   returning id`,
)

/** The address of whoever was asked is needed no longer. */
export const endReading = query<One & { ended: string; at: Date }>()(
  Done,
  `update toolkit.readings set ended = :ended, ended_at = :at, email = null, version = version + 1
    where setting_id = :setting and id = :id and ended is null
   returning id`,
)

export const keepReading = query<Deed & { keep: boolean }>()(
  Done,
  `update toolkit.readings
      set kept_name = case when :keep then :name end, kept_at = case when :keep then :at::timestamptz end, version = version + 1
    where setting_id = :setting and id = :id and version = :version and answered_at is not null
   returning id`,
)

export const noteReminded = query<One & { today: string }>()(
  Nothing,
  `update toolkit.readings set reminded_on = :today::date where setting_id = :setting and id = :id`,
)

/** For the Record: by chapter, what was said and kept. */
export const keptInCycle = query<{ setting: string; cycle: string }>()(
  z.object({
    principle_key: z.string(),
    reader_name: z.string().nullable(),
    asked_of: z.string(),
    asks: z.enum(['friend', 'programme']),
    answered_at: z.date().nullable(),
    strong: z.string().nullable(),
    wondered: z.string().nullable(),
    next_step: z.string().nullable(),
  }),
  `select principle_key, reader_name, asked_of, asks, answered_at, strong, wondered, next_step from toolkit.readings
    where setting_id = :setting and cycle_id = :cycle and kept_at is not null
    order by answered_at, id`,
)

/** In the clerk's role: settings in which an ask runs out or its day comes near. */
export const settingsWithDue = query<{ today: string; near: string }>()(
  z.object({ setting_id: z.string() }),
  `select distinct setting_id from toolkit.readings
    where ended is null
      and (expires_on < :today::date or (agreed_at is not null and answered_at is null and wished_on <= :near::date))
    order by setting_id`,
)

// Copies -------------------------------------------------------------------------------------------------------------

const CopyShape = z.object({
  setting_id: z.string(),
  reading_id: z.string(),
  programme_id: z.string().nullable(),
  setting_name: z.string(),
  principle_name: z.string(),
  asked_name: z.string(),
  question: z.string().nullable(),
  wished_on: z.string(),
  expires_on: z.string(),
  answered_at: z.date().nullable(),
})
export type CopyRow = z.output<typeof CopyShape>

const COPY = `c.setting_id, c.reading_id, c.programme_id, c.setting_name, c.principle_name, c.asked_name, c.question, c.wished_on,
  c.expires_on, c.answered_at`

/** `until`: the last day of the agreement under which a programme reads, which can come before the ask runs out. */
export const addCopy = query<
  One & {
    programme: string | null
    person: string | null
    setting_name: string
    principle_name: string
    until: string | null
  }
>()(
  Nothing,
  `insert into toolkit.reading_copies
          (setting_id, reading_id, programme_id, person_id, setting_name, principle_name, asked_name, question, wished_on,
           expires_on, document)
   select r.setting_id, r.id, :programme::uuid, :person::uuid, :setting_name, :principle_name, r.asked_name, r.question,
          r.wished_on, least(r.expires_on, :until::date), r.document
     from toolkit.readings r where r.setting_id = :setting and r.id = :id
   on conflict (setting_id, reading_id) do nothing`,
)

export const moveCopies = query<{ setting: string; programme: string; until: string }>()(
  Nothing,
  `update toolkit.reading_copies c set expires_on = least(r.expires_on, :until::date)
     from toolkit.readings r
    where r.setting_id = c.setting_id and r.id = c.reading_id and c.setting_id = :setting and c.programme_id = :programme`,
)

export const markCopyAnswered = query<One & { at: Date }>()(
  Nothing,
  `update toolkit.reading_copies set answered_at = :at where setting_id = :setting and reading_id = :id`,
)

export const removeCopy = query<One>()(
  Nothing,
  `delete from toolkit.reading_copies where setting_id = :setting and reading_id = :id`,
)

/** The reader's own: soonest wished first. */
export const copiesOfPerson = query<{ person: string; today: string }>()(
  CopyShape,
  `select ${COPY} from toolkit.reading_copies c
    where c.person_id = :person and c.expires_on >= :today::date order by c.wished_on, c.reading_id`,
)

export const copyOfPerson = query<{ id: string; person: string; today: string }>()(
  CopyShape.extend({ document: Document }),
  `select ${COPY}, c.document from toolkit.reading_copies c
    where c.reading_id = :id::uuid and c.person_id = :person and c.expires_on >= :today::date`,
)

export const copiesOfProgramme = query<{ programme: string; today: string }>()(
  CopyShape,
  `select ${COPY} from toolkit.reading_copies c
    where c.programme_id = :programme and c.expires_on >= :today::date order by c.wished_on, c.reading_id`,
)

export const copyOfProgramme = query<{ id: string; programme: string; today: string }>()(
  CopyShape.extend({ document: Document }),
  `select ${COPY}, c.document from toolkit.reading_copies c
    where c.reading_id = :id::uuid and c.programme_id = :programme and c.expires_on >= :today::date`,
)

/** For the whole-house proofs. */
export const anyReading = query<{ setting: string }>()(
  Done,
  `select id from toolkit.readings where setting_id = :setting order by taken_at is null, asked_at, id limit 1`,
)

export const anyCopyOfProgramme = query<{ programme: string }>()(
  z.object({ reading_id: z.string() }),
  `select reading_id from toolkit.reading_copies where programme_id = :programme order by reading_id limit 1`,
)
