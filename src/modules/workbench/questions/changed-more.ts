// Did it change more where the work was done? The change of those who took part less the change of those who did not.
import { labelOf } from '../rules.ts'
import { answerIn, columnIn } from './choosing.ts'
import { assumedOf, between, groupName, numberOf, pInWords, rowsOf, two, warningsOf } from './pieces.ts'
import type { About, Answers, Cell, Question } from './question.ts'
import { rColumn, rAnswer } from './r-script.ts'

const partsOf = ({ chosen }: Pick<About, 'chosen'>) => ({
  before: columnIn(chosen, 'before')!,
  after: columnIn(chosen, 'after')!,
  treated: answerIn(chosen, 'treated')!,
  cluster: columnIn(chosen, 'cluster'),
})

function finding(answers: Answers): string {
  const { did } = answers
  const [estimate, p] = [numberOf(did, 'estimate'), numberOf(did, 'p')]
  if (estimate === null) return 'Whether it changed more where the work was done cannot be worked out from this data'
  if (p === null)
    return `It moved ${two(estimate)} more where the work was done, but how sure that is cannot be worked out`
  const [low, high] = [numberOf(did, 'ciLow'), numberOf(did, 'ciHigh')]
  if (p >= 0.05) return `It did not clearly move more where the work was done: by ${two(estimate)}${between(low, high)}`
  return estimate > 0
    ? `It rose ${two(estimate)} more where the work was done${between(low, high)}`
    : `It fell ${two(-estimate)} more where the work was done${between(-high!, -low!)}`
}

/** Before and after one under another, as the comparison wants them. */
function longOf(bench: Parameters<Question['ask']>[0], about: About): Record<string, Cell[]> {
  const { before, after, treated, cluster } = partsOf(about)
  const side = bench.values(treated.column).map((one) => (one === null ? null : String(one) === treated.value ? 1 : 0))
  const clusters =
    cluster === undefined ? Array.from({ length: bench.rows }, (_, row) => row + 1) : bench.values(cluster)
  return {
    outcome: [...bench.values(before), ...bench.values(after)],
    treated: [...side, ...side],
    after: [...side.map(() => 0), ...side.map(() => 1)],
    cluster: [...clusters, ...clusters],
  }
}

/** Where the drawing begins: a little under the lowest mean, since it is the slopes that matter. */
function lowest(means: readonly (number | null)[]): { readonly min?: number } {
  const known = means.filter((one) => one !== null)
  if (known.length === 0) return {}
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return { min: low - (high - low) / 2 }
}

