// The line chart: how something moved, before and after, for a few groups. Each line is named at its end, with its last
// value, so nobody has to match a legend; where lines end close together their names move apart.

import { html, nothing, type Html } from '../html.ts'
import {
  apart,
  chartFigure,
  DASHES,
  drawing,
  extent,
  LINE,
  lines,
  plainNumber,
  QUIET,
  round,
  SERIES,
  TEXT,
  text,
  WIDTH,
  type ChartOptions,
  type FigureNotes,
} from './drawing.ts'

const TOP = 14
const PLOT = 200
const LEADING = 18
const NAME_LETTERS = 14
const LETTER = 8.2
const RIGHT = NAME_LETTERS * LETTER + 8

export function lineChart(options: ChartOptions & FigureNotes): Html {
  return chartFigure(options, lineChartSvg(options))
}

export function lineChartSvg(options: ChartOptions): Html {
  const { labels, series, format = plainNumber } = options
  const marks = extent(options)
  const low = marks[0]!
  const high = marks[marks.length - 1]!
  const left = Math.max(...marks.map((mark) => format(mark).length)) * 8.5 + 12
  const right = WIDTH - RIGHT
  const inset = 14
  const step = labels.length > 1 ? (right - left - inset * 2) / (labels.length - 1) : 0
  const xOf = (i: number): number => (labels.length > 1 ? left + inset + i * step : (left + right) / 2)
  const yOf = (value: number): number => TOP + PLOT * (1 - (value - low) / (high - low))
  const grid = marks.map((mark) => {
    const y = round(yOf(mark))
    return html`<line x1="${round(left)}" x2="${round(right)}" y1="${y}" y2="${y}" stroke="${LINE}"/>${text(format(mark), { x: left - 6, y: y + 5, anchor: 'end', colour: QUIET })}`
  })
  const foot = axisLabels(labels, xOf, step || right - left)
  const content = html`${grid}${foot.drawn}${series.map((one, i) => lineOf(one.values, i, xOf, yOf))}${names(options, right, xOf, yOf)}`
  return drawing(options, TOP + PLOT + 16 + foot.rows * LEADING, content)
}

/** Labels under the axis, wrapped; when there are many, every second or third so that they never touch. */
function axisLabels(
  labels: readonly string[],
  xOf: (i: number) => number,
  room: number,
): { drawn: Html; rows: number } {
  const every = Math.max(1, Math.ceil(48 / Math.max(room, 1)))
  const letters = Math.max(6, Math.floor((room * every - 6) / LETTER))
  let rows = 1
  const drawn = labels.map((label, i) => {
    const fromEnd = labels.length - 1 - i
    if (fromEnd % every !== 0) return nothing
    const wrapped = lines(label, letters)
    rows = Math.max(rows, wrapped.length)
    const half = (Math.max(...wrapped.map((line) => line.length)) * LETTER) / 2
    const x = Math.max(xOf(i), half)
    return html`${wrapped.map((line, row) => text(line, { x, y: TOP + PLOT + 24 + row * LEADING, anchor: 'middle', colour: QUIET }))}`
  })
  return { drawn: html`${drawn}`, rows }
}

type At = (value: number) => number

/** A gap in the numbers is a gap in the line: nothing is guessed across it. */
function lineOf(values: readonly (number | null)[], i: number, xOf: At, yOf: At): Html {
  const colour = SERIES[i % SERIES.length]!
  let path = ''
  let down = false
  const points: Html[] = []
  values.forEach((value, at) => {
    if (value === null) {
      down = false
      return
    }
    const x = round(xOf(at))
    const y = round(yOf(value))
    path += `${down ? 'L' : 'M'}${x} ${y}`
    down = true
    points.push(marker(i, x, y))
  })
  const dash = DASHES[i % DASHES.length]!
  return html`<g class="ws-series ws-series-${i % SERIES.length}" stroke="${colour}" fill="${colour}"><path d="${path}" fill="none" stroke-width="2.5"${dash && html` stroke-dasharray="${dash}"`}/>${points}</g>`
}

function marker(i: number, x: number, y: number): Html {
  const shape = i % 4
  if (shape === 0) return html`<circle cx="${x}" cy="${y}" r="4.5"/>`
  if (shape === 1) return html`<rect x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8"/>`
  if (shape === 2) return html`<path d="M${x} ${round(y - 5.5)}l5.5 9.5h-11z"/>`
  return html`<path d="M${x} ${round(y - 6)}l6 6-6 6-6-6z"/>`
}

function names({ series, format = plainNumber }: ChartOptions, right: number, xOf: At, yOf: At): Html {
  const ends = series.flatMap((one) => {
    const at = one.values.findLastIndex((value) => value !== null)
    const value = one.values[at]
    if (value === undefined || value === null) return []
    return [{ x: xOf(at), y: yOf(value), words: lines(`${one.name} ${format(value)}`, NAME_LETTERS) }]
  })
  const middles = apart(
    ends.map((end) => ({ wanted: end.y, height: end.words.length * LEADING + 2 })),
    0,
    TOP + PLOT + 12,
  )
  return html`${ends.map((end, i) => {
    const middle = middles[i]!
    const first = middle - ((end.words.length - 1) * LEADING) / 2 + TEXT / 3
    const lead =
      Math.abs(middle - end.y) > 6
        ? html`<line x1="${round(end.x + 7)}" y1="${round(end.y)}" x2="${round(right + 4)}" y2="${round(middle)}" stroke="${QUIET}" stroke-width="1"/>`
        : nothing
    return html`${lead}${end.words.map((line, row) => text(line, { x: right + 7, y: first + row * LEADING }))}`
  })}`
}
