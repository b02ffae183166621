// Whom small-school mode would fit, which steps make twenty minutes, and who may rate and agree in one go.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadEdition } from '../edition.ts'
import type { Action } from '../actions/service.ts'
import type { Member, Standing } from '../standing/rules.ts'
import {
  agreementsFrom,
  needsBeside,
  sinceLastTime,
  stepsNow,
  suggestionFor,
  toAgree,
  twentyMinutes,
  wayOf,
} from './rules.ts'

const edition = loadEdition('primary', 1)
const principle = edition.principles[0]!
const [first, second] = principle.criteria as [(typeof principle.criteria)[0], (typeof principle.criteria)[0]]

const member = (id: string): Member => ({
  ...{ id, person_id: `p-${id}`, name: id, team_roles: [], is_lead: false, minutes_a_week: null },
  ...{ joined_on: '2026-09-01', left_on: null },
})

function standing(team: readonly string[], begun?: readonly string[], closed = false, stage = 'assess'): Standing {
  const at = new Date('2026-10-01T09:00:00Z')
  const round = {
    ...{ part: principle.key, opened_at: at, opened_by: 'a', closed_at: closed ? at : null, closed_by: null },
    ...{ begun: [...(begun ?? [])], finished: [] },
  }
  return {
    cycle: { stage, setting_id: 's' } as Standing['cycle'],
    team: team.map(member),
    ...{
      leavers: [],
      agreed: [],
      actions: [],
      gapReasons: [],
      chapters: [],
      evidence: [],
      involvements: [],
      before: [],
    },
    rounds: begun ? [round] : [],
  }
}

test('it is suggested to one person with three hats, or a team of three, and to nobody else', () => {
  const wendy = { name: 'Wendy', roles: ['head', 'senco', 'designated_safeguarding_lead', 'teacher'] as const }
  const two = { name: 'Ruth', roles: ['head', 'senco', 'teacher', 'pastoral'] as const }
  const found = suggestionFor([two, wendy], [])
  assert.deepEqual(found, { why: 'hats', name: 'Wendy', hats: ['head', 'designated_safeguarding_lead', 'senco'] })
  assert.equal(suggestionFor([two], []), undefined, 'two hats, and no team yet')
  assert.deepEqual(suggestionFor([two], [1, 2, 3]), { why: 'team', size: 3 })
  assert.equal(suggestionFor([two], [1, 2, 3, 4]), undefined)
})

test('twenty minutes hold two to four steps, and a long first step stands alone', () => {
  const sizes = (...minutes: number[]): number[] =>
    twentyMinutes(minutes.map((n) => ({ minutes: n }))).map((s) => s.minutes)
  assert.deepEqual(sizes(5, 5, 4, 5, 1, 1), [5, 5, 4, 5])
  assert.deepEqual(sizes(15, 10, 5), [15, 5], 'what does not fit is passed over')
  assert.deepEqual(sizes(45, 30), [45])
  assert.deepEqual(sizes(45, 5, 6), [5, 6])
  assert.deepEqual(sizes(), [])
})

test('one person rates and agrees in one go only while nobody else rates', () => {
  const me = member('a')
  const way = (s: Standing, who: Member | undefined = me): string => wayOf(s, principle, who)
  assert.equal(way(standing(['a'])), 'together')
  assert.equal(way(standing(['a', 'b', 'c'])), 'together')
  assert.equal(way(standing(['a', 'b', 'c'], ['a'])), 'together')
  assert.equal(way(standing(['a', 'b', 'c'], ['a', 'b'])), 'apart')
  assert.equal(way(standing(['a', 'b', 'c', 'd'])), 'apart')
  assert.equal(way(standing(['a'], ['a', 'gone'])), 'together', 'whoever left the team rates no more')
  assert.equal(way(standing(['a', 'b'], ['a', 'b'], true)), 'agree')
  assert.equal(wayOf(standing(['a']), principle, undefined), 'none')
  assert.equal(way(standing(['a'], undefined, false, 'plan')), 'none')
  assert.equal(way(standing(['a', 'b', 'c', 'd'], undefined, false, 'review')), 'agree')
})

test('a level needs its reason, a reason its level, and what is empty waits', () => {
  const criteria = toAgree(standing(['a']), principle)
  assert.equal(criteria.length, principle.criteria.length)
  const read = (sent: Record<string, string>) => agreementsFrom(criteria, sent)
  const both = read({
    [`level_${first.key}`]: '1',
    [`reason_${first.key}`]: ' We began. ',
    [`level_${second.key}`]: 'na',
    [`reason_${second.key}`]: 'No nursery.',
  })
  assert.deepEqual(both.mistakes, {})
  assert.deepEqual(
    both.keep.map(({ criterion, level, reason, version }) => [criterion.key, level, reason, version]),
    [
      [first.key, 1, 'We began.', 0],
      [second.key, null, 'No nursery.', 0],
    ],
  )
  assert.deepEqual(Object.keys(read({ [`level_${first.key}`]: '2' }).mistakes), [`reason_${first.key}`])
  assert.deepEqual(Object.keys(read({ [`reason_${first.key}`]: 'Because' }).mistakes), [`level_${first.key}`])
  assert.deepEqual(Object.keys(read({ [`level_${first.key}`]: '7', [`reason_${first.key}`]: 'x' }).mistakes), [
    `level_${first.key}`,
  ])
  assert.deepEqual(read({}).keep, [])
  assert.equal(Object.keys(read({}).mistakes).length, 1, 'nothing at all is told so')
})