export const changedMore: Question = {
  key: 'changed-more',
  asks: 'Did it change more where the work was done?',
  helps: 'Whether a change goes beyond what happened elsewhere in the same time',
  fields: [
    { name: 'treated', label: 'Where the work was done', as: 'value', of: ['group'], at: 1 },
    { name: 'before', label: 'Before', as: 'column', of: ['before', 'after', 'score'] },
    { name: 'after', label: 'After', as: 'column', of: ['after', 'before', 'score'] },
    {
      name: 'cluster',
      label: 'Clusters whose people are alike',
      hint: 'The schools or classes in which the work was done or not. Without one, each person counts by themselves.',
      as: 'column',
      of: ['cluster'],
      optional: true,
    },
  ],
  wrong: (chosen) =>
    chosen.before === chosen.after ? { after: 'Choose another column than the one before' } : undefined,
  columns(about) {
    const { before, after, treated, cluster } = partsOf(about)
    return [before, after, treated.column, ...(cluster === undefined ? [] : [cluster])]
  },
  ask(bench, about) {
    const columns = longOf(bench, about)
    return {
      did: bench.call(
        'did',
        { outcome: 'outcome', treat: 'treated', post: 'after', cluster: 'cluster', columns },
        { se: 'CR1' },
        1,
      ),
    }
  },
  tell(about, answers) {
    const { did } = answers
    const { before, after, treated, cluster } = partsOf(about)
    const means = rowsOf(did, 'means')
    const [comparison, done] = [means[0] ?? [], means[1] ?? []]
    const change = (row: readonly (number | null)[]): number | null =>
      typeof row[0] === 'number' && typeof row[1] === 'number' ? row[1] - row[0] : null
    const [named, others] = [groupName(about.book, treated), `All others`]
    return {
      finding: finding(answers),
      meaning: [
        `Where the work was done it moved by ${two(change(done))}, elsewhere by ${two(change(comparison))}. The difference between the two is the answer.`,
        `If there were no difference at all, one this large would come up with a probability of ${pInWords(numberOf(did, 'p'))}.`,
        'It is true only if both would have moved alike without the work. Nothing in this data can prove that; earlier years can make it believable.',
      ],
      tables: [
        {
          caption: 'Means before and after',
          columns: [
            { name: 'Group', as: 'words' },
            { name: labelOf(about.book, before), as: 'two' },
            { name: labelOf(about.book, after), as: 'two' },
            { name: 'Change', as: 'two' },
          ],
          rows: [
            [named, done[0] ?? null, done[1] ?? null, change(done)],
            [others, comparison[0] ?? null, comparison[1] ?? null, change(comparison)],
          ],
        },
        {
          caption: 'The difference of the changes',
          columns: [
            { name: 'Estimate', as: 'two' },
            { name: 'From', as: 'two' },
            { name: 'To', as: 'two' },
            { name: 't', as: 'two' },
            { name: 'p', as: 'p' },
          ],
          rows: [
            [
              numberOf(did, 'estimate'),
              numberOf(did, 'ciLow'),
              numberOf(did, 'ciHigh'),
              numberOf(did, 't'),
              numberOf(did, 'p'),
            ],
          ],
        },
      ],
      charts: [
        {
          drawn: 'lines',
          title: 'How both groups moved',
          labelHeading: 'When',
          ...lowest([...done, ...comparison]),
          labels: [labelOf(about.book, before), labelOf(about.book, after)],
          series: [
            { name: named, values: [done[0] ?? null, done[1] ?? null] },
            { name: others, values: [comparison[0] ?? null, comparison[1] ?? null] },
          ],
        },
      ],
      warnings: warningsOf(about, answers),
      assumed: [
        ...assumedOf(about, []),
        'Without the work, both groups would have moved alike.',
        cluster === undefined
          ? 'Each person is independent of the others; their two answers are not.'
          : `People of one “${labelOf(about.book, cluster)}” are alike; clusters are independent.`,
      ],
      method: [
        'Least squares with group, time and both together; the last is the estimate (Card and Krueger 1994).',
        `Standard errors clustered on ${cluster === undefined ? 'the person' : 'the cluster'}, CR1, with t on one degree of freedom less than there are clusters (Liang and Zeger 1986).`,
      ],
      main: [
        { name: 'estimate', value: numberOf(did, 'estimate') },
        { name: 'se', value: numberOf(did, 'se') },
        { name: 'p', value: numberOf(did, 'p') },
      ],
    }
  },
  script(about) {
    const { before, after, treated, cluster } = partsOf(about)
    return {
      needs: ['sandwich'],
      lines: [
        `side <- as.numeric(as.character(${rColumn(treated.column)}) == ${rAnswer(treated.value)})`,
        `id <- ${cluster === undefined ? 'seq_len(nrow(data))' : `as.character(${rColumn(cluster)})`}`,
        'long <- na.omit(data.frame(',
        `  y = c(${rColumn(before)}, ${rColumn(after)}),`,
        '  side = c(side, side), after = rep(0:1, each = nrow(data)), cluster = c(id, id)',
        '))',
        'fit <- lm(y ~ side * after, data = long)',
        'V <- vcovCL(fit, cluster = long$cluster, type = "HC1", cadjust = TRUE)',
        'estimate <- coef(fit)["side:after"]',
        'se <- sqrt(V["side:after", "side:after"])',
        'clusters <- length(unique(long$cluster))',
        'say("estimate", estimate)',
        'say("se", se)',
        'say("p", 2 * pt(-abs(estimate / se), clusters - 1))',
      ],
    }
  },
}
