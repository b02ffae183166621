// Eigenvalues and eigenvectors of symmetric matrices, on which every factor analysis stands. Values alone take a third of
// the time, and parallel analysis asks for nothing else a thousand times over, so they have a path of their own.
import { matrix, type Matrix } from './matrix.ts'

/** QL needs about two sweeps an eigenvalue; sixty is far beyond any matrix of finite numbers. */
const MOST_SWEEPS = 60
/** Beside a largest cell of 1e-90 or more this is nothing, and its square would lose digits. */
const NOTHING = 1e-140

/**
 * All eigenvalues, largest first; column j of `vectors` belongs to value j and has length 1. Only the lower triangle is
 * read. A matrix with a cell that is not finite has NaN throughout.
 * Source: Householder's tridiagonal form and the QL algorithm with implicit shifts, Golub & Van Loan (2013), Matrix
 * Computations, 4th ed., sections 8.3.1 and 8.3.3; Martin, Reinsch & Wilkinson (1968), Numerische Mathematik 11, 181-195.
 */
export function eigenSymmetric(a: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  const { values, rows } = eigenRows(a)
  const n = a.rows
  const vectors = matrix(n, n)
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) vectors.at[i * n + j] = rows[j * n + i]!
  return { values, vectors }
}

/** The same with the vectors as rows, one after the other, for loops that run along a vector. */
export function eigenRows(a: Matrix): { readonly values: Float64Array; readonly rows: Float64Array } {
  const n = a.rows
  const { work, scale } = lowerTriangle(a)
  const d = new Float64Array(n)
  const e = new Float64Array(n)
  const reflections = new Float64Array(n)
  if (Number.isNaN(scale)) return { values: d.fill(NaN), rows: work.fill(NaN) }
  tridiagonal(work, n, d, e, reflections)
  const turned = accumulated(work, n, reflections)
  if (!implicitQl(d, e, n, turned)) return { values: d.fill(NaN), rows: work.fill(NaN) }
  const order = Array.from(d.keys()).sort((i, j) => d[j]! - d[i]!)
  // The room of the work is free again.
  for (let j = 0; j < n; j++) work.set(turned.subarray(order[j]! * n, order[j]! * n + n), j * n)
  return { values: Float64Array.from(order, (i) => d[i]! * scale), rows: work }
}

/** All eigenvalues, largest first, of a symmetric matrix; NaN throughout when a cell is not finite. Source: as above. */
export function eigenvalues(a: Matrix): Float64Array {
  const n = a.rows
  const { work, scale } = lowerTriangle(a)
  const d = new Float64Array(n)
  if (Number.isNaN(scale)) return d.fill(NaN)
  if (!eigenvaluesOf(work, n, d, new Float64Array(n))) return d.fill(NaN)
  if (scale !== 1) for (let i = 0; i < n; i++) d[i]! *= scale
  return d
}

/**
 * The same without a single allocation: `work` (n x n, lower triangle; destroyed) gives its eigenvalues to `d`, largest
 * first; `e` is room to work in. False when it did not converge. Cells must be finite and of ordinary size.
 */
export function eigenvaluesOf(work: Float64Array, n: number, d: Float64Array, e: Float64Array): boolean {
  tridiagonal(work, n, d, e)
  if (!implicitQl(d, e, n)) return false
  d.sort().reverse()
  return true
}

/** A copy brought to ordinary size (by a power of two, so exactly) where squares would overflow or vanish. */
function lowerTriangle(a: Matrix): { readonly work: Float64Array; readonly scale: number } {
  const work = a.at.slice()
  let largest = 0
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j <= i; j++) {
      const size = Math.abs(work[i * a.rows + j]!)
      if (!(size <= Number.MAX_VALUE)) return { work, scale: NaN }
      if (size > largest) largest = size
    }
  if (largest === 0 || (largest > 1e-90 && largest < 1e90)) return { work, scale: 1 }
  const scale = 2 ** Math.max(-1000, Math.floor(Math.log2(largest)))
  for (let i = 0; i < work.length; i++) work[i]! /= scale
  return { work, scale }
}

/**
 * Reflections from the last row up; d and e[1..] become the diagonal and the off-diagonal. With `reflections`, row i of
 * `work` keeps the vector of its reflection and `reflections[i]` half its squared length (0: there was none).
 */
