// How many dimensions items may have, by two rules that look at principal components: how large they are, and how many
// must be taken out before what is left is only between single items.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { eigenRows, eigenvalues } from '../matrix/eigen.ts'
import { matrix, type Matrix } from '../matrix/matrix.ts'
import { correlated, isPositiveDefinite, warnOfSmallSample, type CorrelatedInput } from './reading.ts'

export type Eigenvalues = Answer & {
  /** Largest first; their sum is the number of items. */
  readonly values: readonly Maybe[]
  /** Each in per cent of all. */
  readonly percent: readonly Maybe[]
  /** How many are above 1. */
  readonly kaiserCount: Maybe
  readonly constantItems: readonly string[]
}

/** Above 1 by less than rounding is not above 1. */
const ROUNDING = 1e-12
/** A variance of which nothing but rounding is left. */
const USED_UP = 1e-12

/**
 * The eigenvalues of the correlation matrix; none where a correlation is not defined. A smallest one of 0, or less, is reported.
 * Source: Kaiser (1960), Educ. Psychol. Meas. 20, 141-151 (the count, which is known to take too many).
 */
export function eigenvaluesOfItems(input: CorrelatedInput): Eigenvalues {
  const issues = new Issues()
  const { r, items, constantItems, complete } = correlated(input, issues)
  const values = complete ? eigenvalues(r) : new Float64Array(items.length).fill(NaN)
  if (complete) isPositiveDefinite(r, issues, values)
  return {
    values: allOrNull(values),
    percent: allOrNull(values.map((value) => (100 * value) / items.length)),
    kaiserCount: complete ? values.filter((value) => value > 1 + ROUNDING).length : null,
    constantItems,
    issues: issues.list,
  }
}

export type MinimumAveragePartial = Answer & {
  /** Mean squared partial correlation after 1, 2, ... components. */
  readonly map2: readonly Maybe[]
  /** Mean fourth power of them. */
  readonly map4: readonly Maybe[]
  /** How many components leave least: 0 or more. */
  readonly suggested: Maybe
  readonly suggested4: Maybe
  /** The same means before any component is taken out. */
  readonly zero2: Maybe
  readonly zero4: Maybe
  readonly constantItems: readonly string[]
}

/**
 * Velicer's minimum average partial test over 1 to `maxComponents` components (usually all but one; never more). From the
 * component on that explains an item wholly, partial correlations are not defined.
 * Source: Velicer (1976), Psychometrika 41, 321-327; fourth powers: Velicer, Eaton & Fava (2000), in Problems and solutions
 * in human assessment, 41-71.
 */
export function minimumAveragePartial(
  input: CorrelatedInput,
  { maxComponents }: { readonly maxComponents?: number | undefined } = {},
): MinimumAveragePartial {
  const issues = new Issues()
  const { r, n, items, constantItems, complete } = correlated(input, issues)
  warnOfSmallSample(n, items.length, issues)
  const most = Math.max(0, items.length - 1)
  if (maxComponents !== undefined && (maxComponents < 1 || maxComponents > most)) issues.add('out-of-range')
  const components = Math.max(0, Math.min(most, maxComponents ?? most))
  const isSound = complete && items.length > 1
  const means = isSound ? partialMeans(r, components) : { squares: [NaN], fourths: [NaN] }
  while (means.squares.length <= components) {
    means.squares.push(NaN)
    means.fourths.push(NaN)
  }
  if (isSound && means.squares.some(Number.isNaN)) issues.add('no-variation')
  return {
    map2: allOrNull(means.squares.slice(1)),
    map4: allOrNull(means.fourths.slice(1)),
    suggested: placeOfLeast(means.squares),
    suggested4: placeOfLeast(means.fourths),
    zero2: orNull(means.squares[0]!),
    zero4: orNull(means.fourths[0]!),
    constantItems,
    issues: issues.list,
  }
}

function placeOfLeast(means: readonly number[]): Maybe {
  const defined = means.filter((mean) => !Number.isNaN(mean))
  return defined.length === 0 ? null : means.indexOf(Math.min(...defined))
}

/** After 0, 1, ... components; NaN from where a variance is used up. */
function partialMeans(r: Matrix, components: number): { squares: number[]; fourths: number[] } {
  const p = r.rows
  const { values, rows } = eigenRows(r)
  const squares = Array.from({ length: components + 1 }, () => NaN)
  const fourths = Array.from({ length: components + 1 }, () => NaN)
  // What is left is the sum of the later components: adding them up from the last loses no digits.
  const left = matrix(p, p)
  for (let m = p - 1; m >= 0; m--) {
    for (let i = 0; i < p; i++) {
      const share = values[m]! * rows[m * p + i]!
      for (let j = 0; j <= i; j++) left.at[i * p + j]! += share * rows[m * p + j]!
    }
    if (m > components) continue
    const { square, fourth } = meanPartials(left)
    squares[m] = square
    fourths[m] = fourth
  }
  return { squares, fourths }
}

/** Mean second and fourth powers of the correlations that belong to covariances, of which the lower triangle is read. */
function meanPartials({ rows: p, at }: Matrix): { readonly square: number; readonly fourth: number } {
  let square = 0
  let fourth = 0
  for (let i = 0; i < p; i++) {
    const own = at[i * p + i]!
    if (own < USED_UP) return { square: NaN, fourth: NaN }
    for (let j = 0; j < i; j++) {
      const partial = at[i * p + j]! ** 2 / (own * at[j * p + j]!)
      square += partial
      fourth += partial * partial
    }
  }
  const pairs = (p * (p - 1)) / 2
  return { square: square / pairs, fourth: fourth / pairs }
}
