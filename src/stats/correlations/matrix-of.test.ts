// Correlation matrices held against their definitions, written the slow way, and against what must not change them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { seeded } from '../random.ts'
import { correlationMatrix, covarianceMatrix, type CorrelationMethod } from './matrix-of.ts'

const METHODS: readonly CorrelationMethod[] = ['pearson', 'spearman', 'kendall']
const near = (actual: number, expected: number, within = 1e-9): void =>
  assert.ok(
    Object.is(actual, expected) || Math.abs(actual - expected) <= within * (1 + Math.abs(expected)),
    `${actual} is not ${expected}`,
  )
const allNear = (actual: Float64Array, expected: ArrayLike<number>, within?: number): void => {
  assert.equal(actual.length, expected.length)
  for (const [at, value] of actual.entries()) near(value, expected[at]!, within)
}

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: -4000, max: 4000 }).map((value) => value / 64) },
  { weight: 2, arbitrary: fc.constant(NaN) },
)
const someColumns = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 25 }))
  .chain(([p, n]) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: p, maxLength: p }))
  .map((columns) => columns.map((column) => Float64Array.from(column)))

const mean = (x: readonly number[]): number => x.reduce((sum, value) => sum + value, 0) / x.length
function pearson(x: readonly number[], y: readonly number[]): number {
  const sum = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((total, value, at) => total + (value - mean(a)) * (b[at]! - mean(b)), 0)
  return new Set(x).size < 2 || new Set(y).size < 2 ? NaN : sum(x, y) / Math.sqrt(sum(x, x) * sum(y, y))
}
const midRanks = (x: readonly number[]): number[] =>
  x.map((value) => x.filter((other) => other < value).length + (x.filter((other) => other === value).length + 1) / 2)
function tauB(x: readonly number[], y: readonly number[]): number {
  let [score, untiedX, untiedY] = [0, 0, 0]
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      score += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!)
      untiedX += x[i] === x[j] ? 0 : 1
      untiedY += y[i] === y[j] ? 0 : 1
    }
  return untiedX === 0 || untiedY === 0 ? NaN : score / Math.sqrt(untiedX * untiedY)
}
const slowly = (method: CorrelationMethod, x: readonly number[], y: readonly number[]): number =>
  method === 'pearson' ? pearson(x, y) : method === 'spearman' ? pearson(midRanks(x), midRanks(y)) : tauB(x, y)

for (const method of METHODS) {
  test(`${method}: each pair by its definition, on its own complete rows`, () => {
    fc.assert(
      fc.property(someColumns, (columns) => {
        const { r, n, rows } = correlationMatrix(columns, { method })
        assert.equal(rows, columns[0]!.length)
        for (const [i, x] of columns.entries())
          for (const [j, y] of columns.entries()) {
            const there = [...x.keys()].filter((row) => !Number.isNaN(x[row]! + y[row]!))
            assert.equal(n.at[i * columns.length + j], there.length)
            near(
              r.at[i * columns.length + j]!,
              slowly(
                method,
                there.map((row) => x[row]!),
                there.map((row) => y[row]!),
              ),
            )
          }
      }),
    )
  })

  test(`${method}: the order of the rows, a shift and a stretch change nothing; a turned item turns its sign`, () => {
    fc.assert(
      fc.property(
        someColumns,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -50, max: 50 }),
        (columns, by, shift) => {
          const { r } = correlationMatrix(columns, { method })
          const backwards = columns.map((column) => column.toReversed())
          allNear(correlationMatrix(backwards, { method }).r.at, r.at)
          const stretched = columns.map((column) => column.map((value) => value * by + shift))
          allNear(correlationMatrix(stretched, { method }).r.at, r.at)
          const turned = columns.map((column, at) => (at === 0 ? column.map((value) => -value) : column))
          allNear(
            correlationMatrix(turned, { method }).r.at,
            r.at.map((value, at) => (Math.floor(at / r.rows) === 0 ? 1 : -1) * (at % r.rows === 0 ? 1 : -1) * value),
          )
        },
      ),
    )
  })

  test(`${method}: listwise is pairwise of the complete rows`, () => {
    fc.assert(
      fc.property(someColumns, (columns) => {
        const rows = [...columns[0]!.keys()].filter((row) => columns.every((column) => !Number.isNaN(column[row]!)))
        const complete = columns.map((column) => Float64Array.from(rows, (row) => column[row]!))
        const listwise = correlationMatrix(columns, { method, missing: 'listwise' })
        assert.equal(listwise.rows, rows.length)
        allNear(listwise.r.at, correlationMatrix(complete, { method }).r.at)
      }),
    )
  })

  test(`${method}: long ratings, which are counted in tables, as the same numbers that are no ratings`, () => {
    const random = seeded(11)
    const ratings = Array.from({ length: 4 }, () =>
      Float64Array.from({ length: 6000 }, () => (random.next() < 0.1 ? NaN : 7 + random.below(4))),
    )
    for (let row = 0; row < 6000; row++) if (random.next() < 0.5) ratings[1]![row] = ratings[0]![row]!
    const thirds = ratings.map((column) => column.map((value) => value / 3))
    for (const missing of ['pairwise', 'listwise'] as const) {
      const counted = correlationMatrix(ratings, { method, missing })
      const plain = correlationMatrix(thirds, { method, missing })
      allNear(counted.r.at, plain.r.at, 1e-12)
      assert.deepEqual(counted.n, plain.n)
      assert.equal(counted.rows, plain.rows)
    }
  })
}

