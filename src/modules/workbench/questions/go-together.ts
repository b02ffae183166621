// How do the columns go together? Every pair, with its margin, and the strongest of them drawn.
import { labelOf } from '../rules.ts'
import { columnsIn } from './choosing.ts'
import { assumedOf, columnsOf, fixed, numberOf, pSaid, point, rowsOf, two, warningsOf } from './pieces.ts'
import type { About, Answers, Question } from './question.ts'
import { rNames } from './r-script.ts'

const chosen = ({ chosen: all }: Pick<About, 'chosen'>): readonly string[] => columnsIn(all, 'columns')
const DRAWN = 12
const METHODS = { pearson: 'Pearson’s r', spearman: 'Spearman’s rank correlation', kendall: 'Kendall’s tau-b' } as const
type Method = keyof typeof METHODS
const methodOf = ({ chosen: all }: Pick<About, 'chosen'>): Method => (all.method as Method | undefined) ?? 'pearson'

type Pair = {
  name: string
  r: number | null
  low: number | null
  high: number | null
  p: number | null
  n: number | null
}

function pairsOf(about: About, answers: Answers): Pair[] {
  const names = chosen(about)
  const cell = (key: string, i: number, j: number): number | null => rowsOf(answers.together, key)[i]?.[j] ?? null
  return names.flatMap((one, i) =>
    names.slice(0, i).map((other, j) => ({
      name: `“${labelOf(about.book, other)}” and “${labelOf(about.book, one)}”`,
      r: cell('r', i, j),
      low: cell('ciLow', i, j),
      high: cell('ciHigh', i, j),
      p: cell('p', i, j),
      n: cell('n', i, j),
    })),
  )
}

const strongest = (pairs: readonly Pair[]): Pair[] =>
  pairs.filter((one) => one.r !== null).toSorted((a, b) => Math.abs(b.r!) - Math.abs(a.r!))

function finding(pairs: readonly Pair[]): string {
  const [first] = strongest(pairs)
  if (!first) return 'How these columns go together cannot be worked out from this data'
  const size = Math.abs(first.r!)
  if (size < 0.1) return 'None of these columns go together to speak of'
  const how = size >= 0.5 ? 'closely' : size >= 0.3 ? 'to some degree' : 'a little'
  return `${first.name} go together most: ${how}, at ${two(first.r)}${first.r! < 0 ? ', one falling as the other rises' : ''}`
}

export const goTogether: Question = {
  key: 'go-together',
  asks: 'How do the columns go together?',
  helps: 'Which answers rise and fall with one another',
  fields: [
    {
      name: 'columns',
      label: 'Which columns?',
      as: 'columns',
      of: ['item', 'reversed', 'score', 'before', 'after'],
      least: 2,
    },
    {
      name: 'method',
      label: 'Measured by',
      as: 'choice',
      options: [
        ['pearson', 'how near they are to a straight line (Pearson)'],
        ['spearman', 'whether they have the same order (Spearman)'],
        ['kendall', 'whether they have the same order (Kendall, better with few people)'],
      ],
    },
  ],
  columns: chosen,
  ask(bench, about) {
    const items = chosen(about)
    return {
      together: bench.call(
        'correlation',
        { items, columns: columnsOf(bench, items) },
        { method: methodOf(about), missing: 'pairwise' },
        1,
      ),
    }
  },
  tell(about, answers) {
    const pairs = pairsOf(about, answers)
    const drawn = strongest(pairs).slice(0, DRAWN)
    const names = chosen(about)
    const r = rowsOf(answers.together, 'r')
    const least = Math.min(...pairs.flatMap((one) => one.n ?? []))
    return {
      finding: finding(pairs),
      meaning: [
        '1 means that they always rise together, 0 that one says nothing about the other, -1 that one falls as the other rises.',
        'Going together does not say that one makes the other: both may come from something else.',
        ...(pairs.length > 20
          ? [`Of ${pairs.length} pairs about ${Math.round(pairs.length / 20)} would look clear by chance alone.`]
          : []),
      ],
      tables: [
        {
          caption: `Every column with every other: ${METHODS[methodOf(about)]}`,
          columns: [
            { name: 'Column', as: 'words' },
            ...names.map((_, at) => ({ name: String(at + 1), as: 'two' as const })),
          ],
          rows: names.map((name, at) => [
            `${at + 1}. ${labelOf(about.book, name)}`,
            ...names.map((_, other) => r[at]?.[other] ?? null),
          ]),
        },
        {
          caption: 'Pair by pair, the strongest first',
          columns: [
            { name: 'Pair', as: 'words' },
            { name: 'Together', as: 'two' },
            { name: 'From', as: 'two' },
            { name: 'To', as: 'two' },
            { name: 'p', as: 'p' },
            { name: 'Answers', as: 'count' },
          ],
          rows: [...strongest(pairs), ...pairs.filter((one) => one.r === null)].map((one) => [
            one.name,
            one.r,
            one.low,
            one.high,
            one.p,
            one.n,
          ]),
          note: 'p is not corrected for the number of pairs.',
        },
      ],
      charts:
        drawn.length === 0
          ? []
          : [
              {
                drawn: 'intervals',
                title: `The ${drawn.length === pairs.length ? 'pairs' : `${fixed(drawn.length, 0)} strongest pairs`}, with 95% intervals`,
                labelHeading: 'Pair',
                labels: drawn.map((one) => one.name),
                series: [{ name: 'Together', values: drawn.map((one) => one.r) }],
                points: [drawn.map((one) => point(one.r, one.low, one.high))],
                mark: { at: 0, words: 'Nothing in common' },
              },
            ],
      warnings: warningsOf(about, answers, Number.isFinite(least) ? least : null),
      assumed: [...assumedOf(about, names), 'Each pair uses everyone who answered both.'],
      method: [
        `${METHODS[methodOf(about)]} for each pair; p from t with two degrees of freedom less than there are answers, interval by Fisher’s z (Fisher 1921).`,
        `The strongest pair has ${pSaid(drawn[0]?.p ?? null)}.`,
      ],
      main: [
        { name: 'r21', value: r[1]?.[0] ?? null },
        { name: 'p21', value: rowsOf(answers.together, 'p')[1]?.[0] ?? null },
        { name: 'n21', value: numberOf({ n: rowsOf(answers.together, 'n')[1]?.[0], issues: [] }, 'n') },
      ],
    }
  },
  script: (about) => ({
    needs: [],
    lines: [
      `columns <- data[, ${rNames(chosen(about))}]`,
      `print(round(cor(columns, use = "pairwise.complete.obs", method = "${methodOf(about)}"), 3))`,
      'both <- complete.cases(columns[, 1:2])',
      'x <- columns[both, 1]',
      'y <- columns[both, 2]',
      `r <- cor(x, y, method = "${methodOf(about)}")`,
      'say("r21", r)',
      'm <- length(x) - 2',
      'say("p21", 2 * pt(-abs(r * sqrt(m / (1 - r^2))), m))',
      'say("n21", length(x))',
    ],
  }),
}
