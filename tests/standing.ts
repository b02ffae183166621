// Made-up standings for tests of the Toolkit's rules: an empty one, and small pieces to put into it.
import { loadEdition, type Edition, type Level } from '../src/modules/toolkit/edition.ts'
import type { ActionBrief, Agreed, Cycle, Member, Standing } from '../src/modules/toolkit/standing/rules.ts'

export const edition: Edition = loadEdition('primary', 1)
export const SETTING = '00000000-0000-4000-8000-000000000001'
const AT = new Date('2026-11-01T10:00:00Z')

export function cycleIn(stage: Cycle['stage'], more: Partial<Cycle> = {}): Cycle {
  return {
    setting_id: SETTING,
    id: '00000000-0000-4000-8000-0000000000c1',
    number: 1,
    edition_key: 'primary',
    edition_version: 1,
    own_criteria: [],
    stage,
    started_on: '2026-09-03',
    assess_closed_at: null,
    plan_closed_at: null,
    review_closed_at: null,
    assess_closed_by: null,
    plan_closed_by: null,
    review_closed_by: null,
    moved_at: AT,
    version: 1,
    ...more,
  }
}

export function standingIn(stage: Cycle['stage'], more: Partial<Standing> = {}): Standing {
  const nothing = {
    team: [],
    leavers: [],
    agreed: [],
    actions: [],
    gapReasons: [],
    chapters: [],
    evidence: [],
    rounds: [],
    involvements: [],
    before: [],
  }
  return { cycle: cycleIn(stage), ...nothing, ...more }
}

export function memberNamed(name: string, more: Partial<Member> = {}): Member {
  return {
    id: `member ${name}`,
    person_id: `person ${name}`,
    name,
    team_roles: [],
    is_lead: false,
    minutes_a_week: null,
    joined_on: '2026-09-03',
    left_on: null,
    ...more,
  }
}

export function agreed(criterion: string, level: Level | null, moment: Agreed['moment'] = 'assess'): Agreed {
  return {
    criterion_key: criterion,
    moment,
    level,
    reason: 'We talked it through.',
    agreed_name: 'Amina Osei',
    agreed_at: AT,
    version: 1,
  }
}

/** Every criterion agreed at the same level, but for those named. */
export function allAgreed(level: Level, others: Readonly<Record<string, Level | null>> = {}): Agreed[] {
  const keys = edition.principles.flatMap((principle) => principle.criteria.map((criterion) => criterion.key))
  return keys.map((key) => agreed(key, key in others ? others[key]! : level))
}

export function actionFor(criterion: string, more: Partial<ActionBrief> = {}): ActionBrief {
  return {
    id: `action ${criterion}`,
    criterion_key: criterion,
    title: 'Write the role on one page',
    state: 'planned',
    owner_id: null,
    owner_name: null,
    owner_left: false,
    due_on: null,
    reviewed: false,
    ...more,
  }
}

export const reason = (criterion: string): Standing['gapReasons'][number] => ({
  criterion_key: criterion,
  reason: 'After Easter.',
  given_by: 'Amina Osei',
  given_at: AT,
  version: 1,
})
