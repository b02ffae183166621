// Do two groups differ? On average, by how much in standard deviations, and item by item with the corrections that many
// comparisons need; and, where answers come from clusters, whether that stands when those of one cluster are alike.
import { guarded } from '../../../view/csv.ts'
import { labelOf } from '../rules.ts'
import { answerIn, columnIn } from './choosing.ts'
import {
  assumedOf,
  between,
  columnsOf,
  groupName,
  itemsOf,
  listOf,
  meanMethod,
  numberOf,
  outcomeColumns,
  outcomeName,
  outcomeValues,
  pInWords,
  pSaid,
  point,
  sizeInWords,
  SIZE_SOURCE,
  two,
  warningsOf,
} from './pieces.ts'
import {
  MEAN_OF_ITEMS,
  type About,
  type Answers,
  type Cell,
  type Question,
  type ToldChart,
  type ToldTable,
} from './question.ts'
import { rColumn, rNames, rOutcome, rAnswer } from './r-script.ts'

const MEAN = 'The mean of all items'

const groupsOf = ({ chosen }: Pick<About, 'chosen'>): { column: string; first: string; second: string } => {
  const first = answerIn(chosen, 'first')!
  return { column: first.column, first: first.value, second: answerIn(chosen, 'second')!.value }
}

const isByItem = ({ chosen }: Pick<About, 'chosen'>): boolean => columnIn(chosen, 'outcome') === MEAN_OF_ITEMS

/** Both groups as sentences and tables name them. */
function namesOf(about: About): { readonly first: string; readonly second: string } {
  const { column, first, second } = groupsOf(about)
  return {
    first: groupName(about.book, { column, value: first }),
    second: groupName(about.book, { column, value: second }),
  }
}

function finding(about: About, answers: Answers): string {
  const { first, second } = namesOf(about)
  const test = answers.tTest
  const [difference, p] = [numberOf(test, 'difference'), numberOf(test, 'p')]
  const g = numberOf(answers.effect, 'g')
  if (difference === null || p === null)
    return `Whether “${first}” and “${second}” differ cannot be worked out from this data`
  const size = g === null ? '' : `, ${sizeInWords(g)} difference`
  if (p >= 0.05)
    return `“${first}” and “${second}” do not clearly differ: they are ${two(Math.abs(difference))} apart${marginFor(difference, answers)}`
  const [high, low] = difference > 0 ? [first, second] : [second, first]
  return `Answers of “${high}” are ${two(Math.abs(difference))} higher than those of “${low}”${size}${marginFor(difference, answers)}`
}

/** The margin in the direction that the sentence tells. */
function marginFor(difference: number, answers: Answers): string {
  const [low, high] = [numberOf(answers.tTest, 'ciLow')!, numberOf(answers.tTest, 'ciHigh')!]
  return difference > 0 ? between(low, high) : between(-high, -low)
}

function groupsTable(about: About, answers: Answers): ToldTable {
  const { first, second } = namesOf(about)
  const of = (key: string): Cell => numberOf(answers.tTest, key)
  return {
    caption: `${outcomeName(about)}, by group`,
    columns: [
      { name: 'Group', as: 'words' },
      { name: 'Answers', as: 'count' },
      { name: 'Mean', as: 'two' },
      { name: 'Spread (SD)', as: 'two' },
    ],
    rows: [
      [first, of('n1'), of('mean1'), of('sd1')],
      [second, of('n2'), of('mean2'), of('sd2')],
    ],
  }
}

function testsTable(about: About, answers: Answers): ToldTable {
  const { tTest, effect, ranks, within } = answers
  const row = (name: string, value: Cell, low: Cell, high: Cell, p: Cell): Cell[] => [name, value, low, high, p]
  return {
    caption: 'The difference, seen in several ways',
    columns: [
      { name: 'Measure', as: 'words' },
      { name: 'Value', as: 'two' },
      { name: 'From', as: 'two' },
      { name: 'To', as: 'two' },
      { name: 'p', as: 'p' },
    ],
    rows: [
      row(
        'Difference of means (Welch)',
        numberOf(tTest, 'difference'),
        numberOf(tTest, 'ciLow'),
        numberOf(tTest, 'ciHigh'),
        numberOf(tTest, 'p'),
      ),
      row(
        'In standard deviations (Hedges’ g)',
        numberOf(effect, 'g'),
        numberOf(effect, 'ciLow'),
        numberOf(effect, 'ciHigh'),
        null,
      ),
      row('By ranks (Mann-Whitney U)', numberOf(ranks, 'U'), null, null, numberOf(ranks, 'p')),
      ...(within
        ? [
            row(
              `With answers of one ${labelOf(about.book, columnIn(about.chosen, 'cluster')!)} alike`,
              numberOf(within, 'difference'),
              numberOf(within, 'ciLow'),
              numberOf(within, 'ciHigh'),
              numberOf(within, 'p'),
            ),
          ]
        : []),
    ],
    empty: '–',
  }
}

