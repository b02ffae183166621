// Do coders agree? Beyond what chance would bring, for two coders or more, with the answers they left out.
import { labelOf } from '../rules.ts'
import { columnsIn } from './choosing.ts'
import { assumedOf, between, numberOf, two, warningsOf } from './pieces.ts'
import type { About, Answers, Bench, Cell, Question } from './question.ts'
import { rNames } from './r-script.ts'

const codersOf = ({ chosen }: Pick<About, 'chosen'>): readonly string[] => columnsIn(chosen, 'coders')

const LEVELS = { nominal: 'names', ordinal: 'steps in order', interval: 'numbers with equal steps' } as const
type Level = keyof typeof LEVELS
const levelOf = ({ chosen }: Pick<About, 'chosen'>): Level => (chosen.level as Level | undefined) ?? 'nominal'

const WORDS = [
  { from: 0.8, words: 'agree well enough to rely on' },
  { from: 0.667, words: 'agree well enough for cautious conclusions' },
  { from: 0.4, words: 'agree to a degree: talk over the codes before you use them' },
  { from: -Infinity, words: 'agree little more than chance would: the codes need another look' },
] as const

function finding(about: About, answers: Answers): string {
  const value = numberOf(answers.agreement, levelOf(about))
  const n = codersOf(about).length
  if (value === null) return 'Whether the coders agree cannot be worked out from this data'
  return `The ${n === 2 ? 'two' : n} coders ${WORDS.find((one) => value >= one.from)!.words} (Krippendorff’s alpha ${two(value)})`
}

/** What was chosen as numbers: as they are where they are numbers, else by their place among the words. */
function codesOf(
  bench: Bench,
  about: About,
): { readonly codes: (number | null)[][]; readonly words: readonly string[] } {
  const values = codersOf(about).map((name) => bench.values(name))
  const all = values.flat().filter((one) => one !== null)
  if (all.every((one) => typeof one === 'number'))
    return { codes: values.map((list) => list.map((one) => one as number | null)), words: [] }
  const words = [...new Set(all.map(String))].toSorted((a, b) => (a < b ? -1 : 1))
  return {
    codes: values.map((list) => list.map((one) => (one === null ? null : words.indexOf(String(one)) + 1))),
    words,
  }
}

