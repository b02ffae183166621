// Statements of the way in: tries at a door.
import { z } from 'zod'
import { query } from '../../../kernel/sql.ts'

const Nothing = z.object({})

/** Counts one more. A lock that has passed, or tries of another day, start the count again. */
export const countTry = query<{ door_hash: Buffer; at: Date; fresh: Date; most: number; until: Date }>()(
  z.object({ tries: z.number() }),
  `insert into people.tries as t (door_hash, tries, last_at) values (:door_hash, 1, :at)
   on conflict (door_hash) do update set
     tries = case when t.locked_until <= :at or (t.locked_until is null and t.last_at < :fresh) then 1 else least(t.tries + 1, 10000) end,
     locked_until = case
       when t.locked_until <= :at then null
       when t.locked_until is not null then t.locked_until
       when t.last_at >= :fresh and t.tries + 1 >= :most then :until::timestamptz
       else null end,
     last_at = :at
   returning tries`,
)

export const forgetTries = query<{ door_hash: Buffer }>()(
  Nothing,
  `delete from people.tries where door_hash = :door_hash`,
)

export const forgetOldTries = query<{ before: Date }>()(Nothing, `delete from people.tries where last_at < :before`)
