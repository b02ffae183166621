// People of a setting: invited by name and address, given roles, leaving on a day. What someone holds elsewhere is not
// touched; when nothing is left anywhere, their account is closed.
import { ROLES, type Actor, type RoleName } from '../../../kernel/access.ts'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { MOST_SETTINGS, nowhere } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { listInWords } from '../../../view/words.ts'
import { closeWhenNoPlaces, invite, inviteAgain, openInvitations, type OpenInvitation } from '../../people/contract.ts'
import { settingById } from '../enrolments/store.ts'
import { inCharge, rolesFor, whyNotOnly } from './rules.ts'
import * as store from './store.ts'

export type Here = { setting_id: string; name: string; kind: Parameters<typeof rolesFor>[0] }
export type PersonHere = { person_id: string; name: string; email: string; roles: RoleName[] }

export async function loadHere(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const row = await ctx.tx.maybe(settingById, { setting: params.setting! })
  if (!row) throw notFound()
  return row
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function loadPerson(
  ctx: Ctx,
  params: Readonly<Record<string, string>>,
): Promise<PersonHere & { since_on: string }> {
  const person = params.person!
  const row = UUID.test(person)
    ? await ctx.tx.maybe(store.personOfSetting, { setting: params.setting!, person })
    : undefined
  if (!row) throw notFound()
  return row
}

export type PeopleHere = {
  people: (PersonHere & { invitation: OpenInvitation | undefined })[]
  leavers: { person_id: string; name: string; roles: RoleName[]; ended_on: string }[]
}

export async function peopleHere(ctx: Ctx, here: Here): Promise<PeopleHere> {
  const people = await ctx.tx.many(store.peopleOfSetting, { setting: here.setting_id })
  const open = await openInvitations(
    ctx,
    people.map((one) => one.person_id),
  )
  const leavers = await ctx.tx.many(store.leaversOfSetting, { setting: here.setting_id, most: 20 })
  return { people: people.map((one) => ({ ...one, invitation: open.get(one.person_id) })), leavers }
}

/** May this person change who is here? The same question as the verb, for drawing the page. */
export function mayManage(actor: Actor, here: Here): boolean {
  return actor.places.some((place) => place.setting_id === here.setting_id && place.role === inCharge(here.kind))
}

const roleWords = (roles: readonly RoleName[]): string => listInWords(roles.map((role) => ROLES[role].toLowerCase()))

export type Newcomer = { name: string; email: string; roles: readonly RoleName[] }

/**
 * The first of a setting's people, by whoever brought it in; false once anyone has had a place there. From then on it
 * looks after its own people: not even another programme that enrols it may put someone in charge.
 */
export async function addFirstPerson(
  ctx: Ctx,
  here: { setting_id: string; name: string },
  newcomer: Newcomer,
): Promise<boolean> {
  await ctx.tx.one(store.lockPlaces, { setting: here.setting_id })
  if ((await ctx.tx.one(store.anyoneEver, { setting: here.setting_id })).there) return false
  await addPerson(ctx, here, newcomer)
  return true
}

/** Invites someone and gives them their roles. The transaction reaches the setting. They hear by letter. */
export async function addPerson(
  ctx: Ctx,
  here: { setting_id: string; name: string },
  newcomer: Newcomer,
): Promise<{ person_id: string; isNew: boolean }> {
  const { setting_id: setting, name: placeName } = here
  const email = newcomer.email.toLowerCase()
  const {
    person_id: person,
    name,
    isNew,
  } = await invite(ctx, { name: newcomer.name, email, placeName, invitedBy: actorOf(ctx).name })
  for (const role of newcomer.roles)
    await ctx.tx.run(store.addPlace, { setting, person, name, email, role, on: today(ctx) })
  await ctx.audit({
    deed: 'settings.person-invited',
    setting,
    about: person,
    words: `Invited ${name} as ${roleWords(newcomer.roles)}`,
  })
  await ctx.tell({ name: 'settings.place-taken', setting, about: person, facts: { roles: newcomer.roles } })
  return { person_id: person, isNew }
}

function refuseForeignRoles(here: Here, roles: readonly RoleName[]): void {
  const allowed = rolesFor(here.kind)
  if (roles.some((role) => !allowed.includes(role))) throw new Problem('settings.role-not-here')
}

/** A mistake by field, or the person who was invited. */
export async function invitePerson(
  ctx: Ctx,
  here: Here,
  newcomer: Newcomer,
): Promise<{ mistakes: Record<string, string> } | { person_id: string }> {
  refuseForeignRoles(here, newcomer.roles)
  const people = await ctx.tx.many(store.peopleOfSetting, { setting: here.setting_id })
  if (people.some((one) => one.email === newcomer.email.toLowerCase()))
    return { mistakes: { email: 'Someone with this address is here already. Open their name to change their roles' } }
  return addPerson(ctx, here, newcomer)
}

async function writeTo(ctx: Ctx, here: Here, person: PersonHere, subject: string, words: string): Promise<void> {
  const by = actorOf(ctx).name
  const letter = `Hello ${person.name.split(' ')[0]},\n\n${words}\n\nIf this is not what you expected, ask ${by}.\n\nWholeschool`
  await ctx.post({ to: person.email, subject, words: letter, setting: here.setting_id })
}

/** Changes what someone does here. A mistake by field when nobody would be left in charge. */
export async function changeRoles(
  ctx: Ctx,
  here: Here,
  person: PersonHere,
  roles: readonly RoleName[],
): Promise<Record<string, string> | undefined> {
  refuseForeignRoles(here, roles)
  const { setting_id: setting } = here
  await ctx.tx.one(store.lockPlaces, { setting })
  const people = await ctx.tx.many(store.peopleOfSetting, { setting })
  const now = people.find((one) => one.person_id === person.person_id)
  if (!now) throw notFound()
  if (whyNotOnly(here.kind, people, person.person_id, roles)) return { roles: lastWords(here) }
  const gone = now.roles.filter((role) => !roles.includes(role))
  const come = roles.filter((role) => !now.roles.includes(role))
  if (gone.length + come.length === 0) return undefined
  const { person_id, name, email } = now
  await ctx.tx.run(store.endPlaces, { setting, person: person_id, roles: gone, on: today(ctx) })
  for (const role of come)
    await ctx.tx.run(store.addPlace, { setting, person: person_id, name, email, role, on: today(ctx) })
  await ctx.audit({
    deed: 'settings.roles-changed',
    setting,
    about: person_id,
    words: `${name} is now ${roleWords(roles)}`,
  })
  await ctx.tell({ name: 'settings.place-changed', setting, about: person_id, facts: { roles } })
  await writeTo(
    ctx,
    here,
    now,
    `Your roles at ${here.name} have changed`,
    `${actorOf(ctx).name} changed your roles at ${here.name}. You are now ${roleWords(roles)}.`,
  )
  return undefined
}

const lastWords = (here: Here): string =>
  `${here.name} needs a ${ROLES[inCharge(here.kind)].toLowerCase()}. Give someone else that role first`

/** Someone leaves. Their account is closed when they hold no other place. */
export async function leave(
  ctx: Ctx,
  here: Here,
  person: PersonHere,
  on: string,
): Promise<{ mistakes: Record<string, string> } | { closed: boolean }> {
  const { setting_id: setting, name: place } = here
  await ctx.tx.one(store.lockPlaces, { setting })
  const people = await ctx.tx.many(store.peopleOfSetting, { setting })
  if (whyNotOnly(here.kind, people, person.person_id, [])) return { mistakes: { left_on: lastWords(here) } }
  const { person_id, roles, name } = person
  await ctx.tx.run(store.endPlaces, { setting, person: person_id, roles, on })
  const { held } = await ctx.tx.as('door', nowhere, () => ctx.tx.one(store.countPlaces, { person: person_id }))
  await ctx.audit({ deed: 'settings.person-left', setting, about: person_id, words: `${name} left` })
  await ctx.tell({ name: 'settings.place-left', setting, about: person_id, facts: { roles } })
  await writeTo(
    ctx,
    here,
    person,
    `You have left ${place}`,
    `${actorOf(ctx).name} noted that you have left ${place}, so it is no longer on your home page. Thank you for what you did there.`,
  )
  return { closed: await closeWhenNoPlaces(ctx, person_id, held) }
}

/** Another letter to someone who has not joined yet. False when they have. */
export function sendAgain(ctx: Ctx, here: Here, person: PersonHere): Promise<boolean> {
  return inviteAgain(ctx, person.person_id, { placeName: here.name, invitedBy: actorOf(ctx).name })
}

/** Someone is called something else now: wherever they have a place, it says so. */
export async function renameEverywhere(ctx: Ctx, person: string, name: string): Promise<void> {
  const { tx } = ctx
  const settings = (await tx.as('door', nowhere, () => tx.many(store.settingsOfPerson, { person }))).map(
    (row) => row.setting_id,
  )
  for (let from = 0; from < settings.length; from += MOST_SETTINGS) {
    const reach = { ...nowhere, settings: settings.slice(from, from + MOST_SETTINGS) }
    await tx.as('web', reach, () => tx.run(store.renameInPlaces, { person, name }))
  }
}
