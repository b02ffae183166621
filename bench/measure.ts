// What every measurement shares: runs taken in turns, so that a busy minute of the machine falls on ours and on the
// baseline alike, medians of them, and the one shape in which a result is printed.
import type { Postgres } from '../tests/postgres.ts'

export type Line = {
  bench: string
  case: string
  ours: number
  baseline: number
  unit: string
  /** ours / baseline */
  ratio: number
  /** The ratio we promise; null where the line is only for comparison. */
  goal: number | null
  better: 'higher' | 'lower'
  runs: number
}

export type Lab = {
  print(line: Line): void
  /** Words for whoever watches; never on standard output. */
  note(words: string): void
  /** The one server of this run, with fsync on, started when first asked for. */
  postgres(): Promise<Postgres>
}

export type Bench = { words: string; run(lab: Lab): Promise<void> }

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle]
  if (high === undefined) throw new Error('There is no median of nothing')
  return sorted.length % 2 === 1 ? high : (sorted[middle - 1]! + high) / 2
}

/** Runs all in turns, `rounds` times, and answers the median of each; every other round goes the other way round. */
export async function interleave<K extends string>(
  rounds: number,
  runs: Readonly<Record<K, () => number | Promise<number>>>,
): Promise<Record<K, number>> {
  const names = Object.keys(runs) as K[]
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as unknown as Record<K, number[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) taken[name].push(await runs[name]())
  }
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<K, number>
}

/** Milliseconds of processor time that `work` took in this process, whatever else the machine was doing. */
export function cpuOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Milliseconds from beginning to end. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Four figures are more than any run can tell apart. */
function short(value: number): number {
  return Number(value.toPrecision(4))
}

export function lineOf(parts: Omit<Line, 'ratio'>): Line {
  const { bench, case: name, ours, baseline, unit, goal, better, runs } = parts
  const ratio = short(ours / baseline)
  return { bench, case: name, ours: short(ours), baseline: short(baseline), unit, ratio, goal, better, runs }
}

export function isMissed({ ratio, goal, better }: Line): boolean {
  if (goal === null) return false
  return better === 'lower' ? ratio > goal : ratio < goal
}
