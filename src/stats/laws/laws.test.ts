// The laws against each other and against themselves: identities that hold for any argument, far beyond the cases recorded
// from R in src/stats/reference.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { betaTails, lnBeta } from './beta.ts'
import { bivariateLower } from './bivariate.ts'
import { chiLower, chiQuantile, chiUpper } from './chi-square.ts'
import { lnBinomial, lnChoose, lnFactorial, lnHypergeometric } from './counting.ts'
import { fLower, fQuantile, fUpper } from './f.ts'
import { gammaTails, lnGamma } from './gamma.ts'
import { noncentralLimits, noncentralTLower, noncentralTUpper } from './noncentral-t.ts'
import { normalDensity, normalLower, normalQuantile, normalTwoSided, normalUpper } from './normal.ts'
import { tLower, tQuantile, tTwoSided, tUpper } from './t.ts'
import { tukeyQuantile, tukeyUpper } from './tukey.ts'

function near(actual: number, expected: number, relative: number, what = ''): void {
  const allowed = relative * Math.abs(expected)
  assert.ok(Math.abs(actual - expected) <= allowed, `${what} ${actual}, expected ${expected} (within ${allowed})`)
}
const logUniform = (from: number, to: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(from), max: Math.log(to), noNaN: true }).map(Math.exp)
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })
/** A probability, small ones as often as middling ones. */
const probability = fc.oneof(logUniform(1e-250, 0.5), between(0.001, 0.999))

test('ln gamma: known values, the recurrence, and no loss near its zeros', () => {
  near(lnGamma(0.5), Math.log(Math.PI) / 2, 1e-14)
  near(lnGamma(100), 359.1342053695754, 1e-15)
  near(lnGamma(1 + 1e-9), -5.7721566408e-10, 2e-7)
  near(lnGamma(2 + 1e-9), 4.2278433541e-10, 2e-7)
  assert.deepEqual(
    [lnGamma(1), lnGamma(2), lnGamma(0), lnGamma(-1.5), lnGamma(NaN)],
    [-0, 0, NaN, NaN, NaN].map((x) => x + 0),
  )
  fc.assert(
    fc.property(logUniform(1e-5, 1e6), (x) => {
      const [above, here, ln] = [lnGamma(x + 1), lnGamma(x), Math.log(x)]
      assert.ok(Math.abs(above - ln - here) <= 4e-15 * (1 + Math.abs(here) + Math.abs(ln)), String(x))
    }),
  )
})

test('ln beta is symmetric, and exact where three ln gamma would cancel', () => {
  near(lnBeta(0.5, 0.5), Math.log(Math.PI), 1e-14)
  near(lnBeta(1, 1e12), -Math.log(1e12), 1e-15)
  near(lnBeta(2, 1e9), -Math.log(1e9) - Math.log1p(1e9), 1e-15)
  fc.assert(
    fc.property(logUniform(1e-3, 1e9), logUniform(1e-3, 1e9), (a, b) => assert.equal(lnBeta(a, b), lnBeta(b, a))),
  )
})

test('the tails of a law add up to one, and their p-values fall as the statistic grows', () => {
  const laws: [string, (q: number) => number, (q: number) => number][] = [
    ['t 3', (q) => tLower(q, 3), (q) => tUpper(q, 3)],
    ['t 1e6', (q) => tLower(q, 1e6), (q) => tUpper(q, 1e6)],
    ['F 2, 40', (q) => fLower(q, 2, 40), (q) => fUpper(q, 2, 40)],
    ['F 7.5, 1e7', (q) => fLower(q, 7.5, 1e7), (q) => fUpper(q, 7.5, 1e7)],
    ['chi 1', (q) => chiLower(q, 1), (q) => chiUpper(q, 1)],
    ['chi 40', (q) => chiLower(q, 40), (q) => chiUpper(q, 40)],
    ['normal', normalLower, normalUpper],
  ]
  for (const [name, lower, upper] of laws)
    fc.assert(
      fc.property(logUniform(1e-6, 60), logUniform(1.001, 5), (q, factor) => {
        near(lower(q) + upper(q), 1, 1e-14, name)
        assert.ok(upper(q * factor) <= upper(q) * (1 + 1e-13), `${name} rises after ${q}`)
      }),
    )
})

