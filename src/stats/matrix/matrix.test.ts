// The algebra that everything stands on: held against its own definitions on matrices drawn at random.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BadCall } from '../shape.ts'
import { cholesky, inverseOf, lnDeterminant, solvedBy } from './cholesky.ts'
import { eigenRows, eigenSymmetric, eigenvalues } from './eigen.ts'
import { leastSquares } from './least-squares.ts'
import { fromRows, identity, matrix, times, toRows, transposed, type Matrix } from './matrix.ts'

const near = (a: Matrix, b: Matrix, error: number): boolean =>
  a.rows === b.rows && a.at.every((cell, at) => Math.abs(cell - b.at[at]!) <= error)
const cell = fc.double({ min: -10, max: 10, noNaN: true })
const square = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.array(cell, { minLength: n * n, maxLength: n * n }).map((cells) => matrix(n, n, Float64Array.from(cells))),
  )
const symmetric = square.map((a) => {
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < i; j++) a.at[j * a.rows + i] = a.at[i * a.rows + j]!
  return a
})
const definite = square.map((a) => {
  const made = times(a, transposed(a))
  for (let i = 0; i < a.rows; i++) made.at[i * a.rows + i]! += 1
  return made
})
const diagonalOf = (values: Float64Array): Matrix =>
  matrix(
    values.length,
    values.length,
    Float64Array.from({ length: values.length ** 2 }, (_, at) =>
      at % (values.length + 1) === 0 ? values[at % values.length]! : 0,
    ),
  )

test('eigenvectors turn a symmetric matrix into its eigenvalues, largest first', () => {
  fc.assert(
    fc.property(symmetric, (a) => {
      const { values, vectors } = eigenSymmetric(a)
      assert.ok(near(times(transposed(vectors), vectors), identity(a.rows), 1e-12))
      assert.ok(near(times(times(vectors, diagonalOf(values)), transposed(vectors)), a, 1e-11))
      assert.deepEqual(values, values.toSorted().toReversed())
      assert.ok(eigenvalues(a).every((value, at) => Math.abs(value - values[at]!) < 1e-11))
      assert.ok(near(transposed(matrix(a.rows, a.rows, eigenRows(a).rows)), vectors, 0))
    }),
  )
})

test('eigenvalues of matrices that have them by heart', () => {
  assert.deepEqual(eigenvalues(matrix(0, 0)), new Float64Array(0))
  assert.deepEqual(eigenvalues(fromRows([[3]])), Float64Array.of(3))
  assert.deepEqual(eigenvalues(identity(4)), Float64Array.of(1, 1, 1, 1))
  const tiny = eigenvalues(fromRows([[2e-310, 1e-310], [1e-310, 2e-310]])) // prettier-ignore
  assert.ok(Math.abs(tiny[0]! / 3e-310 - 1) < 1e-9 && Math.abs(tiny[1]! / 1e-310 - 1) < 1e-9)
  const huge = eigenvalues(fromRows([[1e308, 5e307], [5e307, 1e308]])) // prettier-ignore
  assert.ok(Math.abs(huge[0]! / 1.5e308 - 1) < 1e-12 && Math.abs(huge[1]! / 5e307 - 1) < 1e-12)
  assert.ok(eigenvalues(fromRows([[1, null], [null, 1]])).every(Number.isNaN)) // prettier-ignore
  assert.ok(eigenSymmetric(fromRows([[1, null], [null, 1]])).vectors.at.every(Number.isNaN)) // prettier-ignore
})

test('root, inverse, solution and determinant belong together', () => {
  fc.assert(
    fc.property(definite, (a) => {
      const root = cholesky(a)
      const inverse = inverseOf(a)
      assert.ok(root && inverse)
      assert.ok(near(times(root, transposed(root)), a, 1e-9 * (1 + Math.max(...a.at))))
      assert.ok(near(times(a, inverse), identity(a.rows), 1e-6))
      const b = Float64Array.from({ length: a.rows }, (_, i) => i - 1)
      const solution = matrix(a.rows, 1, solvedBy(root, b))
      assert.ok(near(times(a, solution), matrix(a.rows, 1, b), 1e-7))
      const fromValues = eigenvalues(a).reduce((sum, value) => sum + Math.log(value), 0)
      assert.ok(Math.abs(lnDeterminant(a)! - fromValues) < 1e-7)
    }),
  )
})

