// The second step: codes from an app (TOTP, RFC 6238), each good once, and recovery codes for the day the phone is
// lost. The secret is sealed to its person; until they prove that their app has it, it lives only in their form.
import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { signInsRefused } from '../../../kernel/metrics-kept.ts'
import type { Cookie } from '../../../kernel/route.ts'
import { hashOf } from '../../../kernel/secrets.ts'
import { atTheDoor, endSessionsOf, noteInstallation, openSession } from '../sessions/service.ts'
import { sessionByToken } from '../sessions/store.ts'
import * as sessions from '../sessions/store.ts'
import { codeDoor, countTry, forgetTries } from '../sign-in/tries.ts'
import * as people from '../store.ts'
import { codeTyped, RECOVERY_CODES, recoveryCodeFrom, recoveryCodeTyped } from './rules.ts'
import * as store from './store.ts'

const PERIOD = 30

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: 'Wholeschool',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  })
}

/** The step a code belongs to, one either side of now allowed; undefined when it is not a code of this secret. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const apart = totpOf(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  return apart === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD) + apart
}

export type Offer = { key: string; uri: string; sealed: string }

/** A secret that is not kept anywhere yet: sealed to this person, it travels in their form until proved. */
export function newOffer(ctx: Ctx): Offer {
  return offerFrom(ctx, new Secret({ size: 20 }).base32)
}

function offerFrom(ctx: Ctx, key: string): Offer {
  const { person_id, email } = actorOf(ctx)
  return {
    key,
    uri: totpOf(key, email).toString(),
    sealed: ctx.secrets.seal('totp-offer', key, person_id).toString('base64url'),
  }
}

/** The offer that a form brought back, or a new one when it is not ours. */
export function offerAgain(ctx: Ctx, sealed: string): Offer {
  const key = ctx.secrets.open('totp-offer', Buffer.from(sealed, 'base64url'), actorOf(ctx).person_id)
  return key === undefined ? newOffer(ctx) : offerFrom(ctx, key)
}

const WRONG = 'Enter the 6 digit code that your app shows now. Check that your phone tells the right time'

export type SetUp = { kind: 'wrong'; words: string } | { kind: 'on'; cookie: Cookie }

/** Turns the second step on once a code proves that the app holds the secret; other sessions end, this one gets a new token. */
export async function setUp(
  ctx: Ctx,
  sent: { offer: string; code: string },
  agent: string,
  token: string | undefined,
): Promise<SetUp> {
  const actor = actorOf(ctx)
  const person = actor.person_id
  const secret = ctx.secrets.open('totp-offer', Buffer.from(sent.offer, 'base64url'), person)
  const code = codeTyped(sent.code)
  const step = secret === undefined || code === undefined ? undefined : stepOf(secret, code, ctx.now)
  if (secret === undefined || step === undefined) return { kind: 'wrong', words: WRONG }
  const sealed = ctx.secrets.seal('totp', secret, person)
  const set = await ctx.tx.run(store.setSecret, { person, sealed, at: ctx.now, step })
  if (set === 0) return { kind: 'wrong', words: 'You have a second step already. Turn it off first to set up another' }
  const cookie = await atTheDoor(ctx, async () => {
    await endSessionsOf(ctx, person)
    await noteInstallation(ctx, 'people.second-step-added', person, `${actor.name} added a second step`)
    await tellByLetter(
      ctx,
      actor.email,
      'A second step was added to your sign-in',
      'Signing in to Wholeschool now asks you for a code from your app as well as your password.',
    )
    return openSession(ctx, { person, agent, kind: 'strong', before: token })
  })
  return { kind: 'on', cookie }
}

const UNLESS_YOU = 'If this was not you, choose a new password at once at'

/** Letters about sign-in say what happened and what to do if it was someone else. */
export function tellByLetter(ctx: Ctx, to: string, subject: string, words: string): Promise<void> {
  return ctx.post({
    to,
    subject,
    setting: null,
    words: `${words}\n\n${UNLESS_YOU} ${ctx.publicUrl}/sign-in/forgotten\n\nWholeschool`,
  })
}

/** At the door: uses up a code from the app. False when it is wrong, or was used before. */
async function useCode(ctx: Ctx, account: people.Account, typed: string): Promise<boolean> {
  const code = codeTyped(typed)
  const secret = account.totp_sealed && ctx.secrets.open('totp', account.totp_sealed, account.person_id)
  const step = secret && code ? stepOf(secret, code, ctx.now) : undefined
  return step !== undefined && (await ctx.tx.run(store.useStep, { person: account.person_id, step })) === 1
}

function hashOfCode(ctx: Ctx, person: string, code: string): Buffer {
  return Buffer.from(ctx.secrets.sign('recovery-code', `${person} ${code}`), 'base64url')
}

/** At the door: uses up a recovery code. */
async function useRecoveryCode(ctx: Ctx, account: people.Account, typed: string): Promise<boolean> {
  const code = recoveryCodeTyped(typed)
  if (code === undefined) return false
  const row = { person: account.person_id, code_hash: hashOfCode(ctx, account.person_id, code), at: ctx.now }
  return (await ctx.tx.run(store.useRecoveryCode, row)) === 1
}

