// Statements about sessions: whose token, which devices, ending them.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const sessionByToken = query<{ token_hash: Buffer }>()(
  z.object({
    session_id: z.string(),
    person_id: z.string(),
    name: z.string(),
    email: z.string(),
    strong: z.boolean(),
    awaits_code: z.boolean(),
    created_at: z.date(),
    last_seen_at: z.date(),
    expires_at: z.date(),
    ended_at: z.date().nullable(),
    closed_at: z.date().nullable(),
    founder: z.boolean(),
    has_second_factor: z.boolean(),
  }),
  `select s.id as session_id, s.person_id, p.name, p.email, s.strong, s.awaits_code, s.created_at, s.last_seen_at,
          s.expires_at, s.ended_at, p.closed_at, coalesce(a.founder, false) as founder,
          a.totp_confirmed_at is not null as has_second_factor
     from people.sessions s
     join people.people p on p.id = s.person_id
     left join people.accounts a on a.person_id = s.person_id
    where s.token_hash = :token_hash`,
)

export const touchSession = query<{ id: string; at: Date }>()(
  Nothing,
  `update people.sessions set last_seen_at = :at where id = :id`,
)

export const addSession = query<{
  person: string
  token_hash: Buffer
  device: string
  strong: boolean
  awaits_code: boolean
  at: Date
  expires_at: Date
}>()(
  z.object({ id: z.string() }),
  `insert into people.sessions (person_id, token_hash, device, strong, awaits_code, created_at, last_seen_at, expires_at)
   values (:person, :token_hash, :device, :strong, :awaits_code, :at, :at, :expires_at)
   returning id`,
)

export const SessionRow = z.object({
  id: z.string(),
  device: z.string(),
  strong: z.boolean(),
  created_at: z.date(),
  last_seen_at: z.date(),
})

export type OpenSession = z.output<typeof SessionRow>

export const openSessionsOf = query<{ person: string; at: Date; seen_since: Date }>()(
  SessionRow,
  `select id, device, strong, created_at, last_seen_at
     from people.sessions
    where person_id = :person and ended_at is null and not awaits_code and expires_at > :at and last_seen_at >= :seen_since
    order by last_seen_at desc, id
    limit 100`,
)

/** By id as text, because a path may hold anything. */
export const sessionOfPerson = query<{ id: string; person: string }>()(
  SessionRow,
  `select id, device, strong, created_at, last_seen_at
     from people.sessions
    where id::text = :id and person_id = :person and ended_at is null and not awaits_code`,
)

export const endSession = query<{ id: string; at: Date }>()(
  Nothing,
  `update people.sessions set ended_at = :at where id = :id and ended_at is null`,
)

export const endSessionByToken = query<{ token_hash: Buffer; at: Date }>()(
  z.object({ person_id: z.string() }),
  `update people.sessions set ended_at = :at where token_hash = :token_hash and ended_at is null returning person_id`,
)

export const endSessionsOf = query<{ person: string; but: string | null; at: Date }>()(
  Nothing,
  `update people.sessions set ended_at = :at
    where person_id = :person and ended_at is null and (:but::uuid is null or id <> :but)`,
)

export const weakenSessionsOf = query<{ person: string }>()(
  Nothing,
  `update people.sessions set strong = false where person_id = :person and ended_at is null`,
)

/** Another full session of theirs was opened since a moment. */
export const openedSince = query<{ person: string; but: string; since: Date }>()(
  z.object({ opened: z.boolean() }),
  `select exists (
     select 1 from people.sessions
      where person_id = :person and id <> :but and created_at >= :since and not awaits_code
   ) as opened`,
)

export const forgetOldSessions = query<{ before: Date }>()(
  Nothing,
  `delete from people.sessions where expires_at < :before`,
)
