// The ops about schools, as JSON callers know them.
import { op, type Op } from '../op.ts'
import { columns, names, number, oneOf, optional, rows, text, usually } from '../shape.ts'
import { funnel } from './funnel.ts'
import { iccClusters } from './icc-clusters.ts'
import { icc } from './icc.ts'
import { multilevelComparison, randomIntercept } from './random-intercept.ts'

const reml = { method: usually(oneOf('reml'), 'reml') }

export const schoolsOps: readonly Op[] = [
  op(
    'icc',
    {
      words: 'How far several raters agree on the same people or schools, as six intraclass correlations.',
      source: 'Shrout & Fleiss (1979), Psychological Bulletin 86(2), 420-428; limits by McGraw & Wong (1996), table 7',
      input: { ratings: rows },
      options: {},
    },
    ({ ratings }) => icc(ratings),
  ),
  op(
    'iccClusters',
    {
      words: 'How alike pupils of one school are, and how many times more pupils a survey of whole schools needs.',
      source:
        'Donner & Koval (1980), Biometrics 36(1), 19-25; design effect by Kish (1965), Survey Sampling, section 5.4',
      input: { columns, outcome: text, cluster: text },
      options: { method: usually(oneOf('anova'), 'anova') },
    },
    (input) => iccClusters(input),
  ),
  op(
    'randomIntercept',
    {
      words:
        'How much schools differ beyond chance, and the best guess for each, drawn towards the rest when it is small.',
      source: 'Laird & Ware (1982), Biometrics 38(4), 963-974; REML by Harville (1977), JASA 72(358), 320-338',
      input: { columns, outcome: text, cluster: text, covariates: usually(names, []) },
      options: reml,
    },
    (input) => randomIntercept(input),
  ),
  op(
    'multilevelComparison',
    {
      words: 'How two groups differ when pupils of one school are alike.',
      source:
        'Laird & Ware (1982), Biometrics 38(4), 963-974; df by Giesbrecht & Burns (1985), Biometrics 41(2), 477-486',
      input: { columns, outcome: text, cluster: text, group: text },
      options: reml,
    },
    (input) => multilevelComparison(input),
  ),
  op(
    'funnel',
    {
      words: 'Which schools differ from the rest by more than chance, given how many answered in each.',
      source: 'Spiegelhalter (2005), Statistics in Medicine 24(8), 1185-1202',
      input: { columns, site: text, numerator: text, denominator: text },
      options: { winsorise: optional(number) },
    },
    (input, { winsorise }) => funnel(input, winsorise === undefined ? {} : { winsorise }),
  ),
]
