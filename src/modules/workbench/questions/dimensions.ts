// What are the dimensions? Which items belong together, how closely, and how the dimensions go with one another.
import { labelOf } from '../rules.ts'
import { inWords } from '../../../view/words.ts'
import { columnsIn, numberIn } from './choosing.ts'
import { ITERATIONS, PERCENTILE, SEED } from './how-many.ts'
import { assumedOf, columnsOf, fixed, listOf, numberOf, pSaid, point, rowsOf, two, warningsOf } from './pieces.ts'
import type { About, Answers, Question, ToldTable } from './question.ts'
import { rNames } from './r-script.ts'

const chosenItems = ({ chosen }: Pick<About, 'chosen'>): readonly string[] => columnsIn(chosen, 'items')
const cutOf = ({ chosen }: Pick<About, 'chosen'>): number => numberIn(chosen, 'cut') ?? CUT
const CUT = 0.4
const MOST_DIMENSIONS = 12
const LETTERS = 'ABCDEFGHIJKL'

export const dimensionName = (at: number): string => `Dimension ${LETTERS[at] ?? at + 1}`

type Loaded = { readonly name: string; readonly loadings: readonly (number | null)[]; readonly on: readonly number[] }

/** Each item with the dimensions it loads on at the cut or above. */
export function loadedItems(
  items: readonly string[],
  loadings: readonly (readonly (number | null)[])[],
  cut: number,
): Loaded[] {
  return items.map((name, at) => {
    const own = loadings[at] ?? []
    const on = own.flatMap((one, factor) => (one !== null && Math.abs(one) >= cut ? [factor] : []))
    return { name, loadings: own, on }
  })
}

export const placeInWords = ({ on }: Loaded): string => {
  if (on.length === 1) return dimensionName(on[0]!)
  return on.length === 0 ? 'Dropped: on none' : `Dropped: on ${on.map((at) => LETTERS[at] ?? at + 1).join(' and ')}`
}

function countOf(answers: Answers): number {
  return answers.efa ? (rowsOf(answers.efa, 'loadings')[0]?.length ?? 0) : 0
}

function finding(items: readonly Loaded[], factors: number): string {
  if (factors === 0) return 'The dimensions cannot be worked out from this data'
  const counts = Array.from(
    { length: factors },
    (_, at) => items.filter((one) => one.on.length === 1 && one.on[0] === at).length,
  )
  const dropped = items.filter((one) => one.on.length !== 1).length
  const kept = items.length - dropped
  const parts = counts.map((n, at) => `${n} to ${LETTERS[at]}`)
  const rest =
    dropped === 0
      ? 'none is left over'
      : `${inWords(dropped, { lower: true })} ${dropped === 1 ? 'belongs' : 'belong'} to none clearly`
  if (factors === 1) return `${kept} of ${items.length} items belong to the one dimension; ${rest}`
  return `${kept} of ${items.length} items belong to one of ${inWords(factors, { lower: true })} dimensions: ${parts.join(', ')}; ${rest}`
}

export function loadingsTable(
  about: About,
  items: readonly Loaded[],
  shared: readonly (number | null)[],
  factors: number,
): ToldTable {
  return {
    caption: 'Items and the dimensions they belong to',
    columns: [
      { name: 'Item', as: 'words' },
      { name: 'Belongs to', as: 'words' },
      ...Array.from({ length: factors }, (_, at) => ({ name: `Loading on ${LETTERS[at]}`, as: 'two' as const })),
      { name: 'Explained by all', as: 'two' },
    ],
    rows: items.map((one, at) => [
      labelOf(about.book, one.name),
      placeInWords(one),
      ...one.loadings,
      shared[at] ?? null,
    ]),
    note: `An item belongs to a dimension when its loading there, and nowhere else, is ${cutOf(about)} or more (without its sign).`,
  }
}

function togetherTable(phi: readonly (readonly (number | null)[])[], factors: number): ToldTable[] {
  if (factors < 2) return []
  return [
    {
      caption: 'How the dimensions go with one another',
      columns: [
        { name: 'Dimension', as: 'words' },
        ...Array.from({ length: factors }, (_, at) => ({ name: LETTERS[at]!, as: 'two' as const })),
      ],
      rows: phi.map((row, at) => [dimensionName(at), ...row]),
    },
  ]
}

