// What rating alone gives to the Toolkit's module.
import { whileEnrolled, type Retire } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { ownRatingsOf } from '../cycles/rules.ts'
import { baselineAt, principleAt } from '../paths.ts'
import { onTeam } from '../standing/rules.ts'
import { BASELINE } from './rules.ts'

const OWN_STEPS = 2
const RECENT_DAYS = 14

const untilTheCycleAfterNext: Retire = [
  { later: 2, of: 'toolkit.cycles', by: { cycle_id: 'id' }, number: 'number', ended: 'review_closed_at' },
  whileEnrolled,
]

export const parts: NounParts = {
  tables: {
    'toolkit.rounds': {
      purpose: 'Sittings in which each member rates alone: when they opened and closed.',
      whose: 'Staff who opened or closed one, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
    'toolkit.round_members': {
      purpose: 'Who was told what about a round, how they wish to be shown, and when they finished.',
      whose: 'Members of the resilience team.',
      keep: 'Until the cycle after the next one ends, or 6 years after the setting left.',
      retire: untilTheCycleAfterNext,
    },
    'toolkit.ratings': {
      purpose: 'What each member chose on their own: read by the team once a round is closed, and by nobody else.',
      whose: 'Members of the resilience team.',
      keep: 'Until the cycle after the next one ends, or 6 years after the setting left.',
      retire: untilTheCycleAfterNext,
      notExported:
        'Members were told that only their team would read them, and that nobody reads those who are counted.',
    },
  },
  problems: {
    'toolkit.round-closed': {
      kind: 'conflict',
      title: 'This round of rating is closed',
      words: 'The team talks about what was chosen now. What you wrote in a round that is still open is safe.',
    },
    'toolkit.not-told-yet': {
      kind: 'conflict',
      title: 'Read who will see what first',
      words: 'Before you rate, a page tells you who will see what you choose. Nothing was saved.',
    },
  },
  tells: { 'toolkit.round-closed': 'A round of rating closed: the team may see one another’s ratings.' },
  home: async ({ ctx, actor, place, standing, edition }) => {
    const me = standing && onTeam(standing, actor.person_id)
    if (!standing || !edition || !me) return {}
    const steps = ownRatingsOf(edition, standing, me).slice(0, OWN_STEPS)
    const since = ctx.now.getTime() - RECENT_DAYS * 86_400_000
    const recent = standing.rounds.filter((round) => round.closed_at && round.closed_at.getTime() > since)
    const changes = recent.map((round) => {
      const principle = edition.principles.find((one) => one.key === round.part)
      const href =
        round.part === BASELINE ? `${baselineAt(place.setting_id)}/together` : principleAt(place.setting_id, round.part)
      return {
        words: `Everyone’s ratings for ${principle?.name ?? 'the baseline'} can be seen`,
        href,
        at: round.closed_at!,
      }
    })
    return { needs: steps.map((step, i) => ({ ...step, order: 20 + i })), changes }
  },
}
