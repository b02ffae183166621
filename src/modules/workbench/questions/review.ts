// The review's whole analysis in one go: which ratings belong together, how well they hang together, and how two kinds of
// raters differ on each dimension. Worked once by hand in the best practice review; here on anybody's data of that shape.
import { labelOf } from '../rules.ts'
import { inWords } from '../../../view/words.ts'
import { answerIn, columnsIn, numberIn } from './choosing.ts'
import { loadedItems, loadingsTable } from './dimensions.ts'
import {
  assumedOf,
  columnsOf,
  groupName,
  listOf,
  namesIn,
  numberOf,
  pSaid,
  point,
  rowsOf,
  sizeInWords,
  SIZE_SOURCE,
  two,
  warningsOf,
} from './pieces.ts'
import type { About, Answers, Cell, Question, ToldTable } from './question.ts'
import { rColumn, rNames, rAnswer } from './r-script.ts'

const chosenItems = ({ chosen }: Pick<About, 'chosen'>): readonly string[] => columnsIn(chosen, 'items')
const groupsOf = ({ chosen }: Pick<About, 'chosen'>) => {
  const first = answerIn(chosen, 'first')!
  return { column: first.column, first: first.value, second: answerIn(chosen, 'second')!.value }
}
const named = (about: About): { readonly first: string; readonly second: string } => {
  const { column, first, second } = groupsOf(about)
  const name = (value: string): string => groupName(about.book, { column, value })
  return { first: name(first), second: name(second) }
}
const cutOf = ({ chosen }: Pick<About, 'chosen'>): number => numberIn(chosen, 'cut') ?? CUT
const CUT = 0.4
const SIDES = ['A', 'B'] as const

function finding(about: About, answers: Answers): string {
  const { review } = answers
  const [a, b, out] = ['dimensionA', 'dimensionB', 'dropped'].map((key) => namesIn(review, key).length)
  if (rowsOf(review, 'loadings').length === 0) return 'The dimensions cannot be worked out from this data'
  const { first, second } = named(about)
  const clear = SIDES.filter((side) => (numberOf(review, `welch${side}_p`) ?? 1) < 0.05)
  const apart =
    clear.length === 0
      ? `“${first}” and “${second}” do not clearly differ on either`
      : `“${first}” and “${second}” differ on ${clear.length === 2 ? 'both' : `dimension ${clear[0]}`}`
  return `${inWords(a! + b!)} of ${inWords(a! + b! + out!, { lower: true })} ratings make two dimensions, ${a} and ${b}; ${apart}`
}

function dimensionsTable(about: About, answers: Answers): ToldTable {
  const { review } = answers
  const { first, second } = named(about)
  const row = (side: 'A' | 'B'): Cell[] => [
    `Dimension ${side}`,
    namesIn(review, `dimension${side}`).length,
    numberOf(review, `alpha${side}`),
    numberOf(review, `mean${side}_first`),
    numberOf(review, `mean${side}_second`),
    numberOf(review, `welch${side}_difference`),
    numberOf(review, `g${side}`),
    numberOf(review, `welch${side}_p`),
  ]
  return {
    caption: 'The two dimensions, and how the groups differ on them',
    columns: [
      { name: 'Dimension', as: 'words' },
      { name: 'Ratings', as: 'count' },
      { name: 'Alpha', as: 'two' },
      { name: `Mean, ${first}`, as: 'two' },
      { name: `Mean, ${second}`, as: 'two' },
      { name: 'Difference', as: 'two' },
      { name: 'Hedges’ g', as: 'two' },
      { name: 'p', as: 'p' },
    ],
    rows: SIDES.map(row),
    note: `The difference is ${first} less ${second}, tested by Welch.`,
  }
}

function itemsTable(about: About, answers: Answers): ToldTable {
  const items = chosenItems(about)
  const { first, second } = named(about)
  const [one, other] = [
    listOf(answers.review, 'itemMeansFirst', items.length),
    listOf(answers.review, 'itemMeansSecond', items.length),
  ]
  return {
    caption: 'Rating by rating',
    columns: [
      { name: 'Rating', as: 'words' },
      { name: `Mean, ${first}`, as: 'two' },
      { name: `Mean, ${second}`, as: 'two' },
    ],
    rows: items.map((name, at) => [labelOf(about.book, name), one[at]!, other[at]!]),
  }
}

