// Reference cases: what R, or a published table, says the answer is. `NAME.json` is what `NAME.R` printed when it was last
// recorded (`node scripts/record-reference.ts NAME`); `published.NAME.json` is written by hand, each case with its citation.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../shape.ts'

export const folder = import.meta.dirname

export type Tolerance = { readonly relative?: number; readonly absolute?: number }
export type Case = {
  readonly name: string
  readonly op: string
  readonly input: unknown
  readonly options?: unknown
  /** Some of the answer's keys; what is not named here is not compared. */
  readonly expected: Readonly<Record<string, unknown>>
  readonly tolerance?: Tolerance
  readonly published?: string
}

export function recorded(file: string): readonly Case[] {
  return (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { cases: Case[] }).cases
}
export const files = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
export const scripts = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.R') && name !== 'write.R')
    .toSorted()

const USUAL = { relative: 1e-7, absolute: 1e-9 }

/** Where the two differ, as places with both values; empty when they agree. Numbers by tolerance, all else exactly. */
export function differences(actual: unknown, expected: unknown, tolerance: Tolerance = {}, place = ''): string[] {
  const { relative, absolute } = { ...USUAL, ...tolerance }
  if (typeof expected === 'number' && typeof actual === 'number')
    return Math.abs(actual - expected) <= absolute + relative * Math.abs(expected)
      ? []
      : [`${place}: ${actual}, expected ${expected}`]
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${place}: ${JSON.stringify(actual)?.slice(0, 80)}, expected a list of ${expected.length}`]
    return expected.flatMap((one, at) => differences(actual[at], one, tolerance, `${place}[${at}]`))
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [`${place}: ${JSON.stringify(actual)}, expected an object`]
    return Object.keys(expected).flatMap((key) =>
      differences(actual[key], expected[key], tolerance, place === '' ? key : `${place}.${key}`),
    )
  }
  return Object.is(actual ?? null, expected ?? null)
    ? []
    : [`${place}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`]
}

type Matrix = number[][]
/** Keys whose columns are factors, and those whose rows are too. */
const BY_FACTOR = ['loadings', 'weights', 'scores', 'ssLoadings', 'generalLoadings']
const BOTH_WAYS = ['phi', 'scoreCorrelation']

/**
 * The answer with its factors in the order and with the signs of the expected ones: both are arbitrary. Each expected factor
 * takes the free factor with the largest congruence.
 */
export function aligned(
  actual: Readonly<Record<string, unknown>>,
  expected: Case['expected'],
): Record<string, unknown> {
  const key = ['loadings', 'weights'].find((one) => Array.isArray(expected[one]) && Array.isArray(actual[one]))
  if (key === undefined) return { ...actual }
  const ours = actual[key] as Matrix
  const theirs = expected[key] as Matrix
  const free = new Set(ours[0]!.map((_, at) => at))
  const order = theirs[0]!.map((_, factor) => {
    const congruence = (at: number): number => ours.reduce((sum, row, i) => sum + row[at]! * theirs[i]![factor]!, 0)
    const best = [...free].toSorted((a, b) => Math.abs(congruence(b)) - Math.abs(congruence(a)))[0]!
    free.delete(best)
    return { at: best, sign: congruence(best) < 0 ? -1 : 1 }
  })
  const turn = (row: readonly (number | null)[]): (number | null)[] =>
    order.map(({ at, sign }) => (row[at] == null ? null : row[at] * sign))
  const result: Record<string, unknown> = { ...actual }
  for (const one of BY_FACTOR) {
    const value = actual[one]
    if (!Array.isArray(value) || !Array.isArray(value[0]) || value[0].length !== order.length) continue
    result[one] = (value as Matrix).map(turn)
  }
  if (Array.isArray(actual['ssLoadings'])) {
    const sums = actual['ssLoadings'] as number[]
    result['ssLoadings'] = order.map(({ at }) => sums[at]!)
  }
  for (const one of BOTH_WAYS) {
    const value = actual[one]
    if (Array.isArray(value)) result[one] = turnBoth(value as Matrix, order)
  }
  return result
}

const turnBoth = (matrix: Matrix, order: readonly { at: number; sign: number }[]): Matrix =>
  order.map(({ at, sign }) => order.map((other) => matrix[at]![other.at]! * sign * other.sign))
