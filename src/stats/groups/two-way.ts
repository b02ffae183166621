// An outcome by two factors that cross, such as region and informant, where the cells are seldom of one size.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { numericColumn } from '../columns.ts'
import { fUpper } from '../laws/f.ts'
import { leastSquares } from '../matrix/least-squares.ts'
import { matrix } from '../matrix/matrix.ts'
import { BadCall, type Columns } from '../shape.ts'
import { cellsOf, typeThree, type Cells } from './factorial.ts'
import { isRounding, levelled } from './levelled.ts'

export type TwoWayInput = {
  readonly outcome: string
  /** Two: A and B. */
  readonly factors: readonly string[]
  readonly columns: Columns
}
type Effects = 'A' | 'B' | 'AB'
/** 3: type III, 2: type II; the interaction is the same in both. Partial eta squared goes with type III. */
type Keyed = { readonly [K in `${'F3_' | 'p3_' | 'F2_' | 'p2_' | 'df_' | 'partialEta_'}${Effects}`]: Maybe }
export type TwoWay = Answer & Keyed & { readonly dfError: Maybe }

type Squares = { readonly three: number; readonly two: number; readonly df: number }

/**
 * Rows in which anything is missing are left out. Every combination of the two factors needs a case, and the whole more
 * cases than combinations.
 * Source: Yates (1934), Journal of the American Statistical Association 29, 51-66 (III: weighted squares of means, II:
 * fitting constants); Searle (1987), Linear Models for Unbalanced Data, ch. 4-5.
 */
export function anova2({ outcome, factors, columns }: TwoWayInput): TwoWay {
  if (factors.length !== 2 || factors[0] === factors[1]) throw new BadCall('input.factors must name two columns')
  const { columns: centred, most } = levelled([numericColumn(columns, outcome)])
  const values = centred[0]!
  const cells = cellsOf(
    columns,
    factors,
    Array.from(values, (value) => !Number.isNaN(value)),
  )
  const issues = new Issues()
  if (!cells) return answer({}, null, NaN, issues.add('out-of-range'))
  const n = cells.counts.reduce((a, b) => a + b, 0)
  const filled = cells.counts.filter((count) => count > 0).length
  if (values.length === 0) issues.add('no-data')
  else if (n === 0) issues.add('all-missing')
  else if (cells.levels.some((names) => names.length < 2)) issues.add('too-few-groups')
  else if (filled < cells.size) issues.add(cells.size - filled > 1 ? 'empty-cells' : 'empty-cell', 'rank-deficient')
  const dfError = n === 0 ? null : n - filled
  if (issues.list.length > 0) return answer({}, dfError, NaN, issues)
  const { means, within } = cellMeans(cells, values)
  const error = dfError! > 0 ? within / dfError! : NaN
  if (dfError! < 1) issues.add('too-few-cases')
  else if (isRounding(Math.sqrt(error), most))
    return answer({}, dfError, NaN, issues.add(values.every(isSameAs(values)) ? 'no-variation' : 'zero-variance'))
  const [a, b] = cells.levels.map((names) => names.length) as [number, number]
  const three = (term: readonly boolean[]): number => typeThree(cells, term).sumOfSquares(means)
  const both = three([true, true])
  const found: Record<Effects, Squares> = {
    A: { three: three([true, false]), two: typeTwo(cells, means, a, b, 0), df: a - 1 },
    B: { three: three([false, true]), two: typeTwo(cells, means, a, b, 1), df: b - 1 },
    AB: { three: both, two: both, df: (a - 1) * (b - 1) },
  }
  return answer(found, dfError, error, issues)
}

const isSameAs =
  (values: Float64Array) =>
  (value: number): boolean =>
    Number.isNaN(value) || value === values.find((one) => !Number.isNaN(one))

function answer(found: Partial<Record<Effects, Squares>>, dfError: Maybe, error: number, issues: Issues): TwoWay {
  const keyed: Record<string, Maybe> = {}
  for (const effect of ['A', 'B', 'AB'] as const) {
    const { three, two, df } = found[effect] ?? { three: NaN, two: NaN, df: NaN }
    const within = error * (dfError ?? NaN)
    for (const [type, squares] of [
      ['3', three],
      ['2', two],
    ] as const) {
      const F = squares / df / error
      keyed[`F${type}_${effect}`] = orNull(F)
      keyed[`p${type}_${effect}`] = orNull(fUpper(F, df, dfError ?? NaN))
    }
    keyed[`df_${effect}`] = orNull(df)
    keyed[`partialEta_${effect}`] = orNull(three / (three + within))
  }
  return { ...(keyed as Keyed), dfError, issues: issues.list }
}

function cellMeans(cells: Cells, values: Float64Array): { readonly means: Float64Array; readonly within: number } {
  const means = new Float64Array(cells.size)
  for (const [row, cell] of cells.of.entries()) if (cell >= 0) means[cell]! += values[row]! / cells.counts[cell]!
  // Once more, for what rounding left.
  const rest = new Float64Array(cells.size)
  for (const [row, cell] of cells.of.entries())
    if (cell >= 0) rest[cell]! += (values[row]! - means[cell]!) / cells.counts[cell]!
  let within = 0
  for (let cell = 0; cell < cells.size; cell++) means[cell]! += rest[cell]!
  for (const [row, cell] of cells.of.entries()) if (cell >= 0) within += (values[row]! - means[cell]!) ** 2
  return { means, within }
}

/**
 * What factor A (`which` 0) or B explains after the other one, the interaction left out: both the outcome and the indicators
 * of the factor lose what the other factor explains, and what is left is regressed.
 */
function typeTwo({ counts, size }: Cells, means: Float64Array, a: number, b: number, which: 0 | 1): number {
  const own = (cell: number): number => (which === 0 ? Math.floor(cell / b) : cell % b)
  const other = (cell: number): number => (which === 0 ? cell % b : Math.floor(cell / b))
  const weight = new Float64Array(which === 0 ? b : a)
  for (let cell = 0; cell < size; cell++) weight[other(cell)]! += counts[cell]!
  const residual = (of: (cell: number) => number): Float64Array => {
    const average = new Float64Array(weight.length)
    for (let cell = 0; cell < size; cell++) average[other(cell)]! += (counts[cell]! / weight[other(cell)]!) * of(cell)
    return Float64Array.from(
      { length: size },
      (_, cell) => (of(cell) - average[other(cell)]!) * Math.sqrt(counts[cell]!),
    )
  }
  const indicators = Array.from({ length: (which === 0 ? a : b) - 1 }, (_, level) =>
    residual((cell) => (own(cell) === level ? 1 : 0)),
  )
  const design = matrix(size, indicators.length)
  for (const [j, indicator] of indicators.entries())
    for (let cell = 0; cell < size; cell++) design.at[cell * indicators.length + j] = indicator[cell]!
  const { fitted } = leastSquares(
    design,
    residual((cell) => means[cell]!),
  )
  return fitted.reduce((sum, one) => sum + one * one, 0)
}
