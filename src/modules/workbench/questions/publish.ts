// What may I publish? A table of counts in which nobody can work out a small number, also not from the totals.
import { wordsOfCount } from '../../../view/words.ts'
import { labelOf } from '../rules.ts'
import { columnIn, numberIn } from './choosing.ts'
import { assumedOf, rowsOf } from './pieces.ts'
import type { About, Answers, Cell, Question, ToldTable } from './question.ts'
import { rColumn } from './r-script.ts'

const THRESHOLD = 10
const MOST = 30
const partsOf = ({ chosen }: Pick<About, 'chosen'>) => ({
  rows: columnIn(chosen, 'rows')!,
  columns: columnIn(chosen, 'columns')!,
})
const thresholdOf = ({ chosen }: Pick<About, 'chosen'>): number => numberIn(chosen, 'threshold') ?? THRESHOLD

const namesIn = (values: readonly Cell[]): string[] =>
  [...new Set(values.filter((one) => one !== null).map(String))].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )

type Counted = {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly total: number
  readonly tooWide: boolean
}

const countedIn = (answers: Answers): Counted => answers.counts as unknown as Counted

function finding(about: About, answers: Answers): string {
  const { tooWide } = countedIn(answers)
  if (tooWide) return `These columns have more than ${MOST} different values: choose others, or put some together`
  const table = rowsOf(answers.shown, 'table')
  if (table.length === 0) return 'What may be published cannot be worked out from this data'
  const hidden = table.flat().filter((one) => one === null).length
  const all = table.flat().length
  if (hidden === 0) return `All of it: no group in this table is smaller than ${thresholdOf(about)}`
  if (hidden === all) return 'None of this table: every number in it is small, or would give a small one away'
  return `Most of it, with ${wordsOfCount(hidden, 'number')} of ${all} hidden`.replace(
    'Most of it',
    hidden * 2 > all ? 'Part of it' : 'Most of it',
  )
}

function shownTable(about: About, answers: Answers): ToldTable[] {
  const { rows, columns } = countedIn(answers)
  const table = rowsOf(answers.shown, 'table')
  if (table.length === 0) return []
  return [
    {
      caption: `“${labelOf(about.book, partsOf(about).rows)}” by “${labelOf(about.book, partsOf(about).columns)}”, fit to be published`,
      columns: [
        { name: labelOf(about.book, partsOf(about).rows), as: 'words' },
        ...columns.map((name) => ({ name, as: 'count' as const })),
        { name: 'All', as: 'count' },
      ],
      rows: table.map((row, at) => [rows[at] ?? 'All', ...row]),
      empty: 'Hidden',
      note: `Every hidden number looks the same. Some are hidden only because a small one could be worked out from them.`,
    },
  ]
}

export const publish: Question = {
  key: 'what-may-i-publish',
  asks: 'What may I publish?',
  helps: 'A table of counts in which nobody can be found',
  fields: [
    { name: 'rows', label: 'The rows of the table', as: 'column', of: ['group', 'cluster'] },
    { name: 'columns', label: 'The columns of the table', as: 'column', of: ['group', 'cluster', 'item'] },
    {
      name: 'threshold',
      label: 'The smallest number that may be shown',
      hint: '10 is usual for pupils, 5 for adults. Nought is always shown.',
      as: 'number',
      min: 2,
      max: 100,
      usual: THRESHOLD,
    },
  ],
  wrong: (chosen) => {
    if (!Number.isInteger(numberIn(chosen, 'threshold'))) return { threshold: 'Enter a whole number' }
    return chosen.rows === chosen.columns ? { columns: 'Choose another column than that of the rows' } : undefined
  },
  columns: (about) => Object.values(partsOf(about)),
  ask(bench, about) {
    const parts = partsOf(about)
    const [down, across] = [bench.values(parts.rows), bench.values(parts.columns)]
    const [rows, columns] = [namesIn(down), namesIn(across)]
    const tooWide = rows.length > MOST || columns.length > MOST
    const counted = { rows, columns, total: 0, tooWide, issues: [] }
    if (tooWide) return { counts: { ...counted, rows: [], columns: [] } }
    const counts = rows.map(() => columns.map(() => 0))
    down.forEach((one, row) => {
      const other = across[row]!
      if (one !== null && other !== null) counts[rows.indexOf(String(one))]![columns.indexOf(String(other))]! += 1
    })
    const total = counts.flat().reduce((sum, one) => sum + one, 0)
    const shown = bench.call(
      'suppress',
      { counts },
      { threshold: thresholdOf(about), zeroIsSafe: true, marginsPublished: true },
      1,
    )
    return { counts: { ...counted, total }, shown }
  },
  tell: (about, answers) => ({
    finding: finding(about, answers),
    meaning: [
      `Numbers from 1 to ${thresholdOf(about) - 1} are hidden, and beside them as few others as it takes so that none of them can be worked out from the rest.`,
      'Nought is shown: it says about nobody in particular. Where it does (everyone of a small group gave the same answer), hide the row yourself.',
      'This looks at one table. Another table of the same people can give away what this one hides: publish the same rows and columns each time.',
    ],
    tables: shownTable(about, answers),
    charts: [],
    warnings: ['The table may be published; the data may not. People in it can be found from a few answers together.'],
    assumed: [
      ...assumedOf(about, []),
      'The totals are published with the table, and readers know this rule.',
      'Each person is one row.',
    ],
    method: [
      'Small counts are hidden first, then cells until each hidden small count could be any of at least three neighbouring numbers (complementary cell suppression; Fischetti and Salazar 2000).',
      'No more cells are hidden than that takes, as far as the search can tell.',
    ],
    // As shown: where the total is hidden, no script may tell it.
    main: [{ name: 'total', value: rowsOf(answers.shown, 'table').at(-1)?.at(-1) ?? null }],
  }),
  script: (about) => ({
    needs: [],
    lines: [
      '# R has no such search of its own: this counts the table, so that what is hidden can be checked against it.',
      '# Keep what it prints to yourself.',
      `counts <- table(${rColumn(partsOf(about).rows)}, ${rColumn(partsOf(about).columns)})`,
      'print(addmargins(counts))',
      'say("total", sum(counts))',
    ],
  }),
}
