// Someone signed in shows that it is still them, by the password they signed in with. Counted like a sign-in.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { atTheDoor } from '../sessions/service.ts'
import { countTry, forgetTries, passwordDoor } from '../sign-in/tries.ts'
import * as people from '../store.ts'
import { isPassword } from './service.ts'

/** A sentence when it is not shown, else undefined. A refusal must be kept, so that the try counts. */
export async function provePassword(ctx: Ctx, present: string): Promise<string | undefined> {
  const { person_id: person, email } = actorOf(ctx)
  const account = await ctx.tx.one(people.accountById, { person })
  const right = await isPassword(present, account.password_hash)
  const tried = await atTheDoor(ctx, () => countTry(ctx, passwordDoor(email)))
  if (tried.shut) return 'Too many tries were wrong. Wait 15 minutes and try again'
  if (!right) return 'Enter the password that you signed in with'
  await atTheDoor(ctx, () => forgetTries(ctx, passwordDoor(email)))
  return undefined
}
