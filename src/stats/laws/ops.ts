// The ops of this folder, for src/stats/ops.ts.
import { op, type Op } from '../op.ts'
import { list, oneOf, optional } from '../shape.ts'
import { distribution, TAILS } from './distribution.ts'

export const lawsOps: readonly Op[] = [
  op(
    'distribution',
    {
      words:
        'How probable a value as large as a given t, F, chi-square, z or studentised range is if chance alone were at work.',
      source: 'Abramowitz and Stegun 1964, chapter 26; Cody 1969; Loader 2000; Harter 1960',
      input: { q: list },
      options: { tail: optional(oneOf(...TAILS)) },
    },
    (input, { tail }, watch) => distribution(input, { tail: tail ?? TAILS[0] }, watch),
  ),
]
