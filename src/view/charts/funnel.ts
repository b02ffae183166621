// The funnel: places of different size beside each other without a ranking. Between the curves is where chance alone would
// leave a place of that size; whoever lies beyond is named.

import { html, type Html } from '../html.ts'
import {
  apart,
  chartFigure,
  drawing,
  LINE,
  plainNumber,
  QUIET,
  round,
  SERIES,
  text,
  ticks,
  WIDTH,
  type ChartOptions,
  type FigureNotes,
} from './drawing.ts'

export interface FunnelOptions extends ChartOptions {
  /** How many each place rests on, in the order of the labels. The first series has their proportions. */
  sizes: readonly number[]
  limits: {
    target: number
    /** Sizes, ascending, at which the curves are given. */
    at: readonly number[]
    low: readonly number[]
    high: readonly number[]
  }
}

const TOP = 12
const PLOT = 230
const LEADING = 18
const LETTER = 7.8

export function funnelChart(options: FunnelOptions & FigureNotes): Html {
  const { series, sizes } = options
  const people = { name: 'How many answered', values: [...sizes] }
  return chartFigure({ ...options, series: [...series, people] }, funnelChartSvg(options))
}

export function funnelChartSvg(options: FunnelOptions): Html {
  const { labels, series, sizes, limits, format = plainNumber } = options
  const values = series[0]?.values ?? []
  const known = values.filter((value) => value !== null)
  const marks = ticks(Math.min(...known, ...limits.low, limits.target), Math.max(...known, ...limits.high))
  const [low, high] = [marks[0]!, marks[marks.length - 1]!]
  const across = ticks(0, Math.max(1, ...sizes))
  const left = Math.max(...marks.map((mark) => format(mark).length)) * 8.5 + 12
  const right = WIDTH - 10
  const most = across[across.length - 1]!
  const xOf = (size: number): number => left + (size / most) * (right - left)
  const yOf = (value: number): number => TOP + PLOT * (1 - (value - low) / (high - low))
  const grid = marks.map((mark) => {
    const y = round(yOf(mark))
    return html`<line x1="${round(left)}" x2="${round(right)}" y1="${y}" y2="${y}" stroke="${LINE}"/>${text(format(mark), { x: left - 6, y: y + 5, anchor: 'end', colour: QUIET })}`
  })
  const foot = across.map((size) =>
    text(plainNumber(size), {
      x: xOf(size),
      y: TOP + PLOT + 20,
      anchor: size === most ? 'end' : 'middle',
      colour: QUIET,
    }),
  )
  const curve = (side: readonly number[]): string =>
    limits.at.map((size, i) => `${i === 0 ? 'M' : 'L'}${round(xOf(size))} ${round(yOf(side[i]!))}`).join('')
  const target = round(yOf(limits.target))
  const bounds = html`<line x1="${round(left)}" x2="${round(right)}" y1="${target}" y2="${target}" stroke="${QUIET}" stroke-width="1.5"/><path d="${curve(limits.low)}" fill="none" stroke="${QUIET}" stroke-dasharray="6 4" stroke-width="1.5"/><path d="${curve(limits.high)}" fill="none" stroke="${QUIET}" stroke-dasharray="6 4" stroke-width="1.5"/>`
  const points = values.map((value, i) =>
    value === null
      ? ''
      : html`<circle cx="${round(xOf(sizes[i]!))}" cy="${round(yOf(value))}" r="5" fill="${SERIES[0]}" stroke="#fff" stroke-width="1"/>`,
  )
  const axis = text('How many answered', {
    x: (left + right) / 2,
    y: TOP + PLOT + 20 + LEADING,
    anchor: 'middle',
    colour: QUIET,
  })
  const content = html`${grid}${bounds}${points}${namesOf(labels, values, sizes, limits, xOf, yOf)}${foot}${axis}`
  return drawing(options, TOP + PLOT + 20 + LEADING + 8, content)
}

type At = (value: number) => number

/** Only those beyond the curves have their name in the drawing; everyone is in the table. */
function namesOf(
  labels: readonly string[],
  values: readonly (number | null)[],
  sizes: readonly number[],
  limits: FunnelOptions['limits'],
  xOf: At,
  yOf: At,
): Html {
  const beyond = values.flatMap((value, i) => {
    if (value === null) return []
    const near = limits.at.findIndex((size) => size >= sizes[i]!)
    const at = near < 0 ? limits.at.length - 1 : near
    return value < limits.low[at]! || value > limits.high[at]! ? [{ value, i }] : []
  })
  const middles = apart(
    beyond.map(({ value }) => ({ wanted: yOf(value), height: LEADING })),
    0,
    TOP + PLOT,
  )
  return html`${beyond.map(({ i }, at) => {
    const words = labels[i]!.length > 18 ? `${labels[i]!.slice(0, 17).trimEnd()}…` : labels[i]!
    const x = xOf(sizes[i]!)
    const isRight = x + 10 + words.length * LETTER < WIDTH
    return text(words, { x: isRight ? x + 9 : x - 9, y: middles[at]! + 5, anchor: isRight ? 'start' : 'end' })
  })}`
}
