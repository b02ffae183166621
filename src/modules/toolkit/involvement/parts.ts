// What involvement gives to the Toolkit's module.
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { currentCycle, editionOf } from '../standing/service.ts'

export const parts: NounParts = {
  tables: {
    'toolkit.involvements': {
      purpose: 'How pupils, parents and the community take part in a cycle, planned and actual.',
      whose: 'Staff who wrote it, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.cycle-closed': {
      kind: 'conflict',
      title: 'This cycle is complete',
      words: 'Nothing in it changes any more. Start the next cycle to go on.',
    },
    'toolkit.not-on-team': {
      kind: 'not-allowed',
      title: 'This is for the resilience team',
      words: 'Whoever leads the team can add you to it.',
    },
  },
  examples: {
    group: async (tx, { setting }) => {
      const cycle = await currentCycle(tx, setting)
      return cycle && editionOf(cycle).involvement_groups[0]?.key
    },
  },
}