test('covariances are on n-1, and those of long ratings as those of the same numbers that are no ratings', () => {
  const random = seeded(5)
  const ratings = Array.from({ length: 3 }, () =>
    Float64Array.from({ length: 5500 }, () => (random.next() < 0.05 ? NaN : random.below(5))),
  )
  const counted = covarianceMatrix(ratings).covariance
  const plain = covarianceMatrix(ratings.map((column) => column.map((value) => value / 3))).covariance
  allNear(
    counted.at,
    plain.at.map((value) => value * 9),
    1e-12,
  )
  const [few] = [[Float64Array.of(1, 2, 4), Float64Array.of(2, 0, 1)]]
  allNear(covarianceMatrix(few).covariance.at, [7 / 3, -0.5, -0.5, 1])
})

test('large numbers that lie close together keep their digits', () => {
  const random = seeded(2)
  const small = Array.from({ length: 3 }, () => Float64Array.from({ length: 400 }, () => random.below(1000) / 1024))
  const far = small.map((column) => column.map((value) => value + 2 ** 30))
  allNear(correlationMatrix(far).r.at, correlationMatrix(small).r.at, 1e-12)
  allNear(covarianceMatrix(far).covariance.at, covarianceMatrix(small).covariance.at, 1e-12)
})

test('the largest and the smallest numbers have a correlation too', () => {
  const x = Float64Array.of(1, 2, 4, 3, 7)
  const y = Float64Array.of(2, 1, 5, 3, 6)
  const { r } = correlationMatrix([x, y])
  for (const by of [1e307, 1e-307, 2 ** -1070])
    allNear(correlationMatrix([x.map((value) => value * by), y.map((value) => value * by)]).r.at, r.at)
  const missing = Float64Array.of(1e307, 2e307, NaN, 3e307, 7e307)
  near(correlationMatrix([missing, y]).r.at[1]!, correlationMatrix([missing.map((value) => value / 1e307), y]).r.at[1]!)
})

test('a value that is far from all others but missing in the pair leaves no trace in it', () => {
  const x = Float64Array.of(1e15, 1, 2, 3, 4.5)
  const y = Float64Array.of(NaN, 2, 1, 4, 3)
  near(correlationMatrix([x, y]).r.at[1]!, correlationMatrix([x.slice(1), y.slice(1)]).r.at[1]!, 1e-14)
})

test('the work is watched, and can be given up', () => {
  const columns = Array.from({ length: 5 }, (_, at) => Float64Array.of(at, 1, 2, 4))
  const parts: number[] = []
  correlationMatrix(columns, { watch: (part) => void parts.push(part) })
  assert.deepEqual(
    parts,
    parts.toSorted((a, b) => a - b),
  )
  assert.equal(parts.at(-1), 1)
  const giveUp = (): never => {
    throw new Error('enough')
  }
  assert.throws(() => correlationMatrix(columns, { watch: giveUp }), /enough/)
})
