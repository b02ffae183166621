// Signing in with the account that an employer gave, and connecting one. An account is known by the provider's own
// number for it and connected only by its person: signed in here, or holding their invitation. An email address never
// connects anything, because whoever has an address today is not always who had it yesterday.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { goTo, type Asked, type Bringing, type Cookie, type GoTo } from '../../../kernel/route.ts'
import type { SignInProvider } from '../../../kernel/sign-in-providers.ts'
import { joinWithoutPassword, readLink, type LinkRead } from '../invitations/service.ts'
import { lacksSecondStep } from '../second-step/rules.ts'
import { tellByLetter } from '../second-step/service.ts'
import { localPath } from '../sessions/rules.ts'
import { atTheDoor, noteInstallation, openSession } from '../sessions/service.ts'
import { sessionOfPerson } from '../sessions/store.ts'
import { provePassword } from '../passwords/proof.ts'
import * as people from '../store.ts'
import { errandCookie, errandIn, newErrand, noErrand, type Errand, type Purpose } from './errand.ts'
import { isAway, reach, type Answer, type Introduced, type Reached } from './providers.ts'
import { isRecent, sameIssuer, type Stop } from './rules.ts'
import * as store from './store.ts'

type Params = Readonly<Record<string, string>>

export type ProviderShown = {
  key: string
  name: string
  /** It could not be reached when we last tried. */
  away: boolean
}

/** With the provider's name, or its address when it is no longer offered here. */
export type OwnEmployerAccount = store.EmployerAccount & { provider: string }

/** The provider a path names. */
export async function providerIn(ctx: Pick<Ctx, 'signInProviders'>, params: Params): Promise<SignInProvider> {
  const provider = ctx.signInProviders.find((one) => one.key === params.provider)
  if (!provider) throw notFound()
  return provider
}

/** Before the transaction: the providers to offer, and which of them cannot be reached at the moment. */
export async function providersShown({ signInProviders, log }: Bringing): Promise<ProviderShown[]> {
  return signInProviders.map((one) => ({ key: one.key, name: one.name, away: isAway(one, log) }))
}

/** Before the transaction: the provider of the path, found and ready. */
export async function reachProvider(asked: Bringing): Promise<Reached | undefined> {
  return reach(await providerIn(asked, asked.params), asked.log)
}

const returnPath = (key: string): string => `/sign-in/with/${key}/return`

export function stopped(provider: string, why: Stop): GoTo {
  return { kind: 'go', to: `/sign-in/with/${provider}/stopped?why=${why}`, cookies: [noErrand] }
}

/** The way to the provider, and the errand, sealed for this browser. */
export async function setOut(ctx: Ctx, reached: Reached, purpose: Purpose): Promise<{ to: URL; cookie: Cookie }> {
  const { key } = reached.provider
  const errand = newErrand(key, purpose, ctx.now)
  const to = await reached.addressFor(errand, `${ctx.publicUrl}${returnPath(key)}`)
  return { to, cookie: errandCookie(ctx.secrets, errand) }
}

export type Arrival = { errand: Errand; answer: Answer } | undefined

/** Before the transaction: what the provider answers to the errand of this browser; nothing when it is on none. */
export async function arrive(asked: Bringing): Promise<Arrival> {
  const { now, secrets, publicUrl, query } = asked
  const provider = await providerIn(asked, asked.params)
  const errand = errandIn(secrets, asked.cookies.away, { provider: provider.key, now })
  if (!errand || query.state !== errand.state) return undefined
  const reached = await reach(provider, asked.log)
  if (!reached) return { errand, answer: { kind: 'stopped', why: 'unreachable' } }
  const at = new URL(`${publicUrl}${returnPath(provider.key)}?${new URLSearchParams(query)}`)
  return { errand, answer: await reached.answerTo(errand, at) }
}

