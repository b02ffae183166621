// How many dimensions? Four rules that look at the same correlations from different sides.
import { labelOf } from '../rules.ts'
import { inWords, wordsOfCount } from '../../../view/words.ts'
import { columnsIn } from './choosing.ts'
import { assumedOf, columnsOf, listOf, numberOf, pSaid, two, warningsOf } from './pieces.ts'
import type { About, Answers, Question } from './question.ts'
import { rNames } from './r-script.ts'

const chosenItems = ({ chosen }: Pick<About, 'chosen'>): readonly string[] => columnsIn(chosen, 'items')

export const ITERATIONS = 500
export const SEED = 20_261
export const PERCENTILE = 95

const dimensions = (n: number): string => `${inWords(n, { lower: true })} ${n === 1 ? 'dimension' : 'dimensions'}`

function finding(parallel: number | null, map: number | null): string {
  if (parallel === null && map === null) return 'How many dimensions there are cannot be worked out from this data'
  if (parallel === null || map === null) return `There may be ${dimensions((parallel ?? map)!)}`
  if (parallel === map)
    return `There are most likely ${dimensions(parallel)}: the two best rules agree`.replace(
      'are most likely one dimension',
      'is most likely one dimension',
    )
  return `There may be ${dimensions(Math.min(parallel, map))} or ${inWords(Math.max(parallel, map), { lower: true })}: the two best rules differ`
}

const kmoWords = (kmo: number): string =>
  kmo >= 0.8 ? 'very suitable' : kmo >= 0.7 ? 'suitable' : kmo >= 0.6 ? 'just suitable' : 'hardly suitable'

function rulesTable(answers: Answers) {
  const suggested = (answer: string, key: string) => numberOf(answers[answer], key)
  return {
    caption: 'What each rule suggests',
    columns: [
      { name: 'Rule', as: 'words' as const },
      { name: 'Dimensions', as: 'count' as const },
      { name: 'How far to trust it', as: 'words' as const },
    ],
    rows: [
      ['Parallel analysis', suggested('parallel', 'suggested'), 'The best single rule'],
      ['Minimum average partial', suggested('map', 'suggested'), 'Good; sometimes one too few'],
      ['Minimum average partial, fourth powers', suggested('map', 'suggested4'), 'A check on the one above'],
      ['Eigenvalues above 1', suggested('eigenvalues', 'kaiserCount'), 'Known to take too many'],
    ],
  }
}

