// Statements about employers' accounts. Who signs in by one is found by issuer and subject, and by nothing else.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const EmployerAccountRow = z.object({
  id: z.string(),
  issuer: z.string(),
  name_shown: z.string().nullable(),
  linked_at: z.date(),
  last_used_at: z.date().nullable(),
})

export type EmployerAccount = z.output<typeof EmployerAccountRow>

export const employerAccountsOf = query<{ person: string }>()(
  EmployerAccountRow,
  `select id, issuer, name_shown, linked_at, last_used_at
     from people.employer_accounts
    where person_id = :person
    order by linked_at, id
    limit 50`,
)

/** By id as text, because a path may hold anything. */
export const employerAccountOfPerson = query<{ id: string; person: string }>()(
  EmployerAccountRow,
  `select id, issuer, name_shown, linked_at, last_used_at
     from people.employer_accounts
    where id::text = :id and person_id = :person`,
)

export const personOfEmployerAccount = query<{ issuer: string; subject: string }>()(
  z.object({ id: z.string(), person_id: z.string() }),
  `select id, person_id from people.employer_accounts where issuer = :issuer and subject = :subject`,
)

/** Changes nothing when someone has it already, whoever that is. */
export const linkEmployerAccount = query<{
  person: string
  issuer: string
  subject: string
  name_shown: string | null
  at: Date
}>()(
  Nothing,
  `insert into people.employer_accounts (person_id, issuer, subject, name_shown, linked_at)
   values (:person, :issuer, :subject, :name_shown, :at)
   on conflict (issuer, subject) do nothing`,
)

export const noteEmployerAccountUsed = query<{ id: string; name_shown: string | null; at: Date }>()(
  Nothing,
  `update people.employer_accounts set last_used_at = :at, name_shown = :name_shown where id = :id`,
)

export const unlinkEmployerAccount = query<{ id: string; person: string }>()(
  Nothing,
  `delete from people.employer_accounts where id = :id and person_id = :person`,
)

/** A leaver's: none is left. */
export const unlinkEmployerAccountsOf = query<{ person: string }>()(
  Nothing,
  `delete from people.employer_accounts where person_id = :person`,
)