test('what needs someone beside the screens is at most five, each once, and what the screens cover is left out', () => {
  const need = (href: string, order: number, urgent?: string) => ({
    ...{ href, title: href, minutes: 5, order },
    ...(urgent ? { urgent } : {}),
  })
  const s = '/settings/x'
  const needs = needsBeside([
    need(`${s}/toolkit`, 1),
    need(`${s}/toolkit/principles/student_voice/rating`, 2),
    need(`${s}/toolkit/stages/assess/closing`, 3),
    need(`${s}/agreement`, 10),
    need(`${s}/toolkit/baseline`, 20),
    need(`${s}/toolkit/actions/1`, 20, 'Was due'),
    need(`${s}/toolkit/actions/1`, 40),
    ...[1, 2, 3, 4].map((n) => need(`${s}/people/${n}`, 50)),
  ])
  assert.deepEqual(
    needs.map((one) => one.href.slice(s.length)),
    ['/toolkit/actions/1', '/agreement', '/toolkit/baseline', '/people/1', '/people/2'],
  )
})

test('since last time counts from the last earlier day on which this person did something', () => {
  const did = (by: string, day: string, words: string) => ({ by, at: new Date(`${day}T10:00:00Z`), words, href: '/' })
  const happened = [
    did('Wendy', '2026-11-19', 'A level agreed in Ethos'),
    did('Joan', '2026-11-16', 'A step done'),
    did('Wendy', '2026-11-12', 'A level agreed in Ethos'),
    did('Wendy', '2026-11-12', 'A level agreed in Ethos'),
    did('Wendy', '2026-11-02', 'A level agreed in Voice'),
  ]
  const day = (at: Date): string => at.toISOString().slice(0, 10)
  const last = sinceLastTime(happened, 'Wendy', '2026-11-19', day)
  assert.equal(last?.day, '2026-11-12')
  assert.deepEqual(
    last.since.map((one) => [one.by, one.words, one.n, day(one.at)]),
    [
      ['Wendy', 'A level agreed in Ethos', 3, '2026-11-19'],
      ['Joan', 'A step done', 1, '2026-11-16'],
    ],
  )
  assert.equal(sinceLastTime(happened, 'Nobody', '2026-11-19', day), undefined)
  assert.equal(sinceLastTime(happened.slice(0, 2), 'Wendy', '2026-11-19', day)?.day, '2026-11-19', 'on the first day')
})

test('the week begins with what is ready: reviews, a gap, a step in hand, then criteria; a long step is begun', () => {
  const criterion = principle.criteria[0]!
  const move = criterion.moves[0]!
  const action = {
    ...{ id: 'a1', criterion_key: criterion.key, move_key: move.key, title: move.title, state: 'planned' as const },
    ...{ steps: 2, steps_done: 1, next: null, created_by: 'a', created_at: new Date('2026-10-02T09:00:00Z') },
  }
  const step = (id: string, done: boolean) => ({
    ...{ id, action_id: 'a1', setting_id: 's', position: 1, words: `Step ${id}`, done_by: null },
    done_at: done ? new Date('2026-10-03T09:00:00Z') : null,
  })
  const agreed = {
    ...{ criterion_key: second.key, moment: 'assess' as const, level: 1 as const, reason: 'x', agreed_name: 'a' },
    ...{ agreed_at: new Date('2026-10-02T09:00:00Z'), version: 1 },
  }
  const work = {
    edition,
    standing: { ...standing(['a']), agreed: [agreed] },
    actions: [action] as unknown as readonly Action[],
    steps: [step('one', true), step('two', false)],
  }
  const steps = stepsNow(work, undefined)
  assert.deepEqual(
    steps.slice(0, 3).map((one) => one.title.split(/[:“ ]/)[0]),
    ['Choose', 'Begin', 'Rate'],
    'a gap, a step in hand, criteria',
  )
  assert.ok(move.minutes / 2 > 20, 'the move takes longer than two times twenty minutes')
  assert.equal(steps[1]!.deed?.fields.done, '1', 'its tick is the real deed')
  const done = { ...work, actions: [{ ...action, steps_done: 2 }] as unknown as readonly Action[] }
  assert.match(stepsNow(done, undefined)[0]!.title, /^Look back on/)
  assert.ok(twentyMinutes(steps).reduce((sum, one) => sum + one.minutes, 0) <= 20)
})
