// What is said of how many have answered, when someone may be asked again, and what a typed code may be.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askableFrom, bandInWords, bandOf, CODE_LETTERS, codeFrom, spacedCode, wrongLastDay } from './rules.ts'

test('how many have answered is told in steps, and none is smaller than the smallest group', () => {
  const said = (n: number, smallest: number): string => bandInWords(bandOf(n, smallest), smallest)
  assert.deepEqual(
    [0, 1, 4, 5, 9, 10, 19, 20, 49, 50].map((n) => said(n, 5)),
    [
      'none yet',
      'fewer than 5',
      'fewer than 5',
      '5 to 9',
      '5 to 9',
      '10 to 19',
      '10 to 19',
      '20 to 49',
      '20 to 49',
      '50 to 99',
    ],
  )
  assert.deepEqual(
    [1, 7, 9, 10, 11].map((n) => said(n, 10)),
    ['fewer than 10', 'fewer than 10', 'fewer than 10', '10 to 19', '10 to 19'],
  )
  assert.equal(said(11, 12), 'fewer than 12')
  assert.equal(said(12, 12), '12 to 19')
  assert.equal(said(9_000, 5), '5000 or more')
})

test('whoever was asked is left in peace for six weeks', () => {
  assert.equal(askableFrom(undefined, '2026-11-19'), undefined)
  assert.equal(askableFrom('2026-11-01', '2026-11-19'), '2026-12-13')
  assert.equal(askableFrom('2026-10-08', '2026-11-19'), undefined)
})

test('a call ends after today and within sixty days', () => {
  assert.match(wrongLastDay('2026-11-19', '2026-11-19')!, /after today/)
  assert.equal(wrongLastDay('2026-11-20', '2026-11-19'), undefined)
  assert.equal(wrongLastDay('2027-01-18', '2026-11-19'), undefined)
  assert.match(wrongLastDay('2027-01-19', '2026-11-19')!, /within 60 days/)
})

test('a code is read however it is typed, and nothing else is taken for one', () => {
  assert.equal(codeFrom(' bcd-fghjk '), 'BCDFGHJK')
  assert.equal(codeFrom('BCD FGHJK'), 'BCDFGHJK')
  for (const wrong of ['', 'BCD', 'BCDFGHJKM', 'ABCDFGHJ', '😀BCDFGHJ', 'B'.repeat(60)])
    assert.equal(codeFrom(wrong), undefined)
  assert.equal(spacedCode('BCDFGHJK'), 'BCD FGHJK')
  assert.doesNotMatch(CODE_LETTERS, /[AEIOULY0-9]/)
})
