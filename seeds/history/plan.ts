// Stage 2 as it was: gaps become actions with an owner, dates, steps and a measure, or get a reason why they can wait.
import { criterionByKey } from '../../src/modules/toolkit/edition.ts'
import { stepsFromWords } from '../../src/modules/toolkit/actions/rules.ts'
import { seedId } from '../cast.ts'
import { wordsFor, type CriterionWords } from '../wording.ts'
import { gapsOf } from './assess.ts'
import { tellNote } from './note.ts'
import { lastSteps, peopleInvolved } from './sentences.ts'
import { agreeChapter, between, type Member, type Told } from './story.ts'

const MOST_ACTIONS = 9

type Gap = ReturnType<typeof gapsOf>[number]
export type ActionState = 'planned' | 'under_way' | 'done' | 'stopped'
export type ToldAction = {
  id: string
  gap: Gap
  owner: Member
  state: ActionState
  words: CriterionWords
  dueAgo: number
  title: string
  indicator: string | undefined
}

/** The plan of a cycle; answers its actions, in the order in which they are due. */
export function tellPlan(told: Told, carried: readonly ToldAction[]): ToldAction[] {
  const { plan, chance, edition } = told
  const began = plan.assessEndedAgo ?? 0
  const ended = plan.planEndedAgo ?? 0
  const over = plan.planEndedAgo !== undefined
  const brought = carried.map((action, at) => carryOn(told, action, between(began, ended, 0.1 + at * 0.05)))
  const held = new Set(brought.map((action) => action.gap.criterion))
  const gaps = gapsOf(told).filter((gap) => !held.has(gap.criterion))
  const answered = over ? gaps : gaps.slice(0, Math.ceil(gaps.length * plan.part))
  const wanted = chance.whole(5, MOST_ACTIONS)
  const actions: ToldAction[] = [...brought]
  answered.forEach((gap, at) => {
    const ago = Math.max(1, between(began, ended, 0.12 + (0.8 * at) / Math.max(1, answered.length)))
    // The lowest become actions first; now and then a gap waits although there would be room.
    if (actions.length < wanted && (gap.level === 0 || chance.is(0.75)))
      actions.push(tellAction(told, gap, actions.length, ago))
    else tellGapReason(told, gap, ago)
  })
  if (over)
    for (const principle of edition.principles) agreeChapter(told, principle.key, 'plan', Math.max(1, ended + 3))
  return actions
}

function tellGapReason(told: Told, gap: Gap, ago: number): void {
  told.rows.add('toolkit.gap_reasons', {
    setting_id: told.setting,
    cycle_id: told.cycle,
    criterion_key: gap.criterion,
    reason: told.say.gapReason(),
    given_by: told.leader.one.name,
    given_at: told.calendar.at(ago, 70),
  })
}

/** What has become of an action by now: in a closed cycle most are done, in an open plan they have only begun. */
function stateOf(told: Told, at: number): ActionState {
  const { stage, chance } = told
  if (stage === 'plan') return at % 3 === 0 ? 'under_way' : 'planned'
  if (stage === 'review') return (['done', 'under_way', 'done', 'planned'] as const)[at % 4]!
  const luck = chance.next()
  return luck < 0.72 ? 'done' : luck < 0.9 ? 'under_way' : 'stopped'
}

function spanOf(told: Told, ago: number, at: number): { startsAgo: number; dueAgo: number } {
  const { plan, chance, stage } = told
  // What is due lies in stage 3, which for an open cycle is still to come.
  if (stage === 'closed') {
    const startsAgo = ago - chance.whole(3, 12)
    return { startsAgo, dueAgo: Math.max((plan.reviewEndedAgo ?? 0) + 14, startsAgo - chance.whole(60, 130)) }
  }
  const startsAgo = ago - chance.whole(5, 15)
  const late = stage === 'review' || at === 0
  return { startsAgo, dueAgo: late ? chance.whole(4, 12) - (at % 2) * 30 : -chance.whole(20, 140) }
}

function tellAction(told: Told, gap: Gap, at: number, ago: number): ToldAction {
  const { rows, calendar, chance, edition, setting, cycle, number, team } = told
  const criterion = criterionByKey(edition, gap.criterion)!
  const words = wordsFor(gap.principle.key, gap.criterion)
  const move = criterion.moves[(number - 1 + at) % criterion.moves.length]!
  const owner = team[at % team.length]!
  const { startsAgo, dueAgo } = spanOf(told, ago, at)
  const state = stateOf(told, at)
  const id = seedId(`action ${cycle} ${gap.criterion}`)
  rows.add('toolkit.actions', {
    setting_id: setting,
    id,
    cycle_id: cycle,
    criterion_key: gap.criterion,
    title: move.title,
    state,
    owner_id: owner.id,
    people: chance.pick(peopleInvolved),
    starts_on: calendar.day(startsAgo),
    due_on: calendar.day(dueAgo),
    intended_impact: words.impact,
    evidence_plan: criterion.minimum_evidence,
    pupil_view: words.before,
    move_key: move.key,
    activity_level: gap.principle.number === 8 ? 3 : gap.principle.number === 6 ? 2 : 1,
    created_by: owner.one.name,
    created_at: calendar.at(ago, 75),
    updated_by: owner.one.name,
    updated_at: calendar.at(state === 'planned' ? ago : Math.max(1, Math.min(ago, dueAgo)), 80),
  })
  const steps = [...stepsFromWords(move.words), chance.pick(lastSteps)]
  tellSteps(told, id, steps, owner, { state, startsAgo, dueAgo })
  const indicator = chance.is(0.7) ? tellIndicator(told, id, words, owner, { startsAgo, dueAgo, state }) : undefined
  if (indicator && state === 'done') tellSeries(told, gap.criterion, words, indicator, owner, dueAgo)
  if (state === 'done') tellNote(told, gap.criterion, words.notes[number % 2]!, Math.max(2, dueAgo))
  return { id, gap, owner, state, words, dueAgo, title: move.title, indicator }
}

