// Terms, what a row says, and counts that must always be what a recount would give.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  blockersInWords,
  countBlockers,
  countChanges,
  levelIn,
  termInWords,
  termOf,
  totalsOf,
  type Counted,
} from './rules.ts'

test('each day is in a term, and terms sort as they pass', () => {
  assert.equal(termOf('2026-09-01'), '2026-1')
  assert.equal(termOf('2026-12-31'), '2026-1')
  assert.equal(termOf('2027-01-01'), '2026-2')
  assert.equal(termOf('2027-04-09'), '2026-2')
  assert.equal(termOf('2027-04-10'), '2026-3')
  assert.equal(termOf('2027-08-31'), '2026-3')
  assert.deepEqual(['2026-1', '2026-2', '2026-3'].map(termInWords), [
    'autumn term 2026',
    'spring term 2027',
    'summer term 2027',
  ])
})

test('blockers are counted by kind and said in plain words', () => {
  const counted = countBlockers([{ rule: 'gaps-answered' }, { rule: 'lead-named' }, { rule: 'gaps-answered' }])
  assert.deepEqual(blockersInWords(counted), ['2 gaps to plan for', 'a mental health lead to name'])
  assert.deepEqual(
    blockersInWords([{ rule: 'of-an-older-edition', n: 3 }, null, 'x', { rule: 'constructor', n: 1 }]),
    [],
  )
})

test('a level that a row does not hold is not agreed yet', () => {
  assert.equal(levelIn({ student_voice: 3 }, 'student_voice'), 3)
  assert.equal(levelIn({ student_voice: 'na' }, 'student_voice'), 'na')
  assert.equal(levelIn({ student_voice: 7 }, 'student_voice'), null)
  assert.equal(levelIn({}, 'student_voice'), null)
})

const row = fc.record({
  programme_id: fc.constantFrom('p1', 'p2'),
  stage: fc.constantFrom('assess', 'plan', 'review', 'closed'),
  moved_term: fc.constantFrom('2026-1', '2026-2', '2026-3'),
})

test('after any deeds the counts are what a recount gives', () => {
  const deeds = fc.array(
    fc.record({ setting: fc.nat(5), rows: fc.uniqueArray(row, { selector: (one) => one.programme_id }) }),
  )
  fc.assert(
    fc.property(deeds, (all) => {
      const shown = new Map<number, Counted[]>()
      const counts = new Map<string, number>()
      for (const { setting, rows } of all) {
        const changes = countChanges(shown.get(setting) ?? [], rows)
        const keys = changes.map((one) => `${one.programme_id} ${one.stage} ${one.moved_term}`)
        assert.deepEqual(
          keys,
          [...new Set(keys)].sort(),
          'each count once, in order, so that two deeds never wait in a ring',
        )
        changes.forEach((one, i) => counts.set(keys[i]!, (counts.get(keys[i]!) ?? 0) + one.n))
        shown.set(setting, rows)
      }
      const again = new Map<string, number>()
      for (const one of [...shown.values()].flat()) {
        const key = `${one.programme_id} ${one.stage} ${one.moved_term}`
        again.set(key, (again.get(key) ?? 0) + 1)
      }
      assert.deepEqual(new Map([...counts].filter(([, n]) => n !== 0)), again)
    }),
  )
})

test('the heading counts every stage and those that moved this term', () => {
  const totals = totalsOf(
    [
      { stage: 'assess', moved_term: '2026-1', n: 4 },
      { stage: 'plan', moved_term: '2025-3', n: 2 },
      { stage: 'closed', moved_term: '2026-1', n: 1 },
    ],
    '2026-1',
  )
  assert.deepEqual(totals, { shared: 7, moved: 5, byStage: { assess: 4, plan: 2, review: 0, closed: 1 } })
})