/** Back from a provider: what they went for is done, or they are told why not. */
export async function finish(asked: Ctx & Asked, provider: SignInProvider, arrival: Arrival): Promise<GoTo> {
  // A page that is loaded again finds the errand done: someone who is in goes on, others begin again.
  if (!arrival) return asked.actor ? goTo('/') : stopped(provider.key, 'ended')
  const { errand, answer } = arrival
  if (answer.kind === 'stopped') return stopped(provider.key, answer.why)
  const { purpose } = errand
  if (purpose.kind === 'connect') return connect(asked, provider, answer.who, purpose)
  if (purpose.kind === 'join') return join(asked, provider, answer.who, purpose.token)
  return signInBy(asked, provider, answer.who, purpose.back)
}

const entered = (go: GoTo, cookies: NonNullable<GoTo['cookies']>): GoTo => ({ ...go, cookies: [...cookies, noErrand] })

/** At the door: a session, or half of one that waits for the code of whoever has a second step of their own here. */
async function enter(asked: Ctx & Asked, account: people.Account, who: Introduced, back: string): Promise<GoTo> {
  const next = `back=${encodeURIComponent(localPath(back))}`
  const opening = { person: account.person_id, agent: asked.device, before: asked.cookies.session }
  if (account.totp_confirmed_at && !who.strong)
    return entered(goTo(`/sign-in/code?${next}`), [await openSession(asked, { ...opening, kind: 'awaits-code' })])
  const cookie = await openSession(asked, { ...opening, kind: who.strong ? 'strong' : 'plain' })
  return entered(goTo(`/sign-in/next?${next}`), [cookie])
}

async function signInBy(asked: Ctx & Asked, provider: SignInProvider, who: Introduced, back: string): Promise<GoTo> {
  const { tx, now: at } = asked
  const { issuer, subject, name_shown } = who
  return atTheDoor(asked, async () => {
    const known = await tx.maybe(store.personOfEmployerAccount, { issuer, subject })
    const account = known && (await tx.one(people.accountById, { person: known.person_id }))
    if (!known || !account || account.closed_at) {
      const words = `A sign-in with ${provider.name} was refused: that account is connected to nobody here`
      await noteInstallation(asked, 'people.sign-in-refused', null, words)
      return stopped(provider.key, 'unknown')
    }
    await tx.run(store.noteEmployerAccountUsed, { id: known.id, name_shown, at })
    const words = `${account.name} signed in with their account at ${provider.name}`
    await noteInstallation(asked, 'people.signed-in', account.person_id, words)
    return enter(asked, account, who, back)
  })
}

/** At the door: true once the account is this person's; false when it is someone else's. */
async function link(ctx: Ctx, person: string, { issuer, subject, name_shown }: Introduced): Promise<boolean> {
  const row = { person, issuer, subject, name_shown, at: ctx.now }
  if ((await ctx.tx.run(store.linkEmployerAccount, row)) === 1) return true
  return (await ctx.tx.maybe(store.personOfEmployerAccount, { issuer, subject }))?.person_id === person
}

const named = (provider: SignInProvider, name: string | null): string =>
  name === null ? `your account at ${provider.name}` : `your account at ${provider.name} (${name})`

/** At the door: the audit line and the letter about an account that now opens this one. */
async function noteLinked(ctx: Ctx, person: people.Account, provider: SignInProvider, who: Introduced): Promise<void> {
  const line = `${person.name} connected an account at ${provider.name}`
  await noteInstallation(ctx, 'people.employer-account-connected', person.person_id, line)
  await tellByLetter(
    ctx,
    person.email,
    `Your account at ${provider.name} is connected`,
    `You can now sign in to Wholeschool with ${named(provider, who.name_shown)}. You can disconnect it again at ${ctx.publicUrl}/account`,
  )
}

async function connect(
  asked: Ctx & Asked,
  provider: SignInProvider,
  who: Introduced,
  purpose: { person: string; session: string },
): Promise<GoTo> {
  const { actor } = asked
  // Only the session that asked: an answer carried to another browser connects nothing there.
  if (!actor || actor.person_id !== purpose.person || actor.session_id !== purpose.session)
    return stopped(provider.key, 'ended')
  return atTheDoor(asked, async () => {
    const account = await asked.tx.one(people.accountById, { person: actor.person_id })
    if (!(await link(asked, actor.person_id, who))) return stopped(provider.key, 'taken')
    await noteLinked(asked, account, provider, who)
    return entered(goTo('/account', `Connected: you can now sign in with ${named(provider, who.name_shown)}`), [])
  })
}

