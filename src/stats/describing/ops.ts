// The ops of this folder.
import { op, type Op } from '../op.ts'
import { columns, names, namesByName, number, optional, usually } from '../shape.ts'
import { describe } from './describe.ts'
import { scaleScores } from './scale-scores.ts'

export const describingOps: readonly Op[] = [
  op(
    'describe',
    {
      words: 'How many answered each item, where the answers lie, how far they spread, and how often each was given.',
      source: 'Joanes & Gill 1998 (b1, b2); quartiles Hyndman & Fan 1996, definition 7.',
      input: { columns, items: optional(names) },
      options: {},
    },
    describe,
  ),
  op(
    'scaleScores',
    {
      words: 'One score a person and scale: the mean of the items answered, when enough of them were.',
      source: 'Schafer & Graham 2002.',
      input: { columns, items: optional(names) },
      options: { scales: optional(namesByName), minAnswered: usually(number, 0.8) },
    },
    scaleScores,
  ),
]
