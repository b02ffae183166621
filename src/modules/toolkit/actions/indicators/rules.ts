// What an indicator tells: its readings in order, and what changed between the first and the last. Pure.

export const directions = ['higher', 'lower'] as const
export type Direction = (typeof directions)[number]

export type Measured = {
  better: Direction
  baseline: number | null
  baseline_on: string | null
  target: number | null
  readings: readonly { on_day: string; value: number }[]
}

export type Dot = { on_day: string; value: number }

/** The baseline and the readings by day. A reading on the baseline's own day is the newer word. */
export function dotsOf(indicator: Measured): Dot[] {
  const { baseline, baseline_on: day, readings } = indicator
  const first =
    baseline === null || day === null || readings.some((one) => one.on_day === day)
      ? []
      : [{ on_day: day, value: baseline }]
  return [...first, ...readings.map(({ on_day, value }) => ({ on_day, value }))].sort((a, b) =>
    a.on_day < b.on_day ? -1 : 1,
  )
}

export type Finding =
  | { kind: 'nothing' }
  | { kind: 'one'; dot: Dot }
  | {
      kind: 'change'
      first: Dot
      last: Dot
      /** How far it moved, without its sign. */
      by: number
      went: 'wanted' | 'same' | 'other'
      /** Whether the target is met; null without a target. */
      reached: boolean | null
      /** How far it is still to the target; 0 when met or without one. */
      toGo: number
    }

export function findingOf(indicator: Measured): Finding {
  const dots = dotsOf(indicator)
  const [first] = dots
  const last = dots.at(-1)
  if (!first || !last) return { kind: 'nothing' }
  if (dots.length === 1) return { kind: 'one', dot: first }
  const { better, target } = indicator
  const change = last.value - first.value
  const wanted = better === 'higher' ? change > 0 : change < 0
  const reached = target === null ? null : better === 'higher' ? last.value >= target : last.value <= target
  return {
    kind: 'change',
    first,
    last,
    by: tidy(Math.abs(change)),
    went: change === 0 ? 'same' : wanted ? 'wanted' : 'other',
    reached,
    toGo: target === null || reached === true ? 0 : tidy(Math.abs(target - last.value)),
  }
}

/** Four decimals are kept in the table; sums of them should not show more. */
function tidy(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

export type Sided = {
  baseline: number | null
  baseline_on: string | null
  target: number | null
  target_on: string | null
}

/** A number needs its day and a day its number: which field is missing, if any. */
export function halfMissing(sides: Sided): keyof Sided | undefined {
  if (sides.baseline !== null && sides.baseline_on === null) return 'baseline_on'
  if (sides.baseline === null && sides.baseline_on !== null) return 'baseline'
  if (sides.target !== null && sides.target_on === null) return 'target_on'
  if (sides.target === null && sides.target_on !== null) return 'target'
  return undefined
}