async function join(asked: Ctx & Asked, provider: SignInProvider, who: Introduced, token: string): Promise<GoTo> {
  const invited = await linkToJoin(asked, token)
  return atTheDoor(asked, async () => {
    const account = await asked.tx.one(people.accountById, { person: invited.person_id })
    if (!(await link(asked, account.person_id, who))) return stopped(provider.key, 'taken')
    await joinWithoutPassword(asked, invited.link, account)
    await noteLinked(asked, account, provider, who)
    return { ...(await enter(asked, account, who, '/')), flash: 'Welcome: you are signed in' }
  })
}

/** The invitation behind a token. Links to choose a password, and the first of an installation, are for passwords. */
export async function linkToJoin(ctx: Ctx, token: string): Promise<{ link: LinkRead; person_id: string }> {
  const read = await readLink(ctx, token)
  if (read.kind !== 'join' || read.person_id === null) throw notFound()
  return { link: read, person_id: read.person_id }
}

const SIGN_IN_AGAIN = 'Sign out and in again first, so that we know it is you'

export type Proof = 'password' | 'recent' | 'sign-in-again'

/** How someone shows that they are there: their password, or that they signed in just now. With their second step. */
export async function proofAsked(ctx: Ctx): Promise<Proof> {
  const actor = actorOf(ctx)
  if (lacksSecondStep(actor)) throw new Problem('kernel.second-factor-needed', '/account/second-step')
  if (actor.has_second_factor && !actor.strong) return 'sign-in-again'
  const account = await ctx.tx.one(people.accountById, { person: actor.person_id })
  if (account.password_hash) return 'password'
  const session = await ctx.tx.one(sessionOfPerson, { id: actor.session_id, person: actor.person_id })
  return isRecent(session.created_at, ctx.now) ? 'recent' : 'sign-in-again'
}

/** The mistakes, or none when it is shown. A wrong password counts as a try. */
export async function prove(ctx: Ctx, present: string): Promise<Record<string, string>> {
  const proof = await proofAsked(ctx)
  if (proof === 'sign-in-again') return { again: SIGN_IN_AGAIN }
  const wrong = proof === 'password' ? await provePassword(ctx, present) : undefined
  return wrong === undefined ? {} : { present: wrong }
}

export async function ownEmployerAccounts(ctx: Ctx): Promise<OwnEmployerAccount[]> {
  const rows = await ctx.tx.many(store.employerAccountsOf, { person: actorOf(ctx).person_id })
  return rows.map((row) => ({ ...row, provider: providerNamed(ctx, row.issuer) }))
}

function providerNamed(ctx: Ctx, issuer: string): string {
  const provider = ctx.signInProviders.find((one) => sameIssuer(one.issuer, issuer))
  return provider?.name ?? new URL(issuer).host
}

export async function ownEmployerAccount(ctx: Ctx, id: string): Promise<OwnEmployerAccount> {
  const row = await ctx.tx.maybe(store.employerAccountOfPerson, { id, person: actorOf(ctx).person_id })
  if (!row) throw notFound()
  return { ...row, provider: providerNamed(ctx, row.issuer) }
}

/** Ends an account's use for signing in here. The last way in of someone without a password stays. */
export async function disconnect(ctx: Ctx, account: OwnEmployerAccount): Promise<void> {
  const { person_id: person, name, email } = actorOf(ctx)
  const { password_hash } = await ctx.tx.one(people.accountById, { person })
  const others = await ctx.tx.many(store.employerAccountsOf, { person })
  if (!password_hash && others.length < 2) throw new Problem('people.only-way-in', '/sign-in/forgotten')
  if ((await ctx.tx.run(store.unlinkEmployerAccount, { id: account.id, person })) === 0) return
  const line = `${name} disconnected an account at ${account.provider}`
  await atTheDoor(ctx, () => noteInstallation(ctx, 'people.employer-account-disconnected', person, line))
  await tellByLetter(
    ctx,
    email,
    `Your account at ${account.provider} is disconnected`,
    `It no longer opens Wholeschool. You can connect it again at ${ctx.publicUrl}/account`,
  )
}
