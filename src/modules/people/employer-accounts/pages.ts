// Employers' accounts on the way in, on someone's account page, and what is said to those who came back without being
// in: what happened, in plain words, and what they can do.
import type { Mistakes } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import type { SignInProvider } from '../../../kernel/sign-in-providers.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { passwordInput } from '../../../view/govuk/password-input.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { ago, columns, dateInWords, pageHeading, rowList } from '../../../view/layout.ts'
import type { Stop } from './rules.ts'
import type { OwnEmployerAccount, Proof, ProviderShown } from './service.ts'

type Named = Pick<SignInProvider, 'key' | 'name'>

const words = (text: string | Html): Html => html`<p class="govuk-body">${text}</p>`
const startOf = (key: string): string => `/sign-in/with/${key}`

/** Buttons under the form for an email address and a password. Nothing where no provider is set up. */
export function signInWithPart(providers: readonly ProviderShown[], back: string): Html {
  const fields = html`<input type="hidden" name="back" value="${back}">`
  return providersPart('Or use the account your employer gave you', providers, (key) => [startOf(key), fields])
}

/** The same on an invitation, in place of choosing a password. */
export function joinWithPart(providers: readonly ProviderShown[], path: string): Html {
  const part = providersPart('Or join with the account your employer gave you', providers, (key) => [
    `${path}/with/${key}`,
    nothing,
  ])
  return providers.length === 0
    ? nothing
    : html`${part}${words('You will then sign in with it, and need no password here.')}`
}

function providersPart(
  heading: string,
  providers: readonly ProviderShown[],
  formOf: (key: string) => readonly [string, Html],
): Html {
  if (providers.length === 0) return nothing
  const buttons = providers.map(({ key, name, away }) => {
    const [action, fields] = formOf(key)
    const calm = away
      ? words(
          `${name} cannot be reached at the moment. We keep trying. Your email address and password work as always.`,
        )
      : nothing
    const press = button({ text: `Continue with ${name}`, classes: 'govuk-button--secondary' })
    return html`${calm}${postForm(action, html`${fields}${press}`)}`
  })
  return html`<h2 class="govuk-heading-m">${heading}</h2>${buttons}`
}

/** Shown for a moment: the browser goes on by itself, and by the link where it does not. */
export function leavePage({ name }: Named, to: URL): Page {
  const work = html`${pageHeading({ heading: `Going on to ${name}` })}${words('Sign in there, and you come back here.')}${words(
    html`Nothing happening? <a class="govuk-link" href="${to.href}">Go on to ${name}</a>`,
  )}`
  return page(`Going on to ${name}`, columns(work))
}

type Said = { title: string; body: Html }

function unknownSaid(name: string): Said {
  const ways = [
    html`<strong>You use Wholeschool already:</strong> <a class="govuk-link" href="/sign-in">sign in as you usually do</a>, open <em>Your account</em> and choose <em>Connect your account at ${name}</em>. It takes a minute, once.`,
    html`<strong>You were invited:</strong> open the link in your invitation and choose <em>Continue with ${name}</em> there.`,
    html`<strong>Neither:</strong> ask whoever looks after people in your school to invite you.`,
  ]
  return {
    title: `Your account at ${name} is not connected here yet`,
    body: html`${words(`${name} knows you. We do not connect an account because of its email address, so that nobody can come in as you by having an address like yours.`)}<ul class="govuk-list govuk-list--bullet govuk-list--spaced">${ways.map((way) => html`<li>${way}</li>`)}</ul>`,
  }
}

const SAID: Record<Exclude<Stop, 'unknown'>, (name: string) => Said> = {
  ended: (name) => ({
    title: 'That sign-in was not finished',
    body: words(
      `Going to ${name} and back is good for ten minutes, once, in the same browser. Nothing was changed. Begin again from here.`,
    ),
  }),
  declined: (name) => ({
    title: `You did not go on at ${name}`,
    body: words('Nothing was changed. You can try again, or sign in another way.'),
  }),
  refused: (name) => ({
    title: `We could not make sure that it was you at ${name}`,
    body: words(
      'Nothing was changed. Try again. If it happens twice, sign in another way and tell your programme officer, who can ask whoever looks after this installation.',
    ),
  }),
  unreachable: (name) => ({
    title: `${name} cannot be reached at the moment`,
    body: words(
      'Nothing is wrong with your account. We keep trying and use it again as soon as it answers. Until then sign in with your email address and password.',
    ),
  }),
  taken: (name) => ({
    title: `That account at ${name} is connected to someone else here`,
    body: words(
      'One account at a provider opens one account here. If both are yours, sign in to the other one first and disconnect it there. If not, choose your own account next time: someone may be signed in on this computer.',
    ),
  }),
  elsewhere: (name) => ({
    title: 'Use the account that your employer gave you',
    body: words(
      `You chose an account at ${name} that is not one of the organisation here, perhaps a private one. Try again and choose your work account.`,
    ),
  }),
}

