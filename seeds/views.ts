// Views of pupils, parents and wider staff in the two schools of the cast: two calls that have closed at Larchmead, in the
// second of which too few of the staff answered to be shown, and one that is open at Alderbourne. Closed calls keep what
// the house itself would have kept; the links of the open one are known here, so that tests and visitors can follow them.
import { createHash } from 'node:crypto'
import { nowhere, transaction, type Tx } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'
import { hashOf, type Secrets } from '../src/kernel/secrets.ts'
import { json } from '../src/kernel/sql.ts'
import * as answering from '../src/modules/toolkit/raters/answering/store.ts'
import { markRead, commentsOfCall } from '../src/modules/toolkit/raters/comments/store.ts'
import { keptPair, type Pair } from '../src/modules/toolkit/raters/codes.ts'
import { resultOf, type SheetRead } from '../src/modules/toolkit/raters/result-rules.ts'
import { CODE_LETTERS, CODE_LENGTH, SMALLEST, type Kind } from '../src/modules/toolkit/raters/rules.ts'
import { sheetOf } from '../src/modules/toolkit/raters/sheets.ts'
import * as store from '../src/modules/toolkit/raters/store.ts'
import { cyclesOf } from '../src/modules/toolkit/standing/service.ts'
import { calendarFrom, type Calendar } from './calendar.ts'
import { alderbourne, cast, larchmead, programme, seedId } from './cast.ts'
import { chanceFrom, type Chance } from './random.ts'

type Asked = { kind: Kind; answered: number; comments: readonly string[] }
type Plan = {
  school: { setting: string; name: string }
  by: string
  cycle: number
  openedAgo: number
  closesAgo: number
  closed: boolean
  asked: readonly Asked[]
  /** Comments that a safeguarding lead has read. */
  read: boolean
}

const PLANS: readonly Plan[] = [
  {
    school: larchmead,
    by: cast.amina.name,
    cycle: 1,
    openedAgo: 232,
    closesAgo: 214,
    closed: true,
    read: true,
    asked: [
      { kind: 'pupils', answered: 58, comments: ['I like the garden but it is always shut at lunch.'] },
      { kind: 'parents', answered: 24, comments: ['The letters are long. A short message would help me more.'] },
      { kind: 'staff', answered: 11, comments: ['I only hear what was decided about a child by chance.'] },
    ],
  },
  {
    school: larchmead,
    by: cast.amina.name,
    cycle: 2,
    openedAgo: 66,
    closesAgo: 48,
    closed: true,
    read: false,
    asked: [
      {
        kind: 'pupils',
        answered: 63,
        comments: ['The garden is open now and I go there.', 'I wish someone would ask me how it is at home.'],
      },
      { kind: 'parents', answered: 31, comments: ['Thank you for the coffee mornings. Could one be after work?'] },
      { kind: 'staff', answered: 4, comments: [] },
    ],
  },
  {
    school: alderbourne,
    by: cast.marcus.name,
    cycle: 1,
    openedAgo: 6,
    closesAgo: -12,
    closed: false,
    read: false,
    asked: [
      { kind: 'pupils', answered: 23, comments: ['Please can we choose our own places sometimes?'] },
      { kind: 'parents', answered: 3, comments: [] },
      { kind: 'staff', answered: 0, comments: [] },
    ],
  },
]

