// Which recommended roles a colleague's roles meet, and what someone leaves behind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionFor, edition, memberNamed, standingIn } from '../../../../tests/standing.ts'
import { gapsOf, leftBehind, notYetOnTeam, openActionsOf, rolesMetBy } from './rules.ts'

test('a head is a senior leader, and a SENCO stands for pastoral staff', () => {
  assert.deepEqual(rolesMetBy(edition, ['head']), ['senior_leader'])
  assert.deepEqual(rolesMetBy(edition, ['senco', 'teacher']), ['teacher', 'pastoral'])
  assert.deepEqual(rolesMetBy(edition, ['governor']), [])
})

test('a gap names colleagues who could close it and are not on the team', () => {
  const joan = { person_id: 'person Joan', name: 'Joan', roles: ['teaching_assistant'] as const }
  const tom = { person_id: 'person Tom', name: 'Tom', roles: ['teacher'] as const }
  const team = [memberNamed('Tom', { team_roles: ['teacher'] })]
  const gaps = gapsOf(edition, team, notYetOnTeam(team, [joan, tom]))
  assert.equal(gaps.length, edition.recommended_roles.length - 1)
  assert.deepEqual(gaps.find((gap) => gap.role.role === 'teaching_assistant')!.could, [joan])
  assert.ok(gaps.every((gap) => gap.role.role !== 'teacher'))
})

test('what a leaver owned needs a new owner, unless it is finished', () => {
  const left = { owner_id: 'member Sam', owner_left: true }
  const actions = [
    actionFor('a', left),
    actionFor('b', { ...left, state: 'done' }),
    actionFor('c', { ...left, reviewed: true }),
    actionFor('d', { owner_id: 'member Tom' }),
  ]
  const standing = standingIn('plan', { actions })
  assert.deepEqual(
    leftBehind(standing).map((action) => action.criterion_key),
    ['a'],
  )
  assert.deepEqual(
    openActionsOf(standing, { id: 'member Tom' }).map((action) => action.criterion_key),
    ['d'],
  )
})
