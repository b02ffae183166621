// What the team gives to the Toolkit's module.
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { teamAt } from '../paths.ts'
import { leadsHere } from '../roles.ts'
import { membersOfSetting } from '../standing/store.ts'
import { leftBehind } from './rules.ts'

export const parts: NounParts = {
  tables: {
    'toolkit.team_members': {
      purpose: 'Who is or was on the resilience team, what they cover and how long they have for it.',
      whose: 'Staff and governors.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.already-on-team': {
      kind: 'conflict',
      title: 'They are on the team already',
      words: 'Someone added them a moment ago. Nothing was changed.',
    },
  },
  examples: {
    member: async (tx, { setting }) =>
      (await tx.many(membersOfSetting, { setting })).find((member) => member.left_on === null)?.id,
  },
  home: async ({ place, roles, standing }) => {
    const behind = standing ? leftBehind(standing).length : 0
    if (behind === 0 || !leadsHere(roles)) return {}
    const title = behind === 1 ? 'Find a new owner for 1 action' : `Find new owners for ${behind} actions`
    return { needs: [{ href: teamAt(place.setting_id), title, hint: 'Someone left the team.', minutes: 5, order: 30 }] }
  },
}
