// What the moves bank gives to the Toolkit's module.
import type { Actor, Place } from '../../../kernel/access.ts'
import { nowhere, type Tx } from '../../../kernel/db.ts'
import type { NavigationItem } from '../../../kernel/module.ts'
import { whileEnrolled } from '../../../kernel/retire.ts'
import { whenSharingChanges, type NounParts } from '../parts.ts'
import { programmeMoveAt, programmeMovesAt } from '../paths.ts'
import { boardReaders, leads } from '../roles.ts'
import { followSharing } from './service.ts'
import * as store from './store.ts'

const DECIDE_MINUTES = 5
const ORDER = 45

export function navigation(actor: Actor, place: Place): readonly NavigationItem[] {
  const { programme_id: programme } = place
  const reads = actor.places.some((one) => one.programme_id === programme && boardReaders.includes(one.role))
  return programme !== null && reads ? [{ text: 'Moves', href: programmeMovesAt(programme), order: 60 }] : []
}

/** Read as the office would: a proof's transaction at a school reaches no programme. */
async function example(tx: Tx, programme: string): Promise<string | undefined> {
  const reach = { ...nowhere, programmes: [programme] }
  return (await tx.as('web', reach, () => tx.maybe(store.anyMove, { programme })))?.id
}

export const parts: NounParts = {
  verbs: {
    'toolkit.share-move': { words: 'Share what worked in the moves bank, change it and take it back', roles: leads },
    'toolkit.see-moves': { words: 'Read the moves bank of a programme', roles: boardReaders },
    'toolkit.moderate-moves': { words: 'Hide a move from the bank, and show it again', roles: ['programme_officer'] },
  },
  problems: {
    'toolkit.moves-not-shared': {
      kind: 'conflict',
      title: 'Sharing moves is not switched on',
      words: 'Nothing was shared. Your head can switch it on where you choose what you share.',
    },
    'toolkit.move-not-reviewed': {
      kind: 'conflict',
      title: 'Review this action first',
      words: 'Others learn most from what came of it. Once it is reviewed, you can share it.',
    },
    'toolkit.move-not-to-adapt': {
      kind: 'conflict',
      title: 'This move is shared to be read',
      words: 'Nothing was added to your plan. You can ask the school about it, or write an action of your own.',
    },
    'toolkit.move-is-own': {
      kind: 'conflict',
      title: 'This move is your own school’s',
      words: 'It is adapted and asked about by others. You can change its words where you see what you share.',
    },
    'toolkit.move-not-hidden': {
      kind: 'conflict',
      title: 'There is nothing to answer',
      words: 'The move is read by others again, or somebody here has answered already. Nothing was sent.',
    },
    'toolkit.asked-enough': {
      kind: 'conflict',
      title: 'You have asked a good deal in this hour',
      words: 'Your question was not sent. Please send it in an hour.',
    },
    'toolkit.nobody-to-ask': {
      kind: 'conflict',
      title: 'There is nobody to ask at the moment',
      words: 'Your question was not sent, because nobody at that school can receive it now.',
    },
  },
  tables: {
    'toolkit.bank_moves': {
      purpose: 'What a setting did and shares with a programme’s settings, officers and reviewers: its moves',
      whose: 'Staff who shared it or can be asked about it.',
      keep: 'while the setting shares it, and not a day longer than its agreement',
      retire: { elsewhere: 'taking it back removes it, and so do the end of sharing and of the agreement' },
    },
    'toolkit.move_adaptations': {
      purpose:
        'Which action was made from another setting’s move, whose it was, and the original for as long as it is shared',
      whose: 'Staff who took it into the plan, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
    'toolkit.move_counts': {
      purpose: 'How many settings adapted a move',
      whose: 'none',
      keep: 'as long as the move is in the bank',
      retire: { elsewhere: 'goes with its move, in the deed that takes it back' },
      installation: 'Numbers about a programme’s moves: they name no setting that adapted one',
    },
  },
  hears: whenSharingChanges(followSharing),
  examples: {
    move: (tx, { programme }) => example(tx, programme),
    bank_move: (tx, { programme }) => example(tx, programme),
    own_move: async (tx, { setting }) => (await tx.many(store.movesOfSetting, { setting }))[0]?.id,
  },
  home: async ({ ctx, place, roles }) => {
    const { programme_id: programme } = place
    if (programme === null || !ctx.tx.reach.programmes.includes(programme) || !roles.includes('programme_officer'))
      return {}
    const appeals = await ctx.tx.many(store.appealsIn, { programme })
    return {
      needs: appeals.map(({ id, title, setting_name }) => ({
        href: programmeMoveAt(programme, id),
        title: `Look again at the move “${title}”`,
        hint: `${setting_name} answered why it was hidden.`,
        minutes: DECIDE_MINUTES,
        order: ORDER,
      })),
    }
  },
}
