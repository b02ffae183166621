// What small-school mode decides: for whom it is suggested, which few steps make twenty minutes, when one person may
// rate and agree in one go, and what happened since someone was last here.
import type { RoleName } from '../../../kernel/access.ts'
import type { Need } from '../../../kernel/module.ts'
import type { Action, Step as ActionStep } from '../actions/service.ts'
import { isOpen } from '../actions/rules.ts'
import { gapsOf } from '../actions/plan/rules.ts'
import { stageInWords } from '../cycles/rules.ts'
import type { Criterion, Edition, Level, Principle } from '../edition.ts'
import { criterionByKey, principleOf } from '../edition.ts'
import { smallPlanAt, smallWhereAt } from '../paths.ts'
import type { Review } from '../reviews/service.ts'
import {
  agreedAt,
  blockersOf,
  momentOf,
  roundOf,
  whereWeAre,
  type Member,
  type Moment,
  type Standing,
} from '../standing/rules.ts'

/** The way of working as a place carries it. */
export const SMALL_WAY = 'toolkit.small'

/** The hats that one person in a small school often wears together. */
export const HATS: readonly RoleName[] = ['head', 'designated_safeguarding_lead', 'senior_mental_health_lead', 'senco']
const MANY_HATS = 3
export const SMALL_TEAM = 3

export type Suggestion = { why: 'hats'; name: string; hats: readonly RoleName[] } | { why: 'team'; size: number }

/** Suggested where one person wears three of the hats or more, or the team is three or fewer. */
export function suggestionFor(
  people: readonly { name: string; roles: readonly RoleName[] }[],
  team: readonly unknown[],
): Suggestion | undefined {
  const most = people
    .map(({ name, roles }) => ({ name, hats: HATS.filter((hat) => roles.includes(hat)) }))
    .sort((a, b) => b.hats.length - a.hats.length)[0]
  if (most && most.hats.length >= MANY_HATS) return { why: 'hats', ...most }
  return team.length > 0 && team.length <= SMALL_TEAM ? { why: 'team', size: team.length } : undefined
}

/** How levels of a principle may be agreed now. `apart`: others rate too, so each rates alone first. */
export type Way = 'together' | 'apart' | 'agree' | 'none'

export function wayOf(standing: Standing, principle: Pick<Principle, 'key'>, me: Member | undefined): Way {
  const moment = momentOf(standing.cycle.stage)
  if (!moment) return 'none'
  if (moment === 'review') return 'agree'
  const round = roundOf(standing, principle.key)
  if (round?.closed_at) return 'agree'
  if (!me) return 'none'
  const others = standing.team.some((member) => member.id !== me.id && round?.begun.includes(member.id))
  return standing.team.length > SMALL_TEAM || others ? 'apart' : 'together'
}

export type Agreeing = { criterion: Criterion; level: Level | null; reason: string; version: number }
export type Agreements = { keep: Agreeing[]; mistakes: Record<string, string> }

