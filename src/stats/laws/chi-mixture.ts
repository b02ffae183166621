// The law of a standard deviation estimated on df degrees of freedom, relative to the true one: noncentral t and the
// studentised range are mixtures over it. On the log scale it is smooth everywhere, whatever df.
import { stirlingRemainder } from './gamma.ts'

/** The density of w = ln(s²/σ²) is exp(lnScale - shape (e^w - 1 - w)), with shape df/2. */
export type ChiMixture = { readonly shape: number; readonly lnScale: number }

export function chiMixture(df: number): ChiMixture {
  const shape = df / 2
  return { shape, lnScale: 0.5 * Math.log(shape / (2 * Math.PI)) - stirlingRemainder(shape) }
}

export const mixtureDensity = ({ shape, lnScale }: ChiMixture, w: number): number =>
  Math.exp(lnScale - shape * expLessLine(w))

/** e^w - 1 - w without cancellation near 0. */
export function expLessLine(w: number): number {
  if (Math.abs(w) > 0.5) return Math.expm1(w) - w
  let term = (w * w) / 2
  let sum = term
  for (let k = 3; k < 30; k++) {
    term *= w / k
    const next = sum + term
    if (next === sum) break
    sum = next
  }
  return sum
}

/**
 * The w beyond which, on the side of `sign`, the density is under e^-depth of its peak: where the integral may stop. Newton
 * on a convex function from outside, so that it comes down to the root.
 */
export function mixtureReach({ shape }: ChiMixture, sign: 1 | -1, depth: number): number {
  const level = depth / shape
  let w =
    sign > 0 ? Math.min(Math.log1p(level) + Math.sqrt(2 * level), Math.sqrt(2 * level)) : -level - Math.sqrt(2 * level)
  for (let step = 0; step < 100; step++) {
    const move = (expLessLine(w) - level) / Math.expm1(w)
    w -= move
    if (Math.abs(move) < 1e-3 * Math.abs(w)) break
  }
  return w
}
