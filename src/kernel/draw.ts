// From an outcome to a whole page: the frame round it, and the page that explains a problem or a fault.
import { html, type Html } from '../view/html.ts'
import { aloneFrame } from '../view/alone-frame.ts'
import { frame } from '../view/frame.ts'
import { postForm } from '../view/form.ts'
import type { Actor, Place } from './access.ts'
import { isOn, placeOf, problemsOf, type House } from './house.ts'
import { STATUS, type Problem } from './problem.ts'
import { page, type Page } from './route.ts'

export type Drawing = {
  actor: Actor | undefined
  params: Readonly<Record<string, string>>
  path: string
  flash?: string | undefined
  mistaken?: boolean
}

function navigationFor(house: House, actor: Actor, place: Place | undefined, path: string) {
  const own = place
    ? house.modules.flatMap((module) => (isOn(module, place) ? [...(module.navigation?.(actor, place) ?? [])] : []))
    : []
  const items = [{ text: 'Home', href: '/' }, ...own.sort((a, b) => (a.order ?? 50) - (b.order ?? 50))]
  const here = items.filter((item) => item.href === path || (item.href !== '/' && path.startsWith(item.href + '/')))
  const nearest = here.sort((a, b) => b.href.length - a.href.length)[0]
  return items.map((item) => (item === nearest ? { ...item, active: true, current: item.href === path } : item))
}

const signOut = (): Html =>
  postForm('/sign-out', html`<button class="ws-top__out" type="submit">Sign out</button>`, { classes: 'ws-top__leave' })

export function drawPage(house: House, shown: Page, drawing: Drawing): string {
  const { actor, params, path, flash, mistaken } = drawing
  if (shown.alone)
    return aloneFrame({
      ...shown.alone,
      title: shown.title,
      serviceName: 'Wholeschool',
      assets: house.assets.href,
      mistaken: mistaken === true,
      demo: house.demoWords,
      main: shown.main,
    }).text
  const place = placeOf(actor, params)
  return frame({
    title: shown.title,
    lang: shown.lang,
    serviceName: 'Wholeschool',
    programme: place?.theme ? { name: 'Wholeschool', themeHref: `/theme/${place.theme}.css` } : undefined,
    assets: house.assets.href,
    navigation: actor ? navigationFor(house, actor, place, path) : [],
    who: actor
      ? { name: actor.name, place: place?.setting_name, accountHref: '/account', signOut: signOut() }
      : undefined,
    back: shown.back,
    breadcrumbs: shown.breadcrumbs,
    flash,
    errorTitle: mistaken === true,
    wide: shown.wide,
    main: shown.main,
    demo: house.demoWords,
    footer: { links: house.footer },
  }).text
}

export function problemPage(house: House, problem: Problem): Page {
  const words = problemsOf(house)[problem.code]
  if (!words) throw new Error(`No module lists the problem ${problem.code}`)
  const on = problem.goTo
    ? html`<p class="govuk-body"><a class="govuk-link" href="${problem.goTo}">Go on from here</a></p>`
    : html`<p class="govuk-body"><a class="govuk-link" href="/">Go to your home page</a></p>`
  const main = html`<h1 class="govuk-heading-l">${words.title}</h1><p class="govuk-body">${words.words}</p>${on}`
  return page(words.title, main, { status: STATUS[words.kind] })
}

export function faultPage(reference: string): Page {
  const main = html`<h1 class="govuk-heading-l">Sorry, something went wrong on our side</h1>
<p class="govuk-body">Nothing you did was wrong, and what was kept before is still there. Try again in a few minutes.</p>
<p class="govuk-body">If it happens again, tell us this reference: <strong>${reference}</strong></p>`
  return page('Something went wrong', main, { status: 500 })
}
