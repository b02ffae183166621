// Do several groups differ? All at once first, then pair by pair with corrections for how many pairs there are.
import { tQuantile } from '../../../stats/laws/t.ts'
import { labelOf } from '../rules.ts'
import { columnIn } from './choosing.ts'
import {
  assumedOf,
  listOf,
  meanMethod,
  numberOf,
  outcomeColumns,
  outcomeName,
  outcomeValues,
  pSaid,
  point,
  three,
  two,
  warningsOf,
} from './pieces.ts'
import type { About, Answers, Cell, Question, ToldTable } from './question.ts'
import { rColumn, rOutcome } from './r-script.ts'

const MOST_GROUPS = 40
const groupOf = ({ chosen }: Pick<About, 'chosen'>): string => columnIn(chosen, 'group')!

type Line = {
  readonly name: string
  readonly n: Cell
  readonly mean: Cell
  readonly sd: Cell
  readonly half: number | null
}

/** Each group’s own numbers: the columns of `groups` are named by group. */
function linesOf(answers: Answers): Line[] {
  const described = answers.groups
  const names = Array.isArray(described?.items) ? described.items.map(String) : []
  const list = (key: string) => listOf(described, key, names.length)
  const [n, mean, sd, se] = [list('n'), list('mean'), list('sd'), list('se')]
  return names.map((name, at) => {
    const [count, error] = [n[at] ?? 0, se[at] ?? null]
    const half = count > 1 && error !== null ? tQuantile(0.975, count - 1) * error : null
    return { name, n: count, mean: mean[at]!, sd: sd[at]!, half }
  })
}

const byPair = (answers: Answers, key: string): Readonly<Record<string, number | null>> => {
  const value = answers.pairs?.[key]
  return typeof value === 'object' && value !== null ? (value as Record<string, number | null>) : {}
}

function pairsTable(answers: Answers): ToldTable {
  const [difference, tukey, games] = ['difference', 'tukeyP', 'gamesHowellP'].map((key) => byPair(answers, key))
  return {
    caption: 'Pair by pair',
    columns: [
      { name: 'Pair', as: 'words' },
      { name: 'Difference', as: 'two' },
      { name: 'p, Games-Howell', as: 'p' },
      { name: 'p, Tukey', as: 'p' },
    ],
    rows: Object.keys(difference!).map((pair) => [
      pair,
      difference![pair]!,
      games![pair] ?? null,
      tukey![pair] ?? null,
    ]),
    note: 'Both allow for the number of pairs. Games-Howell also allows groups to vary differently: read that one first.',
  }
}

function finding(about: About, answers: Answers): string {
  const p = numberOf(answers.anova, 'welchP')
  const name = labelOf(about.book, groupOf(about))
  if (p === null) return `Whether groups of “${name}” differ cannot be worked out from this data`
  const lines = linesOf(answers).filter((one) => one.mean !== null)
  const sorted = lines.toSorted((a, b) => Number(b.mean) - Number(a.mean))
  const [high, low] = [sorted[0]!, sorted.at(-1)!]
  if (p >= 0.05) return `The ${lines.length} groups of “${name}” do not clearly differ`
  return `Groups of “${name}” differ: from ${two(Number(low.mean))} (${low.name}) to ${two(Number(high.mean))} (${high.name})`
}

