// The GOV.UK table. Give it a caption; wrap wide ones in `scrolling` of layout.ts.

import { html, nothing, type Html } from '../html.ts'
import { attribute, attributes, classes, words, type Attributes, type Styled, type Words } from './attributes.ts'

export interface TableCell extends Words {
  format?: string | undefined
  classes?: string | undefined
  colspan?: number | undefined
  rowspan?: number | undefined
  attributes?: Attributes | undefined
}

export interface TableOptions extends Styled {
  rows: readonly (readonly TableCell[] | null | undefined | false)[]
  head?: readonly TableCell[] | undefined
  caption?: string | undefined
  captionClasses?: string | undefined
  firstCellIsHeader?: boolean | undefined
}

export function table(options: TableOptions): Html {
  const caption = options.caption
    ? html`<caption class="${classes('govuk-table__caption', options.captionClasses)}">${options.caption}</caption>`
    : nothing
  const head = options.head
    ? html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head.map(headCell)}</tr></thead>`
    : nothing
  const first = options.firstCellIsHeader ?? false
  return html`<table class="${classes('govuk-table', options.classes)}"${attributes(options.attributes)}>${caption}${head}<tbody class="govuk-table__body">${options.rows.map((row) => row && html`<tr class="govuk-table__row">${row.map((item, i) => cell(item, first && i === 0))}</tr>`)}</tbody></table>`
}

/** Most cells have nothing but words, and there are many of them: they take the short way. */
function isPlain(item: TableCell): boolean {
  return !item.format && !item.classes && !item.colspan && !item.rowspan && !item.attributes
}

function more(item: TableCell): Html {
  return html`${attribute('colspan', item.colspan)}${attribute('rowspan', item.rowspan)}${attributes(item.attributes)}`
}

function name(base: string, item: TableCell): string {
  return classes(base, item.format && `${base}--${item.format}`, item.classes)
}

function headCell(item: TableCell): Html {
  if (isPlain(item)) return html`<th scope="col" class="govuk-table__header">${words(item)}</th>`
  return html`<th scope="col" class="${name('govuk-table__header', item)}"${more(item)}>${words(item)}</th>`
}

function cell(item: TableCell, isHeader: boolean): Html {
  if (isHeader) {
    if (isPlain(item)) return html`<th scope="row" class="govuk-table__header">${words(item)}</th>`
    return html`<th scope="row" class="${classes('govuk-table__header', item.classes)}"${more(item)}>${words(item)}</th>`
  }
  if (isPlain(item)) return html`<td class="govuk-table__cell">${words(item)}</td>`
  return html`<td class="${name('govuk-table__cell', item)}"${more(item)}>${words(item)}</td>`
}
