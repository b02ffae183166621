// Fits the random-intercept model on typed arrays: prepares the columns, finds the best ratio of the two variances, and
// turns everything back into the units it came in.
import type { Issues } from '../answer.ts'
import { centred, type Centred } from './centred.ts'
import { curvature, profile, schoolSums, type Profile, type SchoolSums } from './profiled.ts'

export type RandomInterceptFit = {
  /** Intercept first; NaN for a covariate that the ones before it explain. */
  readonly coef: Float64Array
  readonly se: Float64Array
  readonly varianceSchool: number
  readonly varianceResidual: number
  readonly icc: number
  /** -2 REML log-likelihood, with all constants. */
  readonly remlDeviance: number
  /** By school. */
  readonly blup: Float64Array
  readonly blupSe: Float64Array
  readonly shrinkage: Float64Array
  /** Satterthwaite's degrees of freedom of one coefficient (0 is the intercept of centred covariates). */
  df(coefficient: number): number
}

type Prepared = {
  readonly y: Centred
  readonly x: readonly Centred[]
  /** Which covariates are not explained by those before them. */
  readonly kept: readonly number[]
  readonly sums: SchoolSums
}

/**
 * y = covariates + a random intercept per school + residual, by REML. `of` is each row's school, 0 to schools - 1, and
 * every school has a row; nothing may be missing. Undefined, with the reason, when the two variances cannot be told apart.
 */
export function fitRandomIntercept(
  y: Float64Array,
  x: readonly Float64Array[],
  of: Int32Array,
  schools: number,
  issues: Issues,
): RandomInterceptFit | undefined {
  if (y.length === 0 || schools < 2) return undefined
  const prepared = prepare(y, x, of, schools, issues)
  if (!prepared) return undefined
  const { sums } = prepared
  if (y.length <= schools || y.length <= sums.order - 1) {
    issues.add('too-few-cases', 'not-identified')
    return undefined
  }
  // With as many coefficients that only schools can tell as schools, nothing is left to know their variance by.
  if (betweenOnly(sums) + 1 >= schools) {
    issues.add('too-few-clusters', 'not-identified')
    return undefined
  }
  const ratio = bestRatio(sums)
  const best = ratio === undefined ? undefined : profile(sums, ratio)
  if (ratio === undefined || !best || !(best.residualVariance > 0)) {
    issues.add('no-variation')
    return undefined
  }
  if (ratio === 0) issues.add('zero-variance', 'no-variation')
  const fit = inUnits(prepared, ratio, best, x.length)
  const numbers = [fit.varianceSchool, fit.varianceResidual, fit.remlDeviance, fit.coef[0]!]
  if (!numbers.every(Number.isFinite)) issues.add('out-of-range')
  return fit
}

function prepare(
  outcome: Float64Array,
  covariates: readonly Float64Array[],
  of: Int32Array,
  schools: number,
  issues: Issues,
): Prepared | undefined {
  const y = centred(outcome)
  const x = covariates.map(centred)
  if ([y, ...x].some(({ scale }) => Number.isNaN(scale))) {
    issues.add('out-of-range')
    return undefined
  }
  if (y.scale === 0) {
    issues.add('constant', 'no-variation')
    return undefined
  }
  if (x.some(({ scale }) => scale === 0)) issues.add('constant')
  const all = schoolSums([...x.map(({ values }) => values), y.values], of, schools)
  const kept = independent(all)
  if (kept.length === x.length) return { y, x, kept, sums: all }
  issues.add('collinear', 'rank-deficient')
  const sums = schoolSums([...kept.map((j) => x[j]!.values), y.values], of, schools)
  return { y, x, kept, sums }
}

/** What is left of a column's sum of squares, as a part of it, below which the columns before it are taken to explain it. */
const EXPLAINED = 1e-12

/** The covariates that those before them do not explain, by elimination in the total cross-products. */
function independent(sums: SchoolSums): number[] {
  const { order } = sums
  const left = sums.within.slice()
  for (const { size, means } of sums.bySize) for (let i = 0; i < left.length; i++) left[i]! += size * means[i]!
  const whole = Array.from({ length: order }, (_, i) => left[i * order + i]!)
  const kept: number[] = []
  for (let p = 0; p < order - 1; p++) {
    const pivot = left[p * order + p]!
    if (!(pivot > EXPLAINED * whole[p]!)) continue
    if (p > 0) kept.push(p - 1)
    for (let i = p + 1; i < order; i++) {
      const factor = left[i * order + p]! / pivot
      for (let j = p; j < order; j++) left[i * order + j]! -= factor * left[p * order + j]!
    }
  }
  return kept
}

/** How many covariates are the same for all pupils of a school. */
function betweenOnly({ within, bySize, order }: SchoolSums): number {
  const isBetween = (j: number): boolean => {
    const between = bySize.reduce((sum, { size, means }) => sum + size * means[j * order + j]!, 0)
    return within[j * order + j]! <= EXPLAINED * between
  }
  return Array.from({ length: order - 2 }, (_, i) => isBetween(i + 1)).filter(Boolean).length
}

