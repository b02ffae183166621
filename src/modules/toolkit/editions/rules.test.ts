// What two editions share is what both ask, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rolledBack } from '../../../../tests/world.ts'
import { criteriaOf, loadEdition } from '../edition.ts'
import { onlyIn, sharedCriteria } from './rules.ts'

const primary = loadEdition('primary', 1)
const college = loadEdition('college', 1)

test('what is shared and what is not make up the whole of each edition', () => {
  const shared = sharedCriteria(primary, college)
  assert.ok(shared.length >= 25)
  assert.equal(shared.length, sharedCriteria(college, primary).length)
  for (const [one, other] of [
    [primary, college],
    [college, primary],
  ] as const) {
    const keys = [
      ...sharedCriteria(one, other).map((both) => both.one.key),
      ...onlyIn(one, other).map((own) => own.criterion.key),
    ]
    assert.deepEqual(
      keys.toSorted(),
      criteriaOf(one)
        .map((criterion) => criterion.key)
        .toSorted(),
    )
  }
  assert.ok(shared.every((both) => both.one.comparable && both.other.comparable))
})

rolledBack('anyone may read the editions, and sees what two of them share', async (w) => {
  const visitor = w.nobody()
  assert.match((await visitor.get('/editions')).text, /Six editions/)
  assert.ok((await visitor.get('/editions/special')).text.includes('Toolkit for special schools'))
  const beside = (await visitor.get('/editions/primary/beside/college')).text
  assert.ok(beside.includes('Every pupil feels that they belong here.'))
  assert.ok(beside.includes('Every student feels that they belong here.'))
  for (const path of ['/editions/lighthouse', '/editions/primary/beside/primary', '/editions/primary/beside/x'])
    assert.equal((await visitor.get(path)).status, 404)
})