function itemsTable(about: About, answers: Answers): ToldTable[] {
  if (!answers.items) return []
  const items = itemsOf(about.book)
  const list = (key: string) => listOf(answers.items, key, items.length)
  const [difference, g, p, holm, bh] = [list('difference'), list('g'), list('p'), list('holm'), list('bh')]
  return [
    {
      caption: 'Item by item',
      columns: [
        { name: 'Item', as: 'words' },
        { name: 'Difference', as: 'two' },
        { name: 'Hedges’ g', as: 'two' },
        { name: 'p', as: 'p' },
        { name: 'p, Holm', as: 'p' },
        { name: 'p, BH', as: 'p' },
      ],
      rows: items.map((name, at) => [labelOf(about.book, name), difference[at]!, g[at]!, p[at]!, holm[at]!, bh[at]!]),
      note: 'Of twenty items one differs by chance alone. Holm allows for that strictly; BH keeps the false ones among those found under one in twenty.',
    },
  ]
}

function chartOf(about: About, answers: Answers): ToldChart[] {
  const { first, second } = namesOf(about)
  const items = answers.items ? itemsOf(about.book) : []
  const list = (key: string) => listOf(answers.items, key, items.length)
  const [value, low, high] = [list('difference'), list('ciLow'), list('ciHigh')]
  const whole = point(
    numberOf(answers.tTest, 'difference'),
    numberOf(answers.tTest, 'ciLow'),
    numberOf(answers.tTest, 'ciHigh'),
  )
  if (whole.value === null) return []
  const points = [whole, ...items.map((_, at) => point(value[at]!, low[at], high[at]))]
  return [
    {
      drawn: 'intervals',
      title: `${first} less ${second}, with 95% intervals`,
      description: 'To the right of the dashed line the first group is higher, to the left the second.',
      labelHeading: 'What was compared',
      labels: [items.length > 0 ? 'All items' : outcomeName(about), ...items.map((name) => labelOf(about.book, name))],
      series: [{ name: 'Difference', values: points.map((one) => one.value) }],
      points: [points],
      mark: { at: 0, words: 'No difference' },
    },
  ]
}

