// What blocks a stage, what a chapter has and lacks, and where the principles are, as tables of cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  actionFor,
  agreed,
  allAgreed,
  edition,
  memberNamed,
  reason,
  SETTING,
  standingIn,
} from '../../../../tests/standing.ts'
import { principleByKey, type ClosingRule, type Level, type StageKey } from '../edition.ts'
import {
  agreedNow,
  blockersOf,
  chapterOf,
  isGap,
  middleOf,
  onTeam,
  warningsOf,
  whereWeAre,
  type Standing,
} from './rules.ts'

const amina = memberNamed('Amina', { team_roles: ['senior_mental_health_lead'], is_lead: true })
const ruth = memberNamed('Ruth', { team_roles: ['senior_leader'] })
const both = memberNamed('Helen', { team_roles: ['senior_leader', 'senior_mental_health_lead'] })
const leadership = principleByKey(edition, 'leadership_management')!
const criteria = edition.principles.flatMap((principle) => principle.criteria)

type Case = {
  says: string
  stage: StageKey
  standing: Partial<Standing>
  expected: Partial<Record<ClosingRule, number>>
}

const cases: readonly Case[] = [
  {
    says: 'an empty school has every criterion, a lead and a senior leader before it',
    stage: 'assess',
    standing: {},
    expected: { 'all-criteria-agreed': criteria.length, 'lead-named': 1, 'senior-leader-named': 1 },
  },
  {
    says: 'a school with everything agreed and both people named is free to go on',
    stage: 'assess',
    standing: { agreed: allAgreed(2), team: [amina, ruth] },
    expected: {},
  },
  {
    says: 'one person may be both lead and senior leader',
    stage: 'assess',
    standing: { agreed: allAgreed(2), team: [both] },
    expected: {},
  },
  {
    says: 'leading the team is not the same as being its mental health lead',
    stage: 'assess',
    standing: { agreed: allAgreed(2), team: [ruth, memberNamed('Joan', { is_lead: true })] },
    expected: { 'lead-named': 1 },
  },
  {
    says: 'a criterion that does not apply counts as agreed',
    stage: 'assess',
    standing: { agreed: allAgreed(2, { 'lead-governor': null }), team: [both] },
    expected: {},
  },
  {
    says: 'a level agreed at review does not stand in for the assessment',
    stage: 'assess',
    standing: { agreed: [...allAgreed(2).slice(1), agreed(criteria[0]!.key, 2, 'review')], team: [both] },
    expected: { 'all-criteria-agreed': 1 },
  },
  {
    says: 'a gap without an answer keeps the plan open',
    stage: 'plan',
    standing: { agreed: allAgreed(2, { 'lead-governor': 0, 'time-to-lead': 1 }) },
    expected: { 'gaps-answered': 2 },
  },
  {
    says: 'an action or a reason answers a gap',
    stage: 'plan',
    standing: {
      agreed: allAgreed(2, { 'lead-governor': 0, 'time-to-lead': 1 }),
      actions: [actionFor('lead-governor')],
      gapReasons: [reason('time-to-lead')],
    },
    expected: {},
  },
  {
    says: 'a strength and a criterion that does not apply need no answer',
    stage: 'plan',
    standing: { agreed: allAgreed(3, { 'lead-governor': null }) },
    expected: {},
  },
  {
    says: 'every action is reviewed before the cycle closes, stopped ones too',
    stage: 'review',
    standing: {
      actions: [actionFor('lead-governor', { reviewed: true }), actionFor('time-to-lead', { state: 'stopped' })],
    },
    expected: { 'actions-reviewed': 1 },
  },
  {
    says: 'a cycle without actions has nothing to review',
    stage: 'review',
    standing: { agreed: allAgreed(3) },
    expected: {},
  },
]

for (const { says, stage, standing, expected } of cases) {
  test(says, () => {
    const counts: Partial<Record<ClosingRule, number>> = {}
    for (const { rule } of blockersOf(edition, standingIn(stage, standing), stage))
      counts[rule] = (counts[rule] ?? 0) + 1
    assert.deepEqual(counts, expected)
  })
}

test('each blocker says what to do, where, and for how many minutes', () => {
  const blockers = blockersOf(edition, standingIn('assess'), 'assess')
  for (const blocker of blockers) {
    assert.ok(blocker.href.startsWith(`/settings/${SETTING}/toolkit/`), blocker.href)
    assert.ok(blocker.minutes > 0)
    assert.match(blocker.words, /^(Agree|Name) /)
  }
  const first = blockers[0]!
  assert.deepEqual([first.principle, first.criterion], ['leadership_management', 'lead-governor'])
  assert.ok(first.href.endsWith('/principles/leadership_management#lead-governor'))
})

