// What evidence gives to the Toolkit's module.
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { currentCycle } from '../standing/service.ts'
import { anyEvidence } from './store.ts'

export const parts: NounParts = {
  tables: {
    'toolkit.evidence': {
      purpose: 'By what a criterion is met: dated notes, links and measures; withdrawn ones are kept and not shown.',
      whose: 'Staff who added it, by name. No child is named.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  examples: {
    evidence: async (tx, { setting }) => {
      const cycle = await currentCycle(tx, setting)
      return cycle && (await tx.maybe(anyEvidence, { setting, cycle: cycle.id }))?.id
    },
  },
}
