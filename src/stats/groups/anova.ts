// Several means compared at once, with and without the assumption that all groups vary alike, and the test of that
// assumption.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import type { Moments } from '../correlations/moments.ts'
import { fUpper } from '../laws/f.ts'
import { isRounding } from './levelled.ts'
import { oneWay, severalGroups, type OneWay, type SeveralGroupsInput } from './several-groups.ts'

export type Anova = Answer & {
  readonly [
    K in
      | 'F'
      | 'df1'
      | 'df2'
      | 'p'
      | 'welchF'
      | 'welchDf2'
      | 'welchP'
      | 'etaSquared'
      | 'omegaSquared'
      | 'leveneF'
      | 'leveneP'
  ]: Maybe
}

const NOTHING = {
  F: null,
  df1: null,
  df2: null,
  p: null,
  welchF: null,
  welchDf2: null,
  welchP: null,
  etaSquared: null,
  omegaSquared: null,
  leveneF: null,
  leveneP: null,
}

/**
 * Fisher's and Welch's analysis of variance of one factor, and Levene's test on medians (Brown & Forsythe's form). Rows
 * without outcome or group are left out. Welch's needs two values and some variation in every group; omega squared may be
 * below zero.
 * Source: Fisher (1925), Statistical Methods for Research Workers, ch. 7; Welch (1951), Biometrika 38, 330-336, eq. 20;
 * Brown & Forsythe (1974), Journal of the American Statistical Association 69, 364-367; Hays (1963) for omega squared.
 */
export function anova(input: SeveralGroupsInput): Anova {
  const { values, level, issues: reasons } = severalGroups(input)
  if (reasons.length > 0) return { ...NOTHING, issues: [...reasons] }
  const issues = new Issues()
  const one = oneWay(values)
  const { between, within, df1, df2, error } = one
  const isFlat = df2 > 0 && isRounding(Math.sqrt(error), level.most)
  if (df2 < 1) issues.add('too-few-cases')
  if (isFlat) issues.add(isRounding(Math.sqrt(between), level.most) ? 'no-variation' : 'zero-variance')
  const F = df2 < 1 || isFlat ? NaN : between / df1 / error
  const total = between + within
  const hasVariation = !isRounding(Math.sqrt(total), level.most)
  return {
    F: orNull(F),
    df1,
    df2,
    p: orNull(fUpper(F, df1, df2)),
    ...welch(one.moments, level.most, issues),
    etaSquared: orNull(hasVariation && df2 > 0 ? between / total : NaN),
    omegaSquared: orNull(hasVariation ? (between - df1 * error) / (total + error) : NaN),
    ...levene(values, level.most, issues),
    issues: issues.list,
  }
}

function welch(
  moments: readonly Moments[],
  most: number,
  issues: Issues,
): Pick<Anova, 'welchF' | 'welchDf2' | 'welchP'> {
  const none = { welchF: null, welchDf2: null, welchP: null }
  if (moments.some(({ n }) => n < 2)) {
    issues.add('too-few-cases')
    return none
  }
  const errors = moments.map(({ n, ss }) => Math.sqrt(ss / (n - 1) / n))
  if (errors.some((one) => isRounding(one, most))) {
    if (!issues.has('no-variation')) issues.add('zero-variance')
    return none
  }
  // Weights as shares of the largest, so that tiny variances do not overflow.
  const least = Math.min(...errors)
  const weights = errors.map((one) => (least / one) ** 2)
  const sum = weights.reduce((a, b) => a + b, 0)
  const k = moments.length
  const grand = moments.reduce((total, { mean }, at) => total + weights[at]! * mean, 0) / sum
  const spread = moments.reduce((total, { mean }, at) => total + weights[at]! * ((mean - grand) / least) ** 2, 0)
  const lambda = moments.reduce((total, { n }, at) => total + (1 - weights[at]! / sum) ** 2 / (n - 1), 0) / (k * k - 1)
  const F = spread / (k - 1) / (1 + 2 * (k - 2) * lambda)
  const df2 = 1 / (3 * lambda)
  return { welchF: orNull(F), welchDf2: orNull(df2), welchP: orNull(fUpper(F, k - 1, df2)) }
}

function levene(values: readonly Float64Array[], most: number, issues: Issues): Pick<Anova, 'leveneF' | 'leveneP'> {
  const away = values.map((group) => {
    const middle = medianOf(group)
    return group.map((value) => Math.abs(value - middle))
  })
  const { between, df1, df2, error }: OneWay = oneWay(away)
  const F = df2 < 1 || isRounding(Math.sqrt(error), most) ? NaN : between / df1 / error
  // In groups of two both are as far from their median: nothing else need be wrong with the data.
  if (Number.isNaN(F) && issues.list.length === 0) issues.add('zero-variance')
  return { leveneF: orNull(F), leveneP: orNull(fUpper(F, df1, df2)) }
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
