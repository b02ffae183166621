// The ops about whether something worked, as JSON callers know them.
import { op, type Op } from '../op.ts'
import { columns, flag, names, number, oneOf, optional, text, usually } from '../shape.ts'
import { clusterRobust } from './cluster-robust.ts'
import { did } from './did.ts'
import { logistic } from './logistic.ts'
import { match } from './match.ts'

const regression = { columns, outcome: text, covariates: usually(names, []) }

export const evaluationOps: readonly Op[] = [
  op(
    'clusterRobust',
    {
      words: 'A regression whose margins of error allow for pupils of one school being alike.',
      source:
        'Liang & Zeger (1986), Biometrika 73(1), 13-22; CR2 by Bell & McCaffrey (2002), Survey Methodology 28(2), 169-181',
      input: { ...regression, cluster: text },
      options: {},
    },
    (input) => clusterRobust(input),
  ),
  op(
    'did',
    {
      words: 'Whether things changed more where something was done than where it was not.',
      source: 'Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.2; errors as clusterRobust',
      input: { ...regression, cluster: text, treat: text, post: text, fixedEffects: optional(text) },
      options: { se: usually(oneOf('CR1'), 'CR1') },
    },
    ({ fixedEffects, ...input }) => did(fixedEffects === undefined ? input : { ...input, fixedEffects }),
  ),
  op(
    'logistic',
    {
      words: 'What goes with a yes or a no.',
      source: 'McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., sections 2.5 and 4.4',
      input: regression,
      options: {},
    },
    (input) => logistic(input),
  ),
  op(
    'match',
    {
      words: 'Each pupil or school that took part beside the one most like it that did not.',
      source: 'Rosenbaum & Rubin (1985), The American Statistician 39(1), 33-38',
      input: { columns, id: text, treated: text, outcome: text, covariates: names },
      options: {
        distance: usually(oneOf('propensity'), 'propensity'),
        replace: usually(flag, false),
        order: usually(oneOf('largest'), 'largest'),
        caliper: optional(number),
        caliperIn: optional(text),
      },
    },
    (input, { replace, caliper }) => match(input, caliper === undefined ? { replace } : { replace, caliper }),
  ),
]