test('the laws meet: t squared is F, F with infinite df is chi-square, two df is an exponential, one is a normal square', () => {
  fc.assert(
    fc.property(logUniform(1e-3, 1e5), logUniform(0.3, 1e7), logUniform(0.3, 1e4), (q, df, other) => {
      near(fUpper(q * q, 1, df), tTwoSided(q, df), 1e-10, 'F 1')
      near(fUpper(q, df, Infinity), chiUpper(q * df, df), 1e-12, 'F Inf')
      near(fUpper(q, Infinity, df), chiLower(df / q, df), 1e-12, 'F Inf')
      near(fUpper(q, df, other), fLower(1 / q, other, df), 1e-10 + 1e-13 * Math.max(df, other), 'reciprocal')
      near(chiUpper(Math.min(q, 1000), 2), Math.exp(-Math.min(q, 1000) / 2), 1e-12, 'exponential')
      near(chiUpper(Math.min(q, 30) ** 2, 1), normalTwoSided(Math.min(q, 30)), 1e-11, 'chi 1')
      near(tUpper(q, 1), Math.atan(1 / q) / Math.PI, 1e-13, 'Cauchy')
      near(tUpper(Math.min(q, 30), Infinity), normalUpper(Math.min(q, 30)), 1e-14, 'normal')
    }),
  )
})

test('quantiles give their probability back, in far tails too', () => {
  fc.assert(
    fc.property(probability, logUniform(0.5, 1e7), logUniform(0.5, 1e7), (p, a, b) => {
      near(normalLower(normalQuantile(p)), p, 2e-12, 'normal')
      const t = tQuantile(p, a)
      if (t > -1e300) near(tLower(t, a), p, 2e-11, `t ${a}`)
      const f = fQuantile(p, a, b)
      if (f > 1e-290) near(fLower(f, a, b), p, 1e-10, `F ${a} ${b}`)
      const x = chiQuantile(p, a)
      if (x > 1e-290) near(chiLower(x, a), p, 1e-10, `chi ${a}`)
    }),
    { numRuns: 300 },
  )
  assert.equal(tQuantile(0.5, 3), 0)
  assert.deepEqual(
    [0, 1].map((p) => normalQuantile(p)),
    [-Infinity, Infinity],
  )
  assert.deepEqual(
    [0, 1].map((p) => tQuantile(p, 4)),
    [-Infinity, Infinity],
  )
  assert.deepEqual(
    [0, 1].map((p) => fQuantile(p, 4, 9)),
    [0, Infinity],
  )
  assert.deepEqual(
    [0, 1].map((p) => chiQuantile(p, 4)),
    [0, Infinity],
  )
})

test('noncentral t: mirrored, central at 0, rising with t and falling with the noncentrality', () => {
  fc.assert(
    fc.property(between(-80, 80), logUniform(0.8, 1e5), between(-80, 80), (t, df, ncp) => {
      near(noncentralTLower(t, df, ncp), noncentralTUpper(-t, df, -ncp), 1e-12)
      near(noncentralTLower(t, df, ncp) + noncentralTUpper(t, df, ncp), 1, 1e-12)
      assert.ok(noncentralTLower(t, df, ncp) >= noncentralTLower(t, df, ncp + 0.5) - 1e-13)
      assert.ok(noncentralTLower(t, df, ncp) <= noncentralTLower(t + 0.5, df, ncp) + 1e-13)
    }),
  )
  near(noncentralTLower(1.3, 9, 1e-12), tLower(1.3, 9), 1e-11)
  near(noncentralTLower(0, 9, 1.2), normalLower(-1.2), 1e-14)
})

