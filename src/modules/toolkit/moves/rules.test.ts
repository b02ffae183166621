// Credit that goes with a move, where it belongs in another edition, and which numbers stay in the school.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEAST_GROUP } from '../../../stats/disclose.ts'
import { criteriaOf, loadEdition } from '../edition.ts'
import { creditFrom, creditWords, criterionFor, mayLeave, sharedKey, whereIn, wordsSought } from './rules.ts'

const move = (n: number, credit: ReturnType<typeof creditFrom> = []) => ({
  id: `id ${n}`,
  title: `Move ${n}`,
  setting_name: `School ${n}`,
  credit,
})

test('credit names every school in the chain, nearest first', () => {
  assert.equal(creditWords([]), '')
  assert.equal(creditWords(creditFrom(move(1))), 'Adapted from School 1’s “Move 1”')
  const second = creditFrom(move(2, creditFrom(move(1))))
  assert.equal(creditWords(second), 'Adapted from School 2’s “Move 2”, itself adapted from School 1’s “Move 1”')
  assert.match(creditWords([{ move: 'x', title: 'T', school: 'St James' }]), /St James’ “T”/)
})

test('a long chain stays short, and never loses where it began', () => {
  let credit: ReturnType<typeof creditFrom> = []
  for (let n = 1; n <= 40; n += 1) credit = creditFrom(move(n, credit))
  assert.equal(credit.length, 6)
  assert.deepEqual([credit[0]!.school, credit.at(-1)!.school], ['School 40', 'School 1'])
})

test('a move is found in every edition: under its criterion where it is asked, else under its principle', () => {
  const primary = loadEdition('primary', 1)
  const where = whereIn(primary, 'trusted-adults')!
  assert.deepEqual(where, { principle_key: 'ethos_environment', criterion_key: 'trusted-adults' })
  assert.equal(criterionFor(primary, where), 'trusted-adults')
  assert.equal(criterionFor(primary, { ...where, criterion_key: 'asked-nowhere' }), '')
  assert.deepEqual(whereIn(primary, 'student_voice'), { principle_key: 'student_voice', criterion_key: null })
  assert.equal(whereIn(primary, 'nothing-like-it'), undefined)
  const [criterion] = criteriaOf(primary)
  assert.equal(sharedKey(criterion!), criterion!.key)
  assert.equal(sharedKey({ ...criterion!, of: { programme: 'Wealdshire', version: 1 } }), null)
})

test('a count that could be somebody stays in the school', () => {
  assert.ok(mayLeave('', [12, 40], LEAST_GROUP))
  assert.ok(mayLeave('%', [2, 80], LEAST_GROUP))
  assert.ok(mayLeave('visits', [0, LEAST_GROUP], LEAST_GROUP))
  assert.ok(!mayLeave('pupils', [12, LEAST_GROUP - 1], LEAST_GROUP))
  assert.ok(!mayLeave('', [1, 30], LEAST_GROUP))
})

test('words to look for are few and small', () => {
  assert.deepEqual(wordsSought('  Worry   WALKS '), ['worry', 'walks'])
  assert.equal(wordsSought('a '.repeat(50)).length, 8)
})
