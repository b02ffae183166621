// What every service function receives: the transaction, who acts, the moment, and ways to tell others. Nothing else
// is passed about, and nothing reaches the clock, the post or the queue by another road.
import type { Actor, Place } from './access.ts'
import type { Reach, Tx } from './db.ts'
import type { HomePart, Switchable } from './module.ts'
import type { Secrets } from './secrets.ts'
import type { SignInProvider } from './sign-in-providers.ts'

export type Fact = {
  /** module dot past tense: `toolkit.stage-closed`. */
  name: string
  setting: string | null
  /** What it is about: an id. */
  about: string
  facts: Readonly<Record<string, unknown>>
}

/** Rows about the installation itself, not about any setting, carry this id as their setting. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000'

export type AuditLine = {
  /** The deed, as module dot verb phrase: `people.invited`, or `saw` for a view. */
  deed: string
  setting: string
  about: string | null
  /** Words for whoever reads the audit: never a child's, never the content of what was kept. */
  words: string
}

export type Letter = { to: string; subject: string; words: string; setting: string | null }

export type Ctx = {
  tx: Tx
  actor: Actor | undefined
  now: Date
  secrets: Secrets
  /** For links in letters. */
  publicUrl: string
  /** With whom people may sign in beside us. */
  signInProviders: readonly SignInProvider[]
  /** The database is a demonstration: marked so when it was made. */
  demo: boolean
  tell(fact: Fact): Promise<void>
  audit(line: AuditLine): Promise<void>
  /** What every room puts on someone's home page for one of their places. */
  homeParts(actor: Actor, place: Place): Promise<HomePart>
  /** The modules that can be switched off, in the house's order. */
  switches: readonly (Switchable & { module: string })[]
  /** Queues a letter with the deed: it leaves only if the deed is kept. */
  post(letter: Letter): Promise<void>
}

/** The person acting, where a route has made sure that there is one. */
export function actorOf(ctx: Ctx): Actor {
  if (!ctx.actor) throw new Error('A deed that needs a person was reached without one')
  return ctx.actor
}

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** The day in London as `2026-11-22`: school days are told in local time. */
export function today(ctx: Pick<Ctx, 'now'>): string {
  return londonDay.format(ctx.now)
}

export function placeIn(actor: Actor, setting: string): Place[] {
  return actor.places.filter((place) => place.setting_id === setting)
}

/**
 * The one way out of a transaction's reach: names the settings and says why, which the audit keeps. The role stays
 * the same, so policies still hold, only for other settings.
 */
export async function acrossTenants<T>(
  ctx: Ctx,
  why: string,
  settings: readonly string[],
  f: () => Promise<T>,
): Promise<T> {
  const reach: Reach = { ...ctx.tx.reach, settings }
  return ctx.tx.as('web', reach, async () => {
    for (const setting of settings) await ctx.audit({ deed: 'kernel.crossed', setting, about: null, words: why })
    return f()
  })
}
