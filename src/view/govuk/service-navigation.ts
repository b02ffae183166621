// The GOV.UK service navigation: the rooms of the service, with the one we are in marked.

import { html, nothing, type Html } from '../html.ts'
import {
  attribute,
  attributes,
  classes,
  filled,
  hasWords,
  words,
  type Attributes,
  type Styled,
  type Words,
} from './attributes.ts'

export interface ServiceNavigationItem extends Words {
  current?: boolean | undefined
  active?: boolean | undefined
  href?: string | undefined
  attributes?: Attributes | undefined
}

export interface ServiceNavigationSlots {
  start?: Html | undefined
  end?: Html | { html?: Html | undefined; align?: string | undefined } | undefined
  navigationStart?: Html | undefined
  navigationEnd?: Html | undefined
}

export interface ServiceNavigationOptions extends Styled {
  ariaLabel?: string | undefined
  menuButtonText?: string | undefined
  menuButtonLabel?: string | undefined
  navigationLabel?: string | undefined
  navigationId?: string | undefined
  navigationClasses?: string | undefined
  collapseNavigationOnMobile?: boolean | undefined
  serviceName?: string | undefined
  serviceUrl?: string | undefined
  navigation?: readonly (ServiceNavigationItem | null | undefined | false | '')[] | undefined
  slots?: ServiceNavigationSlots | undefined
}

export function serviceNavigation(options: ServiceNavigationOptions): Html {
  const { slots } = options
  const end = slots?.end && 'html' in slots.end ? slots.end.html : (slots?.end as Html | undefined)
  const inline = slots?.end && 'align' in slots.end && slots.end.align === 'inline'
  const container = classes('govuk-width-container', inline && 'govuk-service-navigation__inlining-container')
  const inner = html`<div class="${container}">${slots?.start}<div class="govuk-service-navigation__container">${serviceName(options)}${rooms(options)}</div>${end}</div>`
  const shared = html`class="${classes('govuk-service-navigation', options.classes)}" data-module="govuk-service-navigation"${attributes(options.attributes)}`
  if (options.serviceName || filled(slots?.start) || filled(end)) {
    return html`<section aria-label="${options.ariaLabel ?? 'Service information'}" ${shared}>${inner}</section>`
  }
  return html`<div ${shared}>${inner}</div>`
}

function serviceName({ serviceName: name, serviceUrl: url }: ServiceNavigationOptions): Html {
  if (!name) return nothing
  const inner = url
    ? html`<a href="${url}" class="govuk-service-navigation__link">${name}</a>`
    : html`<span class="govuk-service-navigation__text">${name}</span>`
  return html`<span class="govuk-service-navigation__service-name">${inner}</span>`
}

function rooms(options: ServiceNavigationOptions): Html {
  const items = (options.navigation ?? []).filter((item) => Boolean(item)) as readonly ServiceNavigationItem[]
  const { slots } = options
  if (items.length === 0 && !filled(slots?.navigationStart) && !filled(slots?.navigationEnd)) return nothing
  const menu = options.menuButtonText || 'Menu'
  const id = options.navigationId || 'navigation'
  const label = options.menuButtonLabel !== menu && options.menuButtonLabel
  const toggle =
    (options.collapseNavigationOnMobile ?? items.length > 1)
      ? html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${attribute('aria-label', label)} hidden aria-hidden="true">${menu}</button>`
      : nothing
  return html`<nav aria-label="${options.navigationLabel || menu}" class="${classes('govuk-service-navigation__wrapper', options.navigationClasses)}">${toggle}<ul class="govuk-service-navigation__list" id="${id}">${slots?.navigationStart}${items.map(room)}${slots?.navigationEnd}</ul></nav>`
}

function room(item: ServiceNavigationItem): Html {
  const marked = item.active || item.current
  const text = marked
    ? html`<strong class="govuk-service-navigation__active-fallback">${words(item)}</strong>`
    : words(item)
  const current = marked && html` aria-current="${item.current ? 'page' : 'true'}"`
  const inner = item.href
    ? html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributes(item.attributes)}>${text}</a>`
    : hasWords(item) && html`<span class="govuk-service-navigation__text"${current}>${text}</span>`
  return html`<li class="${classes('govuk-service-navigation__item', marked && 'govuk-service-navigation__item--active')}">${inner}</li>`
}
