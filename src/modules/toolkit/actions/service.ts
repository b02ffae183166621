// What happens to actions: made, changed, moved, carried into the next cycle. One function for each deed; every change
// leaves an audit line, and what programmes see is published anew.
import type { z } from 'zod'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import type { Mistakes } from '../../../kernel/form.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { publishBoard } from '../board/service.ts'
import { criterionByKey, principleOf, type Criterion, type Edition, type Principle } from '../edition.ts'
import { toolkitAt } from '../paths.ts'
import { leadsHere } from '../roles.ts'
import { onTeam, type Cycle, type Standing } from '../standing/rules.ts'
import { currentCycle, editionOf, loadCycle, loadStanding } from '../standing/service.ts'
import type { ChangedAction, NewAction } from './forms.ts'
import { datesHold, isCarried, STATE_WORDS, type ActionState } from './rules.ts'
import * as indicators from './indicators/store.ts'
import * as steps from './steps/store.ts'
import * as store from './store.ts'

export type Action = z.output<typeof store.ActionRow>
export type Step = z.output<typeof steps.StepRow>
export type Indicator = z.output<typeof indicators.IndicatorRow> & { readings: readonly Reading[] }
export type Reading = z.output<typeof indicators.ReadingRow>

/** One place in the framework: what an action is for. */
export type Purpose = { principle: Principle; criterion: Criterion }

/** The cycle in which people plan, everything about it, and whether this person may change the plan. */
export type Planning = { cycle: Cycle; edition: Edition; standing: Standing; mayChange: boolean; today: string }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function idFrom(text: string | undefined): string {
  if (text === undefined || !UUID.test(text)) throw notFound()
  return text
}

async function planningIn(ctx: Ctx, cycle: Cycle): Promise<Planning> {
  const standing = await loadStanding(ctx.tx, cycle)
  const actor = actorOf(ctx)
  const roles = actor.places.filter((place) => place.setting_id === cycle.setting_id).map((place) => place.role)
  // Changing the plan is for the resilience team; those who lead the school or its mental health work always may.
  const mayPlan = leadsHere(roles) || onTeam(standing, actor.person_id) !== undefined
  const mayChange = mayPlan && cycle.stage !== 'closed'
  return { cycle, edition: editionOf(cycle), standing, mayChange, today: today(ctx) }
}

