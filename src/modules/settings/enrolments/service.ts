// Enrolling settings into a programme: from the register or not on it, each with its place, its trust and the offer of
// an agreement. The officer writes into the new setting once, with a reason; after that it is the setting's own.
import { randomUUID } from 'node:crypto'
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { dateInWords } from '../../../view/words.ts'
import { districtFor, phaseFor } from '../programmes/rules.ts'
import type { Places, Programme } from '../programmes/service.ts'
import { addFirstPerson } from '../places/service.ts'
import { anyoneEver } from '../places/store.ts'
import { designationOf, type Designation } from '../register/rules.ts'
import { registerByUrns } from '../register/store.ts'
import { addAgreement } from './agreements-store.ts'
import {
  BASES,
  PURPOSES,
  purposes,
  usualEnd,
  whyNoOffer,
  type Basis,
  type PartyKind,
  type Purpose,
  type State,
} from './rules.ts'
import * as store from './store.ts'
import type { Enrolment } from './store.ts'

export type { Enrolment }

/** What every agreement of one enrolment says. */
export type Terms = { party: PartyKind; purposes: readonly Purpose[]; basis: Basis; ends_on: string }

/** The terms as they usually are, in a form ready to be changed. */
export function usualTerms(ctx: Pick<Ctx, 'now'>): Record<string, string | string[]> {
  return { party: 'setting', purposes: [...purposes], basis: 'public_task', ends_on: dateInWords(usualEnd(today(ctx))) }
}

/** A setting as it comes into a programme. */
type Newcomer = {
  name: string
  designation: Designation
  urn: number | null
  trust_name: string | null
  district_id: string | null
  phase_id: string | null
}

type TrustRow = { id: string; name: string; office_setting_id: string }

/** A trust made by itself, before any of its schools is enrolled; undefined when there is one of this name. */
export async function makeTrust(ctx: Ctx, programme: Programme, name: string): Promise<TrustRow | undefined> {
  await ctx.tx.one(store.lockEnrolling, {})
  if (await ctx.tx.maybe(store.trustByName, { name })) return undefined
  const trust = await trustCalled(ctx, name, programme.id)
  const words = `Made the trust ${name}`
  await ctx.audit({ deed: 'settings.trust-made', setting: programme.office_setting_id, about: trust.id, words })
  return trust
}

/** A trust and its office, made when its first school is enrolled. */
async function trustCalled(ctx: Ctx, name: string, made_by: string | null = null): Promise<TrustRow> {
  const { tx } = ctx
  const there = await tx.maybe(store.trustByName, { name })
  if (there) return there
  const [id, office] = [randomUUID(), randomUUID()]
  return tx.as('clerk', nowhere, async () => {
    await tx.run(store.addTrust, { id, name, office, made_by, at: ctx.now })
    const setting = {
      setting: office,
      kind: 'trust_office',
      name,
      designation: null,
      urn: null,
      programme: null,
      theme: null,
    }
    await tx.run(store.addSetting, { ...setting, trust: id, second_step: false, at: ctx.now })
    return { id, name, office_setting_id: office }
  })
}

/** The setting this newcomer is: already there through another programme, or made now. */
async function settingOf(
  ctx: Ctx,
  programme: Programme,
  newcomer: Newcomer,
  trust: TrustRow | undefined,
): Promise<string> {
  const { tx } = ctx
  return tx.as('clerk', nowhere, async () => {
    const there = newcomer.urn === null ? undefined : await tx.maybe(store.findSettingByUrn, { urn: newcomer.urn })
    if (there) return there.setting_id
    const setting = randomUUID()
    const { name, designation, urn } = newcomer
    const more = {
      trust: trust?.id ?? null,
      programme: null,
      theme: programme.slug,
      second_step: programme.everyone_needs_second_step,
      at: ctx.now,
    }
    await tx.run(store.addSetting, { setting, kind: 'school', name, designation, urn, ...more })
    return setting
  })
}