export const howMany: Question = {
  key: 'how-many-dimensions',
  asks: 'How many dimensions are in it?',
  helps: 'Whether one score will do, or people answer about several things',
  fields: [{ name: 'items', label: 'Which items?', as: 'columns', of: ['item', 'reversed'], least: 3 }],
  columns: chosenItems,
  ask(bench, about) {
    const items = chosenItems(about)
    const input = { items, columns: columnsOf(bench, items) }
    return {
      factorability: bench.call('factorability', input, {}, 0.05),
      eigenvalues: bench.call('eigenvalues', input, {}, 0.05),
      map: bench.call('map', input, {}, 0.1),
      parallel: bench.call('parallel', input, { iterations: ITERATIONS, percentile: PERCENTILE, seed: SEED }, 0.8),
    }
  },
  tell(about, answers) {
    const items = chosenItems(about)
    const { factorability, parallel, map, eigenvalues } = answers
    const list = (key: string) => listOf(parallel, key, items.length)
    const [observed, random, percentile] = [list('observed'), list('randomMean'), list('randomPercentile')]
    const kmo = numberOf(factorability, 'kmo')
    const msa = listOf(factorability, 'msa', items.length)
    return {
      finding: finding(numberOf(parallel, 'suggested'), numberOf(map, 'suggested')),
      meaning: [
        ...(kmo === null
          ? []
          : [
              `These correlations are ${kmoWords(kmo)} for looking for dimensions: KMO is ${two(kmo)} (Kaiser 1974), and Bartlett’s test that nothing goes together gives ${pSaid(numberOf(factorability, 'bartlettP'))}.`,
            ]),
        'A dimension counts when it explains more than it would in made-up data of the same size in which nothing goes together.',
        'Rules only suggest. Look at which items belong together before you settle on a number.',
      ],
      tables: [
        rulesTable(answers),
        {
          caption: 'Eigenvalues beside those of random data',
          columns: [
            { name: 'Component', as: 'words' },
            { name: 'Eigenvalue', as: 'two' },
            { name: 'Per cent', as: 'one' },
            { name: 'Random data, mean', as: 'two' },
            { name: `Random data, ${PERCENTILE}th percentile`, as: 'two' },
          ],
          rows: items.map((_, at) => [
            String(at + 1),
            observed[at]!,
            listOf(eigenvalues, 'percent', items.length)[at]!,
            random[at]!,
            percentile[at]!,
          ]),
        },
        {
          caption: 'How well each item fits in (MSA)',
          columns: [
            { name: 'Item', as: 'words' },
            { name: 'MSA', as: 'two' },
          ],
          rows: items.map((name, at) => [labelOf(about.book, name), msa[at]!]),
          note: 'Under 0.5 an item has little in common with the others.',
        },
      ],
      charts: [
        {
          drawn: 'lines',
          title: 'Dimensions stand above the line of random data',
          labelHeading: 'Component',
          labels: items.map((_, at) => String(at + 1)),
          series: [
            { name: 'This data', values: observed },
            { name: 'Random', values: percentile },
          ],
        },
      ],
      warnings: warningsOf(about, answers),
      assumed: [
        ...assumedOf(about, items),
        'Each pair of items uses everyone who answered both.',
        'Answers are taken as numbers with equal steps.',
      ],
      method: [
        `Parallel analysis on principal components: ${wordsOfCount(ITERATIONS, 'set')} of normal random numbers of the same size, ${PERCENTILE}th percentile, seed ${SEED} (Horn 1965).`,
        'Minimum average partial, with squares and with fourth powers (Velicer 1976; Velicer, Eaton and Fava 2000).',
        'Kaiser-Meyer-Olkin measure and Bartlett’s test of sphericity (Kaiser 1974; Bartlett 1951).',
        'Eigenvalues of the correlation matrix; how many are above 1 is shown for comparison with older reports (Kaiser 1960).',
      ],
      main: [
        { name: 'kmo', value: kmo },
        { name: 'bartlettChi2', value: numberOf(factorability, 'bartlettChi2') },
        { name: 'eigenvalue1', value: observed[0] ?? null },
        { name: 'eigenvalue2', value: observed[1] ?? null },
        { name: 'parallel', value: numberOf(parallel, 'suggested') },
        { name: 'map', value: numberOf(map, 'suggested') },
      ],
    }
  },
  script(about) {
    return {
      needs: ['psych'],
      lines: [
        `items <- data[, ${rNames(chosenItems(about))}]`,
        'R <- cor(items, use = "pairwise.complete.obs")',
        'n <- nrow(items)',
        'p <- ncol(items)',
        'say("kmo", psych::KMO(R)$MSA)',
        'say("bartlettChi2", psych::cortest.bartlett(R, n = n)$chisq)',
        'observed <- eigen(R, symmetric = TRUE, only.values = TRUE)$values',
        'say("eigenvalue1", observed[1])',
        'say("eigenvalue2", observed[2])',
        `# Random numbers are R's own, so the percentiles differ a little from ours.`,
        `set.seed(${SEED})`,
        `random <- replicate(${ITERATIONS}, eigen(cor(matrix(rnorm(n * p), n)), symmetric = TRUE, only.values = TRUE)$values)`,
        `limit <- apply(random, 1, quantile, ${PERCENTILE / 100})`,
        'say("parallel", which(c(observed <= limit, TRUE))[1] - 1)',
        '# Velicer: what is left between items after 0, 1, 2 ... components',
        'V <- eigen(R, symmetric = TRUE)',
        'left <- sapply(0:(p - 1), function(m) {',
        '  A <- if (m == 0) R else R - V$vectors[, 1:m, drop = FALSE] %*% (V$values[1:m] * t(V$vectors[, 1:m, drop = FALSE]))',
        '  P <- A / sqrt(outer(diag(A), diag(A)))',
        '  mean(P[lower.tri(P)]^2)',
        '})',
        'say("map", which.min(left) - 1)',
      ],
    }
  },
}
