// What every chart shares: the palette, scales, wrapped labels kept apart, and the figure with its table under it.
// Drawings carry their colours as attributes, so the same SVG stands in a page (where the theme may restyle it by class),
// in a PDF or in a file. Markers and dashes differ with the colour, and words are always in ink.

import { details } from '../govuk/details.ts'
import { table } from '../govuk/table.ts'
import { html, nothing, shown, type Html } from '../html.ts'
import { dateInWords, number } from '../words.ts'

export const INK = '#0b0c0c'
export const QUIET = '#505a5f'
export const LINE = '#cfd6d8'
export const SERIES = ['#14505c', '#b8481f', '#5b4b8a', '#4c6b1f'] as const
export const DASHES = ['', '7 4', '2 4', '9 3 2 3'] as const
export const FACE = 'Atkinson Hyperlegible Next, Arial, sans-serif'
export const TEXT = 15
export const WIDTH = 360

/** A value that is not there is null: hidden, or never asked. */
export interface Series {
  name: string
  values: readonly (number | null)[]
}

export interface ChartOptions {
  /** Unique on its page; the drawing's title and description hang on it. */
  id: string
  /** The finding: "Pupils feel more heard than in September". */
  title: string
  description?: string | undefined
  /** What each value belongs to: terms, groups, principles. */
  labels: readonly string[]
  series: readonly Series[]
  max?: number | undefined
  min?: number | undefined
  /** How a value reads: (v) => `${v}%`. */
  format?: ((value: number) => string) | undefined
}

export interface FigureNotes {
  n?: number | undefined
  of?: string | undefined
  asAt?: string | Date | undefined
  source?: { text: string; href: string } | undefined
  /** The heading of the first column of the table: "Term". */
  labelHeading?: string | undefined
}

export function plainNumber(value: number): string {
  return number(Math.round(value * 100) / 100)
}

/** Round numbers from min to at least max, four to six of them. */
export function ticks(min: number, max: number): number[] {
  const span = max - min || 1
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((size) => size * power >= rough) ?? 10) * power
  // What is below a mark by rounding alone is on it.
  const first = Math.floor(min / step + 1e-9) * step
  const out = []
  for (let i = 0; first + i * step < max + step * 0.999; i += 1) out.push(Number((first + i * step).toPrecision(12)))
  return out
}

/** From 0 unless a chart says where it begins. */
export function extent({ series, min = 0, max }: Pick<ChartOptions, 'series' | 'min' | 'max'>): number[] {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null))
  const highest = max ?? (values.length === 0 ? 1 : Math.max(...values))
  return ticks(Math.min(min, ...values), Math.max(highest, min + 1e-9))
}

/** Words broken into lines of about so many letters; a single long word stays whole. */
export function lines(words: string, letters: number): string[] {
  const out: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = out[out.length - 1]
    if (last !== undefined && `${last} ${word}`.length <= letters) out[out.length - 1] = `${last} ${word}`
    else out.push(word)
  }
  return out
}

export interface Placed {
  wanted: number
  height: number
}

/** Middles moved as little as needed so that no two labels touch, all within top and bottom where they fit. */
export function apart(labels: readonly Placed[], top: number, bottom: number): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => labels[a]!.wanted - labels[b]!.wanted)
  const middles = labels.map((label) => label.wanted)
  let edge = top
  for (const i of order) {
    const half = labels[i]!.height / 2
    middles[i] = Math.max(middles[i]!, edge + half)
    edge = middles[i] + half
  }
  edge = bottom
  for (const i of order.toReversed()) {
    const half = labels[i]!.height / 2
    middles[i] = Math.min(middles[i]!, edge - half)
    edge = middles[i] - half
  }
  return middles
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** The svg element with its name and description for those who hear it. */
export function drawing({ id, title, description }: ChartOptions, height: number, content: Html): Html {
  const described = description ? html`<desc id="${id}-desc">${description}</desc>` : nothing
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${round(height)}" width="${WIDTH}" height="${round(height)}" role="img" aria-labelledby="${id}-title${description && ` ${id}-desc`}" font-family="${FACE}" font-size="${TEXT}" fill="${INK}"><title id="${id}-title">${title}</title>${described}${content}</svg>`
}

export interface TextAt {
  x: number
  y: number
  anchor?: 'start' | 'middle' | 'end' | undefined
  bold?: boolean | undefined
  colour?: string | undefined
}

export function text(words: string, { x, y, anchor, bold, colour }: TextAt): Html {
  return html`<text x="${round(x)}" y="${round(y)}"${anchor && html` text-anchor="${anchor}"`}${bold && html` font-weight="700"`}${colour && html` fill="${colour}"`}>${words}</text>`
}

/** The drawing in a figure with its notes, and the same numbers as a table one click away. */
export function chartFigure(options: ChartOptions & FigureNotes, svg: Html): Html {
  const notes = [
    options.n !== undefined && html`From ${number(options.n)} ${options.of ?? 'people'}`,
    options.asAt !== undefined && html`as at ${dateInWords(options.asAt)}`,
    options.source && html`<a class="govuk-link" href="${options.source.href}">${options.source.text}</a>`,
  ].filter(shown)
  const line =
    notes.length === 0
      ? nothing
      : html`<p class="ws-chart__notes">${notes.map((note, i) => html`${i > 0 && ', '}${note}`)}</p>`
  return html`<figure class="ws-chart"><figcaption class="ws-chart__caption">${options.title}</figcaption>${line}<div class="ws-chart__drawing">${svg}</div>${details({ summaryText: 'See the numbers as a table', html: numbersTable(options) })}</figure>`
}

export function numbersTable(options: ChartOptions & FigureNotes): Html {
  const { format = plainNumber } = options
  return html`<div class="ws-scroll" role="region" aria-label="Table: ${options.title}" tabindex="0">${table({
    caption: options.title,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [
      { text: options.labelHeading ?? 'When or who' },
      ...options.series.map((series) => ({ text: series.name, format: 'numeric' })),
    ],
    rows: options.labels.map((label, i) => [
      { text: label },
      ...options.series.map((series) => {
        const value = series.values[i] ?? null
        return { text: value === null ? 'Not shown' : format(value), format: 'numeric' }
      }),
    ]),
  })}</div>`
}
