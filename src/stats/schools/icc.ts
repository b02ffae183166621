// How far ratings of the same people or schools by several raters agree: the six intraclass correlations.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { fQuantile, fUpper } from '../laws/f.ts'
import type { Rows } from '../shape.ts'

const NAMES = ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'] as const
type Six = Record<(typeof NAMES)[number], Maybe>
type Form = {
  readonly icc: number
  readonly low: number
  readonly high: number
  readonly F: number
  readonly p: number
}

/**
 * The six forms of Shrout & Fleiss for ratings of targets (rows) by raters (columns): 1 each target has raters of its own,
 * 2 raters are a sample, 3 these raters; k the mean of all raters. Rows with a missing rating are left out, as
 * psych::ICC(lmer = FALSE) does. Needs two targets and two raters. When the raters leave no residual at all, F and the
 * limits are null and the coefficients stand.
 * Source: Shrout & Fleiss (1979), Psychological Bulletin 86(2), 420-428; limits by McGraw & Wong (1996), Psychological
 * Methods 1(1), 30-46, table 7.
 */
export function icc(ratings: Rows): Answer {
  const issues = new Issues()
  const raters = ratings[0]?.length ?? 0
  const complete = ratings.filter((row) => row.every((value) => value !== null)) as readonly (readonly number[])[]
  const n = complete.length
  if (n === 0) issues.add('no-data')
  if (n === 0 && ratings.length > 0) issues.add('all-missing')
  if (n < 2) issues.add('too-few-cases')
  if (raters < 2) issues.add('too-few-items')
  const forms = n < 2 || raters < 2 ? undefined : formsOf(complete, issues)
  return {
    icc: six(forms, (form) => form.icc),
    ciLow: six(forms, (form) => form.low),
    ciHigh: six(forms, (form) => form.high),
    F: six(forms, (form) => form.F),
    p: six(forms, (form) => form.p),
    n,
    raters,
    issues: issues.list,
  }
}

const six = (forms: readonly Form[] | undefined, of: (form: Form) => number): Six =>
  Object.fromEntries(NAMES.map((name, at) => [name, orNull(forms ? of(forms[at]!) : NaN)])) as Six

type Squares = {
  readonly n: number
  readonly k: number
  readonly between: number
  readonly within: number
  readonly raters: number
  readonly residual: number
}

function formsOf(ratings: readonly (readonly number[])[], issues: Issues): readonly Form[] | undefined {
  const squares = meanSquares(ratings)
  const { n, k, between, within, raters, residual } = squares
  if (!Number.isFinite(between + within)) {
    issues.add('out-of-range')
    return undefined
  }
  if (between === 0 && within === 0) {
    issues.add('no-variation')
    return undefined
  }
  if (residual === 0) issues.add('zero-variance')
  const [one, onek] = oneWay(between, within, n - 1, n * (k - 1), k)
  const [three, threek] = oneWay(between, residual, n - 1, (n - 1) * (k - 1), k)
  const two = {
    ...three,
    ...agreementLimits(squares),
    icc: (between - residual) / (between + (k - 1) * residual + (k * (raters - residual)) / n),
  }
  const twok = {
    ...two,
    icc: (between - residual) / (between + (raters - residual) / n),
    low: stepped(two.low, k),
    high: stepped(two.high, k),
  }
  const forms = [one, two, three, onek, twok, threek]
  if (forms.some((form) => form.icc < 0)) issues.add('negative-icc')
  return forms
}

/** The reliability of a mean of k, by the formula of Spearman and Brown. */
const stepped = (single: number, k: number): number => (single * k) / (1 + single * (k - 1))

/** The forms with one error term, for one rater and for the mean of k. */
function oneWay(between: number, error: number, df1: number, df2: number, k: number): readonly [Form, Form] {
  const F = between / error
  const test = error === 0 ? { F: NaN, p: NaN } : { F, p: fUpper(F, df1, df2) }
  const low = F / fQuantile(0.975, df1, df2)
  const high = F * fQuantile(0.975, df2, df1)
  const single = (ratio: number): number => (ratio - 1) / (ratio + k - 1)
  const mean = (ratio: number): number => 1 - 1 / ratio
  return [
    { icc: (between - error) / (between + (k - 1) * error), low: single(low), high: single(high), ...test },
    {
      icc: (between - error) / between,
      low: error === 0 ? NaN : mean(low),
      high: error === 0 ? NaN : mean(high),
      ...test,
    },
  ]
}

/** The approximate degrees of freedom are Satterthwaite's. */
function agreementLimits({ n, k, between, raters, residual }: Squares): {
  readonly low: number
  readonly high: number
} {
  if (residual === 0) return { low: NaN, high: NaN }
  const agreement = (between - residual) / (between + (k - 1) * residual + (k * (raters - residual)) / n)
  const a = k * agreement * (raters / residual)
  const b = n * (1 + (k - 1) * agreement) - k * agreement
  const df = ((k - 1) * (n - 1) * (a + b) ** 2) / ((n - 1) * a ** 2 + b ** 2)
  const rest = k * raters + (k * n - k - n) * residual
  const upper = fQuantile(0.975, n - 1, df)
  const lower = fQuantile(0.975, df, n - 1)
  return {
    low: (n * (between - upper * residual)) / (upper * rest + n * between),
    high: (n * (lower * between - residual)) / (rest + n * lower * between),
  }
}

/** Two-way analysis of variance without replication, on deviations from a first value so that an offset costs nothing. */
function meanSquares(ratings: readonly (readonly number[])[]): Squares {
  const n = ratings.length
  const k = ratings[0]!.length
  const first = ratings[0]![0]!
  const largest = ratings.reduce((most, row) => row.reduce((m, value) => Math.max(m, Math.abs(value - first)), most), 0)
  const scale = largest === 0 ? 1 : 2 ** Math.floor(Math.log2(largest))
  const shifted = ratings.map((row) => row.map((value) => (value - first) / scale))
  const targets = shifted.map((row) => mean(row))
  const grand = mean(targets)
  const columns = shifted[0]!.map((_, j) => mean(shifted.map((row) => row[j]!)))
  let residual = 0
  let within = 0
  for (const [i, row] of shifted.entries())
    for (const [j, value] of row.entries()) {
      within += (value - targets[i]!) ** 2
      residual += (value - targets[i]! - columns[j]! + grand) ** 2
    }
  const between = k * targets.reduce((sum, target) => sum + (target - grand) ** 2, 0)
  const raters = n * columns.reduce((sum, column) => sum + (column - grand) ** 2, 0)
  // What is left of sums that cancel in exact arithmetic is rounding, not disagreement.
  const noise = (between + within) * 1e-28
  const real = (sum: number): number => (sum > noise ? sum : 0)
  return {
    n,
    k,
    between: real(between) / (n - 1),
    within: real(within) / (n * (k - 1)),
    raters: real(raters) / (k - 1),
    residual: real(residual) / ((n - 1) * (k - 1)),
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
