// The ops of this folder, for src/stats/ops.ts.
import { op, type Op } from '../op.ts'
import { BadCall, columns, list, oneOf, optional, rows, text, type Rows, type Shape, type Value } from '../shape.ts'
import { cohenKappa } from './cohen-kappa.ts'
import { fleissKappa } from './fleiss-kappa.ts'
import { krippendorff } from './krippendorff.ts'
import { limitsOfAgreement } from './limits-of-agreement.ts'

const categories: Shape<readonly Value[]> = {
  words: 'a list of numbers',
  read(value, place) {
    const isOne = (one: unknown): one is Value =>
      typeof one === 'string' || (typeof one === 'number' && Number.isFinite(one))
    const all = list.read(value, place)
    if (!all.every(isOne)) throw new BadCall(`${place} must be: a list of numbers`)
    return all
  },
}

const themes: Shape<readonly Rows[]> = {
  words: 'a list of themes, each a list of rows of numbers',
  read: (value, place) => list.read(value, place).map((theme, at) => rows.read(theme, `${place}[${at}]`)),
}

export const agreementOps: readonly Op[] = [
  op(
    'cohenKappa',
    {
      words: 'How far two raters agree beyond chance, with and without credit for near agreement.',
      source: 'Cohen 1960, 1968; Fleiss, Cohen and Everitt 1969',
      input: { a: text, b: text, columns, categories: optional(categories) },
      options: { weights: optional(oneOf('both', 'none')) },
    },
    (input, options) => cohenKappa(input, options),
  ),
  op(
    'fleissKappa',
    {
      words: 'How far several raters agree beyond chance, from how many chose each category.',
      source: 'Fleiss 1971; Fleiss, Nee and Landis 1979',
      input: { counts: rows },
      options: {},
    },
    (input) => fleissKappa(input),
  ),
  op(
    'krippendorff',
    {
      words: 'How far any number of coders agree, on any scale, with codes missing.',
      source: 'Krippendorff 2011, 2019',
      input: { ratings: optional(rows), themes: optional(themes) },
      options: {},
    },
    (input) => krippendorff(input),
  ),
  op(
    'limitsOfAgreement',
    {
      words: 'How far two measures of the same thing may be apart for one person.',
      source: 'Bland and Altman 1986, 1999; Shrout and Fleiss 1979',
      input: { a: text, b: text, columns },
      options: {},
    },
    (input) => limitsOfAgreement(input),
  ),
]
