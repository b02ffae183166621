// The GOV.UK breadcrumbs. An item without an address is the page we are on.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Attributes, type Styled, type Words } from './attributes.ts'

export interface Breadcrumb extends Words {
  href?: string | undefined
  attributes?: Attributes | undefined
}

export interface BreadcrumbsOptions extends Styled {
  items: readonly Breadcrumb[]
  collapseOnMobile?: boolean | undefined
  labelText?: string | undefined
}

export function breadcrumbs(options: BreadcrumbsOptions): Html {
  const name = classes(
    'govuk-breadcrumbs',
    options.classes,
    options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  )
  return html`<nav class="${name}"${attributes(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}"><ol class="govuk-breadcrumbs__list">${options.items.map(crumb)}</ol></nav>`
}

function crumb(item: Breadcrumb): Html {
  if (!item.href) return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${words(item)}</li>`
  return html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${words(item)}</a></li>`
}
