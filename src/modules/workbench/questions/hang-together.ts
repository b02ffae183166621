// Do these items hang together? Alpha, omega, and what each item does for the whole.
import { labelOf } from '../rules.ts'
import { columnsIn } from './choosing.ts'
import { assumedOf, between, columnsOf, listed, listOf, namesIn, numberOf, point, two, warningsOf } from './pieces.ts'
import type { About, Answers, Cell, Question, ToldTable } from './question.ts'
import { rNames } from './r-script.ts'

const chosenItems = ({ chosen }: Pick<About, 'chosen'>): readonly string[] => columnsIn(chosen, 'items')

/** Bounds that are usual, and where they come from. */
const LEVELS = [
  { from: 0.95, words: 'hang together so closely that some may say the same twice' },
  { from: 0.8, words: 'hang together well' },
  { from: 0.7, words: 'hang together well enough to compare groups' },
  { from: 0.5, words: 'hang together loosely' },
  { from: -Infinity, words: 'hardly hang together, so read them one by one' },
] as const

function finding(alpha: number | null, answer: Answers[string] | undefined, count: number): string {
  if (alpha === null) return 'Whether these items hang together cannot be worked out from this data'
  const level = LEVELS.find((one) => alpha >= one.from)!
  return `These ${count} items ${level.words}: alpha is ${two(alpha)}${between(numberOf(answer, 'ciLow'), numberOf(answer, 'ciHigh'))}`
}

function tableOf(about: About, answers: Answers): ToldTable {
  const items = chosenItems(about)
  const list = (key: string) => listOf(answers.alpha, key, items.length)
  const [mean, sd, rest, without] = [list('itemMean'), list('itemSd'), list('itemRest'), list('alphaIfDropped')]
  return {
    caption: 'What each item does for the whole',
    columns: [
      { name: 'Item', as: 'words' },
      { name: 'Mean', as: 'two' },
      { name: 'Spread (SD)', as: 'two' },
      { name: 'Goes with the rest', as: 'two' },
      { name: 'Alpha without it', as: 'two' },
    ],
    rows: items.map((name, at) => [labelOf(about.book, name), mean[at]!, sd[at]!, rest[at]!, without[at]!]),
    note: '“Goes with the rest” is the correlation of the item with the sum of the others: under 0.3 it adds little of the same.',
  }
}

/** The rows in which nothing is missing. */
function completeIn(columns: Readonly<Record<string, readonly Cell[]>>): Record<string, Cell[]> {
  const lists = Object.values(columns)
  const isWhole = (_: Cell, row: number): boolean => lists.every((list) => list[row] !== null)
  return Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, list.filter(isWhole)]))
}

