// Guessing what columns are: right for the files that evaluators have, and never sure of itself where it is not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bookFromTyped, mistakesAt, typedOf } from './desks/codebook-typed.ts'
import { guessCodebook, guessKind, guessMissing, mistakesIn, missingFromTyped, type Kind, type Seen } from './rules.ts'
import { bookFrom, schemaOf } from './table-schema.ts'

function seen(name: string, values: readonly (string | number)[], counts?: readonly number[]): Seen {
  const cells = values.map(String)
  const numbers = values.map((one) => (typeof one === 'number' ? one : undefined))
  return { name, values: cells, numbers, counts: counts ?? values.map(() => 10), isLong: false }
}

const words = (n: number): string[] =>
  Array.from({ length: n }, (_, i) => `word ${String.fromCharCode(97 + (i % 26))}${i}`)

test('a column is guessed from its name and from what it holds', () => {
  const cases: readonly (readonly [Seen, Kind])[] = [
    [seen('q1', [0, 1, 2, 3]), 'item'],
    [seen('Item_12', [1, 2]), 'item'],
    [seen('I feel calm', [0, 1, 2, 3]), 'item'],
    [seen('wellbeing', [12, 13.5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]), 'score'],
    [seen('score_before', [12, 13, 14]), 'before'],
    [seen('Post score', [12, 13, 14]), 'after'],
    [seen('school', words(12)), 'cluster'],
    [seen('team', words(22)), 'cluster'],
    [seen('sex', ['girl', 'boy']), 'group'],
    [seen('answered by', ['team', 'school']), 'group'],
    [seen('rater', ['team', 'school']), 'group'],
    [seen('year', [7, 8, 9]), 'group'],
    [seen('takes part', [0, 1]), 'group'],
    [seen('coder_1', ['home', 'friends']), 'coder'],
    [seen('rater 2', [1, 2, 3]), 'coder'],
    [seen('pupil_id', words(120)), 'id'],
    [seen('comment', words(90)), 'out'],
    [seen('always', [3]), 'out'],
    [seen('ward', words(30)), 'cluster'],
  ]
  for (const [column, kind] of cases) assert.equal(guessKind(column, [], 120), kind, column.name)
})

test('codes for no answer are those far outside the rest, and words that say so', () => {
  assert.deepEqual(guessMissing([seen('q1', [0, 1, 2, 3, -9]), seen('q2', [0, 1, 99])]), ['-9', '99'])
  assert.deepEqual(guessMissing([seen('sex', ['girl', 'boy', 'NA', 'Prefer not to say'])]), ['NA', 'Prefer not to say'])
  assert.deepEqual(guessMissing([seen('age', [88, 95, 99, 102])]), [], 'people are ninety-nine too')
  assert.deepEqual(guessMissing([seen('change', [-9, -3, 2, 8])]), [], 'a change may be below nought')
})

test('missing codes are what stands between the commas', () => {
  assert.deepEqual(missingFromTyped(' NA, -9,, -9\n99 '), ['NA', '-9', '99'])
})

const columns = [seen('q1', [0, 1, 2, 3, -9]), seen('q2', [0, 1, 'x']), seen('sex', ['girl', 'boy'])]
const book = guessCodebook(columns, 40)

test('what cannot be worked with is named, and quotes no cell', () => {
  const wrong = mistakesIn(
    { ...book, columns: book.columns.map((note) => ({ ...note, kind: 'item' as const })), scaleMin: 1, scaleMax: 0 },
    columns,
  )
  assert.deepEqual(
    wrong.map((one) => one.column),
    ['scale_max', 'q1', 'q2', 'sex'],
  )
  for (const one of wrong) assert.doesNotMatch(one.words, /girl|boy|“x”/)
  assert.deepEqual(Object.keys(mistakesAt(wrong, book)), ['scale_max', 'kind_0', 'kind_1', 'kind_2'])
})

test('a codebook goes through its form and its file and comes back the same', () => {
  const whole = {
    ...book,
    came: 'chose' as const,
    scaleMin: 0,
    scaleMax: 3,
    columns: book.columns.map((note, at) => ({ ...note, label: at === 0 ? 'Ich fühle mich “wohl”' : null })),
  }
  const typed = bookFromTyped(typedOf(whole), book)
  assert.ok('book' in typed)
  assert.deepEqual(typed.book, whole)
  const read = bookFrom(JSON.stringify(schemaOf(whole)), book)
  assert.deepEqual(read, { book: whole, known: 3 })
})

test('a schema of another program says what it can, and nothing else is taken for one', () => {
  const schema = {
    fields: [{ name: 'q2', type: 'number', title: 'Second' }, { name: 'else' }],
    missingValues: ['', 'x'],
  }
  const read = bookFrom(JSON.stringify(schema), book)!
  assert.equal(read.known, 1)
  assert.deepEqual(read.book.missing, ['x'])
  assert.equal(read.book.columns[1]!.label, 'Second')
  for (const text of ['', 'null', '[]', '{}', '{"fields": 3}', '{"fields":[{"name":"q1","wholeschool:kind":"magic"}]}'])
    assert.equal(bookFrom(text, book), undefined, text)
})

test('a form with anything else in it is refused field by field', () => {
  const typed = { ...typedOf(book), came: 'magic', kind_0: 'magic', scale_min: 'low', label_1: 'x'.repeat(300) }
  const read = bookFromTyped(typed, book)
  assert.ok('mistakes' in read)
  assert.deepEqual(Object.keys(read.mistakes).toSorted(), ['came', 'kind_0', 'label_1', 'scale_min'])
})