test('the limits of the noncentrality put t at the 2.5% points, for large t too', () => {
  fc.assert(
    fc.property(fc.oneof(between(-6, 6), between(-300, 300)), logUniform(1, 1e5), (t, df) => {
      const [low, high] = noncentralLimits(t, df)
      near(noncentralTUpper(t, df, low), 0.025, 1e-9, `${t} ${df}`)
      near(noncentralTLower(t, df, high), 0.025, 1e-9, `${t} ${df}`)
    }),
    { numRuns: 40 },
  )
  const [low, high] = noncentralLimits(-2.2, 20)
  const [mirrored, turned] = noncentralLimits(2.2, 20)
  near(low, -turned, 1e-12)
  near(high, -mirrored, 1e-12)
  assert.deepEqual(noncentralLimits(NaN, 5), [NaN, NaN])
})

test('the studentised range: two groups are a t test, more groups a larger range', () => {
  fc.assert(
    fc.property(logUniform(0.05, 60), logUniform(0.5, 1e6), fc.integer({ min: 2, max: 40 }), (q, df, groups) => {
      near(tukeyUpper(q, 2, df), tTwoSided(q / Math.SQRT2, df), 1e-11, `${q} ${df}`)
      assert.ok(tukeyUpper(q, groups + 1, df) >= tukeyUpper(q, groups, df) * (1 - 1e-12))
      // Bonferroni's inequality bounds it from above.
      const pairs = (groups * (groups - 1)) / 2
      assert.ok(tukeyUpper(q, groups, df) <= pairs * tTwoSided(q / Math.SQRT2, df) * (1 + 1e-10))
    }),
    { numRuns: 60 },
  )
  near(tukeyUpper(3.3145, 3, Infinity), threeRange(3.3145), 1e-10)
  for (const df of [3, 20, Infinity]) near(tukeyUpper(tukeyQuantile(0.95, 5, df), 5, df), 0.05, 1e-11)
})

/** 1 - P(range of three <= w), by Simpson's rule on the definition. */
function threeRange(w: number): number {
  const steps = 4000
  const h = 20 / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const z = -10 + i * h
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2
    sum += weight * 3 * normalDensity(z) * (normalLower(z) - normalLower(z - w)) ** 2
  }
  return 1 - (sum * h) / 3
}

test('the bivariate normal law: symmetric, its margins add up, and known at the centre', () => {
  fc.assert(
    fc.property(between(-6, 6), between(-6, 6), between(-1, 1), (h, k, rho) => {
      const p = bivariateLower(h, k, rho)
      assert.ok(Math.abs(p - bivariateLower(k, h, rho)) < 1e-14)
      // Below and above k together are everything below h.
      assert.ok(Math.abs(p + bivariateLower(h, -k, -rho) - normalLower(h)) < 4e-15, `${h} ${k} ${rho}`)
      assert.ok(Math.abs(bivariateLower(0, 0, rho) - (0.25 + Math.asin(rho) / (2 * Math.PI))) < 1e-14)
    }),
    { numRuns: 500 },
  )
  assert.equal(bivariateLower(0.3, Infinity, 0.4), normalLower(0.3))
  assert.equal(bivariateLower(0.3, -Infinity, 0.4), 0)
  near(bivariateLower(0.3, 0.7, 1), normalLower(0.3), 1e-15)
  near(bivariateLower(0.3, 0.7, -1), normalLower(0.7) - normalLower(-0.3), 1e-14)
})

test('counts: Pascal’s rule, and exact small values', () => {
  near(Math.exp(lnChoose(52, 5)), 2598960, 1e-12)
  near(lnFactorial(5), Math.log(120), 1e-15)
  assert.deepEqual(
    [lnChoose(5, 6), lnChoose(5, -1), lnChoose(5, 0), lnChoose(-1, 0), lnChoose(2.5, 1)],
    [-Infinity, -Infinity, 0, NaN, NaN],
  )
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1e6 }), between(0.01, 0.99), (n, part) => {
      const k = Math.max(1, Math.floor(n * part))
      const whole = lnChoose(n, k)
      near(Math.exp(lnChoose(n - 1, k - 1) - whole) + (k < n ? Math.exp(lnChoose(n - 1, k) - whole) : 0), 1, 1e-8)
    }),
  )
})

