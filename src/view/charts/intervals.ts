// Points with their margins, one row for each name: a difference and how sure it is, loadings, schools drawn towards the
// rest. Values may lie on both sides of nought; a line marks what matters. Of several series each has its own marker.

import { html, nothing, type Html } from '../html.ts'
import {
  chartFigure,
  drawing,
  LINE,
  lines,
  plainNumber,
  QUIET,
  round,
  SERIES,
  text,
  ticks,
  WIDTH,
  type ChartOptions,
  type FigureNotes,
  type Series,
} from './drawing.ts'

/** Low and high are null where a point has no margin. */
export interface Point {
  value: number | null
  low: number | null
  high: number | null
}

export interface IntervalOptions extends ChartOptions {
  /** For each series a point for each label. */
  points: readonly (readonly Point[])[]
  /** A line across all rows: "no difference" at 0, the cut at 0.4. */
  mark?: { at: number; words: string } | undefined
}

const ROW = 24
const BETWEEN_SERIES = 11
const LETTER = 7.8
const LEADING = 19
/** Longer names stand over their row, so that they can be read whole. */
const MOST_BESIDE = 16

export function intervalChart(options: IntervalOptions & FigureNotes): Html {
  return chartFigure({ ...options, series: columnsOf(options) }, intervalChartSvg(options))
}

/** The table has each margin as two columns. */
function columnsOf({ series, points }: IntervalOptions): Series[] {
  return series.flatMap((one, i) => {
    const own = points[i] ?? []
    const column = (name: string, of: (point: Point) => number | null): Series => ({ name, values: own.map(of) })
    const value = column(one.name, (point) => point.value)
    if (own.every((point) => point.low === null)) return [value]
    return [value, column('From', (point) => point.low), column('To', (point) => point.high)]
  })
}

/** Round numbers that cover every point, margin and the mark. */
function marksOf({ points, mark, min, max }: IntervalOptions): number[] {
  const known = points.flat().flatMap(({ value, low, high }) => [value, low, high].filter((one) => one !== null))
  const all = [
    ...known,
    ...(mark ? [mark.at] : []),
    ...(min === undefined ? [] : [min]),
    ...(max === undefined ? [] : [max]),
  ]
  if (all.length === 0) return ticks(0, 1)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  return ticks(low, low === high ? low + 1 : high)
}

export function intervalChartSvg(options: IntervalOptions): Html {
  const { labels, series, points, mark, format = plainNumber } = options
  const marks = marksOf(options)
  const [low, high] = [marks[0]!, marks[marks.length - 1]!]
  const longest = Math.max(0, ...labels.map((label) => label.length))
  const isOver = longest > MOST_BESIDE
  const left = isOver ? 14 : longest * LETTER + 10
  const right = WIDTH - 14
  const xOf = (value: number): number => left + ((value - low) / (high - low)) * (right - left)
  const legend = legendOf(series)
  const head = legend.height + (mark ? LEADING : 0)
  // A name that stands over its row takes as many lines as it needs, up to two.
  const named = labels.map((label) => (isOver ? lines(label, Math.floor(WIDTH / LETTER)).slice(0, 2) : []))
  const each = ROW + (series.length - 1) * BETWEEN_SERIES
  const tops = named.map((_, row) =>
    named.slice(0, row).reduce((sum, parts) => sum + parts.length * LEADING + each, head),
  )
  const foot = (tops.at(-1) ?? head) + (named.at(-1)?.length ?? 0) * LEADING + each + 4
  const grid = marks.map((at) => {
    const x = round(xOf(at))
    return html`<line x1="${x}" x2="${x}" y1="${round(head)}" y2="${round(foot)}" stroke="${LINE}"/>${text(format(at), { x, y: foot + 17, anchor: 'middle', colour: QUIET })}`
  })
  const rows = labels.map((label, row) => {
    const parts = named[row]!
    const top = tops[row]! + parts.length * LEADING
    const own = series.map((_, i) => {
      const y = top + ROW / 2 + i * BETWEEN_SERIES
      return pointOf(points[i]?.[row], i, y, xOf, series.length === 1)
    })
    if (!isOver) return html`${own}${text(label, { x: 0, y: top + each / 2 + 5 })}`
    return html`${own}${parts.map((part, i) => onLines(part, top - 4 - (parts.length - 1 - i) * LEADING))}`
  })
  const content = html`${legend.drawn}${grid}${markOf(mark, xOf, head, foot)}${rows}`
  return drawing(options, foot + 24, content)
}

function legendOf(series: readonly Series[]): { drawn: Html; height: number } {
  if (series.length < 2) return { drawn: nothing, height: 4 }
  const drawn = series.map((one, i) => {
    const y = 12 + i * LEADING
    const words = lines(one.name, Math.floor((WIDTH - 20) / LETTER))[0] ?? ''
    return html`${marker(i, 7, y)}${text(words, { x: 20, y: y + 5 })}`
  })
  return { drawn: html`${drawn}`, height: series.length * LEADING + 10 }
}

function markOf(mark: IntervalOptions['mark'], xOf: (value: number) => number, head: number, foot: number): Html {
  if (!mark) return nothing
  const x = xOf(mark.at)
  const half = (mark.words.length * LETTER) / 2
  const at = Math.min(Math.max(x, half), WIDTH - half)
  return html`<line x1="${round(x)}" x2="${round(x)}" y1="${round(head - 3)}" y2="${round(foot)}" stroke="${QUIET}" stroke-width="1.5" stroke-dasharray="5 3"/>${text(mark.words, { x: at, y: head - 7, anchor: 'middle', colour: QUIET })}`
}

function pointOf(point: Point | undefined, i: number, y: number, xOf: (value: number) => number, alone: boolean): Html {
  if (!point || point.value === null)
    return alone ? text('Not shown', { x: WIDTH - 14, y: y + 5, anchor: 'end', colour: QUIET }) : nothing
  const colour = SERIES[i % SERIES.length]!
  const margin =
    point.low === null || point.high === null
      ? nothing
      : html`<line x1="${round(xOf(point.low))}" x2="${round(xOf(point.high))}" y1="${round(y)}" y2="${round(y)}" stroke="${colour}" stroke-width="2.5"/>`
  return html`${margin}${marker(i, xOf(point.value), y)}`
}

function marker(i: number, x: number, y: number): Html {
  const colour = SERIES[i % SERIES.length]!
  const shape = i % 4
  const mark = html`fill="${colour}" stroke="#fff" stroke-width="1"`
  if (shape === 0) return html`<circle cx="${round(x)}" cy="${round(y)}" r="5" ${mark}/>`
  if (shape === 1) return html`<rect x="${round(x - 4.5)}" y="${round(y - 4.5)}" width="9" height="9" ${mark}/>`
  if (shape === 2) return html`<path d="M${round(x)} ${round(y - 6)}l6 10.5h-12z" ${mark}/>`
  return html`<path d="M${round(x)} ${round(y - 6.5)}l6.5 6.5-6.5 6.5-6.5-6.5z" ${mark}/>`
}

/** Words that grid lines run behind, not through. */
function onLines(words: string, y: number): Html {
  const room = Math.floor(WIDTH / LETTER)
  const shown = words.length <= room ? words : `${words.slice(0, room - 1).trimEnd()}…`
  return html`<g stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${text(shown, { x: 0, y })}</g>`
}
