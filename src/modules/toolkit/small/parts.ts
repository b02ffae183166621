// What small-school mode gives to the Toolkit's module: the head's choice, three doors in the navigation instead of
// the Toolkit's own, and the word to a head whom it would fit.
import type { Place } from '../../../kernel/access.ts'
import type { NavigationItem } from '../../../kernel/module.ts'
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { smallAt, smallPlanAt, smallWhereAt } from '../paths.ts'
import { suggestionWords } from './pages.ts'
import { SMALL_WAY } from './rules.ts'
import { suggestionTo } from './service.ts'

/** The three screens, where the place works with them. */
export function navigation(place: Place): readonly NavigationItem[] | undefined {
  if (place.ways?.includes(SMALL_WAY) !== true) return undefined
  const setting = place.setting_id
  return [
    { text: 'This week', href: smallAt(setting), order: 20 },
    { text: 'Where we are', href: smallWhereAt(setting), order: 21 },
    { text: 'Our plan and Record', href: smallPlanAt(setting), order: 22 },
  ]
}

export const parts: NounParts = {
  verbs: { 'toolkit.choose-small': { words: 'Switch small-school mode on and off', roles: ['head'] } },
  tables: {
    'toolkit.small_choices': {
      purpose: 'Whether a setting works with the three screens of small-school mode, and who chose.',
      whose: 'The head who chose, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.rate-alone-first': {
      kind: 'conflict',
      title: 'Each of you rates alone first',
      words: 'Someone else on the team rates this too, so levels are agreed once everyone is in. Nothing was changed.',
    },
  },
  home: async ({ ctx, place, roles, standing }) => {
    if (place.kind !== 'school' || !roles.includes('head')) return {}
    const suggestion = await suggestionTo(ctx, place.setting_id, standing?.team ?? [])
    if (!suggestion) return {}
    const words = `${suggestionWords(suggestion)} See whether three screens and twenty minutes a week would help`
    return { next: [{ words, href: `${smallAt(place.setting_id)}/choice` }] }
  },
}
