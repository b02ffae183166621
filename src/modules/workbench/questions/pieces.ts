// What telling needs again and again: reading answers, numbers in words, and the cautions that data deserve because of
// who is in them. Pure.
import type { Answer } from '../../../stats/answer.ts'
import type { Issue } from '../../../stats/issues.ts'
import { number, wordsOfCount } from '../../../view/words.ts'
import { isCare, ISSUE_WORDS } from '../issue-words.ts'
import { ITEMS, labelOf, namesOf, type Codebook } from '../rules.ts'
import { columnIn } from './choosing.ts'
import { MEAN_OF_ITEMS, type About, type Answers, type Bench, type Cell, type Interval } from './question.ts'

// Reading answers -------------------------------------------------------------------------------------------------------

type Maybe = number | null

export const numberOf = (answer: Answer | undefined, key: string): Maybe => {
  const value = answer?.[key]
  return typeof value === 'number' ? value : null
}

/** A list of numbers as long as `length`, null where one is not there. */
export function listOf(answer: Answer | undefined, key: string, length: number): Maybe[] {
  const value = answer?.[key]
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return Array.from({ length }, (_, at) => (typeof list[at] === 'number' ? list[at] : null))
}

export const namesIn = (answer: Answer | undefined, key: string): readonly string[] => {
  const value = answer?.[key]
  return Array.isArray(value) ? value.map(String) : []
}

export function rowsOf(answer: Answer | undefined, key: string): readonly (readonly Maybe[])[] {
  const value = answer?.[key]
  if (!Array.isArray(value)) return []
  return value.map((row) => (Array.isArray(row) ? row.map((one) => (typeof one === 'number' ? one : null)) : []))
}

/** The reasons of all answers, each once. */
export const issuesIn = (answers: Answers): Issue[] => [
  ...new Set(Object.values(answers).flatMap((answer) => answer.issues)),
]

export const refusalsIn = (answers: Answers): string[] =>
  issuesIn(answers)
    .filter((issue) => !isCare(issue))
    .map((issue) => ISSUE_WORDS[issue])

export const caresIn = (answers: Answers): string[] =>
  issuesIn(answers)
    .filter(isCare)
    .map((issue) => ISSUE_WORDS[issue])

// Numbers in words ------------------------------------------------------------------------------------------------------

export const two = (value: Maybe): string => (value === null ? 'not known' : fixed(value, 2))
export const three = (value: Maybe): string => (value === null ? 'not known' : fixed(value, 3))

/** Far-out numbers keep their digits: 0.00 and 1234567890.00 would say nothing. */
export function fixed(value: number, digits: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e7 || Math.abs(value) < 10 ** -digits / 2))
    return Math.abs(value) < 1 ? (0).toFixed(digits) : value.toPrecision(4)
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

export const pInWords = (p: Maybe): string => (p === null ? 'not known' : p < 0.001 ? 'less than 0.001' : fixed(p, 3))

/** As it stands in a sentence: “p = 0.021”. */
export const pSaid = (p: Maybe): string =>
  p === null ? 'p not known' : p < 0.001 ? 'p under 0.001' : `p = ${fixed(p, 3)}`

export const between = (low: Maybe, high: Maybe): string =>
  low === null || high === null ? '' : ` (95% interval ${two(low)} to ${two(high)})`

/** How large a standardised difference is usually called. */
export function sizeInWords(g: number): string {
  const size = Math.abs(g)
  if (size < 0.2) return 'a very small'
  if (size < 0.5) return 'a small'
  return size < 0.8 ? 'a medium' : 'a large'
}

export const SIZE_SOURCE =
  'Differences are called small from 0.2, medium from 0.5 and large from 0.8 standard deviations (Cohen 1988). In schools small ones can matter.'

export const point = (value: Maybe, low: Maybe = null, high: Maybe = null): Interval => ({ value, low, high })

// Who is in the data ----------------------------------------------------------------------------------------------------

const SMALL = 30

