// Agreement held against its definitions pair by pair, and against what must not matter: who is called first, in which
// order cases come, how a scale is shifted or stretched.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Maybe } from '../answer.ts'
import { cohenKappa } from './cohen-kappa.ts'
import { fleissKappa } from './fleiss-kappa.ts'
import { krippendorff } from './krippendorff.ts'
import { limitsOfAgreement } from './limits-of-agreement.ts'

const near = (actual: Maybe | undefined, expected: Maybe | undefined, most = 1e-9): void => {
  if (expected === null || expected === undefined) return assert.equal(actual, expected)
  assert.ok(typeof actual === 'number' && Math.abs(actual - expected) <= most * Math.max(1, Math.abs(expected)))
}
const turned = <T>(rows: readonly (readonly T[])[]): T[][] => rows[0]!.map((_, j) => rows.map((row) => row[j]!))

const CATEGORIES = [0, 1, 2, 3]
const pair = fc.tuple(fc.constantFrom(...CATEGORIES), fc.constantFrom(...CATEGORIES))
const pairs = fc.array(pair, { minLength: 4, maxLength: 40 }).map((rows) => turned(rows) as [number[], number[]])
const cohen = (a: readonly Maybe[], b: readonly Maybe[], categories: readonly number[] = CATEGORIES) =>
  cohenKappa({ a: 'a', b: 'b', columns: { a, b }, categories })

test('cohen: the raters may change places, cases may come in any order, categories may be read backwards', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const here = cohen(a, b)
      for (const other of [cohen(b, a), cohen(a.toReversed(), b.toReversed()), cohen(a, b, CATEGORIES.toReversed())])
        for (const key of ['kappa', 'se', 'observed', 'expected', 'linear', 'quadratic'] as const)
          near(other[key], here[key], 1e-7)
    }),
  )
})

test('cohen: names of categories do not matter to plain kappa, and every case twice halves the variance', () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const here = cohen(a, b)
      const named = (value: number): string => ['d', 'a', 'c', 'b'][value]!
      const other = cohenKappa({ a: 'a', b: 'b', columns: { a: a.map(named), b: b.map(named) } })
      near(other.kappa, here.kappa)
      near(other.se, here.se, 1e-7)
      const twice = cohen([...a, ...a], [...b, ...b])
      near(twice.kappa, here.kappa)
      near(twice.se, here.se === null ? null : here.se / Math.SQRT2, 1e-7)
      near(cohen([...a, null, 1], [...b, 2, null]).kappa, here.kappa, 0)
    }),
  )
})

test('cohen: with two categories every weight is the same, and quadratic kappa is the correlation of like margins', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1), fc.nat(1)), { minLength: 3, maxLength: 30 }), (rows) => {
      const [a, b] = turned(rows) as [number[], number[]]
      const { kappa, linear, quadratic, se, linearSe } = cohen(a, b, [0, 1])
      near(linear, kappa)
      near(quadratic, kappa)
      near(linearSe, se, 1e-7)
    }),
  )
  // Both orders of every pair: the margins are the same, and quadratic kappa is Pearson's r (Cohen 1968).
  const [a, b] = [
    [0, 1, 2, 3, 1, 2, 0, 3],
    [1, 1, 3, 3, 0, 2, 0, 1],
  ]
  const both = cohen([...a, ...b], [...b, ...a])
  const all = [...a, ...b]
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  const products = a.reduce((sum, value, at) => sum + (value - mean) * (b[at]! - mean), 0)
  near(both.quadratic, (2 * products) / all.reduce((sum, value) => sum + (value - mean) ** 2, 0))
})

const RATERS = 5
const cases = fc
  .array(fc.array(fc.nat(2), { minLength: RATERS, maxLength: RATERS }), { minLength: 3, maxLength: 20 })
  .filter((rows) => new Set(rows.flat()).size === 3)
const countsOf = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((row) => [0, 1, 2].map((category) => row.filter((value) => value === category).length))

test('fleiss: order does not matter, kappa is the mean of its categories weighted by p(1 - p)', () => {
  fc.assert(
    fc.property(cases, (rows) => {
      const counts = countsOf(rows)
      const here = fleissKappa({ counts })
      near(fleissKappa({ counts: counts.toReversed() }).kappa, here.kappa)
      const backwards = fleissKappa({ counts: counts.map((row) => row.toReversed()) })
      near(backwards.seNull, here.seNull)
      for (const [at, value] of backwards.categoryKappa.toReversed().entries()) near(value, here.categoryKappa[at])
      const shares = [0, 1, 2].map((j) => counts.reduce((sum, row) => sum + row[j]!, 0) / (RATERS * counts.length))
      const weights = shares.map((share) => share * (1 - share))
      const mean = weights.reduce((sum, weight, j) => sum + weight * here.categoryKappa[j]!, 0)
      near(here.kappa, mean / weights.reduce((sum, weight) => sum + weight, 0))
      near(here.z, here.kappa! / here.seNull!)
    }),
  )
})

