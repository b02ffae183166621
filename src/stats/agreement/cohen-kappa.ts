// How far two raters agree beyond chance: two coders of the same notes, or a team and a school judging the same practice.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { columnOf, sortedNames } from '../columns.ts'
import { normalQuantile } from '../laws/normal.ts'
import { BadCall, type Columns, type Value } from '../shape.ts'

export type CohenKappaInput = {
  readonly a: string
  readonly b: string
  readonly columns: Columns
  /** All there could be, in their order; without it those that occur, numbers by size. */
  readonly categories?: readonly Value[] | undefined
}

export type CohenKappa = Answer & {
  readonly [K in 'kappa' | 'se' | 'ciLow' | 'ciHigh' | 'observed' | 'expected' | 'percentAgreement']: Maybe
} & {
  readonly [K in 'linear' | 'linearSe' | 'quadratic' | 'quadraticSe']?: Maybe
} & { readonly n: number; readonly categories: readonly string[] }

/** Squares of it are held in memory. */
const MOST_CATEGORIES = 1_000

/**
 * Cohen's kappa of two columns over the rows where both have a value, with the proportions of agreement observed and
 * expected and a 95% interval; and kappa weighted by the distance of the categories (linear, quadratic), equal steps
 * between neighbours in their order. With `categories`, a value that is none of them makes its row no pair (out-of-range).
 * Null when both raters only ever use one and the same category, and when there are more than 1000. Sources: Cohen 1960, Educ Psychol Meas 20:37; Cohen 1968,
 * Psychol Bull 70:213; standard errors Fleiss, Cohen and Everitt 1969, Psychol Bull 72:323.
 */
export function cohenKappa(
  { a, b, columns, categories }: CohenKappaInput,
  { weights = 'both' }: { readonly weights?: 'both' | 'none' | undefined } = {},
): CohenKappa {
  const issues = new Issues()
  const first = columnOf(columns, a)
  const second = columnOf(columns, b)
  if (first.length !== second.length) throw new BadCall('The columns are not of one length')
  const names = categories ? [...new Set(categories.map(String))] : sortedNames([...first, ...second])
  const isTooMany = names.length > MOST_CATEGORIES
  if (isTooMany) issues.add('out-of-range')
  const shares = isTooMany ? undefined : jointShares(first, second, names, issues)
  const agreed = shares && kappaOf(shares, (i, j) => (i === j ? 1 : 0), issues)
  const steps = names.length - 1
  const linear = shares && kappaOf(shares, (i, j) => 1 - Math.abs(i - j) / steps, issues)
  const quadratic = shares && kappaOf(shares, (i, j) => 1 - ((i - j) / steps) ** 2, issues)
  return {
    ...interval(agreed),
    observed: agreed ? agreed.observed : null,
    expected: agreed ? agreed.expected : null,
    n: shares?.n ?? 0,
    ...(weights === 'none' ? {} : { linear: interval(linear).kappa, linearSe: interval(linear).se }),
    ...(weights === 'none' ? {} : { quadratic: interval(quadratic).kappa, quadraticSe: interval(quadratic).se }),
    percentAgreement: agreed ? 100 * agreed.observed : null,
    categories: names,
    issues: issues.list,
  }
}

type Shares = {
  readonly n: number
  readonly joint: Float64Array
  readonly rows: Float64Array
  readonly columns: Float64Array
}

function jointShares(
  first: readonly Value[],
  second: readonly Value[],
  names: readonly string[],
  issues: Issues,
): Shares | undefined {
  const places = new Map(names.map((name, at) => [name, at]))
  const k = names.length
  const joint = new Float64Array(k * k)
  let n = 0
  for (let row = 0; row < first.length; row++) {
    if (first[row] === null || second[row] === null) continue
    const i = places.get(String(first[row]))
    const j = places.get(String(second[row]))
    if (i === undefined || j === undefined) {
      issues.add('out-of-range')
      continue
    }
    joint[i * k + j]!++
    n++
  }
  if (first.length === 0) issues.add('no-data')
  else if ([first, second].some((column) => column.every((value) => value === null))) issues.add('all-missing')
  if (n === 0) {
    issues.add('no-pairs')
    return undefined
  }
  const rows = new Float64Array(k)
  const columns = new Float64Array(k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const share = (joint[i * k + j]! /= n)
      rows[i]! += share
      columns[j]! += share
    }
  return { n, joint, rows, columns }
}

type Kappa = { readonly observed: number; readonly expected: number; readonly kappa: number; readonly se: number }

/** With agreement weights, 1 for the same category. The standard error is that for any true kappa, not only 0. */
function kappaOf({ n, joint, rows, columns }: Shares, weight: (i: number, j: number) => number, issues: Issues): Kappa {
  const k = rows.length
  const rowWeights = new Float64Array(k)
  const columnWeights = new Float64Array(k)
  let observed = 0
  // What is lacking to 1 is summed itself: near full agreement a difference from 1 has few digits.
  let missed = 0
  let missedByChance = 0
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const w = k === 1 ? 1 : weight(i, j)
      observed += w * joint[i * k + j]!
      missed += (1 - w) * joint[i * k + j]!
      missedByChance += (1 - w) * rows[i]! * columns[j]!
      rowWeights[i]! += w * columns[j]!
      columnWeights[j]! += w * rows[i]!
    }
  const expected = 1 - missedByChance
  if (missedByChance === 0) {
    issues.add('no-variation')
    return { observed, expected, kappa: NaN, se: NaN }
  }
  const short = missed / missedByChance
  const kappa = 1 - short
  let sum = 0
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const w = k === 1 ? 1 : weight(i, j)
      sum += joint[i * k + j]! * (w - (rowWeights[i]! + columnWeights[j]!) * short) ** 2
    }
  const difference = sum - (kappa - expected * short) ** 2
  // Less than this is rounding.
  const variance = difference > 1e-15 ? difference : 0
  return { observed, expected, kappa, se: Math.sqrt(variance / n) / missedByChance }
}

function interval(one: Kappa | undefined): { kappa: Maybe; se: Maybe; ciLow: Maybe; ciHigh: Maybe } {
  if (!one) return { kappa: null, se: null, ciLow: null, ciHigh: null }
  const half = normalQuantile(0.975) * one.se
  return {
    kappa: orNull(one.kappa),
    se: orNull(one.se),
    // No kappa is beyond 1.
    ciLow: orNull(Math.max(-1, one.kappa - half)),
    ciHigh: orNull(Math.min(1, one.kappa + half)),
  }
}
