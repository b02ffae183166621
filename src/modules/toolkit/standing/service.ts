// Loads where a setting's Toolkit stands: its cycles, and everything the rules need to know of one cycle.
import type { Ctx } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db.ts'
import { notFound } from '../../../kernel/problem.ts'
import { loadEdition, type Edition } from '../edition.ts'
import { withOwn } from '../own-criteria/rules.ts'
import type { AgreedBefore, Cycle, Standing } from './rules.ts'
import * as store from './store.ts'

/** The cycle people work in: the newest one. Its stage is `closed` between two cycles. */
export function currentCycle(tx: Tx, setting: string): Promise<Cycle | undefined> {
  return tx.maybe(store.latestCycle, { setting })
}

/** Newest first. */
export function cyclesOf(tx: Tx, setting: string): Promise<Cycle[]> {
  return tx.many(store.cyclesOfSetting, { setting })
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** For routes: the cycle that `:cycle` names, or the current one. */
export async function loadCycle(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Cycle> {
  const setting = params.setting!
  const { cycle: id } = params
  if (id !== undefined && !UUID.test(id)) throw notFound()
  const cycle =
    id === undefined ? await currentCycle(ctx.tx, setting) : await ctx.tx.maybe(store.cycleById, { setting, id })
  if (!cycle) throw notFound()
  return cycle
}

/** For routes that also serve a setting without a first cycle. */
export function loadCycleIfAny(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Cycle | undefined> {
  return currentCycle(ctx.tx, params.setting!)
}

/** The edition the cycle began with, and what its programmes asked of it then. */
export function editionOf(cycle: Pick<Cycle, 'edition_key' | 'edition_version' | 'own_criteria'>): Edition {
  return withOwn(loadEdition(cycle.edition_key, cycle.edition_version), cycle.own_criteria)
}

/** Everything the rules ask about one cycle. */
export async function loadStanding(tx: Tx, cycle: Cycle): Promise<Standing> {
  const at = { setting: cycle.setting_id, cycle: cycle.id }
  const [members, agreed, actions, gapReasons, chapters, evidence, rounds, involvements, before] = await tx.together([
    () => tx.many(store.membersOfSetting, { setting: cycle.setting_id }),
    () => tx.many(store.agreedOfCycle, at),
    () => tx.many(store.actionsOfCycle, at),
    () => tx.many(store.gapReasonsOfCycle, at),
    () => tx.many(store.chapterAgreementsOfCycle, at),
    () => tx.many(store.evidenceCountsOfCycle, at),
    () => tx.many(store.roundsOfCycle, at),
    () => tx.many(store.involvementsOfCycle, at),
    () => agreedBefore(tx, cycle),
  ])
  return {
    cycle,
    team: members.filter((member) => member.left_on === null),
    leavers: members.filter((member) => member.left_on !== null),
    agreed: agreed.map(withLevel),
    actions,
    gapReasons,
    chapters,
    evidence,
    rounds,
    involvements,
    before,
  }
}

async function agreedBefore(tx: Tx, { number, setting_id: setting }: Cycle): Promise<AgreedBefore[]> {
  return number === 1 ? [] : (await tx.many(store.agreedBefore, { setting, number })).map(withLevel)
}

/** The table allows no other number. */
function withLevel<R extends { level: number | null }>(row: R): Omit<R, 'level'> & { level: 0 | 1 | 2 | 3 | null } {
  return { ...row, level: row.level as 0 | 1 | 2 | 3 | null }
}
