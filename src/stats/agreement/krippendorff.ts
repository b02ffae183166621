// Agreement of any number of coders on any kind of scale, with codes missing: of interview themes as well as of ratings.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { BadCall, type Rows } from '../shape.ts'

/** The ratio scale compares every two different values: beyond this many that takes too long. */
const MOST_VALUES = 4_000

export type KrippendorffInput = {
  /** Rows are coders, columns units, null is not coded. */
  readonly ratings?: Rows | undefined
  /** One such table of codes for each theme. */
  readonly themes?: readonly Rows[] | undefined
}

/** The four scales belong to `ratings`, the list to `themes`. */
export type Krippendorff = Answer & { readonly [K in Scale]?: Maybe } & {
  readonly nominalPerTheme?: readonly Maybe[]
  readonly units?: number
  readonly values?: number
}

/**
 * Krippendorff's alpha, 1 less the disagreement observed over the disagreement by chance: for ratings on a nominal, ordinal,
 * interval and ratio scale; for themes on the nominal scale, one for each. A unit with fewer than two codes says nothing and
 * is left out; values below 0 have no ratio scale. Null when nothing varies. Source: Krippendorff 2011, Computing
 * Krippendorff's alpha-reliability (the coincidence matrix); 2019, Content Analysis, 4th ed., chapter 12.
 */
export function krippendorff({ ratings, themes }: KrippendorffInput): Krippendorff {
  if (!ratings && !themes) throw new BadCall('input.ratings or input.themes is needed')
  const issues = new Issues()
  const byTheme = themes?.map((theme) => alphas(theme, ['nominal'], issues).nominal ?? null)
  if (themes?.length === 0) issues.add('no-data')
  return {
    ...(ratings ? alphas(ratings, ['nominal', 'ordinal', 'interval', 'ratio'], issues) : {}),
    ...(byTheme ? { nominalPerTheme: byTheme } : {}),
    ...(ratings ? sizes(ratings) : {}),
    issues: issues.list,
  }
}

type Scale = 'nominal' | 'ordinal' | 'interval' | 'ratio'

function alphas(ratings: Rows, scales: readonly Scale[], issues: Issues): Partial<Record<Scale, Maybe>> {
  const units = pairable(ratings)
  const values = units.flat()
  const different = new Set(values)
  if (values.length === 0) issues.add(noPairs(ratings), 'no-pairs')
  else if (different.size === 1) issues.add('no-variation')
  const defined = values.length > 0 && different.size > 1
  return Object.fromEntries(
    scales.map((scale) => [scale, defined ? orNull(alpha(units, scale, different, issues)) : null]),
  )
}

const noPairs = (ratings: Rows): 'no-data' | 'all-missing' | 'no-pairs' =>
  (ratings[0]?.length ?? 0) === 0
    ? 'no-data'
    : ratings.every((row) => row.every((value) => value === null))
      ? 'all-missing'
      : 'no-pairs'

/** The codes of every unit that has two or more. */
function pairable(ratings: Rows): number[][] {
  const width = ratings[0]?.length ?? 0
  return Array.from({ length: width }, (_, unit) =>
    ratings.map((row) => row[unit]!).filter((value) => value !== null),
  ).filter((codes) => codes.length > 1)
}

const sizes = (ratings: Rows): { readonly units: number; readonly values: number } => {
  const units = pairable(ratings)
  return { units: units.length, values: units.reduce((sum, codes) => sum + codes.length, 0) }
}

/** Σ of the differences of all ordered pairs of a list. */
type Differences = (values: readonly number[]) => number

function alpha(units: readonly number[][], scale: Scale, different: ReadonlySet<number>, issues: Issues): number {
  const { differences, of } = metric(units, scale, different)
  if (!differences) {
    issues.add('out-of-range')
    return NaN
  }
  const all = units.flat().map(of)
  let observed = 0
  for (const codes of units) observed += differences(codes.map(of)) / (codes.length - 1)
  const expected = differences(all) / (all.length - 1)
  if (!Number.isFinite(observed) || !Number.isFinite(expected) || expected === 0) {
    issues.add('out-of-range')
    return NaN
  }
  return 1 - observed / expected
}

type Metric = { readonly differences: Differences | undefined; readonly of: (value: number) => number }

/** How the values are read, and what the differences of a list of them are. */
function metric(units: readonly number[][], scale: Scale, different: ReadonlySet<number>): Metric {
  const same = (value: number): number => value
  if (scale === 'nominal') return { differences: unequalPairs, of: same }
  if (scale === 'interval') {
    const [least, most] = bounds(different)
    // Within the range, so that an offset costs no digits and no square overflows.
    return { differences: squares, of: (value) => (value / 2 - least / 2) / (most / 2 - least / 2) }
  }
  if (scale === 'ordinal') {
    const ranks = midRanks(units.flat())
    return { differences: squares, of: (value) => ranks.get(value)! }
  }
  const apt = different.size <= MOST_VALUES && [...different].every((value) => value >= 0)
  return { differences: apt ? ratios : undefined, of: same }
}

function bounds(values: Iterable<number>): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

function tally(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function unequalPairs(values: readonly number[]): number {
  let sum = 0
  for (const count of tally(values).values()) sum += count * (values.length - count)
  return sum
}

/** Σ(x - y)² over ordered pairs is 2n Σ(x - mean)². */
function squares(values: readonly number[]): number {
  const from = values[0]!
  let mean = 0
  for (const value of values) mean += (value - from) / values.length
  let sum = 0
  for (const value of values) sum += (value - from - mean) ** 2
  return 2 * values.length * sum
}

/** Σ((x - y)/(x + y))²; two zeros are the same. */
function ratios(values: readonly number[]): number {
  const counts = [...tally(values)]
  let sum = 0
  for (let i = 0; i < counts.length; i++)
    for (let j = 0; j < i; j++) {
      const [x, times] = counts[i]!
      const [y, others] = counts[j]!
      sum += 2 * times * others * ((x / 2 - y / 2) / (x / 2 + y / 2)) ** 2
    }
  return sum
}

/** Ordinal differences are those of the mid-ranks among all codes. */
function midRanks(values: readonly number[]): Map<number, number> {
  let before = 0
  const ranks = new Map<number, number>()
  for (const [value, count] of [...tally(values)].sort(([a], [b]) => a - b)) {
    ranks.set(value, before + count / 2)
    before += count
  }
  return ranks
}