export const coders: Question = {
  key: 'coders-agree',
  asks: 'Do coders agree?',
  helps: 'Whether codes given by different people mean the same',
  fields: [
    { name: 'coders', label: 'Which coders?', as: 'columns', of: ['coder'], least: 2 },
    {
      name: 'level',
      label: 'Their codes are',
      as: 'choice',
      options: [
        ['nominal', 'names, such as themes'],
        ['ordinal', 'steps in order, such as low, middle and high as 1, 2, 3'],
        ['interval', 'numbers with equal steps'],
      ],
    },
  ],
  columns: codersOf,
  ask(bench, about) {
    const { codes, words } = codesOf(bench, about)
    const answers: Record<string, Answers[string]> = {
      agreement: bench.call('krippendorff', { ratings: codes }, {}, 0.6),
    }
    const [a, b] = codes
    if (codes.length === 2) {
      const categories = [...new Set(codes.flat())].filter((one) => one !== null).toSorted((x, y) => x - y)
      answers.kappa = bench.call(
        'cohenKappa',
        { a: 'a', b: 'b', columns: { a: a!, b: b! }, categories },
        { weights: 'both' },
        0.4,
      )
    }
    return { ...answers, words: { words, units: bench.rows, issues: [] } }
  },
  tell(about, answers) {
    const { agreement, kappa } = answers
    const level = levelOf(about)
    const alpha = numberOf(agreement, level)
    const rows: Cell[][] = [[`Krippendorff’s alpha, codes as ${LEVELS[level]}`, alpha, null, null]]
    if (kappa) {
      rows.push(['Cohen’s kappa', numberOf(kappa, 'kappa'), numberOf(kappa, 'ciLow'), numberOf(kappa, 'ciHigh')])
      if (level !== 'nominal')
        rows.push(['Cohen’s kappa, near misses count half (quadratic)', numberOf(kappa, 'quadratic'), null, null])
      rows.push(['Share of the same codes', numberOf(kappa, 'observed'), null, null])
      rows.push(['Share that chance would bring', numberOf(kappa, 'expected'), null, null])
    }
    return {
      finding: finding(about, answers),
      meaning: [
        'Alpha is 1 when coders always agree and 0 when they agree as chance would. From 0.8 codes can be relied on; between 0.667 and 0.8 for cautious conclusions only (Krippendorff 2004).',
        ...(kappa
          ? [
              `Cohen’s kappa is ${two(numberOf(kappa, 'kappa'))}${between(numberOf(kappa, 'ciLow'), numberOf(kappa, 'ciHigh'))}.`,
            ]
          : []),
        'Where coders differ, the codebook of themes usually does better than the coders: read the units they split on together.',
      ],
      tables: [
        {
          caption: 'Agreement',
          columns: [
            { name: 'Measure', as: 'words' },
            { name: 'Value', as: 'two' },
            ...(kappa
              ? [
                  { name: 'From', as: 'two' as const },
                  { name: 'To', as: 'two' as const },
                ]
              : []),
          ],
          rows: kappa ? rows : rows.map((row) => row.slice(0, 2)),
          empty: '–',
        },
        {
          caption: 'Krippendorff’s alpha at each level',
          columns: [
            { name: 'Codes as', as: 'words' },
            { name: 'Alpha', as: 'two' },
          ],
          rows: Object.entries(LEVELS).map(([key, words]) => [words, numberOf(agreement, key)]),
          note: 'Only the level that your codes have is right; the others show how much depends on it.',
        },
      ],
      charts: [],
      warnings: warningsOf(about, answers, kappa ? numberOf(kappa, 'n') : null),
      assumed: [
        ...assumedOf(about, []),
        'Each row is one unit, coded by each coder without knowing the others’ codes.',
        `Coders: ${codersOf(about)
          .map((name) => labelOf(about.book, name))
          .join(', ')}.`,
      ],
      method: [
        'Krippendorff’s alpha from the coincidences of codes; units with fewer than two codes do not count (Krippendorff 2004).',
        ...(kappa
          ? ['Cohen’s kappa with the standard error of Fleiss, Cohen and Everitt (1969); weighted kappa (Cohen 1968).']
          : []),
      ],
      main: [{ name: 'alpha', value: alpha }, ...(kappa ? [{ name: 'kappa', value: numberOf(kappa, 'kappa') }] : [])],
    }
  },
  script(about) {
    const level = levelOf(about)
    const distance = {
      nominal: 'function(a, b) as.numeric(a != b)',
      interval: 'function(a, b) (a - b)^2',
      ordinal: 'function(a, b) if (a == b) 0 else (sum(n[min(a, b):max(a, b)]) - (n[a] + n[b]) / 2)^2',
    }[level]
    return {
      needs: codersOf(about).length === 2 ? ['psych'] : [],
      lines: [
        `codes <- data[, ${rNames(codersOf(about))}]`,
        'values <- sort(unique(unlist(codes)))',
        'values <- values[!is.na(values)]',
        'units <- apply(codes, 1, function(row) match(row[!is.na(row)], values), simplify = FALSE)',
        ...(level === 'interval' ? [] : ['# Codes by their place among the values']),
        'units <- units[lengths(units) > 1]',
        'k <- length(values)',
        'o <- matrix(0, k, k)',
        'for (unit in units) for (i in seq_along(unit)) for (j in seq_along(unit)[-i])',
        '  o[unit[i], unit[j]] <- o[unit[i], unit[j]] + 1 / (length(unit) - 1)',
        'n <- rowSums(o)',
        `apart <- ${distance}`,
        level === 'interval'
          ? 'd <- outer(seq_len(k), seq_len(k), Vectorize(function(a, b) apart(values[a], values[b])))'
          : 'd <- outer(seq_len(k), seq_len(k), Vectorize(apart))',
        'say("alpha", 1 - (sum(n) - 1) * sum(o * d) / sum(outer(n, n) * d))',
        ...(codersOf(about).length === 2 ? ['say("kappa", psych::cohen.kappa(na.omit(codes))$kappa)'] : []),
      ],
    }
  },
}
