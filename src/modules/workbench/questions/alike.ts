// How alike are people of one school? The part of the differences that lies between schools, each school drawn towards the
// rest as far as its size asks for, and the funnel within which chance alone would leave it.
import { inWords } from '../../../view/words.ts'
import { labelOf } from '../rules.ts'
import { columnIn, numberIn } from './choosing.ts'
import {
  assumedOf,
  listOf,
  meanMethod,
  namesIn,
  numberOf,
  outcomeColumns,
  outcomeName,
  outcomeValues,
  point,
  three,
  two,
  warningsOf,
} from './pieces.ts'
import type { About, Answers, Cell, Question, ToldChart, ToldTable } from './question.ts'
import { rColumn, rOutcome } from './r-script.ts'

const clusterOf = ({ chosen }: Pick<About, 'chosen'>): string => columnIn(chosen, 'cluster')!
const Z = 1.959964

function finding(about: About, answers: Answers): string {
  const icc = numberOf(answers.alike, 'icc')
  const name = labelOf(about.book, clusterOf(about))
  if (icc === null) return `How alike people of one “${name}” are cannot be worked out from this data`
  if (icc <= 0.005) return `People of one “${name}” are no more alike than any others`
  const part = Math.round(icc * 100)
  return `About ${part}% of the differences lie between one “${name}” and another, ${100 - part}% between people of the same one`
}

type Line = {
  name: string
  n: Cell
  mean: number | null
  low: number | null
  high: number | null
  drawn: number | null
}

function linesOf(answers: Answers): Line[] {
  const { mixed } = answers
  const names = namesIn(mixed, 'clusterNames')
  const list = (key: string) => listOf(mixed, key, names.length)
  const [sizes, blup, se, shrinkage] = [list('clusterSizes'), list('blup'), list('blupSe'), list('shrinkage')]
  const intercept = numberOf(mixed, 'intercept')
  return names.map((name, at) => {
    const mean = blup[at] === null || intercept === null ? null : intercept + blup[at]!
    const half = se[at] === null ? null : Z * se[at]!
    const margin = (sign: number): number | null => (mean === null || half === null ? null : mean + sign * half)
    return { name, n: sizes[at]!, mean, low: margin(-1), high: margin(1), drawn: shrinkage[at]! }
  })
}

function schoolsTable(about: About, lines: readonly Line[]): ToldTable {
  return {
    caption: `${outcomeName(about)}, best guess for each`,
    columns: [
      { name: labelOf(about.book, clusterOf(about)), as: 'words' },
      { name: 'Answers', as: 'count' },
      { name: 'Best guess', as: 'two' },
      { name: 'From', as: 'two' },
      { name: 'To', as: 'two' },
      { name: 'Weight of its own answers', as: 'two' },
    ],
    rows: lines.map((one) => [one.name, one.n, one.mean, one.low, one.high, one.drawn]),
    note: 'Each is drawn towards the mean of all, the more the fewer its answers. In the order of their names: this is no ranking.',
  }
}

function funnelChart(about: About, answers: Answers): ToldChart[] {
  const { funnel, counts } = answers
  const names = namesIn(counts, 'names')
  const target = numberOf(funnel, 'target')
  if (!funnel || target === null || names.length === 0) return []
  const [share, sizes] = [listOf(funnel, 'proportion', names.length), listOf(counts, 'answered', names.length)]
  const most = Math.max(...sizes.map((n) => n ?? 0))
  const at = Array.from({ length: 40 }, (_, i) => ((i + 1) / 40) * most)
  const half = (n: number): number => 3.0902 * Math.sqrt((target * (1 - target)) / n)
  const outside = namesIn(funnel, 'outside998Adjusted').length
  return [
    {
      drawn: 'funnel',
      title:
        outside === 0
          ? 'All lie within what chance would do'
          : `${inWords(outside)} ${outside === 1 ? 'lies' : 'lie'} outside what chance would do`,
      description: `The share at or above ${numberIn(about.chosen, 'cut') ?? ''}, by how many answered. Between the dashed curves chance alone would leave 998 of 1,000.`,
      labelHeading: labelOf(about.book, clusterOf(about)),
      labels: names,
      series: [{ name: 'Share at or above', values: share }],
      sizes: sizes.map((n) => n ?? 0),
      limits: {
        target,
        at,
        low: at.map((n) => Math.max(0, target - half(n))),
        high: at.map((n) => Math.min(1, target + half(n))),
      },
    },
  ]
}

/** How many of each school answered, and how many of those at or above the cut. */
function countedBy(outcome: readonly Cell[], cluster: readonly Cell[], cut: number) {
  const found = new Map<string, { answered: number; above: number }>()
  outcome.forEach((value, row) => {
    const name = cluster[row]
    if (name === null || name === undefined || typeof value !== 'number') return
    const one = found.get(String(name)) ?? { answered: 0, above: 0 }
    found.set(String(name), { answered: one.answered + 1, above: one.above + (value >= cut ? 1 : 0) })
  })
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    names: sorted.map(([name]) => name),
    answered: sorted.map(([, one]) => one.answered),
    above: sorted.map(([, one]) => one.above),
  }
}

