// One way into every rotation, and the order and signs in which factors are shown: a rotation leaves both free, and a
// reader should not see two dimensions change places between two reports for that reason.
import { inverseOf } from '../matrix/cholesky.ts'
import { eigenvalues } from '../matrix/eigen.ts'
import { identity, matrix, times, transposed, type Matrix } from '../matrix/matrix.ts'
import { quartimin } from './quartimin.ts'
import { usualStarts } from './rotation-starts.ts'
import { varimax } from './varimax.ts'

export type Rotation = 'none' | 'oblimin' | 'promax' | 'varimax'
export type Rotated = {
  /** Pattern, items x factors; the factors by explained variance, each with a column sum of 0 or more. */
  readonly loadings: Matrix
  /** Correlations of the factors. */
  readonly phi: Matrix
  /** oblimin: the quartimin value; varimax and promax: the varimax criterion reached; none: NaN. */
  readonly criterion: number
  readonly converged: boolean
  readonly starts: number
  /** How many of the starts ended in the solution that is answered. */
  readonly startsAgreeing: number
}
export type RotationChoice = {
  readonly rotation: Rotation
  /** Rows brought to length 1 before: usually so for varimax and promax, and not for oblimin. */
  readonly kaiser?: boolean
  /** The power of promax; usually 4. */
  readonly m?: number
  readonly starts?: number
}

/**
 * The rotated factors of loadings whose factors are uncorrelated. Undefined where promax has no answer: its power target
 * cannot be reached because factors are dependent, or the power is beyond what numbers hold.
 * Source: those of `varimax` and `quartimin`; promax: Hendrickson & White (1964), British J. Stat. Psychol. 17, 65-70.
 */
export function rotated(given: Matrix, choice: RotationChoice): Rotated | undefined {
  const { rotation, m = 4 } = choice
  const scale = scaleOf(given)
  const loadings = scale === 1 ? given : scaledBy(given, 1 / scale)
  const turned = turnedBy(rotation, loadings, choice, m)
  if (!turned || scale === 1) return turned
  const isScaleFree = choice.kaiser ?? rotation !== 'oblimin'
  return {
    ...turned,
    loadings: scaledBy(turned.loadings, scale),
    criterion: turned.criterion * (isScaleFree ? 1 : scale ** 4),
  }
}

/** A power of two that brings loadings far from 1 to it, so that one measure of "flat" fits all. */
function scaleOf({ at }: Matrix): number {
  const largest = at.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0)
  return largest > 4 || (largest < 0.1 && largest > 0) ? 2 ** Math.max(-1000, Math.floor(Math.log2(largest))) : 1
}

const scaledBy = (a: Matrix, scale: number): Matrix =>
  matrix(
    a.rows,
    a.columns,
    a.at.map((cell) => cell * scale),
  )

function turnedBy(rotation: Rotation, loadings: Matrix, choice: RotationChoice, m: number): Rotated | undefined {
  const k = loadings.columns
  const starts = choice.starts ?? affordable(usualStarts(k), loadings)
  const upright = inOrder({
    loadings,
    phi: identity(k),
    criterion: NaN,
    converged: true,
    starts: 1,
    startsAgreeing: 1,
  })
  // Principal axes with settled signs: random starts then do not depend on the order of the items.
  if (rotation === 'none' || k < 2) return upright
  if (rotation === 'oblimin') return inOrder(quartimin(upright.loadings, { kaiser: choice.kaiser ?? false, starts }))
  const turned = varimax(upright.loadings, { kaiser: choice.kaiser ?? true, starts })
  if (rotation === 'varimax') return inOrder({ ...turned, phi: identity(k) })
  const powered = promax(turned.loadings, m)
  return powered && inOrder({ ...turned, ...powered })
}

/** With very many items or factors thirty starts would take minutes. */
const affordable = (starts: number, { rows, columns }: Matrix): number =>
  Math.max(3, Math.min(starts, Math.floor(2e6 / (rows * columns ** 2))))

function promax(loadings: Matrix, m: number): { readonly loadings: Matrix; readonly phi: Matrix } | undefined {
  const k = loadings.columns
  const target = matrix(
    loadings.rows,
    k,
    loadings.at.map((cell) => cell * Math.abs(cell) ** (m - 1)),
  )
  const inverse = inverseOf(times(transposed(loadings), loadings))
  if (!inverse) return undefined
  const turn = times(inverse, times(transposed(loadings), target))
  // Columns to length 1 first: powers of small loadings are tiny.
  for (let j = 0; j < k; j++) {
    let square = 0
    for (let i = 0; i < k; i++) square += turn.at[i * k + j]! ** 2
    for (let i = 0; i < k; i++) turn.at[i * k + j]! /= Math.sqrt(square)
  }
  const phi = inverseOf(times(transposed(turn), turn))
  if (!phi) return undefined
  const scale = Float64Array.from({ length: k }, (_, j) => Math.sqrt(phi.at[j * k + j]!))
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      turn.at[i * k + j]! *= scale[j]!
      phi.at[i * k + j]! /= scale[i]! * scale[j]!
    }
  for (let j = 0; j < k; j++) phi.at[j * k + j] = 1
  return { loadings: times(loadings, turn), phi }
}

/** The diagonal of phi L'L: what each factor explains, with its share in what it explains together with others. */
export function explainedBy(loadings: Matrix, phi: Matrix): Float64Array {
  const k = loadings.columns
  const products = times(phi, times(transposed(loadings), loadings))
  return Float64Array.from({ length: k }, (_, j) => products.at[j * k + j]!)
}

function inOrder(turned: Rotated): Rotated {
  const { loadings, phi } = turned
  const k = loadings.columns
  const explained = explainedBy(loadings, phi)
  const order = [...explained.keys()].sort((a, b) => explained[b]! - explained[a]!)
  const signs = order.map((j) => signOf(loadings, j))
  const shown = matrix(loadings.rows, k)
  const correlations = matrix(k, k)
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < loadings.rows; i++) shown.at[i * k + j] = signs[j]! * loadings.at[i * k + order[j]!]!
    for (let i = 0; i < k; i++)
      correlations.at[i * k + j] = i === j ? 1 : signs[i]! * signs[j]! * phi.at[order[i]! * k + order[j]!]!
  }
  return { ...turned, loadings: shown, phi: correlations }
}

/** The sign of the column's sum; where that is lost in rounding, of its largest loading. */
function signOf({ rows, columns, at }: Matrix, j: number): number {
  let sum = 0
  let sizes = 0
  let largest = 0
  for (let i = 0; i < rows; i++) {
    const cell = at[i * columns + j]!
    sum += cell
    sizes += Math.abs(cell)
    if (Math.abs(cell) > Math.abs(largest) + 1e-9) largest = cell
  }
  return (Math.abs(sum) > 1e-9 * sizes ? sum : largest) < 0 ? -1 : 1
}

/** Whether factors with these products are so dependent that a pattern says nothing. */
export function isCollapsed(products: Matrix): boolean {
  const values = eigenvalues(products)
  return !(values.at(-1)! > 1e-9 * values[0]!)
}