export const hangTogether: Question = {
  key: 'hang-together',
  asks: 'Do these items hang together?',
  helps: 'Whether a mean of them is a fair score for what they ask about',
  fields: [
    { name: 'items', label: 'Which items?', as: 'columns', of: ['item', 'reversed'], least: 2 },
    {
      name: 'missing',
      label: 'Someone who left an item out',
      as: 'choice',
      options: [
        ['pairwise', 'counts wherever they answered'],
        ['listwise', 'does not count at all'],
      ],
    },
  ],
  columns: chosenItems,
  ask(bench, about) {
    const items = chosenItems(about)
    const all = columnsOf(bench, items)
    // Omega knows no choice: it is given the rows that count.
    const columns = about.chosen.missing === 'listwise' ? completeIn(all) : all
    const alpha = bench.call('alpha', { items, columns }, { missing: about.chosen.missing, suggestReversed: true }, 0.4)
    if (items.length < 3) return { alpha }
    return { alpha, omega: bench.call('omega', { items, columns }, { nFactors: 1 }, 0.6) }
  },
  tell(about, answers) {
    const items = chosenItems(about)
    const { alpha, omega } = answers
    const value = numberOf(alpha, 'alpha')
    const total = numberOf(omega, 'omegaTotal')
    const turn = namesIn(alpha, 'suggestedReversed')
    const rest = listOf(alpha, 'itemRest', items.length)
    return {
      finding: finding(value, alpha, items.length),
      meaning: [
        ...(total === null
          ? []
          : [`Omega, which lets items count differently, is ${two(total)}. Where the two differ much, trust omega.`]),
        'Alpha of 0.7 is usually taken as enough to compare groups, and 0.9 before anything is decided about one person (Nunnally and Bernstein 1994).',
        'Hanging together is not the same as one dimension: ask “How many dimensions are in it?” too.',
      ],
      tables: [tableOf(about, answers)],
      charts: [
        {
          drawn: 'intervals',
          title: 'How closely each item goes with the rest',
          labelHeading: 'Item',
          labels: items.map((name) => labelOf(about.book, name)),
          series: [{ name: 'Correlation with the rest', values: rest }],
          points: [rest.map((one) => point(one))],
          min: 0,
          mark: { at: 0.3, words: '0.3' },
        },
      ],
      warnings: [
        ...warningsOf(about, answers, numberOf(alpha, 'n')),
        ...(turn.length > 0
          ? [
              `${listed(about.book, turn)} may be worded the other way round. Nothing was turned: say so in the codebook if it is.`,
            ]
          : []),
      ],
      assumed: [
        ...assumedOf(about, items),
        about.chosen.missing === 'listwise'
          ? 'Only people who answered every item count.'
          : 'Each pair of items uses everyone who answered both.',
      ],
      method: [
        'Cronbach’s alpha from the covariances of the items, with Feldt’s 95% interval (Cronbach 1951; Feldt 1965).',
        'Alpha without each item, and the correlation of each item with the sum of the others, from the same covariances.',
        ...(omega ? ['Omega total from one minres factor of the correlations (McDonald 1999).'] : []),
      ],
      main: [
        { name: 'alpha', value },
        { name: 'standardised', value: numberOf(alpha, 'standardised') },
        { name: 'ciLow', value: numberOf(alpha, 'ciLow') },
        { name: 'ciHigh', value: numberOf(alpha, 'ciHigh') },
        { name: 'itemRest1', value: rest[0] ?? null },
        ...(omega ? [{ name: 'omegaTotal', value: total }] : []),
      ],
    }
  },
  script(about) {
    const items = chosenItems(about)
    const use = about.chosen.missing === 'listwise' ? 'complete.obs' : 'pairwise.complete.obs'
    return {
      needs: items.length < 3 ? [] : ['psych'],
      lines: [
        `items <- data[, ${rNames(items)}]`,
        `V <- cov(items, use = "${use}")`,
        'k <- ncol(items)',
        `n <- ${use === 'complete.obs' ? 'nrow(na.omit(items))' : 'nrow(items)'}`,
        'alpha <- k / (k - 1) * (1 - sum(diag(V)) / sum(V))',
        'say("alpha", alpha)',
        'r <- mean(cov2cor(V)[lower.tri(V)])',
        'say("standardised", k * r / (1 + (k - 1) * r))',
        "# Feldt's interval",
        'say("ciLow", 1 - (1 - alpha) * qf(0.975, n - 1, (n - 1) * (k - 1)))',
        'say("ciHigh", 1 - (1 - alpha) * qf(0.025, n - 1, (n - 1) * (k - 1)))',
        'rest <- sapply(seq_len(k), function(i) (sum(V[i, ]) - V[i, i]) / sqrt(V[i, i] * sum(V[-i, -i])))',
        'say("itemRest1", rest[1])',
        ...(items.length < 3
          ? []
          : [
              'R <- cov2cor(V)',
              'one <- psych::fa(R, nfactors = 1, fm = "minres", n.obs = n)',
              'say("omegaTotal", 1 - sum(one$uniquenesses) / sum(R))',
            ]),
      ],
    }
  },
}
