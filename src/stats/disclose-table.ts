// Counts in a two-way table, fit to be shown: small counts are hidden, and beside them just enough others that nobody
// can work them out from the margins. Promises: from all that is shown, and knowing this rule, the possible values of a
// hidden small count span at least 2; a zero is never hidden unless zeros are secret too.
import { allSafe, hideFurther, isSearchable, type Network, type Secrets } from './disclose-network.ts'
import type { Issue } from './issues.ts'

/** The usual least group of a survey; a setting may raise it. */
export const USUAL_THRESHOLD = 10
/** A hidden small count may be any of at least three neighbouring numbers. */
const LEAST_SPAN = 2

export type Cell = number | null
export type Counts = {
  readonly counts: readonly (readonly Cell[])[]
  readonly rows?: readonly string[] | undefined
  readonly columns?: readonly string[] | undefined
}
export type SuppressOptions = {
  /** Counts of 1 to threshold - 1 are hidden. */
  readonly threshold?: number | undefined
  /** Zeros are shown (the usual); false: nobody may learn that a cell is empty. */
  readonly zeroIsSafe?: boolean | undefined
  /** False: no margin is shown, here or anywhere else. */
  readonly marginsPublished?: boolean | undefined
}
/**
 * (rows + 1) x (columns + 1), margins last; null is hidden. The whole table is null when the call made no sense. Issue
 * `no-convergence`: too large for the search, so more may be hidden than must be.
 */
export type Suppressed = { readonly table: Cell[][] | null; readonly issues: Issue[] }

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
export const isThreshold = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1

/** The table with its margin column and margin row. */
export function withMargins(counts: readonly (readonly number[])[]): number[][] {
  const rows = counts.map((row) => [...row, row.reduce((sum, count) => sum + count, 0)])
  return [...rows, rows[0]!.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0))]
}

export function suppress(input: Counts, options: SuppressOptions = {}): Suppressed {
  const { threshold = USUAL_THRESHOLD, zeroIsSafe = true, marginsPublished = true } = options
  const { counts } = input
  const width = counts[0]?.length ?? 0
  if (width === 0 || counts.some((row) => row.some((count) => count === null)))
    return { table: null, issues: ['no-data'] }
  const named = (input.rows?.length ?? counts.length) === counts.length && (input.columns?.length ?? width) === width
  const whole = counts.every((row) => row.length === width && row.every(isCount))
  if (!named || !whole || !isThreshold(threshold)) return { table: null, issues: ['out-of-range'] }
  const table = withMargins(counts as number[][])
  if (!table.at(-1)!.every(isCount)) return { table: null, issues: ['out-of-range'] }
  const isSmall = (count: number): boolean => count < threshold && (count > 0 || !zeroIsSafe)
  if (!marginsPublished) {
    const shown = table.map((row, r) =>
      row.map((count, c) => (r === counts.length || c === width || isSmall(count) ? null : count)),
    )
    return { table: shown, issues: [] }
  }
  const small = Uint8Array.from(table.flat(), (count) => (isSmall(count) ? 1 : 0))
  const secrets = small.reduce((sum, is) => sum + is, 0)
  const isFull = isSearchable(table.length, width + 1, secrets)
  const hidden = isFull ? hiddenCells(table, small, zeroIsSafe) : withTheirTotals(small, width + 1)
  return {
    table: table.map((row, r) => row.map((count, c) => (hidden[r * (width + 1) + c] === 1 ? null : count))),
    issues: isFull ? [] : ['no-convergence'],
  }
}

/** A small count, with all its totals hidden too, may be any larger number: they would be larger with it. */
function withTheirTotals(small: Uint8Array, columns: number): Uint8Array {
  const hidden = small.slice()
  const lastRow = small.length - columns
  for (const [cell, is] of small.entries()) {
    if (is === 0) continue
    // A small total has small counts in its line, which bring in the totals that cross it.
    hidden[cell - (cell % columns) + columns - 1] = 1
    hidden[lastRow + (cell % columns)] = 1
    hidden[small.length - 1] = 1
  }
  return hidden
}

/** What hiding costs. By number: each cell alike, ties to the inner and smaller. Keeping: margins are dear. */
function costs(table: readonly (readonly number[])[], keepMargins: boolean, zeroIsSafe: boolean): number[] {
  const lastRow = table.length - 1
  const lastColumn = table[0]!.length - 1
  const most = table.slice(0, -1).reduce((all, row) => row.slice(0, -1).reduce((a, b) => Math.max(a, b), all), 1)
  const step = 1 / (1 + table.length * table[0]!.length) / 8
  return table.flatMap((row, r) =>
    row.map((count, c) => {
      if (count === 0 && zeroIsSafe) return Infinity
      const margins = (r === lastRow ? 1 : 0) + (c === lastColumn ? 1 : 0)
      if (margins === 0) return 1 + (step * count) / most
      return keepMargins ? 3 + margins : 1 + step * (1 + margins)
    }),
  )
}

type Found = { readonly hidden: Uint8Array | undefined; readonly size: number }
const EVERYTHING: Found = { hidden: undefined, size: Infinity }

function hiddenCells(table: readonly (readonly number[])[], always: Uint8Array, zeroIsSafe: boolean): Uint8Array {
  const values = table.flat()
  const cells = [...always.keys()].filter((cell) => always[cell] === 1)
  if (cells.length === 0) return always
  const secrets: Secrets = { cells, want: values.map(() => LEAST_SPAN), bothWays: true }
  // Whoever knows that zeros are shown knows that a hidden cell is at least 1.
  const floor = zeroIsSafe ? 1 : 0
  const network = (keepMargins: boolean, least: number): Network => ({
    rows: table.length,
    columns: table[0]!.length,
    fall: values.map((count) => Math.max(0, count - least)),
    rise: values.map(() => Infinity),
    cost: costs(table, keepMargins, zeroIsSafe),
  })
  const search = (keepMargins: boolean, least: number): Found => {
    const hidden = hideFurther(network(keepMargins, least), always, secrets)
    return hidden ? { hidden, size: hidden.reduce((sum, is) => sum + is, 0) } : EVERYTHING
  }
  const fewest = search(false, floor)
  const keeping = search(true, floor)
  // One more hidden cell is a fair price for keeping totals in sight, within two of what a plainer attacker, who does
  // not know that zeros are shown, would make necessary.
  const fair =
    keeping.size <= fewest.size || (keeping.size === fewest.size + 1 && keeping.size <= search(false, 0).size + 2)
  const { hidden } = fair ? keeping : fewest
  return hidden && allSafe(network(false, floor), hidden, secrets) ? hidden : Uint8Array.from(values, () => 1)
}
