// Opening and ending sessions. Each sign-in gets a token of its own, so that one put into a browser beforehand is
// worth nothing; tables hold only the token's hash.
import { INSTALLATION, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import type { Cookie } from '../../../kernel/route.ts'
import { hashOf, newToken } from '../../../kernel/secrets.ts'
import { CODE_MINUTES, COOKIE_DAYS, deviceInWords, IDLE_MINUTES, SESSION_HOURS } from './rules.ts'
import * as store from './store.ts'
import type { OpenSession } from './store.ts'

export type { OpenSession }

/** Does something at the door: in the role that may see every account, reaching no setting. */
export function atTheDoor<T>(ctx: Ctx, f: () => Promise<T>): Promise<T> {
  return ctx.tx.as('door', nowhere, f)
}

/** A line in the installation's audit. Call it at the door. */
export function noteInstallation(ctx: Ctx, deed: string, about: string | null, words: string): Promise<void> {
  return ctx.audit({ deed, setting: INSTALLATION, about, words })
}

const later = (from: Date, minutes: number): Date => new Date(from.getTime() + minutes * 60_000)

export type NewSession = {
  person: string
  /** What the browser says of itself; only words such as "Chrome on Windows" are kept. */
  agent: string
  kind: 'awaits-code' | 'plain' | 'strong'
  /** The token this browser came with, whose session ends. */
  before: string | undefined
}

/** At the door: a new session with a new token, in a cookie. */
export async function openSession(ctx: Ctx, asked: NewSession): Promise<Cookie> {
  const { person, agent, kind, before } = asked
  const { now: at, tx } = ctx
  if (before) await tx.maybe(store.endSessionByToken, { token_hash: hashOf(before), at })
  const token = newToken()
  const awaits_code = kind === 'awaits-code'
  const expires_at = later(at, awaits_code ? CODE_MINUTES : SESSION_HOURS * 60)
  const row = {
    person,
    token_hash: hashOf(token),
    device: deviceInWords(agent),
    strong: kind === 'strong',
    awaits_code,
    at,
    expires_at,
  }
  await tx.one(store.addSession, row)
  return { name: 'session', value: token, maxAge: awaits_code ? CODE_MINUTES * 60 : COOKIE_DAYS * 86_400 }
}

export const noCookie: Cookie = { name: 'session', value: '', maxAge: 0 }

export async function signOut(ctx: Ctx, token: string | undefined): Promise<void> {
  if (token === undefined) return
  await atTheDoor(ctx, async () => {
    const ended = await ctx.tx.maybe(store.endSessionByToken, { token_hash: hashOf(token), at: ctx.now })
    if (ended) await noteInstallation(ctx, 'people.signed-out', ended.person_id, 'Signed out')
  })
}

export function openSessions(ctx: Ctx, person: string): Promise<OpenSession[]> {
  return ctx.tx.many(store.openSessionsOf, { person, at: ctx.now, seen_since: later(ctx.now, -IDLE_MINUTES) })
}

export async function endSession(
  ctx: Ctx,
  person: { person_id: string; name: string },
  session: OpenSession,
): Promise<void> {
  await atTheDoor(ctx, async () => {
    await ctx.tx.run(store.endSession, { id: session.id, at: ctx.now })
    await noteInstallation(
      ctx,
      'people.session-ended',
      person.person_id,
      `${person.name} ended a session: ${session.device}`,
    )
  })
}

/** At the door: all of someone's sessions, but one when it is named. */
export async function endSessionsOf(ctx: Ctx, person: string, but: string | null = null): Promise<number> {
  return ctx.tx.run(store.endSessionsOf, { person, but, at: ctx.now })
}
