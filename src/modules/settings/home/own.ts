// What this room itself says on home pages: agreements to sign, invitations that lapse, an officer's enrolments and
// register.
import type { Actor, Place } from '../../../kernel/access.ts'
import { today, type Ctx } from '../../../kernel/context.ts'
import type { Change, HomePart, Need, NextStep } from '../../../kernel/module.ts'
import { dateInWords, inWords, wordsOfCount } from '../../../view/words.ts'
import { ROLES } from '../../../kernel/access.ts'
import { openInvitations } from '../../people/contract.ts'
import { agreementsOf, sharingOf } from '../enrolments/agreements.ts'
import { standingOf } from '../enrolments/rules.ts'
import { closedOnRegister, countWithoutInvitation, longestWaiting } from '../enrolments/store.ts'
import { countWaiting } from '../joining/store.ts'
import { inCharge } from '../places/rules.ts'
import { peopleOfSetting } from '../places/store.ts'
import { lastRun } from '../register/store.ts'
import { sharingWithTrust } from '../trusts/sharing.ts'
import * as store from './store.ts'

const DAY = 86_400_000
const daysBefore = (ctx: Ctx, days: number): string => today({ now: new Date(ctx.now.getTime() - days * DAY) })
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`)

const WAITS_DAYS = 21
const REGISTER_DAYS = 30

async function registerNeeds(ctx: Ctx, programme: string): Promise<Need[]> {
  const href = `/programmes/${programme}/register/import`
  const last = await ctx.tx.maybe(lastRun, { programme })
  if (!last)
    return [
      {
        href,
        title: 'Bring in the register of schools',
        hint: 'Then you can find schools and enrol them.',
        minutes: 5,
        order: 20,
      },
    ]
  if (ctx.now.getTime() - last.at.getTime() < REGISTER_DAYS * DAY) return []
  return [
    {
      href,
      title: 'Bring in a newer register of schools',
      hint: `Yours is from ${dateInWords(last.at)}.`,
      minutes: 5,
      order: 70,
    },
  ]
}

async function officerPart(ctx: Ctx, programme: string): Promise<HomePart> {
  const { tx } = ctx
  const path = `/programmes/${programme}`
  const needs: Need[] = await registerNeeds(ctx, programme)
  const asking = await tx.one(countWaiting, { programme })
  if (asking.n > 0)
    needs.push({
      href: `${path}/asking`,
      title: asking.n === 1 ? `${asking.first} asks to join` : `${inWords(asking.n)} settings ask to join`,
      hint: 'Their addresses are proved. They wait for your answer.',
      minutes: Math.min(30, 3 * asking.n),
      order: 15,
    })
  const waiting = await tx.many(longestWaiting, { programme, before: daysBefore(ctx, WAITS_DAYS), most: 50 })
  const [first] = waiting
  if (first) {
    const title = `${inWords(waiting.length)} ${waiting.length === 1 ? 'agreement has' : 'agreements have'} waited more than three weeks`
    const hint = `The longest is ${first.name}, since ${dateInWords(first.agreement_offered_on!)}.`
    needs.push({
      href: `${path}/settings?agreement=waiting`,
      title,
      hint,
      minutes: Math.min(30, 3 * waiting.length),
      order: 30,
    })
  }
  const { waiting: uninvited } = await tx.one(countWithoutInvitation, { programme })
  if (uninvited > 0) {
    const title = `Invite the ${uninvited === 1 ? 'head' : 'heads'} of ${wordsOfCount(uninvited, 'setting')}`
    needs.push({
      href: `${path}/settings?agreement=waiting`,
      title,
      hint: 'Nobody there can sign in yet.',
      minutes: Math.min(30, uninvited),
      order: 25,
    })
  }
  const closed = await tx.many(closedOnRegister, { programme, most: 10 })
  if (closed[0]) {
    const title = `${wordsOfCount(closed.length, 'enrolled school')} ${closed.length === 1 ? 'has' : 'have'} closed on the register`
    needs.push({
      href: `${path}/settings/${closed[0].setting_id}`,
      title,
      hint: closed.map((one) => one.name).join(', '),
      minutes: 2 * closed.length,
      order: 60,
    })
  }
  const signed = await tx.many(store.signedLately, { programme, since: daysBefore(ctx, 14), most: 5 })
  const changes: Change[] = signed.map((one) => ({
    words: `${one.name} signed its agreement`,
    href: `${path}/settings/${one.setting_id}`,
    at: noon(one.agreed_on),
  }))
  return { needs, changes }
}

async function invitationNeeds(ctx: Ctx, place: Place): Promise<Need[]> {
  const people = await ctx.tx.many(peopleOfSetting, { setting: place.setting_id })
  const open = await openInvitations(
    ctx,
    people.map((one) => one.person_id),
  )
  return people.flatMap(({ person_id, name }): Need[] => {
    const invitation = open.get(person_id)
    if (!invitation || invitation.expires_at.getTime() - ctx.now.getTime() > 3 * DAY) return []
    const words = invitation.expired ? 'ran out on' : 'runs out on'
    const hint = `The invitation ${words} ${dateInWords(invitation.expires_at)}.`
    return [
      {
        href: `/settings/${place.setting_id}/people/${person_id}`,
        title: `Write to ${name} again`,
        hint,
        minutes: 1,
        order: 50,
      },
    ]
  })
}

async function headPart(ctx: Ctx, place: Place): Promise<HomePart> {
  const path = `/settings/${place.setting_id}`
  const needs: Need[] = []
  const next: NextStep[] = []
  for (const one of await agreementsOf(ctx, place.setting_id)) {
    if (standingOf(one, today(ctx)) !== 'offered') continue
    const hint = `${one.offered_by} offered it on ${dateInWords(one.offered_at)}. Nothing is shared before you sign.`
    needs.push({
      href: `${path}/agreement`,
      title: `Read the agreement with ${one.with_name} and sign it`,
      hint,
      minutes: 10,
      order: 10,
    })
  }
  for (const one of await sharingOf(ctx, place.setting_id))
    if (one.inForce && one.flows.length === 0)
      next.push({
        words: `Choose what you share with ${one.programme_name}. Nothing goes there yet.`,
        href: `${path}/sharing`,
      })
  const trust = await sharingWithTrust(ctx, place.setting_id)
  if (trust?.inForce && trust.flows.length === 0)
    next.push({
      words: `Choose what you share with ${trust.name}, your trust. Nothing goes there yet.`,
      href: `${path}/sharing`,
    })
  return { needs, next }
}

async function newPeople(ctx: Ctx, actor: Actor, place: Place): Promise<Change[]> {
  const rows = await ctx.tx.many(store.cameLately, { setting: place.setting_id, since: daysBefore(ctx, 14), most: 4 })
  const others = rows.filter((row) => row.person_id !== actor.person_id)
  return others.map((row) => ({
    words: `${row.name} joined ${place.setting_name} as ${ROLES[row.role].toLowerCase()}`,
    at: noon(row.since_on),
  }))
}

/** What this room says for one place: once for each setting, whichever of the actor's roles there comes first. */
export async function settingsHome(ctx: Ctx, actor: Actor, place: Place): Promise<HomePart> {
  const here = actor.places.filter((one) => one.setting_id === place.setting_id)
  if (here[0]?.role !== place.role) return {}
  const holds = (role: Place['role']): boolean => here.some((one) => one.role === role)
  const parts: HomePart[] = [{ changes: await newPeople(ctx, actor, place) }]
  if (place.programme_id !== null && holds('programme_officer')) parts.push(await officerPart(ctx, place.programme_id))
  if (holds('head')) parts.push(await headPart(ctx, place))
  if (holds(inCharge(place.kind))) parts.push({ needs: await invitationNeeds(ctx, place) })
  return {
    needs: parts.flatMap((part) => part.needs ?? []),
    changes: parts.flatMap((part) => part.changes ?? []),
    next: parts.flatMap((part) => part.next ?? []),
  }
}
