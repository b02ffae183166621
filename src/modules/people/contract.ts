// What other rooms may rely on: who a session belongs to.
import type { Tx } from '../../kernel/db.ts'
import { hashOf } from '../../kernel/secrets.ts'
import * as store from './store.ts'

/** A session ends after this long without use, and after `expires_at` in any case. */
export const IDLE_MINUTES = 120
const TOUCH_MINUTES = 5

export type Session = {
  session_id: string
  person_id: string
  name: string
  email: string
  strong: boolean
  founder: boolean
  has_second_factor: boolean
  touch: boolean
}

export type SessionAnswer = { kind: 'nobody' } | { kind: 'expired'; person_id: string } | { kind: 'open'; session: Session }

/** In the door's role: whose token is this, and is it still good? */
export async function sessionOf(tx: Tx, token: string, now: Date): Promise<SessionAnswer> {
  const row = await tx.maybe(store.sessionByToken, { token_hash: hashOf(token) })
  if (!row || row.ended_at || row.closed_at) return { kind: 'nobody' }
  const idle = now.getTime() - row.last_seen_at.getTime()
  if (row.expires_at <= now || idle > IDLE_MINUTES * 60_000) return { kind: 'expired', person_id: row.person_id }
  const { session_id, person_id, name, email, strong, has_second_factor } = row
  const session = { session_id, person_id, name, email, strong, has_second_factor, founder: row.founder === true, touch: idle > TOUCH_MINUTES * 60_000 }
  return { kind: 'open', session }
}

export async function touchSession(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(store.touchSession, { id, at })
}
