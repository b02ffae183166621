// The way in: the sign-in page (with the cast, in a demonstration), the code after it, and a forgotten password.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { passwordInput } from '../../../view/govuk/password-input.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, rowList } from '../../../view/layout.ts'
import type { CastMember } from '../demo/store.ts'
import { signInWithPart } from '../employer-accounts/pages.ts'
import type { ProviderShown } from '../employer-accounts/service.ts'

const said = (typed: Typed, field: string): string => String(typed[field] ?? '')
const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

export type SignInShown = {
  typed: Typed
  mistakes: Mistakes
  cast: readonly CastMember[]
  providers: readonly ProviderShown[]
  /** Who is signed in already in this browser, in a demonstration. */
  present?: string | undefined
}

export function signInPage({ typed, mistakes, cast, providers, present }: SignInShown): Page {
  const kept =
    said(typed, 'kept') === '1'
      ? insetText({
          text: 'What you wrote is safe. Sign in and it will be shown to you again, to send when you are ready.',
        })
      : nothing
  const fields = html`${hidden('back', said(typed, 'back'))}${hidden('kept', said(typed, 'kept'))}${input({
    name: 'email',
    type: 'email',
    label: { text: 'Email address' },
    autocomplete: 'username',
    spellcheck: false,
    value: said(typed, 'email'),
    errorMessage: mistakeIn(mistakes, 'email'),
    classes: 'govuk-!-width-two-thirds',
  })}${passwordInput({
    name: 'password',
    label: { text: 'Password' },
    errorMessage: mistakeIn(mistakes, 'password'),
    classes: 'govuk-!-width-two-thirds',
  })}${button({ text: 'Sign in' })}`
  const first = cast.length > 0 ? html`<h2 class="govuk-heading-m">Sign in with an email address</h2>` : nothing
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: cast.length > 0 ? 'Choose who to be' : 'Sign in to Wholeschool' })}`
  const work = html`${kept}${castList(cast, said(typed, 'back'), present)}${first}${postForm('/sign-in', fields)}
<p class="govuk-body"><a class="govuk-link" href="/sign-in/forgotten">I have forgotten my password</a></p>${signInWithPart(providers, said(typed, 'back'))}`
  const context = html`<h2 class="govuk-heading-s">New here?</h2><p class="govuk-body">People join by invitation. Ask whoever looks after people in your school to invite you, and you will get a letter with a link.</p>`
  return page('Sign in', html`${top}${columns(work, context, { label: 'New here' })}`)
}

function castList(cast: readonly CastMember[], back: string, present: string | undefined): Html {
  if (cast.length === 0) return nothing
  const places = [...new Set(cast.map((member) => member.place))]
  const inPlace = (place: string): Html =>
    rowList(
      cast
        .filter((member) => member.place === place)
        .map((member) => ({ title: member.name, hint: member.words, end: castButton(member, back) })),
    )
  const now = present ? html`<p class="govuk-body">You are signed in as ${present}.</p>` : nothing
  const letters = present
    ? html`<p class="govuk-body"><a class="govuk-link" href="/letters">Read the letters that would have been sent</a></p>`
    : nothing
  return html`<p class="govuk-body">In this demonstration one press signs you in. Each person sees what their role sees.</p>${now}${places.map((place) => html`<h2 class="govuk-heading-s">${place}</h2>${inPlace(place)}`)}${letters}`
}

function castButton(member: CastMember, back: string): Html {
  const words = html`Sign in<span class="govuk-visually-hidden"> as ${member.name}</span>`
  const fields = html`${hidden('person', member.person_id)}${hidden('back', back)}${button({ html: words, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}`
  return postForm('/sign-in/demo', fields)
}

type CodeShown = { typed: Typed; mistakes: Mistakes }

export function codePage({ typed, mistakes }: CodeShown): Page {
  const fields = html`${hidden('back', said(typed, 'back'))}${input({
    name: 'code',
    label: { text: 'Code from your app' },
    hint: { text: 'Six digits. A new code comes every 30 seconds, and each works once.' },
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: false,
    classes: 'govuk-input--width-10',
    errorMessage: mistakeIn(mistakes, 'code'),
  })}${button({ text: 'Go on' })}`
  const other = `/sign-in/recovery-code?back=${encodeURIComponent(said(typed, 'back'))}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Enter the code from your app' })}<p class="govuk-body">That was right. One more step shows that it is you.</p>${postForm('/sign-in/code', fields)}
<p class="govuk-body"><a class="govuk-link" href="${other}">I do not have my phone: use a recovery code</a></p>`
  return page('Enter your code', columns(work), { back: { text: 'Back to sign in', href: '/sign-in' } })
}

export function recoveryCodePage({ typed, mistakes }: CodeShown): Page {
  const fields = html`${hidden('back', said(typed, 'back'))}${input({
    name: 'code',
    label: { text: 'Recovery code' },
    hint: { text: 'One of the ten codes you kept, such as abcd-efgh-jkmn. Each works once.' },
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
    classes: 'govuk-input--width-20',
    errorMessage: mistakeIn(mistakes, 'code'),
  })}${button({ text: 'Go on' })}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Enter a recovery code' })}${postForm('/sign-in/recovery-code', fields)}
<p class="govuk-body">No codes left? Ask your programme officer: they can close your account and invite you again, and everything you did stays.</p>`
  return page('Enter a recovery code', columns(work), {
    back: { text: 'Use the code from your app', href: '/sign-in/code' },
  })
}

export function forgottenPage({ typed, mistakes }: { typed: Typed; mistakes: Mistakes }): Page {
  const fields = html`${input({
    name: 'email',
    type: 'email',
    label: { text: 'Email address' },
    hint: { text: 'The address you sign in with' },
    autocomplete: 'username',
    spellcheck: false,
    value: said(typed, 'email'),
    errorMessage: mistakeIn(mistakes, 'email'),
    classes: 'govuk-!-width-two-thirds',
  })}${button({ text: 'Send me a letter' })}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Choose a new password' })}<p class="govuk-body">We will send a letter by email with a link to choose a new one.</p>${postForm('/sign-in/forgotten', fields)}`
  return page('Choose a new password', columns(work), { back: { text: 'Back to sign in', href: '/sign-in' } })
}

export function letterSentPage(): Page {
  const work = html`${pageHeading({ heading: 'Look in your email' })}<p class="govuk-body">If that address is one that people sign in with here, a letter is on its way. Its link is good for two hours.</p>
<p class="govuk-body">Nothing there after ten minutes? Look in junk mail, check that you used the address your school invited, or ask whoever invited you.</p>
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Back to sign in</a></p>`
  return page('Look in your email', columns(work))
}
