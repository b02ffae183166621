// The pieces of a page: a level is never colour alone, a figure carries its n and date, every list of work its minutes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'
import {
  board,
  columns,
  emptyState,
  figure,
  hiddenNumber,
  level,
  levelInWords,
  levelKey,
  LEVELS,
  LEVEL_WORDS,
  progressBar,
  rowList,
  stackedTable,
  workList,
} from './layout.ts'

test('a level is always a shape, a number and a word', () => {
  const shapes = new Set<string>()
  for (const value of LEVELS) {
    for (const brief of [false, true]) {
      const { text } = level(value, { brief })
      assert.match(text, /<svg[^>]*aria-hidden="true"/)
      assert.match(text, new RegExp(`>${value}</span>`))
      assert.ok(text.includes(LEVEL_WORDS[value]))
    }
    shapes.add(/<svg.*<\/svg>/.exec(level(value).text)![0])
  }
  assert.equal(shapes.size, 4)
})

test('no rating and not applicable are said in words', () => {
  assert.match(level(null).text, />Not rated yet</)
  assert.match(level('na', { brief: true }).text, /Not applicable/)
  assert.equal(levelInWords(2), '2, Working')
})

test('an edition may have its own words for the levels', () => {
  const words = ['Seed', 'Shoot', 'Leaf', 'Tree'] as const
  assert.match(level(3, { words }).text, /Tree/)
  assert.match(levelKey({ words }).text, /Seed.*Shoot.*Leaf.*Tree/)
})

test('each piece of work says how long it takes, and why now', () => {
  const { text } = workList([
    { href: '/a?b=1&c=2', title: 'Agree a rating', hint: 'Six people have rated.', minutes: 10 },
    { href: '/d', title: 'Choose a speaker', minutes: 0.4, urgent: 'Reply due tomorrow' },
  ])
  assert.match(text, /href="\/a\?b=1&amp;c=2">Agree a rating</)
  assert.match(text, /10 min.*About 10 minutes/)
  assert.match(text, /1 min.*About under a minute|1 min.*About/)
  assert.match(text, /<strong class="ws-urgent">Reply due tomorrow<\/strong>/)
  assert.equal(workList([]).text, '')
})

test('a figure carries its n, its date and where it comes from', () => {
  const { text } = figure({
    label: 'pupils feel heard',
    value: 1240,
    n: 2010,
    of: 'pupils',
    asAt: '2026-11-22',
    source: { text: 'Where this comes from', href: '/from' },
  })
  assert.match(text, /1,240/)
  assert.match(text, /from 2,010 pupils.*as at 22 November 2026/)
  assert.match(text, /href="\/from"/)
})

test('every hidden number looks the same and says why', () => {
  assert.ok(figure({ label: 'pupils', value: null }).text.includes(hiddenNumber().text))
  assert.match(
    figure({ label: 'pupils', value: null, hiddenBecause: 'Fewer than ten answered' }).text,
    /Fewer than ten/,
  )
})

test('an empty page says what will be here and the first step', () => {
  const { text } = emptyState({
    heading: 'No notes yet',
    words: 'Notes will be here.',
    action: { text: 'Write one', href: '/new' },
  })
  assert.match(text, /<h2[^>]*>No notes yet<\/h2>.*Notes will be here\..*href="\/new">Write one</)
  assert.match(emptyState({ heading: 'None', words: '-', action: html`<form></form>` }).text, /<form><\/form>/)
})

test('progress is in words as well as a bar, and never past its end', () => {
  assert.match(progressBar({ label: 'Rated', done: 3, total: 45, unit: 'criteria' }).text, /3 of 45 criteria/)
  assert.match(progressBar({ label: 'Rated', done: 0, total: 0 }).text, /max="1" value="0"/)
  assert.match(progressBar({ label: 'Rated', done: 9, total: 8 }).text, /max="8" value="8"/)
})

test('the context follows the work, and a page without one has no empty region', () => {
  const { text } = columns(html`<p>work</p>`, html`<p>context</p>`, { label: 'Since you were last here' })
  assert.ok(text.indexOf('work</p>') < text.indexOf('context</p>'))
  assert.match(text, /<section class="ws-context" aria-label="Since you were last here">/)
  assert.doesNotMatch(columns(html`<p>work</p>`, html``).text, /section/)
})

test('a stacked table keeps each cell with its column’s name', () => {
  const { text } = stackedTable({ caption: 'Groups', head: ['Criterion', 'Pupils "A"'], rows: [['Heard', 2]] })
  assert.match(text, /<th scope="row"[^>]*>Heard<\/th><td[^>]*data-label="Pupils &quot;A&quot;">2<\/td>/)
})

test('rows and boards show their words escaped', () => {
  assert.match(rowList([{ title: '<b>', href: '/x', end: level(1) }]).text, /&lt;b&gt;<\/a>/)
  assert.match(board([{ heading: 'To do', items: [] }]).text, /Nothing here yet/)
  assert.match(board([{ heading: 'To do', items: ['<i>'] }]).text, /\(1\).*&lt;i&gt;/)
})
