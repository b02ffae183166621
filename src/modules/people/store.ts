// Every statement of people: who they are, how they sign in, their sessions and invitations.
import { z } from 'zod'
import { query } from '../../kernel/sql.ts'

const Nothing = z.object({})

export const sessionByToken = query<{ token_hash: Buffer }>()(
  z.object({
    session_id: z.string(),
    person_id: z.string(),
    name: z.string(),
    email: z.string(),
    strong: z.boolean(),
    created_at: z.date(),
    last_seen_at: z.date(),
    expires_at: z.date(),
    ended_at: z.date().nullable(),
    closed_at: z.date().nullable(),
    founder: z.boolean().nullable(),
    has_second_factor: z.boolean(),
  }),
  `select s.id as session_id, s.person_id, p.name, p.email, s.strong, s.created_at, s.last_seen_at, s.expires_at,
          s.ended_at, p.closed_at, a.founder, a.totp_confirmed_at is not null as has_second_factor
     from people.sessions s
     join people.people p on p.id = s.person_id
     left join people.accounts a on a.person_id = s.person_id
    where s.token_hash = :token_hash`,
)

export const touchSession = query<{ id: string; at: Date }>()(Nothing, `update people.sessions set last_seen_at = :at where id = :id`)
