// People come in by invitation: a letter with a link that is good once and for a while. The same kind of link lets
// someone choose a new password, and makes the first officer of a new installation.
import { randomUUID } from 'node:crypto'
import type { Ctx } from '../../../kernel/context.ts'
import { nowhere, type Tx } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Cookie } from '../../../kernel/route.ts'
import { hashOf, newToken } from '../../../kernel/secrets.ts'
import { dateInWords } from '../../../view/words.ts'
import { unlinkEmployerAccountsOf } from '../employer-accounts/store.ts'
import { hashPassword, whyRefused } from '../passwords/service.ts'
import { tellByLetter } from '../second-step/service.ts'
import { atTheDoor, endSessionsOf, noteInstallation, openSession } from '../sessions/service.ts'
import { forgetTries, passwordDoor } from '../sign-in/tries.ts'
import * as people from '../store.ts'
import { linkExpires, whyLinkIsGone, type LinkKind } from './rules.ts'
import * as store from './store.ts'
import type { LinkRead } from './store.ts'

export type { LinkRead }

/** At the door: makes a link and gives its token. Earlier links of the same kind and person are withdrawn. */
async function makeLink(
  tx: Tx,
  now: Date,
  link: { person: string | null; kind: LinkKind; invited_by: string; place_name: string | null },
) {
  const token = newToken()
  const expires_at = linkExpires(link.kind, now)
  if (link.person === null) await tx.run(store.withdrawFounderLinks, { at: now })
  else await tx.run(store.withdrawLinksOf, { person: link.person, kind: link.kind, at: now })
  await tx.run(store.addLink, { ...link, token_hash: hashOf(token), at: now, expires_at })
  return { token, expires_at }
}

export type Invite = { name: string; email: string; placeName: string; invitedBy: string }
export type Invited = { person_id: string; name: string; isNew: boolean }

const firstName = (name: string): string => name.split(' ')[0] ?? name

async function sendInvitation(
  ctx: Ctx,
  person: { person_id: string; name: string; email: string },
  asked: { placeName: string; invitedBy: string },
): Promise<void> {
  const { token, expires_at } = await makeLink(ctx.tx, ctx.now, {
    person: person.person_id,
    kind: 'join',
    invited_by: asked.invitedBy,
    place_name: asked.placeName,
  })
  const words = `Hello ${firstName(person.name)},

${asked.invitedBy} would like you to join ${asked.placeName} on Wholeschool, where schools look after mental health and wellbeing together.

Open this link, choose a password, and you are in. It takes about two minutes.

${ctx.publicUrl}/invitations/${token}

The link is for you alone, works once, and is good until ${dateInWords(expires_at)}. If you did not expect it, you need do nothing.

Wholeschool`
  await ctx.post({
    to: person.email,
    subject: `${asked.invitedBy} invites you to ${asked.placeName}`,
    words,
    setting: null,
  })
}

async function sendAdded(ctx: Ctx, person: { name: string; email: string }, asked: Invite): Promise<void> {
  const words = `Hello ${firstName(person.name)},

${asked.invitedBy} added you to ${asked.placeName} on Wholeschool. Sign in as you always do, and you will find it on your home page.

${ctx.publicUrl}/sign-in

If you did not expect this, tell ${asked.invitedBy}.

Wholeschool`
  await ctx.post({ to: person.email, subject: `You are now part of ${asked.placeName}`, words, setting: null })
}

/** At the door: the person with this address, made or opened again when needed. */
async function personAt(ctx: Ctx, name: string, email: string): Promise<{ account: people.Account; isNew: boolean }> {
  const known = await ctx.tx.maybe(people.accountByEmail, { email })
  if (known?.closed_at) await ctx.tx.run(people.openPerson, { person: known.person_id })
  const person = known?.person_id ?? randomUUID()
  if (!known) await ctx.tx.run(people.addPerson, { id: person, name, email, at: ctx.now })
  await ctx.tx.run(people.addAccount, { person })
  return { account: await ctx.tx.one(people.accountById, { person }), isNew: !known }
}

/** Has a way in of their own: a password, or an employer's account. */
const hasJoined = (account: people.Account): boolean => account.password_hash !== null || account.has_employer_account

/** Finds or makes the person and writes to them: a link to join, or word that they were added. */
export async function invite(ctx: Ctx, asked: Invite): Promise<Invited> {
  return atTheDoor(ctx, async () => {
    const { account, isNew } = await personAt(ctx, asked.name.trim(), asked.email.trim().toLowerCase())
    if (hasJoined(account)) await sendAdded(ctx, account, asked)
    else await sendInvitation(ctx, account, asked)
    return { person_id: account.person_id, name: account.name, isNew }
  })
}