function fitTable(answers: Answers): ToldTable {
  const efa = answers.efa
  return {
    caption: 'How well this describes the data',
    columns: [
      { name: 'Measure', as: 'words' },
      { name: 'Value', as: 'three' },
      { name: 'How to read it', as: 'words' },
    ],
    rows: [
      ['RMSR', numberOf(efa, 'rmsr'), 'What is left between items; under 0.05 is little'],
      ['RMSEA', numberOf(efa, 'rmsea'), 'Under 0.08 is usually taken as fair'],
      [
        'Chi-squared',
        numberOf(efa, 'chi2'),
        `With ${numberOf(efa, 'df') ?? 'no'} degrees of freedom; ${pSaid(numberOf(efa, 'p'))}`,
      ],
    ],
  }
}

export const dimensions: Question = {
  key: 'dimensions',
  asks: 'What are the dimensions?',
  helps: 'Which items make a scale together, and which are better left out of one',
  fields: [
    { name: 'items', label: 'Which items?', as: 'columns', of: ['item', 'reversed'], least: 3 },
    {
      name: 'count',
      label: 'How many dimensions?',
      hint: 'Leave empty to take as many as parallel analysis suggests',
      as: 'number',
      min: 1,
      max: MOST_DIMENSIONS,
      usual: null,
    },
    {
      name: 'rotation',
      label: 'The dimensions may',
      as: 'choice',
      options: [
        ['oblimin', 'go with one another (oblimin)'],
        ['promax', 'go with one another (promax)'],
        ['varimax', 'not go with one another (varimax)'],
      ],
    },
    {
      name: 'cut',
      label: 'From what loading on does an item belong?',
      as: 'number',
      min: 0.1,
      max: 0.9,
      usual: CUT,
    },
  ],
  wrong: (chosen) => {
    const count = numberIn(chosen, 'count')
    if (count !== null && !Number.isInteger(count)) return { count: 'Enter a whole number of dimensions' }
    return count !== null && count >= columnsIn(chosen, 'items').length
      ? { count: 'Enter fewer dimensions than there are items' }
      : undefined
  },
  columns: chosenItems,
  ask(bench, about) {
    const items = chosenItems(about)
    const input = { items, columns: columnsOf(bench, items) }
    const asked = numberIn(about.chosen, 'count')
    const rotation = about.chosen.rotation
    if (asked !== null)
      return {
        efa: bench.call('efa', input, {
          nFactors: asked,
          extraction: 'minres',
          rotation: asked === 1 ? 'none' : rotation,
        }),
      }
    const parallel = bench.call('parallel', input, { iterations: ITERATIONS, percentile: PERCENTILE, seed: SEED }, 0.6)
    const count = Math.min(MOST_DIMENSIONS, Math.max(1, numberOf(parallel, 'suggested') ?? 1))
    const efa = bench.call(
      'efa',
      input,
      { nFactors: count, extraction: 'minres', rotation: count === 1 ? 'none' : rotation },
      0.4,
    )
    return { parallel, efa }
  },
  tell(about, answers) {
    const factors = countOf(answers)
    const items = loadedItems(chosenItems(about), rowsOf(answers.efa, 'loadings'), cutOf(about))
    const phi = rowsOf(answers.efa, 'phi')
    const shared = listOf(answers.efa, 'communality', items.length)
    const phi12 = phi[0]?.[1] ?? null
    return {
      finding: finding(items, factors),
      meaning: [
        ...(answers.parallel && factors > 0
          ? [
              `Parallel analysis suggested ${inWords(factors, { lower: true })}, so ${factors === 1 ? 'that is what was' : 'those are what were'} looked for.`,
            ]
          : []),
        ...(factors === 2 && phi12 !== null ? [`The two dimensions go together at ${two(phi12)}.`] : []),
        'Dimensions have letters, not names: what they are about is for you to say, from the items in them.',
      ],
      tables: [loadingsTable(about, items, shared, factors), ...togetherTable(phi, factors), fitTable(answers)],
      charts:
        factors === 0
          ? []
          : [
              {
                drawn: 'intervals',
                title: 'How much each item belongs to each dimension',
                labelHeading: 'Item',
                labels: items.map((one) => labelOf(about.book, one.name)),
                series: Array.from({ length: factors }, (_, at) => ({
                  name: dimensionName(at),
                  values: items.map((one) => one.loadings[at] ?? null),
                })),
                points: Array.from({ length: factors }, (_, at) => items.map((one) => point(one.loadings[at] ?? null))),
                min: 0,
                mark: { at: cutOf(about), words: `Belongs from ${fixed(cutOf(about), 2)}` },
              },
            ],
      warnings: warningsOf(about, answers),
      assumed: [
        ...assumedOf(about, chosenItems(about)),
        'Each pair of items uses everyone who answered both.',
        'Answers are taken as numbers with equal steps.',
      ],
      method: [
        'Minimum residuals (minres) on the correlations (Harman and Jones 1966), to the optimum and not to an early stop.',
        about.chosen.rotation === 'varimax'
          ? 'Varimax rotation with Kaiser’s normalisation (Kaiser 1958).'
          : about.chosen.rotation === 'promax'
            ? 'Promax rotation, power 4 (Hendrickson and White 1964).'
            : 'Direct quartimin rotation: oblimin with gamma 0 (Jennrich and Sampson 1966).',
        'Dimensions are in the order of what they explain, turned so that most loadings are positive.',
        `Dropped items are those with no loading, or more than one, of ${cutOf(about)} or more.`,
      ],
      main: [
        {
          name: 'communalities',
          value: shared.some((one) => one === null) ? null : shared.reduce((sum: number, one) => sum + one!, 0),
        },
        { name: 'rmsr', value: numberOf(answers.efa, 'rmsr') },
        { name: 'df', value: numberOf(answers.efa, 'df') },
        { name: 'chi2', value: numberOf(answers.efa, 'chi2') },
        { name: 'loading', value: largest(items) },
        ...(factors === 2 ? [{ name: 'phi', value: phi12 === null ? null : Math.abs(phi12) }] : []),
      ],
    }
  },
  script(about) {
    const asked = numberIn(about.chosen, 'count')
    const rotation = typeof about.chosen.rotation === 'string' ? about.chosen.rotation : 'oblimin'
    return {
      needs: rotation === 'oblimin' && asked !== 1 ? ['psych', 'GPArotation'] : ['psych'],
      lines: [
        `items <- data[, ${rNames(chosenItems(about))}]`,
        'R <- cor(items, use = "pairwise.complete.obs")',
        'n <- nrow(items)',
        ...(asked === null
          ? [
              `set.seed(${SEED})`,
              `random <- replicate(${ITERATIONS}, eigen(cor(matrix(rnorm(n * ncol(R)), n)), symmetric = TRUE, only.values = TRUE)$values)`,
              'observed <- eigen(R, symmetric = TRUE, only.values = TRUE)$values',
              `k <- max(1, which(c(observed <= apply(random, 1, quantile, ${PERCENTILE / 100}), TRUE))[1] - 1)`,
            ]
          : [`k <- ${asked}`]),
        `found <- psych::fa(R, nfactors = k, n.obs = n, fm = "minres", rotate = if (k == 1) "none" else "${rotation === 'promax' ? 'none' : rotation}")`,
        'loadings <- unclass(found$loadings)',
        'phi <- if (is.null(found$Phi)) diag(k) else found$Phi',
        ...(rotation === 'promax'
          ? [
              'turned <- promax(loadings, m = 4)',
              'loadings <- unclass(turned$loadings)',
              'phi <- solve(crossprod(turned$rotmat))',
            ]
          : []),
        'print(round(loadings, 3))',
        'say("communalities", sum(found$communality))',
        'say("rmsr", found$rms)',
        'say("df", found$dof)',
        'say("chi2", found$STATISTIC)',
        'say("loading", max(abs(loadings)))',
        'if (k == 2) say("phi", abs(phi[1, 2]))',
      ],
    }
  },
}

const largest = (items: readonly Loaded[]): number | null => {
  const all = items.flatMap((one) => one.loadings.flatMap((loading) => (loading === null ? [] : [Math.abs(loading)])))
  return all.length === 0 ? null : Math.max(...all)
}
