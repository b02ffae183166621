// The kernel's own statements.
import { z } from 'zod'
import { query } from './sql.ts'

const Nothing = z.object({})

export const migrationsRun = query()(
  z.object({ key: z.string() }),
  `select module || '/' || name as key from kernel.migrations`,
)

export const markNamed = query<{ name: string }>()(
  z.object({ value: z.string() }),
  `select value from kernel.marks where name = :name`,
)

export const setMark = query<{ name: string; value: string }>()(
  Nothing,
  `insert into kernel.marks (name, value) values (:name, :value) on conflict (name) do nothing`,
)

export const addAuditLine = query<{
  setting: string
  at: Date
  person: string | null
  person_name: string
  deed: string
  about: string | null
  words: string
}>()(
  Nothing,
  `insert into kernel.audit_lines (setting_id, at, person_id, person_name, deed, about, words)
   values (:setting, :at, :person, :person_name, :deed, :about, :words)`,
)

export const AuditRow = z.object({
  id: z.string(),
  at: z.date(),
  person_id: z.string().nullable(),
  person_name: z.string(),
  deed: z.string(),
  about: z.string().nullable(),
  words: z.string(),
})

/** Days are London's, both within. `seen`: only views (true) or only deeds (false). */
type AuditFilter = {
  setting: string
  from: string
  until: string
  person: string | null
  seen: boolean | null
  room: string | null
  deed: string | null
}

const AUDIT_DAYS = `at >= (:from::date)::timestamp at time zone 'Europe/London'
      and at < (:until::date + 1)::timestamp at time zone 'Europe/London'`

const AUDIT_LINES = `select id, at, person_id, person_name, deed, about, words
     from kernel.audit_lines
    where setting_id = :setting and ${AUDIT_DAYS}
      and (:person::uuid is null or person_id = :person or about = :person)
      and (:seen::boolean is null or (deed in ('kernel.saw', 'kernel.crossed')) = :seen)
      and (:room::text is null or split_part(deed, '.', 1) = :room)
      and (:deed::text is null or deed = :deed)`

const AUDIT_LINE = `(select l.at, l.id from kernel.audit_lines l where l.setting_id = :setting and l.id = :line)`

/** The newest lines of a setting's audit. */
export const auditLines = query<AuditFilter & { most: number }>()(
  AuditRow,
  `${AUDIT_LINES}
    order by at desc, id desc
    limit :most`,
)

/** Those before a line in time, newest first. None when there is no such line. */
export const auditLinesOlder = query<AuditFilter & { line: string; most: number }>()(
  AuditRow,
  `${AUDIT_LINES} and (at, id) < ${AUDIT_LINE}
    order by at desc, id desc
    limit :most`,
)

/** Those after a line in time, oldest first. */
export const auditLinesNewer = query<AuditFilter & { line: string; most: number }>()(
  AuditRow,
  `${AUDIT_LINES} and (at, id) > ${AUDIT_LINE}
    order by at, id
    limit :most`,
)

/** Who appears in a setting's audit. */
export const auditPeopleOf = query<{ setting: string; from: string; until: string }>()(
  z.object({ person_id: z.string().nullable(), person_name: z.string() }),
  `select person_id, max(person_name) as person_name
     from kernel.audit_lines
    where setting_id = :setting and ${AUDIT_DAYS} and person_id is not null
    group by person_id
    order by 2, 1
    limit 500`,
)

/** Which deeds are in a setting's audit. */
export const auditDeedsOf = query<{ setting: string; from: string; until: string }>()(
  z.object({ deed: z.string() }),
  `select distinct deed from kernel.audit_lines where setting_id = :setting and ${AUDIT_DAYS} order by 1`,
)

export const addFact = query<{
  id: string
  at: Date
  name: string
  setting: string | null
  about: string
  facts: string
}>()(
  Nothing,
  `insert into kernel.facts_told (id, at, name, setting_id, about, facts)
   values (:id, :at, :name, :setting, :about, :facts::jsonb)`,
)

