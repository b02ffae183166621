// What may stand side by side: only what all editions ask, and only once all of it is agreed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { criteriaOf, loadEdition } from '../edition.ts'
import { comparableLevels, criteriaInAll, levelAcross, matching, pageOf, type TrustAsked } from './rules.ts'

const primary = loadEdition('primary', 1)
const community = loadEdition('community', 1)
const everything: TrustAsked = { q: null, stage: null, edition: null, page: 1, all: false }

test('across editions only criteria that each of them has and marks as comparable', () => {
  const keys = (list: ReturnType<typeof criteriaInAll>): string[] => list.flatMap((one) => one.keys)
  const both = keys(criteriaInAll([primary, community]))
  assert.ok(both.length >= 10 && both.length < keys(criteriaInAll([primary])).length)
  for (const edition of [primary, community])
    for (const key of both)
      assert.ok(
        criteriaOf(edition).some((one) => one.key === key && one.comparable),
        key,
      )
  assert.deepEqual(new Set(both), new Set(keys(criteriaInAll([community, primary]))), 'in whichever order')
  assert.deepEqual(criteriaInAll([]), [])
})

test('a level across editions waits until all its criteria are agreed, and knows what does not apply', () => {
  assert.equal(levelAcross({ a: 1, b: 3, c: 2 }, ['a', 'b', 'c']), 2)
  assert.equal(levelAcross({ a: 1, b: 3 }, ['a', 'b', 'c']), null)
  assert.equal(levelAcross({ a: 'na', b: 'na' }, ['a', 'b']), 'na')
  assert.equal(levelAcross({ a: 'na', b: 3 }, ['a', 'b']), 3)
  assert.equal(levelAcross({ a: 9, b: 3 }, ['a', 'b']), null, 'what is no level says nothing')
  assert.equal(levelAcross({}, []), null)
})

test('levels leave out what is not agreed and what is the edition’s own', () => {
  const [first] = criteriaOf(primary).filter((one) => one.comparable)
  const at = { agreed_name: 'A', agreed_at: new Date(0), reason: '', version: 1, moment: 'assess' as const }
  const agreed = [
    { ...at, criterion_key: first!.key, level: 2 as const },
    { ...at, criterion_key: 'not-in-the-edition', level: 3 as const },
  ]
  assert.deepEqual(comparableLevels(primary, { agreed }), { [first!.key]: 2 })
})

test('none, one and forty schools: filtered, in pages that neither skip nor repeat', () => {
  const school = (i: number) => ({
    name: `School ${i}`,
    stage: i % 2 === 0 ? 'plan' : 'assess',
    edition_key: i % 3 === 0 ? 'special' : 'primary',
    moved_term: '2026-1',
  })
  const forty = Array.from({ length: 40 }, (_, i) => school(i))
  assert.deepEqual(pageOf([], everything), { shown: [], page: 1, pages: 1 })
  const pages = [1, 2, 3].map((page) => pageOf(forty, { ...everything, page }))
  assert.deepEqual([...pages[0]!.shown, ...pages[1]!.shown], forty)
  assert.equal(pages[2]!.page, 2, 'past the end is the end')
  assert.equal(pageOf(forty, { ...everything, all: true }).shown.length, 40)
  assert.equal(matching(forty, { ...everything, stage: 'plan', edition: 'special' }).length, 7)
  assert.equal(matching(forty, { ...everything, q: 'SCHOOL 3' }).length, 11)
})