/** What follows for one setting: its enrolment row and the agreement it may sign. Reaches that setting. */
async function enrolOne(ctx: Ctx, programme: Programme, newcomer: Newcomer, terms: Terms): Promise<string> {
  const trust = newcomer.trust_name === null ? undefined : await trustCalled(ctx, newcomer.trust_name)
  const setting = await settingOf(ctx, programme, newcomer, trust)
  const { name, designation, urn, district_id: district, phase_id: phase } = newcomer
  await acrossTenants(ctx, `Enrolled into ${programme.name}`, [setting], async () => {
    const row = {
      setting,
      programme: programme.id,
      name,
      designation,
      urn,
      trust_name: trust?.name ?? null,
      district,
      phase,
      on: today(ctx),
    }
    await ctx.tx.run(store.addEnrolment, row)
    if ((await ctx.tx.one(anyoneEver, { setting })).there)
      await ctx.tx.run(store.markFirstInvited, { setting, programme: programme.id, on: today(ctx) })
    await offer(ctx, { setting, name, trust_name: trust?.name ?? null }, programme, terms)
    await ctx.audit({
      deed: 'settings.enrolled',
      setting,
      about: programme.id,
      words: `Enrolled into ${programme.name}`,
    })
    await ctx.tell({ name: 'settings.setting-enrolled', setting, about: setting, facts: { programme: programme.id } })
  })
  return setting
}

type Offered = { setting: string; name: string; trust_name: string | null }

/** Offers an agreement. Reaches the setting already. */
async function offer(ctx: Ctx, to: Offered, programme: Programme, terms: Terms): Promise<void> {
  const byTrust = terms.party === 'trust' && to.trust_name !== null
  await ctx.tx.one(addAgreement, {
    setting: to.setting,
    programme: programme.id,
    party: byTrust ? to.trust_name! : to.name,
    party_kind: byTrust ? 'trust' : 'setting',
    purposes: terms.purposes.map((purpose) => PURPOSES[purpose]),
    lawful_basis: BASES[terms.basis].words,
    starts_on: today(ctx),
    ends_on: terms.ends_on,
    offered_by: actorOf(ctx).name,
    at: ctx.now,
  })
  await ctx.tx.one(store.publishAgreement, { setting: to.setting, programme: programme.id })
}

export type Enrolled = { enrolled: number; already: number; closed: number; setting: string | undefined }

/** Enrols schools of the register. Those enrolled already, and those that have closed, are left as they are and counted. */
export async function enrolFromRegister(
  ctx: Ctx,
  programme: Programme,
  places: Places,
  urns: readonly number[],
  terms: Terms,
): Promise<Enrolled> {
  const { tx } = ctx
  await tx.one(store.lockEnrolling, {})
  const rows = await tx.many(registerByUrns, { urns })
  const already = new Set((await tx.many(store.enrolledUrns, { programme: programme.id, urns })).map((row) => row.urn))
  const done: Enrolled = { enrolled: 0, already: 0, closed: 0, setting: undefined }
  for (const row of rows) {
    if (already.has(row.urn)) done.already += 1
    else if (row.status_code === '2') done.closed += 1
    else {
      const district = districtFor(places.districts, row.district_code, row.district_name)
      done.setting = await enrolOne(
        ctx,
        programme,
        newcomerFrom(row, district, phaseFor(places.phases, district, today(ctx))),
        terms,
      )
      done.enrolled += 1
    }
  }
  return done
}

type FoundRow = Parameters<typeof designationOf>[0] & { urn: number; name: string; trust_name: string | null }

function newcomerFrom(row: FoundRow, district: { id: string } | undefined, phase_id: string | null): Newcomer {
  const { urn, trust_name } = row
  const name = row.name.length > 160 ? `${row.name.slice(0, 159)}…` : row.name
  return {
    name,
    urn,
    designation: designationOf(row),
    trust_name: trust_name?.slice(0, 160) ?? null,
    district_id: district?.id ?? null,
    phase_id,
  }
}

export type OtherSetting = {
  name: string
  designation: Designation
  district_id: string | null
  trust_name: string | null
}