/** What has to be said loudly, before anything is read. */
export function warningsOf({ book }: About, answers: Answers, n?: Maybe): string[] {
  const small = n !== undefined && n !== null && n < SMALL
  return [
    ...(book.came === 'chose'
      ? [
          'People chose for themselves whether to be in this data. What is said here is true of those who answered; it may not be true of the others, and no calculation can put that right.',
        ]
      : []),
    ...(book.came === 'unknown'
      ? [
          'You said that you do not know how people came to be in this data. Read everything here as about these people only, until you do.',
        ]
      : []),
    ...(small && !issuesIn(answers).includes('small-sample')
      ? [`This rests on ${wordsOfCount(n, 'answer')}. With so few, the next group can look quite different.`]
      : []),
    ...caresIn(answers),
  ]
}

/** What stands for no answer, and which of the columns used were turned. */
export function assumedOf({ book, scale }: About, used: readonly string[] = itemsOf(book)): string[] {
  const turned = namesOf(book, ['reversed']).filter((name) => used.includes(name))
  return [
    ...(book.missing.length > 0
      ? [`These stand for no answer and are left out: ${book.missing.join(', ')}. So are blank cells.`]
      : ['Only blank cells stand for no answer.']),
    ...(turned.length > 0 && scale
      ? [`Turned round, as ${number(scale.low)} + ${number(scale.high)} less the answer: ${listed(book, turned)}.`]
      : []),
  ]
}

export const listed = (book: Codebook, names: readonly string[]): string =>
  names.map((name) => `“${labelOf(book, name)}”`).join(', ')

/** A group as a sentence names it: “yes” alone would not say of what. */
export function groupName(
  book: Codebook,
  { column, value }: { readonly column: string; readonly value: string },
): string {
  return /^(yes|no|true|false|y|n|-?\d+([.]\d+)?)$/i.test(value) ? `${labelOf(book, column)}: ${value}` : value
}

// A score of items ------------------------------------------------------------------------------------------------------

/** The part of the items someone must have answered for a mean of theirs. */
export const MOST_OF_ITEMS = 0.8

export const itemsOf = (book: Codebook): string[] => namesOf(book, ITEMS)

/** The columns behind an outcome: one, or all items where their mean is meant. */
export const outcomeColumns = (about: Pick<About, 'chosen' | 'book'>, field = 'outcome'): string[] => {
  const name = columnIn(about.chosen, field)
  if (name === undefined) return []
  return name === MEAN_OF_ITEMS ? itemsOf(about.book) : [name]
}

export const outcomeName = (about: Pick<About, 'chosen' | 'book'>, field = 'outcome'): string => {
  const name = columnIn(about.chosen, field)
  return name === undefined || name === MEAN_OF_ITEMS ? 'The mean of all items' : `“${labelOf(about.book, name)}”`
}

/** The outcome row by row: a column, or for each person the mean of the items they answered. */
export function outcomeValues(bench: Bench, about: About, field = 'outcome'): readonly Cell[] {
  const name = columnIn(about.chosen, field)
  if (name !== undefined && name !== MEAN_OF_ITEMS) return bench.values(name)
  const items = itemsOf(about.book)
  const scored = bench.call(
    'scaleScores',
    { columns: columnsOf(bench, items) },
    { scales: { outcome: items }, minAnswered: MOST_OF_ITEMS },
  )
  return listOf(scored, 'outcome', bench.rows)
}

export const meanMethod = (about: Pick<About, 'chosen' | 'book'>, field = 'outcome'): string[] =>
  columnIn(about.chosen, field) === MEAN_OF_ITEMS
    ? [
        `Each person’s score is the mean of the items they answered, where they answered at least ${MOST_OF_ITEMS * 100}% of them (Schafer & Graham 2002).`,
      ]
    : []

export const columnsOf = (bench: Bench, names: readonly string[]): Record<string, readonly Cell[]> =>
  Object.fromEntries(names.map((name) => [name, bench.values(name)]))
