// The descent behind an oblique rotation, on flat arrays that are made once: a rotation is begun thirty times, and each
// takes dozens of steps.
import type { Matrix } from '../matrix/matrix.ts'

/** A step halved this often goes nowhere. */
const MOST_HALVINGS = 40
/** Steps in a row that gain nothing but rounding: there is no more to gain, however flat it is. */
const MOST_STILL = 20
const NEARLY_FLAT = 1e-7
/** Factors whose axes are this close to dependent have no pattern worth the name. */
const SINGULAR = 1e-12

/**
 * Lowers the quartimin value over matrices T (k x k, row-major) with columns of length 1, where the pattern is A inv(T)'.
 * Source: Jennrich (2002), Psychometrika 67, 7-19: the gradient, its projection and the step rule; the length of the first
 * trial step follows Barzilai & Borwein (1988), IMA J. Numer. Anal. 8, 141-148.
 */
export class ObliqueSearch {
  readonly #a: Matrix
  readonly #k: number
  /** Of the place last evaluated: inv(T)', the pattern, and L' times the derivative by L. */
  readonly #w: Float64Array
  readonly #pattern: Float64Array
  readonly #m: Float64Array
  readonly #room: Float64Array

  constructor(a: Matrix) {
    this.#a = a
    this.#k = a.columns
    const square = a.columns ** 2
    this.#w = new Float64Array(square)
    this.#pattern = new Float64Array(a.at.length)
    this.#m = new Float64Array(square)
    this.#room = new Float64Array(square)
  }

  /** A inv(T)'; NaN throughout where T is singular. */
  patternOf(t: Float64Array): Float64Array {
    this.#value(t)
    return this.#pattern.slice()
  }

  /** Moves `t` itself, until the projected gradient is at most `flat` or no step helps. */
  descend(t: Float64Array, flat: number, steps: number): { readonly criterion: number; readonly converged: boolean } {
    const size = t.length
    const gradient = new Float64Array(size)
    const before = new Float64Array(size)
    const trial = new Float64Array(size)
    const earlier = new Float64Array(size)
    let criterion = this.#value(t)
    let length = 1
    let still = 0
    for (let step = 0; step < steps; step++) {
      this.#projected(t, gradient)
      const square = inner(gradient, gradient)
      if (Math.sqrt(square) <= flat) return { criterion, converged: true }
      if (still === MOST_STILL) return { criterion, converged: Math.sqrt(square) <= NEARLY_FLAT }
      if (step > 0) length = barzilaiBorwein(t, earlier, gradient, before, length)
      earlier.set(t)
      before.set(gradient)
      let halvings = 0
      for (; halvings < MOST_HALVINGS; halvings++, length /= 2) {
        for (let at = 0; at < size; at++) trial[at] = t[at]! - length * gradient[at]!
        normalised(trial, this.#k)
        const value = this.#value(trial)
        // Near the end the gain is less than rounding shows.
        const slack = 4e-16 * criterion
        if (value <= criterion - 0.25 * square * length + slack) {
          still = value < criterion - slack ? 0 : still + 1
          criterion = value
          t.set(trial)
          break
        }
      }
      if (halvings === MOST_HALVINGS) {
        this.#value(t)
        return { criterion, converged: Math.sqrt(square) <= NEARLY_FLAT }
      }
    }
    return { criterion, converged: false }
  }

  #value(t: Float64Array): number {
    const k = this.#k
    const { rows, at: a } = this.#a
    const w = this.#w
    const l = this.#pattern
    const m = this.#m
    if (!inverseTransposed(t, k, w, this.#room)) {
      l.fill(NaN)
      return Infinity
    }
    m.fill(0)
    let sum = 0
    for (let i = 0; i < rows; i++) {
      const row = i * k
      let whole = 0
      for (let j = 0; j < k; j++) {
        let cell = 0
        for (let x = 0; x < k; x++) cell += a[row + x]! * w[x * k + j]!
        l[row + j] = cell
        whole += cell * cell
      }
      for (let j = 0; j < k; j++) {
        const cell = l[row + j]!
        const slope = cell * othersSquared(l, row, k, j, whole)
        sum += cell * slope
        for (let x = 0; x < k; x++) m[x * k + j]! += l[row + x]! * slope
      }
    }
    return sum / 4
  }

  /** The gradient at t, which was the last place evaluated, less its part along each column. */
  #projected(t: Float64Array, gradient: Float64Array): void {
    const k = this.#k
    for (let x = 0; x < k; x++)
      for (let y = 0; y < k; y++) {
        let sum = 0
        for (let b = 0; b < k; b++) sum += this.#w[x * k + b]! * this.#m[y * k + b]!
        gradient[x * k + y] = -sum
      }
    for (let j = 0; j < k; j++) {
      let along = 0
      for (let i = j; i < k * k; i += k) along += t[i]! * gradient[i]!
      for (let i = j; i < k * k; i += k) gradient[i]! -= along * t[i]!
    }
  }
}

