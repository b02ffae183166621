// Data that answers nothing: every question is still asked and told, with no number that is not one, and says why.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSheet } from '../desks/reading.ts'
import { materialOf, scaleOf, seenIn } from '../material.ts'
import { guessCodebook, type Codebook, type Kind } from '../rules.ts'
import { svgOf, tableOf } from '../runs/drawing.ts'
import { resultsOf } from '../runs/exports.ts'
import { reported } from '../runs/paper.ts'
import type { Sheet } from '../sheet.ts'
import { QUESTIONS } from './all.ts'
import { benchFor } from './asking.ts'
import { chosenFrom, usuallyTyped, whyNotYet } from './choosing.ts'
import { refusalsIn } from './pieces.ts'
import type { About } from './question.ts'
import { scriptFor } from './r-script.ts'

const HEAD = 'q1,q2,q3,q4,score,before,after,arm,site,coder_1,coder_2'
const KINDS: readonly Kind[] = [
  'item',
  'item',
  'reversed',
  'item',
  'score',
  'before',
  'after',
  'group',
  'cluster',
  'coder',
  'coder',
]

const rows = (n: number, cells: (row: number) => readonly (string | number)[]): string =>
  [HEAD, ...Array.from({ length: n }, (_, row) => cells(row).join(','))].join('\n')

const arm = (row: number): string => (row % 2 === 0 ? 'yes' : 'no')

const SHEETS: Readonly<Record<string, string>> = {
  'two rows': rows(2, (row) => [1, 2, 0, 3, 4, 5, 6, arm(row), 'Ash', 'a', 'b']),
  'everyone gives the same answers': rows(30, (row) => [1, 1, 1, 1, 5, 5, 5, arm(row), `S${row % 3}`, 'a', 'a']),
  'items that repeat each other': rows(40, (row) => {
    const x = (row * 7) % 4
    return [x, x, x, x, row, row % 9, (row % 9) + 1, arm(row), `S${row % 4}`, 'a', row % 2 ? 'a' : 'b']
  }),
  'columns without any answer': rows(20, (row) => [
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    arm(row),
    `S${row % 3}`,
    row === 0 ? 'a' : '',
    '',
  ]),
  'a group of one': rows(12, (row) => [
    row % 4,
    (row * 3) % 4,
    row % 3,
    (row * 5) % 4,
    row,
    row % 5,
    row % 7,
    row === 0 ? 'no' : 'yes',
    `S${row}`,
    'a',
    'b',
  ]),
  'numbers at the edge': rows(12, (row) => [
    row % 2 ? 1e300 : -1e300,
    1e-300 * row,
    row % 3,
    0,
    1e15 + row,
    1e200,
    1e-200,
    arm(row),
    `S${row % 3}`,
    row,
    row * 1e12,
  ]),
  'groups with names like formulas': rows(16, (row) => [
    row % 4,
    (row * 3) % 4,
    row % 3,
    (row * 5) % 4,
    row,
    row % 5,
    row % 7,
    row % 2 ? '=1+1' : '"<b>&amp;"',
    `@${row % 3}`,
    'a',
    'b',
  ]),
}

async function sheetOf(text: string): Promise<{ sheet: Sheet; book: Codebook }> {
  const pieces = async function* (): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(text))
  }
  const sheet = await readSheet(pieces(), 'a.csv')
  assert.ok('columns' in sheet)
  const guessed = guessCodebook(seenIn(sheet), sheet.rows)
  const columns = guessed.columns.map((note, at) => ({ ...note, kind: KINDS[at]! }))
  return { sheet, book: { ...guessed, missing: [], columns } }
}

const WRONG = /NaN|undefined|\[object|Infinity|null/

for (const [name, text] of Object.entries(SHEETS))
  test(`${name}: no question fails, and none tells a number that is not one`, async () => {
    const { sheet, book } = await sheetOf(text)
    let asked = 0
    for (const question of QUESTIONS) {
      if (whyNotYet(question, book, sheet)) continue
      const read = chosenFrom(question, usuallyTyped(question, book, sheet), book, sheet)
      assert.ok('chosen' in read, `${question.key}: ${JSON.stringify(read)}`)
      const about: About = { chosen: read.chosen, book, rows: sheet.rows, scale: scaleOf(sheet, book) }
      const columns = [...new Set(question.columns(about))]
      const answers = question.ask(benchFor(materialOf(sheet, book, columns)), about)
      const told = question.tell(about, answers)
      const refusals = refusalsIn(answers)
      const said = [told.finding, ...told.meaning, ...told.warnings, ...told.assumed, ...told.method, ...refusals]
      for (const words of said) assert.doesNotMatch(words, WRONG, `${question.key}: ${words}`)
      for (const chart of told.charts) assert.doesNotMatch(svgOf(chart), WRONG, question.key)
      for (const table of told.tables) assert.doesNotMatch(tableOf(table).text, WRONG, question.key)
      if (told.main.every((one) => one.value === null))
        assert.ok(
          refusals.length + told.warnings.length > 0 || /more than/.test(told.finding),
          `${question.key} says why`,
        )
      const exported = { sheet, question, about, told, refusals, now: new Date() }
      assert.doesNotMatch(resultsOf(exported), /NaN|undefined|Infinity/)
      assert.ok(reported(exported, 'A programme').tables.length >= told.tables.length)
      assert.doesNotMatch(scriptFor({ question, about, columns, main: told.main }), /NaN|undefined|Infinity/)
      asked += 1
    }
    assert.ok(asked >= 5, `only ${asked} were asked`)
  })
