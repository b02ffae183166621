// The ops about weighting, as JSON callers know them.
import { op, type Op } from '../op.ts'
import {
  BadCall,
  columns,
  isObject,
  names,
  number,
  numberByName,
  numberByNames,
  optional,
  text,
  usually,
} from '../shape.ts'
import type { Shape } from '../shape.ts'
import { postStratify } from './post-stratify.ts'
import { rake } from './rake.ts'
import { weightedDescribe } from './weighted-describe.ts'

/** Such as postStratify answers them: a cell without a weight is null. */
const weightByName: Shape<Readonly<Record<string, number | null>>> = {
  words: 'an object of weights by cell',
  read(value, place) {
    const isWeight = (one: unknown): boolean => one === null || (typeof one === 'number' && Number.isFinite(one))
    if (isObject(value) && Object.values(value).every(isWeight)) return value as Record<string, number | null>
    throw new BadCall(`${place} must be: ${this.words}`)
  },
}

export const weightsOps: readonly Op[] = [
  op(
    'postStratify',
    {
      words: 'A mean in which each group counts as much as it does in the whole, whoever answered.',
      source: 'Holt & Smith (1979), Journal of the Royal Statistical Society A 142(1), 33-46',
      input: { columns, outcome: text, by: names, population: numberByName },
      options: {},
    },
    (input) => postStratify(input),
  ),
  op(
    'rake',
    {
      words: 'A mean weighted so that the respondents add up to the whole in several ways at once.',
      source: 'Deming & Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444',
      input: { columns, outcome: text, cluster: optional(text), margins: numberByNames },
      options: {},
    },
    ({ cluster, ...input }) => rake(cluster === undefined ? input : { ...input, cluster }),
  ),
  op(
    'weightedDescribe',
    {
      words: 'Mean, spread and the share below a cut, with known weights.',
      source: 'Kish (1965), Survey Sampling, section 11.7',
      input: {
        columns,
        outcome: text,
        weightsByCell: optional(weightByName),
        by: usually(names, []),
        cut: optional(number),
      },
      options: {},
    },
    ({ cut, ...input }) => weightedDescribe(cut === undefined ? input : { ...input, cut }),
  ),
]