/** Another letter to someone who has not joined; the earlier link no longer works. False when they have joined. */
export async function inviteAgain(
  ctx: Ctx,
  person_id: string,
  asked: { placeName: string; invitedBy: string },
): Promise<boolean> {
  return atTheDoor(ctx, async () => {
    const account = await ctx.tx.maybe(people.accountById, { person: person_id })
    if (!account || account.closed_at || hasJoined(account)) return false
    await sendInvitation(ctx, account, asked)
    return true
  })
}

export type OpenInvitation = { expires_at: Date; expired: boolean }

/** For each person who was invited and has not joined: until when their link is good. */
export async function openInvitations(ctx: Ctx, person_ids: readonly string[]): Promise<Map<string, OpenInvitation>> {
  const rows = await atTheDoor(ctx, () => ctx.tx.many(store.newestInvitations, { people: person_ids }))
  return new Map(
    rows.flatMap(({ person_id, expires_at }) =>
      person_id === null ? [] : [[person_id, { expires_at, expired: expires_at <= ctx.now }] as const],
    ),
  )
}

export async function openInvitation(ctx: Ctx, person_id: string): Promise<OpenInvitation | undefined> {
  return (await openInvitations(ctx, [person_id])).get(person_id)
}

/** Ends an invitation that was not taken up. */
export async function withdrawInvitation(ctx: Ctx, person_id: string): Promise<void> {
  await atTheDoor(ctx, () => ctx.tx.run(store.withdrawLinksOf, { person: person_id, kind: null, at: ctx.now }))
}

/** A leaver: the account is closed, sessions end, links no longer work. Invited again, they start with a new password. */
export async function closePerson(ctx: Ctx, person_id: string): Promise<void> {
  await atTheDoor(ctx, async () => {
    const closed = await ctx.tx.run(people.closePerson, { person: person_id, at: ctx.now })
    if (closed === 0) return
    const person = await ctx.tx.one(people.accountById, { person: person_id })
    await ctx.tx.run(people.emptyAccount, { person: person_id })
    await ctx.tx.run(unlinkEmployerAccountsOf, { person: person_id })
    await endSessionsOf(ctx, person_id)
    await ctx.tx.run(store.withdrawLinksOf, { person: person_id, kind: null, at: ctx.now })
    await noteInstallation(ctx, 'people.person-closed', person_id, `The account of ${person.name} was closed`)
    await ctx.tell({ name: 'people.person-closed', setting: null, about: person_id, facts: {} })
  })
}

/** Closes the account of someone who holds no place any more. A founder stays. True when it was closed. */
export async function closeWhenNoPlaces(ctx: Ctx, person_id: string, placesLeft: number): Promise<boolean> {
  if (placesLeft > 0) return false
  const account = await atTheDoor(ctx, () => ctx.tx.maybe(people.accountById, { person: person_id }))
  if (!account || account.founder || account.closed_at) return false
  await closePerson(ctx, person_id)
  return true
}

/** At the door: a letter with a link to choose a password; to someone who has not joined yet, their invitation again. */
export async function sendReset(ctx: Ctx, account: people.Account): Promise<void> {
  if (!hasJoined(account)) {
    const [invited] = await ctx.tx.many(store.newestInvitations, { people: [account.person_id] })
    if (invited)
      return sendInvitation(ctx, account, {
        placeName: invited.place_name ?? 'your school',
        invitedBy: invited.invited_by,
      })
  }
  const link = { person: account.person_id, kind: 'reset' as const, invited_by: account.name, place_name: null }
  const { token } = await makeLink(ctx.tx, ctx.now, link)
  const words = `Hello ${firstName(account.name)},

Someone, probably you, asked for a new password for Wholeschool. Open this link within two hours to choose one.

${ctx.publicUrl}/invitations/${token}

If it was not you, you need do nothing: your password stays as it is.

Wholeschool`
  await ctx.post({ to: account.email, subject: 'Choose a new password', words, setting: null })
  await noteInstallation(
    ctx,
    'people.reset-asked',
    account.person_id,
    `A letter to choose a new password was sent to ${account.name}`,
  )
}

/** The one-time link that makes the first officer, as its token; undefined once there is one. Any role may call. */
export function firstLink(tx: Tx, now: Date): Promise<string | undefined> {
  return tx.as('door', nowhere, async () => {
    if ((await tx.one(people.founderThere, {})).there) return undefined
    return (await makeLink(tx, now, { person: null, kind: 'founder', invited_by: 'Wholeschool', place_name: null }))
      .token
  })
}

/** The row behind a link, or the problem that it has become. */
export async function readLink(ctx: Ctx, token: string): Promise<LinkRead> {
  const link = await atTheDoor(ctx, () => ctx.tx.maybe(store.linkByToken, { token_hash: hashOf(token) }))
  if (!link) throw notFound()
  const gone = link.closed_at ? 'people.invitation-withdrawn' : whyLinkIsGone(link, ctx.now)
  if (gone) throw new Problem(gone, '/sign-in')
  return link
}

