// The ops of this folder.
import { op, type Op } from '../op.ts'
import { columns, names, number, oneOf, optional, usually, type Shape } from '../shape.ts'
import { correlation } from './correlation.ts'
import { polychoric } from './polychoric.ts'

const nameOrNames: Shape<string | readonly string[]> = {
  words: 'a name, or a list of names',
  read: (value, place) => (typeof value === 'string' ? value : names.read(value, place)),
}

export const correlationsOps: readonly Op[] = [
  op(
    'correlation',
    {
      words: 'How closely each pair of items goes together, with the number of answers, a p-value and a 95% interval.',
      source: 'Pearson 1896; Spearman 1904; Kendall 1945, by Knight 1966; interval Fisher 1921.',
      input: {
        columns,
        items: optional(names),
        useItems: optional(names),
        listwiseOver: optional(nameOrNames),
      },
      options: {
        method: usually(oneOf('pearson', 'spearman', 'kendall'), 'pearson'),
        missing: optional(oneOf('pairwise', 'listwise')),
      },
    },
    correlation,
  ),
  op(
    'polychoric',
    {
      words: 'How closely the leanings behind ratings in a few steps go together, and where the steps lie.',
      source: 'Olsson 1979, two-step.',
      input: { columns, items: optional(names) },
      options: { continuityCorrection: usually(number, 0) },
    },
    polychoric,
  ),
]
