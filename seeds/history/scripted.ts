// The stages as a setting told them in its own words (seeds/words/EDITION): why each level was agreed, the plan, and what
// came of it. Days, ratings and steps come as in every other story.
import {
  criteriaOf,
  criterionByKey,
  principleOf,
  type Criterion,
  type Principle,
} from '../../src/modules/toolkit/edition.ts'
import { stepsFromWords } from '../../src/modules/toolkit/actions/rules.ts'
import { seedId } from '../cast.ts'
import type { ScriptedAction, ScriptedAgreement } from '../script.ts'
import { tellNote } from './note.ts'
import { tellIndicator, tellSeries, tellSteps, type Span } from './plan.ts'
import { agreeChapter, between, type Member, type Told } from './story.ts'

type Planned = { id: string; action: ScriptedAction; criterion: Criterion; owner: Member }

function agreedIn(told: Told, criterion: Criterion): ScriptedAgreement | undefined {
  return told.script?.agreed[told.number - 1]?.[criterion.of ? 'own' : criterion.key]
}

/** The levels from which members rated are those on which they agreed. */
export function startScripted(told: Told): void {
  for (const criterion of criteriaOf(told.edition)) {
    const level = agreedIn(told, criterion)?.level
    if (typeof level === 'number') told.levels.set(criterion.key, level)
  }
}

/** What one member said beside a rating: always the same member for the same criterion. */
export function saidBy(told: Told, member: Member, key: string): string | undefined {
  const criterion = told.script && criterionByKey(told.edition, key)
  if (!criterion || told.team[key.length % 2] !== member) return undefined
  return agreedIn(told, criterion)?.said
}

export function tellScriptedAgreement(told: Told, principle: Principle, ago: number): void {
  const { rows, setting, cycle, calendar, leader, school } = told
  principle.criteria.forEach((criterion, at) => {
    const agreed = agreedIn(told, criterion)
    if (!agreed) throw new Error(`${school} says nothing of ${criterion.key} in cycle ${told.number}`)
    rows.add('toolkit.agreed_ratings', {
      setting_id: setting,
      cycle_id: cycle,
      criterion_key: criterion.key,
      moment: 'assess',
      level: agreed.level,
      reason: agreed.reason,
      agreed_by: leader.one.person,
      agreed_name: leader.one.name,
      agreed_at: calendar.at(ago, 60),
    })
    if (agreed.note) tellNote(told, criterion.key, agreed.note, ago + 4 + at * 3)
  })
  agreeChapter(told, principle.key, 'assess', ago)
}

/** What was finished lies behind us; in an open plan all but the first steps lie ahead. */
function spanOf(told: Told, action: ScriptedAction, ago: number, at: number): { startsAgo: number; dueAgo: number } {
  const { plan, stage } = told
  if (stage === 'plan') {
    const startsAgo = action.state === 'under_way' ? Math.max(1, ago - 1) : -7 - at * 4
    return { startsAgo, dueAgo: Math.min(startsAgo, 0) - 48 - at * 9 }
  }
  if (action.state === 'planned') return { startsAgo: -10 - at * 4, dueAgo: -70 - at * 8 }
  const startsAgo = Math.max(2, ago - 5)
  if (stage === 'closed')
    return { startsAgo, dueAgo: Math.max((plan.reviewEndedAgo ?? 0) + 14, startsAgo - 70 - at * 8) }
  const dueAgo = action.state === 'done' ? Math.max(4, (plan.planEndedAgo ?? 0) - 6 - at * 4) : -18 - at * 8
  return { startsAgo, dueAgo: Math.min(dueAgo, startsAgo) }
}

export function tellScriptedPlan(told: Told): Planned[] {
  const { plan, script, rows, calendar, edition, setting, cycle, leader } = told
  const { actions, waits } = script?.plan ?? { actions: [], waits: {} }
  const began = plan.assessEndedAgo ?? 0
  const ended = plan.planEndedAgo ?? 0
  const dayOf = (part: number): number => Math.max(1, between(began, ended, 0.12 + 0.75 * part))
  const planned = actions.map((action, at) => tellScriptedAction(told, action, at, dayOf(at / actions.length)))
  Object.entries(waits).forEach(([criterion, reason], at) =>
    rows.add('toolkit.gap_reasons', {
      setting_id: setting,
      cycle_id: cycle,
      criterion_key: criterion,
      reason,
      given_by: leader.one.name,
      given_at: calendar.at(dayOf(at / Object.keys(waits).length), 70),
    }),
  )
  if (plan.planEndedAgo !== undefined)
    for (const { key } of edition.principles) agreeChapter(told, key, 'plan', Math.max(1, ended + 3))
  return planned
}