export const severalGroups: Question = {
  key: 'several-groups',
  asks: 'Do several groups differ?',
  helps: 'Which of three or more groups answer differently, and which do not',
  fields: [
    { name: 'group', label: 'Which groups?', as: 'column', of: ['group', 'cluster'], answers: 3 },
    {
      name: 'outcome',
      label: 'In what?',
      as: 'column',
      of: ['score', 'after', 'before'],
      besides: 'The mean of all items',
    },
  ],
  columns: (about) => [...outcomeColumns(about), groupOf(about)],
  ask(bench, about) {
    const outcome = outcomeValues(bench, about)
    const group = bench.values(groupOf(about))
    const input = { outcome: 'outcome', group: 'group', columns: { outcome, group } }
    const names = [...new Set(group.filter((one) => one !== null).map(String))].toSorted((a, b) => (a < b ? -1 : 1))
    const shown = names.slice(0, MOST_GROUPS)
    const columns = Object.fromEntries(
      shown.map((name) => [name, outcome.filter((_, row) => String(group[row]) === name)]),
    )
    return {
      anova: bench.call('anova', input, {}, 0.3),
      pairs: bench.call('postHoc', input, {}, 0.5),
      groups: describedTogether(shown.map((name) => bench.call('describe', { columns: { [name]: columns[name]! } }))),
    }
  },
  tell(about, answers) {
    const lines = linesOf(answers)
    const { anova } = answers
    const least = Math.min(...lines.map((one) => Number(one.n)))
    return {
      finding: finding(about, answers),
      meaning: [
        `Who belongs to which group accounts for ${numberOf(anova, 'omegaSquared') === null ? 'an unknown part' : `about ${two(Math.max(0, numberOf(anova, 'omegaSquared')!) * 100)}%`} of the differences between people (omega squared).`,
        'Small groups move more by chance: look at the interval of each before its place in the order.',
      ],
      tables: [
        {
          caption: `${outcomeName(about)}, by group`,
          columns: [
            { name: 'Group', as: 'words' },
            { name: 'Answers', as: 'count' },
            { name: 'Mean', as: 'two' },
            { name: 'Spread (SD)', as: 'two' },
          ],
          rows: lines.map(({ name, n, mean, sd }) => [name, n, mean, sd]),
        },
        {
          caption: 'All groups at once',
          columns: [
            { name: 'Test', as: 'words' },
            { name: 'F', as: 'two' },
            { name: 'Degrees of freedom', as: 'words' },
            { name: 'p', as: 'p' },
          ],
          rows: [
            [
              'Groups may vary differently (Welch)',
              numberOf(anova, 'welchF'),
              `${numberOf(anova, 'df1') ?? '–'} and ${two(numberOf(anova, 'welchDf2'))}`,
              numberOf(anova, 'welchP'),
            ],
            [
              'Groups vary alike',
              numberOf(anova, 'F'),
              `${numberOf(anova, 'df1') ?? '–'} and ${numberOf(anova, 'df2') ?? '–'}`,
              numberOf(anova, 'p'),
            ],
            ['Do they vary alike? (Levene)', numberOf(anova, 'leveneF'), '', numberOf(anova, 'leveneP')],
          ],
        },
        pairsTable(answers),
      ],
      charts: [
        {
          drawn: 'intervals',
          title: 'The mean of each group, with its 95% interval',
          labelHeading: 'Group',
          labels: lines.map((one) => one.name),
          series: [{ name: 'Mean', values: lines.map((one) => one.mean as number | null) }],
          points: [
            lines.map(({ mean, half }) =>
              point(
                mean as number | null,
                half === null || mean === null ? null : Number(mean) - half,
                half === null || mean === null ? null : Number(mean) + half,
              ),
            ),
          ],
        },
      ],
      warnings: warningsOf(about, answers, Number.isFinite(least) ? least : null),
      assumed: [
        ...assumedOf(about, outcomeColumns(about)),
        'Each answer is taken as independent of the others.',
        'The first line of the second table does not assume that groups vary alike; the second does.',
      ],
      method: [
        ...meanMethod(about),
        `Welch’s test of all means (Welch 1951), with one-way analysis of variance beside it; ${pSaid(numberOf(anova, 'welchP'))} is Welch’s.`,
        'Levene’s test on distances from the medians (Brown and Forsythe 1974).',
        'Pairs by Games and Howell (1976) and by Tukey and Kramer (Kramer 1956).',
        `Omega squared and eta squared (${three(numberOf(anova, 'etaSquared'))}) from the one-way analysis.`,
      ],
      main: [
        { name: 'F', value: numberOf(anova, 'F') },
        { name: 'p', value: numberOf(anova, 'p') },
        { name: 'welchF', value: numberOf(anova, 'welchF') },
        { name: 'welchP', value: numberOf(anova, 'welchP') },
        { name: 'etaSquared', value: numberOf(anova, 'etaSquared') },
        { name: 'leveneF', value: numberOf(anova, 'leveneF') },
      ],
    }
  },
  script: (about) => ({
    needs: [],
    lines: [
      ...rOutcome(about),
      `group <- factor(${rColumn(groupOf(about))})`,
      'both <- !is.na(outcome) & !is.na(group)',
      'outcome <- outcome[both]',
      'group <- droplevels(group[both])',
      'fit <- summary(aov(outcome ~ group))[[1]]',
      'say("F", fit[1, "F value"])',
      'say("p", fit[1, "Pr(>F)"])',
      'welch <- oneway.test(outcome ~ group)',
      'say("welchF", welch$statistic)',
      'say("welchP", welch$p.value)',
      'say("etaSquared", fit[1, "Sum Sq"] / sum(fit[, "Sum Sq"]))',
      'away <- abs(outcome - ave(outcome, group, FUN = median))',
      'say("leveneF", summary(aov(away ~ group))[[1]][1, "F value"])',
      'print(TukeyHSD(aov(outcome ~ group)))',
    ],
  }),
}

/** Groups are of different sizes, so each is described by itself; here they are one answer again. */
function describedTogether(each: readonly Answers[string][]): Answers[string] {
  const joined = (key: string): unknown[] =>
    each.flatMap((one) => (Array.isArray(one[key]) ? (one[key] as unknown[]) : []))
  const keys = ['n', 'mean', 'sd', 'se', 'items'] as const
  const lists = Object.fromEntries(keys.map((key) => [key, joined(key)]))
  return { ...lists, issues: [] }
}
