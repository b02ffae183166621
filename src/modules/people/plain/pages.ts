// Pages for anyone: help, privacy, accessibility. They say what is true of this software; each programme answers for
// its own installation, so the contact named is its programme officer.
import { page, type Page } from '../../../kernel/route.ts'
import { html, type Html } from '../../../view/html.ts'
import { columns, pageHeading } from '../../../view/layout.ts'

const list = (items: readonly (string | Html)[]): Html =>
  html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
const part = (heading: string, body: Html): Html => html`<h2 class="govuk-heading-m">${heading}</h2>${body}`
const words = (text: string | Html): Html => html`<p class="govuk-body">${text}</p>`

export function helpPage(): Page {
  const work = html`${pageHeading({ heading: 'Help with Wholeschool' })}
${part(
  'Signing in',
  list([
    html`Forgotten your password? <a class="govuk-link" href="/sign-in/forgotten">Choose a new one by email</a>.`,
    'Your employer gave you an account at Microsoft, Google or DfE Sign-in? Where it is offered, connect it under Your account and sign in with it. The first time, sign in as usual.',
    'Lost your phone? After your password, choose “use a recovery code”. Each of your ten codes works once.',
    'No codes either? Your programme officer can close your account and invite you again. Everything you did stays.',
    'Ten wrong tries stop an account for 15 minutes. Waiting is enough, or choose a new password.',
  ]),
)}
${part(
  'Joining',
  list([
    'People join by invitation. The head of your school, or whoever looks after people there, can invite you.',
    html`Not on Wholeschool yet? <a class="govuk-link" href="/enrol">Ask to join with your school</a>.`,
    'The link in the letter is good for 14 days and works once. Ask for another if it has run out.',
    'One account serves all the places you belong to. Accounts are for one person: nobody shares one.',
  ]),
)}
${part(
  'If your session ran out while you were writing',
  words(
    'What you sent is kept for 30 minutes, readable by you alone. Sign in again and it is shown to you, to send when you are ready. Files, passwords and the most private forms are never kept this way.',
  ),
)}
${part(
  'If a child or adult may be in danger',
  words(
    'Wholeschool is not watched around the clock. Follow your school’s safeguarding policy and speak to the designated safeguarding lead now. In an emergency call 999.',
  ),
)}
${part('Someone to ask', words('Ask the senior mental health lead or head of your school first, then your programme officer. If a page says that something went wrong, give them the reference it shows.'))}`
  return page('Help', columns(work))
}

export function privacyPage(): Page {
  const work = html`${pageHeading({ heading: 'How Wholeschool looks after information about people' })}
${words('Your school, or the organisation that runs your programme, decides why information is kept here and answers for it. This page says what the software does with it.')}
${part(
  'What is kept about you when you use it',
  list([
    'Your name, work email address, roles, and what you write and rate as part of your work here.',
    'Your password only as a scrambled form that cannot be turned back; the key of your second step, encrypted.',
    'If you connect an account that your employer gave you: the number and the name by which its provider knows it, never its password.',
    'Where you are signed in: the kind of device, such as “Chrome on Windows”, and when it was last used. Not your address on the internet.',
    'An audit of changes, and of looks at private things, so that your school can check who did what.',
  ]),
)}
${part(
  'Who sees it',
  list([
    'People in your own school, by their role. A school’s pages are closed to every other school by the database itself.',
    'Your programme sees that your school takes part. It sees more only once your school has signed an agreement, and then only what the agreement lists.',
    'Nobody else. No advertisers, no analytics of other companies, no pictures or scripts loaded from elsewhere.',
  ]),
)}
${part(
  'Cookies',
  list([
    'One keeps you signed in, for up to 12 hours, or 2 hours without use. The browser holds it for up to 3 days, so that work sent too late can be kept for you.',
    'One keeps a form safe when you are not signed in, for a day.',
    'One carries a short message from one page to the next, for a minute.',
    'One is there while you are away to sign in with your employer’s account, for ten minutes at most.',
    'All four are needed for pages to work. There are no others.',
  ]),
)}
${part(
  'How long',
  list([
    'Ended sessions: 14 days. Wrong tries at signing in: 2 days. Links in letters: a year after they run out.',
    'A request that a school joins: a year after it was answered, or 14 days after its link ran out, where it was never used.',
    'Letters: 30 days after they were sent. The audit: 6 years.',
    'Data that an evaluator loads to work with: in memory for half an hour after its last use, or sealed for 30 days where they ask.',
    'Accounts of people who leave are closed at once: their password, second step and connected accounts are removed, their name stays on what they did.',
  ]),
)}
${part(
  'Your rights',
  words(
    'You may ask to see, correct or have removed what is kept about you, and object to its use. Ask the data protection officer of your school, or your programme officer. If you are not content with the answer, you may complain to the Information Commissioner’s Office.',
  ),
)}`
  return page('Privacy', columns(work))
}

export function accessibilityPage(): Page {
  const work = html`${pageHeading({ heading: 'Everyone should be able to use Wholeschool' })}
${words('We want as many people as possible to use these pages. You should be able to:')}
${list([
  'zoom in to 400% without anything running off the screen, and use it on a phone 320 pixels wide',
  'do everything with a keyboard, and see where you are',
  'listen with a screen reader',
  'use every page with scripts switched off',
  'read it: plain English, no colour without a word or shape beside it, each chart with its table',
])}
${part(
  'What we check',
  html`${words('We build to the Web Content Accessibility Guidelines 2.2 at level AA.')}${list([
    'Each time the software changes, its pages are opened in a real browser and checked by axe, an automatic checker, and their markup is validated.',
    'Form fields, buttons and tables are those of the GOV.UK Design System, compared with the official ones.',
    'Printed Records are tagged PDF files (PDF/UA-1), so that a screen reader can follow them.',
    'Automatic checks find only part of what can be wrong. This edition has not been audited by an outside body yet.',
  ])}`,
)}
${part(
  'What we know could be better',
  list([
    'Text that schools write, and pages they link to, may not be accessible: whoever wrote them can change that.',
    'Wide tables scroll sideways inside their own frame on small screens.',
  ]),
)}
${part(
  'If something does not work for you',
  html`${words('Tell your programme officer what you were trying to do and what you use. They can send any page in another form, such as large print, and pass the fault on to whoever maintains the software. Expect a first answer within five working days.')}${words('If you are not content with the answer, the Equality Advisory and Support Service can advise you.')}`,
)}`
  return page('Accessibility', columns(work))
}
