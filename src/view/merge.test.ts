// Two people's words brought together: what only one changed is taken, what both changed is asked, and no line is lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolve, threeWay, together, type MergeField } from './merge.ts'

const FIELDS: readonly MergeField[] = [
  { name: 'title', label: 'Title', kind: 'line' },
  { name: 'words', label: 'Words', kind: 'words' },
  { name: 'due', label: 'Due', kind: 'value', meaning: (typed) => typed.toLowerCase() },
  { name: 'level', label: 'Level', kind: 'value', group: 'agreed' },
  { name: 'why', label: 'Why', kind: 'words', group: 'agreed' },
]
const BASE = { title: 'Walks', words: 'Every class walks.', due: '1 May', level: '1', why: 'We began.' }

test('what only one of the two changed is taken from whoever changed it', () => {
  const merge = threeWay(
    FIELDS,
    BASE,
    { ...BASE, title: 'Worry walks' },
    { ...BASE, words: 'Every class walks daily.' },
  )
  assert.deepEqual(merge.conflicts, [])
  assert.deepEqual(merge.taken, ['words'])
  assert.deepEqual(merge.values, { ...BASE, title: 'Worry walks', words: 'Every class walks daily.' })
})

test('what both changed is asked, unless both wrote the same', () => {
  const mine = { ...BASE, title: 'Mine', words: 'The same now.', due: '1 MAY' }
  const merge = threeWay(FIELDS, BASE, mine, { ...BASE, title: 'Theirs', words: ' The same now. ' })
  assert.deepEqual([merge.conflicts, merge.taken], [['title'], []])
  assert.equal(merge.values.title, 'Mine', 'until somebody chooses')
})

test('emptying is a change too: words that someone took out do not come back by themselves', () => {
  assert.equal(threeWay(FIELDS, BASE, BASE, { ...BASE, words: '' }).values.words, '')
  assert.deepEqual(threeWay(FIELDS, BASE, { ...BASE, words: 'More.' }, { ...BASE, words: '' }).conflicts, ['words'])
})

test('a level and its reason are never mixed from two people', () => {
  const merge = threeWay(FIELDS, BASE, { ...BASE, why: 'My reason.' }, { ...BASE, level: '3' })
  assert.deepEqual(merge.conflicts, ['level', 'why'])
  const alone = threeWay(FIELDS, BASE, { ...BASE, title: 'Mine' }, { ...BASE, level: '3', why: 'Theirs.' })
  assert.deepEqual([alone.conflicts, alone.taken], [[], ['level', 'why']])
})

test('without what they began from, everything that differs is asked', () => {
  const merge = threeWay(FIELDS, undefined, { ...BASE, title: 'Mine' }, { ...BASE, due: '2 May' })
  assert.deepEqual(merge.conflicts, ['title', 'due'])
})

test('each choice does what it says, and none is made for the writer', () => {
  const [mine, theirs] = [
    { ...BASE, title: 'Mine', words: 'My words.', due: '3 May' },
    { ...BASE, title: 'Theirs', words: 'Their words.', due: '2 May' },
  ]
  const merge = threeWay(FIELDS, BASE, mine, theirs)
  const kept = { title: { keep: 'theirs', both: '' }, words: { keep: 'both', both: 'Our words.' } }
  const first = resolve(merge, mine, theirs, kept)
  assert.deepEqual(first.unanswered, ['due'])
  const done = resolve(merge, mine, theirs, { ...kept, due: { keep: 'mine', both: '' } })
  assert.deepEqual(done, {
    values: { ...BASE, title: 'Theirs', words: 'Our words.', due: '3 May' },
    unanswered: [],
  })
})

test('put together, what both added to the same beginning follows it once', () => {
  assert.equal(
    together('words', 'We plant.', 'We plant. In May.', 'We plant. With Year 4.'),
    'We plant. With Year 4. In May.',
  )
  assert.equal(together('words', 'One\n', 'One\nTwo', 'One\nThree'), 'One\nThree\nTwo')
  assert.equal(together('line', 'Walks', 'Worry walks', 'Calm walks'), 'Calm walks; Worry walks')
  assert.equal(together('words', undefined, 'Longer than theirs', 'Longer'), 'Longer than theirs')
  assert.equal(together('words', 'a', '', 'Kept'), 'Kept')
})

test('put together, no line of either is lost, whatever they are', () => {
  const texts = [
    '',
    'One',
    'One\nTwo',
    'Two\n\nThree',
    'One Two',
    'Onerous',
    ' spaced ',
    'Three\nOne',
    'One\nTwo\nFour',
  ]
  for (const base of [undefined, ...texts])
    for (const mine of texts)
      for (const theirs of texts) {
        const both = together('words', base, mine, theirs)
        const begins = base?.trim() ?? ''
        for (const line of `${mine}\n${theirs}`.split('\n').map((one) => one.trim())) {
          const rest = begins !== '' && line.startsWith(begins) ? line.slice(begins.length).trim() : line
          assert.ok(both.includes(rest), JSON.stringify({ base, mine, theirs, both, line }))
        }
      }
})
