// The welcome for whoever is not signed in, the home page of everyone who is, and the page of one place.
import { ROLES } from '../../../kernel/access.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { button } from '../../../view/govuk/button.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { ago, columns, emptyState, listInWords, pageHeading, quietList, rowList, workList } from '../../../view/layout.ts'
import { link, paragraph } from '../pieces.ts'
import { headingFor, type PlaceHome } from './rules.ts'
import type { KeyPerson } from './service.ts'

export function welcomePage(): Page {
  const work = html`<p class="govuk-body-l">Schools and the people around them look at how they support mental health and wellbeing, plan what to do next, and see what changed.</p>
${paragraph('Your school, trust or programme invites you by letter. With the link in it you choose a password, and you are in.')}
${button({ text: 'Sign in', href: '/sign-in', isStartButton: true })}`
  const context = html`<h2 class="govuk-heading-s">What you find inside</h2>${quietList([
    'The Resilience Toolkit: assess together, plan, review',
    'A Record of what your school did and what changed for pupils',
    'What you share, and with whom: nothing until your head says so',
  ])}`
  return page('Welcome', html`${pageHeading({ heading: 'A whole school that feels well together' })}${columns(work, context)}`)
}

const rolesWords = (home: PlaceHome): string => listInWords(home.roles.map((role) => ROLES[role]))

function changesOf(homes: readonly PlaceHome[], now: Date): Html {
  const changes = homes.flatMap((home) => home.changes).toSorted((a, b) => b.at.getTime() - a.at.getTime())
  if (changes.length === 0) return nothing
  const words = changes.slice(0, 8).map((one) => html`${one.href === undefined ? one.words : link(one.href, one.words)} <span class="ws-quiet">${ago(one.at, now)}</span>`)
  return html`<h2 class="govuk-heading-s">What changed</h2>${quietList(words)}`
}

function nextOf(homes: readonly PlaceHome[]): Html {
  const next = homes.flatMap((home) => home.next)
  if (next.length === 0) return nothing
  return html`<h2 class="govuk-heading-s">Next</h2>${quietList(next.map((one) => (one.href === undefined ? one.words : link(one.href, one.words))))}`
}

function needsOf(homes: readonly PlaceHome[]): Html {
  const needing = homes.filter((home) => home.needs.length > 0)
  if (homes.length === 1) return workList(needing[0]?.needs ?? [])
  return html`${needing.map((home) => html`<h2 class="govuk-heading-m">${home.name}</h2>${workList(home.needs)}`)}`
}

function placesOf(homes: readonly PlaceHome[]): Html {
  const rows = homes.map((home) => ({ title: home.name, href: `/settings/${home.setting_id}`, hint: rolesWords(home) }))
  return html`<h2 class="govuk-heading-m">Your ${homes.length === 1 ? 'place' : 'places'}</h2>${rowList(rows)}`
}

function peoplePart(people: readonly KeyPerson[]): Html {
  if (people.length === 0) return nothing
  const rows = people.map((one) => ({ title: one.name, hint: listInWords(one.roles.map((role) => ROLES[role])) }))
  return html`<h2 class="govuk-heading-m">Who is here</h2>${rowList(rows)}`
}

export type HomeShown = { name: string; founder: boolean; homes: readonly PlaceHome[]; people: readonly KeyPerson[]; caption: string; now: Date }

const FOUNDING = { href: '/programmes/new', title: 'Make your first programme', hint: 'It gets an office, and you are its officer.', minutes: 5, order: 1 }

export function homePage({ name, founder, homes, people, caption, now }: HomeShown): Page {
  if (homes.length === 0 && !founder) {
    const alone = emptyState({ heading: 'Your places will be here', words: 'You belong to no setting at the moment. Whoever looks after people in yours can invite you again.', action: { text: 'Your account', href: '/account' } })
    return page('Home', html`${pageHeading({ heading: `Welcome, ${name}`, caption })}${alone}`)
  }
  const needs = homes.length === 0 ? [FOUNDING] : homes.flatMap((home) => home.needs)
  const list = homes.length === 0 ? workList(needs) : needsOf(homes)
  const calm = needs.length === 0 ? paragraph('What others do, and what comes next, is beside this. Your places are below.') : nothing
  const more = founder && homes.length > 0 ? html`<p class="govuk-body">${link('/programmes/new', 'Make another programme')}</p>` : nothing
  const work = html`${list}${calm}${homes.length > 0 && placesOf(homes)}${needs.length === 0 && peoplePart(people)}${more}`
  const main = html`${pageHeading({ heading: headingFor(needs), caption })}${columns(work, html`${changesOf(homes, now)}${nextOf(homes)}`)}`
  return page('Home', main)
}

export type PlaceShown = { home: PlaceHome; people: readonly KeyPerson[]; now: Date }

/** One place: what needs this person there, and who else is there. */
export function placePage({ home, people, now }: PlaceShown): Page {
  const work = html`${workList(home.needs)}${peoplePart(people)}`
  const context = html`<h2 class="govuk-heading-s">You are</h2>${quietList(home.roles.map((role) => ROLES[role]))}${changesOf([home], now)}${nextOf([home])}`
  const main = html`${pageHeading({ heading: headingFor(home.needs), caption: home.name })}${columns(work, context)}`
  return page(home.name, main)
}
