// What held chapters give to the Toolkit's module: their tables, and what a holder and a lead find on their home page.
import { today } from '../../../kernel/context.ts'
import type { Need } from '../../../kernel/module.ts'
import { whileEnrolled } from '../../../kernel/retire.ts'
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import { principleByKey } from '../edition.ts'
import type { NounParts } from '../parts.ts'
import { sectionAt, sectionsAt } from '../paths.ts'
import { leadsHere } from '../roles.ts'
import { onTeam } from '../standing/rules.ts'
import { isHolder, type Section } from './rules.ts'
import { sectionsOf } from './service.ts'

const keep = 'As long as the setting is enrolled, then 6 years.'
const WORK_MINUTES = 20
const SIGN_MINUTES = 10
const SOON_DAYS = 7

function holderNeed(section: Section, name: string, at: { setting: string; day: string }): Need[] {
  const { signOff, by_on } = section
  if (signOff && signOff.state !== 'sent_back') return []
  const soon = new Date(Date.parse(`${at.day}T00:00:00Z`) + SOON_DAYS * 86_400_000).toISOString().slice(0, 10)
  return [
    {
      href: sectionAt(at.setting, section.principle),
      title: signOff ? `Look again at ${name}` : `Work on ${name}`,
      hint: signOff ? `${signOff.decided_name}: ${signOff.words}` : 'You hold this chapter.',
      minutes: WORK_MINUTES,
      order: signOff ? 22 : 35,
      ...(by_on !== null && by_on <= soon ? { urgent: `By ${dateInWords(by_on)}` } : {}),
    },
  ]
}

export const parts: NounParts = {
  tables: {
    'toolkit.sections': {
      purpose: 'The chapters of a cycle that someone on the team holds, and by which day.',
      whose: 'Staff who gave one, by name.',
      keep,
      retire: whileEnrolled,
    },
    'toolkit.section_holders': {
      purpose: 'Who holds a chapter.',
      whose: 'Members of the resilience team.',
      keep,
      retire: whileEnrolled,
    },
    'toolkit.sign_offs': {
      purpose:
        'That a held chapter was called ready in a stage, and signed off or sent back, by whom and with what words.',
      whose: 'Staff who said so, by name.',
      keep,
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.not-holder': {
      kind: 'not-allowed',
      title: 'This chapter is held by someone else',
      words: 'Whoever holds a chapter says when it is ready, and so may those who lead. Ask them, or write a comment.',
    },
  },
  home: async ({ ctx, actor, roles, standing, edition }) => {
    if (!standing || !edition || standing.cycle.stage === 'closed') return {}
    const { cycle } = standing
    const setting = cycle.setting_id
    const me = onTeam(standing, actor.person_id)
    const leads = leadsHere(roles) || me?.is_lead === true
    if (!me && !leads) return {}
    const sections = await sectionsOf(ctx, { cycle, edition, standing })
    const nameOf = (key: string): string => principleByKey(edition, key)?.name ?? key
    const at = { setting, day: today(ctx) }
    const own = sections.filter((one) => isHolder(one, me)).flatMap((one) => holderNeed(one, nameOf(one.principle), at))
    if (!leads) return { needs: own }
    const waiting = sections
      .filter((one) => one.signOff?.state === 'ready')
      .map((one) => ({
        href: sectionAt(setting, one.principle),
        title: `Sign off ${nameOf(one.principle)}`,
        hint: `${one.signOff!.ready_name} says that it is ready.`,
        minutes: SIGN_MINUTES,
        order: 24,
      }))
    const free = sections.filter((one) => one.holders.length === 0).length
    const given = free > 0 && free < sections.length
    const words = `${wordsOfCount(free, 'chapter')} that nobody holds yet`
    return { needs: [...own, ...waiting], next: given ? [{ words, href: sectionsAt(setting) }] : [] }
  },
}
