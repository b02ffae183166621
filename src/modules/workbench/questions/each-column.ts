// What does each column look like? Before anything is made of answers: how many there are, where they lie, how they spread.
import { listInWords, wordsOfCount } from '../../../view/words.ts'
import { ITEMS, labelOf, namesOf } from '../rules.ts'
import { columnsIn } from './choosing.ts'
import { assumedOf, columnsOf, fixed, listOf, rowsOf, warningsOf } from './pieces.ts'
import type { About, Answers, Question, ToldTable } from './question.ts'
import { rNames } from './r-script.ts'

const chosen = ({ chosen: all }: Pick<About, 'chosen'>): readonly string[] => columnsIn(all, 'columns')
/** Beyond this many different answers a table of how often each was given is no help. */
const MOST_ANSWERS = 11
const MANY_MISSING = 0.1

/** Of the chosen columns those that share a scale: the items. */
const sameScale = (about: Pick<About, 'chosen' | 'book'>): readonly string[] =>
  chosen(about).filter((name) => namesOf(about.book, ITEMS).includes(name))

function finding(about: About, answers: Answers): string {
  const names = chosen(about)
  const missing = listOf(answers.each, 'missing', names.length)
  const full = missing.filter((one) => one === 0).length
  const many = names.filter((_, at) => (missing[at] ?? 0) > MANY_MISSING * about.rows)
  if (full === names.length) return `All ${names.length} columns are complete, for ${wordsOfCount(about.rows, 'row')}`
  if (many.length === 0)
    return `Of ${wordsOfCount(about.rows, 'row')} few answers are missing in any of ${names.length} columns`
  const named = listInWords(many.slice(0, 3).map((name) => labelOf(about.book, name)))
  return `${named}${many.length > 3 ? ` and ${many.length - 3} more` : ''} ${many.length === 1 ? 'misses' : 'miss'} more than one answer in ten`
}

function answersTable(about: About, answers: Answers): ToldTable[] {
  const values = answers.items?.answers
  if (!Array.isArray(values) || values.length > MOST_ANSWERS) return []
  const rows = rowsOf(answers.items, 'frequencies')
  return [
    {
      caption: 'How often each answer was given',
      columns: [
        { name: 'Column', as: 'words' },
        ...values.map((one) => ({ name: fixed(Number(one), Number.isInteger(one) ? 0 : 2), as: 'count' as const })),
      ],
      rows: sameScale(about).map((name, at) => [labelOf(about.book, name), ...(rows[at] ?? [])]),
    },
  ]
}

export const eachColumn: Question = {
  key: 'each-column',
  asks: 'What does each column look like?',
  helps: 'Whether the data is as you expect, before anything is made of it',
  fields: [
    {
      name: 'columns',
      label: 'Which columns?',
      as: 'columns',
      of: ['item', 'reversed', 'score', 'before', 'after'],
      least: 1,
    },
  ],
  columns: chosen,
  ask(bench, about) {
    const items = chosen(about)
    const columns = columnsOf(bench, items)
    const same = sameScale(about)
    const answers = { each: bench.call('describe', { items, columns }, {}, 0.5) }
    // How often each answer was given says something only where columns share their answers.
    return same.length < 2 ? answers : { ...answers, items: bench.call('describe', { items: same, columns }, {}, 0.5) }
  },
  tell(about, answers) {
    const names = chosen(about)
    const list = (key: string) => listOf(answers.each, key, names.length)
    const [n, missing, mean, sd, median, low, high] = ['n', 'missing', 'mean', 'sd', 'median', 'min', 'max'].map(list)
    const items = sameScale(about)
    const drawn =
      items.length > 1 ? names.flatMap((name, at) => (items.includes(name) ? [at] : [])) : names.map((_, at) => at)
    const [skew, kurtosis] = [list('skew'), list('kurtosis')]
    return {
      finding: finding(about, answers),
      meaning: [
        'Where an answer is missing, look for why: those who leave out a question often differ from those who answer it.',
        'A mean close to the end of the scale leaves no room to move: later change will not show there.',
      ],
      tables: [
        {
          caption: 'Each column',
          columns: [
            { name: 'Column', as: 'words' },
            { name: 'Answers', as: 'count' },
            { name: 'Missing', as: 'count' },
            { name: 'Mean', as: 'two' },
            { name: 'Spread (SD)', as: 'two' },
            { name: 'Middle', as: 'two' },
            { name: 'Lowest', as: 'two' },
            { name: 'Highest', as: 'two' },
          ],
          rows: names.map((name, at) => [
            labelOf(about.book, name),
            ...[n, missing, mean, sd, median, low, high].map((column) => column![at]!),
          ]),
        },
        ...answersTable(about, answers),
        {
          caption: 'The shape of each column',
          columns: [
            { name: 'Column', as: 'words' },
            { name: 'Skew', as: 'two' },
            { name: 'Kurtosis', as: 'two' },
          ],
          rows: names.map((name, at) => [labelOf(about.book, name), skew[at]!, kurtosis[at]!]),
          note: 'Both are 0 for a normal distribution. A skew below 0 means that most answers are high.',
        },
      ],
      charts: [
        {
          drawn: 'intervals',
          title: `The mean of each ${items.length > 1 ? 'item' : 'column'}, and one standard deviation either side`,
          labelHeading: 'Column',
          labels: drawn.map((at) => labelOf(about.book, names[at]!)),
          series: [{ name: 'Mean', values: drawn.map((at) => mean![at]!) }],
          points: [
            drawn.map((at) => {
              const [middle, spread] = [mean![at]!, sd![at]!]
              const isKnown = middle !== null && spread !== null
              return { value: middle, low: isKnown ? middle - spread : null, high: isKnown ? middle + spread : null }
            }),
          ],
        },
      ],
      warnings: warningsOf(about, answers),
      assumed: assumedOf(about, names),
      method: [
        'Means and standard deviations on one less than the number of answers; quartiles by linear interpolation (Hyndman and Fan 1996, definition 7).',
        'Skew and kurtosis with the standard deviation on one less: b1 and b2 of Joanes and Gill (1998).',
      ],
      main: [
        { name: 'n', value: n![0] ?? null },
        { name: 'mean', value: mean![0] ?? null },
        { name: 'sd', value: sd![0] ?? null },
        { name: 'median', value: median![0] ?? null },
        { name: 'skew', value: skew[0] ?? null },
        { name: 'kurtosis', value: kurtosis[0] ?? null },
      ],
    }
  },
  script: (about) => ({
    needs: ['psych'],
    lines: [
      `columns <- data[, ${rNames(chosen(about))}, drop = FALSE]`,
      'all <- psych::describe(columns, type = 3)',
      'print(all)',
      'say("n", all$n[1])',
      'say("mean", all$mean[1])',
      'say("sd", all$sd[1])',
      'say("median", all$median[1])',
      'say("skew", all$skew[1])',
      'say("kurtosis", all$kurtosis[1])',
    ],
  }),
}
