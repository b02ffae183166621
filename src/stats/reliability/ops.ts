// The ops of this folder.
import { op, type Op } from '../op.ts'
import { columns, flag, names, number, oneOf, optional, usually } from '../shape.ts'
import { alpha } from './alpha.ts'

export const reliabilityOps: readonly Op[] = [
  op(
    'alpha',
    {
      words: 'Whether items hang together well enough to be read as one scale, and what each item adds.',
      source: 'Cronbach 1951; interval Feldt 1965; guttman6 Guttman 1945.',
      input: { columns, items: optional(names) },
      options: {
        missing: usually(oneOf('pairwise', 'listwise'), 'pairwise'),
        reverse: usually(names, []),
        scaleMin: optional(number),
        scaleMax: optional(number),
        suggestReversed: usually(flag, true),
      },
    },
    alpha,
  ),
]