export type CodeKind = 'app' | 'recovery'
export type CodeAnswer =
  { kind: 'start-again' } | { kind: 'wrong'; words: string } | { kind: 'open'; cookie: Cookie; left?: number }

const SHUT = 'Too many codes were wrong. Wait 15 minutes, then sign in again'

/** Whose code this browser is asked for: a sign-in half done. At the door. */
async function awaited(ctx: Ctx, token: string | undefined): Promise<people.Account | undefined> {
  if (token === undefined) return undefined
  const session = await ctx.tx.maybe(sessionByToken, { token_hash: hashOf(token) })
  if (!session || session.ended_at || session.closed_at || session.expires_at <= ctx.now) return undefined
  if (!session.has_second_factor || session.strong) return undefined
  return ctx.tx.maybe(people.accountById, { person: session.person_id })
}

export async function isCodeAwaited(ctx: Ctx, token: string | undefined): Promise<boolean> {
  return (await atTheDoor(ctx, () => awaited(ctx, token))) !== undefined
}

/** The second half of a sign-in: a right code opens a strong session under a new token. */
export async function acceptCode(
  ctx: Ctx,
  kind: CodeKind,
  typed: string,
  agent: string,
  token: string | undefined,
): Promise<CodeAnswer> {
  return atTheDoor(ctx, async () => {
    const account = await awaited(ctx, token)
    if (!account) return { kind: 'start-again' }
    const { person_id: person, name, email } = account
    const tried = await countTry(ctx, codeDoor(person))
    const right = !tried.shut && (await (kind === 'app' ? useCode : useRecoveryCode)(ctx, account, typed))
    if (right) {
      await forgetTries(ctx, codeDoor(person))
      const words = kind === 'app' ? `${name} signed in with a code` : `${name} signed in with a recovery code`
      await noteInstallation(ctx, 'people.signed-in', person, words)
      const cookie = await openSession(ctx, { person, agent, kind: 'strong', before: token })
      if (kind === 'app') return { kind: 'open', cookie }
      const { unused } = await ctx.tx.one(store.recoveryCodesLeft, { person })
      return { kind: 'open', cookie, left: unused }
    }
    signInsRefused.add({ step: 'code', why: tried.shut ? 'shut' : 'wrong' })
    if (!tried.shut) await noteInstallation(ctx, 'people.sign-in-refused', person, `A code for ${name} was not right`)
    if (tried.last)
      await tellByLetter(
        ctx,
        email,
        'Wrong codes were entered for your sign-in',
        'Someone entered your password and then ten wrong codes, so we stopped the sign-in for 15 minutes.',
      )
    if (tried.last || tried.shut) return { kind: 'wrong', words: SHUT }
    const again =
      kind === 'app'
        ? 'Enter the 6 digit code that your app shows now. Each code works once'
        : 'Enter one of your recovery codes, such as abcd-efgh-jkmn. Each works once'
    return { kind: 'wrong', words: again }
  })
}

/** For what only a code may change: right, or the words of the mistake. Counted like a sign-in. */
export async function proveCode(ctx: Ctx, typed: string): Promise<string | undefined> {
  const { person_id: person } = actorOf(ctx)
  return atTheDoor(ctx, async () => {
    const account = await ctx.tx.maybe(people.accountById, { person })
    const tried = await countTry(ctx, codeDoor(person))
    if (tried.shut) return 'Too many codes were wrong. Wait 15 minutes and try again'
    if (!account || !(await useCode(ctx, account, typed)))
      return 'Enter the 6 digit code that your app shows now. Each code works once'
    await forgetTries(ctx, codeDoor(person))
    return undefined
  })
}

export async function turnOff(ctx: Ctx): Promise<void> {
  const { person_id: person, name, email } = actorOf(ctx)
  await ctx.tx.run(store.removeSecret, { person })
  await ctx.tx.run(store.removeRecoveryCodes, { person })
  await ctx.tx.run(sessions.weakenSessionsOf, { person })
  await atTheDoor(ctx, async () => {
    await noteInstallation(ctx, 'people.second-step-removed', person, `${name} turned the second step off`)
    await tellByLetter(
      ctx,
      email,
      'The second step of your sign-in was turned off',
      'Signing in to Wholeschool now asks you for your password only.',
    )
  })
}

export function recoveryCodesLeft(ctx: Ctx, person: string): Promise<{ made: number; unused: number }> {
  return ctx.tx.one(store.recoveryCodesLeft, { person })
}

/** Ten new codes in place of all earlier ones. They are shown once: only what our key makes of them is kept. */
export async function makeRecoveryCodes(ctx: Ctx): Promise<string[]> {
  const { person_id: person, name } = actorOf(ctx)
  await ctx.tx.run(store.removeRecoveryCodes, { person })
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeFrom(() => randomBytes(1)[0]!))
  for (const code of codes)
    await ctx.tx.run(store.addRecoveryCode, { person, code_hash: hashOfCode(ctx, person, code) })
  await atTheDoor(ctx, () =>
    noteInstallation(ctx, 'people.recovery-codes-made', person, `${name} made new recovery codes`),
  )
  return codes
}
