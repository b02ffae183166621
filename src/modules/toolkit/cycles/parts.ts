// What cycles give to the Toolkit's module: their table, their refusals, and where a lead's home page begins.
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { stageKeys } from '../edition.ts'
import { closingAt, teamAt, toolkitAt } from '../paths.ts'
import { governors, leadsHere } from '../roles.ts'
import { blockersOf, leadOf, onTeam } from '../standing/rules.ts'
import { currentCycle } from '../standing/service.ts'
import { wordsOfCount } from '../../../view/words.ts'
import { stageInWords, teamStepsOf } from './rules.ts'

const LEAD_STEPS = 3

export const parts: NounParts = {
  tables: {
    'toolkit.cycles': {
      purpose: 'One journey of one setting through assess, plan and review, with the edition it began with.',
      whose: 'Staff who closed a stage, by name.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.cycle-already-open': {
      kind: 'conflict',
      title: 'A cycle is already open',
      words: 'Finish the cycle you are in before you start the next one.',
    },
    'toolkit.no-edition-yet': {
      kind: 'conflict',
      title: 'There is no Toolkit for your kind of setting yet',
      words: 'Nothing was started. Your programme will tell you when an edition for your kind of setting is ready.',
    },
    'toolkit.stage-moved': {
      kind: 'conflict',
      title: 'The cycle has moved on',
      words: 'That stage is no longer the open one, so nothing was changed. See where the Toolkit is now.',
    },
    'toolkit.for-leads': {
      kind: 'not-allowed',
      title: 'This is for the lead of the team',
      words: 'The lead of the resilience team, the head, a senior leader or the mental health lead can do this.',
    },
  },
  tells: {
    'toolkit.cycle-started': 'A setting began a cycle of the Toolkit.',
    'toolkit.stage-closed': 'A setting closed a stage of its cycle, and a version of its Record was kept.',
  },
  examples: {
    stage: async (tx, { setting }) => {
      const cycle = await currentCycle(tx, setting)
      return stageKeys.find((key) => key === cycle?.stage) ?? 'review'
    },
  },
  home: async ({ actor, place, roles, standing, edition }) => {
    const setting = place.setting_id
    const leads = leadsHere(roles)
    if (place.kind !== 'school') return {}
    if (!standing || !edition) {
      if (!leads) return {}
      return {
        needs: [
          {
            href: toolkitAt(setting),
            title: 'Start the first cycle of the Toolkit',
            hint: place.setting_name,
            minutes: 5,
            order: 40,
          },
        ],
      }
    }
    const { cycle } = standing
    const me = onTeam(standing, actor.person_id)
    if (cycle.stage === 'closed') {
      if (!leads) return {}
      return {
        needs: [
          {
            href: toolkitAt(setting),
            title: `Start cycle ${cycle.number + 1}`,
            hint: 'The last cycle is complete.',
            minutes: 5,
            order: 60,
          },
        ],
      }
    }
    const open = blockersOf(edition, standing, cycle.stage).length
    const stage = stageInWords(edition, cycle.stage)
    const words =
      open === 0
        ? `Nothing keeps ${stage} from closing`
        : `${wordsOfCount(open, 'thing')} to do before ${stage}, closes`
    const next = [{ words, href: closingAt(setting, cycle.stage) }]
    if (leads || me?.is_lead) {
      const steps = teamStepsOf(edition, standing).slice(0, LEAD_STEPS)
      return { needs: steps.map((step, i) => ({ ...step, order: 40 + i })), next }
    }
    if (!roles.some((role) => governors.includes(role))) return { next }
    const lead = leadOf(standing)
    const asks = lead
      ? `Ask ${lead.name} what would help ${stageInWords(edition, cycle.stage)}`
      : 'Ask who leads the resilience team'
    return { next: [...next, { words: asks, href: lead ? closingAt(setting, cycle.stage) : teamAt(setting) }] }
  },
}
