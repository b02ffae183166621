// Letting people in. Refusals are the same, in words and in work, whether or not anyone here has the address.
import type { Ctx } from '../../../kernel/context.ts'
import { actorOf } from '../../../kernel/context.ts'
import { signInsRefused } from '../../../kernel/metrics-kept.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Cookie } from '../../../kernel/route.ts'
import { newestRescuedPost } from '../../../kernel/store.ts'
import { castMember } from '../demo/store.ts'
import { sendReset } from '../invitations/service.ts'
import { hashPassword, isOutdated, isPassword } from '../passwords/service.ts'
import { lacksSecondStep } from '../second-step/rules.ts'
import { localPath } from '../sessions/rules.ts'
import { atTheDoor, noteInstallation, openSession } from '../sessions/service.ts'
import { openedSince } from '../sessions/store.ts'
import * as people from '../store.ts'
import { countTry, forgetTries, letterDoor, passwordDoor } from './tries.ts'

const RESCUE_MINUTES = 30

export type SignInAnswer =
  { kind: 'refused'; words: string } | { kind: 'code'; cookie: Cookie } | { kind: 'open'; cookie: Cookie }

export const WRONG = 'Check your email address and password: together they did not open an account'
export const SHUT = 'Too many tries were wrong. Wait 15 minutes and try again, or choose a new password by email'

/** Email and password. With a second step, the session that opens only waits for the code. */
export async function signIn(
  ctx: Ctx,
  sent: { email: string; password: string },
  agent: string,
  token: string | undefined,
): Promise<SignInAnswer> {
  return atTheDoor(ctx, async () => {
    const found = await ctx.tx.maybe(people.accountByEmail, { email: sent.email })
    const account = found && !found.closed_at ? found : undefined
    const right = await isPassword(sent.password, account?.password_hash ?? null)
    const door = passwordDoor(sent.email)
    const tried = await countTry(ctx, door)
    if (!account || !right || tried.shut) {
      signInsRefused.add({ step: 'password', why: tried.shut ? 'shut' : 'wrong' })
      const whose = account ? `for ${account.name}` : 'for an address that nobody here has'
      if (!tried.shut)
        await noteInstallation(
          ctx,
          'people.sign-in-refused',
          account?.person_id ?? null,
          `A sign-in ${whose} was refused`,
        )
      return { kind: 'refused', words: tried.shut || tried.last ? SHUT : WRONG }
    }
    await forgetTries(ctx, door)
    const { person_id: person, name, password_hash: kept } = account
    if (kept && isOutdated(kept))
      await ctx.tx.run(people.refreshPassword, { person, hash: await hashPassword(sent.password) })
    if (account.totp_confirmed_at)
      return { kind: 'code', cookie: await openSession(ctx, { person, agent, kind: 'awaits-code', before: token }) }
    await noteInstallation(ctx, 'people.signed-in', person, `${name} signed in`)
    return { kind: 'open', cookie: await openSession(ctx, { person, agent, kind: 'plain', before: token }) }
  })
}

/** One press signs in as someone of the cast: only in a demonstration, only from this machine itself. */
export async function signInToDemo(
  ctx: Ctx,
  loopback: boolean,
  person: string,
  agent: string,
  token: string | undefined,
): Promise<Cookie> {
  if (!ctx.demo || !loopback) throw new Problem('kernel.not-found')
  return atTheDoor(ctx, async () => {
    const member = await ctx.tx.maybe(castMember, { person })
    if (!member) throw new Problem('kernel.not-found')
    await noteInstallation(ctx, 'people.signed-in', person, `${member.name} signed in to the demonstration`)
    return openSession(ctx, { person, agent, kind: 'strong', before: token })
  })
}

/** Where someone goes once they are in: to set up what their role asks for, to what was kept for them, or back. */
export async function whereNext(ctx: Ctx, back: string | undefined): Promise<string> {
  const actor = actorOf(ctx)
  if (lacksSecondStep(actor)) return '/account/second-step'
  const since = new Date(ctx.now.getTime() - RESCUE_MINUTES * 60_000)
  const kept = await ctx.tx.maybe(newestRescuedPost, { person: actor.person_id, since })
  if (kept) {
    const { opened } = await ctx.tx.one(openedSince, { person: actor.person_id, but: actor.session_id, since: kept.at })
    if (!opened) return `/rescued/${kept.id}`
  }
  return localPath(back)
}

/** A letter with a link to choose a new password, if the address is someone's. The answer is the same in any case. */
export async function forgotten(ctx: Ctx, email: string): Promise<void> {
  await atTheDoor(ctx, async () => {
    const tried = await countTry(ctx, letterDoor(email))
    const account = await ctx.tx.maybe(people.accountByEmail, { email })
    if (account && !account.closed_at && !tried.shut) await sendReset(ctx, account)
  })
}
