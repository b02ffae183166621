// Schools of different size beside each other without a league table: the funnel within which chance alone would leave them.
import { allOrNull, Issues, orNull, type Answer } from '../answer.ts'
import { columnOf, numericColumns } from '../columns.ts'
import { normalQuantile } from '../laws/normal.ts'
import { BadCall, type Columns } from '../shape.ts'
import { completePlaces, noteMissing } from './clustered.ts'

const Z95 = normalQuantile(0.975)
/** One in a thousand at each end. */
const Z998 = normalQuantile(0.999)

/**
 * Proportions of sites against the pooled one, with normal limits clipped to 0 to 1. The vectors follow the rows; a row with
 * something missing, or with numbers no proportion can have (a denominator not above 0, a numerator outside 0 to the
 * denominator), has nulls and does not count. `phi` is the mean of the squared z after the floor(winsorise x sites) lowest and
 * highest z are drawn in to the next; above 1 it widens the adjusted limits by its root. `outside998` and
 * `outside998Adjusted` are the names of the sites beyond the 99.8% limits, in the order of the rows.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24(8), 1185-1202.
 */
export function funnel(
  input: { readonly columns: Columns; readonly site: string; readonly numerator: string; readonly denominator: string },
  options: { readonly winsorise?: number } = {},
): Answer {
  const issues = new Issues()
  const sites = columnOf(input.columns, input.site)
  const [events, sizes] = numericColumns(input.columns, [input.numerator, input.denominator]) as [
    Float64Array,
    Float64Array,
  ]
  if (sites.length !== events.length) throw new BadCall('The columns are not of one length')
  const complete = completePlaces([events, sizes]).filter((row) => sites[row] !== null)
  noteMissing([events, sizes], complete.length, issues)
  const used = complete.filter((row) => sizes[row]! > 0 && events[row]! >= 0 && events[row]! <= sizes[row]!)
  if (used.length < complete.length) issues.add('out-of-range')
  const target = pooled(events, sizes, used)
  if (target === 0 || target === 1) issues.add('no-variation')
  const byRow = (value: (row: number) => number): Float64Array => {
    const values = new Float64Array(sites.length).fill(NaN)
    for (const row of used) values[row] = value(row)
    return values
  }
  const error = (row: number): number => Math.sqrt(target * (1 - target)) / Math.sqrt(sizes[row]!)
  const z = byRow((row) => (events[row]! / sizes[row]! - target) / error(row))
  const phi = dispersion(
    Float64Array.from(used, (row) => z[row]!),
    options.winsorise ?? 0.1,
    issues,
  )
  const widening = Math.sqrt(Math.max(phi, 1))
  const limit = (times: number): readonly (number | null)[] =>
    allOrNull(byRow((row) => Math.min(1, Math.max(0, target + times * error(row)))))
  const outside = (beyond: number): string[] =>
    Array.from(used).flatMap((row) => (Math.abs(z[row]!) > beyond ? [String(sites[row])] : []))
  return {
    target: orNull(target),
    proportion: allOrNull(byRow((row) => events[row]! / sizes[row]!)),
    z: allOrNull(z),
    low95: limit(-Z95),
    high95: limit(Z95),
    low998: limit(-Z998),
    high998: limit(Z998),
    low998Adjusted: limit(-Z998 * widening),
    high998Adjusted: limit(Z998 * widening),
    phi: orNull(phi),
    outside998: outside(Z998),
    outside998Adjusted: Number.isNaN(phi) ? null : outside(Z998 * widening),
    issues: issues.list,
  }
}

/** Sums in units of the largest, so that no sum overflows. */
function pooled(events: Float64Array, sizes: Float64Array, used: Int32Array): number {
  const largest = used.reduce((most, row) => Math.max(most, sizes[row]!), 0)
  let above = 0
  let below = 0
  for (const row of used) {
    above += events[row]! / largest
    below += sizes[row]! / largest
  }
  return above / below
}

function dispersion(z: Float64Array, winsorise: number, issues: Issues): number {
  const drawn = Math.floor(winsorise * z.length)
  if (z.length === 0) return NaN
  if (!(winsorise >= 0) || 2 * drawn >= z.length) {
    issues.add('out-of-range')
    return NaN
  }
  const sorted = z.toSorted()
  const low = sorted[drawn]!
  const high = sorted[z.length - 1 - drawn]!
  return sorted.reduce((sum, value) => sum + Math.min(high, Math.max(low, value)) ** 2 / z.length, 0)
}
