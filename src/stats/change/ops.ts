// Change over time, for those who call by JSON.
import { op, type Op } from '../op.ts'
import { columns, flag, number, optional, text, usually } from '../shape.ts'
import { clinicalChange } from './clinical-change.ts'
import { pairedTest } from './paired.ts'
import { reliableChange } from './reliable-change.ts'

const beforeAfter = { before: text, after: text, columns }
const reliable = {
  reliability: optional(number),
  sd: optional(number),
  z: usually(number, 1.96),
  higherIsBetter: usually(flag, true),
}

export const changeOps: readonly Op[] = [
  op(
    'pairedTest',
    {
      words: 'How much the same people changed on average, and how sure that is.',
      source: 'Student (1908), Biometrika 6, 1-25; Cohen (1988), section 2.3.5',
      input: beforeAfter,
      options: {},
    },
    pairedTest,
  ),
  op(
    'reliableChange',
    {
      words: 'Who changed by more than the instrument’s own unreliability would show.',
      source: 'Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19',
      input: beforeAfter,
      options: reliable,
    },
    reliableChange,
  ),
  op(
    'clinicalChange',
    {
      words: 'Who improved reliably and ended among those who are well.',
      source: 'Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12-19',
      input: beforeAfter,
      options: {
        ...reliable,
        clinicalMean: optional(number),
        clinicalSd: optional(number),
        normalMean: number,
        normalSd: number,
      },
    },
    clinicalChange,
  ),
]
