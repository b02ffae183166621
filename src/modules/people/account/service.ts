// What people do about their own account: their name, their password, the devices they are signed in on.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { ownEmployerAccounts, type OwnEmployerAccount } from '../employer-accounts/service.ts'
import { tellByLetter, recoveryCodesLeft } from '../second-step/service.ts'
import { provePassword } from '../passwords/proof.ts'
import { hashPassword, whyRefused } from '../passwords/service.ts'
import { atTheDoor, endSessionsOf, noteInstallation, openSessions, type OpenSession } from '../sessions/service.ts'
import { sessionOfPerson } from '../sessions/store.ts'
import * as people from '../store.ts'

export type OwnAccount = {
  account: people.Account
  sessions: OpenSession[]
  codes: { made: number; unused: number }
  employers: OwnEmployerAccount[]
}

export async function ownAccount(ctx: Ctx): Promise<OwnAccount> {
  const { person_id: person } = actorOf(ctx)
  const account = await ctx.tx.one(people.accountById, { person })
  return {
    account,
    sessions: await openSessions(ctx, person),
    codes: await recoveryCodesLeft(ctx, person),
    employers: await ownEmployerAccounts(ctx),
  }
}

export async function rename(ctx: Ctx, name: string): Promise<void> {
  const { person_id: person, name: before } = actorOf(ctx)
  if ((await ctx.tx.run(people.renamePerson, { person, name })) === 0) return
  await atTheDoor(ctx, () => noteInstallation(ctx, 'people.renamed', person, `${before} is now called ${name}`))
  await ctx.tell({ name: 'people.person-renamed', setting: null, about: person, facts: { name } })
}

/** The mistakes, or none when the password is changed. Every other device is signed out. */
export async function changePassword(
  ctx: Ctx,
  sent: { present: string; password: string },
): Promise<Record<string, string>> {
  const { person_id: person, session_id, name, email } = actorOf(ctx)
  const wrong = await provePassword(ctx, sent.present)
  if (wrong !== undefined) return { present: wrong }
  const easy = await whyRefused(sent.password, { name, email })
  if (easy) return { password: easy }
  if (sent.password === sent.present) return { password: 'Choose a password that is not your present one' }
  await ctx.tx.run(people.setPassword, { person, hash: await hashPassword(sent.password), at: ctx.now })
  await atTheDoor(ctx, async () => {
    await endSessionsOf(ctx, person, session_id)
    await noteInstallation(ctx, 'people.password-changed', person, `${name} changed their password`)
  })
  await tellByLetter(
    ctx,
    email,
    'Your password was changed',
    'You have a new password for Wholeschool. Every other device that was signed in is signed out.',
  )
  return {}
}

export async function ownSession(ctx: Ctx, id: string): Promise<OpenSession> {
  const session = await ctx.tx.maybe(sessionOfPerson, { id, person: actorOf(ctx).person_id })
  if (!session) throw notFound()
  return session
}

/** Ends all sessions but the one in use; says how many. */
export async function endOtherSessions(ctx: Ctx): Promise<number> {
  const { person_id: person, session_id, name } = actorOf(ctx)
  return atTheDoor(ctx, async () => {
    const ended = await endSessionsOf(ctx, person, session_id)
    if (ended > 0) await noteInstallation(ctx, 'people.session-ended', person, `${name} ended their other sessions`)
    return ended
  })
}