test('what is not positive definite has no root', () => {
  for (const a of [
    [[0]],
    [[-1]],
    [
      [1, 1],
      [1, 1],
    ],
    [
      [1, 2],
      [2, 1],
    ],
    [
      [1, null],
      [null, 1],
    ],
    [
      [1, 0.5, 0.5],
      [0.5, 1, 1],
      [0.5, 1, 1],
    ],
  ]) /* prettier-ignore */ {
    assert.equal(cholesky(fromRows(a)), undefined)
    assert.equal(inverseOf(fromRows(a)), undefined)
    assert.equal(lnDeterminant(fromRows(a)), undefined)
  }
})

test('rows of unequal length are refused, and null goes in and out', () => {
  assert.throws(() => fromRows([[1], [1, 2]]), BadCall)
  assert.throws(() => matrix(2, 2, new Float64Array(3)), RangeError)
  assert.throws(() => times(matrix(2, 3), matrix(2, 3)), RangeError)
  assert.deepEqual(toRows(fromRows([[1, null], [2, 3]])), [[1, null], [2, 3]]) // prettier-ignore
  assert.deepEqual(toRows(matrix(1, 1, Float64Array.of(Infinity))), [[null]])
})

const design = fc.tuple(fc.integer({ min: 4, max: 20 }), fc.integer({ min: 1, max: 4 })).chain(([n, k]) =>
  fc.record({
    x: fc.array(cell, { minLength: n * k, maxLength: n * k }).map((cells) => matrix(n, k, Float64Array.from(cells))),
    y: fc.array(cell, { minLength: n, maxLength: n }).map((cells) => Float64Array.from(cells)),
  }),
)

test('least squares: residuals are at right angles to every column, and the parts add up', () => {
  fc.assert(
    fc.property(design, ({ x, y }) => {
      const { fitted, residuals, rank, aliased, coefficients } = leastSquares(x, y)
      assert.equal(rank + aliased.length, x.columns)
      assert.ok(y.every((value, i) => Math.abs(fitted[i]! + residuals[i]! - value) < 1e-12))
      const kept = [...coefficients.keys()].filter((j) => !aliased.includes(j))
      for (const j of kept) {
        const inner = residuals.reduce((sum, value, i) => sum + value * x.at[i * x.columns + j]!, 0)
        assert.ok(Math.abs(inner) < 1e-9)
      }
      assert.ok(aliased.every((j) => Number.isNaN(coefficients[j]!)))
    }),
  )
})

test('a column that the others explain is moved out, and the rest answers as without it', () => {
  fc.assert(
    fc.property(design, ({ x, y }) => {
      const rows = toRows(x)
      const before = leastSquares(x, y)
      fc.pre(before.rank === x.columns && before.unscaled!.at.every((one) => Math.abs(one) < 100))
      const doubled = leastSquares(fromRows(rows.map((row) => [...row, row.reduce((sum, one) => sum! + one!, 0)!])), y)
      assert.deepEqual(doubled.aliased, [x.columns])
      assert.ok(before.coefficients.every((one, j) => Math.abs(one - doubled.coefficients[j]!) < 1e-7))
      assert.ok(before.residuals.every((one, i) => Math.abs(one - doubled.residuals[i]!) < 1e-8))
      assert.deepEqual(
        toRows(doubled.unscaled!).at(-1),
        Array.from({ length: x.columns + 1 }, () => null),
      )
    }),
  )
})

test('unscaled is the inverse of the products of the columns', () => {
  const x = fromRows([[1, 2], [1, 3], [1, 5], [1, 7]]) // prettier-ignore
  const { unscaled, coefficients } = leastSquares(x, Float64Array.of(1, 3, 7, 11))
  assert.ok(near(times(unscaled!, times(transposed(x), x)), identity(2), 1e-12))
  assert.ok(near(matrix(2, 1, coefficients), fromRows([[-3], [2]]), 1e-12))
  assert.equal(leastSquares(fromRows([[0], [0]]), Float64Array.of(1, 2)).unscaled, undefined)
})