/** For pages of the plan: the current cycle, or not found before the first. */
export async function loadPlanning(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Planning> {
  const cycle = await currentCycle(ctx.tx, params.setting!)
  if (!cycle) throw notFound()
  return planningIn(ctx, cycle)
}

/** For deeds: refuses those who may read the plan and not change it, and anyone once the cycle is closed. */
export async function loadOpenPlanning(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Planning> {
  const planning = await loadPlanning(ctx, params)
  return open(planning)
}

function open(planning: Planning): Planning {
  if (planning.cycle.stage === 'closed') throw new Problem('toolkit.plan-closed', toolkitAt(planning.cycle.setting_id))
  if (!planning.mayChange) throw new Problem('toolkit.not-planning')
  return planning
}

export type ActionPlace = Planning & { action: Action; purpose: Purpose }

/** An action of any cycle, with the cycle it belongs to. */
export async function loadAction(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<ActionPlace> {
  const setting = params.setting!
  const action = await ctx.tx.maybe(store.actionById, { setting, id: idFrom(params.action) })
  if (!action) throw notFound()
  const cycle = await loadCycle(ctx, { setting, cycle: action.cycle_id })
  const planning = await planningIn(ctx, cycle)
  return { ...planning, action, purpose: purposeOf(planning.edition, action.criterion_key) }
}

export async function loadOpenAction(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<ActionPlace> {
  const place = await loadAction(ctx, params)
  open(place)
  return place
}

export function purposeOf(edition: Edition, key: string): Purpose {
  const criterion = criterionByKey(edition, key)
  const principle = principleOf(edition, key)
  if (!criterion || !principle) throw new Error(`Edition ${edition.key}/${edition.version} has no criterion ${key}`)
  return { principle, criterion }
}

export function actionsOf(ctx: Ctx, cycle: Cycle): Promise<Action[]> {
  return ctx.tx.many(store.actionsOfCycle, { setting: cycle.setting_id, cycle: cycle.id })
}

export function stepsOf(ctx: Ctx, actions: readonly Action[]): Promise<Step[]> {
  const [first] = actions
  if (!first) return Promise.resolve([])
  return ctx.tx.many(steps.stepsOfActions, { setting: first.setting_id, actions: actions.map((action) => action.id) })
}

/** The indicators of some actions of one setting, each with its readings by day. */
export async function indicatorsOf(
  ctx: Ctx,
  actions: readonly Pick<Action, 'setting_id' | 'id'>[],
): Promise<Indicator[]> {
  const setting = actions[0]?.setting_id
  if (setting === undefined) return []
  const found = await ctx.tx.many(indicators.indicatorsOfActions, {
    setting,
    actions: actions.map((action) => action.id),
  })
  if (found.length === 0) return []
  const readings = await ctx.tx.many(indicators.readingsOfIndicators, {
    setting,
    indicators: found.map((one) => one.id),
  })
  return found.map((one) => ({ ...one, readings: readings.filter((reading) => reading.indicator_id === one.id) }))
}

type Owned = { owner_id: string | null; starts_on: string | null; due_on: string | null }

/** What only the team and the calendar can tell about the words of an action. */
function mistakesIn(standing: Standing, written: Owned, before?: Action): Mistakes | undefined {
  const { owner_id: owner } = written
  const known = owner === null || owner === before?.owner_id || standing.team.some((member) => member.id === owner)
  if (!known) return { owner_id: 'Choose someone on the team' }
  if (!datesHold(written.starts_on, written.due_on)) return { due_on: 'Enter a day on or after the day it starts' }
  return undefined
}

export async function makeAction(
  ctx: Ctx,
  planning: Planning,
  written: NewAction,
): Promise<{ id: string } | { mistakes: Mistakes }> {
  const { cycle, edition, standing } = planning
  const criterion = criterionByKey(edition, written.criterion)
  if (!criterion) return { mistakes: { criterion: 'Choose what the action is for' } }
  const mistakes = mistakesIn(standing, written)
  if (mistakes) return { mistakes }
  const { steps: firstSteps, criterion: key, move, ...words } = written
  const move_key = criterion.moves.find((one) => one.key === move)?.key ?? null
  const setting = cycle.setting_id
  const by = actorOf(ctx).name
  const { id } = await ctx.tx.one(store.addAction, {
    ...words,
    setting,
    cycle: cycle.id,
    criterion: key,
    move: move_key,
    by,
    at: ctx.now,
  })
  for (const step of firstSteps) await ctx.tx.run(steps.addStep, { setting, action: id, words: step })
  await ctx.audit({ deed: 'toolkit.made-action', setting, about: id, words: `Made the action “${written.title}”` })
  await publishBoard(ctx, setting)
  return { id }
}

/** Kept only over the version that the writer began from: otherwise the two are brought together (kernel/merge.ts). */
export async function changeAction(
  ctx: Ctx,
  place: ActionPlace,
  written: ChangedAction,
): Promise<'changed' | 'overtaken' | { mistakes: Mistakes }> {
  const { action, standing } = place
  const mistakes = mistakesIn(standing, written, action)
  if (mistakes) return { mistakes }
  const { setting_id: setting, id } = action
  const changed = await ctx.tx.maybe(store.changeAction, {
    ...written,
    setting,
    id,
    by: actorOf(ctx).name,
    at: ctx.now,
  })
  if (!changed) return 'overtaken'
  await ctx.audit({
    deed: 'toolkit.changed-action',
    setting,
    about: id,
    words: `Changed the action “${written.title}”`,
  })
  return 'changed'
}

/** Nothing is deleted: an action that is stopped can be opened again. */
export async function moveAction(ctx: Ctx, place: ActionPlace, state: ActionState): Promise<void> {
  const { setting_id: setting, id, title } = place.action
  const moved = await ctx.tx.maybe(store.moveAction, { setting, id, state, by: actorOf(ctx).name, at: ctx.now })
  if (!moved) return
  await ctx.audit({
    deed: 'toolkit.moved-action',
    setting,
    about: id,
    words: `“${title}” is now: ${STATE_WORDS[state].toLowerCase()}`,
  })
  await publishBoard(ctx, setting)
}

/**
 * What the cycle before left to do, copied into the next: steps not yet done, indicators with their readings, and an
 * owner who is still on the team. The old action stays as it was. Safe to repeat. Answers how many were copied.
 */
export async function carryUnfinished(ctx: Ctx, from: Cycle, to: Cycle): Promise<number> {
  const setting = from.setting_id
  const edition = editionOf(to)
  const carried = (await actionsOf(ctx, from)).filter(
    (action) => isCarried(action) && criterionByKey(edition, action.criterion_key),
  )
  let copied = 0
  for (const action of carried) {
    const copy = await ctx.tx.maybe(store.actionToCarry, {
      setting,
      id: action.id,
      cycle: to.id,
      by: ctx.actor?.name ?? 'Wholeschool',
      at: ctx.now,
    })
    if (!copy) continue
    copied += 1
    await ctx.tx.run(steps.carryStepsToDo, { setting, from: action.id, to: copy.id })
    for (const indicator of await ctx.tx.many(indicators.indicatorsOfActions, { setting, actions: [action.id] })) {
      const same = await ctx.tx.one(indicators.carryIndicator, { setting, from: indicator.id, to: copy.id })
      await ctx.tx.run(indicators.carryReadings, { setting, from: indicator.id, to: same.id })
    }
  }
  if (copied > 0)
    await ctx.audit({
      deed: 'toolkit.carried-actions',
      setting,
      about: to.id,
      words: `Carried ${copied} unfinished ${copied === 1 ? 'action' : 'actions'} into cycle ${to.number}`,
    })
  return copied
}