export const alike: Question = {
  key: 'alike-in-one-school',
  asks: 'How alike are pupils of one school?',
  helps: 'How much of it is about the school, and how many schools a survey needs',
  fields: [
    { name: 'cluster', label: 'Which clusters?', as: 'column', of: ['cluster', 'group'] },
    {
      name: 'outcome',
      label: 'In what?',
      as: 'column',
      of: ['score', 'after', 'before'],
      besides: 'The mean of all items',
    },
    {
      name: 'cut',
      label: 'Also count those at or above (optional)',
      hint: 'Draws a funnel: the share of each school, and whether it is further out than chance would do',
      as: 'number',
      min: -1e6,
      max: 1e6,
      usual: null,
    },
  ],
  columns: (about) => [...outcomeColumns(about), clusterOf(about)],
  ask(bench, about) {
    const outcome = outcomeValues(bench, about)
    const cluster = bench.values(clusterOf(about))
    const input = { outcome: 'outcome', cluster: 'cluster', columns: { outcome, cluster } }
    const answers: Record<string, Answers[string]> = {
      alike: bench.call('iccClusters', input, {}, 0.2),
      mixed: bench.call('randomIntercept', input, { method: 'reml' }, 0.6),
    }
    const cut = numberIn(about.chosen, 'cut')
    if (cut === null) return answers
    const counts = countedBy(outcome, cluster, cut)
    const columns = { site: counts.names, above: counts.above, answered: counts.answered }
    const funnel = bench.call(
      'funnel',
      { site: 'site', numerator: 'above', denominator: 'answered', columns },
      { winsorise: 0.1 },
      0.2,
    )
    return { ...answers, funnel, counts: { ...counts, issues: [] } }
  },
  tell(about, answers) {
    const lines = linesOf(answers)
    const { alike: clusters, mixed } = answers
    const design = numberOf(clusters, 'designEffect')
    return {
      finding: finding(about, answers),
      meaning: [
        ...(design === null
          ? []
          : [
              `A survey of whole clusters like these needs about ${two(Math.max(1, design))} times as many people as one that draws them singly (design effect).`,
            ]),
        'Differences between schools come from many things, most of them outside the school. The best guess for each is about its people as they are, not about how good it is.',
      ],
      tables: [
        {
          caption: 'How alike, in two ways',
          columns: [
            { name: 'Measure', as: 'words' },
            { name: 'Value', as: 'three' },
          ],
          rows: [
            ['Intraclass correlation, from mean squares', numberOf(clusters, 'icc')],
            ['Intraclass correlation, from the model', numberOf(mixed, 'icc')],
            ['Variance between clusters', numberOf(mixed, 'varianceSchool')],
            ['Variance within them', numberOf(mixed, 'varianceResidual')],
            ['Mean of all', numberOf(mixed, 'intercept')],
          ],
        },
        schoolsTable(about, lines),
      ],
      charts: [
        {
          drawn: 'intervals',
          title: 'Best guess for each, with its 95% interval',
          labelHeading: labelOf(about.book, clusterOf(about)),
          labels: lines.map((one) => one.name),
          series: [{ name: 'Best guess', values: lines.map((one) => one.mean) }],
          points: [lines.map((one) => point(one.mean, one.low, one.high))],
          ...(numberOf(mixed, 'intercept') === null
            ? {}
            : { mark: { at: numberOf(mixed, 'intercept')!, words: 'Mean of all' } }),
        },
        ...funnelChart(about, answers),
      ],
      warnings: warningsOf(about, answers),
      assumed: [
        ...assumedOf(about, outcomeColumns(about)),
        'Clusters are independent of one another, and their means are spread as a normal distribution.',
      ],
      method: [
        ...meanMethod(about),
        'Intraclass correlation by analysis of variance, design effect with the mean cluster size (Donner and Koval 1980; Kish 1965).',
        `A random intercept for each cluster by REML (Laird and Ware 1982). Model correlation ${three(numberOf(mixed, 'icc'))}.`,
        ...(answers.funnel
          ? [
              'Funnel with normal limits at 99.8%, widened where schools vary more than chance, a tenth drawn in at each end (Spiegelhalter 2005).',
            ]
          : []),
      ],
      main: [
        { name: 'icc', value: numberOf(clusters, 'icc') },
        { name: 'designEffect', value: numberOf(clusters, 'designEffect') },
        { name: 'intercept', value: numberOf(mixed, 'intercept') },
        { name: 'varianceSchool', value: numberOf(mixed, 'varianceSchool') },
        { name: 'varianceResidual', value: numberOf(mixed, 'varianceResidual') },
      ],
    }
  },
  script: (about) => ({
    needs: ['lme4'],
    lines: [
      ...rOutcome(about),
      `both <- na.omit(data.frame(y = outcome, cluster = factor(${rColumn(clusterOf(about))})))`,
      'both$cluster <- droplevels(both$cluster)',
      'table <- summary(aov(y ~ cluster, data = both))[[1]]',
      'sizes <- as.numeric(table(both$cluster))'.replace('table(', 'base::table('),
      'n0 <- (sum(sizes) - sum(sizes^2) / sum(sizes)) / (length(sizes) - 1)',
      'between <- table[1, "Mean Sq"]',
      'within <- table[2, "Mean Sq"]',
      'icc <- (between - within) / (between + (n0 - 1) * within)',
      'say("icc", icc)',
      'say("designEffect", 1 + (mean(sizes) - 1) * icc)',
      'fit <- lmer(y ~ 1 + (1 | cluster), data = both, REML = TRUE)',
      'say("intercept", fixef(fit))',
      'spread <- as.data.frame(VarCorr(fit))',
      'say("varianceSchool", spread$vcov[1])',
      'say("varianceResidual", spread$vcov[2])',
      'print(ranef(fit))',
    ],
  }),
}