/** Where someone arrives who came back and is not in. */
export function stoppedPage({ provider, why, isIn }: { provider: Named; why: Stop; isIn: boolean }): Page {
  const { title, body } = why === 'unknown' ? unknownSaid(provider.name) : SAID[why](provider.name)
  const [text, href] = isIn ? ['Your account', '/account'] : ['Ways to sign in', '/sign-in']
  const work = html`${pageHeading({ heading: title })}${body}${button({ text, href })}`
  return page(title, columns(work))
}

/** On the account page: what is connected, and what can be. */
export function employerAccountsPart(
  accounts: readonly OwnEmployerAccount[],
  providers: readonly Named[],
  { hasPassword, now }: { hasPassword: boolean; now: Date },
): Html {
  if (accounts.length === 0 && providers.length === 0) return nothing
  const only = !hasPassword && accounts.length === 1
  const rows = accounts.map((account) => {
    const used = account.last_used_at ? `, last used ${ago(account.last_used_at, now)}` : ''
    return {
      title: account.name_shown ? `${account.provider}: ${account.name_shown}` : account.provider,
      hint: `Connected on ${dateInWords(account.linked_at)}${used}`,
      end: only ? undefined : disconnectButton(account),
    }
  })
  const none = accounts.length === 0 ? words('None is connected yet.') : nothing
  const last = only
    ? words(
        html`It is your only way in. To disconnect it, <a class="govuk-link" href="/sign-in/forgotten">choose a password</a> first.`,
      )
    : nothing
  const more = providers.map(({ key, name }) => {
    const which = accounts.some((account) => account.provider === name) ? 'another' : 'your'
    return words(
      html`<a class="govuk-link" href="/account/employer-accounts/${key}">Connect ${which} account at ${name}</a>`,
    )
  })
  return html`<h2 class="govuk-heading-m">Accounts your employer gave you</h2>${none}${rowList(rows)}${last}${more}`
}

function disconnectButton({ id, provider, name_shown }: OwnEmployerAccount): Html {
  const which = name_shown ? `${provider}, ${name_shown}` : provider
  const text = html`Disconnect<span class="govuk-visually-hidden"> ${which}</span>`
  return postForm(
    `/account/employer-accounts/${id}/disconnection`,
    button({ html: text, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' }),
  )
}

type ConnectShown = { provider: Named; proof: Proof; mistakes: Mistakes }

export function connectPage({ provider, proof, mistakes }: ConnectShown): Page {
  const { key, name } = provider
  const heading = `Connect your account at ${name}`
  const back = { text: 'Your account', href: '/account' }
  const top = html`${errorSummaryFor(mistakes, { again: 'again' })}${pageHeading({ heading })}`
  if (proof === 'sign-in-again') {
    const out = postForm('/sign-out', button({ text: 'Sign out', id: 'again' }))
    const work = html`${top}${words('Sign out, sign in again and come straight back here. It shows us that it is you who connects another way in.')}${out}`
    return page(heading, columns(work), { back })
  }
  const field = passwordInput({
    name: 'present',
    label: { text: 'Your password here' },
    hint: { text: `The one for Wholeschool, not the one for ${name}. It shows that it is you` },
    errorMessage: mistakeIn(mistakes, 'present'),
    classes: 'govuk-!-width-two-thirds',
  })
  const fields = html`${proof === 'password' ? field : nothing}${button({ text: `Continue with ${name}` })}`
  const work = html`${top}${words(`You go to ${name}, choose your work account and come back. From then on it opens Wholeschool for you, and your password goes on working.`)}${words('Whoever can use that account can then sign in as you. Choose one that is yours alone.')}${postForm(`/account/employer-accounts/${key}`, fields)}`
  return page(heading, columns(work), { back })
}
