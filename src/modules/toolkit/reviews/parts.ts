// What reviews give to the Toolkit's module: their table, and an owner's own reviews on their home page.
import { whileEnrolled } from '../../../kernel/retire.ts'
import { nounsOf } from '../edition.ts'
import type { NounParts } from '../parts.ts'
import { reviewAt } from '../paths.ts'
import { leadsHere } from '../roles.ts'
import { onTeam } from '../standing/rules.ts'

const REVIEW_MINUTES = 10

export const parts: NounParts = {
  tables: {
    'toolkit.reviews': {
      purpose: 'What came of an action: what was done, what changed for pupils in their words, and what comes next.',
      whose: 'The member of staff who reviewed; pupils are quoted without names.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  // Those who lead see every review that waits among the next steps of the cycle.
  home: async ({ actor, roles, standing, edition }) => {
    const me = standing && onTeam(standing, actor.person_id)
    if (!me || standing.cycle.stage !== 'review' || leadsHere(roles) || me.is_lead) return {}
    const own = standing.actions.filter((action) => !action.reviewed && action.owner_id === me.id)
    const hint = `What you did, what changed for ${nounsOf(edition).learners}, and what comes next.`
    return {
      needs: own.map((action) => ({
        href: reviewAt(standing.cycle.setting_id, action.id),
        title: `Review “${action.title}”`,
        hint,
        minutes: REVIEW_MINUTES,
        order: 30,
      })),
    }
  },
}