test('missing recommended roles warn and never block', () => {
  const standing = standingIn('assess', { agreed: allAgreed(2), team: [both] })
  assert.equal(blockersOf(edition, standing, 'assess').length, 0)
  assert.equal(warningsOf(edition, standing, 'assess').length, edition.recommended_roles.length - 2)
})

test('a chapter shows what is met, what is missing and which strengths have no evidence yet', () => {
  const standing = standingIn('assess', {
    agreed: [agreed('lead-governor', 2), agreed('senior-leader-and-team', 1)],
    evidence: [{ criterion_key: 'senior-leader-and-team', pieces: 1, newest_on: '2026-10-01' }],
  })
  const chapter = chapterOf(edition, standing, leadership, 'assess')
  assert.deepEqual(
    chapter.met.map((one) => one.criterion.key),
    ['lead-governor', 'senior-leader-and-team'],
  )
  assert.equal(chapter.missing.length, leadership.criteria.length - 2)
  assert.deepEqual(
    chapter.unproved.map((criterion) => criterion.key),
    ['lead-governor'],
  )
  assert.equal(chapter.agreement, undefined)
})

test('in the plan a chapter tells strengths, answered gaps and open gaps apart', () => {
  const standing = standingIn('plan', {
    agreed: allAgreed(3, {
      'lead-governor': 0,
      'senior-leader-and-team': 1,
      'time-to-lead': 1,
      'improvement-plan': null,
    }),
    actions: [actionFor('lead-governor')],
    gapReasons: [reason('senior-leader-and-team')],
  })
  const chapter = chapterOf(edition, standing, leadership, 'plan')
  const words = new Map(chapter.met.map((one) => [one.criterion.key, one.words]))
  assert.equal(words.get('lead-governor'), '1 action planned')
  assert.equal(words.get('senior-leader-and-team'), 'Left for now, with a reason')
  assert.equal(words.get('improvement-plan'), 'Does not apply here')
  assert.deepEqual(
    chapter.missing.map((blocker) => blocker.criterion),
    ['time-to-lead'],
  )
})

test('a chapter of the review is about actions, and only about those of its own principle', () => {
  const elsewhere = edition.principles[1]!.criteria[0]!.key
  const standing = standingIn('review', {
    agreed: allAgreed(1),
    actions: [actionFor('lead-governor', { reviewed: true }), actionFor(elsewhere)],
  })
  const chapter = chapterOf(edition, standing, leadership, 'review')
  assert.deepEqual(
    chapter.met.map((one) => one.criterion.key),
    ['lead-governor'],
  )
  assert.deepEqual(chapter.missing, [])
})

const middles: readonly [readonly (Level | null)[], Level | null][] = [
  [[], null],
  [[null, null], null],
  [[2], 2],
  [[1, 2], 1],
  [[0, 3, 3], 3],
  [[0, 1, 2, 3], 1],
  [[null, 3, null], 3],
]

for (const [levels, expected] of middles) {
  test(`the middle of ${JSON.stringify(levels)} is ${expected}`, () => assert.equal(middleOf(levels), expected))
}

test('where we are says the middle, the range and what was before, and leaves out what does not apply', () => {
  const before = [{ criterion_key: 'lead-governor', level: 1 as Level, agreed_at: new Date('2025-12-01') }]
  const standing = standingIn('assess', {
    agreed: [agreed('lead-governor', 3), agreed('time-to-lead', 1), agreed('improvement-plan', null)],
    before,
  })
  const [first, second] = whereWeAre(edition, standing)
  assert.deepEqual([first!.level, first!.lowest, first!.highest, first!.agreed, first!.before], [1, 1, 3, 3, 1])
  assert.deepEqual([second!.level, second!.agreed, second!.before], [null, 0, null])
})

test('what was agreed at review is the newest word', () => {
  const standing = standingIn('review', { agreed: [agreed('lead-governor', 0), agreed('lead-governor', 2, 'review')] })
  assert.equal(agreedNow(standing, 'lead-governor')?.level, 2)
})

test('nought and one are gaps; two, three and not applicable are not', () => {
  assert.deepEqual(
    [0, 1, 2, 3, null].map((level) => isGap(agreed('x', level as Level | null))),
    [true, true, false, false, false],
  )
  assert.equal(isGap(undefined), false)
})

test('someone is on the team by who they are, not by their name', () => {
  assert.equal(onTeam(standingIn('assess', { team: [amina] }), 'person Amina'), amina)
  assert.equal(onTeam(standingIn('assess', { team: [amina] }), 'Amina'), undefined)
})
