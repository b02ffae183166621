// What the Toolkit's home page says: the finding, how long a stage usually takes, and the next steps with minutes.
import type { Condition, Edition, Stage, StageKey } from '../edition.ts'
import { stageByKey, stageKeys } from '../edition.ts'
import { baselineAt, closingAt, involvementAt, principleAt, principlePlanAt, ratingAt, teamAt } from '../paths.ts'
import {
  agreedAt,
  blockersOf,
  criteriaAgreed,
  isGap,
  roundOf,
  waitingFor,
  whereWeAre,
  type Blocker,
  type Cycle,
  type CycleStage,
  type Member,
  type Standing,
} from '../standing/rules.ts'

export type Step = { href: string; title: string; hint?: string; minutes: number }

export function stageNumber(stage: StageKey): number {
  return stageKeys.indexOf(stage) + 1
}

export function stageAfter(stage: StageKey): CycleStage {
  return stageKeys[stageKeys.indexOf(stage) + 1] ?? 'closed'
}

export function closedAt(cycle: Cycle, stage: StageKey): Date | null {
  if (stage === 'assess') return cycle.assess_closed_at
  return stage === 'plan' ? cycle.plan_closed_at : cycle.review_closed_at
}

/** "Stage 1, assess", as it is said in captions. */
export function stageInWords(edition: Edition, stage: CycleStage): string {
  if (stage === 'closed') return 'complete'
  return `stage ${stageNumber(stage)}, ${stageByKey(edition, stage).name.toLowerCase()}`
}

/** What the heading says: where the cycle is, as a finding. */
export function findingOf(edition: Edition, standing: Standing): string {
  const { stage, number } = standing.cycle
  if (stage === 'closed') return `Cycle ${number} is complete`
  const lead = `Stage ${stageNumber(stage)}, ${stageByKey(edition, stage).name.toLowerCase()}`
  if (stage === 'assess') {
    const { done, total } = criteriaAgreed(edition, standing)
    return `${lead}: ${done} of ${total} criteria agreed`
  }
  if (stage === 'plan') {
    const gaps = standing.agreed.filter((one) => one.moment === 'assess' && isGap(one)).length
    if (gaps === 0) return `${lead}: no gaps to answer`
    const open = blockersOf(edition, standing, 'plan').filter((blocker) => blocker.rule === 'gaps-answered').length
    return `${lead}: ${gaps - open} of ${gaps} gaps answered`
  }
  const reviewed = standing.actions.filter((action) => action.reviewed).length
  if (standing.actions.length === 0) return `${lead}: no actions to review`
  return `${lead}: ${reviewed} of ${standing.actions.length} actions reviewed`
}

/** How far the open stage is, for the bar under the heading. */
export function progressOf(
  edition: Edition,
  standing: Standing,
): { done: number; total: number; unit: string } | undefined {
  const { stage } = standing.cycle
  if (stage === 'closed') return undefined
  if (stage === 'assess') return { ...criteriaAgreed(edition, standing), unit: 'criteria' }
  if (stage === 'review') {
    const { actions } = standing
    return { done: actions.filter((action) => action.reviewed).length, total: actions.length, unit: 'actions' }
  }
  const total = standing.agreed.filter((one) => one.moment === 'assess' && isGap(one)).length
  const open = whereWeAre(edition, standing).reduce((sum, one) => sum + one.unanswered, 0)
  return { done: total - open, total, unit: 'gaps' }
}

export type Timing = {
  stage: Stage
  state: 'done' | 'open' | 'ahead'
  from: string | undefined
  to: string | undefined
  words: string
  long: boolean
}

const DAY = 86_400_000

/** The month of a stage that a day falls in: the first 30 days are month 1. */
export function monthOf(from: string, day: string): number {
  const days = (Date.parse(day) - Date.parse(from)) / DAY
  return Math.max(1, Math.floor(days / 30.44) + 1)
}

/** When each stage began and ended, and how long it usually takes; a long one is met with a kind word. */
export function timingsOf(edition: Edition, cycle: Cycle, today: string, dayOf: (at: Date) => string): Timing[] {
  let began: string | undefined = cycle.started_on
  return stageKeys.map((key) => {
    const stage = stageByKey(edition, key)
    const { from: least, to: most } = stage.usual_months
    const usual = `Usually ${least} to ${most} months.`
    const closed = closedAt(cycle, key)
    const from = began
    began = closed ? dayOf(closed) : undefined
    if (closed) return { stage, state: 'done', from, to: dayOf(closed), words: usual, long: false }
    if (cycle.stage !== key || from === undefined)
      return { stage, state: 'ahead', from: undefined, to: undefined, words: usual, long: false }
    const month = monthOf(from, today)
    const long = month > most
    const kind = long
      ? ` You are in month ${month}. Many take longer: choose one small step this week.`
      : ` You are in month ${month}.`
    return { stage, state: 'open', from, to: undefined, words: usual + kind, long }
  })
}

// Rating alone takes less than talking it through: about two fifths of a principle's time.
const ALONE = 0.4

export function minutesAlone(minutes: number): number {
  return Math.round(minutes * ALONE)
}

