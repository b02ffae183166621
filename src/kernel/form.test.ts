// What people type, read kindly: tidied, refused with a sentence, never lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anyOf,
  day,
  dayFromTyped,
  form,
  optionalDay,
  optionalNumber,
  optionalWords,
  readForm,
  tidy,
  typedFrom,
  whole,
  words,
} from './form.ts'

const example = form({
  name: words('Enter a name', 20),
  note: optionalWords(50),
  on: day('Enter a date, such as 27 3 2027'),
  until: optionalDay('Enter a date, such as 27 3 2027'),
  minutes: whole('Enter minutes from 0 to 600', 0, 600),
  target: optionalNumber('Enter a number'),
  ways: anyOf(),
})

const good = { name: ' Amina ', note: '', on: '27/3/2027', until: '', minutes: '25', target: '3.5', ways: ['a', 'b'] }

test('good answers become values', () => {
  const read = readForm(example, typedFrom(example, good))
  assert.deepEqual(read, {
    values: { name: 'Amina', note: null, on: '2027-03-27', until: null, minutes: 25, target: 3.5, ways: ['a', 'b'] },
  })
})

test('each mistake has its sentence at its field, and what was typed is kept', () => {
  const typed = typedFrom(example, { name: '', on: '31/2/2027', minutes: '601', target: 'many' })
  const read = readForm(example, typed)
  assert.deepEqual('mistakes' in read && read.mistakes, {
    name: 'Enter a name',
    on: 'Enter a date, such as 27 3 2027',
    minutes: 'Enter minutes from 0 to 600',
    target: 'Enter a number',
  })
  assert.equal(typed.on, '31/2/2027')
})

test('days are read as people write them, and days that are not in the calendar are refused', () => {
  for (const text of ['2027-03-27', '27/3/2027', '27 3 2027', '27.03.2027', '27 March 2027', '27 mar 2027'])
    assert.equal(dayFromTyped(text), '2027-03-27', text)
  for (const text of ['', '30/2/2027', '1/13/2027', '1/1/27', '27 foo 2027', '0000-00-00', '1/1/9999999'])
    assert.equal(dayFromTyped(text), undefined, text)
  assert.equal(dayFromTyped('29/2/2028'), '2028-02-29')
})

test('characters that no keyboard makes are removed, and broken ones replaced', () => {
  assert.equal(tidy('a\0b\r\nc\u0007'), 'ab\nc')
  assert.equal(tidy('x\ud800y'), 'x\ufffdy')
  assert.equal(tidy('Ngũgĩ 王小明 👩‍👩‍👧'), 'Ngũgĩ 王小明 👩‍👩‍👧')
})

test('several values for one field are the last; other fields are not looked at', () => {
  const typed = typedFrom(example, {
    name: ['first', 'second'],
    __proto__: { on: 'x' },
    ways: 'one',
    admin: 'yes',
  })
  assert.equal(typed.name, 'second')
  assert.deepEqual(typed.ways, ['one'])
  assert.equal('admin' in typed, false)
})
