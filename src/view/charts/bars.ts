// Grouped bars, lying down: each group's name over its bars, each bar named at its start and numbered at its end.
// Long names fit, a phone shows it whole, and a number that is not shown says so in words.

import { html, type Html } from '../html.ts'
import {
  chartFigure,
  drawing,
  extent,
  LINE,
  lines,
  plainNumber,
  QUIET,
  round,
  SERIES,
  text,
  WIDTH,
  type ChartOptions,
  type FigureNotes,
} from './drawing.ts'

const BAR = 18
const ROW = 23
const LEADING = 19
const AFTER_GROUP = 14
const LETTER = 8.2

export function groupedBars(options: ChartOptions & FigureNotes): Html {
  return chartFigure(options, groupedBarsSvg(options))
}

export function groupedBarsSvg(options: ChartOptions): Html {
  const { labels, series, format = plainNumber } = options
  const single = series.length === 1
  const longest = Math.max(0, ...series.map((one) => one.name.length))
  const left = single ? 4 : Math.min(longest * LETTER + 10, WIDTH * 0.4)
  const widest = Math.max(...series.flatMap((one) => one.values.map((value) => endWords(value, format).length)), 1)
  const room = WIDTH - left - widest * LETTER - 12
  const marks = extent({ ...options, min: 0 })
  const high = marks[marks.length - 1]!
  let y = 4
  const groups = labels.map((label, at) => {
    const heading = lines(label, Math.floor(WIDTH / LETTER)).map((line) => {
      y += LEADING
      return text(line, { x: 0, y: y - 4, bold: true })
    })
    y += 2
    const head = y - 2
    const bars = series.map((one, i) => {
      const value = one.values[at] ?? null
      const width = value === null ? 0 : Math.max(1, (value / high) * room)
      const colour = SERIES[i % SERIES.length]!
      const middle = y + BAR / 2 + 5
      const bar = html`<rect class="ws-series-${i % SERIES.length}" x="${round(left)}" y="${round(y)}" width="${round(width)}" height="${BAR}" fill="${colour}"/>`
      const name = single ? '' : text(shortened(one.name, left), { x: 0, y: middle, colour: QUIET })
      const end = text(endWords(value, format), { x: left + width + 6, y: middle })
      y += ROW
      return html`${name}${bar}${end}`
    })
    const foot = y
    y += AFTER_GROUP
    return html`<line x1="${round(left)}" x2="${round(left)}" y1="${round(head)}" y2="${round(foot)}" stroke="${LINE}"/>${heading}${bars}`
  })
  return drawing(options, Math.max(y - AFTER_GROUP + 4, 24), html`${groups}`)
}

function endWords(value: number | null, format: (value: number) => string): string {
  return value === null ? 'Not shown' : format(value)
}

/** The table under the chart has every name in full. */
function shortened(name: string, room: number): string {
  const letters = Math.floor((room - 6) / LETTER)
  return name.length <= letters ? name : `${name.slice(0, Math.max(1, letters - 1)).trimEnd()}…`
}
