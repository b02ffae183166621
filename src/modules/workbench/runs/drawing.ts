// What a question tells, as charts and tables: the same ones on a page, in a file and on paper. Pure.
import { groupedBars, groupedBarsSvg } from '../../../view/charts/bars.ts'
import { funnelChart, funnelChartSvg } from '../../../view/charts/funnel.ts'
import { intervalChart, intervalChartSvg } from '../../../view/charts/intervals.ts'
import { lineChart, lineChartSvg } from '../../../view/charts/lines.ts'
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { hiddenNumber, scrolling } from '../../../view/layout.ts'
import { number } from '../../../view/words.ts'
import { fixed, pInWords } from '../questions/pieces.ts'
import type { As, Cell, ToldChart, ToldTable } from '../questions/question.ts'

export function chartFigureOf(chart: ToldChart, id: string): Html {
  const { drawn } = chart
  if (drawn === 'intervals') return intervalChart({ ...chart, id })
  if (drawn === 'funnel') return funnelChart({ ...chart, id })
  return drawn === 'bars' ? groupedBars({ ...chart, id }) : lineChart({ ...chart, id })
}

/** The drawing alone, as a file or on paper. */
export function svgOf(chart: ToldChart, id = 'chart'): string {
  const { drawn } = chart
  if (drawn === 'intervals') return intervalChartSvg({ ...chart, id }).text
  if (drawn === 'funnel') return funnelChartSvg({ ...chart, id }).text
  return (drawn === 'bars' ? groupedBarsSvg({ ...chart, id }) : lineChartSvg({ ...chart, id })).text
}

/** A cell in words, as it stands on a page and on paper. */
export function cellInWords(cell: Cell, as: As, empty = '–'): string {
  if (cell === null) return empty
  if (typeof cell === 'string') return cell
  switch (as) {
    case 'words':
      return String(cell)
    case 'count':
      return number(cell)
    case 'one':
      return fixed(cell, 1)
    case 'three':
      return fixed(cell, 3)
    case 'p':
      return pInWords(cell)
    case 'percent':
      return `${fixed(cell, 1)}%`
    case 'two':
      return fixed(cell, 2)
  }
}

/** A longer table opens when it is asked for. */
const MOST_OPEN = 30

/** Scrolls in its own region where it is wider than the page. */
export function tableOf(table: ToldTable): Html {
  const numeric = table.columns.map(({ as }) => as !== 'words')
  const head = table.columns.map(
    ({ name }, at) =>
      html`<th scope="col" class="govuk-table__header${numeric[at] && ' govuk-table__header--numeric'}">${name}</th>`,
  )
  const body = table.rows.map((row) => {
    const cells = row.map((cell, at): Html => {
      const shown = cellShown(cell, table.columns[at]!.as, table.empty)
      return at === 0
        ? html`<th scope="row" class="govuk-table__header">${shown}</th>`
        : html`<td class="govuk-table__cell${numeric[at] && ' govuk-table__cell--numeric'}">${shown}</td>`
    })
    return html`<tr class="govuk-table__row">${cells}</tr>`
  })
  const drawn = html`<table class="govuk-table ws-told"><caption class="govuk-table__caption govuk-table__caption--s">${table.caption}</caption><thead class="govuk-table__head"><tr class="govuk-table__row">${head}</tr></thead><tbody class="govuk-table__body">${body}</tbody></table>`
  const part = html`${scrolling(table.caption, drawn)}`
  const shown =
    table.rows.length > MOST_OPEN
      ? details({ summaryText: `${table.caption}: all ${number(table.rows.length)}`, html: part })
      : part
  const note = table.note ? html`<p class="ws-chart__notes">${table.note}</p>` : nothing
  return html`<div class="ws-told__part">${shown}${note}</div>`
}

const HIDDEN = 'Hidden'

function cellShown(cell: Cell, as: As, empty: string | undefined): Value {
  if (cell !== null) return cellInWords(cell, as)
  if (empty === HIDDEN) return hiddenNumber('so that no small number can be worked out')
  return html`<span aria-hidden="true">–</span><span class="govuk-visually-hidden">${empty === undefined ? 'Could not be worked out' : 'Does not apply'}</span>`
}
