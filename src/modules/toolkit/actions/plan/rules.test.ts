// How a plan is summed up, filtered and set out by months, in tables of cases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadEdition } from '../../edition.ts'
import { planHeading } from './pages.ts'
import { principleHeading } from './principle-page.ts'
import { calendarOf, chosen, gapCounts, gapsOf } from './rules.ts'

const edition = loadEdition('primary', 1)
const [first, second] = edition.principles.map((principle) => principle.criteria.map((criterion) => criterion.key)) as [
  string[],
  string[],
]
const at = new Date('2026-11-01T09:00:00Z')

const agreed = (criterion_key: string, moment: 'assess' | 'review', level: 0 | 1 | 2 | 3 | null) => ({
  criterion_key,
  moment,
  level,
  reason: 'Because',
  agreed_by: 'x',
  agreed_name: 'Amina',
  agreed_at: at,
  version: 1,
})
const action = (criterion_key: string, more: object = {}) => ({
  id: criterion_key,
  criterion_key,
  title: criterion_key,
  state: 'planned' as const,
  owner_id: null,
  owner_name: null,
  owner_left: false,
  due_on: null,
  reviewed: false,
  ...more,
})
const reason = (criterion_key: string) => ({
  criterion_key,
  reason: 'Later',
  given_by: 'Amina',
  given_at: at,
  version: 1,
})

test('a gap is what was agreed as 0 or 1 at assessment, and an action or a reason answers it', () => {
  const gaps = gapsOf(edition, {
    agreed: [
      agreed(first[0]!, 'assess', 0),
      agreed(first[1]!, 'assess', 1),
      agreed(first[2]!, 'assess', 2),
      agreed(first[3]!, 'assess', null),
      agreed(second[0]!, 'assess', 1),
      agreed(second[0]!, 'review', 3),
      agreed(second[1]!, 'review', 0),
    ],
    actions: [action(first[0]!), action(first[0]!), action(first[2]!)],
    gapReasons: [reason(first[1]!), reason(first[0]!)],
  })
  assert.deepEqual(
    gaps.map((gap) => [gap.criterion.key, gap.actions, gap.reason !== undefined]),
    [
      [first[0], 2, true],
      [first[1], 0, true],
      [second[0], 0, false],
    ],
  )
  assert.deepEqual(gapCounts(gaps), { gaps: 3, acted: 1, reasoned: 1, open: 1 })
})

test('the heading of the plan says the finding', () => {
  const cases = [
    [{ gaps: 0, acted: 0, reasoned: 0, open: 0 }, 0, 'Your plan begins with what the team agrees'],
    [{ gaps: 0, acted: 0, reasoned: 0, open: 0 }, 2, 'Two actions in the plan'],
    [{ gaps: 9, acted: 7, reasoned: 0, open: 2 }, 8, 'Nine gaps, seven have an action'],
    [{ gaps: 9, acted: 1, reasoned: 1, open: 7 }, 1, 'Nine gaps, one has an action, one waits with a reason'],
    [{ gaps: 9, acted: 0, reasoned: 0, open: 9 }, 0, 'Nine gaps, none has an action yet'],
    [{ gaps: 1, acted: 0, reasoned: 0, open: 1 }, 0, 'One gap, with no action yet'],
    [{ gaps: 9, acted: 9, reasoned: 0, open: 0 }, 9, 'All nine gaps have an action'],
    [{ gaps: 2, acted: 0, reasoned: 2, open: 0 }, 0, 'Two gaps, no action yet, two wait with a reason'],
  ] as const
  for (const [counts, actions, heading] of cases) assert.equal(planHeading(counts, actions), heading)
})

test('the heading of a principle says what is still to answer', () => {
  const cases = [
    [{ gaps: 0, acted: 0, reasoned: 0, open: 0 }, 0, 0, 'No gaps agreed here yet'],
    [{ gaps: 0, acted: 0, reasoned: 0, open: 0 }, 0, 6, 'Six strengths here, and no gaps'],
    [{ gaps: 0, acted: 0, reasoned: 0, open: 0 }, 1, 1, 'One strength here, and no gaps: one action'],
    [{ gaps: 1, acted: 0, reasoned: 0, open: 1 }, 0, 5, 'One gap to answer'],
    [{ gaps: 3, acted: 1, reasoned: 0, open: 2 }, 1, 0, 'Three gaps, two still to answer'],
    [{ gaps: 3, acted: 2, reasoned: 1, open: 0 }, 4, 0, 'Three gaps, answered with four actions and a reason to wait'],
    [{ gaps: 2, acted: 0, reasoned: 2, open: 0 }, 0, 0, 'Two gaps, left for now with a reason'],
  ] as const
  for (const [counts, actions, strengths, heading] of cases)
    assert.equal(principleHeading(counts, actions, strengths), heading)
})

test('a filter keeps whom, where and late together', () => {
  const actions = [
    action(first[0]!, { id: 'a', owner_id: 'm1', due_on: '2026-11-01' }),
    action(first[1]!, { id: 'b', owner_id: 'm1' }),
    action(second[0]!, { id: 'c' }),
  ]
  const shown = (owner: string | undefined, principle: string | undefined, late: boolean) =>
    chosen(actions, { owner, principle, late }, edition, '2026-11-19').map((one) => one.id)
  assert.deepEqual(shown(undefined, undefined, false), ['a', 'b', 'c'])
  assert.deepEqual(shown('m1', undefined, false), ['a', 'b'])
  assert.deepEqual(shown('nobody', undefined, false), ['c'])
  assert.deepEqual(shown(undefined, edition.principles[1]!.key, false), ['c'])
  assert.deepEqual(shown('m1', edition.principles[0]!.key, true), ['a'])
})

const plan = (
  id: string,
  starts_on: string | null,
  due_on: string | null,
  state: 'planned' | 'stopped' = 'planned',
) => ({ id, title: id, state, starts_on, due_on })

test('the calendar goes by months, says a target with the day it falls on, and leaves out what was stopped', () => {
  const months = calendarOf(
    [
      plan('b', '2027-01-04', '2027-02-01'),
      plan('a', null, '2027-01-04'),
      plan('gone', '2027-01-04', '2027-02-01', 'stopped'),
      plan('open', null, null),
    ],
    [
      { action_id: 'b', name: 'Heard', target_on: '2027-02-01' },
      { action_id: 'b', name: 'Calm', target_on: '2027-07-16' },
      { action_id: 'gone', name: 'Gone', target_on: '2027-07-16' },
    ],
  )
  assert.deepEqual(
    months.map(({ month, entries }) => [month, entries.map((entry) => [entry.kind, entry.action.id, ...entry.about])]),
    [
      [
        '2027-01',
        [
          ['start', 'b'],
          ['due', 'a'],
        ],
      ],
      ['2027-02', [['due', 'b', 'Heard']]],
      ['2027-07', [['target', 'b', 'Calm']]],
    ],
  )
})
