// The setting's side of an agreement: the head signs it, may end it with words, and turns each flow on or off. Ending
// stops all sharing in the same transaction.
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { ROLES } from '../../../kernel/access.ts'
import type { Flow } from '../flows.ts'
import * as store from './agreements-store.ts'
import type { Agreement } from './agreements-store.ts'
import { flowChanges, flowsCovered, standingOf } from './rules.ts'
import { keepTrustFlows, stopTrustFlows, stopTrustsRunOut } from '../trusts/sharing.ts'
import { programmesOfSetting, publishAgreement } from './store.ts'

export type { Agreement }

export function agreementsOf(ctx: Ctx, setting: string): Promise<Agreement[]> {
  return ctx.tx.many(store.agreementsOfSetting, { setting })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function loadAgreement(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Agreement> {
  const id = params.agreement!
  const row = UUID.test(id) ? await ctx.tx.maybe(store.agreementById, { setting: params.setting!, id }) : undefined
  if (!row) throw notFound()
  return row
}

/** The head signs. What was in force before gives way. */
export async function signAgreement(ctx: Ctx, agreement: Agreement, name: string): Promise<void> {
  const { setting_id: setting, id, programme_id: programme, trust_id: trust, version, with_name } = agreement
  if (standingOf(agreement, today(ctx)) !== 'offered' || agreement.ends_on < today(ctx))
    throw new Problem('settings.agreement-not-open', `/settings/${setting}/agreement`)
  const { person_id: person } = actorOf(ctx)
  await ctx.tx.run(store.endAgreementInForce, {
    setting,
    programme,
    trust,
    at: ctx.now,
    words: 'A new agreement was signed',
  })
  const signed = await ctx.tx.maybe(store.signAgreement, {
    setting,
    id,
    version,
    person,
    name,
    role: ROLES.head,
    at: ctx.now,
  })
  if (!signed) throw new Problem('kernel.changed-meanwhile', `/settings/${setting}/agreement`)
  // What the new agreement does not name is shared no more.
  if (trust !== null) await keepTrustFlows(ctx, setting, trust, agreement)
  if (programme !== null) {
    const covered: readonly string[] = flowsCovered(agreement.purposes)
    const uncovered = (await flowsNow(ctx, setting, programme)).filter((flow) => !covered.includes(flow))
    await stopFlows(ctx, setting, programme, uncovered)
    await ctx.tx.one(publishAgreement, { setting, programme })
  }
  await ctx.audit({
    deed: 'settings.agreement-signed',
    setting,
    about: id,
    words: `Signed the agreement with ${with_name}`,
  })
  await ctx.tell({ name: 'settings.agreement-signed', setting, about: id, facts: { programme, trust } })
}

async function stopFlows(ctx: Ctx, setting: string, programme: string, flows: readonly string[]): Promise<void> {
  for (const flow of flows) {
    await ctx.tx.run(store.removeSharing, { setting, programme, flow })
    await ctx.tell({ name: 'settings.sharing-stopped', setting, about: setting, facts: { programme, flow } })
  }
}

/** Everything that goes to a programme stops: the setting leaves it. */
export async function stopAllFlows(ctx: Ctx, setting: string, programme: string): Promise<void> {
  await stopFlows(ctx, setting, programme, await flowsNow(ctx, setting, programme))
}

async function flowsNow(ctx: Ctx, setting: string, programme: string): Promise<string[]> {
  const rows = await ctx.tx.many(store.sharingOfSetting, { setting })
  return rows.filter((row) => row.programme_id === programme).map((row) => row.flow)
}

/** The head ends an agreement, or declines one that was offered. All sharing under it stops at once. */
export async function endAgreement(ctx: Ctx, agreement: Agreement, words: string): Promise<void> {
  const { setting_id: setting, id, programme_id: programme, trust_id: trust, version, with_name } = agreement
  const ended = await ctx.tx.maybe(store.endAgreement, { setting, id, version, at: ctx.now, words })
  if (!ended) throw new Problem('settings.agreement-not-open', `/settings/${setting}/agreement`)
  if (agreement.signed_at && trust !== null) await stopTrustFlows(ctx, setting, trust)
  if (programme !== null) {
    if (agreement.signed_at) await stopFlows(ctx, setting, programme, await flowsNow(ctx, setting, programme))
    await ctx.tx.one(publishAgreement, { setting, programme })
  }
  const deed = agreement.signed_at ? 'Ended the agreement' : 'Declined the agreement'
  await ctx.audit({ deed: 'settings.agreement-ended', setting, about: id, words: `${deed} with ${with_name}` })
  await ctx.tell({ name: 'settings.agreement-ended', setting, about: id, facts: { programme, trust } })
}

export type SharingWith = {
  programme_id: string
  programme_name: string
  inForce: boolean
  offered: boolean
  ends_on: string | null
  flows: readonly string[]
  /** The flows that the agreement in force names a purpose for. */
  covered: readonly Flow[]
}

/** What goes to each programme of the setting, and whether it may. */
export async function sharingOf(ctx: Ctx, setting: string): Promise<SharingWith[]> {
  const programmes = await ctx.tx.many(programmesOfSetting, { setting })
  const sharing = await ctx.tx.many(store.sharingOfSetting, { setting })
  const agreements = await agreementsOf(ctx, setting)
  return programmes.map(({ programme_id, programme_name }) => {
    const own = agreements.filter((one) => one.programme_id === programme_id)
    const inForce = own.find((one) => standingOf(one, today(ctx)) === 'in-force')
    const flows = sharing.filter((row) => row.programme_id === programme_id).map((row) => row.flow)
    const offered = own.some((one) => standingOf(one, today(ctx)) === 'offered')
    const covered = flowsCovered(inForce?.purposes ?? [])
    return {
      programme_id,
      programme_name,
      inForce: inForce !== undefined,
      offered,
      ends_on: inForce?.ends_on ?? null,
      flows,
      covered,
    }
  })
}

/** Turns flows on and off. Nothing starts without an agreement in force; stopping needs none. */
export async function changeSharing(
  ctx: Ctx,
  setting: string,
  programme: SharingWith,
  wanted: readonly Flow[],
): Promise<{ started: number; stopped: number }> {
  const { programme_id: id, programme_name } = programme
  const { start, stop } = flowChanges(programme.flows, wanted)
  const uncovered = start.some((flow) => !programme.covered.includes(flow))
  if (
    uncovered ||
    (start.length > 0 && !(await ctx.tx.maybe(store.agreementInForce, { setting, programme: id, today: today(ctx) })))
  )
    throw new Problem('settings.no-agreement', `/settings/${setting}/agreement`)
  await stopFlows(ctx, setting, id, stop)
  const { name: by } = actorOf(ctx)
  for (const flow of start) {
    await ctx.tx.run(store.addSharing, { setting, programme: id, flow, at: ctx.now, by })
    await ctx.tell({ name: 'settings.sharing-started', setting, about: setting, facts: { programme: id, flow } })
  }
  if (start.length + stop.length > 0) {
    await ctx.tx.one(publishAgreement, { setting, programme: id })
    const words = `Changed what is shared with ${programme_name}: ${start.length} started, ${stop.length} stopped`
    await ctx.audit({ deed: 'settings.sharing-changed', setting, about: id, words })
  }
  return { started: start.length, stopped: stop.length }
}

/** What was shared under an agreement that has run out is shared no more. All of it at once, however much ran out. */
export async function stopWhatHasRunOut(ctx: Ctx): Promise<void> {
  const found = (): Promise<Over[]> =>
    ctx.tx.as('clerk', nowhere, () => ctx.tx.many(store.sharedBeyondAgreement, { today: today(ctx) }))
  for (let over = await found(); over.length > 0; over = await found()) await stopFlowsOf(ctx, over)
  await stopTrustsRunOut(ctx)
}

type Over = { setting_id: string; programme_id: string; flows: string[] }

async function stopFlowsOf(ctx: Ctx, over: readonly Over[]): Promise<void> {
  for (const { setting_id: setting, programme_id: programme, flows } of over) {
    await acrossTenants(ctx, 'The agreement ran out, so sharing stopped', [setting], async () => {
      await stopFlows(ctx, setting, programme, flows)
      await ctx.tx.one(publishAgreement, { setting, programme })
    })
  }
}
