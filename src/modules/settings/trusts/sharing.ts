// What a setting shares with its own trust: the head turns each flow on or off under an agreement in force. Stopping
// takes back what was shared in the same transaction, and so does the end of the agreement.
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { Problem } from '../../../kernel/problem.ts'
import { flowChanges, trustFlowsCovered } from '../enrolments/rules.ts'
import type { TrustFlow } from '../flows.ts'
import * as store from './store.ts'

export type SharingWithTrust = {
  trust_id: string
  name: string
  inForce: boolean
  offered: boolean
  ends_on: string | null
  flows: readonly string[]
  covered: readonly TrustFlow[]
}

async function flowsNow(ctx: Ctx, setting: string, trust: string): Promise<string[]> {
  return (await ctx.tx.many(store.trustFlowsNow, { setting, trust })).map((row) => row.flow)
}

/** What goes to the setting's trust, and whether it may; nothing when it belongs to none. */
export async function sharingWithTrust(ctx: Ctx, setting: string): Promise<SharingWithTrust | undefined> {
  const trust = await ctx.tx.maybe(store.trustOfSetting, { setting })
  if (!trust) return undefined
  const at = { setting, trust: trust.trust_id }
  const agreement = await ctx.tx.maybe(store.agreementWithTrust, { ...at, today: today(ctx) })
  return {
    trust_id: trust.trust_id,
    name: trust.name,
    inForce: agreement !== undefined,
    offered: (await ctx.tx.maybe(store.offerOfTrust, at)) !== undefined,
    ends_on: agreement?.ends_on ?? null,
    flows: await flowsNow(ctx, setting, trust.trust_id),
    covered: trustFlowsCovered(agreement?.purposes ?? []),
  }
}

async function stop(ctx: Ctx, setting: string, trust: string, flows: readonly string[]): Promise<void> {
  for (const flow of flows) {
    await ctx.tx.run(store.removeTrustSharing, { setting, trust, flow })
    await ctx.tell({ name: 'settings.trust-sharing-stopped', setting, about: setting, facts: { trust, flow } })
  }
}

/** Everything that goes to a trust stops: its agreement has ended. */
export async function stopTrustFlows(ctx: Ctx, setting: string, trust: string): Promise<void> {
  await stop(ctx, setting, trust, await flowsNow(ctx, setting, trust))
}

/** A new agreement was signed: what it does not name stops, the rest goes on until its last day. */
export async function keepTrustFlows(
  ctx: Ctx,
  setting: string,
  trust: string,
  agreement: { purposes: readonly string[]; ends_on: string },
): Promise<void> {
  const covered: readonly string[] = trustFlowsCovered(agreement.purposes)
  const now = await flowsNow(ctx, setting, trust)
  await stop(
    ctx,
    setting,
    trust,
    now.filter((flow) => !covered.includes(flow)),
  )
  await ctx.tx.run(store.moveTrustSharing, { setting, trust, until: agreement.ends_on })
  for (const flow of now.filter((one) => covered.includes(one)))
    await ctx.tell({ name: 'settings.trust-sharing-started', setting, about: setting, facts: { trust, flow } })
}

/** Turns flows on and off. Nothing starts without an agreement in force; stopping needs none. */
export async function changeTrustSharing(
  ctx: Ctx,
  setting: string,
  trust: SharingWithTrust,
  wanted: readonly TrustFlow[],
): Promise<{ started: number; stopped: number }> {
  const { trust_id: id, name, ends_on: until } = trust
  const { start, stop: ends } = flowChanges(trust.flows, wanted)
  const uncovered = start.some((flow) => !trust.covered.includes(flow))
  if (uncovered || (start.length > 0 && until === null))
    throw new Problem('settings.no-agreement', `/settings/${setting}/agreement`)
  await stop(ctx, setting, id, ends)
  const { name: by } = actorOf(ctx)
  for (const flow of start) {
    await ctx.tx.run(store.addTrustSharing, { setting, trust: id, flow, at: ctx.now, by, until: until! })
    await ctx.tell({ name: 'settings.trust-sharing-started', setting, about: setting, facts: { trust: id, flow } })
  }
  if (start.length + ends.length > 0) {
    const words = `Changed what is shared with ${name}: ${start.length} started, ${ends.length} stopped`
    await ctx.audit({ deed: 'settings.sharing-changed', setting, about: id, words })
  }
  return { started: start.length, stopped: ends.length }
}

/** What was shared with a trust under an agreement that has run out is taken back, all of it, however much ran out. */
export async function stopTrustsRunOut(ctx: Ctx): Promise<void> {
  const found = () => ctx.tx.as('clerk', nowhere, () => ctx.tx.many(store.trustSharingRunOut, { today: today(ctx) }))
  for (let over = await found(); over.length > 0; over = await found())
    for (const { setting_id: setting, trust_id: trust } of over)
      await acrossTenants(ctx, 'The agreement with its trust ran out, so sharing stopped', [setting], () =>
        stopTrustFlows(ctx, setting, trust),
      )
}
