// What actions give to the Toolkit's module: their tables and refusals, and an owner's actions on their home page.
import { today, type Ctx } from '../../../kernel/context.ts'
import type { Change, Need, NextStep } from '../../../kernel/module.ts'
import { whileEnrolled } from '../../../kernel/retire.ts'
import type { NounParts } from '../parts.ts'
import { actionAt } from '../paths.ts'
import { onTeam, type ActionBrief, type Standing } from '../standing/rules.ts'
import { anyIndicator } from './indicators/store.ts'
import { capital, dueWords } from './pages.ts'
import { isLate, isOpen, isSoon } from './rules.ts'
import { anyStep } from './steps/store.ts'
import * as store from './store.ts'

const keep = 'As long as the setting is enrolled, then 6 years.'
const DECIDE_MINUTES = 5
const COMING = 3
const RECENT_DAYS = 21

/** What an owner hears of one action: that its day has gone by, that it comes near, or that it has none yet. */
function needOf(action: ActionBrief, standing: Standing, day: string): Need[] {
  const base = { href: actionAt(standing.cycle.setting_id, action.id), minutes: DECIDE_MINUTES }
  if (isLate(action, day))
    return [
      {
        ...base,
        title: `Decide what is next for “${action.title}”`,
        hint: 'Finish it, choose a new day, or stop it.',
        urgent: capital(dueWords(action, day)),
        order: 20,
      },
    ]
  if (isSoon(action, day))
    return [{ ...base, title: `See how far “${action.title}” is`, hint: capital(dueWords(action, day)), order: 32 }]
  if (action.due_on === null && isOpen(action))
    return [{ ...base, title: `Decide when to do “${action.title}”`, hint: 'It has no day yet.', order: 45 }]
  return []
}

/** What the plan has next, soonest first, whoever looks after it. */
function comingOf(standing: Standing, day: string): NextStep[] {
  const coming = standing.actions.filter((action) => isOpen(action) && action.due_on !== null && action.due_on >= day)
  return coming.slice(0, COMING).map((action) => ({
    words: `${action.title}: ${dueWords(action, day)}${action.owner_name === null ? '' : `, with ${action.owner_name}`}`,
    href: actionAt(standing.cycle.setting_id, action.id),
  }))
}

/** What others did to the plan in the last weeks. */
async function changesIn(ctx: Ctx, standing: Standing, but: string): Promise<Change[]> {
  const { setting_id: setting, id: cycle } = standing.cycle
  const since = new Date(ctx.now.getTime() - RECENT_DAYS * 86_400_000)
  const rows = await ctx.tx.many(store.recentInPlan, { setting, cycle, since, but, most: COMING })
  return rows.map((row) => ({
    words:
      row.step === null
        ? `${row.by_name} added “${row.title}” to the plan`
        : `${row.by_name} finished a step of “${row.title}”: ${row.step}`,
    href: actionAt(setting, row.id),
    at: row.at,
  }))
}

export const parts: NounParts = {
  tables: {
    'toolkit.actions': {
      purpose:
        'What the setting will do about a criterion: owner, people, dates, intended impact and how it will be shown.',
      whose: 'Staff who look after or take part in an action; pupils are quoted without names.',
      keep,
      retire: whileEnrolled,
    },
    'toolkit.steps': {
      purpose: 'The steps of an action, and when each was done.',
      whose: 'Staff who ticked a step, by name.',
      keep,
      retire: whileEnrolled,
    },
    'toolkit.indicators': {
      purpose: 'A measure for an action, with its unit, baseline and target.',
      whose: 'none',
      keep,
      retire: whileEnrolled,
    },
    'toolkit.indicator_points': {
      purpose: 'The dated readings of an indicator: counts and shares, never about one pupil.',
      whose: 'Staff who noted a number, by name.',
      keep,
      retire: whileEnrolled,
    },
    'toolkit.gap_reasons': {
      purpose: 'Why a gap has no action in a cycle.',
      whose: 'Staff who gave the reason, by name.',
      keep,
      retire: whileEnrolled,
    },
  },
  problems: {
    'toolkit.plan-closed': {
      kind: 'conflict',
      title: 'This cycle is complete',
      words:
        'Its plan stays as it was when it closed, so nothing was changed. Unfinished actions go on in the next cycle.',
    },
    'toolkit.not-planning': {
      kind: 'not-allowed',
      title: 'The plan is changed by the resilience team',
      words: 'You can read it. To change it, ask the lead of the team to add you.',
    },
  },
  examples: {
    action: async (tx, { setting }) => (await tx.maybe(store.anyAction, { setting }))?.id,
    step: async (tx, { setting }) => {
      const action = await tx.maybe(store.anyAction, { setting })
      return action && (await tx.maybe(anyStep, { setting, action: action.id }))?.id
    },
    indicator: async (tx, { setting }) => {
      const action = await tx.maybe(store.anyAction, { setting })
      return action && (await tx.maybe(anyIndicator, { setting, action: action.id }))?.id
    },
  },
  home: async ({ ctx, actor, standing }) => {
    if (!standing || standing.cycle.stage === 'closed') return {}
    const day = today(ctx)
    const me = onTeam(standing, actor.person_id)
    const own = me ? standing.actions.filter((action) => action.owner_id === me.id && !action.reviewed) : []
    const needs = own.flatMap((action) => needOf(action, standing, day))
    return { needs, next: comingOf(standing, day), changes: await changesIn(ctx, standing, actor.name) }
  },
}
