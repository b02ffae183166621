// Numbers, minutes and dates read as a person would say them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ago,
  dateInWords,
  dateTimeInWords,
  dayAndMonth,
  inWords,
  isoDay,
  listInWords,
  minutes,
  timeInWords,
  wordsOfCount,
} from './words.ts'

test('small numbers are words in a heading, large ones figures', () => {
  assert.deepEqual(
    [0, 1, 3, 12, 13, 24301].map((n) => inWords(n)),
    ['No', 'One', 'Three', 'Twelve', '13', '24,301'],
  )
  assert.equal(inWords(3, { lower: true }), 'three')
})

test('a count takes the right plural', () => {
  assert.equal(wordsOfCount(0, 'school'), 'no schools')
  assert.equal(wordsOfCount(1, 'school'), '1 school')
  assert.equal(wordsOfCount(2400, 'school'), '2,400 schools')
  assert.equal(wordsOfCount(2, 'criterion', 'criteria'), '2 criteria')
})

test('minutes are said in hours when they are long', () => {
  assert.deepEqual([0.2, 1, 25, 60, 90, 121].map(minutes), [
    'under a minute',
    '1 minute',
    '25 minutes',
    '1 hour',
    '1 hour 30 minutes',
    '2 hours 1 minute',
  ])
})

test('a day has no time zone, an instant is read in London', () => {
  assert.equal(dateInWords('2026-11-22'), '22 November 2026')
  assert.equal(dateInWords(new Date('2026-06-30T23:30:00Z')), '1 July 2026')
  assert.equal(isoDay(new Date('2026-06-30T23:30:00Z')), '2026-07-01')
  assert.equal(dayAndMonth('2027-03-12'), '12 March')
})

function winterTime(time: string): string {
  return timeInWords(new Date(`2026-01-05T${time}:00Z`))
}

test('times of day follow the clock on the wall', () => {
  assert.deepEqual(['00:00', '00:05', '09:00', '12:00', '12:30', '15:30'].map(winterTime), [
    'midnight',
    '12:05am',
    '9am',
    'midday',
    '12:30pm',
    '3:30pm',
  ])
  assert.equal(dateTimeInWords(new Date('2026-07-01T14:30:00Z')), '1 July 2026 at 3:30pm')
})

test('how long ago goes from minutes to the date itself', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const cases: [string, string][] = [
    ['2026-11-22T11:59:40Z', 'just now'],
    ['2026-11-22T11:59:00Z', '1 minute ago'],
    ['2026-11-22T11:15:00Z', '45 minutes ago'],
    ['2026-11-22T09:00:00Z', '3 hours ago'],
    ['2026-11-21T23:00:00Z', 'yesterday'],
    ['2026-11-19T09:00:00Z', '3 days ago'],
    ['2026-11-01T09:00:00Z', '3 weeks ago'],
    ['2026-03-01T09:00:00Z', 'on 1 March 2026'],
    ['2026-12-01T09:00:00Z', 'on 1 December 2026'],
  ]
  for (const [then, words] of cases) assert.equal(ago(new Date(then), now), words)
})

test('names are listed as they are said', () => {
  assert.equal(listInWords([]), '')
  assert.equal(listInWords(['Amina']), 'Amina')
  assert.equal(listInWords(['Amina', 'Dee', 'Tom']), 'Amina, Dee and Tom')
})
