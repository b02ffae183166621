// The ops of this folder, for src/stats/ops.ts.
import { op, type Op } from '../op.ts'
import { number, numbers, optional, rows } from '../shape.ts'
import { chiSquare } from './chi-square.ts'
import { fisher } from './fisher.ts'
import { mcnemar } from './mcnemar.ts'
import { pAdjust } from './p-adjust.ts'
import { proportionCi } from './proportion-ci.ts'

export const tablesOps: readonly Op[] = [
  op(
    'chiSquare',
    {
      words: 'Whether the answers in a table of counts differ between groups, how strongly, and in which cells.',
      source: 'Pearson 1900; Yates 1934; Cramér 1946; Haberman 1973',
      input: { table: rows },
      options: {},
    },
    (input) => chiSquare(input),
  ),
  op(
    'fisher',
    {
      words: 'The same question for a table with small counts, answered exactly; for a 2x2 table with its odds ratio.',
      source: 'Fisher 1935; Cornfield 1956; Freeman and Halton 1951; Mehta and Patel 1983',
      input: { table: rows },
      options: { seed: optional(number) },
    },
    (input, options) => fisher(input, options),
  ),
  op(
    'mcnemar',
    {
      words: 'Whether more people changed one way than the other between two yes-or-no answers.',
      source: 'McNemar 1947; Bowker 1948',
      input: { table: rows },
      options: {},
    },
    (input) => mcnemar(input),
  ),
  op(
    'proportionCi',
    {
      words: 'A proportion with its 95% interval, also when nobody or everybody says yes.',
      source: 'Wilson 1927',
      input: { successes: numbers, totals: numbers },
      options: {},
    },
    (input) => proportionCi(input),
  ),
  op(
    'pAdjust',
    {
      words: 'P-values adjusted for how many comparisons were made.',
      source: 'Holm 1979; Hochberg 1988; Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001',
      input: { p: numbers },
      options: {},
    },
    (input) => pAdjust(input),
  ),
]
