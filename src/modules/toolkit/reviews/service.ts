// What happens when an action is reviewed: the words are kept, the action takes the state its review gives it.
import type { z } from 'zod'
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { indicatorsOf, moveAction, stepsOf, type ActionPlace, type Indicator, type Step } from '../actions/service.ts'
import { publishBoard } from '../board/service.ts'
import type { Cycle } from '../standing/rules.ts'
import type { WrittenReview } from './forms.ts'
import { stateAfter } from './rules.ts'
import * as store from './store.ts'

export type Review = z.output<typeof store.ReviewRow>

/** Everything that the review of one action looks at. */
export type ReviewPlace = ActionPlace & {
  steps: readonly Step[]
  indicators: readonly Indicator[]
  review: Review | undefined
}

export async function reviewPlaceOf(ctx: Ctx, place: ActionPlace): Promise<ReviewPlace> {
  const { action } = place
  const review = await ctx.tx.maybe(store.reviewOfAction, { setting: action.setting_id, action: action.id })
  return { ...place, steps: await stepsOf(ctx, [action]), indicators: await indicatorsOf(ctx, [action]), review }
}

export function reviewsOf(ctx: Ctx, cycle: Cycle): Promise<Review[]> {
  return ctx.tx.many(store.reviewsOfCycle, { setting: cycle.setting_id, cycle: cycle.id })
}

/** Answers false when someone else reviewed it meanwhile. */
export async function keepReview(ctx: Ctx, place: ActionPlace, written: WrittenReview): Promise<boolean> {
  const { action } = place
  const { setting_id: setting, id } = action
  const { person_id: person, name } = actorOf(ctx)
  const { done_words: done, pupils_words: pupils, changed, next, next_words, version } = written
  const kept = await ctx.tx.maybe(store.keepReview, {
    setting,
    action: id,
    done,
    pupils,
    changed,
    next,
    next_words,
    version,
    person,
    name,
    at: ctx.now,
  })
  if (!kept) return false
  await ctx.audit({
    deed: 'toolkit.reviewed-action',
    setting,
    about: id,
    words: `Reviewed the action “${action.title}”`,
  })
  const state = stateAfter(action.state, next)
  // Moving publishes as well; once is enough.
  if (state !== action.state) await moveAction(ctx, place, state)
  else await publishBoard(ctx, setting)
  return true
}
