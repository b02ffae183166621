// One school's story through the Toolkit as rows: who is on the team, and what each cycle has seen so far. What is
// told here is what the service would have written, had these people used it on those days.
import type { Edition } from '../../src/modules/toolkit/edition.ts'
import { addAudit } from '../audit.ts'
import type { Calendar } from '../calendar.ts'
import { seedId } from '../cast.ts'
import type { SeedPerson } from '../people.ts'
import { dealer, type Chance } from '../random.ts'
import { askedFrom } from './asked.ts'
import type { Script } from '../script.ts'
import type { Rows } from '../rows.ts'
import { carryOnWords, discussedWith, gapReasons, nextWords, stoppedWords } from './sentences.ts'

export type Seat = {
  one: SeedPerson
  /** Which of the edition's recommended roles this person covers. */
  covers: readonly string[]
  lead?: boolean
  minutes: number
}

/** How far a cycle has come. `part`: how much of the open stage is done, from 0 to 1. */
export type CyclePlan = {
  startedAgo: number
  assessEndedAgo?: number
  planEndedAgo?: number
  reviewEndedAgo?: number
  part: number
}

export type StageName = 'assess' | 'plan' | 'review' | 'closed'

export type Member = Seat & { id: string }

export type PlannedAction = {
  id: string
  title: string
  state: string
  carried: boolean
  indicator: string | undefined
}

/** What the parts of a story share while it is told. */
export type Telling = {
  rows: Rows
  calendar: Calendar
  chance: Chance
  edition: Edition
  setting: string
  school: string
  team: readonly Member[]
  leader: Member
  /** Where each criterion stands in truth; ratings are seen from here, and reviews move it. */
  levels: Map<string, number>
  /** What this setting wrote, where it is not dealt from the pages of words/. */
  script: Script | undefined
  say: {
    discussed: () => string
    gapReason: () => string
    carryOn: () => string
    stopped: () => string
    next: Record<keyof typeof nextWords, () => string>
  }
}

export type Told = Telling & {
  cycle: string
  number: number
  plan: CyclePlan
  stage: StageName
}

export function stageOf(plan: CyclePlan): StageName {
  if (plan.reviewEndedAgo !== undefined) return 'closed'
  if (plan.planEndedAgo !== undefined) return 'review'
  return plan.assessEndedAgo === undefined ? 'assess' : 'plan'
}

/** Days ago at which a part (0 to 1) of the time between two days was over. */
export function between(fromAgo: number, toAgo: number, part: number): number {
  return Math.round(fromAgo + (toAgo - fromAgo) * part)
}

export type StoryStart = Pick<Telling, 'rows' | 'calendar' | 'chance' | 'edition' | 'setting' | 'school'> & {
  seats: readonly Seat[]
  joinedAgo: number
  /** From 0 to 3: where the school stands on the whole as its story begins. */
  strength: number
  script?: Script
}

export function beginStory(start: StoryStart): Telling {
  const { rows, calendar, chance, edition, setting, school, seats, joinedAgo, strength, script } = start
  const team = seats.map((seat) => ({ ...seat, id: seedId(`member ${setting} ${seat.one.person}`) }))
  const leader = team.find((member) => member.lead) ?? team[0]
  if (!leader) throw new Error(`${school} has nobody on its team`)
  for (const { id, one, covers, lead, minutes } of team)
    rows.add('toolkit.team_members', {
      setting_id: setting,
      id,
      person_id: one.person,
      name: one.name,
      team_roles: covers,
      is_lead: lead === true,
      minutes_a_week: minutes,
      joined_on: calendar.day(joinedAgo),
    })
  const levels = new Map<string, number>()
  for (const principle of edition.principles) {
    const lean = (chance.next() - 0.5) * 0.9
    for (const { key } of principle.criteria) {
      const level = Math.round(strength + lean + (chance.next() - 0.5) * 2)
      levels.set(key, Math.min(3, Math.max(0, level)))
    }
  }
  const say = {
    discussed: dealer(chance, script?.around.discussed ?? discussedWith),
    gapReason: dealer(chance, gapReasons),
    carryOn: dealer(chance, carryOnWords),
    stopped: dealer(chance, stoppedWords),
    next: {
      finished: dealer(chance, nextWords.finished),
      embed: dealer(chance, nextWords.embed),
      carry_on: dealer(chance, nextWords.carry_on),
      stop: dealer(chance, nextWords.stop),
    },
  }
  return { rows, calendar, chance, edition, setting, school, team, leader, levels, script, say }
}

export function beginCycle(telling: Telling, number: number, plan: CyclePlan): Told {
  const { rows, calendar, setting, leader } = telling
  const { edition, kept } = askedFrom(rows, calendar, telling, plan.startedAgo)
  const cycle = seedId(`cycle ${setting} ${number}`)
  const stage = stageOf(plan)
  const closed = (ago: number | undefined): Date | null => (ago === undefined ? null : calendar.at(ago, 90))
  const by = (ago: number | undefined): string | null => (ago === undefined ? null : leader.one.name)
  const movedAgo = plan.reviewEndedAgo ?? plan.planEndedAgo ?? plan.assessEndedAgo
  rows.add('toolkit.cycles', {
    setting_id: setting,
    id: cycle,
    number,
    edition_key: edition.key,
    edition_version: edition.version,
    own_criteria: kept,
    stage,
    started_on: calendar.day(plan.startedAgo),
    assess_closed_at: closed(plan.assessEndedAgo),
    assess_closed_by: by(plan.assessEndedAgo),
    plan_closed_at: closed(plan.planEndedAgo),
    plan_closed_by: by(plan.planEndedAgo),
    review_closed_at: closed(plan.reviewEndedAgo),
    review_closed_by: by(plan.reviewEndedAgo),
    moved_at: movedAgo === undefined ? calendar.at(plan.startedAgo) : calendar.at(movedAgo, 90),
  })
  const about = { setting, person: leader.one, about: cycle }
  addAudit(rows, calendar.at(plan.startedAgo), {
    ...about,
    deed: 'toolkit.started-cycle',
    words: `Started cycle ${number} with ${edition.title}, version ${edition.version}`,
  })
  const closings = [
    ['assess', plan.assessEndedAgo],
    ['plan', plan.planEndedAgo],
    ['review', plan.reviewEndedAgo],
  ] as const
  for (const [name, ago] of closings)
    if (ago !== undefined)
      addAudit(rows, calendar.at(ago, 90), {
        ...about,
        deed: 'toolkit.closed-stage',
        words: `Closed the ${name} stage of cycle ${number}`,
      })
  return { ...telling, edition, cycle, number, plan, stage }
}

/** The team says that a chapter is done: one principle in one stage. */
export function agreeChapter(told: Told, principle: string, stage: 'assess' | 'plan' | 'review', ago: number): void {
  told.rows.add('toolkit.chapter_agreements', {
    setting_id: told.setting,
    cycle_id: told.cycle,
    principle_key: principle,
    stage,
    discussed_with: told.say.discussed(),
    agreed_by: told.leader.one.person,
    agreed_name: told.leader.one.name,
    agreed_at: told.calendar.at(ago, 85),
  })
}
