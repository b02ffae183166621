// The comparisons of groups, for those who call by JSON.
import { op, type Op } from '../op.ts'
import { columns, flag, labels, names, oneOf, optional, text, usually } from '../shape.ts'
import { anova } from './anova.ts'
import { effectSize } from './effect-size.ts'
import { itemComparisons } from './item-comparisons.ts'
import { mannWhitney } from './mann-whitney.ts'
import { mixedAnova } from './mixed.ts'
import { postHoc } from './post-hoc.ts'
import { tTest } from './t-test.ts'
import { anova2 } from './two-way.ts'

/** Two groups: by a grouping column, or two columns side by side. */
const twoGroups = {
  columns,
  outcome: optional(text),
  group: optional(text),
  order: optional(labels),
  twoColumns: usually(flag, false),
}
const severalGroups = { columns, outcome: text, group: text }

export const groupsOps: readonly Op[] = [
  op(
    'tTest',
    {
      words: 'Whether the means of two groups differ, with the range in which the difference may lie.',
      source: 'Student (1908); Welch (1947), Biometrika 34, 28-35',
      input: twoGroups,
      options: { variant: oneOf('welch', 'student') },
    },
    tTest,
  ),
  op(
    'effectSize',
    {
      words: 'How large the difference between two groups is, in standard deviations.',
      source: 'Hedges (1981), Journal of Educational Statistics 6, 107-128; Steiger & Fouladi (1997)',
      input: twoGroups,
      options: { measure: oneOf('hedges-g') },
    },
    effectSize,
  ),
  op(
    'itemComparisons',
    {
      words: 'Every rating compared between two groups, corrected for how many there are.',
      source: 'Welch (1947); Hedges (1981); Holm (1979); Benjamini & Hochberg (1995)',
      input: { items: names, group: text, order: optional(labels), columns },
      options: { test: oneOf('welch') },
    },
    itemComparisons,
  ),
  op(
    'mannWhitney',
    {
      words: 'Whether one of two groups tends to have the higher values, by ranks.',
      source: 'Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50-60',
      input: twoGroups,
      options: { continuity: usually(flag, true) },
    },
    mannWhitney,
  ),
  op(
    'anova',
    {
      words: 'Whether the means of several groups differ, and whether the groups vary alike.',
      source: 'Fisher (1925); Welch (1951), Biometrika 38, 330-336; Brown & Forsythe (1974)',
      input: severalGroups,
      options: {},
    },
    anova,
  ),
  op(
    'postHoc',
    {
      words: 'Which of several groups differ, pair by pair.',
      source: 'Tukey (1953); Kramer (1956), Biometrics 12, 307-310; Games & Howell (1976)',
      input: severalGroups,
      options: {},
    },
    postHoc,
  ),
  op(
    'anova2',
    {
      words: 'An outcome by two factors that cross, and whether the one matters differently within the other.',
      source: 'Yates (1934), Journal of the American Statistical Association 29, 51-66',
      input: { outcome: text, factors: names, columns },
      options: {},
    },
    anova2,
  ),
  op(
    'mixedAnova',
    {
      words: 'Several measures of the same people or teams, compared between groups.',
      source: 'Winer (1971), ch. 7; Olejnik & Algina (2003), Psychological Methods 8, 434-447; Bakeman (2005)',
      input: { subject: optional(text), wide: names, between: names, columns },
      options: {},
    },
    mixedAnova,
  ),
]
