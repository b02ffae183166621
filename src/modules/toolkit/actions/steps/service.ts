// What happens to the steps of an action: added, reworded, ticked, put in order, removed.
import type { z } from 'zod'
import { actorOf, type Ctx } from '../../../../kernel/context.ts'
import { notFound } from '../../../../kernel/problem.ts'
import { idFrom, type Action } from '../service.ts'
import { reordered, type Way } from './rules.ts'
import * as store from './store.ts'

export type Step = z.output<typeof store.StepRow>

export async function loadStep(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Step> {
  const step = await ctx.tx.maybe(store.stepById, {
    setting: params.setting!,
    action: idFrom(params.action),
    id: idFrom(params.step),
  })
  if (!step) throw notFound()
  return step
}

export function stepsOfAction(ctx: Ctx, action: Action): Promise<Step[]> {
  return ctx.tx.many(store.stepsOfAction, { setting: action.setting_id, action: action.id })
}

async function audit(
  ctx: Ctx,
  step: Pick<Step, 'setting_id' | 'action_id'>,
  deed: string,
  words: string,
): Promise<void> {
  await ctx.audit({ deed, setting: step.setting_id, about: step.action_id, words })
}

export async function addStep(ctx: Ctx, action: Action, words: string): Promise<void> {
  await ctx.tx.run(store.addStep, { setting: action.setting_id, action: action.id, words })
  await audit(
    ctx,
    { setting_id: action.setting_id, action_id: action.id },
    'toolkit.added-step',
    `Added a step to “${action.title}”`,
  )
}

export async function tickStep(ctx: Ctx, action: Action, step: Step, done: boolean): Promise<void> {
  if (done === (step.done_at !== null)) return
  await ctx.tx.run(store.tickStep, {
    setting: step.setting_id,
    id: step.id,
    at: done ? ctx.now : null,
    by: done ? actorOf(ctx).name : null,
  })
  await audit(ctx, step, 'toolkit.ticked-step', `${done ? 'Ticked' : 'Opened again'} a step of “${action.title}”`)
}

/** Answers false when someone else reworded it meanwhile. */
export async function rewordStep(ctx: Ctx, action: Action, step: Step, words: string, was: string): Promise<boolean> {
  if (words === step.words) return true
  const changed = await ctx.tx.run(store.rewordStep, { setting: step.setting_id, id: step.id, words, was })
  if (changed === 0) return false
  await audit(ctx, step, 'toolkit.changed-step', `Changed a step of “${action.title}”`)
  return true
}

export async function placeStep(ctx: Ctx, action: Action, step: Step, way: Way): Promise<void> {
  const ids = (await stepsOfAction(ctx, action)).map((one) => one.id)
  await ctx.tx.run(store.orderSteps, { setting: step.setting_id, action: action.id, ids: reordered(ids, step.id, way) })
  await audit(ctx, step, 'toolkit.ordered-steps', `Changed the order of the steps of “${action.title}”`)
}

export async function removeStep(ctx: Ctx, action: Action, step: Step): Promise<void> {
  await ctx.tx.run(store.removeStep, { setting: step.setting_id, id: step.id })
  await audit(ctx, step, 'toolkit.removed-step', `Removed a step from “${action.title}”`)
}
