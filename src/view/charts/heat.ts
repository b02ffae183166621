// The grid of levels: an ordinary table that a screen reader walks cell by cell. The number is in the cell and its word
// beside it for those who listen; the shade only repeats them. It scrolls in its own region, never the page.

import { html, nothing, shown, type Html, type Value } from '../html.ts'
import { levelInWords, levelKey, LEVEL_WORDS, type LevelOrNot, type LevelWords } from '../level.ts'

export interface HeatRow {
  name: string
  href?: string | undefined
  levels: readonly LevelOrNot[]
}

export interface HeatGridOptions {
  caption: string
  /** What the rows are: "School". */
  rowHeading: string
  columns: readonly { name: string; href?: string | undefined }[]
  rows: readonly HeatRow[]
  words?: LevelWords | undefined
  /** As-at date, n or the way to where it comes from. */
  notes?: Value
}

export function heatGrid(options: HeatGridOptions): Html {
  const { caption, rowHeading, columns, rows, words = LEVEL_WORDS, notes } = options
  const head = columns.map(
    (column) => html`<th scope="col"><span class="ws-heat__column">${named(column.name, column.href)}</span></th>`,
  )
  const body = rows.map(
    (row) =>
      html`<tr><th scope="row">${named(row.name, row.href)}</th>${columns.map((_, i) => cell(row.levels[i] ?? null, words))}</tr>`,
  )
  const under = shown(notes) ? html`<p class="ws-chart__notes">${notes}</p>` : nothing
  return html`<p class="ws-chart__caption" aria-hidden="true">${caption}</p><div class="ws-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="ws-heat"><caption class="govuk-visually-hidden">${caption}</caption><thead><tr><th scope="col">${rowHeading}</th>${head}</tr></thead><tbody>${body}</tbody></table></div>${levelKey({ words })}${under}`
}

function named(name: string, href: string | undefined): Value {
  return href ? html`<a class="govuk-link" href="${href}">${name}</a>` : name
}

function cell(value: LevelOrNot, words: LevelWords): Html {
  if (value === null || value === 'na') {
    return html`<td class="ws-heat__cell--none"><span aria-hidden="true">${value === 'na' ? 'n/a' : '–'}</span><span class="govuk-visually-hidden">${levelInWords(value)}</span></td>`
  }
  return html`<td class="ws-heat__cell--${value}">${value}<span class="govuk-visually-hidden">, ${words[value]}</span></td>`
}
