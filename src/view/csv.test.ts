// What a spreadsheet is given: every value comes back as it went in when a reader of CSV reads it, and none of them is a
// formula.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { HOSTILE } from '../../tests/hostile.ts'
import { csvHead, csvLine } from './csv.ts'

const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: false })

test('every value comes back, with an apostrophe before what would begin a formula', () => {
  const values = [...HOSTILE, 'a,b', 'say "yes"', 'two\nlines', 'cr\rhere', '🙂', 'Zoë', ',', '"', '']
  const text = csvHead(['number', 'value']) + values.map((value, i) => csvLine([i, value])).join('')
  assert.ok(text.startsWith('\ufeffnumber,value\r\n'))
  const [head, ...rows] = read(text)
  assert.deepEqual(head, ['number', 'value'])
  assert.equal(rows.length, values.length)
  for (const [i, value] of values.entries()) {
    const found = rows[i]![1]!
    const whole = value.toWellFormed() // What is half a letter cannot stand in UTF-8.
    assert.ok(found === whole || found === `'${whole}`, JSON.stringify(value))
  }
})

test('no cell begins a formula, in whatever dress', () => {
  const formulas = [
    '=1+1',
    '=cmd|calc!A1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠A1',
  ]
  for (const formula of formulas) {
    const cell = read(csvLine(['x', formula]))[0]![1]!
    assert.equal(cell, `'${formula}`, JSON.stringify(formula))
  }
  assert.equal(
    csvLine(['a-b', 'Ruth = head', -3, null]),
    'a-b,Ruth = head,-3,\r\n',
    'what only holds such a sign is left',
  )
})
