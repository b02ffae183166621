// What may be shown of a closed call: nothing of a small group, and nothing that tells what a few in a large one said.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resultOf, resultShape, type SheetRead, type ShownResult } from './result-rules.ts'
import { sheetOf } from './sheets.ts'

const sheet = sheetOf('pupils', 1)
const [first, second] = sheet.items as [(typeof sheet.items)[0], (typeof sheet.items)[0]]

const read = (answers: SheetRead['answers'], change_first: string | null = null): SheetRead => ({
  answers,
  change_first,
})
const all = (value: number): Record<string, number> => Object.fromEntries(sheet.items.map(({ key }) => [key, value]))
const shownOf = (sheets: readonly SheetRead[], smallest = 5): ShownResult => {
  const result = resultOf(sheet, sheets, smallest)
  assert.ok(result.shown)
  return resultShape.parse(result) as ShownResult
}
const times = (n: number, one: SheetRead): SheetRead[] => Array.from({ length: n }, () => one)

test('four are the same as one, whatever they said, and nothing of it is kept', () => {
  const one = resultOf(sheet, [read(all(0), 'student_voice')], 5)
  assert.deepEqual(one, { shown: false, band: 1 })
  assert.deepEqual(resultOf(sheet, times(4, read(all(3))), 5), one)
  assert.deepEqual(resultOf(sheet, times(9, read(all(3))), 10), { shown: false, band: 1 })
  assert.deepEqual(resultOf(sheet, [], 5), { shown: false, band: 0 })
})

test('five are shown, as means with one decimal', () => {
  const result = shownOf([...times(3, read(all(2))), ...times(2, read(all(1)))])
  assert.equal(result.items[first.key], 1.6)
  assert.equal(result.principles[first.principle], 1.6)
  assert.equal(result.band, 2)
})

test('no mean says that everyone gave the same answer', () => {
  assert.equal(shownOf(times(5, read(all(3)))).items[first.key], 2.9)
  assert.equal(shownOf(times(5, read(all(0)))).items[first.key], 0.1)
  assert.equal(shownOf([...times(60, read(all(0))), read(all(1))]).items[first.key], 0.1)
})

test('a question that few answered is hidden, and cannot be worked out from its principle', () => {
  const without = { ...all(2), [second.key]: null }
  const few = [...times(8, read(without)), ...times(4, read(all(2)))]
  const result = shownOf(few)
  assert.equal(result.items[second.key], null)
  assert.equal(result.principles[second.principle], result.items[first.key])
  const others = shownOf([...times(8, read(without)), ...times(4, read({ ...all(2), [second.key]: 0 }))])
  assert.deepEqual(others, result)
})

test('who would change something first is told in fives, never for fewer than the smallest group', () => {
  const wishes = [
    ...times(13, read(all(2), 'student_voice')),
    ...times(4, read(all(2), 'parents_carers')),
    ...times(3, read(all(2))),
  ]
  const result = shownOf(wishes)
  assert.equal(result.change_first.student_voice, 15)
  assert.equal(result.change_first.parents_carers, null)
  assert.equal(result.change_first.leadership_management, 0)
  assert.equal(shownOf(wishes, 14).change_first.student_voice, null)
})

test('the smallest group is never under five, whatever a caller says', () => {
  assert.deepEqual(
    Object.values((resultOf(sheet, times(4, read(all(2))), 3) as ShownResult).items ?? {}).filter(
      (mean) => mean !== null,
    ),
    [],
  )
})

test('the order in which sheets came makes no difference', () => {
  const sheets = Array.from({ length: 23 }, (_, i) => read(all(i % 4), sheet.principles[i % 3]))
  assert.deepEqual(resultOf(sheet, sheets.toReversed(), 5), resultOf(sheet, sheets, 5))
})
