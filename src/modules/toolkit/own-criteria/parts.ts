// What a programme's own criteria give to the Toolkit's module.
import type { Actor, Place } from '../../../kernel/access.ts'
import type { NavigationItem } from '../../../kernel/module.ts'
import type { NounParts } from '../parts.ts'
import { ownCriteriaAt } from '../paths.ts'
import { anyOwn } from './store.ts'

const WORDS = 'What a programme asks is the same for every setting in it; only its officers change it'

export function navigation(actor: Actor, place: Place): readonly NavigationItem[] {
  const { programme_id: programme } = place
  const writes = actor.places.some((one) => one.programme_id === programme && one.role === 'programme_officer')
  return programme !== null && writes ? [{ text: 'Our criteria', href: ownCriteriaAt(programme), order: 65 }] : []
}

export const parts: NounParts = {
  verbs: { 'toolkit.ask-own': { words: 'Write criteria of the programme’s own', roles: ['programme_officer'] } },
  tables: {
    'toolkit.own_criteria': {
      purpose: 'What a programme asks beside the editions, as its officers write it',
      whose: 'Officers who wrote it, by name.',
      keep: 'Until 6 years after it was retired; cycles keep their own copy.',
      retire: { after: { years: 6 }, from: 'retired_at' },
      installation: WORDS,
    },
    'toolkit.own_criterion_versions': {
      purpose: 'Each version that came out, word for word, with its digest',
      whose: 'Officers who put it out, by name.',
      keep: 'As long as the criterion.',
      retire: { with: 'toolkit.own_criteria', by: { programme_id: 'programme_id', criterion_id: 'id' } },
      installation: WORDS,
    },
  },
  examples: {
    own: async (tx, { programme }) => (await tx.maybe(anyOwn, { programme }))?.id,
  },
}
