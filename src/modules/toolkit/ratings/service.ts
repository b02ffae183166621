// What happens in a round: someone is told and takes a seat, keeps ratings, finishes; the round closes.
import type { Ctx } from '../../../kernel/context.ts'
import { actorOf } from '../../../kernel/context.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import { principleByKey } from '../edition.ts'
import { principleAt } from '../paths.ts'
import type { Cycle, Member } from '../standing/rules.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import { BASELINE, itemsOf, partOf, type OwnRating, type Part, type SeenRating } from './rules.ts'
import * as store from './store.ts'

export type Seat = { shown_as: 'named' | 'counted'; told_at: Date; finished_at: Date | null }

/** The part that the path names: a principle's, or the baseline. */
export async function loadPart(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Part> {
  const cycle = await currentCycle(ctx.tx, params.setting!)
  const key = params.principle ?? BASELINE
  const part =
    cycle && (key === BASELINE || principleByKey(editionOf(cycle), key)) ? partOf(editionOf(cycle), key) : undefined
  if (!part || params.principle === BASELINE) throw notFound()
  return part
}

const inPart = (cycle: Cycle, part: Pick<Part, 'key'>) => ({
  setting: cycle.setting_id,
  cycle: cycle.id,
  part: part.key,
})

export function seatOf(ctx: Ctx, cycle: Cycle, part: Part, member: Member): Promise<Seat | undefined> {
  return ctx.tx.maybe(store.seatOf, { ...inPart(cycle, part), member: member.id })
}

export function ownRatingsOf(ctx: Ctx, cycle: Cycle, part: Part, member: Member): Promise<OwnRating[]> {
  const items = itemsOf(part).map((item) => item.key)
  return ctx.tx.many(store.ownRatings, { setting: cycle.setting_id, cycle: cycle.id, member: member.id, items })
}

/** What the finished chose, once the round is closed; nothing before. For members of the team only. */
export function seenRatingsOf(
  ctx: Ctx,
  cycle: Cycle,
  part: Pick<Part, 'key'>,
  items: readonly string[],
): Promise<SeenRating[]> {
  return ctx.tx.many(store.ratingsOfClosedRound, { ...inPart(cycle, part), items })
}

/** Refuses once the stage is over or the round is closed. Holds the round until the deed ends. */
async function lockOpenRound(ctx: Ctx, cycle: Cycle, part: Part): Promise<void> {
  const there = principleAt(cycle.setting_id, part.key === BASELINE ? editionOf(cycle).principles[0]!.key : part.key)
  if (cycle.stage !== 'assess') throw new Problem('toolkit.round-closed', there)
  const round = await ctx.tx.maybe(store.lockRound, inPart(cycle, part))
  if (round?.closed_at) throw new Problem('toolkit.round-closed', there)
}

/** Told who will see what, and how they wish to be shown. The first to sit down opens the round. */
export async function takeSeat(
  ctx: Ctx,
  cycle: Cycle,
  part: Part,
  member: Member,
  shown_as: Seat['shown_as'],
): Promise<void> {
  await lockOpenRound(ctx, cycle, part)
  await ctx.tx.run(store.openRound, { ...inPart(cycle, part), at: ctx.now, by: member.name })
  await ctx.tx.run(store.takeSeat, { ...inPart(cycle, part), member: member.id, at: ctx.now, shown_as })
}

/** Keeps whatever was answered so far. */
export async function keepRatings(
  ctx: Ctx,
  cycle: Cycle,
  part: Part,
  member: Member,
  ratings: readonly OwnRating[],
): Promise<void> {
  await lockOpenRound(ctx, cycle, part)
  if (!(await seatOf(ctx, cycle, part, member))) throw new Problem('toolkit.not-told-yet')
  if (ratings.length === 0) return
  await ctx.tx.run(store.keepRatings, {
    setting: cycle.setting_id,
    cycle: cycle.id,
    member: member.id,
    at: ctx.now,
    rows: json(ratings),
  })
}

/** Says that this member is in. True when that closed the round, because everyone is. */
export async function finish(ctx: Ctx, cycle: Cycle, part: Part, member: Member): Promise<boolean> {
  await ctx.tx.run(store.finishSeat, { ...inPart(cycle, part), member: member.id, at: ctx.now })
  await ctx.audit({
    deed: 'toolkit.finished-rating',
    setting: cycle.setting_id,
    about: cycle.id,
    words: `Finished rating ${part.name}`,
  })
  return (await closeCompleteRounds(ctx, cycle)).includes(part.key)
}

/** Closes rounds that wait for nobody any more. */
export async function closeCompleteRounds(ctx: Ctx, cycle: Cycle): Promise<string[]> {
  const closed = await ctx.tx.many(store.closeCompleteRounds, {
    setting: cycle.setting_id,
    cycle: cycle.id,
    at: ctx.now,
  })
  for (const { part } of closed) await tellClosed(ctx, cycle, part)
  return closed.map(({ part }) => part)
}

/** The lead closes a round before everyone is in. False when it is closed, or nobody has finished yet. */
export async function closeRound(ctx: Ctx, cycle: Cycle, part: Part): Promise<boolean> {
  const closed = await ctx.tx.maybe(store.closeRound, { ...inPart(cycle, part), at: ctx.now, by: actorOf(ctx).name })
  if (!closed) return false
  await ctx.audit({
    deed: 'toolkit.closed-round',
    setting: cycle.setting_id,
    about: cycle.id,
    words: `Closed the round of rating ${part.name}`,
  })
  await tellClosed(ctx, cycle, part.key)
  return true
}

function tellClosed(ctx: Ctx, cycle: Cycle, part: string): Promise<void> {
  return ctx.tell({ name: 'toolkit.round-closed', setting: cycle.setting_id, about: cycle.id, facts: { part } })
}
