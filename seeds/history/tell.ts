// Tells a school's cycles one after another: what one ends with, the next begins with.
import { tellAssess } from './assess.ts'
import { tellPlan, type ToldAction } from './plan.ts'
import { tellReview } from './review.ts'
import { startScripted, tellScriptedPlan, tellScriptedReview } from './scripted.ts'
import { beginCycle, beginStory, type CyclePlan, type StoryStart, type Told } from './story.ts'

export function tellStory(start: StoryStart, cycles: readonly CyclePlan[]): Told[] {
  const telling = beginStory(start)
  let carried: ToldAction[] = []
  return cycles.map((plan, at) => {
    const told = beginCycle(telling, at + 1, plan)
    if (telling.script) return tellScripted(told)
    tellAssess(told)
    const actions = plan.assessEndedAgo === undefined ? [] : tellPlan(told, carried)
    carried = plan.planEndedAgo === undefined ? [] : tellReview(told, actions)
    return told
  })
}

/** The same three stages, in the words that this setting wrote. */
function tellScripted(told: Told): Told {
  startScripted(told)
  tellAssess(told)
  if (told.plan.assessEndedAgo === undefined) return told
  const actions = tellScriptedPlan(told)
  if (told.plan.planEndedAgo !== undefined) tellScriptedReview(told, actions)
  return told
}
