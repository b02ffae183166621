// The analysis of a review, for those who call by JSON.
import { op, type Op } from '../op.ts'
import { columns, count, labels, names, number, oneOf, optional, text, usually } from '../shape.ts'
import { reviewPipeline } from './pipeline.ts'

export const reviewOps: readonly Op[] = [
  op(
    'reviewPipeline',
    {
      words: 'Which ratings belong together, how well they do, and how two groups of raters differ on each dimension.',
      source: 'Procter, Banerjee, Roberts, Macdonald & Randell, best practice review of mental health support teams',
      input: { items: names, group: text, order: optional(labels), columns },
      options: {
        nFactors: usually(count, 2),
        extraction: oneOf('minres', 'ml', 'pa'),
        rotation: oneOf('oblimin', 'promax', 'varimax', 'none'),
        cut: usually(number, 0.4),
      },
    },
    reviewPipeline,
  ),
]
