// Statements about second steps. The step a code belongs to only ever rises: that is what makes a code work once.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

export const setSecret = query<{ person: string; sealed: Buffer; at: Date; step: number }>()(
  Nothing,
  `update people.accounts
      set totp_sealed = :sealed, totp_confirmed_at = :at, totp_last_step = :step
    where person_id = :person and totp_confirmed_at is null`,
)

export const removeSecret = query<{ person: string }>()(
  Nothing,
  `update people.accounts set totp_sealed = null, totp_confirmed_at = null where person_id = :person`,
)

export const useStep = query<{ person: string; step: number }>()(
  Nothing,
  `update people.accounts set totp_last_step = :step where person_id = :person and totp_last_step < :step`,
)

export const addRecoveryCode = query<{ person: string; code_hash: Buffer }>()(
  Nothing,
  `insert into people.recovery_codes (person_id, code_hash) values (:person, :code_hash)`,
)

export const removeRecoveryCodes = query<{ person: string }>()(
  Nothing,
  `delete from people.recovery_codes where person_id = :person`,
)

export const useRecoveryCode = query<{ person: string; code_hash: Buffer; at: Date }>()(
  Nothing,
  `update people.recovery_codes set used_at = :at where person_id = :person and code_hash = :code_hash and used_at is null`,
)

export const recoveryCodesLeft = query<{ person: string }>()(
  z.object({ made: z.number(), unused: z.number() }),
  `select count(*)::int as made, (count(*) filter (where used_at is null))::int as unused
     from people.recovery_codes where person_id = :person`,
)
