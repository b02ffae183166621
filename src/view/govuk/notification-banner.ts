// The GOV.UK notification banner: what just went well, or what a person should know first.

import { html, nothing, type Html } from '../html.ts'
import { attributes, classes, filled, heading, words, type Styled, type Words } from './attributes.ts'

export interface NotificationBannerOptions extends Words, Styled {
  titleText?: string | undefined
  titleHtml?: Html | undefined
  titleHeadingLevel?: number | undefined
  type?: string | undefined
  role?: string | undefined
  titleId?: string | undefined
  disableAutoFocus?: boolean | undefined
}

export function notificationBanner(options: NotificationBannerOptions): Html {
  const success = options.type === 'success'
  const role = options.role || (success ? 'alert' : 'region')
  const title = words({ text: options.titleText, html: options.titleHtml }) || (success ? 'Success' : 'Important')
  const titleId = options.titleId || 'govuk-notification-banner-title'
  const quiet = options.disableAutoFocus
  return html`<div class="${classes('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes)}" role="${role}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${quiet !== undefined && html` data-disable-auto-focus="${String(quiet)}"`}${attributes(options.attributes)}><div class="govuk-notification-banner__header">${heading(options.titleHeadingLevel || 2, 'govuk-notification-banner__title', title, html` id="${titleId}"`)}</div><div class="govuk-notification-banner__content">${content(options)}</div></div>`
}

function content(options: Words): Html {
  if (filled(options.html)) return options.html
  return options.text ? html`<p class="govuk-notification-banner__heading">${options.text}</p>` : nothing
}
