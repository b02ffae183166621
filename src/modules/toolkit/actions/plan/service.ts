// The plan as a whole: loading what its pages show, and giving a reason why a gap waits.
import { actorOf, type Ctx } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/problem.ts'
import { publishBoard } from '../../board/service.ts'
import { criterionByKey, principleByKey, type Principle } from '../../edition.ts'
import { loadPlanning, loadOpenPlanning, purposeOf, type Planning, type Purpose } from '../service.ts'
import * as store from './store.ts'

export type PrinciplePlanning = Planning & { principle: Principle }

export async function loadPrinciplePlan(
  ctx: Ctx,
  params: Readonly<Record<string, string>>,
): Promise<PrinciplePlanning> {
  const planning = await loadPlanning(ctx, params)
  const principle = principleByKey(planning.edition, params.principle ?? '')
  if (!principle) throw notFound()
  return { ...planning, principle }
}

export type GapPlanning = Planning & { purpose: Purpose }

export async function loadOpenGap(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<GapPlanning> {
  const planning = await loadOpenPlanning(ctx, params)
  if (!criterionByKey(planning.edition, params.criterion ?? '')) throw notFound()
  return { ...planning, purpose: purposeOf(planning.edition, params.criterion!) }
}

/** Answers false when someone else gave another reason meanwhile. */
export async function keepGapReason(
  ctx: Ctx,
  { cycle, purpose }: GapPlanning,
  reason: string,
  version: number,
): Promise<boolean> {
  const setting = cycle.setting_id
  const { key, text } = purpose.criterion
  const kept = await ctx.tx.maybe(store.keepGapReason, {
    setting,
    cycle: cycle.id,
    criterion: key,
    reason,
    by: actorOf(ctx).name,
    at: ctx.now,
    version,
  })
  if (!kept) return false
  await ctx.audit({
    deed: 'toolkit.gave-gap-reason',
    setting,
    about: cycle.id,
    words: `Said why “${text.replace(/[.]$/, '')}” waits`,
  })
  await publishBoard(ctx, setting)
  return true
}
