// Has it changed? On average, and person by person: who changed by more than the instrument's own unreliability would show.
import { wordsOfCount } from '../../../view/words.ts'
import { labelOf } from '../rules.ts'
import { columnIn, numberIn } from './choosing.ts'
import { assumedOf, between, numberOf, pSaid, sizeInWords, SIZE_SOURCE, two, warningsOf } from './pieces.ts'
import type { About, Answers, Question } from './question.ts'
import { rColumn } from './r-script.ts'

const bothOf = ({ chosen }: Pick<About, 'chosen'>): { before: string; after: string } => ({
  before: columnIn(chosen, 'before')!,
  after: columnIn(chosen, 'after')!,
})
const isHigherBetter = ({ chosen }: Pick<About, 'chosen'>): boolean => chosen.better !== 'lower'
const RELIABILITY = 0.8

function finding(about: About, answers: Answers): string {
  const { mean } = answers
  const [change, p] = [numberOf(mean, 'meanChange'), numberOf(mean, 'p')]
  if (change === null || p === null) return 'Whether it changed cannot be worked out from this data'
  const margin = between(numberOf(mean, 'ciLow'), numberOf(mean, 'ciHigh'))
  if (p >= 0.05) return `On average it has not clearly changed: by ${two(change)}${margin}`
  const isBetter = change > 0 === isHigherBetter(about)
  return `On average it is ${two(Math.abs(change))} ${change > 0 ? 'higher' : 'lower'} than before, ${isBetter ? 'a change for the better' : 'not the way that was hoped for'}${change > 0 ? margin : between(-numberOf(mean, 'ciHigh')!, -numberOf(mean, 'ciLow')!)}`
}