test('binomial and hypergeometric probabilities add up to one, and are what counting gives', () => {
  near(Math.exp(lnHypergeometric(1, 5, 5, 10)), 25 / 252, 1e-13)
  near(Math.exp(lnBinomial(2, 5, 0.3, 0.7)), 10 * 0.09 * 0.343, 1e-13)
  assert.deepEqual(
    [lnBinomial(-1, 3, 0.5, 0.5), lnBinomial(4, 3, 0.5, 0.5), lnHypergeometric(4, 3, 5, 10)],
    [-Infinity, -Infinity, -Infinity],
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), between(0.001, 0.999), between(0, 1), (total, share, part) => {
      const marked = Math.round(total * part)
      const drawn = Math.round(total * share)
      let binomial = 0
      let hypergeometric = 0
      for (let k = 0; k <= total; k++) {
        binomial += Math.exp(lnBinomial(k, total, share, 1 - share))
        hypergeometric += Math.exp(lnHypergeometric(k, marked, drawn, total))
        const ways = lnChoose(marked, k) + lnChoose(total - marked, drawn - k) - lnChoose(total, drawn)
        if (ways > -300) near(Math.exp(lnHypergeometric(k, marked, drawn, total) - ways), 1, 1e-11)
      }
      near(binomial, 1, 1e-12)
      near(hypergeometric, 1, 1e-12)
    }),
  )
})

test('impossible arguments are NaN, and huge ones neither hang nor overflow', () => {
  const nans = [
    tUpper(1, 0),
    tUpper(NaN, 3),
    tUpper(1, -2),
    fUpper(1, 0, 3),
    fUpper(1, 3, NaN),
    chiUpper(1, 0),
    chiUpper(NaN, 2),
    normalUpper(NaN),
    normalQuantile(-0.1),
    tQuantile(1.1, 3),
    tQuantile(0.5, 0),
    fQuantile(0.5, -1, 2),
    chiQuantile(NaN, 2),
    noncentralTLower(1, 0, 1),
    noncentralTLower(1, 5, NaN),
    tukeyUpper(3, 1, 10),
    tukeyUpper(3, 3, 0),
    tukeyQuantile(0.95, 1, 5),
    bivariateLower(0, 0, 1.1),
    bivariateLower(NaN, 0, 0.5),
  ]
  assert.deepEqual(
    nans,
    nans.map(() => NaN),
  )
  const extremes = [1e-300, 1e-8, 1, 1e8, 1e15, 1e300]
  const begun = performance.now()
  for (const q of extremes)
    for (const a of extremes) {
      const values = [
        tUpper(q, a),
        chiUpper(q, a),
        tQuantile(0.3, a),
        noncentralTLower(q, a, 3),
        tukeyUpper(q, 3, Math.max(a, 0.05)),
        bivariateLower(q, -a, 0.95),
      ]
      for (const b of extremes) values.push(fUpper(q, a, b), fLower(q, a, b))
      for (const value of values)
        assert.ok(value >= 0 || value === -Infinity || Math.abs(value) < 1e308, `q ${q}, a ${a}: ${values.join(' ')}`)
    }
  assert.ok(performance.now() - begun < 20_000)
})

test('the integrals themselves: both tails, and the symmetric centre', () => {
  near(gammaTails(1, 700).upper, Math.exp(-700), 1e-12)
  near(gammaTails(1e12, 1e12).upper, 0.5 - 1 / (3 * Math.sqrt(2 * Math.PI * 1e12)), 1e-15)
  for (const a of [0.3, 1, 7, 1e4, 1e8, 1e12]) near(betaTails(0.5, a, a).lower, 0.5, 1e-12, String(a))
  near(betaTails(1e-100, 2, 1).lower, 1e-200, 1e-13)
})
