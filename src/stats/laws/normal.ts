// The normal law: every large-sample p-value and the polychoric correlation stand on it. Both tails keep their relative
// accuracy out to where doubles end.

const INVERSE_SQRT_2PI = 0.3989422804014327

// Cody 1969, Rational Chebyshev approximations for the error function, Math Comp 23:631, in the form for Φ (SPECFUN, ANORM):
// the middle, up to √32, and beyond it. Highest power last but for the leading one, which stands at the end.
const A = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356]
const A4 = 0.06568233791820745
const B = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const C = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978,
]
const C8 = 1.0765576773720192e-8
const D = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
]
const P = [0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 0.000029112874951168793]
const P5 = 0.023073441764940174
const Q = [1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 0.00007297515550839662]
const MIDDLE = 0.67448975
const FAR = Math.sqrt(32)

/** φ(z). */
export const normalDensity = (z: number): number => INVERSE_SQRT_2PI * Math.exp(-0.5 * z * z)

/** Φ(z), the probability below z. */
export const normalLower = (z: number): number => normalUpper(-z)

/** 1 - Φ(z) without the subtraction. */
export function normalUpper(z: number): number {
  const y = Math.abs(z)
  if (y <= MIDDLE) return 0.5 - z * middle(y)
  if (Number.isNaN(z)) return NaN
  if (y > 39) return z > 0 ? 0 : 1
  const tail = y <= FAR ? near(y) : far(y)
  return z > 0 ? tail : 1 - tail
}

/** 2(1 - Φ(|z|)): the p-value of a two-sided test. */
export const normalTwoSided = (z: number): number => 2 * normalUpper(Math.abs(z))

function middle(y: number): number {
  const square = y * y
  let top = A4 * square
  let bottom = square
  for (let i = 0; i < 3; i++) {
    top = (top + A[i]!) * square
    bottom = (bottom + B[i]!) * square
  }
  return (top + A[3]!) / (bottom + B[3]!)
}

function near(y: number): number {
  let top = C8 * y
  let bottom = y
  for (let i = 0; i < 7; i++) {
    top = (top + C[i]!) * y
    bottom = (bottom + D[i]!) * y
  }
  return expHalfSquare(y) * ((top + C[7]!) / (bottom + D[7]!))
}

function far(y: number): number {
  const square = 1 / (y * y)
  let top = P5 * square
  let bottom = square
  for (let i = 0; i < 4; i++) {
    top = (top + P[i]!) * square
    bottom = (bottom + Q[i]!) * square
  }
  const fraction = (square * (top + P[4]!)) / (bottom + Q[4]!)
  return (expHalfSquare(y) * (INVERSE_SQRT_2PI - fraction)) / y
}

/** exp(-y²/2) with y split so that the square of the leading part is exact. */
function expHalfSquare(y: number): number {
  const lead = Math.trunc(y * 16) / 16
  const rest = (y - lead) * (y + lead)
  return Math.exp(-0.5 * lead * lead) * Math.exp(-0.5 * rest)
}

export { normalQuantile } from './normal-quantile.ts'