const text = (sent: Readonly<Record<string, unknown>>, name: string): string => {
  const value = sent[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** The criteria of a principle on which nothing is agreed yet at the moment that is open. */
export function toAgree(standing: Standing, principle: Principle): Criterion[] {
  const moment = momentOf(standing.cycle.stage)
  return moment ? principle.criteria.filter((criterion) => !agreedAt(standing, criterion.key, moment)) : []
}

/** Those that the form asks: what is still to agree, and whatever was written of one that someone agreed meanwhile. */
export function askedOf(
  standing: Standing,
  principle: Principle,
  sent: Readonly<Record<string, unknown>> | undefined,
): Criterion[] {
  const open = toAgree(standing, principle)
  const written = ({ key }: Criterion): boolean =>
    sent !== undefined && (text(sent, `level_${key}`) !== '' || text(sent, `reason_${key}`) !== '')
  return principle.criteria.filter((criterion) => open.includes(criterion) || written(criterion))
}

/** What was sent for some criteria: a level needs its reason and a reason its level; what is left empty waits. */
export function agreementsFrom(criteria: readonly Criterion[], sent: Readonly<Record<string, unknown>>): Agreements {
  const found: Agreements = { keep: [], mistakes: {} }
  for (const criterion of criteria) {
    const { key } = criterion
    const about = criterion.text.replace(/[.]$/, '')
    const [level, reason] = [text(sent, `level_${key}`), text(sent, `reason_${key}`)]
    if (level === '' && reason === '') continue
    if (!/^([0-3]|na)$/.test(level)) found.mistakes[`level_${key}`] = `Choose a level for “${about}”`
    else if (reason === '') found.mistakes[`reason_${key}`] = `Say why you chose that level for “${about}”`
    else {
      const version = /^\d{1,9}$/.test(text(sent, `version_${key}`)) ? Number(text(sent, `version_${key}`)) : 0
      found.keep.push({ criterion, level: level === 'na' ? null : (Number(level) as Level), reason, version })
    }
  }
  const [first] = criteria
  if (first && found.keep.length === 0 && Object.keys(found.mistakes).length === 0)
    found.mistakes[`level_${first.key}`] = 'Choose at least one level, with why'
  return found
}

/** The principle that is opened when none is asked for: where something is still to agree, else still to answer. */
export function principleToOpen(edition: Edition, standing: Standing, asked: string | undefined): Principle {
  const named = edition.principles.find((one) => one.key === asked)
  if (named) return named
  const where = whereWeAre(edition, standing)
  const assessing = standing.cycle.stage === 'assess' && where.find((one) => one.agreed < one.total)
  return (assessing || where.find((one) => one.unanswered > 0) || where[0]!).principle
}

export type Deed = { action: string; words: string; fields: Readonly<Record<string, string>> }
/** A step of these twenty minutes: a link to where it is done, or the deed itself in one press. */
export type SmallStep = { title: string; hint: string; minutes: number; href: string; deed?: Deed }

export const TWENTY = 20
const MOST_STEPS = 4
const REVIEW_MINUTES = 10
const ANSWER_MINUTES = 5
const CLOSE_MINUTES = 5
const STEP_MINUTES = 10
/** Of a step that takes longer than twenty minutes, this much is suggested: to begin it. */
const BEGIN_MINUTES = 10

export type Work = { edition: Edition; standing: Standing; actions: readonly Action[]; steps: readonly ActionStep[] }

const plain = (criterion: Criterion): string => criterion.text.replace(/[.]$/, '')

function criterionSteps({ edition, standing }: Work): SmallStep[] {
  if (standing.cycle.stage !== 'assess') return []
  const setting = standing.cycle.setting_id
  return edition.principles.flatMap((principle) =>
    toAgree(standing, principle).map((criterion) => ({
      title: `Rate and agree: “${plain(criterion)}”`,
      hint: `${principle.name}.`,
      minutes: criterion.minutes,
      href: `${smallWhereAt(setting, principle.key)}#${criterion.key}`,
    })),
  )
}

function gapSteps({ edition, standing }: Work): SmallStep[] {
  const open = gapsOf(edition, standing).filter((gap) => gap.actions === 0 && gap.reason === undefined)
  return open.map(({ principle, criterion }) => ({
    title: `Choose a move for “${plain(criterion)}”`,
    hint: 'One press puts it in the plan. Or say why it can wait.',
    minutes: ANSWER_MINUTES,
    href: `${smallWhereAt(standing.cycle.setting_id, principle.key)}#gap-${criterion.key}`,
  }))
}

/** What the edition says a move takes, shared out among its steps. */
function minutesOfStep(edition: Edition, action: Action, steps: number): number {
  const move = criterionByKey(edition, action.criterion_key)?.moves.find((one) => one.key === action.move_key)
  return move ? Math.max(1, Math.round(move.minutes / Math.max(1, steps))) : STEP_MINUTES
}

/** The next step of each action that is still to do. */
function actionSteps({ edition, standing, actions, steps }: Work): SmallStep[] {
  const setting = standing.cycle.setting_id
  return actions.filter(isOpen).flatMap((action) => {
    const own = steps.filter((step) => step.action_id === action.id)
    const next = own.find((step) => step.done_at === null)
    if (!next) return []
    const whole = minutesOfStep(edition, action, own.length)
    const long = whole > TWENTY
    return [
      {
        title: long ? `Begin: ${next.words}` : next.words,
        hint: `A step of “${action.title}”${long ? `, about ${whole} minutes in all` : ''}.`,
        minutes: long ? BEGIN_MINUTES : whole,
        href: smallPlanAt(setting, action.id),
        deed: {
          action: stepTickAt(setting, next),
          words: 'Tick as done',
          fields: { done: '1', back: 'week' },
        },
      },
    ]
  })
}

export function stepTickAt(setting: string, step: Pick<ActionStep, 'action_id' | 'id'>): string {
  return `/settings/${setting}/toolkit/small/actions/${step.action_id}/steps/${step.id}/tick`
}

/** Actions to look back on: all of them in the review stage, before it those whose steps are all done. */
function reviewSteps({ standing, actions }: Work): SmallStep[] {
  const { stage, setting_id: setting } = standing.cycle
  const ready = actions.filter(
    (action) =>
      action.next === null && (stage === 'review' || (action.steps > 0 && action.steps === action.steps_done)),
  )
  return ready.map((action) => ({
    title: `Look back on “${action.title}”`,
    hint: 'What you did, what changed, what comes next.',
    minutes: REVIEW_MINUTES,
    href: smallPlanAt(setting, action.id),
  }))
}

/** Everything that could be done now, in the order that makes the rest easier. */
export function stepsNow(work: Work, closing: Deed | undefined): SmallStep[] {
  const { edition, standing } = work
  const { stage, setting_id: setting } = standing.cycle
  if (stage === 'closed') return []
  const free = closing !== undefined && blockersOf(edition, standing, stage).length === 0
  const close = {
    title: `Close ${stageInWords(edition, stage)}`,
    hint: 'Nothing is in the way. A version of the Record is kept.',
    minutes: CLOSE_MINUTES,
    href: smallWhereAt(setting),
  }
  const gaps = gapSteps(work)
  return [
    ...(free ? [{ ...close, deed: closing }] : []),
    ...reviewSteps(work),
    ...(stage === 'plan' ? gaps : gaps.slice(0, 1)),
    ...actionSteps(work).slice(0, 2),
    ...criterionSteps(work),
  ]
}

/** Two to four small steps that fit in twenty minutes; where none fits, the first alone. */
export function twentyMinutes<S extends Pick<SmallStep, 'minutes'>>(steps: readonly S[]): S[] {
  const chosen: S[] = []
  let total = 0
  for (const step of steps) {
    if (chosen.length === MOST_STEPS) break
    if (total + step.minutes > TWENTY) continue
    chosen.push(step)
    total += step.minutes
  }
  return chosen.length > 0 ? chosen : steps.slice(0, 1)
}

// The screens cover these themselves; anything else that needs someone is shown as it is on their home page.
const COVERED =
  /\/toolkit(\/principles\/[^/]+(\/rating)?(#.*)?|\/plan\/principles\/.*|\/stages\/.*|\/actions\/[^/]+\/review)?$/
export const MOST_NEEDS = 5

export function needsBeside(needs: readonly Need[]): Need[] {
  const once = new Map<string, Need>()
  for (const need of needs) if (!COVERED.test(need.href) && !once.has(need.href)) once.set(need.href, need)
  return [...once.values()]
    .sort((a, b) => Number(b.urgent !== undefined) - Number(a.urgent !== undefined) || a.order - b.order)
    .slice(0, MOST_NEEDS)
}

export type Happened = { by: string; at: Date; words: string; href: string }
type Kept = { id: string; number: number; cycle_number: number; kept_by: string; kept_at: Date }
export type Past = Work & { reviews: readonly Review[]; records: readonly Kept[] }

/** Everything that was done in this cycle and leaves a trace, newest first. */
export function happenedIn({ edition, standing, actions, steps, reviews, records }: Past): Happened[] {
  const setting = standing.cycle.setting_id
  const titleOf = new Map(actions.map((action) => [action.id, action.title]))
  const agreed = standing.agreed.map((one) => ({
    by: one.agreed_name,
    at: one.agreed_at,
    words: `A level agreed in ${principleOf(edition, one.criterion_key)?.name ?? 'the Toolkit'}`,
    href: smallWhereAt(setting, principleOf(edition, one.criterion_key)?.key),
  }))
  const planned = actions.map((one) => ({
    by: one.created_by,
    at: one.created_at,
    words: `“${one.title}” added to the plan`,
    href: smallPlanAt(setting, one.id),
  }))
  const ticked = steps.flatMap((one) =>
    one.done_at === null
      ? []
      : [
          {
            by: one.done_by ?? '',
            at: one.done_at,
            words: `A step done of “${titleOf.get(one.action_id) ?? 'an action'}”`,
            href: smallPlanAt(setting, one.action_id),
          },
        ],
  )
  const reviewed = reviews.map((one) => ({
    by: one.reviewed_name,
    at: one.reviewed_at,
    words: `“${titleOf.get(one.action_id) ?? 'An action'}” reviewed`,
    href: smallPlanAt(setting, one.action_id),
  }))
  const kept = records.map((one) => ({
    by: one.kept_by,
    at: one.kept_at,
    words: `Version ${one.cycle_number}.${one.number} of the Record kept`,
    href: `${smallPlanAt(setting)}#record`,
  }))
  return [...agreed, ...planned, ...ticked, ...reviewed, ...kept].sort((a, b) => b.at.getTime() - a.at.getTime())
}

export type LastTime = { day: string; since: { by: string; words: string; href: string; n: number; at: Date }[] }

/** The last day before today on which this person did something here (else today), and all that was done from then on. */
export function sinceLastTime(
  happened: readonly Happened[],
  name: string,
  today: string,
  dayOf: (at: Date) => string,
): LastTime | undefined {
  const own = happened.filter((one) => one.by === name)
  const last = own.find((one) => dayOf(one.at) < today) ?? own[0]
  const day = last && dayOf(last.at)
  if (day === undefined) return undefined
  const since = new Map<string, LastTime['since'][number]>()
  for (const one of happened.filter((each) => dayOf(each.at) >= day)) {
    const key = `${one.by} ${one.words}`
    since.set(key, { ...one, ...since.get(key), n: (since.get(key)?.n ?? 0) + 1 })
  }
  return { day, since: [...since.values()] }
}

/** A level that stood before, for the moment that is open. */
export function standsFor(standing: Standing, criterion: string, moment: Moment): Level | null | undefined {
  const before = moment === 'review' ? agreedAt(standing, criterion, 'assess') : undefined
  return before?.level
}