function tridiagonal(
  work: Float64Array,
  n: number,
  d: Float64Array,
  e: Float64Array,
  reflections?: Float64Array,
): void {
  for (let i = n - 1; i > 0; i--) {
    const row = i * n
    d[i] = work[row + i]!
    let rest = 0
    for (let k = 0; k < i - 1; k++) rest += work[row + k]! * work[row + k]!
    const last = work[row + i - 1]!
    if (rest < NOTHING * NOTHING) {
      e[i] = last
      if (reflections) reflections[i] = 0
      continue
    }
    const length = last >= 0 ? -Math.sqrt(rest + last * last) : Math.sqrt(rest + last * last)
    e[i] = length
    const half = rest + last * last - last * length
    work[row + i - 1] = last - length
    if (reflections) reflections[i] = half
    reflect(work, n, i, half, d)
  }
  if (n > 0) d[0] = work[0]!
}

/** The reflection kept in row i (half: half its squared length) on both sides of the i x i matrix above; d is room. */
function reflect(work: Float64Array, n: number, i: number, half: number, d: Float64Array): void {
  const row = i * n
  for (let j = 0; j < i; j++) d[j] = 0
  for (let j = 0; j < i; j++) {
    const own = j * n
    const uj = work[row + j]!
    let sum = work[own + j]! * uj
    for (let k = 0; k < j; k++) {
      const cell = work[own + k]!
      sum += cell * work[row + k]!
      d[k]! += cell * uj
    }
    d[j]! += sum
  }
  let inner = 0
  for (let j = 0; j < i; j++) {
    d[j]! /= half
    inner += d[j]! * work[row + j]!
  }
  const share = inner / (half + half)
  for (let j = 0; j < i; j++) d[j]! -= share * work[row + j]!
  for (let j = 0; j < i; j++) {
    const own = j * n
    const uj = work[row + j]!
    const qj = d[j]!
    for (let k = 0; k <= j; k++) work[own + k]! -= uj * d[k]! + qj * work[row + k]!
  }
}

/** The product of the reflections, transposed: row j is what column j of the orthogonal matrix would be. */
function accumulated(work: Float64Array, n: number, reflections: Float64Array): Float64Array {
  const rows = new Float64Array(n * n)
  for (let i = 0; i < n; i++) rows[i * n + i] = 1
  for (let i = 1; i < n; i++) {
    const half = reflections[i]!
    if (half === 0) continue
    const u = i * n
    // Rows below i do not touch the first i coordinates yet.
    for (let j = 0; j < i; j++) {
      const own = j * n
      let inner = 0
      for (let k = 0; k < i; k++) inner += rows[own + k]! * work[u + k]!
      const share = inner / half
      for (let k = 0; k < i; k++) rows[own + k]! -= share * work[u + k]!
    }
  }
  return rows
}

/** Diagonalises; each rotation also turns two rows of `rows`, where they are wanted. False: it did not converge. */
function implicitQl(d: Float64Array, e: Float64Array, n: number, rows?: Float64Array): boolean {
  for (let i = 1; i < n; i++) e[i - 1] = e[i]!
  if (n > 0) e[n - 1] = 0
  for (let l = 0; l < n; l++)
    for (let sweep = 0; ; sweep++) {
      let m = l
      while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!)) + NOTHING) m++
      if (m === l) break
      if (sweep === MOST_SWEEPS) return false
      chase(d, e, n, l, m, rows)
    }
  return true
}

/** One sweep with Wilkinson's shift over the unreduced block from l to m. */
function chase(d: Float64Array, e: Float64Array, n: number, l: number, m: number, rows?: Float64Array): void {
  const first = (d[l + 1]! - d[l]!) / (2 * e[l]!)
  const root = Math.sqrt(first * first + 1)
  let g = d[m]! - d[l]! + e[l]! / (first + (first >= 0 ? root : -root))
  let sine = 1
  let cosine = 1
  let p = 0
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i]!
    const b = cosine * e[i]!
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1]! -= p
      e[m] = 0
      return
    }
    sine = f / r
    cosine = g / r
    g = d[i + 1]! - p
    const turn = (d[i]! - g) * sine + 2 * cosine * b
    p = sine * turn
    d[i + 1] = g + p
    g = cosine * turn - b
    if (rows) rotate(rows, i * n, n, sine, cosine)
  }
  d[l]! -= p
  e[l] = g
  e[m] = 0
}

/** Turns the row that begins at `from` and the row after it. */
function rotate(rows: Float64Array, from: number, n: number, sine: number, cosine: number): void {
  for (let k = from; k < from + n; k++) {
    const upper = rows[k + n]!
    const lower = rows[k]!
    rows[k + n] = sine * lower + cosine * upper
    rows[k] = cosine * lower - sine * upper
  }
}
