// Tries at a door are counted for the account or address they are about, never for where they came from, and for an
// address that nobody here has just the same. One statement counts, so tries at the same moment wait for one another.
import type { Ctx } from '../../../kernel/context.ts'
import * as store from './store.ts'

export type Door = { kind: 'password' | 'code' | 'letter' | 'joining'; of: string; most: number; minutes: number }

export const passwordDoor = (email: string): Door => ({ kind: 'password', of: email, most: 10, minutes: 15 })
export const codeDoor = (person: string): Door => ({ kind: 'code', of: person, most: 10, minutes: 15 })
export const letterDoor = (email: string): Door => ({ kind: 'letter', of: email, most: 3, minutes: 60 })

export type Tried = {
  /** The door was shut already: even what is right is refused. */
  shut: boolean
  /** This try, if it is refused, is the one that shuts it. */
  last: boolean
}

/** The table holds no address: only what our key makes of it. */
function hashOfDoor(ctx: Ctx, door: Door): Buffer {
  return Buffer.from(ctx.secrets.sign('tries', `${door.kind} ${door.of}`), 'base64url')
}

/** At the door: counts a try before it is known whether it is right. */
export async function countTry(ctx: Ctx, door: Door): Promise<Tried> {
  const { now: at } = ctx
  const until = new Date(at.getTime() + door.minutes * 60_000)
  const fresh = new Date(at.getTime() - 86_400_000)
  const { tries } = await ctx.tx.one(store.countTry, {
    door_hash: hashOfDoor(ctx, door),
    at,
    fresh,
    most: door.most,
    until,
  })
  return { shut: tries > door.most, last: tries === door.most }
}

/** At the door: what was right starts the count again. */
export async function forgetTries(ctx: Ctx, door: Door): Promise<void> {
  await ctx.tx.run(store.forgetTries, { door_hash: hashOfDoor(ctx, door) })
}