/** What was not finished in the cycle before, with its steps still to do. */
function carryOn(told: Told, before: ToldAction, ago: number): ToldAction {
  const { rows, calendar, setting, cycle } = told
  const { gap, owner, words, title } = before
  const id = seedId(`action ${cycle} ${gap.criterion}`)
  const startsAgo = Math.max(1, ago)
  const dueAgo = told.stage === 'plan' ? -75 : Math.max(10, (told.plan.planEndedAgo ?? 20) - 70)
  const state = stateOf(told, 0)
  rows.add('toolkit.actions', {
    setting_id: setting,
    id,
    cycle_id: cycle,
    criterion_key: gap.criterion,
    title,
    state,
    owner_id: owner.id,
    starts_on: calendar.day(startsAgo),
    due_on: calendar.day(dueAgo),
    intended_impact: words.impact,
    evidence_plan: criterionByKey(told.edition, gap.criterion)!.minimum_evidence,
    pupil_view: words.before,
    activity_level: 1,
    carried_from: before.id,
    created_by: owner.one.name,
    created_at: calendar.at(startsAgo, 30),
    updated_by: owner.one.name,
    updated_at: calendar.at(startsAgo, 30),
  })
  lastSteps.slice(0, 2).forEach((step, position) =>
    rows.add('toolkit.steps', {
      setting_id: setting,
      action_id: id,
      id: seedId(`step ${id} ${position}`),
      position: position + 1,
      words: step,
    }),
  )
  return { id, gap, owner, state, words, dueAgo, title, indicator: undefined }
}

export type Span = { state: ActionState; startsAgo: number; dueAgo: number }

export function tellSteps(
  told: Told,
  action: string,
  steps: readonly string[],
  owner: Member,
  { state, startsAgo, dueAgo }: Span,
): void {
  const { rows, calendar, setting } = told
  const upTo =
    state === 'done' ? steps.length : state === 'under_way' ? Math.ceil(steps.length / 2) : state === 'stopped' ? 1 : 0
  steps.forEach((words, position) => {
    const done = position < upTo
    const ago = Math.max(1, between(startsAgo, Math.max(1, dueAgo), (position + 1) / steps.length))
    rows.add('toolkit.steps', {
      setting_id: setting,
      action_id: action,
      id: seedId(`step ${action} ${position}`),
      position: position + 1,
      words,
      done_at: done ? calendar.at(ago, 50) : null,
      done_by: done ? owner.one.name : null,
    })
  })
}

/** A measure with its baseline and target, and a number every few weeks on the way from one to the other (or to `last`). */
export function tellIndicator(
  told: Told,
  action: string,
  words: Pick<CriterionWords, 'indicator'>,
  owner: Member,
  { startsAgo, dueAgo, state }: Span,
  last?: number,
): string {
  const { rows, calendar, chance, setting } = told
  const { name, unit, better, from, to } = words.indicator
  const id = seedId(`indicator ${action}`)
  const [baseline, target] = [chance.whole(from[0], from[1]), chance.whole(to[0], to[1])]
  rows.add('toolkit.indicators', {
    setting_id: setting,
    id,
    action_id: action,
    name,
    unit,
    better,
    baseline,
    baseline_on: calendar.day(startsAgo),
    target,
    target_on: calendar.day(dueAgo),
  })
  const points = state === 'done' ? chance.whole(3, 5) : state === 'under_way' ? 2 : state === 'stopped' ? 1 : 0
  const reached = state === 'done' ? 0.6 + chance.next() * 0.5 : 0.4
  const end = Math.max(1, dueAgo)
  const days = new Set<string>()
  for (let n = 1; n <= points; n += 1) {
    const day = calendar.day(between(startsAgo, end, n / points))
    if (days.has(day) || startsAgo <= end) continue
    days.add(day)
    const value =
      last === undefined
        ? Math.round(baseline + (target - baseline) * reached * (n / points) + (chance.next() - 0.5) * 2)
        : Math.round(baseline + (last - baseline) * (n / points))
    rows.add('toolkit.indicator_points', {
      setting_id: setting,
      indicator_id: id,
      on_day: day,
      value: Math.max(0, value),
      noted_by: owner.one.name,
    })
  }
  return id
}

/** The series of numbers is itself what a criterion is met by. */
export function tellSeries(
  told: Told,
  criterion: string,
  words: Pick<CriterionWords, 'indicator'>,
  indicator: string,
  owner: Member,
  ago: number,
): void {
  told.rows.add('toolkit.evidence', {
    setting_id: told.setting,
    id: seedId(`evidence ${told.cycle} ${criterion} series`),
    cycle_id: told.cycle,
    criterion_key: criterion,
    kind: 'series',
    on_day: told.calendar.day(Math.max(1, ago)),
    words: words.indicator.name,
    indicator_id: indicator,
    added_by: owner.one.name,
    added_at: told.calendar.at(Math.max(1, ago), 55),
  })
}