/**
 * Where the deviance is least over ratios of 0 and more; undefined when it falls without end because schools leave nothing
 * unexplained. There may be several dips when schools are of very unequal size: the slope is looked at every half decade,
 * and the best of the dips found is taken.
 */
function bestRatio(sums: SchoolSums): number | undefined {
  const meanSize = sums.n / sums.sizes.length
  const slopeAt = (ratio: number): number => profile(sums, ratio)?.slope ?? NaN
  const dips: number[] = []
  let low = 0
  let slope = slopeAt(0)
  if (slope >= 0) dips.push(0)
  for (let step = -16; step <= 28; step++) {
    const high = 10 ** (step / 2) / meanSize
    const next = slopeAt(high)
    if (slope < 0 && next >= 0) dips.push(crossing(slopeAt, low, high))
    low = high
    slope = next
  }
  // Still falling where the residual is lost in rounding.
  if (!(slope >= 0)) return undefined
  const devianceAt = (ratio: number): number => profile(sums, ratio)!.deviance
  return dips.toSorted((a, b) => devianceAt(a) - devianceAt(b))[0]
}

/** Halves the bracket, by ratio once it is off 0, down to the last digits. */
function crossing(slopeAt: (ratio: number) => number, from: number, to: number): number {
  let low = from
  let high = to
  for (let i = 0; i < 200 && high - low > 4e-16 * high; i++) {
    const middle = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high / 2
    if (!(middle > low && middle < high)) break
    if (slopeAt(middle) < 0) low = middle
    else high = middle
  }
  return high
}

function inUnits({ y, x, kept, sums }: Prepared, ratio: number, best: Profile, covariates: number): RandomInterceptFit {
  const { coefficients, inverse, residualVariance } = best
  const q = coefficients.length
  const unit = y.scale
  const coef = new Float64Array(covariates + 1).fill(NaN)
  const se = new Float64Array(covariates + 1).fill(NaN)
  coef[0] = y.mean + unit * coefficients[0]!
  // The intercept of the columns as they came, in terms of the centred ones.
  const back = Float64Array.from({ length: q }, (_, i) =>
    i === 0 ? 1 : -x[kept[i - 1]!]!.mean / x[kept[i - 1]!]!.scale,
  )
  for (const [at, j] of kept.entries()) {
    coef[j + 1] = coefficients[at + 1]! * (unit / x[j]!.scale)
    coef[0] -= coef[j + 1]! * x[j]!.mean
    se[j + 1] = Math.sqrt(residualVariance * inverse.at[(at + 1) * q + at + 1]!) * (unit / x[j]!.scale)
  }
  let variance = 0
  for (let i = 0; i < q; i++) for (let j = 0; j < q; j++) variance += back[i]! * back[j]! * inverse.at[i * q + j]!
  se[0] = unit * Math.sqrt(residualVariance * variance)
  const lnUnits = kept.reduce((sum, j) => sum + 2 * Math.log(x[j]!.scale), 2 * (sums.n - q) * Math.log(unit))
  return {
    coef,
    se,
    varianceSchool: residualVariance * ratio * unit * unit,
    varianceResidual: residualVariance * unit * unit,
    icc: ratio / (1 + ratio),
    remlDeviance: best.deviance + lnUnits,
    ...bySchool(sums, ratio, best, unit),
    df: (coefficient) => satterthwaite(sums, ratio, best, coefficient === 0 ? 0 : kept.indexOf(coefficient - 1) + 1),
  }
}

/** Source: Robinson (1991), Statistical Science 6(1), 15-32; the standard error takes the coefficients as known. */
function bySchool(
  { sizes, means, order }: SchoolSums,
  ratio: number,
  { coefficients, residualVariance }: Profile,
  unit: number,
): Pick<RandomInterceptFit, 'blup' | 'blupSe' | 'shrinkage'> {
  const k = order - 1
  const blup = new Float64Array(sizes.length)
  const blupSe = new Float64Array(sizes.length)
  const shrinkage = new Float64Array(sizes.length)
  for (const [g, size] of sizes.entries()) {
    let apart = means[g * k + k - 1]! - coefficients[0]!
    for (let j = 0; j < k - 1; j++) apart -= coefficients[j + 1]! * means[g * k + j]!
    const share = (size * ratio) / (1 + size * ratio)
    shrinkage[g] = share
    blup[g] = share * apart * unit
    blupSe[g] = Math.sqrt((residualVariance * ratio) / (1 + size * ratio)) * unit
  }
  return { blup, blupSe, shrinkage }
}

/**
 * With no variance between schools the ratio is at its bound and only the residual variance is uncertain.
 * Source: Satterthwaite (1946), Biometrics Bulletin 2(6), 110-114; for REML, Giesbrecht & Burns (1985), Biometrics 41(2),
 * 477-486, with the observed information.
 */
function satterthwaite(sums: SchoolSums, ratio: number, best: Profile, j: number): number {
  if (ratio === 0) return sums.n - (sums.order - 1)
  const { second, variance, first } = curvature(sums, ratio, best, j)
  const [a, b, c] = second
  const determinant = a * c - b * b
  if (!(a > 0 && determinant > 0)) return NaN
  const [u, v] = first
  return (variance ** 2 * determinant) / (c * u * u - 2 * b * u * v + a * v * v)
}
