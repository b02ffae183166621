// What the Toolkit's home says first, how long stages take, and what comes next.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  actionFor,
  agreed,
  allAgreed,
  cycleIn,
  edition,
  memberNamed,
  reason,
  SETTING,
  standingIn,
} from '../../../../tests/standing.ts'
import type { Round, Standing } from '../standing/rules.ts'
import { findingOf, monthOf, ownRatingsOf, progressOf, stageAfter, teamStepsOf, timingsOf } from './rules.ts'

const round = (part: string, more: Partial<Round> = {}): Round => ({
  part,
  opened_at: new Date('2026-10-01'),
  opened_by: 'Amina',
  closed_at: null,
  closed_by: null,
  begun: [],
  finished: [],
  ...more,
})
const amina = memberNamed('Amina', { team_roles: ['senior_mental_health_lead', 'senior_leader'], is_lead: true })
const tom = memberNamed('Tom')
const total = edition.principles.flatMap((principle) => principle.criteria).length
const gaps = allAgreed(2, { 'lead-governor': 0, 'time-to-lead': 1 })

const findings: readonly [string, Standing, string][] = [
  ['nothing agreed', standingIn('assess'), `Stage 1, assess: 0 of ${total} criteria agreed`],
  [
    'one agreed',
    standingIn('assess', { agreed: [agreed('lead-governor', 2)] }),
    `Stage 1, assess: 1 of ${total} criteria agreed`,
  ],
  [
    'two gaps, one answered',
    standingIn('plan', { agreed: gaps, actions: [actionFor('lead-governor')] }),
    'Stage 2, plan: 1 of 2 gaps answered',
  ],
  [
    'two gaps, both answered',
    standingIn('plan', { agreed: gaps, actions: [actionFor('lead-governor')], gapReasons: [reason('time-to-lead')] }),
    'Stage 2, plan: 2 of 2 gaps answered',
  ],
  ['no gaps', standingIn('plan', { agreed: allAgreed(3) }), 'Stage 2, plan: no gaps to answer'],
  ['no actions', standingIn('review', { agreed: allAgreed(3) }), 'Stage 3, review: no actions to review'],
  [
    'one of two reviewed',
    standingIn('review', { actions: [actionFor('lead-governor', { reviewed: true }), actionFor('time-to-lead')] }),
    'Stage 3, review: 1 of 2 actions reviewed',
  ],
  ['all done', standingIn('closed'), 'Cycle 1 is complete'],
]

for (const [when, standing, words] of findings)
  test(`with ${when} the heading says “${words}”`, () => assert.equal(findingOf(edition, standing), words))

test('progress counts what the open stage is about', () => {
  assert.deepEqual(progressOf(edition, standingIn('assess')), { done: 0, total, unit: 'criteria' })
  assert.deepEqual(progressOf(edition, standingIn('plan', { agreed: gaps, actions: [actionFor('lead-governor')] })), {
    done: 1,
    total: 2,
    unit: 'gaps',
  })
  assert.equal(progressOf(edition, standingIn('closed')), undefined)
})

const months: readonly [string, string, number][] = [
  ['2026-09-03', '2026-09-03', 1],
  ['2026-09-03', '2026-10-02', 1],
  ['2026-09-03', '2026-10-05', 2],
  ['2026-09-03', '2027-03-10', 7],
  ['2026-09-03', '2026-09-01', 1],
]
for (const [from, day, month] of months)
  test(`${day} is in month ${month} of what began on ${from}`, () => assert.equal(monthOf(from, day), month))

test('a stage within its usual months says which month it is; a longer one is met kindly', () => {
  const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
  const cycle = cycleIn('plan', { assess_closed_at: new Date('2026-10-12T12:00:00Z') })
  const [assess, plan, review] = timingsOf(edition, cycle, '2026-12-01', dayOf)
  assert.deepEqual([assess!.state, assess!.from, assess!.to], ['done', '2026-09-03', '2026-10-12'])
  assert.deepEqual([plan!.state, plan!.from, plan!.long], ['open', '2026-10-12', false])
  assert.match(plan!.words, /Usually 3 to 6 months\. You are in month 2\./)
  assert.equal(review!.state, 'ahead')
  const late = timingsOf(edition, cycle, '2027-09-01', dayOf)[1]!
  assert.equal(late.long, true)
  assert.match(late.words, /choose one small step/)
})

test('a member rates the baseline first, then leadership and management', () => {
  const steps = ownRatingsOf(edition, standingIn('assess', { team: [amina, tom] }), tom)
  assert.equal(steps.length, 9)
  assert.match(steps[0]!.title, /baseline/)
  assert.match(steps[1]!.title, /Rate Leadership and management on your own/)
  assert.ok(steps.every((step) => step.minutes > 0 && step.href.startsWith(`/settings/${SETTING}/toolkit`)))
})

test('a member is not asked again for what they finished, what was closed, or what is agreed', () => {
  const rounds = [
    round('baseline', { finished: [tom.id] }),
    round('ethos_environment', { closed_at: new Date('2026-10-09') }),
    round('student_voice', { begun: [tom.id] }),
  ]
  const leadership = edition.principles[0]!.criteria.map((criterion) => agreed(criterion.key, 2))
  const steps = ownRatingsOf(edition, standingIn('assess', { team: [amina, tom], rounds, agreed: leadership }), tom)
  assert.equal(steps.length, 6)
  assert.ok(steps.some((step) => step.title.startsWith('Finish rating Pupil voice')))
  assert.deepEqual(ownRatingsOf(edition, standingIn('plan', { team: [tom] }), tom), [])
})

test('the team is sent to a principle to agree once its round is closed, and to see who is missing before', () => {
  const rounds = [
    round('leadership_management', { closed_at: new Date('2026-10-09') }),
    round('ethos_environment', { finished: [tom.id] }),
  ]
  const involvements = edition.involvement_groups.map((group) => ({
    group_key: group.key,
    planned: 'Asked',
    actual: '',
    updated_by: 'Amina',
    updated_at: new Date('2026-10-01'),
    version: 1,
  }))
  const titles = teamStepsOf(edition, standingIn('assess', { team: [amina, tom], rounds, involvements })).map(
    (step) => step.title,
  )
  assert.deepEqual(titles, [
    'Agree 6 levels for Leadership and management',
    'See who is still to rate Ethos and environment',
  ])
})

test('when nothing blocks, closing the stage comes first', () => {
  const [first] = teamStepsOf(edition, standingIn('assess', { team: [amina], agreed: allAgreed(2) }))
  assert.equal(first!.title, 'Close stage 1, assess')
  assert.equal(first!.href, `/settings/${SETTING}/toolkit/stages/assess/closing`)
})

test('stages follow one another and end', () => {
  assert.deepEqual((['assess', 'plan', 'review'] as const).map(stageAfter), ['plan', 'review', 'closed'])
})
