// Setting up a second step, turning it off, and the recovery codes that are shown once.
import { encode } from 'uqr'
import type { Mistakes } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { warningText } from '../../../view/govuk/warning-text.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading } from '../../../view/layout.ts'
import { inGroups } from './rules.ts'
import type { Offer } from './service.ts'

const account = { text: 'Your account', href: '/account' }

/** The address of a secret as a square to scan: one path, no style of its own. */
export function qrSquare(text: string): Html {
  const { data, size } = encode(text, { border: 4 })
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return html`<svg class="ws-qr" xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="A square code to scan with your app. The key below it does the same."><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${dots}"/></svg>`
}

const codeField = (mistakes: Mistakes, hint: string): Html =>
  input({
    name: 'code',
    label: { text: 'Code from your app' },
    hint: { text: hint },
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: false,
    classes: 'govuk-input--width-10',
    errorMessage: mistakeIn(mistakes, 'code'),
  })

export function setUpPage({ offer, mistakes, asked }: { offer: Offer; mistakes: Mistakes; asked: boolean }): Page {
  const why = asked
    ? insetText({
        text: 'Your programme, or what your role sees, asks for a second step at sign-in. It takes about three minutes, once.',
      })
    : nothing
  const fields = html`<input type="hidden" name="offer" value="${offer.sealed}">${codeField(mistakes, 'Six digits, with or without the space')}${button({ text: 'Add this second step' })}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Add a second step to your sign-in' })}${why}<p class="govuk-body">After your password we ask for a code from an app on your phone. Someone who learns your password still cannot get in.</p>
<h2 class="govuk-heading-m">1. Open an authenticator app</h2><p class="govuk-body">Any will do, such as the one of Google, Microsoft or Apple, or your password manager.</p>
<h2 class="govuk-heading-m">2. Scan this square, or type the key</h2>${qrSquare(offer.uri)}<p class="govuk-body">Key: <strong class="ws-key-words">${inGroups(offer.key)}</strong></p>
<h2 class="govuk-heading-m">3. Enter the code that the app shows</h2>${postForm('/account/second-step', fields)}`
  return page('Add a second step', columns(work), { back: account })
}

export function hasStepPage({ required }: { required: boolean }): Page {
  const work = html`${pageHeading({ heading: 'Your second step is on' })}<p class="govuk-body">Each sign-in asks for a code from your app.</p>
<ul class="govuk-list govuk-list--bullet"><li><a class="govuk-link" href="/account/recovery-codes">Make new recovery codes</a></li><li><a class="govuk-link" href="/account/second-step/removal">Turn the second step off</a>${required && html`, which your role here does not allow for long`}</li></ul>
<p class="govuk-body">A new phone? Turn it off with a code from the old one, or sign in with a recovery code, then set it up again.</p>`
  return page('Your second step is on', columns(work), { back: account })
}

export function removalPage({ mistakes, required }: { mistakes: Mistakes; required: boolean }): Page {
  const warn = required
    ? warningText({
        text: 'Your role needs a second step. Once it is off, most pages stay closed until you add another.',
      })
    : nothing
  const fields = html`${codeField(mistakes, 'Shows that it is you')}${button({ text: 'Turn off the second step', classes: 'govuk-button--warning' })}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Turn off the second step' })}<p class="govuk-body">Signing in will ask for your password only. Your recovery codes stop working.</p>${warn}${postForm('/account/second-step/removal', fields)}`
  return page('Turn off the second step', columns(work), {
    back: { text: 'Your second step', href: '/account/second-step' },
  })
}

export function codesAskedPage({ mistakes, made }: { mistakes: Mistakes; made: number }): Page {
  const first = made === 0
  const words = first
    ? 'The day your phone is lost or broken, a recovery code lets you in. We show you ten of them, once.'
    : 'Ten new codes take the place of all earlier ones. We show them once.'
  const fields = html`${first ? html`<input type="hidden" name="code" value="">` : codeField(mistakes, 'Shows that it is you')}${button({ text: 'Show my recovery codes' })}`
  const heading = first ? 'Keep ten recovery codes' : 'Make new recovery codes'
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading })}<p class="govuk-body">${words}</p><p class="govuk-body">Have somewhere safe ready: your password manager, or paper in a locked drawer.</p>${postForm('/account/recovery-codes', fields)}`
  return page(heading, columns(work), { back: account })
}

export function codesPage({ codes }: { codes: readonly string[] }): Page {
  const work = html`${pageHeading({ heading: 'Your recovery codes' })}${warningText({ text: 'We cannot show these again. Print this page or copy them now.' })}
<ul class="govuk-list ws-key-words">${codes.map((code) => html`<li>${code}</li>`)}</ul>
<p class="govuk-body">Each works once, in place of the code from your app. Tell nobody, us included: we never ask for one outside the sign-in page.</p>
${button({ text: 'I have kept them', href: '/sign-in/next' })}`
  return page('Your recovery codes', columns(work))
}

export function noStepPage(): Page {
  const work = html`${pageHeading({ heading: 'Add a second step first' })}<p class="govuk-body">Recovery codes stand in for the code from an app, so they come after it.</p>${button({ text: 'Add a second step', href: '/account/second-step' })}`
  return page('Add a second step first', columns(work), { back: account })
}
