// Factor analysis by name, for callers by JSON.
import { op, type Op } from '../op.ts'
import { columns, count, flag, names, number, oneOf, optional, rows, usually, type Shape } from '../shape.ts'
import { eigenvaluesOfItems, minimumAveragePartial } from './components.ts'
import { congruence } from './congruence.ts'
import { efa, type EfaOptions } from './efa.ts'
import { factorability } from './factorability.ts'
import { omega } from './omega.ts'
import { parallel } from './parallel.ts'
import { correlatedInput, correlationMethods } from './reading.ts'
import { rotate } from './rotate.ts'
import { factorScores } from './scores.ts'

/** A word may be left out or null. */
const word = <T extends string>(inner: Shape<T>): Shape<T> => ({
  words: inner.words,
  read: (value, place) => inner.read(value ?? undefined, place),
})

const rotation = {
  rotation: word(oneOf('oblimin', 'promax', 'varimax', 'none')),
  m: usually(number, 4),
  kaiser: optional(flag),
  starts: optional(count),
}

/** Without what was left out, so that each function's own usual stands. */
const said = <T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

export const factorsOps: readonly Op[] = [
  op(
    'factorability',
    {
      words: 'Whether the items share enough for a factor analysis to be worth doing.',
      source: 'Kaiser & Rice 1974; Bartlett 1951',
      input: correlatedInput,
      options: {},
    },
    (input) => factorability(input),
  ),
  op(
    'eigenvalues',
    {
      words: 'How much of what the items tell each principal component holds.',
      source: 'Kaiser 1960',
      input: correlatedInput,
      options: {},
    },
    (input) => eigenvaluesOfItems(input),
  ),
  op(
    'map',
    {
      words: 'How many components must be taken out before what is left is only between single items.',
      source: 'Velicer 1976; Velicer, Eaton & Fava 2000',
      input: correlatedInput,
      options: { maxComponents: optional(count) },
    },
    (input, options) => minimumAveragePartial(input, options),
  ),
  op(
    'parallel',
    {
      words: 'How many components are larger than those of answers in which nothing belongs together.',
      source: 'Horn 1965; Glorfeld 1995',
      input: correlatedInput,
      options: {
        model: word(oneOf('components')),
        iterations: usually(count, 1000),
        percentile: usually(number, 95),
        seed: usually(number, 1),
      },
    },
    (input, options, watch) => parallel(input, options, watch),
  ),
  op(
    'efa',
    {
      words: 'Which dimensions lie behind the answers, and which items belong to which.',
      source: 'Harman & Jones 1966; Joreskog 1967; Jennrich 2002; Kaiser 1958; Hendrickson & White 1964',
      input: { ...correlatedInput, correlationMethod: word(correlationMethods) },
      options: {
        nFactors: usually(count, 1),
        extraction: word(oneOf('minres', 'ml', 'pa')),
        ...rotation,
        uniquenessLowerBound: usually(number, 0.005),
      },
    },
    (input, options) => efa(input, said(options) as EfaOptions),
  ),
  op(
    'rotate',
    {
      words: 'Turns the factors of given loadings until each item belongs to as few of them as possible.',
      source: 'Jennrich 2002; Kaiser 1958; Hendrickson & White 1964',
      input: { loadings: rows, items: optional(names), columns: optional(columns) },
      options: rotation,
    },
    (input, options) => rotate(input.loadings, said(options)),
  ),
  op(
    'factorScores',
    {
      words: 'Where each person stands on the dimensions that an analysis found.',
      source: 'Thurstone 1935; Bartlett 1937; ten Berge et al. 1999',
      input: { items: names, loadings: rows, phi: optional(rows), columns },
      options: { method: word(oneOf('regression', 'bartlett', 'tenBerge')), rows: optional(count) },
    },
    (input, options) => factorScores(input, options),
  ),
  op(
    'congruence',
    {
      words: 'How alike the factors of two analyses are.',
      source: 'Tucker 1951',
      input: { a: rows, b: rows, items: optional(names), columns: optional(columns) },
      options: {},
    },
    (input) => congruence(input.a, input.b),
  ),
  op(
    'omega',
    {
      words: 'How much of a sum score is what its items have in common.',
      source: 'McDonald 1999; Schmid & Leiman 1957; Zinbarg et al. 2005',
      input: correlatedInput,
      options: {
        nFactors: optional(count),
        extraction: word(oneOf('minres', 'ml')),
        rotation: word(oneOf('oblimin')),
        metric: word(oneOf('standardised', 'raw')),
      },
    },
    (input, options) => omega(input, said(options)),
  ),
]