export const review: Question = {
  key: 'whole-review',
  asks: 'Show me the review’s whole analysis',
  helps: 'Ratings by two kinds of raters: dimensions, alphas and the comparison in one go',
  fields: [
    { name: 'items', label: 'Which ratings?', as: 'columns', of: ['item', 'reversed'], least: 4 },
    { name: 'first', label: 'The first group of raters', as: 'value', of: ['group'], at: 1 },
    { name: 'second', label: 'The second group of raters', as: 'value', of: ['group'], at: 0 },
    { name: 'cut', label: 'From what loading on does a rating belong?', as: 'number', min: 0.1, max: 0.9, usual: CUT },
  ],
  wrong: (chosen) => {
    const [first, second] = [answerIn(chosen, 'first'), answerIn(chosen, 'second')]
    if (first?.column !== second?.column) return { second: 'Choose two groups of the same column' }
    return first?.value === second?.value ? { second: 'Choose two different groups' } : undefined
  },
  columns: (about) => [...chosenItems(about), groupsOf(about).column],
  ask(bench, about) {
    const items = chosenItems(about)
    const { column, first, second } = groupsOf(about)
    const columns = { ...columnsOf(bench, items), group: bench.values(column) }
    const input = { items, group: 'group', order: [first, second], columns }
    return {
      review: bench.call(
        'reviewPipeline',
        input,
        { nFactors: 2, extraction: 'minres', rotation: 'oblimin', cut: cutOf(about) },
        1,
      ),
    }
  },
  tell(about, answers) {
    const { review: answer } = answers
    const { first, second } = named(about)
    const items = loadedItems(chosenItems(about), rowsOf(answer, 'loadings'), cutOf(about))
    const phi = rowsOf(answer, 'phi')[0]?.[1] ?? null
    const shared = items.map(({ loadings: [a, b] }) =>
      a === null || a === undefined || b === null || b === undefined || phi === null
        ? null
        : a * a + b * b + 2 * a * b * phi,
    )
    const [n1, n2] = [numberOf(answer, 'n1'), numberOf(answer, 'n2')]
    return {
      finding: finding(about, answers),
      meaning: [
        ...SIDES.flatMap((side) => {
          const g = numberOf(answer, `g${side}`)
          if (g === null) return []
          return [
            `On dimension ${side} ratings of “${first}” are ${two(Math.abs(numberOf(answer, `welch${side}_difference`)!))} ${g < 0 ? 'lower' : 'higher'} than those of “${second}”, ${sizeInWords(g)} difference (${pSaid(numberOf(answer, `welch${side}_p`))}).`,
          ]
        }),
        SIZE_SOURCE,
        'Two kinds of raters see different things from where they stand. That they differ is a finding; who is right is a conversation.',
      ],
      tables: [
        dimensionsTable(about, answers),
        loadingsTable(about, items, shared, items[0]?.loadings.length ?? 0),
        itemsTable(about, answers),
      ],
      charts: [
        {
          drawn: 'intervals',
          title: `“${first}” less “${second}” on each dimension, with 95% intervals`,
          description: 'To the left of the dashed line the second group rates higher.',
          labelHeading: 'Dimension',
          labels: SIDES.map((side) => `Dimension ${side}`),
          series: [{ name: 'Difference', values: SIDES.map((side) => numberOf(answer, `welch${side}_difference`)) }],
          points: [
            SIDES.map((side) => {
              const of = (key: string): number | null => numberOf(answer, `welch${side}_${key}`)
              return point(of('difference'), of('ciLow'), of('ciHigh'))
            }),
          ],
          mark: { at: 0, words: 'No difference' },
        },
        {
          drawn: 'bars',
          title: `How “${first}” and “${second}” rate, on average`,
          labelHeading: 'Rating',
          labels: chosenItems(about).map((name) => labelOf(about.book, name)),
          series: [
            { name: first, values: listOf(answer, 'itemMeansFirst', items.length) },
            { name: second, values: listOf(answer, 'itemMeansSecond', items.length) },
          ],
          ...(about.scale ? { max: about.scale.high } : {}),
        },
        {
          drawn: 'intervals',
          title: 'How much each rating belongs to each dimension',
          labelHeading: 'Rating',
          labels: items.map((one) => labelOf(about.book, one.name)),
          series: SIDES.map((side, at) => ({
            name: `Dimension ${side}`,
            values: items.map((one) => one.loadings[at] ?? null),
          })),
          points: SIDES.map((_, at) => items.map((one) => point(one.loadings[at] ?? null))),
          mark: { at: cutOf(about), words: `Belongs from ${two(cutOf(about))}` },
        },
      ],
      warnings: warningsOf(about, answers, n1 !== null && n2 !== null ? Math.min(n1, n2) : null),
      assumed: [
        ...assumedOf(about, chosenItems(about)),
        'There are two dimensions, and they may go with one another.',
        'Dimensions come from all raters together; each rating counts wherever it was given.',
      ],
      method: [
        'Minimum residuals with two factors, turned by direct quartimin (oblimin with gamma 0), on pairwise correlations.',
        `A rating is kept when its loading is ${cutOf(about)} or more on exactly one dimension. Dimension A is the one with more of them.`,
        'Cronbach’s alpha of each dimension; Welch’s test and Hedges’ g of the mean of its ratings, first group less second.',
        'These are the steps of Procter, Banerjee, Roberts, Macdonald and Randell, The whole school approach within mental health support teams: best practice review.',
      ],
      main: [
        { name: 'alphaA', value: numberOf(answer, 'alphaA') },
        { name: 'alphaB', value: numberOf(answer, 'alphaB') },
        { name: 'tA', value: numberOf(answer, 'welchA_t') },
        { name: 'tB', value: numberOf(answer, 'welchB_t') },
        { name: 'phi', value: phi === null ? null : Math.abs(phi) },
        { name: 'dropped', value: namesIn(answer, 'dropped').length },
      ],
    }
  },
  script(about) {
    const { column, first, second } = groupsOf(about)
    return {
      needs: ['psych', 'GPArotation'],
      lines: [
        `items <- data[, ${rNames(chosenItems(about))}]`,
        `group <- as.character(${rColumn(column)})`,
        'R <- cor(items, use = "pairwise.complete.obs")',
        'found <- psych::fa(R, nfactors = 2, n.obs = nrow(items), fm = "minres", rotate = "oblimin")',
        'print(found$loadings, cutoff = 0)',
        `over <- abs(unclass(found$loadings)) >= ${cutOf(about)}`,
        'one <- rowSums(over) == 1',
        'sides <- lapply(1:2, function(f) names(items)[one & over[, f]])',
        '# A is the dimension with more ratings; of two alike, the one that explains more.',
        'explains <- colSums(unclass(found$loadings) * (unclass(found$loadings) %*% found$Phi))',
        'sides <- sides[order(-lengths(sides), -explains)]',
        'alpha <- function(x) { V <- cov(x, use = "pairwise.complete.obs"); k <- ncol(x); k / (k - 1) * (1 - sum(diag(V)) / sum(V)) }',
        'score <- function(x) { s <- rowMeans(x, na.rm = TRUE); s[is.nan(s)] <- NA; s }',
        `test <- function(s) t.test(s[group %in% ${rAnswer(first)}], s[group %in% ${rAnswer(second)}])$statistic`,
        'say("alphaA", alpha(items[, sides[[1]]]))',
        'say("alphaB", alpha(items[, sides[[2]]]))',
        'say("tA", test(score(items[, sides[[1]]])))',
        'say("tB", test(score(items[, sides[[2]]])))',
        'say("phi", abs(found$Phi[1, 2]))',
        'say("dropped", sum(!one))',
      ],
    }
  },
}
