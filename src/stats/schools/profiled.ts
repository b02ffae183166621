// The REML deviance of a random-intercept model as a function of one number, the ratio of the variance between schools to
// the variance within. Everything it needs of the pupils is sums by school, gathered in two passes, so that a million pupils
// cost no more to fit than their schools do.
import { inverseOf, lnDeterminant } from '../matrix/cholesky.ts'
import { matrix, times, type Matrix } from '../matrix/matrix.ts'
import { sizesOf } from './clustered.ts'

/**
 * Cross-products of the columns 1, x..., y: within schools, and of the school means, these added up over schools of one
 * size because the model weights them alike.
 */
export type SchoolSums = {
  readonly n: number
  /** 1, x..., y. */
  readonly order: number
  readonly within: Float64Array
  readonly bySize: readonly { readonly size: number; readonly schools: number; readonly means: Float64Array }[]
  readonly sizes: Int32Array
  /** Means of x..., y by school: school after school. */
  readonly means: Float64Array
}

/** The columns are x..., y, each already centred. */
export function schoolSums(columns: readonly Float64Array[], of: Int32Array, schools: number): SchoolSums {
  const k = columns.length
  const sizes = sizesOf(of, schools)
  const means = schoolMeans(columns, of, sizes)
  const order = k + 1
  const within = withinProducts(columns, of, means)
  const bySize = new Map<number, { size: number; schools: number; means: Float64Array }>()
  for (let g = 0; g < schools; g++) {
    const size = sizes[g]!
    if (size === 0) continue
    if (!bySize.has(size)) bySize.set(size, { size, schools: 0, means: new Float64Array(order * order) })
    const sums = bySize.get(size)!
    sums.schools++
    for (let i = 0; i < order; i++)
      for (let j = 0; j < order; j++)
        sums.means[i * order + j]! += (i === 0 ? 1 : means[g * k + i - 1]!) * (j === 0 ? 1 : means[g * k + j - 1]!)
  }
  return { n: of.length, order, within, bySize: [...bySize.values()], sizes, means }
}

function schoolMeans(columns: readonly Float64Array[], of: Int32Array, sizes: Int32Array): Float64Array {
  const k = columns.length
  const means = new Float64Array(sizes.length * k)
  for (const [j, column] of columns.entries()) {
    for (let i = 0; i < of.length; i++) means[of[i]! * k + j]! += column[i]!
    for (let g = 0; g < sizes.length; g++) means[g * k + j]! /= Math.max(sizes[g]!, 1)
  }
  return means
}

function withinProducts(columns: readonly Float64Array[], of: Int32Array, means: Float64Array): Float64Array {
  const k = columns.length
  const order = k + 1
  const within = new Float64Array(order * order)
  const apart = columns.map((column, j) => {
    const deviations = new Float64Array(of.length)
    for (let i = 0; i < of.length; i++) deviations[i] = column[i]! - means[of[i]! * k + j]!
    return deviations
  })
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      const left = apart[a]!
      const right = apart[b]!
      let sum = 0
      for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!
      within[(a + 1) * order + b + 1] = sum
      within[(b + 1) * order + a + 1] = sum
    }
  return within
}

export type Profile = {
  readonly deviance: number
  /** Its derivative by the ratio. */
  readonly slope: number
  readonly coefficients: Float64Array
  /** The inverse of X'V^-1 X in units of the residual variance. */
  readonly inverse: Matrix
  readonly residualVariance: number
}

/**
 * -2 REML log-likelihood at this ratio, with its constants, the residual variance profiled out; undefined when the
 * covariates are collinear. Source: Harville (1977), JASA 72(358), 320-338; for one random intercept, Longford (1987),
 * Biometrika 74(4), 817-827, from whose sums by group it is built.
 */
