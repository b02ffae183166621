// Adds evidence to a criterion and withdraws it; nothing is rubbed out.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import type { Mistakes } from '../../../kernel/form.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { z } from 'zod'
import { principleAt } from '../paths.ts'
import type { Criterion } from '../edition.ts'
import type { Cycle } from '../standing/rules.ts'
import { currentCycle } from '../standing/service.ts'
import { linkMissing } from './forms.ts'
import * as store from './store.ts'

export type Evidence = z.output<typeof store.EvidenceRow>
export type Measure = { id: string; name: string; action: string }
export type NewEvidence = {
  kind: 'note' | 'link' | 'series'
  on_day: string
  words: string
  url: string
  indicator: string
}

export function evidenceOf(ctx: Ctx, cycle: Cycle, criteria: readonly Criterion[]): Promise<Evidence[]> {
  return ctx.tx.many(store.evidenceOfCriteria, {
    setting: cycle.setting_id,
    cycle: cycle.id,
    criteria: criteria.map((criterion) => criterion.key),
  })
}

export function measuresFor(ctx: Ctx, cycle: Cycle, criterion: Criterion): Promise<Measure[]> {
  return ctx.tx.many(store.measuresToShow, { setting: cycle.setting_id, cycle: cycle.id, criterion: criterion.key })
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** One piece of evidence of the criterion in the path. */
export async function loadEvidence(
  ctx: Ctx,
  params: Readonly<Record<string, string>>,
): Promise<{ id: string; words: string }> {
  const { setting, criterion, evidence: id } = params
  const cycle = await currentCycle(ctx.tx, setting!)
  const piece =
    cycle && UUID.test(id!)
      ? await ctx.tx.maybe(store.evidenceById, { setting: setting!, cycle: cycle.id, criterion: criterion!, id: id! })
      : undefined
  if (!piece) throw notFound()
  return piece
}

/** Adds a piece, or says what is missing in it. */
export async function addEvidence(
  ctx: Ctx,
  cycle: Cycle,
  principle: string,
  criterion: Criterion,
  piece: NewEvidence,
  today: string,
): Promise<Mistakes | undefined> {
  const { setting_id: setting, id } = cycle
  if (cycle.stage === 'closed') throw new Problem('toolkit.cycle-closed', principleAt(setting, principle))
  if (piece.on_day > today) return { on_day: 'Enter today’s date or an earlier one' }
  if (piece.kind === 'link' && piece.url === '') return { url: linkMissing }
  const measure =
    piece.kind === 'series'
      ? (await measuresFor(ctx, cycle, criterion)).find((one) => one.id === piece.indicator)
      : undefined
  if (piece.kind === 'series' && !measure) return { indicator: 'Choose a measure from the list' }
  const { kind, on_day, words } = piece
  const kept = await ctx.tx.one(store.addEvidence, {
    setting,
    cycle: id,
    criterion: criterion.key,
    kind,
    on_day,
    words,
    url: kind === 'link' ? piece.url : null,
    indicator: measure?.id ?? null,
    by: actorOf(ctx).name,
    at: ctx.now,
  })
  await ctx.audit({
    deed: 'toolkit.added-evidence',
    setting,
    about: kept.id,
    words: `Added a ${kind} as evidence for ${criterion.key}`,
  })
  return undefined
}

export async function withdrawEvidence(
  ctx: Ctx,
  cycle: Cycle,
  principle: string,
  piece: { id: string },
): Promise<void> {
  if (cycle.stage === 'closed') throw new Problem('toolkit.cycle-closed', principleAt(cycle.setting_id, principle))
  await ctx.tx.run(store.withdrawEvidence, { setting: cycle.setting_id, id: piece.id, at: ctx.now })
  await ctx.audit({
    deed: 'toolkit.withdrew-evidence',
    setting: cycle.setting_id,
    about: piece.id,
    words: 'Withdrew a piece of evidence',
  })
}
