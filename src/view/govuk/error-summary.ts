// The GOV.UK error summary: what needs putting right, each line leading to its place.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Attributes, type Styled, type Words } from './attributes.ts'

export interface ErrorSummaryItem extends Words {
  href?: string | undefined
  attributes?: Attributes | undefined
}

export interface ErrorSummaryOptions extends Styled {
  titleText?: string | undefined
  titleHtml?: Html | undefined
  descriptionText?: string | undefined
  descriptionHtml?: Html | undefined
  errorList?: readonly ErrorSummaryItem[] | undefined
  disableAutoFocus?: boolean | undefined
}

export function errorSummary(options: ErrorSummaryOptions): Html {
  const title = words({ text: options.titleText, html: options.titleHtml })
  const description = words({ text: options.descriptionText, html: options.descriptionHtml })
  const quiet = options.disableAutoFocus
  const list = options.errorList?.length
    ? html`<ul class="govuk-list govuk-error-summary__list">${options.errorList.map(entry)}</ul>`
    : ''
  return html`<div class="${classes('govuk-error-summary', options.classes)}"${quiet !== undefined && html` data-disable-auto-focus="${String(quiet)}"`}${attributes(options.attributes)} data-module="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">${title}</h2><div class="govuk-error-summary__body">${description && html`<p>${description}</p>`}${list}</div></div></div>`
}

function entry(item: ErrorSummaryItem): Html {
  if (!item.href) return html`<li>${words(item)}</li>`
  return html`<li><a href="${item.href}"${attributes(item.attributes)}>${words(item)}</a></li>`
}
