// One table against the attackers, at every usual threshold, and tables too large for the search; attacks.slow.test.ts sets
// them on thousands more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suppress } from '../disclose.ts'
import { isLoose, reach } from './attackers.ts'
import { attackOnTable, attackTables, type Numbers } from './attacks.ts'

test('no small count of a table can be found, by whole numbers or by parts', () => {
  attackTables(4, 60, 'whole')
  attackTables(4, 150, 'parts')
  attackTables(6, 10, 'parts')
})

test('the attackers do work out what hiding the small counts alone would leave', () => {
  const counts = [
    [12, 3],
    [9, 40],
  ]
  const naive = [
    [12, null, 15],
    [9, 40, 49],
    [21, 43, 64],
  ]
  const { known, secrets } = attackOnTable(counts, naive, 5, true)
  assert.equal(isLoose(counts.flat(), known, secrets[0]!), false)
  assert.equal(reach(counts.flat(), known, secrets[0]!, 1), 0)
  assert.equal(reach(counts.flat(), known, secrets[0]!, -1), 0)
})

test('what is left out or null has the usual value', () => {
  const counts = [
    [12, 9],
    [11, 40],
  ]
  assert.deepEqual(suppress({ counts }, { threshold: undefined }), suppress({ counts }, { threshold: 10 }))
})

test('numbers too large to add up exactly are refused', () => {
  const most = Number.MAX_SAFE_INTEGER
  assert.deepEqual(suppress({ counts: [[most, 1]] }), { table: null, issues: ['out-of-range'] })
})

const someTable = (height: number, width: number, most: number): Numbers => {
  let chance = 9
  const next = (): number => (chance = (chance * 16807) % 2147483647) % most
  return Array.from({ length: height }, () => Array.from({ length: width }, next))
}

test('40 x 30 within two seconds', () => {
  for (const most of [3, 12, 100]) {
    const counts = someTable(40, 30, most)
    const began = performance.now()
    const { table, issues } = suppress({ counts }, { threshold: 10 })
    assert.deepEqual(issues, [])
    assert.equal(table!.length, 41)
    // Usually it is a tenth of that; the machines this runs on are shared.
    assert.ok(performance.now() - began < 2000)
  }
})

test('a table too large for the search hides all totals of a small count, and says so', () => {
  const counts = someTable(200, 90, 30)
  const { table, issues } = suppress({ counts }, { threshold: 10 })
  assert.deepEqual(issues, ['no-convergence'])
  counts.forEach((row, r) =>
    row.forEach((count, c) => {
      const isSmall = count > 0 && count < 10
      assert.equal(table![r]![c], isSmall ? null : count)
      // So one more person there changes nothing that is shown.
      if (isSmall) assert.deepEqual([table![r]![90], table![200]![c], table![200]![90]], [null, null, null])
    }),
  )
})