function criterionOf(told: Told, { criterion: key }: ScriptedAction): Criterion {
  const found = criteriaOf(told.edition).find((one) => (key === 'own' ? one.of : one.key === key))
  if (!found) throw new Error(`${told.school} plans for ${key}, which it was not asked`)
  return found
}

function tellScriptedAction(told: Told, action: ScriptedAction, at: number, ago: number): Planned {
  const { rows, calendar, edition, setting, cycle, team, leader } = told
  const criterion = criterionOf(told, action)
  const move = criterion.moves[action.move]
  if (!move) throw new Error(`${criterion.key} has no move ${action.move}`)
  const owner = team.find((member) => member.covers.includes(action.owner)) ?? leader
  const span: Span = { state: action.state, ...spanOf(told, action, ago, at) }
  const id = seedId(`action ${cycle} ${criterion.key}`)
  const principle = principleOf(edition, criterion.key)?.number
  rows.add('toolkit.actions', {
    setting_id: setting,
    id,
    cycle_id: cycle,
    criterion_key: criterion.key,
    title: move.title,
    state: action.state,
    owner_id: owner.id,
    people: action.people,
    starts_on: calendar.day(span.startsAgo),
    due_on: calendar.day(span.dueAgo),
    intended_impact: action.impact,
    evidence_plan: criterion.minimum_evidence,
    pupil_view: action.seen,
    move_key: move.key,
    activity_level: principle === 8 ? 3 : principle === 6 ? 2 : 1,
    created_by: owner.one.name,
    created_at: calendar.at(ago, 75),
    updated_by: owner.one.name,
    updated_at: calendar.at(action.state === 'planned' ? ago : Math.max(1, Math.min(ago, span.dueAgo)), 80),
  })
  tellSteps(told, id, [...stepsFromWords(move.words), action.last_step], owner, span)
  const planned = { id, action, criterion, owner }
  tellNumbers(told, planned, span)
  if (action.state === 'done' && action.note) tellNote(told, criterion.key, action.note, Math.max(2, span.dueAgo))
  return planned
}

function tellNumbers(told: Told, planned: Planned, span: Span): void {
  const { id, action, criterion, owner } = planned
  if (!action.indicator) return
  const { name, unit, better, from, to, reached } = action.indicator
  const range = (value: number): [number, number] => [value, value]
  const words = { indicator: { name, unit, better, from: range(from), to: range(to) } }
  const counted: Span = reached === undefined ? { ...span, state: 'planned' } : span
  const indicator = tellIndicator(told, id, words, owner, counted, reached)
  if (action.state === 'done') tellSeries(told, criterion.key, words, indicator, owner, span.dueAgo)
}

export function tellScriptedReview(told: Told, planned: readonly Planned[]): void {
  const { plan, edition } = told
  const began = plan.planEndedAgo ?? 0
  const end = plan.reviewEndedAgo ?? 0
  const reviewed = planned.filter((one) => one.action.review)
  reviewed.forEach((one, at) => {
    const ago = Math.max(end + 1, between(began, end, 0.55 + (0.4 * at) / reviewed.length))
    tellScriptedReviewOf(told, one, ago)
  })
  if (plan.reviewEndedAgo === undefined) return
  for (const { key } of edition.principles) agreeChapter(told, key, 'review', end + 2)
}

function tellScriptedReviewOf(told: Told, { id, action, criterion, owner }: Planned, ago: number): void {
  const { rows, calendar, setting, cycle, leader, levels } = told
  const review = action.review!
  rows.add('toolkit.reviews', {
    setting_id: setting,
    action_id: id,
    done_words: review.done,
    pupils_words: review.pupils,
    changed: review.changed,
    next: review.next,
    next_words: review.next_words,
    reviewed_by: owner.one.person,
    reviewed_name: owner.one.name,
    reviewed_at: calendar.at(ago, 65),
  })
  if (review.level === undefined) return
  levels.set(criterion.key, review.level)
  rows.add('toolkit.agreed_ratings', {
    setting_id: setting,
    cycle_id: cycle,
    criterion_key: criterion.key,
    moment: 'review',
    level: review.level,
    reason: review.reason,
    agreed_by: leader.one.person,
    agreed_name: leader.one.name,
    agreed_at: calendar.at(ago, 75),
  })
}
