// Outcomes brought to a common middle and an ordinary size before anything is squared: differences between groups are what
// is asked, and numbers such as 1e9 + 0.25 or 1e-200 would lose them.
import { momentsOf, scaled } from '../correlations/moments.ts'

export type Levelled = {
  /** (value - middle) x scale, NaN where missing. */
  readonly columns: readonly Float64Array[]
  readonly middle: number
  /** A power of two. What is in the unit of the outcome is divided by it in the end. */
  readonly scale: number
  /** The largest absolute value x scale: what is far below its last digit is rounding and no variation. */
  readonly most: number
}

/** All columns by the same middle and scale. */
export function levelled(columns: readonly Float64Array[]): Levelled {
  const all = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0))
  let from = 0
  for (const column of columns) {
    all.set(column, from)
    from += column.length
  }
  const { column: sized, scale } = scaled(all)
  const { n, mean } = momentsOf(sized)
  const middle = n === 0 ? 0 : mean
  const moved = sized.map((value) => value - middle)
  let most = 0
  for (const value of sized) if (Math.abs(value) > most) most = Math.abs(value)
  from = 0
  const parts = columns.map((column) => moved.subarray(from, (from += column.length)))
  return { columns: parts, middle: middle / scale, scale, most }
}

/** Whether a standard error is nothing but the rounding of the numbers that it comes from, as R's t.test asks it. */
export const isRounding = (standardError: number, most: number): boolean => standardError <= 10 * Number.EPSILON * most
