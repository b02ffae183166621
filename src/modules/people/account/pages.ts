// Someone's own account: who they are here, how they sign in, and where they are signed in now.
import { ROLES, type Actor, type Place } from '../../../kernel/access.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { passwordInput } from '../../../view/govuk/password-input.ts'
import { summaryList, type SummaryRow } from '../../../view/govuk/summary-list.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  ago,
  columns,
  dateInWords,
  listInWords,
  pageHeading,
  quietList,
  rowList,
  wordsOfCount,
} from '../../../view/layout.ts'
import type { SignInProvider } from '../../../kernel/sign-in-providers.ts'
import { employerAccountsPart } from '../employer-accounts/pages.ts'
import type { OwnAccount } from './service.ts'

const back = { text: 'Your account', href: '/account' }

function row(key: string, value: string, action?: readonly [string, string, string]): SummaryRow {
  if (!action) return { key: { text: key }, value: { text: value } }
  const [text, href, about] = action
  const items = [{ text, href, visuallyHiddenText: about }]
  return { key: { text: key }, value: { text: value }, actions: { items } }
}

function stepRow(actor: Actor, codes: OwnAccount['codes']): SummaryRow {
  if (!actor.has_second_factor) return row('Second step', 'Off', ['Add', '/account/second-step', 'a second step'])
  const left = codes.made === 0 ? 'no recovery codes yet' : `${wordsOfCount(codes.unused, 'recovery code')} left`
  return row('Second step', `On, ${left}`, ['Change', '/account/second-step', 'your second step'])
}

type AccountShown = { actor: Actor; own: OwnAccount; providers: readonly SignInProvider[]; now: Date }

export function accountPage({ actor, own, providers, now }: AccountShown): Page {
  const { account, codes, employers } = own
  const password = account.password_set_at ? `Chosen on ${dateInWords(account.password_set_at)}` : 'None yet'
  const facts = summaryList({
    rows: [
      row('Name', account.name, ['Change', '/account/name', 'your name']),
      row('Email address', account.email),
      row('Password', password, ['Change', '/account/password', 'your password']),
      stepRow(actor, codes),
    ],
  })
  const top = html`${pageHeading({ heading: `Your account, ${account.name.split(' ')[0]!}` })}`
  const hasPassword = account.password_hash !== null
  const connected = employerAccountsPart(employers, providers, { hasPassword, now })
  const work = html`${facts}${connected}${sessionsPart(actor, own, now)}`
  return page('Your account', html`${top}${columns(work, placesPart(actor), { label: 'Where you belong' })}`)
}

function sessionsPart(actor: Actor, { sessions }: OwnAccount, now: Date): Html {
  const others = sessions.filter((session) => session.id !== actor.session_id)
  const rows = sessions.map((session) => {
    const here = session.id === actor.session_id
    return {
      title: here ? `${session.device} (this one)` : session.device,
      hint: here
        ? `Signed in ${ago(session.created_at, now)}`
        : `Last used ${ago(session.last_seen_at, now)}, signed in ${ago(session.created_at, now)}`,
      end: here ? undefined : endButton(session.id, session.device),
    }
  })
  const all =
    others.length > 1
      ? postForm(
          '/account/other-sessions/ending',
          button({ text: 'Sign out of all the others', classes: 'govuk-button--secondary' }),
        )
      : nothing
  const heading =
    others.length === 0
      ? 'You are signed in here only'
      : `You are signed in on ${wordsOfCount(sessions.length, 'device')}`
  return html`<h2 class="govuk-heading-m">${heading}</h2>${rowList(rows)}${all}`
}

function endButton(id: string, device: string): Html {
  const words = html`Sign out<span class="govuk-visually-hidden"> of ${device}</span>`
  return postForm(
    `/account/sessions/${id}/ending`,
    button({ html: words, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' }),
  )
}

function rolesIn(places: readonly Place[]): string {
  return listInWords(
    places.map((place) => ROLES[place.role].toLowerCase().replace(/^(pshe|senco)/, (word) => word.toUpperCase())),
  )
}

function placesPart(actor: Actor): Html {
  const ids = [...new Set(actor.places.map((place) => place.setting_id))]
  const lines = ids.map((id) => {
    const here = actor.places.filter((place) => place.setting_id === id)
    return html`${here[0]!.setting_name}: ${rolesIn(here)}`
  })
  const places =
    lines.length > 0
      ? quietList(lines)
      : html`<p class="govuk-body">You hold no place at the moment. Whoever looks after people in your school can add you.</p>`
  const founder = actor.founder
    ? html`<p class="govuk-body"><a class="govuk-link" href="/account/audit">Audit of this installation</a></p>`
    : nothing
  return html`<h2 class="govuk-heading-s">Where you belong</h2>${places}${founder}`
}

export function namePage({ typed, mistakes }: { typed: Typed; mistakes: Mistakes }): Page {
  const field = input({
    name: 'name',
    label: { text: 'Your name' },
    hint: { text: 'As colleagues know you' },
    autocomplete: 'name',
    spellcheck: false,
    value: String(typed.name ?? ''),
    errorMessage: mistakeIn(mistakes, 'name'),
    classes: 'govuk-!-width-two-thirds',
  })
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Change your name' })}<p class="govuk-body">What you did under your earlier name keeps that name.</p>${postForm('/account/name', html`${field}${button({ text: 'Save my name' })}`)}`
  return page('Change your name', columns(work), { back })
}

export function passwordPage({ mistakes, has }: { mistakes: Mistakes; has: boolean }): Page {
  if (!has) {
    const asked =
      Object.keys(mistakes).length > 0 ? { letter: 'Ask for a letter first: there is no password to change' } : {}
    const none = html`${errorSummaryFor(asked)}${pageHeading({ heading: 'You have no password yet' })}
      <p class="govuk-body">
        <a class="govuk-link" id="letter" href="/sign-in/forgotten">Ask for a letter</a> with a link to choose one.
      </p>`
    return page('You have no password yet', columns(none), { back })
  }
  const fields = html`${passwordInput({
    name: 'present',
    label: { text: 'Present password' },
    errorMessage: mistakeIn(mistakes, 'present'),
    classes: 'govuk-!-width-two-thirds',
  })}${passwordInput({
    name: 'password',
    label: { text: 'New password' },
    hint: { text: 'At least 12 characters. Three or four words in a row are strong and easy to remember.' },
    autocomplete: 'new-password',
    errorMessage: mistakeIn(mistakes, 'password'),
    classes: 'govuk-!-width-two-thirds',
  })}${button({ text: 'Change my password' })}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Change your password' })}<p class="govuk-body">Every other device where you are signed in will be signed out.</p>${postForm('/account/password', fields)}`
  return page('Change your password', columns(work), { back })
}
