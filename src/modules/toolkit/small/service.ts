// What the three screens load and do. Every deed is one of the neighbours' own (ratings, chapters, actions, reviews,
// records): small-school mode keeps nothing but the choice itself, so switching it on or off loses nothing.
import type { z } from 'zod'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Need } from '../../../kernel/module.ts'
import { isoDay } from '../../../view/words.ts'
import { peopleOf } from '../../settings/contract.ts'
import { stepsFromWords } from '../actions/rules.ts'
import {
  actionsOf,
  loadAction,
  makeAction,
  stepsOf,
  type Action,
  type ActionPlace,
  type Step,
} from '../actions/service.ts'
import type { GapPlanning } from '../actions/plan/service.ts'
import { agreeRating } from '../chapters/service.ts'
import { closeStage, loadHere, loadHereIfAny, mayWrite, startCycle, type Here } from '../cycles/service.ts'
import type { Edition, Principle } from '../edition.ts'
import { evidenceOf, type Evidence } from '../evidence/service.ts'
import { smallAt } from '../paths.ts'
import { itemsOf, partOf, type OwnRating, type Part } from '../ratings/rules.ts'
import { closeRound, finish, keepRatings, ownRatingsOf, seatOf, takeSeat, type Seat } from '../ratings/service.ts'
import { versionsOf } from '../records/service.ts'
import type { KeptRecord } from '../records/store.ts'
import { reviewPlaceOf, reviewsOf, type Review, type ReviewPlace } from '../reviews/service.ts'
import { leadsHere } from '../roles.ts'
import { roundOf } from '../standing/rules.ts'
import { joinTeam } from '../team/service.ts'
import { rolesMetBy } from '../team/rules.ts'
import {
  happenedIn,
  needsBeside,
  principleToOpen,
  sinceLastTime,
  suggestionFor,
  wayOf,
  type Agreeing,
  type LastTime,
  type Suggestion,
} from './rules.ts'
import * as store from './store.ts'

export type Choice = z.output<typeof store.ChoiceRow>

/** For the door: of these settings, those that work with the three screens. */
export async function smallAmong(tx: Tx, settings: readonly string[]): Promise<Set<string>> {
  if (settings.length === 0) return new Set()
  return new Set((await tx.many(store.switchedOn, { settings })).map((row) => row.setting_id))
}

export type Choosing = { setting: string; choice: Choice | undefined; suggestion: Suggestion | undefined }

