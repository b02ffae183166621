// The studentised range: comparisons of every pair of groups (Tukey and Kramer, Games and Howell). The upper tail is
// integrated itself, so that a very small p-value is right.
import { chiMixture, mixtureDensity, mixtureReach } from './chi-mixture.ts'
import { normalDensity, normalLower, normalUpper } from './normal.ts'
import { rootOfTail } from './root.ts'

/** Below this the law spreads over more powers of ten than a double has. */
const LEAST_DF = 0.05
/** More groups than any comparison of pairs has. */
const MOST_GROUPS = 1e6

/**
 * P(Q > q) for the range of `groups` normal means over a standard deviation on df degrees of freedom. NaN unless
 * groups >= 2 and df >= 0.05; Infinity is the range itself. Harter 1960, Tables of range and studentized range, Ann Math Stat
 * 31:1122; both integrals by the trapezoidal rule, which for such integrands converges faster than any power of its step.
 */
export function tukeyUpper(q: number, groups: number, df: number): number {
  if (!(groups >= 2 && groups <= MOST_GROUPS) || !(df >= LEAST_DF) || Number.isNaN(q)) return NaN
  if (q <= 0) return 1
  if (q === Infinity) return 0
  if (df === Infinity) return rangeUpper(q, groups)
  const mixture = chiMixture(df)
  const step = Math.min(0.25, 0.5 / Math.sqrt(mixture.shape))
  const at = (w: number): number => mixtureDensity(mixture, w) * rangeUpper(q * Math.exp(w / 2), groups)
  // The most probable standard deviation first, then outwards until nothing is added.
  const left = mixtureReach(mixture, -1, 745)
  const right = mixtureReach(mixture, 1, 745)
  let sum = at(0)
  for (const [side, end] of [
    [-1, left],
    [1, right],
  ] as const) {
    let before = sum
    for (let w = side * step; side * w < side * end; w += side * step) {
      const part = at(w)
      sum += part
      if (part < before && part < sum * 1e-17) break
      before = part
    }
  }
  return Math.min(1, sum * step)
}

/** P(range of k standard normal values > w): over the largest value z, one less all the others within w below it. */
function rangeUpper(w: number, k: number): number {
  if (w <= 0) return 1
  if (w > MOST_RANGE) return 0
  const others = k - 1
  const { step, below, weight } = largestOf(k)
  const end = (LEAST_VALUE + mostValue(w)) / step
  let sum = 0
  for (let at = 0; at < end; at++) {
    if (weight[at] === 0) continue
    const missed = normalLower(at * step - LEAST_VALUE - w) / below[at]!
    sum += weight[at]! * -Math.expm1(others * Math.log1p(-missed))
  }
  return Math.min(1, k * sum * step)
}

const MOST_RANGE = 77
/** Nobody's value is further from 0 than this, as far as a double can tell; half the range more above. */
const LEAST_VALUE = 9
const mostValue = (w: number): number => LEAST_VALUE + w / 2

type Largest = {
  readonly k: number
  readonly step: number
  readonly below: Float64Array
  readonly weight: Float64Array
}
/** Kept, as one comparison of groups asks thousands of times for the same number of them. */
let kept: Largest = { k: 0, step: 1, below: new Float64Array(), weight: new Float64Array() }

/** For each largest value z: the chance of a value below it, and the density with which it is the largest of k. */
function largestOf(k: number): Largest {
  if (kept.k === k) return kept
  const step = Math.min(0.2, 0.6 / Math.sqrt(Math.max(1, Math.log(k))))
  const z = Float64Array.from(
    { length: Math.ceil((LEAST_VALUE + mostValue(MOST_RANGE)) / step) },
    (_, at) => at * step - LEAST_VALUE,
  )
  const below = z.map(normalLower)
  const weight = z.map((value, at) =>
    below[at] === 0 ? 0 : normalDensity(value) * Math.exp((k - 1) * lnBelow(value, below[at]!)),
  )
  kept = { k, step, below, weight }
  return kept
}

const lnBelow = (z: number, below: number): number => (z > 1 ? Math.log1p(-normalUpper(z)) : Math.log(below))

/** q with P(Q < q) = p. 0 gives 0 and 1 gives Infinity. */
export function tukeyQuantile(p: number, groups: number, df: number): number {
  if (!(p >= 0 && p <= 1) || Number.isNaN(tukeyUpper(1, groups, df))) return NaN
  if (p === 0) return 0
  if (p === 1) return Infinity
  let last = { u: NaN, ln: NaN }
  // The slope from the step before: an integral saved.
  const root = rootOfTail(
    Math.log(1 - p),
    true,
    (u) => {
      const tail = tukeyUpper(Math.exp(u), groups, df)
      const ln = Math.log(tail)
      const slope = Number.isNaN(last.u) || last.u === u ? tail * 4 : (tail * (ln - last.ln)) / (last.u - u)
      last = { u, ln }
      return { tail, slope: Math.abs(slope) }
    },
    Math.log(3.5),
  )
  return Math.exp(root)
}