export const twoGroups: Question = {
  key: 'two-groups',
  asks: 'Do two groups differ?',
  helps: 'Whether one group answers higher, by how much, and on which items',
  fields: [
    { name: 'first', label: 'The first group', as: 'value', of: ['group'], at: 1 },
    { name: 'second', label: 'The second group', as: 'value', of: ['group'], at: 0 },
    { name: 'outcome', label: 'In what?', as: 'column', of: ['score', 'after', 'before'], besides: MEAN },
    {
      name: 'cluster',
      label: 'Answers of one of these are alike',
      hint: 'Pupils of one school answer more alike than others. Choose it, and the comparison allows for it as well.',
      as: 'column',
      of: ['cluster'],
      optional: true,
    },
  ],
  wrong: (chosen) => {
    const [first, second] = [answerIn(chosen, 'first'), answerIn(chosen, 'second')]
    if (first?.column !== second?.column) return { second: 'Choose two groups of the same column' }
    return first?.value === second?.value ? { second: 'Choose two different groups' } : undefined
  },
  columns: (about) => [
    ...outcomeColumns(about),
    groupsOf(about).column,
    ...(columnIn(about.chosen, 'cluster') === undefined ? [] : [columnIn(about.chosen, 'cluster')!]),
  ],
  ask(bench, about) {
    const { column, first, second } = groupsOf(about)
    const group = bench.values(column)
    const input = {
      outcome: 'outcome',
      group: 'group',
      order: [first, second],
      columns: { outcome: outcomeValues(bench, about), group },
    }
    const cluster = columnIn(about.chosen, 'cluster')
    const items = itemsOf(about.book)
    const answers: Record<string, Answers[string]> = {
      tTest: bench.call('tTest', input, { variant: 'welch' }, 0.1),
      effect: bench.call('effectSize', input, {}, 0.1),
      ranks: bench.call('mannWhitney', input, {}, 0.2),
    }
    if (cluster !== undefined) {
      const side = group.map((one) => (String(one) === first ? 1 : String(one) === second ? 0 : null))
      const columns = { outcome: input.columns.outcome, side, cluster: bench.values(cluster) }
      answers.within = bench.call(
        'multilevelComparison',
        { outcome: 'outcome', cluster: 'cluster', group: 'side', columns },
        {},
        0.3,
      )
    }
    if (isByItem(about) && items.length > 0)
      answers.items = bench.call(
        'itemComparisons',
        { items, group: 'group', order: [first, second], columns: { ...columnsOf(bench, items), group } },
        {},
        0.3,
      )
    return answers
  },
  tell(about, answers) {
    const { tTest, effect, within } = answers
    const [n1, n2] = [numberOf(tTest, 'n1'), numberOf(tTest, 'n2')]
    const holm = answers.items ? listOf(answers.items, 'holm', itemsOf(about.book).length) : []
    const clear = holm.filter((one) => one !== null && one < 0.05).length
    return {
      finding: finding(about, answers),
      meaning: [
        ...(numberOf(tTest, 'p') === null
          ? []
          : [
              `If there were no difference at all, one this large would come up with a probability of ${pInWords(numberOf(tTest, 'p'))}.`,
            ]),
        ...(numberOf(effect, 'g') === null
          ? []
          : [`In standard deviations the difference is ${two(numberOf(effect, 'g'))}. ${SIZE_SOURCE}`]),
        ...(holm.length > 0
          ? [
              `${clear === 0 ? 'None' : clear} of ${holm.length} items ${clear === 1 ? 'differs' : 'differ'} clearly, once many comparisons are allowed for (Holm).`,
            ]
          : []),
        ...(within && numberOf(within, 'p') !== null
          ? [
              `Allowing for answers of one cluster being alike, the difference is ${two(numberOf(within, 'difference'))}, ${pSaid(numberOf(within, 'p'))}. Report this one.`,
            ]
          : []),
        'Groups that answer differently see something different. Which of them is nearer to how it is, numbers do not say.',
      ],
      tables: [groupsTable(about, answers), testsTable(about, answers), ...itemsTable(about, answers)],
      charts: chartOf(about, answers),
      warnings: warningsOf(about, answers, n1 !== null && n2 !== null ? Math.min(n1, n2) : null),
      assumed: [
        ...assumedOf(about, outcomeColumns(about)),
        within
          ? 'For Welch’s test each answer counts by itself; the last line of the second table does not assume that.'
          : 'Each answer is taken as independent of the others.',
        'The groups need not vary alike.',
      ],
      method: [
        ...meanMethod(about),
        'Welch’s t test of the first group less the second, two-sided, with its 95% interval (Welch 1947).',
        'Hedges’ g with the exact correction and an interval from the noncentral t distribution (Hedges 1981; Steiger and Fouladi 1997).',
        'Mann-Whitney U with correction for ties and continuity, as a check that does not rest on means (Mann and Whitney 1947).',
        ...(answers.items
          ? ['Welch’s test for each item; p corrected by Holm (1979) and by Benjamini and Hochberg (1995).']
          : []),
        ...(within
          ? [
              'A random intercept for each cluster by REML; p with Satterthwaite’s degrees of freedom (Laird and Ware 1982; Giesbrecht and Burns 1985).',
            ]
          : []),
      ],
      main: [
        { name: 'difference', value: numberOf(tTest, 'difference') },
        { name: 't', value: numberOf(tTest, 't') },
        { name: 'df', value: numberOf(tTest, 'df') },
        { name: 'p', value: numberOf(tTest, 'p') },
        { name: 'g', value: numberOf(effect, 'g') },
        { name: 'U', value: numberOf(answers.ranks, 'U') },
        ...(within ? [{ name: 'within', value: numberOf(within, 'difference') }] : []),
        ...(answers.items ? [{ name: 'holm', value: holm[0] ?? null }] : []),
      ],
    }
  },
  script(about) {
    const { column, first, second } = groupsOf(about)
    const cluster = columnIn(about.chosen, 'cluster')
    return {
      needs: cluster === undefined ? [] : ['lme4'],
      lines: [
        ...rOutcome(about),
        `group <- as.character(${rColumn(column)})`,
        `one <- outcome[group %in% ${rAnswer(first)}]`,
        `two <- outcome[group %in% ${rAnswer(second)}]`,
        'test <- t.test(one, two)',
        'say("difference", diff(rev(test$estimate)))',
        'say("t", test$statistic)',
        'say("df", test$parameter)',
        'say("p", test$p.value)',
        'n <- c(sum(!is.na(one)), sum(!is.na(two)))',
        'm <- sum(n) - 2',
        'pooled <- sqrt(((n[1] - 1) * var(one, na.rm = TRUE) + (n[2] - 1) * var(two, na.rm = TRUE)) / m)',
        'J <- exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))',
        'say("g", J * (mean(one, na.rm = TRUE) - mean(two, na.rm = TRUE)) / pooled)',
        'say("U", suppressWarnings(wilcox.test(one, two))$statistic)',
        ...(cluster === undefined
          ? []
          : [
              `kept <- group %in% ${rNames([guarded(first), guarded(second)])}`,
              `long <- data.frame(y = outcome, side = as.numeric(group == ${rAnswer(first)}), cluster = factor(${rColumn(cluster)}))[kept, ]`,
              'fit <- lmer(y ~ side + (1 | cluster), data = long, REML = TRUE)',
              'say("within", fixef(fit)[2])',
            ]),
        ...(isByItem(about)
          ? [
              `p <- sapply(items, function(item) t.test(item[group %in% ${rAnswer(first)}], item[group %in% ${rAnswer(second)}])$p.value)`,
              'say("holm", p.adjust(p, "holm")[1])',
            ]
          : []),
      ],
    }
  },
}
