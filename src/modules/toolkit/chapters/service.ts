// What the team agrees: a level with its reason, and that a chapter is done.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import type { Typed } from '../../../kernel/form.ts'
import { begun } from '../../../kernel/merge.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { publishBoard } from '../board/service.ts'
import { loadHereWriting, mayWrite, type Here } from '../cycles/service.ts'
import { evidenceOf, measuresFor, type Evidence, type Measure } from '../evidence/service.ts'
import { principleByKey, type Criterion, type Level, type Principle } from '../edition.ts'
import { agreementAt, toolkitAt } from '../paths.ts'
import { chapterOf, momentOf, roundOf, type Cycle } from '../standing/rules.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import { threadOf, type Thread } from '../talk/service.ts'
import { seenRatingsOf } from '../ratings/service.ts'
import type { SeenRating } from '../ratings/rules.ts'
import { presenceAbove } from '../presence/service.ts'
import { nothing, type Html } from '../../../view/html.ts'
import { standsOfAgreement } from './rules.ts'
import * as store from './store.ts'

export async function loadPrinciple(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Principle> {
  const cycle = await currentCycle(ctx.tx, params.setting!)
  const principle = cycle && principleByKey(editionOf(cycle), params.principle!)
  if (!principle) throw notFound()
  return principle
}

export async function loadCriterion(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Criterion> {
  const principle = await loadPrinciple(ctx, params)
  const criterion = principle.criteria.find((one) => one.key === params.criterion)
  if (!criterion) throw notFound()
  return criterion
}

/** What the team may see of a principle's ratings: nothing for anyone else, nothing while the round is open. */
export function seenOf(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  criteria: readonly Criterion[],
): Promise<SeenRating[]> {
  if (!here.me || !roundOf(here.standing, principle.key)?.closed_at) return Promise.resolve([])
  return seenRatingsOf(
    ctx,
    here.cycle,
    { key: principle.key },
    criteria.map((criterion) => criterion.key),
  )
}

/** For agreeing a level: only the team, and only in the stages in which levels are agreed. */
export async function loadHereAgreeing(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const here = await loadHereWriting(ctx, params)
  if (!momentOf(here.cycle.stage)) throw new Problem('toolkit.nothing-to-agree', toolkitAt(here.cycle.setting_id))
  return here
}

/** What is said about a whole chapter. */
export function talkOf(ctx: Ctx, { cycle }: Here, principle: Principle): Promise<Thread> {
  const { setting_id: setting, id } = cycle
  return threadOf(ctx, { setting, cycle: id, about: 'principle', key: principle.key })
}

export type Agreeing = { level: Level | null; reason: string; version: number }

/**
 * Keeps what the team agreed of a criterion at the moment that is open (assessment or review). False when someone
 * agreed something else since `version`.
 */
export async function agreeRating(
  ctx: Ctx,
  cycle: Cycle,
  criterion: Criterion,
  { level, reason, version }: Agreeing,
): Promise<boolean> {
  const { setting_id: setting, id } = cycle
  const moment = momentOf(cycle.stage)
  if (!moment) throw new Problem('toolkit.nothing-to-agree', toolkitAt(setting))
  const { person_id: person, name } = actorOf(ctx)
  const kept = await ctx.tx.maybe(store.agreeRating, {
    setting,
    cycle: id,
    criterion: criterion.key,
    moment,
    level,
    reason,
    person,
    name,
    at: ctx.now,
    version,
  })
  if (!kept) return false
  const said = level === null ? 'not applicable' : `level ${level}`
  await ctx.audit({
    deed: 'toolkit.agreed-rating',
    setting,
    about: id,
    words: `Agreed ${said} for ${criterion.key} at ${moment}`,
  })
  await ctx.tell({
    name: 'toolkit.rating-agreed',
    setting,
    about: id,
    facts: { criterion: criterion.key, moment, level },
  })
  await publishBoard(ctx, setting)
  return true
}

/** What an agreement stands at, as the form for it begins. */
export function beginsAgreeing(
  ctx: Ctx,
  { cycle, standing }: Pick<Here, 'cycle' | 'standing'>,
  principle: Principle,
  criterion: Criterion,
): Typed {
  const action = agreementAt(cycle.setting_id, principle.key, criterion.key)
  return begun(ctx, action, standsOfAgreement(standing, criterion.key))
}

/** The team says that a chapter is done. False when something in it is still missing. */
export async function agreeChapter(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  discussed_with: string,
): Promise<boolean> {
  const { cycle, edition, standing } = here
  const { setting_id: setting, id, stage } = cycle
  if (stage === 'closed') throw new Problem('toolkit.cycle-closed', toolkitAt(setting))
  if (chapterOf(edition, standing, principle, stage).missing.length > 0) return false
  const { person_id: person, name } = actorOf(ctx)
  await ctx.tx.run(store.agreeChapter, {
    setting,
    cycle: id,
    principle: principle.key,
    stage,
    discussed_with,
    person,
    name,
    at: ctx.now,
  })
  await ctx.audit({
    deed: 'toolkit.agreed-chapter',
    setting,
    about: id,
    words: `Agreed that ${principle.name} is done in the ${stage} stage`,
  })
  await ctx.tell({ name: 'toolkit.chapter-agreed', setting, about: id, facts: { principle: principle.key, stage } })
  return true
}

export async function withdrawChapter(ctx: Ctx, here: Here, principle: Principle): Promise<void> {
  const { setting_id: setting, id, stage } = here.cycle
  if (stage === 'closed') throw new Problem('toolkit.cycle-closed', toolkitAt(setting))
  await ctx.tx.run(store.withdrawChapter, { setting, cycle: id, principle: principle.key, stage })
  await ctx.audit({
    deed: 'toolkit.withdrew-chapter',
    setting,
    about: id,
    words: `Took back that ${principle.name} is done in the ${stage} stage`,
  })
}

/** All that one criterion's page shows. */
export type CriterionSeen = {
  ratings: SeenRating[]
  evidence: Evidence[]
  measures: Measure[]
  talk: Thread
  begins: Typed
  beside: Html
}

export async function seeCriterion(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  criterion: Criterion,
): Promise<CriterionSeen> {
  const ratings = await seenOf(ctx, here, principle, [criterion])
  const evidence = await evidenceOf(ctx, here.cycle, [criterion])
  const { setting_id: setting, id: cycle } = here.cycle
  const talk = await threadOf(ctx, { setting, cycle, about: 'criterion', key: criterion.key })
  const begins = beginsAgreeing(ctx, here, principle, criterion)
  const measures = await measuresFor(ctx, here.cycle, criterion)
  const at = agreementAt(setting, principle.key, criterion.key)
  const open = mayWrite(here) && momentOf(here.cycle.stage) !== undefined
  const beside = open ? await presenceAbove(ctx, setting, at, standsOfAgreement(here.standing, criterion.key)) : nothing
  return { ratings, evidence, measures, talk, begins, beside }
}
