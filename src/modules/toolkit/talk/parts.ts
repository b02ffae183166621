// What comments give to the Toolkit's module: their tables, who may speak, and on someone's home page where they are
// asked for.
import { whileEnrolled } from '../../../kernel/retire.ts'
import { criterionByKey, principleByKey, type Edition } from '../edition.ts'
import type { NounParts } from '../parts.ts'
import { threadAt } from '../paths.ts'
import { readers } from '../roles.ts'
import { shortTitle, type ThingKind } from './rules.ts'
import * as store from './store.ts'

const LOOK_MINUTES = 2
const ORDER = 12

function titleOf(edition: Edition, about: ThingKind, key: string, title: string | null): string | undefined {
  if (about === 'action') return title === null ? undefined : `“${shortTitle(title)}”`
  if (about === 'call') return 'what raters said'
  if (about === 'principle') return principleByKey(edition, key)?.name
  const criterion = criterionByKey(edition, key)
  return criterion && `“${shortTitle(criterion.text)}”`
}

export const parts: NounParts = {
  verbs: { 'toolkit.comment': { words: 'Comment on what their school works on, and ask for others', roles: readers } },
  tables: {
    'toolkit.comments': {
      purpose:
        'What people of the setting say to one another about a criterion, a chapter, an action or what raters said.',
      whose: 'Staff and governors who wrote one, by name; no child is named.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
    'toolkit.mentions': {
      purpose: 'Whom a comment asks to look, and when they said that they had.',
      whose: 'Staff and governors who are asked for, by name.',
      keep: 'As long as the comment.',
      retire: { with: 'toolkit.comments', by: { comment_id: 'id' } },
    },
  },
  examples: {
    about: async (tx, { setting }) => (await tx.maybe(store.newestComment, { setting }))?.about,
    thing: async (tx, { setting }) => (await tx.maybe(store.newestComment, { setting }))?.about_key,
    comment: async (tx, { setting }) => (await tx.maybe(store.newestComment, { setting }))?.id,
  },
  home: async ({ ctx, actor, place, standing, edition }) => {
    if (!standing || !edition) return {}
    const setting = place.setting_id
    const at = { setting, cycle: standing.cycle.id, person: actor.person_id }
    const rows = await ctx.tx.many(store.unseenOf, at)
    const needs = rows.flatMap(({ about, about_key: key, title, asked_by }) => {
      const named = titleOf(edition, about, key, title)
      if (named === undefined) return []
      return [
        {
          href: threadAt(setting, about, key),
          title: `Look at what ${asked_by} wrote about ${named}`,
          hint: `${asked_by} asks for you.`,
          minutes: LOOK_MINUTES,
          order: ORDER,
        },
      ]
    })
    return { needs }
  },
}