test('fleiss and nominal alpha of complete codes differ only by what a sample lacks', () => {
  fc.assert(
    fc.property(cases, (rows) => {
      const { kappa } = fleissKappa({ counts: countsOf(rows) })
      const { nominal } = krippendorff({ ratings: turned(rows) })
      // Disagreement by chance is on n - 1 codes for the one, on n for the other.
      const n = RATERS * rows.length
      near(1 - nominal!, ((1 - kappa!) * (n - 1)) / n)
    }),
  )
})

const codes = fc
  .array(fc.array(fc.option(fc.nat(3), { freq: 4 }), { minLength: 8, maxLength: 8 }), { minLength: 2, maxLength: 5 })
  .filter((rows) => new Set(turned(rows).flatMap((unit) => paired(unit))).size > 1)
const paired = (unit: readonly Maybe[]): number[] => {
  const there = unit.filter((value) => value !== null)
  return there.length > 1 ? there : []
}

/** Krippendorff's alpha by every pair of codes, one after another. */
function byPairs(ratings: readonly (readonly Maybe[])[], apart: (x: number, y: number) => number): number {
  const units = turned(ratings)
    .map(paired)
    .filter((unit) => unit.length > 0)
  const sum = (values: readonly number[]): number =>
    values.reduce((so, x, i) => so + values.reduce((inner, y, j) => inner + (i === j ? 0 : apart(x, y)), 0), 0)
  const all = units.flat()
  const observed = units.reduce((so, unit) => so + sum(unit) / (unit.length - 1), 0)
  return 1 - (observed * (all.length - 1)) / sum(all)
}

test('krippendorff: as by every pair of codes, on all four scales', () => {
  fc.assert(
    fc.property(codes, (ratings) => {
      const here = krippendorff({ ratings })
      const all = turned(ratings).flatMap(paired)
      const count = (value: number): number => all.filter((one) => one === value).length
      const between = (x: number, y: number): number =>
        all.filter((one) => one >= Math.min(x, y) && one <= Math.max(x, y)).length - (count(x) + count(y)) / 2
      near(
        here.nominal,
        byPairs(ratings, (x, y) => (x === y ? 0 : 1)),
      )
      near(
        here.ordinal,
        byPairs(ratings, (x, y) => (x === y ? 0 : between(x, y) ** 2)),
      )
      near(
        here.interval,
        byPairs(ratings, (x, y) => (x - y) ** 2),
      )
      near(
        here.ratio,
        byPairs(ratings, (x, y) => (x === y ? 0 : ((x - y) / (x + y)) ** 2)),
      )
    }),
  )
})

test('krippendorff: coders and units in any order; each scale keeps what its changes leave alone', () => {
  fc.assert(
    fc.property(codes, (ratings) => {
      const here = krippendorff({ ratings })
      const changed = (change: (value: number) => number) =>
        krippendorff({ ratings: ratings.map((row) => row.map((value) => (value === null ? null : change(value)))) })
      const reversed = krippendorff({ ratings: ratings.toReversed().map((row) => row.toReversed()) })
      for (const scale of ['nominal', 'ordinal', 'interval', 'ratio'] as const) near(reversed[scale], here[scale])
      near(changed((value) => [7, 2, 9, 4][value]!).nominal, here.nominal)
      near(changed((value) => value ** 3 + 5).ordinal, here.ordinal)
      near(changed((value) => 1e9 - 2.5 * value).interval, here.interval)
      near(changed((value) => 0.125 * value).ratio, here.ratio)
      const { nominalPerTheme } = krippendorff({ themes: [ratings, ratings.toReversed()] })
      for (const one of nominalPerTheme!) near(one, here.nominal)
    }),
  )
})

test('limits: exchanging the two turns the bias round, a shift of one moves the bias only', () => {
  const measures = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
    minLength: 3,
    maxLength: 30,
  })
  fc.assert(
    fc.property(measures, fc.integer({ min: -1_000_000, max: 1_000_000 }), (rows, shift) => {
      const [a, b] = turned(rows) as [number[], number[]]
      const of = (x: readonly Maybe[], y: readonly Maybe[]) => limitsOfAgreement({ a: 'x', b: 'y', columns: { x, y } })
      const here = of(a, b)
      const other = of(b, a)
      near(other.bias, -here.bias!)
      near(other.low, -here.high!)
      near(other.iccAgreement, here.iccAgreement)
      near(
        of(
          a.map((value) => value + shift),
          b.map((value) => value + shift),
        ).iccAgreement,
        here.iccAgreement,
      )
      const moved = of(
        a.map((value) => value + shift),
        b,
      )
      near(moved.bias, here.bias! + shift)
      near(moved.sd, here.sd)
      near(of([...a, null, 3], [...b, 4, null]).low, here.low, 0)
    }),
  )
})