export function profile(sums: SchoolSums, ratio: number): Profile | undefined {
  const q = sums.order - 1
  const full = crossProducts(sums, ratio, 0)
  const { a, c, y } = parted(full, q)
  const inverse = inverseOf(a)
  if (!inverse) return undefined
  const coefficients = applied(inverse, c)
  let rest = y
  for (let i = 0; i < q; i++) rest -= coefficients[i]! * c[i]!
  const df = sums.n - q
  const residualVariance = Math.max(rest, 0) / df
  let spread = 0
  let spreadSlope = 0
  for (const { size, schools } of sums.bySize) {
    spread += schools * Math.log1p(size * ratio)
    spreadSlope += (schools * size) / (1 + size * ratio)
  }
  const first = crossProducts(sums, ratio, 1)
  const deviance = df * (Math.log(2 * Math.PI * residualVariance) + 1) + spread + lnDeterminant(a)!
  const slope =
    spreadSlope + trace(times(inverse, parted(first, q).a)) + residualForm(first, coefficients) / residualVariance
  return { deviance, slope, coefficients, inverse, residualVariance }
}

/**
 * What Satterthwaite's degrees of freedom need at the optimum: second derivatives of the deviance (residual variance not
 * profiled out), and the derivatives of the variance of coefficient `j`, both by ratio and residual variance.
 */
export function curvature(
  sums: SchoolSums,
  ratio: number,
  at: Profile,
  j: number,
): {
  readonly second: readonly [number, number, number]
  readonly variance: number
  readonly first: readonly [number, number]
} {
  const q = sums.order - 1
  const { inverse, coefficients, residualVariance: s } = at
  const slope = crossProducts(sums, ratio, 1)
  const bend = crossProducts(sums, ratio, 2)
  const { a, c } = parted(slope, q)
  const turned = times(inverse, a)
  // How far the normal equations move with the ratio.
  const moved = applied(a, coefficients).map((value, i) => c[i]! - value)
  const answer = applied(inverse, moved)
  const restSecond = residualForm(bend, coefficients) - 2 * moved.reduce((sum, value, i) => sum + value * answer[i]!, 0)
  const spread = sums.bySize.reduce((sum, { size, schools }) => sum - schools * (size / (1 + size * ratio)) ** 2, 0)
  const determinant = trace(times(inverse, parted(bend, q).a)) - trace(times(turned, turned))
  const own = inverse.at[j * q + j]!
  return {
    second: [spread + determinant + restSecond / s, -residualForm(slope, coefficients) / s ** 2, (sums.n - q) / s ** 2],
    variance: s * own,
    first: [-s * times(turned, inverse).at[j * q + j]!, own],
  }
}

/** The cross-products at this ratio, or their first or second derivative by it. */
function crossProducts(sums: SchoolSums, ratio: number, derivative: 0 | 1 | 2): Float64Array {
  const made = derivative === 0 ? sums.within.slice() : new Float64Array(sums.within.length)
  for (const { size, means } of sums.bySize) {
    const shrunk = size / (1 + size * ratio)
    const weight = derivative === 0 ? shrunk : derivative === 1 ? -(shrunk ** 2) : 2 * shrunk ** 3
    for (let i = 0; i < made.length; i++) made[i]! += weight * means[i]!
  }
  return made
}

function parted(full: Float64Array, q: number): { readonly a: Matrix; readonly c: Float64Array; readonly y: number } {
  const a = matrix(q, q)
  const c = new Float64Array(q)
  for (let i = 0; i < q; i++) {
    for (let j = 0; j < q; j++) a.at[i * q + j] = full[i * (q + 1) + j]!
    c[i] = full[i * (q + 1) + q]!
  }
  return { a, c, y: full[full.length - 1]! }
}

/** r'Mr for the residual's weights r = (-coefficients, 1). */
function residualForm(full: Float64Array, coefficients: Float64Array): number {
  const order = coefficients.length + 1
  const weight = (i: number): number => (i < order - 1 ? -coefficients[i]! : 1)
  let sum = 0
  for (let i = 0; i < order; i++) for (let j = 0; j < order; j++) sum += weight(i) * weight(j) * full[i * order + j]!
  return sum
}

function applied(a: Matrix, v: Float64Array): Float64Array {
  const result = new Float64Array(a.rows)
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) result[i]! += a.at[i * a.columns + j]! * v[j]!
  return result
}

function trace(a: Matrix): number {
  let sum = 0
  for (let i = 0; i < a.rows; i++) sum += a.at[i * a.columns + i]!
  return sum
}
