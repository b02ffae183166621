// Probabilities of the laws the tests use, for those who check a printed t, F or chi-square by hand.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import type { Watch } from '../op.ts'
import { BadCall } from '../shape.ts'
import { chiLower, chiUpper } from './chi-square.ts'
import { fLower, fUpper } from './f.ts'
import { normalLower, normalUpper } from './normal.ts'
import { tLower, tUpper } from './t.ts'
import { tukeyUpper } from './tukey.ts'

/** The first is what is usual: away from zero for t and norm, upwards for the laws of positive numbers. */
export const TAILS = ['upper for t>0, f, chisq, tukey; lower for negative', 'upper', 'lower', 'both'] as const
export type Tail = (typeof TAILS)[number]

/** A studentised range takes a few milliseconds: more rows than this are a mistake or an attack. */
const MOST_ROWS = 10_000

type Law = {
  /** How many numbers describe the law beside the quantile. */
  readonly parameters: number
  readonly symmetric: boolean
  readonly upper: (q: number, ...parameters: number[]) => number
  readonly lower: (q: number, ...parameters: number[]) => number
}

const LAWS: Readonly<Record<string, Law>> = {
  t: { parameters: 1, symmetric: true, upper: (q, df) => tUpper(q, df), lower: (q, df) => tLower(q, df) },
  norm: { parameters: 0, symmetric: true, upper: (q) => normalUpper(q), lower: (q) => normalLower(q) },
  f: { parameters: 2, symmetric: false, upper: (q, a, b) => fUpper(q, a, b), lower: (q, a, b) => fLower(q, a, b) },
  chisq: { parameters: 1, symmetric: false, upper: (q, df) => chiUpper(q, df), lower: (q, df) => chiLower(q, df) },
  tukey: {
    parameters: 2,
    symmetric: false,
    upper: (q, k, df) => tukeyUpper(q, k, df),
    lower: (q, k, df) => 1 - tukeyUpper(q, k, df),
  },
}

/**
 * One probability for each row: ["t", q, df], ["f", q, df1, df2], ["chisq", q, df], ["norm", z], ["tukey", q, groups, df].
 * A row with a missing number, or with parameters that no law has, answers null. Far tails keep their relative accuracy.
 * `both` doubles the tail of t and norm away from zero, and is the upper tail of the others, whose tests are two-sided so.
 * Sources: Cody 1969, Abramowitz and Stegun 1964 (26.4 to 26.7), Loader 2000, Harter 1960.
 */
export function distribution(
  { q }: { readonly q: readonly unknown[] },
  { tail }: { readonly tail: Tail },
  watch: Watch = () => {},
): Answer & { readonly p: readonly Maybe[] } {
  if (q.length > MOST_ROWS) throw new BadCall(`input.q has more than ${MOST_ROWS} rows`)
  const issues = new Issues()
  const p = q.map((row, at) => {
    watch(at / q.length)
    const { law, numbers } = readRow(row, `input.q[${at}]`)
    const missing = numbers.some((one) => one === null)
    const value = missing ? null : orNull(probability(law, numbers as number[], tail))
    if (value === null) issues.add(missing ? 'no-data' : 'out-of-range')
    return value
  })
  if (q.length === 0) issues.add('no-data')
  return { p, issues: issues.list }
}

function readRow(row: unknown, place: string): { law: Law; numbers: (number | null)[] } {
  if (!Array.isArray(row) || typeof row[0] !== 'string')
    throw new BadCall(`${place} must be a law and its numbers, such as ["t", 2.1, 30]`)
  const [name, ...numbers] = row as [string, ...unknown[]]
  if (!Object.hasOwn(LAWS, name))
    throw new BadCall(`${place}: there is no law “${name.slice(0, 40)}”, only ${Object.keys(LAWS).join(', ')}`)
  const law = LAWS[name]!
  if (numbers.length !== law.parameters + 1)
    throw new BadCall(`${place}: “${name}” takes ${law.parameters + 1} numbers, the quantile first`)
  if (!numbers.every((one) => one === null || (typeof one === 'number' && Number.isFinite(one))))
    throw new BadCall(`${place}: what follows “${name}” must be numbers`)
  return { law, numbers: numbers as (number | null)[] }
}

function probability(law: Law, [q, ...parameters]: readonly number[], tail: Tail): number {
  const upper = tail === 'upper' || (tail !== 'lower' && !(law.symmetric && q! < 0))
  const p = upper ? law.upper(q!, ...parameters) : law.lower(q!, ...parameters)
  return tail === 'both' && law.symmetric ? Math.min(1, 2 * p) : p
}