export async function loadChoosing(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Choosing> {
  const setting = params.setting!
  const choice = await ctx.tx.maybe(store.choiceOf, { setting })
  const here = await loadHereIfAny(ctx, params)
  return { setting, choice, suggestion: suggestionFor(await peopleOf(ctx.tx, setting), here?.standing.team ?? []) }
}

/** False when someone else chose since `version` was read. */
export async function choose(ctx: Ctx, setting: string, is_on: boolean, version: number): Promise<boolean> {
  const { name } = actorOf(ctx)
  if (!(await ctx.tx.maybe(store.choose, { setting, is_on, name, at: ctx.now, version }))) return false
  await ctx.audit({
    deed: 'toolkit.chose-small',
    setting,
    about: null,
    words: is_on ? 'Switched small-school mode on' : 'Switched small-school mode off',
  })
  return true
}

/** To a head who has not chosen yet, and only where it would fit. */
export async function suggestionTo(
  ctx: Ctx,
  setting: string,
  team: readonly unknown[],
): Promise<Suggestion | undefined> {
  if (await ctx.tx.maybe(store.choiceOf, { setting })) return undefined
  return suggestionFor(await peopleOf(ctx.tx, setting), team)
}

/** Begins a cycle; whoever begins it is on its team, as what their roles cover. */
export async function begin(ctx: Ctx, setting: string, edition: Edition | undefined): Promise<void> {
  await startCycle(ctx, setting, edition)
  const here = await loadHere(ctx, { setting })
  if (here.me) return
  const { person_id: person } = actorOf(ctx)
  const colleague = (await peopleOf(ctx.tx, setting)).find((one) => one.person_id === person)
  if (!colleague) return
  const team_roles = rolesMetBy(here.edition, colleague.roles)
  await joinTeam(ctx, here, colleague, { team_roles, minutes: null, joined_on: here.today })
}

// This week ----------------------------------------------------------------------------------------------------------

export type Week = {
  here: Here
  actions: readonly Action[]
  steps: readonly Step[]
  needs: readonly Need[]
  last: LastTime | undefined
  writes: boolean
}

export async function weekOf(ctx: Ctx, here: Here): Promise<Week> {
  const { edition, standing, cycle } = here
  const actions = await actionsOf(ctx, cycle)
  const steps = await stepsOf(ctx, actions)
  const reviews = await reviewsOf(ctx, cycle)
  const records = (await versionsOf(ctx, cycle.setting_id)).filter((one) => one.cycle_number === cycle.number)
  const happened = happenedIn({ edition, standing, actions, steps, reviews, records })
  const last = sinceLastTime(happened, actorOf(ctx).name, here.today, isoDay)
  return { here, actions, steps, needs: await needsOf(ctx, cycle.setting_id), last, writes: mayWrite(here) }
}

/** What needs this person here beside the Toolkit's own next steps, from every room of the house. */
export async function needsOf(ctx: Ctx, setting: string): Promise<Need[]> {
  const actor = actorOf(ctx)
  const place = actor.places.find((one) => one.setting_id === setting)
  return place ? needsBeside((await ctx.homeParts(actor, place)).needs ?? []) : []
}

/** False when something still keeps the open stage from closing, or someone moved the cycle since `version`. */
export async function closeNow(ctx: Ctx, here: Here, version: number): Promise<boolean> {
  const { stage } = here.cycle
  return stage !== 'closed' && closeStage(ctx, here, stage, version)
}

// Where we are -------------------------------------------------------------------------------------------------------

export type Where = {
  here: Here
  principle: Principle
  /** How this person was shown where they rated before, here or elsewhere in the cycle. */
  shown_as: Seat['shown_as'] | undefined
  seated: boolean
  actions: readonly Action[]
  writes: boolean
}

export async function whereOf(ctx: Ctx, here: Here, asked: string | undefined): Promise<Where> {
  const { edition, standing, cycle } = here
  const principle = principleToOpen(edition, standing, asked)
  const seat = await mySeat(ctx, here, principle)
  const shown_as = seat?.shown_as ?? (await choiceBefore(ctx, here))
  const actions = await actionsOf(ctx, cycle)
  return { here, principle, shown_as, seated: seat !== undefined, actions, writes: mayWrite(here) }
}

const partFor = ({ edition }: Here, key: string): Part => {
  const part = partOf(edition, key)
  if (!part) throw notFound()
  return part
}

async function mySeat(ctx: Ctx, here: Here, principle: Pick<Principle, 'key'>): Promise<Seat | undefined> {
  return here.me && seatOf(ctx, here.cycle, partFor(here, principle.key), here.me)
}

/** What this person chose in the round they sat down to last. */
async function choiceBefore(ctx: Ctx, here: Here): Promise<Seat['shown_as'] | undefined> {
  const { me, standing } = here
  const rounds = standing.rounds
    .filter((round) => me && round.begun.includes(me.id))
    .sort((a, b) => b.opened_at.getTime() - a.opened_at.getTime())
  return rounds[0] && (await mySeat(ctx, here, { key: rounds[0].part }))?.shown_as
}

function ratingFrom({ criterion, level, reason }: Agreeing): OwnRating {
  const na = level === null
  return { item_key: criterion.key, state: na ? 'not_applicable' : 'rated', level, reason: na ? reason : null }
}

/**
 * Rates and agrees in one go, where nobody else rates this principle; where levels are only agreed, agrees. Refused
 * where others rate too: they rate alone first. Answers false when someone agreed one of these meanwhile.
 */
export async function rateAndAgree(
  ctx: Ctx,
  here: Here,
  principle: Principle,
  { keep, shown_as }: { keep: readonly Agreeing[]; shown_as: Seat['shown_as'] | undefined },
): Promise<'agreed' | 'overtaken' | 'not-told'> {
  const { cycle, standing, me } = here
  const way = wayOf(standing, principle, me)
  if (way === 'apart' || way === 'none') throw new Problem('toolkit.rate-alone-first', smallAt(cycle.setting_id))
  if (way === 'together' && me) {
    const part = partFor(here, principle.key)
    const shown = shown_as ?? (await seatOf(ctx, cycle, part, me))?.shown_as
    if (!shown) return 'not-told'
    await takeSeat(ctx, cycle, part, me, shown)
    await keepRatings(ctx, cycle, part, me, keep.map(ratingFrom))
  }
  for (const { criterion, level, reason, version } of keep)
    if (!(await agreeRating(ctx, cycle, criterion, { level, reason, version }))) return 'overtaken'
  if (way === 'together') await finishWhenAllRated(ctx, here, principle)
  return 'agreed'
}

/** Once every criterion is rated this member is in. Alone on the team there is nobody to wait for: the round closes. */
async function finishWhenAllRated(ctx: Ctx, here: Here, principle: Principle): Promise<void> {
  const { cycle, me, standing } = here
  if (!me || roundOf(standing, principle.key)?.finished.includes(me.id)) return
  const part = partFor(here, principle.key)
  const rated = (await ownRatingsOf(ctx, cycle, part, me)).filter((one) => one.state !== 'later')
  if (rated.length < itemsOf(part).length) return
  await finish(ctx, cycle, part, me)
  if (standing.team.length === 1) await closeRound(ctx, cycle, part)
}

/** One press puts a suggested move in the plan, its words as first steps; pressed again it is found there. */
export async function planMove(ctx: Ctx, gap: GapPlanning, key: string): Promise<string> {
  const { purpose, standing, cycle } = gap
  const { criterion } = purpose
  const move = criterion.moves.find((one) => one.key === key)
  if (!move) throw notFound()
  const there = (await actionsOf(ctx, cycle)).find(
    (action) => action.criterion_key === criterion.key && action.move_key === key,
  )
  if (there) return there.id
  const { person_id: person } = actorOf(ctx)
  const me = standing.team.find((member) => member.person_id === person)
  const made = await makeAction(ctx, gap, {
    criterion: criterion.key,
    move: move.key,
    title: move.title,
    steps: stepsFromWords(move.words),
    owner_id: me?.id ?? null,
    people: null,
    starts_on: today(ctx),
    due_on: null,
    intended_impact: null,
    evidence_plan: null,
    pupil_view: null,
    activity_level: null,
  })
  if ('mistakes' in made) throw new Error('A move of the edition did not make an action')
  return made.id
}

// Our plan and Record ------------------------------------------------------------------------------------------------

export type Opened = ReviewPlace & { evidence: readonly Evidence[] }
export type PlanAndRecord = {
  here: Here
  actions: readonly Action[]
  reviews: readonly Review[]
  open: Opened | undefined
  records: readonly KeptRecord[]
  /** May keep a version of the Record. */
  keeps: boolean
}

export async function planOf(ctx: Ctx, here: Here, asked: string | undefined): Promise<PlanAndRecord> {
  const { cycle } = here
  const setting = cycle.setting_id
  const actions = await actionsOf(ctx, cycle)
  const chosen = actions.find((one) => one.id === asked) ?? actions.find((one) => one.next === null)
  const open = chosen && (await openedOf(ctx, await loadAction(ctx, { setting, action: chosen.id })))
  const roles = actorOf(ctx).places.flatMap((place) => (place.setting_id === setting ? [place.role] : []))
  const records = await versionsOf(ctx, setting)
  return { here, actions, reviews: await reviewsOf(ctx, cycle), open, records, keeps: leadsHere(roles) }
}

async function openedOf(ctx: Ctx, place: ActionPlace): Promise<Opened> {
  return {
    ...(await reviewPlaceOf(ctx, place)),
    evidence: await evidenceOf(ctx, place.cycle, [place.purpose.criterion]),
  }
}
