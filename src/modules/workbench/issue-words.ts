// Why a number is not there, or is to be taken with care: one plain sentence for each reason that a statistic can give.
// The type proves that none is without words.
import type { Issue } from '../../stats/issues.ts'

export const ISSUE_WORDS: Readonly<Record<Issue, string>> = {
  'all-missing': 'A column has no answers at all, so nothing can be said about it.',
  collinear: 'Some columns say the same as others together, so what each adds cannot be told apart.',
  constant: 'Everyone has the same value, so there is nothing to compare or relate.',
  'constant-item': 'Everyone gave the same answer to an item. It says nothing about differences, and is left out.',
  'empty-cell': 'A combination of answers never occurs, which makes this estimate uncertain.',
  'empty-cells': 'Several combinations never occur, so some differences cannot be told.',
  'empty-group': 'Nobody in one of the groups has an answer, so the groups cannot be compared.',
  'empty-row': 'A row has no answers that count, and is left out.',
  'few-clusters':
    'There are fewer than ten clusters. What is said about differences between them, and every margin, is rough.',
  heywood:
    'For an item the dimensions explain all there is, which real answers never do: too many dimensions, or too few people.',
  'invalid-reliability': 'Reliability must lie above 0 and below 1. Without it no change can be called reliable.',
  'low-expected': 'Some expected counts are under five, so this test is rough. Rely on the exact test instead.',
  'negative-alpha':
    'Alpha is below zero: some items pull against the others. See whether one is worded the other way round.',
  'negative-df': 'There are more dimensions than this number of items can tell apart, so the fit cannot be judged.',
  'negative-icc': 'Members of one cluster are no more alike than anyone else. The number below zero means: none.',
  'no-convergence': 'The calculation did not settle on an answer, so none is shown.',
  'no-data': 'There are no complete rows to work with.',
  'no-overlap': 'No row has an answer in both columns.',
  'no-pairs': 'There is nothing to pair: no row has both.',
  'no-variation': 'There are no differences to explain: all values are the same.',
  'not-identified': 'The data cannot tell one answer from another here, so none is shown.',
  'not-positive-definite':
    'The correlations do not fit together, which happens when many answers are missing or columns repeat each other.',
  'out-of-range': 'A number asked for lies outside what is possible.',
  'rank-deficient': 'Some columns can be worked out from the others, so their own part cannot be told.',
  'reverse-keyed':
    'Some items may be worded the other way round. Nothing was turned: say so in the codebook if they are.',
  separation: 'A column tells the two outcomes apart completely, so its effect has no size that can be estimated.',
  singular: 'Some items say exactly the same as others together. Leave one of them out and look again.',
  'small-sample': 'There are few people for this. Numbers like these can look quite different with the next group.',
  'too-few-cases': 'There are too few complete rows.',
  'too-few-clusters': 'It takes at least two clusters with answers.',
  'too-few-groups': 'It takes at least two groups with answers.',
  'too-few-items': 'There are too few items for this.',
  'too-many-factors': 'This is more dimensions than these items can have.',
  'zero-variance': 'There is no difference between answers, so nothing can be divided by it.',
}

/** These do not take a number away: they say how far to trust it. All others are why something is not shown. */
const TAKE_CARE: ReadonlySet<Issue> = new Set([
  'constant-item',
  'empty-cell',
  'few-clusters',
  'heywood',
  'low-expected',
  'negative-alpha',
  'negative-icc',
  'reverse-keyed',
  'small-sample',
])

export const isCare = (issue: Issue): boolean => TAKE_CARE.has(issue)
