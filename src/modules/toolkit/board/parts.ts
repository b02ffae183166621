// What the programme board gives to the Toolkit's module.
import type { Actor, Place } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { HomePart, NavigationItem, Need } from '../../../kernel/module.ts'
import { wordsOfCount } from '../../../view/words.ts'
import { whenSharingChanges, type NounParts } from '../parts.ts'
import { boardAt } from '../paths.ts'
import { boardReaders } from '../roles.ts'
import { findingOf } from './pages.ts'
import { QUIET_WEEKS } from './rules.ts'
import { boardInBrief, publishBoard, recountBoards } from './service.ts'

const CALL_MINUTES = 15
const ORDER = 40

/** The office's own pages: only where the place is a programme's office and the role reads the board. */
export function navigation(actor: Actor, place: Place): readonly NavigationItem[] {
  const { programme_id: programme } = place
  const reads = actor.places.some((one) => one.programme_id === programme && boardReaders.includes(one.role))
  return programme !== null && reads ? [{ text: 'Board', href: boardAt(programme) }] : []
}

async function officeHome(ctx: Ctx, programme: string): Promise<HomePart> {
  const { totals, quietest } = await boardInBrief(ctx, programme)
  if (totals.shared === 0)
    return { next: [{ words: 'Schools appear on the board when they share their row', href: boardAt(programme) }] }
  const names = quietest.map((row) => row.name)
  const needs: Need[] =
    names.length === 0
      ? []
      : [
          {
            href: `${boardAt(programme)}?quiet=yes`,
            title:
              names.length === 1 ? `${names[0]} might welcome a call` : `${names[0]} and others might welcome a call`,
            hint: `No step for ${QUIET_WEEKS} weeks or more. A friendly word is often enough.`,
            minutes: CALL_MINUTES,
            order: ORDER,
          },
        ]
  return {
    needs,
    next: [
      {
        words: `${findingOf(totals)}: ${wordsOfCount(totals.byStage.review, 'school')} in review, ${totals.byStage.plan} planning`,
        href: boardAt(programme),
      },
    ],
  }
}

export const parts: NounParts = {
  tables: {
    'toolkit.board_rows': {
      purpose:
        'What a setting shares of its Toolkit with a programme: stage, what is still open, agreed levels, when it last moved',
      whose: 'none',
      keep: 'while the setting shares its row, and not a day longer',
      retire: { elsewhere: 'the deed that ends the sharing removes the row in the same transaction' },
    },
    'toolkit.board_counts': {
      purpose: 'How many of a programme’s board rows are at each stage and last moved in each term',
      whose: 'none',
      keep: 'made anew each night from the rows',
      retire: { never: 'numbers that name no setting' },
      installation: 'Numbers about a programme: they name no setting, and a programme reads its own only',
    },
  },
  hears: whenSharingChanges(publishBoard),
  jobs: [{ name: 'toolkit.recount-boards', cron: '41 3 * * *', run: (ctx) => recountBoards(ctx) }],
  home: async ({ ctx, place, roles }) => {
    const { programme_id: programme } = place
    if (
      programme === null ||
      !ctx.tx.reach.programmes.includes(programme) ||
      !roles.some((role) => boardReaders.includes(role))
    )
      return {}
    return officeHome(ctx, programme)
  },
}
