// Statements about links in letters. A link is used by one statement, so that it cannot be used twice.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const LinkRow = z.object({
  id: z.string(),
  person_id: z.string().nullable(),
  kind: z.enum(['join', 'reset', 'founder']),
  invited_by: z.string(),
  place_name: z.string().nullable(),
  expires_at: z.date(),
  used_at: z.date().nullable(),
  withdrawn_at: z.date().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  closed_at: z.date().nullable(),
})

export type LinkRead = z.output<typeof LinkRow>

export const linkByToken = query<{ token_hash: Buffer }>()(
  LinkRow,
  `select i.id, i.person_id, i.kind, i.invited_by, i.place_name, i.expires_at, i.used_at, i.withdrawn_at, p.name, p.email, p.closed_at
     from people.invitations i
     left join people.people p on p.id = i.person_id
    where i.token_hash = :token_hash`,
)

export const addLink = query<{
  person: string | null
  token_hash: Buffer
  kind: string
  invited_by: string
  place_name: string | null
  at: Date
  expires_at: Date
}>()(
  Nothing,
  `insert into people.invitations (person_id, token_hash, kind, invited_by, place_name, created_at, expires_at)
   values (:person, :token_hash, :kind, :invited_by, :place_name, :at, :expires_at)`,
)

export const claimLink = query<{ id: string; at: Date }>()(
  Nothing,
  `update people.invitations set used_at = :at where id = :id and used_at is null and withdrawn_at is null and expires_at > :at`,
)

export const withdrawLinksOf = query<{ person: string; kind: string | null; at: Date }>()(
  Nothing,
  `update people.invitations set withdrawn_at = :at
    where person_id = :person and (:kind::text is null or kind = :kind) and used_at is null and withdrawn_at is null`,
)

export const withdrawFounderLinks = query<{ at: Date }>()(
  Nothing,
  `update people.invitations set withdrawn_at = :at where kind = 'founder' and used_at is null and withdrawn_at is null`,
)

/** The last letter to join that someone was sent, unless it was used or withdrawn. It may have run out. */
export const newestInvitations = query<{ people: readonly string[] }>()(
  z.object({
    person_id: z.string().nullable(),
    invited_by: z.string(),
    place_name: z.string().nullable(),
    expires_at: z.date(),
  }),
  `select distinct on (person_id) person_id, invited_by, place_name, expires_at
     from people.invitations
    where person_id = any(:people::uuid[]) and kind = 'join' and used_at is null and withdrawn_at is null
    order by person_id, created_at desc`,
)

export const forgetOldLinks = query<{ before: Date }>()(
  Nothing,
  `delete from people.invitations where expires_at < :before`,
)
