// The whole document round a page: head, header with our mark, navigation, message after a deed, footer.
// The page brings its own h1; everything here is valid HTML, works without script and under a strict content policy.

import { html, nothing, type Html } from './html.ts'
import { classes } from './govuk/attributes.ts'
import { backLink } from './govuk/back-link.ts'
import { breadcrumbs } from './govuk/breadcrumbs.ts'
import { genericHeader } from './govuk/generic-header.ts'
import { notificationBanner } from './govuk/notification-banner.ts'
import { serviceNavigation } from './govuk/service-navigation.ts'
import { skipLink } from './govuk/skip-link.ts'
import { mark } from './mark.ts'

export interface FrameLink {
  text: string
  href: string
}

export interface FrameOptions {
  /** What the page is, without the service's name: that is added. */
  title: string
  lang?: string | undefined
  serviceName: string
  programme?: { name: string; themeHref?: string | undefined } | undefined
  /** The address of a built file by its logical name: 'site.css' becomes '/assets/site.1f3a9c.css'. */
  assets: (logical: string) => string
  navigation: readonly (FrameLink & { active?: boolean | undefined; current?: boolean | undefined })[]
  homeHref?: string | undefined
  /** signOut is a form with one button. */
  who?: { name: string; place?: string | undefined; accountHref: string; signOut: Html } | undefined
  breadcrumbs?: readonly { text: string; href?: string | undefined }[] | undefined
  back?: FrameLink | undefined
  flash?: string | undefined
  errorTitle?: boolean | undefined
  wide?: boolean | undefined
  main: Html
  demo?: Html | undefined
  bodyClass?: string | undefined
  footer?: { links: readonly FrameLink[]; words?: string | Html | undefined } | undefined
  /** More for the head, such as a script file a page needs. */
  head?: Html | undefined
}

export function frame(options: FrameOptions): Html {
  const body = classes('govuk-template__body', options.wide && 'ws-body--wide', options.bodyClass)
  return html`<!DOCTYPE html>
<html lang="${options.lang ?? 'en'}" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${pageTitle(options)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light">
<link rel="preload" href="${options.assets('atkinson-400.woff2')}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${options.assets('site.css')}">
${options.programme?.themeHref && html`<link rel="stylesheet" href="${options.programme.themeHref}">\n`}<link rel="icon" href="${options.assets('mark.svg')}" type="image/svg+xml">
<script type="module" src="${options.assets('site.js')}"></script>
${options.head}</head>
<body class="${body}">
${skipLink({ text: 'Skip to main content', href: '#main-content' })}
${header(options)}
<div class="govuk-width-container">
${way(options)}
<main class="govuk-main-wrapper ws-main" id="main-content">
${options.flash ? flashBanner(options.flash) : nothing}${options.main}
</main>
</div>
${footer(options)}
</body>
</html>
`
}

function pageTitle(options: FrameOptions): string {
  const parts = [options.title, options.programme?.name, options.serviceName].filter(Boolean)
  return `${options.errorTitle ? 'Error: ' : ''}${[...new Set(parts)].join(' – ')}`
}

function header(options: FrameOptions): Html {
  const logo = genericHeader({
    url: options.homeHref ?? '/',
    classes: 'ws-top__brand',
    containerClasses: 'ws-top__logo',
    logoHtml: html`${mark()} <span class="ws-top__name">${options.serviceName}</span>`,
  })
  const navigation =
    options.navigation.length === 0
      ? nothing
      : serviceNavigation({
          navigation: options.navigation,
          navigationLabel: 'Main',
          collapseNavigationOnMobile: false,
          classes: 'ws-navigation',
        })
  const demo = options.demo
    ? html`<div class="ws-demo"><div class="govuk-width-container">${options.demo}</div></div>`
    : nothing
  return html`<header class="govuk-template__header">${demo}<div class="ws-top"><div class="govuk-width-container ws-top__row">${logo}${who(options)}</div></div>${navigation}</header>`
}

function who({ who: person, programme }: FrameOptions): Html {
  if (!person) return programme ? html`<p class="ws-top__programme">${programme.name}</p>` : nothing
  const place = person.place ? html`${person.place} · ` : nothing
  return html`<div class="ws-top__who"><p class="ws-top__person">${place}<a class="ws-top__link" href="${person.accountHref}"><span class="govuk-visually-hidden">Your account: </span>${person.name}</a></p>${person.signOut}</div>`
}

function way({ breadcrumbs: crumbs, back }: FrameOptions): Html {
  if (crumbs && crumbs.length > 0) return breadcrumbs({ items: crumbs, collapseOnMobile: true })
  if (back) return html`<nav aria-label="Back">${backLink(back)}</nav>`
  return nothing
}

function flashBanner(words: string): Html {
  return notificationBanner({ type: 'success', text: words })
}

function footer({ footer: foot, serviceName }: FrameOptions): Html {
  const links =
    foot && foot.links.length > 0
      ? html`<ul class="ws-footer__links">${foot.links.map((link) => html`<li><a class="govuk-link ws-footer__link" href="${link.href}">${link.text}</a></li>`)}</ul>`
      : nothing
  const words =
    foot?.words ?? `${serviceName}, the open platform for a whole-school approach to mental health and wellbeing`
  return html`<footer class="govuk-template__footer ws-footer"><div class="govuk-width-container"><h2 class="govuk-visually-hidden">About this service</h2>${links}<p class="ws-footer__words">${words}</p></div></footer>`
}