/** A link and a code that are the same on every machine. */
export function seedPair(setting: string, call: number, kind: Kind): Pair {
  const bytes = createHash('sha256').update(`views ${setting} ${call} ${kind}`).digest()
  const code = [...bytes.subarray(0, CODE_LENGTH)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')
  return { token: bytes.toString('base64url'), code }
}

/** The open link of the demonstration that tests follow. */
export const openPair: Pair = seedPair(alderbourne.setting, 1, 'pupils')

export type Viewing = { secrets: Secrets; now: Date }

/** Written setting by setting, each in the web's own role and reach. */
export async function writeViews(engine: Engine, viewing: Viewing): Promise<void> {
  const calendar = calendarFrom(viewing.now)
  for (const { setting } of [larchmead, alderbourne]) {
    const plans = PLANS.filter((plan) => plan.school.setting === setting)
    await transaction(engine, { reach: { ...nowhere, settings: [setting] } }, async (tx) => {
      for (const [at, plan] of plans.entries()) await writeCall(tx, plan, { number: at + 1, calendar, ...viewing })
    })
  }
}

type At = Viewing & { number: number; calendar: Calendar }

async function writeCall(tx: Tx, plan: Plan, at: At): Promise<void> {
  const { setting } = plan.school
  const { number, calendar, secrets } = at
  const cycle = (await cyclesOf(tx, setting)).find((one) => one.number === plan.cycle)
  if (!cycle) throw new Error(`${plan.school.name} has no cycle ${plan.cycle}`)
  const closes_on = calendar.day(plan.closesAgo)
  const day = calendar.day(plan.openedAgo)
  const call = await tx.one(store.addCall, {
    setting,
    cycle: cycle.id,
    smallest: SMALLEST,
    day,
    by: plan.by,
    closes_on,
  })
  for (const { kind } of plan.asked)
    await tx.run(store.addLink, {
      ...keptPair(secrets, seedPair(setting, number, kind), { setting, call: call.id, kind }),
      ...{ setting, call: call.id, kind, sheet_version: 1, setting_name: plan.school.name, smallest: SMALLEST },
      ...{ talk_to: TALK_TO[setting] ?? '', closes_on, programmes: [programme.id] },
    })
  for (const asked of plan.asked) await writeAnswers(tx, plan, asked, { ...at, call: call.id })
  if (!plan.closed) return
  await tx.run(store.closeLinks, { setting, call: call.id })
  await tx.run(store.closeCall, { setting, id: call.id, day: closes_on, by: plan.by })
  if (!plan.read) return
  const kinds = plan.asked.map((asked) => asked.kind)
  const ids = (await tx.many(commentsOfCall, { setting, call: call.id, kinds })).map((comment) => comment.id)
  await tx.run(markRead, { setting, call: call.id, ids, day: closes_on })
}

const TALK_TO: Readonly<Record<string, string>> = {
  [larchmead.setting]: 'Mr Okoro in the Harbour room, every break.',
  [alderbourne.setting]: 'Miss Nnamdi, at the green door, before and after the day.',
}

async function writeAnswers(tx: Tx, plan: Plan, asked: Asked, at: At & { call: string }): Promise<void> {
  const { setting } = plan.school
  const { kind, comments } = asked
  const { call, number, secrets } = at
  const link = hashOf(seedPair(setting, number, kind).token)
  const sheet = sheetOf(kind, 1)
  const chance = chanceFrom(`views ${setting} ${number} ${kind}`)
  const read = Array.from({ length: asked.answered }, () => answersBy(chance, kind, sheet))
  if (plan.closed) await tx.run(store.addResult, { setting, call, kind, result: json(resultOf(sheet, read, SMALLEST)) })
  await tx.as('rater', { ...nowhere, link }, async () => {
    for (const [i, one] of plan.closed ? [] : read.entries()) {
      const once = seedId(`sheet ${setting} ${number} ${kind} ${i}`)
      const language = i % 9 === 4 ? 'en-easy' : 'en'
      const { change_first } = one
      await tx.run(answering.addSheet, { setting, link, once, language, answers: json(one.answers), change_first })
    }
    for (const words of comments) {
      const sealed = secrets.seal('rater-comment', words, `${setting} ${call}`)
      await tx.run(answering.addComment, { setting, call, link, sealed })
    }
  })
}

/** How warmly each kind speaks of each principle; the second call of a school is a little warmer where it has worked. */
const WARMTH: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  pupils: {
    leadership_management: 1.9,
    ethos_environment: 2.4,
    curriculum_learning: 2.1,
    student_voice: 1.3,
    staff_development_wellbeing: 2.2,
    identifying_need_monitoring_impact: 1.5,
    parents_carers: 2.0,
    targeted_support_referral: 1.8,
  },
  parents: {
    leadership_management: 1.8,
    ethos_environment: 2.5,
    curriculum_learning: 2.0,
    student_voice: 1.9,
    staff_development_wellbeing: 2.2,
    identifying_need_monitoring_impact: 1.4,
    parents_carers: 2.1,
    targeted_support_referral: 1.2,
  },
  staff: {
    leadership_management: 2.1,
    ethos_environment: 2.5,
    curriculum_learning: 2.1,
    student_voice: 2.0,
    staff_development_wellbeing: 1.4,
    identifying_need_monitoring_impact: 2.0,
    parents_carers: 2.1,
    targeted_support_referral: 1.5,
  },
}

function answersBy(chance: Chance, kind: Kind, sheet: ReturnType<typeof sheetOf>): SheetRead {
  const answers: Record<string, number | null> = {}
  for (const { key, principle } of sheet.items) {
    const drift = chance.next() * 2.6 - 1.3
    const level = Math.min(3, Math.max(0, Math.round((WARMTH[kind][principle] ?? 2) + drift)))
    if (kind === 'staff' || !chance.is(0.04)) answers[key] = kind !== 'staff' && chance.is(0.05) ? null : level
  }
  const wish = chance.is(0.5) ? chance.pick(WISHES[kind]) : chance.pick(sheet.principles)
  return { answers, change_first: chance.is(0.9) ? wish : null }
}

const WISHES: Readonly<Record<Kind, readonly string[]>> = {
  pupils: ['student_voice', 'identifying_need_monitoring_impact'],
  parents: ['targeted_support_referral', 'identifying_need_monitoring_impact'],
  staff: ['staff_development_wellbeing', 'targeted_support_referral'],
}
