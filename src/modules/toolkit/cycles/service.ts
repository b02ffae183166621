// What happens to cycles: one begins, its stages close in turn, the next one takes up what was left.
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { settingById } from '../../settings/contract.ts'
import { carryUnfinished } from '../actions/service.ts'
import { publishBoard } from '../board/service.ts'
import { editionFor, stageKeys, type Edition, type StageKey } from '../edition.ts'
import { toolkitAt } from '../paths.ts'
import { keepAsked } from '../own-criteria/service.ts'
import { keepRecord } from '../records/service.ts'
import { leadsHere } from '../roles.ts'
import { blockersOf, leadOf, onTeam, type Cycle, type Member, type Standing } from '../standing/rules.ts'
import { currentCycle, cyclesOf, editionOf, loadStanding } from '../standing/service.ts'
import { stageAfter } from './rules.ts'
import * as store from './store.ts'

/** Everything the Toolkit's pages show about a setting, as the person who looks. */
export type Here = {
  cycle: Cycle
  cycles: readonly Cycle[]
  edition: Edition
  standing: Standing
  me: Member | undefined
  /** May start, close and choose: by role, or because they lead the team. */
  leads: boolean
  today: string
}

/** For routes: the current cycle with all that stands in it, or not found before the first. */
export async function loadHere(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const here = await loadHereIfAny(ctx, params)
  if (!here) throw notFound()
  return here
}

export async function loadHereIfAny(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here | undefined> {
  const setting = params.setting!
  const cycle = await currentCycle(ctx.tx, setting)
  if (!cycle) return undefined
  const standing = await loadStanding(ctx.tx, cycle)
  const actor = actorOf(ctx)
  const me = onTeam(standing, actor.person_id)
  const roles = actor.places.filter((place) => place.setting_id === setting).map((place) => place.role)
  const leads = leadsHere(roles) || me?.is_lead === true
  const cycles = cycle.number === 1 ? [cycle] : await cyclesOf(ctx.tx, setting)
  return { cycle, cycles, edition: editionOf(cycle), standing, me, leads, today: today(ctx) }
}

/** For deeds of the lead: refuses everyone else before anything they sent is read. */
export async function loadHereLeading(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const here = await loadHere(ctx, params)
  if (!here.leads) throw new Problem('toolkit.for-leads')
  return here
}

/** For what the team writes in an open cycle; those who lead may too. */
export async function loadHereWriting(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Here> {
  const here = await loadHere(ctx, params)
  if (!mayWrite(here))
    throw new Problem(
      here.cycle.stage === 'closed' ? 'toolkit.cycle-closed' : 'toolkit.not-on-team',
      toolkitAt(here.cycle.setting_id),
    )
  return here
}

export function mayWrite({ cycle, me, leads }: Pick<Here, 'cycle' | 'me' | 'leads'>): boolean {
  return cycle.stage !== 'closed' && (leads || me !== undefined)
}

/** For pages before the first cycle: what kind of place this is, and the edition written for it, if one is yet. */
export async function loadOffer(
  ctx: Ctx,
  params: Readonly<Record<string, string>>,
): Promise<{ name: string; edition: Edition | undefined }> {
  const { name, designation } = await settingById(ctx.tx, params.setting!)
  return { name, edition: designation === null ? undefined : editionFor(designation) }
}

export function loadStage(_ctx: Ctx, params: Readonly<Record<string, string>>): Promise<StageKey> {
  const stage = stageKeys.find((key) => key === params.stage)
  return stage ? Promise.resolve(stage) : Promise.reject(notFound())
}

/** Begins the first cycle, or the next one once the last is closed; unfinished actions come along. */
export async function startCycle(ctx: Ctx, setting: string, edition: Edition | undefined): Promise<Cycle> {
  const before = await currentCycle(ctx.tx, setting)
  if (before && before.stage !== 'closed') throw new Problem('toolkit.cycle-already-open', toolkitAt(setting))
  if (!edition) throw new Problem('toolkit.no-edition-yet', toolkitAt(setting))
  const number = (before?.number ?? 0) + 1
  const begun = await ctx.tx.one(store.addCycle, {
    setting,
    number,
    edition_key: edition.key,
    edition_version: edition.version,
    day: today(ctx),
    at: ctx.now,
  })
  const cycle: Cycle = { ...begun, own_criteria: await keepAsked(ctx, begun) }
  if (before) await carryUnfinished(ctx, before, cycle)
  await ctx.audit({
    deed: 'toolkit.started-cycle',
    setting,
    about: cycle.id,
    words: `Started cycle ${number} with ${edition.title}, version ${edition.version}`,
  })
  await ctx.tell({
    name: 'toolkit.cycle-started',
    setting,
    about: cycle.id,
    facts: { number, edition: edition.key, version: edition.version },
  })
  await publishBoard(ctx, setting)
  return cycle
}

/** Closes the open stage when nothing blocks it. False when something does, or someone else moved the cycle first. */
export async function closeStage(ctx: Ctx, here: Here, stage: StageKey, version: number): Promise<boolean> {
  const { cycle, edition, standing } = here
  const { setting_id: setting, id } = cycle
  if (cycle.stage !== stage || blockersOf(edition, standing, stage).length > 0) return false
  const by = actorOf(ctx).name
  const moved = await ctx.tx.maybe(store.closeStage, {
    setting,
    id,
    stage,
    next: stageAfter(stage),
    at: ctx.now,
    by,
    version,
  })
  if (!moved) return false
  await ctx.audit({
    deed: 'toolkit.closed-stage',
    setting,
    about: id,
    words: `Closed the ${stage} stage of cycle ${cycle.number}`,
  })
  await ctx.tell({
    name: 'toolkit.stage-closed',
    setting,
    about: id,
    facts: { stage, number: cycle.number, lead: leadOf(standing)?.person_id ?? null },
  })
  await keepRecord(ctx, moved, `The ${stage} stage closed`)
  await publishBoard(ctx, setting)
  return true
}