/** The sum of the other squared loadings of a row: added up where the difference from the whole would lose digits. */
function othersSquared(l: Float64Array, row: number, k: number, j: number, whole: number): number {
  const own = l[row + j]! ** 2
  if (k > 2 && own < 0.5 * whole) return whole - own
  let sum = 0
  for (let x = 0; x < k; x++) if (x !== j) sum += l[row + x]! ** 2
  return sum
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}

/** How far the last two gradients say a step should go. */
function barzilaiBorwein(
  t: Float64Array,
  earlier: Float64Array,
  gradient: Float64Array,
  before: Float64Array,
  length: number,
): number {
  let moved = 0
  let both = 0
  for (let at = 0; at < t.length; at++) {
    const step = t[at]! - earlier[at]!
    moved += step * step
    both += step * (gradient[at]! - before[at]!)
  }
  return both > 0 ? Math.min(1e3, Math.max(1e-6, moved / both)) : 2 * length
}

function normalised(t: Float64Array, k: number): void {
  for (let j = 0; j < k; j++) {
    let square = 0
    for (let i = j; i < k * k; i += k) square += t[i]! * t[i]!
    const length = Math.sqrt(square)
    for (let i = j; i < k * k; i += k) t[i]! /= length
  }
}

/** inv(t)' into `w`, by Gauss-Jordan elimination with pivots from the whole column. False: singular. */
function inverseTransposed(t: Float64Array, k: number, w: Float64Array, room: Float64Array): boolean {
  if (k === 2) {
    const determinant = t[0]! * t[3]! - t[1]! * t[2]!
    if (!(Math.abs(determinant) > SINGULAR)) return false
    w[0] = t[3]! / determinant
    w[1] = -t[2]! / determinant
    w[2] = -t[1]! / determinant
    w[3] = t[0]! / determinant
    return true
  }
  room.set(t)
  w.fill(0)
  for (let i = 0; i < k; i++) w[i * k + i] = 1
  for (let column = 0; column < k; column++) {
    let pivot = column
    for (let i = column + 1; i < k; i++)
      if (Math.abs(room[i * k + column]!) > Math.abs(room[pivot * k + column]!)) pivot = i
    const size = room[pivot * k + column]!
    if (!(Math.abs(size) > SINGULAR)) return false
    // `w` collects the inverse transposed, so what is done to rows of `room` is done to its columns.
    for (let x = 0; x < k; x++) {
      swap(room, pivot * k + x, column * k + x)
      swap(w, x * k + pivot, x * k + column)
    }
    for (let x = 0; x < k; x++) {
      room[column * k + x]! /= size
      w[x * k + column]! /= size
    }
    for (let i = 0; i < k; i++) {
      const factor = room[i * k + column]!
      if (i === column || factor === 0) continue
      for (let x = 0; x < k; x++) {
        room[i * k + x]! -= factor * room[column * k + x]!
        w[x * k + i]! -= factor * w[x * k + column]!
      }
    }
  }
  return true
}

function swap(a: Float64Array, i: number, j: number): void {
  const held = a[i]!
  a[i] = a[j]!
  a[j] = held
}
