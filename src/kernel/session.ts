// Who is at the door. The kernel keeps the order of things; `people` and `settings` know the tables, and app.ts
// hands their answer in here.
import type { Actor } from './access.ts'
import type { Tx } from './db.ts'

export type AtTheDoor =
  | { kind: 'nobody' }
  | { kind: 'actor'; actor: Actor; touch: boolean }
  /** The session ran out: whose it was, so that what they sent can be kept for them. */
  | { kind: 'expired'; person_id: string }

export type Doorkeeper = {
  /** In the door's role: whose token is this? One statement. */
  who(tx: Tx, token: string, now: Date): Promise<AtTheDoor>
  /** Notes that a session was used, at most every few minutes; after the page was sent. */
  touch(tx: Tx, sessionId: string, now: Date): Promise<void>
}

export const SESSION_COOKIE = 'session'
export const VISITOR_COOKIE = 'visitor'
/** Holds, sealed, what someone went to a sign-in provider for, until they come back. */
export const AWAY_COOKIE = 'away'
