// What other rooms may rely on: who a session belongs to, people by their ids, invitations, and the end of an account.
import { randomUUID } from 'node:crypto'
import type { Ctx } from '../../kernel/context.ts'
import { nowhere, type Tx } from '../../kernel/db.ts'
import { hashOf } from '../../kernel/secrets.ts'
import { addToCast } from './demo/store.ts'
import { IDLE_MINUTES, TOUCH_MINUTES } from './sessions/rules.ts'
import { sessionByToken, touchSession as touch } from './sessions/store.ts'
import * as store from './store.ts'

export { IDLE_MINUTES } from './sessions/rules.ts'
export {
  closePerson,
  closeWhenNoPlaces,
  firstLink,
  invite,
  inviteAgain,
  makeFounder,
  openInvitation,
  openInvitations,
  withdrawInvitation,
  type Invite,
  type Invited,
  type OpenInvitation,
} from './invitations/service.ts'
export { address } from './sign-in/forms.ts'
export { countTry, type Door } from './sign-in/tries.ts'

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

export type SessionAnswer =
  { kind: 'nobody' } | { kind: 'expired'; person_id: string } | { kind: 'open'; session: Session }

/** In the door's role: whose token is this, and is it still good? One that awaits a code is nobody's yet. */
export async function sessionOf(tx: Tx, token: string, now: Date): Promise<SessionAnswer> {
  const row = await tx.maybe(sessionByToken, { token_hash: hashOf(token) })
  if (!row || row.ended_at || row.closed_at || row.awaits_code) return { kind: 'nobody' }
  const idle = now.getTime() - row.last_seen_at.getTime()
  if (row.expires_at <= now || idle > IDLE_MINUTES * 60_000) return { kind: 'expired', person_id: row.person_id }
  const { session_id, person_id, name, email, strong, has_second_factor, founder } = row
  return {
    kind: 'open',
    session: {
      session_id,
      person_id,
      name,
      email,
      strong,
      has_second_factor,
      founder,
      touch: idle > TOUCH_MINUTES * 60_000,
    },
  }
}

export async function touchSession(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(touch, { id, at })
}

export type PersonRead = {
  person_id: string
  name: string
  email: string
  closed_at: Date | null
  /** Has a way in of their own: a password, or an employer's account. */
  has_joined: boolean
  has_second_factor: boolean
}

/** People by their ids, whoever asks: the caller has made sure that they belong to a place it may show. */
export async function peopleByIds(ctx: Pick<Ctx, 'tx'>, ids: readonly string[]): Promise<Map<string, PersonRead>> {
  const rows = await ctx.tx.as('door', nowhere, () => ctx.tx.many(store.peopleByIds, { ids: [...new Set(ids)] }))
  return new Map(rows.map((row) => [row.person_id, row]))
}

/** For commands and the first programme: a person with an account and no way in yet. Gives the id. */
export function addPerson(tx: Tx, person: { id?: string; name: string; email: string; at: Date }): Promise<string> {
  return tx.as('door', nowhere, async () => {
    const id = person.id ?? randomUUID()
    await tx.run(store.addPerson, { id, name: person.name, email: person.email.toLowerCase(), at: person.at })
    await tx.run(store.addAccount, { person: id })
    return id
  })
}

/** For the demonstration's builder: someone whom the sign-in page of a demonstration offers. */
export function addCastMember(
  tx: Tx,
  member: { person: string; place: string; words: string; position: number },
): Promise<number> {
  return tx.as('door', nowhere, () => tx.run(addToCast, member))
}
