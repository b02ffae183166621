// What chapters give to the Toolkit's module.
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { principleByKey, principleOf } from '../edition.ts'
import { principleAt } from '../paths.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import { anyEvidence } from '../evidence/store.ts'

const RECENT_DAYS = 14

export const parts: NounParts = {
  tables: {
    'toolkit.agreed_ratings': {
      purpose: 'The level the team agreed for each criterion, at assessment and at review, with the reason.',
      whose: 'Staff who noted it, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
    'toolkit.chapter_agreements': {
      purpose: 'That a chapter is done: who said so, when, after talking with whom.',
      whose: 'Staff who said so, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.nothing-to-agree': {
      kind: 'conflict',
      title: 'Levels are agreed in stage 1 and stage 3',
      words: 'This is not one of those stages, so nothing was changed. At review you agree new levels.',
    },
  },
  tells: {
    'toolkit.rating-agreed': 'The team agreed a level for a criterion, at assessment or at review.',
    'toolkit.chapter-agreed': 'The team agreed that a chapter is done in a stage.',
  },
  examples: {
    principle: async (tx, { setting }) => {
      const cycle = await currentCycle(tx, setting)
      if (!cycle) return undefined
      const edition = editionOf(cycle)
      const piece = await tx.maybe(anyEvidence, { setting, cycle: cycle.id })
      return (piece ? principleOf(edition, piece.criterion_key) : edition.principles[0])?.key
    },
    criterion: async (tx, { setting }) => {
      const cycle = await currentCycle(tx, setting)
      if (!cycle) return undefined
      const piece = await tx.maybe(anyEvidence, { setting, cycle: cycle.id })
      return piece?.criterion_key ?? editionOf(cycle).principles[0]?.criteria[0]?.key
    },
  },
  home: async ({ ctx, place, standing, edition }) => {
    if (!standing || !edition) return {}
    const since = ctx.now.getTime() - RECENT_DAYS * 86_400_000
    const recent = standing.agreed.filter((one) => one.agreed_at.getTime() > since)
    const keys = [...new Set(recent.flatMap((one) => principleOf(edition, one.criterion_key)?.key ?? []))]
    const changes = keys.flatMap((key) => {
      const principle = principleByKey(edition, key)
      if (!principle) return []
      const own = recent.filter((one) => principle.criteria.some((criterion) => criterion.key === one.criterion_key))
      const at = new Date(Math.max(...own.map((one) => one.agreed_at.getTime())))
      const words =
        own.length === 1
          ? `A level was agreed in ${principle.name}`
          : `${own.length} levels were agreed in ${principle.name}`
      return [{ words, href: principleAt(place.setting_id, key), at }]
    })
    return { changes }
  },
}
