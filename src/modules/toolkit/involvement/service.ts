// Keeps how pupils, parents and the community take part.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import type { Cycle } from '../standing/rules.ts'
import type { InvolvementGroup } from '../edition.ts'
import * as store from './store.ts'

export async function loadGroup(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<InvolvementGroup> {
  const cycle = await currentCycle(ctx.tx, params.setting!)
  const group = cycle && editionOf(cycle).involvement_groups.find((one) => one.key === params.group)
  if (!group) throw notFound()
  return group
}

/** False when someone else saved since `version`. */
export async function keepInvolvement(
  ctx: Ctx,
  cycle: Cycle,
  group: InvolvementGroup,
  words: { planned: string; actual: string; version: number },
): Promise<boolean> {
  const { setting_id: setting, id } = cycle
  const kept = await ctx.tx.maybe(store.keepInvolvement, {
    setting,
    cycle: id,
    group: group.key,
    by: actorOf(ctx).name,
    at: ctx.now,
    ...words,
  })
  if (!kept) return false
  await ctx.audit({
    deed: 'toolkit.planned-involvement',
    setting,
    about: id,
    words: `Wrote how ${group.name.toLowerCase()} take part`,
  })
  return true
}
