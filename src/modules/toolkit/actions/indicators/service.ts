// What happens to indicators: made, changed, given dated numbers, removed while nothing rests on them.
import { actorOf, today, type Ctx } from '../../../../kernel/context.ts'
import type { Mistakes } from '../../../../kernel/form.ts'
import { notFound } from '../../../../kernel/problem.ts'
import { idFrom, indicatorsOf, type Action, type Indicator } from '../service.ts'
import type { ChangedIndicator, NewIndicator, NewReading } from './forms.ts'
import { halfMissing, type Sided } from './rules.ts'
import * as store from './store.ts'

export async function loadIndicator(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Indicator> {
  const id = idFrom(params.indicator)
  const found = (await indicatorsOf(ctx, [{ setting_id: params.setting!, id: idFrom(params.action) }])).find(
    (one) => one.id === id,
  )
  if (!found) throw notFound()
  return found
}

const ASK: Readonly<Record<keyof Sided, string>> = {
  baseline: 'Enter the number on that day, or leave the day empty',
  baseline_on: 'Enter the day of the first number',
  target: 'Enter the number you aim for, or leave the day empty',
  target_on: 'Enter the day by which you hope to reach it',
}

function mistakesIn(sides: Sided): Mistakes | undefined {
  const missing = halfMissing(sides)
  return missing === undefined ? undefined : { [missing]: ASK[missing] }
}

export async function makeIndicator(
  ctx: Ctx,
  action: Action,
  written: NewIndicator,
): Promise<{ id: string } | { mistakes: Mistakes }> {
  const mistakes = mistakesIn(written)
  if (mistakes) return { mistakes }
  const { setting_id: setting, id } = action
  const made = await ctx.tx.one(store.addIndicator, {
    ...written,
    setting,
    action: id,
    by: actorOf(ctx).name,
    at: ctx.now,
  })
  await ctx.audit({
    deed: 'toolkit.made-indicator',
    setting,
    about: id,
    words: `Added the measure “${written.name}” to “${action.title}”`,
  })
  return made
}

export async function changeIndicator(
  ctx: Ctx,
  action: Action,
  indicator: Indicator,
  written: ChangedIndicator,
): Promise<'changed' | 'overtaken' | { mistakes: Mistakes }> {
  const mistakes = mistakesIn(written)
  if (mistakes) return { mistakes }
  const { setting_id: setting, id } = indicator
  const by = actorOf(ctx).name
  if (!(await ctx.tx.maybe(store.changeIndicator, { ...written, setting, id, by, at: ctx.now }))) return 'overtaken'
  await ctx.audit({
    deed: 'toolkit.changed-indicator',
    setting,
    about: action.id,
    words: `Changed the measure “${written.name}” of “${action.title}”`,
  })
  return 'changed'
}

/** One number for each day: a second one on the same day puts the first right. */
export async function noteReading(
  ctx: Ctx,
  action: Action,
  indicator: Indicator,
  { on_day, value }: NewReading,
): Promise<Mistakes | undefined> {
  if (on_day > today(ctx)) return { on_day: 'Enter a day that is not in the future' }
  const { setting_id: setting, id } = indicator
  await ctx.tx.run(store.noteReading, { setting, indicator: id, day: on_day, value, by: actorOf(ctx).name })
  await ctx.audit({
    deed: 'toolkit.noted-reading',
    setting,
    about: action.id,
    words: `Noted a number for “${indicator.name}”`,
  })
  return undefined
}

export async function removeReading(ctx: Ctx, action: Action, indicator: Indicator, day: string): Promise<void> {
  const { setting_id: setting, id } = indicator
  await ctx.tx.run(store.removeReading, { setting, indicator: id, day })
  await ctx.audit({
    deed: 'toolkit.removed-reading',
    setting,
    about: action.id,
    words: `Removed a number from “${indicator.name}”`,
  })
}

/** How many pieces of proof name it: while there are any, it stays. */
export async function proofOn(ctx: Ctx, indicator: Indicator): Promise<number> {
  return (await ctx.tx.one(store.proofOnIndicator, { setting: indicator.setting_id, id: indicator.id })).pieces
}

export async function removeIndicator(ctx: Ctx, action: Action, indicator: Indicator): Promise<boolean> {
  if ((await proofOn(ctx, indicator)) > 0) return false
  const { setting_id: setting, id } = indicator
  await ctx.tx.run(store.removeReadings, { setting, indicator: id })
  await ctx.tx.run(store.removeIndicator, { setting, id })
  await ctx.audit({
    deed: 'toolkit.removed-indicator',
    setting,
    about: action.id,
    words: `Removed the measure “${indicator.name}” from “${action.title}”`,
  })
  return true
}
