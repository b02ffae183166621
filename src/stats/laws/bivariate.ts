// The bivariate normal law: the cells of a table of two ordered answers, from which the polychoric correlation is found.
// It is called thousands of times in one matrix, so nothing is allocated here.
import { gaussLegendre } from './gauss-legendre.ts'
import { normalLower } from './normal.ts'

const TWO_PI = 2 * Math.PI
const SIX = gaussLegendre(6)
const TWELVE = gaussLegendre(12)
const TWENTY = gaussLegendre(20)

/** P(X < h, Y < k) for standard normal X and Y with correlation rho, to about 1e-15 absolute. NaN outside -1..1. */
export function bivariateLower(h: number, k: number, rho: number): number {
  if (!(Math.abs(rho) <= 1) || Number.isNaN(h) || Number.isNaN(k)) return NaN
  if (h === -Infinity || k === -Infinity) return 0
  if (h === Infinity) return normalLower(k)
  if (k === Infinity) return normalLower(h)
  if (rho === 0) return normalLower(h) * normalLower(k)
  // Beyond 40 the law is 0 or 1 as a double, and products of larger numbers would overflow.
  const x = h < -40 ? -40 : h > 40 ? 40 : h
  const y = k < -40 ? -40 : k > 40 ? 40 : k
  const p = Math.abs(rho) < 0.925 ? byAngle(x, y, rho) : nearOne(-x, -y, rho)
  return p <= 0 ? 0 : p > 1 ? 1 : p
}

/** Genz 2004, Numerical computation of rectangular bivariate and trivariate normal and t probabilities, Stat Comput 14:251, eq. 3. */
function byAngle(h: number, k: number, rho: number): number {
  const size = Math.abs(rho)
  const { points, weights } = size < 0.3 ? SIX : size < 0.75 ? TWELVE : TWENTY
  const product = h * k
  const half = (h * h + k * k) / 2
  const angle = Math.asin(rho) / 2
  let sum = 0
  for (let i = 0; i < points.length; i++) {
    const sine = Math.sin(angle * (1 + points[i]!))
    sum += weights[i]! * Math.exp((sine * product - half) / (1 - sine * sine))
  }
  return (sum * angle) / TWO_PI + normalLower(h) * normalLower(k)
}

/** The same paper, eq. 5 and 6, for P(X > h, Y > k): the integrand less its expansion where it would be sharp. */
function nearOne(h: number, given: number, rho: number): number {
  const k = rho < 0 ? -given : given
  const integral = Math.abs(rho) < 1 ? -sharpPart(h, k, Math.abs(rho)) / TWO_PI : 0
  if (rho > 0) return integral + normalLower(-Math.max(h, k))
  if (h >= k) return -integral
  // The smaller two of the four tails, so that their difference keeps its digits.
  const between = h < 0 ? normalLower(k) - normalLower(h) : normalLower(-h) - normalLower(-k)
  return between - integral
}

function sharpPart(h: number, k: number, size: number): number {
  const product = h * k
  const square = (1 - size) * (1 + size)
  const root = Math.sqrt(square)
  const gap = (h - k) * (h - k)
  const c = (4 - product) / 8
  const d = (12 - product) / 16
  let sum = 0
  const exponent = -(gap / square + product) / 2
  if (exponent > -745)
    sum =
      root * Math.exp(exponent) * (1 - (c * (gap - square) * (1 - (d * gap) / 5)) / 3 + (c * d * square * square) / 5)
  if (product > -1400) {
    const distance = Math.abs(h - k)
    const tail = Math.sqrt(TWO_PI) * normalLower(-distance / root)
    sum -= Math.exp(-product / 2) * tail * distance * (1 - (c * gap * (1 - (d * gap) / 5)) / 3)
  }
  return sum + remainder(product, gap, root / 2, c, d)
}

function remainder(product: number, gap: number, half: number, c: number, d: number): number {
  const { points, weights } = TWENTY
  let sum = 0
  for (let i = 0; i < points.length; i++) {
    const x = half * (1 + points[i]!)
    const square = x * x
    const exponent = -(gap / square + product) / 2
    if (exponent < -745) continue
    const root = Math.sqrt(1 - square)
    const exact = Math.exp((-product * square) / (2 * (1 + root) * (1 + root))) / root
    sum += weights[i]! * Math.exp(exponent) * (exact - (1 + c * square * (1 + d * square)))
  }
  return half * sum
}
