// Co-moments: every split of the rows, merged in any order, is the whole but for rounding, also where the numbers are large
// and lie close together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { correlationMatrix, covarianceMatrix } from '../correlations/matrix-of.ts'
import { seeded } from '../random.ts'
import { BadCall } from '../shape.ts'
import { coMoments, CoMoments } from './co-moments.ts'

const near = (actual: Float64Array, expected: Float64Array, within: number): void => {
  assert.equal(actual.length, expected.length)
  for (const [at, value] of actual.entries())
    assert.ok(
      Object.is(value, expected[at]) || Math.abs(value - expected[at]!) <= within * (1 + Math.abs(expected[at]!)),
      `${value} is not ${expected[at]}`,
    )
}
const columnsOf = (rows: Float64Array, columns: number): Float64Array[] =>
  Array.from({ length: columns }, (_, column) => rows.filter((_value, at) => at % columns === column))
const numbers = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 25 })).chain(([columns, rows]) => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -999, max: 999 }).map((one) => one / 8) },
    fc.constant(NaN),
  )
  return fc
    .array(value, { minLength: columns * rows, maxLength: columns * rows })
    .map((values) => ({ columns, values: Float64Array.from(values) }))
})

test('the moments of the rows, split anyhow and merged in any order', () => {
  fc.assert(
    fc.property(numbers, fc.array(fc.nat(), { maxLength: 4 }), ({ columns, values }, cuts) => {
      const rows = values.length / columns
      const places = [0, ...cuts.map((cut) => cut % (rows + 1)).toSorted((a, b) => a - b), rows]
      const parts = places.slice(1).map((to, at) => values.slice(places[at]! * columns, to * columns))
      const added = coMoments(columns)
      for (const part of parts.toReversed()) added.add(part)
      const merged = parts
        .map((part) => coMoments(columns).add(part))
        .reduce((all, part) => part.merge(CoMoments.from(JSON.parse(JSON.stringify(all.plain)))))
      const expected = covarianceMatrix(columnsOf(values, columns))
      const { r } = correlationMatrix(columnsOf(values, columns))
      for (const found of [coMoments(columns).add(values), added, merged]) {
        assert.equal(found.rows, rows)
        assert.deepEqual(found.covariance.n, expected.n)
        near(found.covariance.covariance.at, expected.covariance.at, 1e-11)
        near(found.correlation.r.at, r.at, 1e-7)
      }
    }),
  )
})

test('a billion and a little: a thousand chunks keep the digits that raw sums lose', () => {
  const random = seeded(3)
  const rows = 5000
  const small = Float64Array.from({ length: 3 * rows }, () => random.below(2 ** 16) / 2 ** 16)
  for (let row = 0; row < rows; row++) small[3 * row + 1]! += small[3 * row]!
  const far = small.map((value) => value + 2 ** 30)
  const streamed = coMoments(3)
  for (let at = 0; at < far.length; at += 15) streamed.add(far.subarray(at, at + 15))
  near(streamed.correlation.r.at, correlationMatrix(columnsOf(small, 3)).r.at, 1e-9)
  near(streamed.covariance.covariance.at, covarianceMatrix(columnsOf(small, 3)).covariance.at, 1e-9)
  // What raw sums make of it.
  const [x] = columnsOf(far, 3)
  const raw = x!.reduce((sum, value) => sum + value * value, 0) - x!.reduce((sum, value) => sum + value, 0) ** 2 / rows
  const true1 = covarianceMatrix(columnsOf(small, 3)).covariance.at[0]! * (rows - 1)
  assert.ok(Math.abs(raw / true1 - 1) > 0.01)
})

test('a constant stays without variance, and so without a correlation', () => {
  const rows = Float64Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? 0.1 : at))
  const found = coMoments(2).add(rows.subarray(0, 1400)).add(rows.subarray(1400))
  assert.equal(found.covariance.covariance.at[0], 0)
  assert.deepEqual(found.correlation.r.at, Float64Array.of(NaN, NaN, NaN, 1))
})

test('a value far off in a row that the other column lacks leaves no trace in the pair', () => {
  const rows = Float64Array.of(1e12, NaN, 1, 2, 2, 1, 3, 4, 4.5, 3)
  near(
    coMoments(2).add(rows).correlation.r.at.slice(1, 3),
    coMoments(2).add(rows.slice(2)).correlation.r.at.slice(1, 3),
    1e-3,
  )
  near(
    coMoments(2).add(rows.slice(0, 2)).add(rows.slice(2)).correlation.r.at.slice(1, 3),
    coMoments(2).add(rows.slice(2)).correlation.r.at.slice(1, 3),
    1e-14,
  )
})

test('what cannot be is refused', () => {
  for (const columns of [0, -1, 1.5, 1001, NaN]) assert.throws(() => coMoments(columns), BadCall)
  assert.throws(() => coMoments(2).add(Float64Array.of(1)), BadCall)
  assert.throws(() => coMoments(2).merge(coMoments(3)), BadCall)
  const { plain } = coMoments(2).add(Float64Array.of(1, 2))
  for (const one of [
    null,
    {},
    { ...plain, pairs: [1] },
    { ...plain, rows: null },
    { ...plain, pairs: plain.pairs.map(() => null) },
  ])
    assert.throws(() => CoMoments.from(one), BadCall)
})
