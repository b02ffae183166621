// Where a tail of a law is a given probability: Newton's method on logs, kept inside a bracket so that it cannot leave.

/** `tail` at u and the absolute size of its derivative by u. */
export type TailAt = (u: number) => { readonly tail: number; readonly slope: number }

const MOST_STEPS = 300

/**
 * u with ln tail(u) = lnTarget. The tail falls with u or rises, as `falls` says; it may be 0 as a double at one end.
 * u is the log of a positive double: a root beyond ±750 is an infinity.
 */
export function rootOfTail(lnTarget: number, falls: boolean, at: TailAt, start: number): number {
  let low = -Infinity
  let high = Infinity
  let u = Number.isFinite(start) ? start : 0
  let reach = 1
  let last = Infinity
  for (let step = 0; step < MOST_STEPS; step++) {
    const { tail, slope } = at(u)
    const error = Math.log(tail) - lnTarget
    if (Number.isNaN(error)) return NaN
    if (error === 0) return u
    const above = falls ? error < 0 : error > 0
    if (above) high = u
    else low = u
    const newton = u - ((falls ? -1 : 1) * error * tail) / slope
    let next = newton
    if (!(next > low && next < high && Math.abs(newton - u) < 4 * reach)) {
      if (low === -Infinity || high === Infinity) {
        next = above ? u - reach : u + reach
        reach *= 2
        if (Math.abs(next) > 750) return next > 0 ? Infinity : -Infinity
      } else next = (low + high) / 2
    }
    const move = Math.abs(next - u)
    u = next
    if (move <= 4e-16 * Math.max(1, Math.abs(u)) || (move < 1e-12 && move >= last)) return u
    last = move
  }
  return u
}

/** A root of a continuous function between two points where it has different signs. Brent 1973, chapter 4. */
export function rootBetween(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let a = from
  let b = to
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0)) return NaN
  let c = a
  let fc = fa
  let step = b - a
  let before = step
  for (let n = 0; n < MOST_STEPS; n++) {
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb]
    const small = 2 ** -52 * Math.abs(b) + tolerance / 2
    const half = (c - b) / 2
    if (Math.abs(half) <= small || fb === 0) return b
    if (Math.abs(before) < small || Math.abs(fa) <= Math.abs(fb)) step = before = half
    else {
      const guess = interpolated(a, b, c, fa, fb, fc)
      if (2 * guess.p < Math.min(3 * half * guess.q - Math.abs(small * guess.q), Math.abs(before * guess.q))) {
        before = step
        step = guess.p / guess.q
      } else step = before = half
    }
    a = b
    fa = fb
    b += Math.abs(step) > small ? step : Math.sign(half) * small
    fb = f(b)
    if (Number.isNaN(fb)) return NaN
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
      step = before = b - a
    }
  }
  return b
}

/** The step of inverse quadratic interpolation, or of the secant, as p/q with p >= 0. */
function interpolated(
  a: number,
  b: number,
  c: number,
  fa: number,
  fb: number,
  fc: number,
): { readonly p: number; readonly q: number } {
  const half = (c - b) / 2
  const s = fb / fa
  let p = 2 * half * s
  let q = 1 - s
  if (a !== c) {
    const r = fb / fc
    const v = fa / fc
    p = s * (2 * half * v * (v - r) - (b - a) * (r - 1))
    q = (v - 1) * (r - 1) * (s - 1)
  }
  return p > 0 ? { p, q: -q } : { p: -p, q }
}
