// A line small enough to stand in a sentence or a table cell: where it began, how it went, where it is.
// Its name says the first and last value, so it is never the only way to know.

import { html, type Html } from '../html.ts'
import { plainNumber, round, SERIES } from './drawing.ts'

export interface SparklineOptions {
  /** What the numbers are: "Agreed ratings of Student voice". */
  label: string
  values: readonly (number | null)[]
  min?: number | undefined
  max?: number | undefined
  format?: ((value: number) => string) | undefined
}

const WIDE = 90
const HIGH = 26
const EDGE = 4

export function sparkline(options: SparklineOptions): Html {
  return sparklineSvg(options)
}

export function sparklineSvg({ label, values, min, max, format = plainNumber }: SparklineOptions): Html {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ at, value }]))
  const low = min ?? Math.min(...known.map((one) => one.value))
  const high = max ?? Math.max(...known.map((one) => one.value))
  const span = high - low || 1
  const xOf = (at: number): number => EDGE + (at * (WIDE - EDGE * 2)) / Math.max(values.length - 1, 1)
  const yOf = (value: number): number => HIGH - EDGE - ((value - low) / span) * (HIGH - EDGE * 2)
  const path = known.map(({ at, value }, i) => `${i === 0 ? 'M' : 'L'}${round(xOf(at))} ${round(yOf(value))}`).join('')
  const last = known[known.length - 1]
  const dot = last
    ? html`<circle cx="${round(xOf(last.at))}" cy="${round(yOf(last.value))}" r="3.2" fill="${SERIES[0]}"/>`
    : ''
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="ws-spark" viewBox="0 0 ${WIDE} ${HIGH}" width="${WIDE}" height="${HIGH}" role="img" aria-label="${spoken(label, known, format)}"><path d="${path}" fill="none" stroke="${SERIES[0]}" stroke-width="2"/>${dot}</svg>`
}

function spoken(label: string, known: readonly { value: number }[], format: (value: number) => string): string {
  const first = known[0]
  const last = known[known.length - 1]
  if (!first || !last) return `${label}: no figures yet`
  if (known.length === 1) return `${label}: ${format(last.value)}`
  return `${label}: from ${format(first.value)} to ${format(last.value)}`
}