/** What this member still rates alone: leadership and management first, because the edition puts it first. */
export function ownRatingsOf(edition: Edition, standing: Standing, member: Member): Step[] {
  if (standing.cycle.stage !== 'assess') return []
  const setting = standing.cycle.setting_id
  const due = (part: string): boolean => {
    const round = roundOf(standing, part)
    return !round?.closed_at && !round?.finished.includes(member.id)
  }
  const agreedAll = (keys: readonly string[]): boolean => keys.every((key) => agreedAt(standing, key, 'assess'))
  const steps: Step[] = []
  if (due('baseline') && criteriaAgreed(edition, standing).done === 0)
    steps.push({
      href: baselineAt(setting),
      title: 'Answer the baseline on your own',
      hint: `${edition.baseline.questions.length} questions for a first picture.`,
      minutes: edition.baseline.minutes,
    })
  for (const principle of edition.principles) {
    if (!due(principle.key) || agreedAll(principle.criteria.map((criterion) => criterion.key))) continue
    const begun = roundOf(standing, principle.key)?.begun.includes(member.id)
    const title = begun ? `Finish rating ${principle.name}` : `Rate ${principle.name} on your own`
    steps.push({
      href: ratingAt(setting, principle.key),
      title,
      hint: principle.focus_question,
      minutes: minutesAlone(principle.minutes),
    })
  }
  return steps
}

/** What the whole team does next, in the order that makes the rest easier. */
export function teamStepsOf(edition: Edition, standing: Standing): Step[] {
  const { stage, setting_id: setting } = standing.cycle
  if (stage === 'closed') return []
  const blockers = blockersOf(edition, standing, stage)
  const steps = [
    ...people(blockers, setting),
    ...(stage === 'assess' ? involving(edition, standing) : []),
    ...perPrinciple(edition, standing, blockers),
  ]
  if (blockers.length > 0) return steps
  const { name } = stageByKey(edition, stage)
  return [
    {
      href: closingAt(setting, stage),
      title: `Close stage ${stageNumber(stage)}, ${name.toLowerCase()}`,
      hint: 'Nothing is in the way.',
      minutes: 5,
    },
    ...steps,
  ]
}

function people(blockers: readonly Blocker[], setting: string): Step[] {
  return blockers
    .filter((blocker) => blocker.rule === 'lead-named' || blocker.rule === 'senior-leader-named')
    .map(({ words, minutes }) => ({ href: teamAt(setting), title: words, minutes }))
}

function involving(edition: Edition, standing: Standing): Step[] {
  const planned = (key: string): boolean =>
    standing.involvements.some((one) => one.group_key === key && one.planned !== '')
  const open = edition.involvement_groups.filter((group) => !planned(group.key))
  if (open.length === 0) return []
  const names = open.map((group) => group.name.toLowerCase()).join(', ')
  return [
    {
      href: involvementAt(standing.cycle.setting_id),
      title: 'Plan how people take part',
      hint: `Still to plan: ${names}.`,
      minutes: 5 * open.length,
    },
  ]
}

function perPrinciple(edition: Edition, standing: Standing, blockers: readonly Blocker[]): Step[] {
  const setting = standing.cycle.setting_id
  return edition.principles.flatMap((principle) => {
    const open = blockers.filter((blocker) => blocker.principle === principle.key)
    if (open.length === 0) return []
    const minutes = open.reduce((sum, blocker) => sum + blocker.minutes, 0)
    if (standing.cycle.stage === 'plan')
      return [
        {
          href: principlePlanAt(setting, principle.key),
          title: `Answer ${gapsInWords(open.length)} in ${principle.name}`,
          hint: 'Add an action for each, or say why it can wait.',
          minutes,
        },
      ]
    if (standing.cycle.stage === 'review')
      return open.map(({ href, words, minutes: own }) => ({ href, title: words, hint: principle.name, minutes: own }))
    const round = roundOf(standing, principle.key)
    if (!round) return []
    const href = principleAt(setting, principle.key)
    if (round.closed_at)
      return [
        {
          href,
          title: `Agree ${levelsInWords(open.length)} for ${principle.name}`,
          hint: 'Everyone’s ratings can be seen.',
          minutes,
        },
      ]
    const waiting = waitingFor(standing, round).length
    return [
      {
        href,
        title: `See who is still to rate ${principle.name}`,
        hint: `${round.finished.length} of ${round.finished.length + waiting} are in.`,
        minutes: 2,
      },
    ]
  })
}

function gapsInWords(n: number): string {
  return n === 1 ? '1 gap' : `${n} gaps`
}

function levelsInWords(n: number): string {
  return n === 1 ? '1 level' : `${n} levels`
}

export type ConditionStanding = { condition: Condition; blockers: Blocker[] }

/** A stage's conditions in the edition's words, each with what still stands in its way. */
export function conditionsOf(edition: Edition, standing: Standing, stage: StageKey): ConditionStanding[] {
  const blockers = blockersOf(edition, standing, stage)
  return stageByKey(edition, stage).closes_when.map((condition) => ({
    condition,
    blockers: blockers.filter((blocker) => blocker.rule === condition.rule),
  }))
}
