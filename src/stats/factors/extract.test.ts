// The extraction reaches the optimum: no other uniquenesses come closer, whatever the order of the items, and the bound
// holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { correlationMatrix } from '../correlations/matrix-of.ts'
import { numericColumns } from '../columns.ts'
import { matrix, times, transposed, type Matrix } from '../matrix/matrix.ts'
import { seeded } from '../random.ts'
import { leastSquaresDiscrepancy, likelihoodDiscrepancy, type Discrepancy } from './discrepancy.ts'
import { drawnRatings } from './drawn.ts'
import { extracted } from './extract.ts'

const METHODS = ['minres', 'ml'] as const
const made = { minres: leastSquaresDiscrepancy, ml: likelihoodDiscrepancy }
const correlationsOf = (seed: number, rows: number, items: number, factors: number): Matrix => {
  const columns = drawnRatings(seed, { rows, items, factors })
  return correlationMatrix(numericColumns(columns, Object.keys(columns))).r
}
const drawn = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  rows: fc.constantFrom(40, 120, 400),
  size: fc.constantFrom([6, 2], [9, 2], [9, 3], [12, 3]),
})

test('derivatives are those of the function', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(...METHODS), ({ seed, rows, size: [items, factors] }, method) => {
      const discrepancy: Discrepancy = made[method](correlationsOf(seed, rows, items, factors), factors, 0.005)
      const random = seeded(seed)
      const x = new Float64Array(items).map(() => discrepancy.from(0.3 + 0.5 * random.next()))
      const { gradient, hessian } = discrepancy.at(x)
      const step = 1e-5
      const slope = gradient()
      const bend = hessian()
      for (let i = 0; i < items; i++) {
        const up = discrepancy.at(x.map((one, at) => (at === i ? one + step : one)))
        const down = discrepancy.at(x.map((one, at) => (at === i ? one - step : one)))
        assert.ok(Math.abs((up.value - down.value) / (2 * step) - slope[i]!) < 1e-6)
        const [above, below] = [up.gradient(), down.gradient()]
        for (let j = 0; j < items; j++)
          assert.ok(Math.abs((above[j]! - below[j]!) / (2 * step) - bend.at[i * items + j]!) < 1e-4)
      }
    }),
    { numRuns: 30, seed: 1966 },
  )
})

test('no uniquenesses near or far come closer', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(...METHODS), ({ seed, rows, size: [items, factors] }, method) => {
      const r = correlationsOf(seed, rows, items, factors)
      const found = extracted(r, factors, method, 0.005)
      const discrepancy: Discrepancy = made[method](r, factors, 0.005)
      const random = seeded(seed + 1)
      for (let turn = 0; turn < 60; turn++) {
        const reach = turn < 30 ? 0.02 : 1
        const psi = found.uniqueness.map((one) => Math.min(1, Math.max(0.005, one + reach * (random.next() - 0.5))))
        assert.ok(discrepancy.at(psi.map(discrepancy.from)).value > found.discrepancy - 1e-10)
      }
    }),
    { numRuns: 40, seed: 1966 },
  )
})

test('the model is the same for every order of the items and every direction of an item', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.constantFrom(...METHODS),
      fc.infiniteStream(fc.boolean()),
      ({ seed, rows, size: [items, factors] }, method, flips) => {
        const p = items
        const r = correlationsOf(seed, rows, p, factors)
        const order = seeded(seed).shuffle(Array.from({ length: p }, (_, i) => i))
        const signs = order.map(() => (flips.next().value ? 1 : -1))
        const mixed = matrix(p, p)
        for (let i = 0; i < p; i++)
          for (let j = 0; j < p; j++) mixed.at[i * p + j] = signs[i]! * signs[j]! * r.at[order[i]! * p + order[j]!]!
        const first = extracted(r, factors, method, 0.005)
        const second = extracted(mixed, factors, method, 0.005)
        assert.ok(Math.abs(first.discrepancy - second.discrepancy) < 1e-9)
        fc.pre(first.startsAgreeing > 1)
        const [model, other] = [first, second].map(({ loadings }) => times(loadings, transposed(loadings)))
        for (let i = 0; i < p; i++)
          for (let j = 0; j < p; j++) {
            const there = signs[i]! * signs[j]! * model!.at[order[i]! * p + order[j]!]!
            assert.ok(Math.abs(there - other!.at[i * p + j]!) < 1e-5)
          }
      },
    ),
    { numRuns: 30, seed: 1966 },
  )
})

test('a model without error is found again exactly', () => {
  const l = matrix(
    8,
    2,
    Float64Array.from([8, 0, 7, 0, 6, 1, 5, 2, 0, 8, 1, 7, 0, 6, 2, 5], (one) => one / 10),
  )
  const r = times(l, transposed(l))
  const psi = new Float64Array(8).map((_, i) => 1 - r.at[i * 9]!)
  for (let i = 0; i < 8; i++) r.at[i * 9] = 1
  for (const method of METHODS) {
    const found = extracted(r, 2, method, 0.005)
    assert.ok(found.converged && found.discrepancy < 1e-20 && found.heywood.length === 0)
    assert.ok(found.uniqueness.every((one, i) => Math.abs(one - psi[i]!) < 1e-9))
  }
})

test('an item that would have more than its whole variance stays at the bound', () => {
  const r = matrix(3, 3, Float64Array.of(1, 0.9, 0.8, 0.9, 1, 0.5, 0.8, 0.5, 1))
  for (const bound of [0.005, 0.05])
    for (const method of METHODS) {
      const found = extracted(r, 1, method, bound)
      assert.deepEqual(found.heywood, [0])
      assert.equal(found.uniqueness[0], bound)
      assert.ok(found.startsAgreeing > 1)
    }
})