/** A setting that is not on the register, such as a community organisation. */
export async function enrolOther(
  ctx: Ctx,
  programme: Programme,
  places: Places,
  other: OtherSetting,
  terms: Terms,
): Promise<{ setting: string } | { mistakes: Record<string, string> }> {
  await ctx.tx.one(store.lockEnrolling, {})
  const district = places.districts.find((one) => one.id === other.district_id)
  if (other.district_id !== null && !district) return { mistakes: { district_id: 'Choose a district from the list' } }
  if (await ctx.tx.maybe(store.enrolmentByName, { programme: programme.id, name: other.name }))
    return { mistakes: { name: 'A setting of this name is enrolled already' } }
  const newcomer = { ...other, urn: null, phase_id: phaseFor(places.phases, district, today(ctx)) }
  return { setting: await enrolOne(ctx, programme, newcomer, terms) }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function loadEnrolment(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Enrolment> {
  const setting = params.enrolment!
  const row = UUID.test(setting)
    ? await ctx.tx.maybe(store.enrolmentById, { programme: params.programme!, setting })
    : undefined
  if (!row || row.left_on !== null) throw notFound()
  return row
}

/** Someone to begin with: the head, by name and address. Only while nobody has been invited there, by any programme. */
export async function inviteHead(
  ctx: Ctx,
  programme: Programme,
  enrolment: Enrolment,
  head: { name: string; email: string },
): Promise<void> {
  if (enrolment.first_invited_on !== null) throw new Problem('settings.head-already-invited')
  const setting = enrolment.setting_id
  await acrossTenants(ctx, `Invited the head of ${enrolment.name}`, [setting], async () => {
    if (!(await addFirstPerson(ctx, { setting_id: setting, name: enrolment.name }, { ...head, roles: ['head'] })))
      throw new Problem('settings.head-already-invited')
    await ctx.tx.run(store.markFirstInvited, { setting, programme: programme.id, on: today(ctx) })
  })
}

export async function offerAgain(ctx: Ctx, programme: Programme, enrolment: Enrolment, terms: Terms): Promise<void> {
  if (whyNoOffer(enrolment, today(ctx)))
    throw new Problem('settings.no-offer-now', `/programmes/${programme.id}/settings/${enrolment.setting_id}`)
  const { setting_id: setting, name, trust_name } = enrolment
  await acrossTenants(ctx, `Offered ${name} a new agreement`, [setting], async () => {
    await offer(ctx, { setting, name, trust_name }, programme, terms)
    const words = `${programme.name} offered an agreement until ${dateInWords(terms.ends_on)}`
    await ctx.audit({ deed: 'settings.agreement-offered', setting, about: programme.id, words })
  })
}

export type EnrolmentChange = {
  district_id: string | null
  phase_id: string | null
  levels: readonly number[]
  version: number
}

/** False when someone else changed it meanwhile. */
export async function changeEnrolment(
  ctx: Ctx,
  programme: Programme,
  enrolment: Enrolment,
  change: EnrolmentChange,
): Promise<boolean> {
  const { setting_id: setting, name } = enrolment
  const { district_id: district, phase_id: phase, levels, version } = change
  return acrossTenants(ctx, `Changed where ${name} belongs in ${programme.name}`, [setting], async () => {
    const kept = await ctx.tx.maybe(store.changeEnrolment, {
      setting,
      programme: programme.id,
      district,
      phase,
      levels,
      version,
    })
    return kept !== undefined
  })
}

export type EnrolledAsked = {
  district: string | null
  designation: string | null
  phase: string | null
  state: State | null
  words: string | null
}

const likeWords = (words: string | null): string | null =>
  words === null ? null : `%${words.replace(/[\\%_]/g, '\\$&')}%`

export async function enrolledList(ctx: Ctx, programme: Programme, asked: EnrolledAsked, most: number, skip: number) {
  const filter = { ...asked, words: likeWords(asked.words), programme: programme.id, today: today(ctx) }
  const counts = await ctx.tx.one(store.enrolledCounts, filter)
  const all = { ...filter, district: null, designation: null, phase: null, state: null, words: null }
  const whole = await ctx.tx.one(store.enrolledCounts, all)
  return { counts, whole, rows: await ctx.tx.many(store.enrolledPage, { ...filter, most, skip }) }
}
