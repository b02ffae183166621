// The GOV.UK generic header: for services that are not on GOV.UK and carry no crown.

import { html, type Html } from '../html.ts'
import { attributes, classes, words, type Styled } from './attributes.ts'

export interface GenericHeaderOptions extends Styled {
  url?: string | undefined
  containerClasses?: string | undefined
  logoText?: string | undefined
  logoHtml?: Html | undefined
}

export function genericHeader(options: GenericHeaderOptions): Html {
  const logo = words({ text: options.logoText, html: options.logoHtml })
  return html`<div class="${classes('govuk-generic-header', options.classes)}"${attributes(options.attributes)}><div class="govuk-generic-header__container ${options.containerClasses || 'govuk-width-container'}"><div class="govuk-generic-header__logo"><a href="${options.url || '/'}" class="govuk-generic-header__homepage-link">${logo}</a></div></div></div>`
}