export const factById = query<{ id: string }>()(
  z.object({
    name: z.string(),
    setting_id: z.string().nullable(),
    about: z.string(),
    facts: z.record(z.string(), z.unknown()),
    at: z.date(),
  }),
  `select name, setting_id, about, facts, at from kernel.facts_told where id = :id`,
)

export const addLetter = query<{ id: string; setting: string | null; at: Date; sealed: Buffer }>()(
  Nothing,
  `insert into kernel.letters (id, setting_id, queued_at, sealed) values (:id, :setting, :at, :sealed)`,
)

export const LetterRow = z.object({
  id: z.string(),
  queued_at: z.date(),
  sealed: z.instanceof(Buffer),
  sent_at: z.date().nullable(),
  tries: z.number(),
  last_refusal: z.string().nullable(),
})

export const letterById = query<{ id: string }>()(
  LetterRow,
  `select id, queued_at, sealed, sent_at, tries, last_refusal from kernel.letters where id = :id for update`,
)

export const newestLetters = query<{ most: number }>()(
  LetterRow,
  `select id, queued_at, sealed, sent_at, tries, last_refusal from kernel.letters order by queued_at desc, id limit :most`,
)

export const waitingLetters = query()(
  z.object({ waiting: z.number(), oldest: z.date().nullable() }),
  `select count(*) as waiting, min(queued_at) as oldest from kernel.letters where sent_at is null`,
)

/** Letters that should have left by now; much older ones were given up, and are in the metrics. */
export const lettersOverdue = query<{ since: Date; until: Date }>()(
  z.object({ waiting: z.number() }),
  `select count(*) as waiting from kernel.letters where sent_at is null and queued_at between :since and :until`,
)

export const markLetterSent = query<{ id: string; at: Date }>()(
  Nothing,
  `update kernel.letters set sent_at = :at, tries = tries + 1, last_refusal = null where id = :id`,
)

export const markLetterRefused = query<{ id: string; refusal: string }>()(
  Nothing,
  `update kernel.letters set tries = tries + 1, last_refusal = :refusal where id = :id`,
)

export const claimDeed = query<{ once: string; person: string; path: string; at: Date }>()(
  Nothing,
  `insert into kernel.deeds_done (once, person_id, path, at) values (:once, :person, :path, :at) on conflict (once) do nothing`,
)

export const deedDone = query<{ once: string; path: string }>()(
  z.object({ go_to: z.string().nullable(), flash: z.string().nullable() }),
  `select go_to, flash from kernel.deeds_done where once = :once and path = :path`,
)

export const finishDeed = query<{ once: string; go_to: string; flash: string | null }>()(
  Nothing,
  `update kernel.deeds_done set go_to = :go_to, flash = :flash where once = :once`,
)

export const forgetDeed = query<{ once: string }>()(Nothing, `delete from kernel.deeds_done where once = :once`)

export const forgetOldDeeds = query<{ before: Date }>()(Nothing, `delete from kernel.deeds_done where at < :before`)

export const keepRescuedPost = query<{ person: string; path: string; sealed: Buffer; at: Date }>()(
  z.object({ id: z.string() }),
  `insert into kernel.rescued_posts (person_id, path, sealed, at) values (:person, :path, :sealed, :at) returning id`,
)

export const rescuedPostById = query<{ id: string; person: string; since: Date }>()(
  z.object({ path: z.string(), sealed: z.instanceof(Buffer) }),
  `select path, sealed from kernel.rescued_posts where id = :id and person_id = :person and at >= :since`,
)

export const newestRescuedPost = query<{ person: string; since: Date }>()(
  z.object({ id: z.string(), at: z.date() }),
  `select id, at from kernel.rescued_posts where person_id = :person and at >= :since order by at desc limit 1`,
)

export const forgetOldRescues = query<{ before: Date }>()(
  Nothing,
  `delete from kernel.rescued_posts where at < :before`,
)