export const changed: Question = {
  key: 'has-it-changed',
  asks: 'Has it changed?',
  helps: 'Whether the same people moved on average, and how many moved for certain',
  fields: [
    { name: 'before', label: 'Before', as: 'column', of: ['before', 'after', 'score'] },
    { name: 'after', label: 'After', as: 'column', of: ['after', 'before', 'score'] },
    {
      name: 'better',
      label: 'What is better?',
      as: 'choice',
      options: [
        ['higher', 'A higher number'],
        ['lower', 'A lower number'],
      ],
    },
    {
      name: 'reliability',
      label: 'How reliable is the instrument?',
      hint: 'Its alpha or retest reliability, from 0 to 1. Its manual says it; 0.8 is usual for short scales.',
      as: 'number',
      min: 0.01,
      max: 0.99,
      usual: RELIABILITY,
    },
  ],
  wrong: (chosen) =>
    chosen.before === chosen.after ? { after: 'Choose another column than the one before' } : undefined,
  columns: (about) => Object.values(bothOf(about)),
  ask(bench, about) {
    const { before, after } = bothOf(about)
    const input = {
      before: 'before',
      after: 'after',
      columns: { before: bench.values(before), after: bench.values(after) },
    }
    return {
      mean: bench.call('pairedTest', input, {}, 0.5),
      each: bench.call(
        'reliableChange',
        input,
        { reliability: numberIn(about.chosen, 'reliability') ?? RELIABILITY, higherIsBetter: isHigherBetter(about) },
        0.5,
      ),
    }
  },
  tell(about, answers) {
    const { mean, each } = answers
    const { before, after } = bothOf(about)
    const [improved, unchanged, deteriorated] = ['improved', 'unchanged', 'deteriorated'].map((key) =>
      numberOf(each, key),
    )
    const n = numberOf(mean, 'n')
    const dz = numberOf(mean, 'dz')
    const threshold = numberOf(each, 'threshold')
    const counts = [
      { name: 'Better for certain', n: improved! },
      { name: 'No clear change', n: unchanged! },
      { name: 'Less well for certain', n: deteriorated! },
    ]
    const all = counts.reduce((sum, one) => sum + (one.n ?? 0), 0)
    return {
      finding: finding(about, answers),
      meaning: [
        ...(threshold === null || improved === null
          ? []
          : [
              `${wordsOfCount(improved!, 'person', 'people')} of ${n ?? all} did better for certain: by more than ${two(threshold)}, which is more than the instrument’s own unreliability shows in one of twenty.`,
            ]),
        ...(dz === null
          ? []
          : [`In standard deviations of the change it is ${two(dz)}, ${sizeInWords(dz)} one. ${SIZE_SOURCE}`]),
        'This does not say why it changed. Time passes for everyone: ask “Did it change more where the work was done?” if you have others to compare with.',
      ],
      tables: [
        {
          caption: `From “${labelOf(about.book, before)}” to “${labelOf(about.book, after)}”`,
          columns: [
            { name: 'Measure', as: 'words' },
            { name: 'Value', as: 'two' },
            { name: 'From', as: 'two' },
            { name: 'To', as: 'two' },
          ],
          rows: [
            ['Mean change', numberOf(mean, 'meanChange'), numberOf(mean, 'ciLow'), numberOf(mean, 'ciHigh')],
            ['In standard deviations of the change (dz)', dz, null, null],
            ['How before and after go together (r)', numberOf(mean, 'r'), null, null],
            ['Change that is certain for one person, more than', threshold, null, null],
          ],
          empty: '–',
          note: `Paired t test: t ${two(numberOf(mean, 't'))}, ${numberOf(mean, 'df') ?? 'no'} degrees of freedom, ${pSaid(numberOf(mean, 'p'))}. ${wordsOfCount(n ?? 0, 'person', 'people')} with both.`,
        },
        {
          caption: 'Person by person',
          columns: [
            { name: 'Change', as: 'words' },
            { name: 'People', as: 'count' },
            { name: 'Per cent', as: 'one' },
          ],
          rows: counts.map((one) => [one.name, one.n, one.n === null || all === 0 ? null : (100 * one.n) / all]),
        },
      ],
      charts: [
        {
          drawn: 'bars',
          title: 'Who changed for certain',
          labelHeading: 'Change',
          labels: counts.map((one) => one.name),
          series: [{ name: 'People', values: counts.map((one) => one.n) }],
        },
      ],
      warnings: warningsOf(about, answers, n),
      assumed: [
        ...assumedOf(about, []),
        'Each row is one person, measured twice with the same instrument.',
        `The instrument’s reliability is ${numberIn(about.chosen, 'reliability') ?? RELIABILITY}.`,
      ],
      method: [
        'Paired t test of after less before, with the 95% interval of the mean change (Student 1908; dz as Cohen 1988).',
        'Reliable change: after less before beyond 1.96 standard errors of a difference, with the spread before (Jacobson and Truax 1991).',
      ],
      main: [
        { name: 'meanChange', value: numberOf(mean, 'meanChange') },
        { name: 't', value: numberOf(mean, 't') },
        { name: 'p', value: numberOf(mean, 'p') },
        { name: 'dz', value: dz },
        { name: 'threshold', value: threshold },
        { name: 'improved', value: improved! },
        { name: 'deteriorated', value: deteriorated! },
      ],
    }
  },
  script(about) {
    const { before, after } = bothOf(about)
    const sign = isHigherBetter(about) ? '' : '-'
    return {
      needs: [],
      lines: [
        `before <- ${rColumn(before)}`,
        `after <- ${rColumn(after)}`,
        'change <- after - before',
        'test <- t.test(after, before, paired = TRUE)',
        'say("meanChange", test$estimate)',
        'say("t", test$statistic)',
        'say("p", test$p.value)',
        'say("dz", mean(change, na.rm = TRUE) / sd(change, na.rm = TRUE))',
        `error <- sd(before, na.rm = TRUE) * sqrt(2 * (1 - ${numberIn(about.chosen, 'reliability') ?? RELIABILITY}))`,
        'say("threshold", 1.96 * error)',
        `better <- ${sign}change / error`,
        'say("improved", sum(better > 1.96, na.rm = TRUE))',
        'say("deteriorated", sum(better < -1.96, na.rm = TRUE))',
      ],
    }
  },
}