export type Sent = { name: string; email: string; password: string }
export type Accepted =
  { kind: 'mistakes'; mistakes: Record<string, string> } | { kind: 'open' | 'code'; cookie: Cookie }

async function founderFrom(ctx: Ctx, sent: Sent): Promise<people.Account> {
  const { account } = await personAt(ctx, sent.name, sent.email)
  await ctx.tx.run(people.makeFounder, { person: account.person_id })
  await noteInstallation(
    ctx,
    'people.founder-made',
    account.person_id,
    `${sent.name} became the first officer of this installation`,
  )
  return account
}

/** Makes someone the first officer without a link, for commands and tests. The password is judged by the caller. */
export async function makeFounder(ctx: Ctx, sent: Sent): Promise<string> {
  return atTheDoor(ctx, async () => {
    const { person_id: person } = await founderFrom(ctx, { ...sent, email: sent.email.toLowerCase() })
    await ctx.tx.run(people.setPassword, { person, hash: await hashPassword(sent.password), at: ctx.now })
    return person
  })
}

async function mistakesIn(link: LinkRead, sent: Sent): Promise<Record<string, string>> {
  const mistakes: Record<string, string> = {}
  if (link.kind !== 'reset' && sent.name === '') mistakes.name = 'Enter your name'
  if (link.kind === 'founder' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(sent.email))
    mistakes.email = 'Enter an email address in the form name@example.org'
  const easy = await whyRefused(sent.password, {
    name: sent.name || (link.name ?? ''),
    email: link.email ?? sent.email,
  })
  if (easy) mistakes.password = easy
  return mistakes
}

/** Takes up a link: the password is set, every older session ends, and the person is in (or asked for their code). */
export async function accept(
  ctx: Ctx,
  link: LinkRead,
  sent: Sent,
  agent: string,
  token: string | undefined,
): Promise<Accepted> {
  const mistakes = await mistakesIn(link, sent)
  if (Object.keys(mistakes).length > 0) return { kind: 'mistakes', mistakes }
  const hash = await hashPassword(sent.password)
  return atTheDoor(ctx, async () => {
    if ((await ctx.tx.run(store.claimLink, { id: link.id, at: ctx.now })) === 0)
      throw new Problem('people.invitation-used', '/sign-in')
    const found =
      link.person_id === null
        ? await founderFrom(ctx, sent)
        : await ctx.tx.one(people.accountById, { person: link.person_id })
    const { person_id: person, email } = found
    await ctx.tx.run(people.setPassword, { person, hash, at: ctx.now })
    await ctx.tx.run(store.withdrawLinksOf, { person, kind: null, at: ctx.now })
    await endSessionsOf(ctx, person)
    await forgetTries(ctx, passwordDoor(email))
    await noteTaken(ctx, link, found, sent.name)
    const code = found.totp_confirmed_at !== null
    const cookie = await openSession(ctx, { person, agent, kind: code ? 'awaits-code' : 'plain', before: token })
    return { kind: code ? 'code' : 'open', cookie }
  })
}

/** At the door: takes up a link to join for someone who will sign in with their employer's account. */
export async function joinWithoutPassword(ctx: Ctx, link: LinkRead, person: people.Account): Promise<void> {
  if ((await ctx.tx.run(store.claimLink, { id: link.id, at: ctx.now })) === 0)
    throw new Problem('people.invitation-used', '/sign-in')
  await ctx.tx.run(store.withdrawLinksOf, { person: person.person_id, kind: null, at: ctx.now })
  await endSessionsOf(ctx, person.person_id)
  await noteTaken(ctx, link, person, person.name)
}

async function noteTaken(ctx: Ctx, link: LinkRead, found: people.Account, called: string): Promise<void> {
  const { person_id: person, email } = found
  if (link.kind === 'reset') {
    const stillOpen = found.has_employer_account
      ? ` An account that your employer gave you still opens it as well. Disconnect what you do not know at ${ctx.publicUrl}/account`
      : ''
    await noteInstallation(ctx, 'people.password-reset', person, `${found.name} chose a new password by letter`)
    return tellByLetter(
      ctx,
      email,
      'Your password was changed',
      `You have a new password for Wholeschool, and every device that was signed in is signed out.${stillOpen}`,
    )
  }
  const renamed = await ctx.tx.run(people.renamePerson, { person, name: called })
  if (renamed > 0)
    await ctx.tell({ name: 'people.person-renamed', setting: null, about: person, facts: { name: called } })
  await noteInstallation(ctx, 'people.joined', person, `${called} joined`)
  await ctx.tell({ name: 'people.person-joined', setting: null, about: person, facts: {} })
}
