// Statements about people and their accounts. Sessions, second steps and invitations keep theirs in their own folders.
import { z } from 'zod'
import { query } from '../../kernel/sql.ts'

const Nothing = z.object({})

export const AccountRow = z.object({
  person_id: z.string(),
  name: z.string(),
  email: z.string(),
  closed_at: z.date().nullable(),
  password_hash: z.string().nullable(),
  password_set_at: z.date().nullable(),
  founder: z.boolean(),
  totp_sealed: z.instanceof(Buffer).nullable(),
  totp_confirmed_at: z.date().nullable(),
  has_employer_account: z.boolean(),
})

export type Account = z.output<typeof AccountRow>

const ACCOUNT = `select p.id as person_id, p.name, p.email, p.closed_at, a.password_hash, a.password_set_at,
                        coalesce(a.founder, false) as founder, a.totp_sealed, a.totp_confirmed_at,
                        exists (select 1 from people.employer_accounts e where e.person_id = p.id) as has_employer_account
                   from people.people p
                   left join people.accounts a on a.person_id = p.id`

export const accountByEmail = query<{ email: string }>()(AccountRow, `${ACCOUNT} where p.email = :email`)

export const accountById = query<{ person: string }>()(AccountRow, `${ACCOUNT} where p.id = :person`)

export const addPerson = query<{ id: string; name: string; email: string; at: Date }>()(
  Nothing,
  `insert into people.people (id, name, email, created_at) values (:id, :name, :email, :at)`,
  { onConflict: { one_person_per_address: 'people.address-taken' } },
)

export const addAccount = query<{ person: string }>()(
  Nothing,
  `insert into people.accounts (person_id) values (:person) on conflict (person_id) do nothing`,
)

export const openPerson = query<{ person: string }>()(
  Nothing,
  `update people.people set closed_at = null where id = :person`,
)

export const closePerson = query<{ person: string; at: Date }>()(
  Nothing,
  `update people.people set closed_at = :at where id = :person and closed_at is null`,
)

/** A leaver's ways in: none is left. */
export const emptyAccount = query<{ person: string }>()(
  Nothing,
  `update people.accounts
      set password_hash = null, password_set_at = null, totp_sealed = null, totp_confirmed_at = null
    where person_id = :person`,
)

export const renamePerson = query<{ person: string; name: string }>()(
  Nothing,
  `update people.people set name = :name where id = :person and name <> :name`,
)

export const setPassword = query<{ person: string; hash: string; at: Date }>()(
  Nothing,
  `update people.accounts set password_hash = :hash, password_set_at = :at where person_id = :person`,
)

/** The same password at a higher cost: when it was chosen does not change. */
export const refreshPassword = query<{ person: string; hash: string }>()(
  Nothing,
  `update people.accounts set password_hash = :hash where person_id = :person`,
)

export const makeFounder = query<{ person: string }>()(
  Nothing,
  `update people.accounts set founder = true where person_id = :person`,
)

export const founderThere = query()(
  z.object({ there: z.boolean() }),
  `select exists (select 1 from people.accounts where founder) as there`,
)

export const peopleByIds = query<{ ids: readonly string[] }>()(
  z.object({
    person_id: z.string(),
    name: z.string(),
    email: z.string(),
    closed_at: z.date().nullable(),
    has_joined: z.boolean(),
    has_second_factor: z.boolean(),
  }),
  `select p.id as person_id, p.name, p.email, p.closed_at,
          a.password_hash is not null
            or exists (select 1 from people.employer_accounts e where e.person_id = p.id) as has_joined,
          a.totp_confirmed_at is not null as has_second_factor
     from people.people p
     left join people.accounts a on a.person_id = p.id
    where p.id = any(:ids::uuid[])
    order by p.name, p.id`,
)
