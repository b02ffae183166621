// What a link in a letter opens: a page with a form. Opening it changes nothing, so a mail scanner cannot use it up.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { passwordInput } from '../../../view/govuk/password-input.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading } from '../../../view/layout.ts'
import { dateInWords, timeInWords } from '../../../view/words.ts'
import { joinWithPart } from '../employer-accounts/pages.ts'
import type { ProviderShown } from '../employer-accounts/service.ts'
import type { LinkRead } from './store.ts'

export const PASSWORD_HINT = 'At least 12 characters. Three or four words in a row are strong and easy to remember.'

type LinkShown = {
  link: LinkRead
  path: string
  providers: readonly ProviderShown[]
  typed: Typed
  mistakes: Mistakes
}

function headingOf(link: LinkRead): string {
  if (link.kind === 'founder') return 'Become the first officer'
  return link.kind === 'reset' ? 'Choose a new password' : `Join ${link.place_name ?? 'Wholeschool'}`
}

function introOf(link: LinkRead): Html {
  if (link.kind === 'founder')
    return html`<p class="govuk-body">This Wholeschool is new. Whoever fills in this page looks after it: makes programmes and invites their officers.</p>`
  if (link.kind === 'reset')
    return html`<p class="govuk-body">For ${link.name ?? ''}, who signs in as ${link.email ?? ''}. Every device that is signed in now will be signed out.</p>`
  return html`<p class="govuk-body">${link.invited_by} invited you. You will sign in as ${link.email ?? ''}.</p>`
}

export function linkPage({ link, path, providers, typed, mistakes }: LinkShown): Page {
  const heading = headingOf(link)
  const fields = html`${link.kind !== 'reset' && nameField(String(typed.name ?? link.name ?? ''), mistakes)}${
    link.kind === 'founder' ? emailField(String(typed.email ?? ''), mistakes) : nothing
  }${passwordInput({
    name: 'password',
    label: { text: link.kind === 'reset' ? 'New password' : 'Password' },
    hint: { text: PASSWORD_HINT },
    autocomplete: 'new-password',
    errorMessage: mistakeIn(mistakes, 'password'),
    classes: 'govuk-!-width-two-thirds',
  })}${button({ text: link.kind === 'reset' ? 'Change my password' : heading })}`
  const until = html`<p class="govuk-body ws-quiet">This link is good once, until ${timeInWords(link.expires_at)} on ${dateInWords(link.expires_at)}.</p>`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading })}${introOf(link)}${postForm(path, fields)}${link.kind === 'join' && joinWithPart(providers, path)}${until}`
  return page(heading, columns(work))
}

const nameField = (value: string, mistakes: Mistakes): Html =>
  input({
    name: 'name',
    label: { text: 'Your name' },
    hint: { text: 'As colleagues know you' },
    autocomplete: 'name',
    spellcheck: false,
    value,
    errorMessage: mistakeIn(mistakes, 'name'),
    classes: 'govuk-!-width-two-thirds',
  })

const emailField = (value: string, mistakes: Mistakes): Html =>
  input({
    name: 'email',
    type: 'email',
    label: { text: 'Email address' },
    hint: { text: 'You will sign in with it' },
    autocomplete: 'username',
    spellcheck: false,
    value,
    errorMessage: mistakeIn(mistakes, 'email'),
    classes: 'govuk-!-width-two-thirds',
  })
