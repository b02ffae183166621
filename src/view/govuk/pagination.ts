// The GOV.UK pagination: through pages of a list, or on to the next part of a guide.

import { html, nothing, type Html } from '../html.ts'
import { attributes, classes, words, type Attributes, type Styled, type Words } from './attributes.ts'

export interface PaginationItem {
  number?: string | number | undefined
  visuallyHiddenText?: string | undefined
  href?: string | undefined
  current?: boolean | undefined
  ellipsis?: boolean | undefined
  attributes?: Attributes | undefined
}

export interface PaginationLink extends Words {
  labelText?: string | undefined
  href?: string | undefined
  attributes?: Attributes | undefined
}

export interface PaginationOptions extends Styled {
  items?: readonly (PaginationItem | null | undefined)[] | undefined
  previous?: PaginationLink | undefined
  next?: PaginationLink | undefined
  landmarkLabel?: string | undefined
}

const PREVIOUS = html`<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>`
const NEXT = html`<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>`

export function pagination(options: PaginationOptions): Html {
  const block = !options.items && Boolean(options.next || options.previous)
  const list = options.items
    ? html`<ul class="govuk-pagination__list">${options.items.map((item) => item && Object.keys(item).length > 0 && page(item))}</ul>`
    : nothing
  return html`<nav class="${classes('govuk-pagination', block && 'govuk-pagination--block', options.classes)}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributes(options.attributes)}>${arrow(options.previous, 'prev', block)}${list}${arrow(options.next, 'next', block)}</nav>`
}

function arrow(link: PaginationLink | undefined, way: 'prev' | 'next', block: boolean): Html {
  if (!link?.href) return nothing
  const usual = html`${way === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>`
  const decorated = block && !link.labelText && 'govuk-pagination__link-title--decorated'
  const title = html`<span class="${classes('govuk-pagination__link-title', decorated)}">${words(link) || usual}</span>`
  const under =
    link.labelText && block
      ? html` <span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">${link.labelText}</span>`
      : nothing
  const before = way === 'prev' ? PREVIOUS : block ? NEXT : nothing
  const after = way === 'next' && !block ? NEXT : nothing
  return html`<div class="govuk-pagination__${way}"><a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${way}"${attributes(link.attributes)}>${before}${title}${under}${after}</a></div>`
}

function page(item: PaginationItem): Html {
  const name = classes(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  )
  if (item.ellipsis) return html`<li class="${name}">&ctdot;</li>`
  const said = item.visuallyHiddenText ?? `Page ${item.number}`
  return html`<li class="${name}"><a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${said}"${item.current && html` aria-current="page"`}${attributes(item.attributes)}>${item.number}</a></li>`
}
