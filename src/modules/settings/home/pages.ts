// Home: what needs you, what changed, what is next. For somebody not signed in, what this is and the way in.
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  ago,
  columns,
  dateInWords,
  emptyState,
  inWords,
  listInWords,
  minutes as minutesInWords,
  pageHeading,
  quietList,
  rowList,
  workList,
} from '../../../view/layout.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { minutesOf, type PlaceHome } from './rules.ts'

export function welcomePage(demo: boolean): Page {
  const way = demo ? 'Choose who to be' : 'Sign in'
  return page(
    'Welcome',
    html`${pageHeading({ heading: 'Wellbeing, as a whole school' })}
<div class="ws-columns"><div class="ws-work">
<p class="govuk-body-l">Wholeschool is where a school’s team looks at how it supports children’s mental health, agrees what to do next, does it, and sees what changed.</p>
<p class="govuk-body"><a class="govuk-link ws-strong-link" href="/sign-in">${way}</a></p>
<h2 class="govuk-heading-m">For schools</h2>
<p class="govuk-body">Eight principles, three stages, one Record that you own. Nothing leaves your school until your head chooses to share it.</p>
<p class="govuk-body"><a class="govuk-link" href="/enrol">Ask to join with your school</a></p>
<h2 class="govuk-heading-m">For a programme</h2>
<p class="govuk-body">See which schools are taking part and what they chose to show, so that support reaches those who would welcome it.</p>
<p class="govuk-body"><a class="govuk-link" href="/help">How to get an account, and other questions</a></p>
</div></div>`,
  )
}

/** "Senior leader and senior mental health lead": capitals at the beginning only. */
function rolesInWords(roles: readonly string[]): string {
  return listInWords(
    roles.map((role, i) => (i === 0 ? role : role.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()))),
  )
}

function headingOf(homes: readonly PlaceHome[]): string {
  const { things, minutes } = minutesOf(homes)
  if (things === 0) return 'Nothing needs you today'
  return `${inWords(things)} ${things === 1 ? 'thing needs' : 'things need'} you, about ${minutesInWords(minutes)}`
}

function needsOf(home: PlaceHome, several: boolean): Html {
  if (home.needs.length > 0) return workList(home.needs)
  if (several) return html`<p class="govuk-body ws-quiet">Nothing needs you here today.</p>`
  return emptyState({
    heading: 'You are up to date',
    words: 'When somebody in your team needs something from you, it will be here with how long it takes.',
    action: { text: `Go to ${home.setting_name}`, href: `/settings/${home.setting_id}` },
  })
}

function contextOf(homes: readonly PlaceHome[], now: Date): Html | null {
  const changes = homes.flatMap((home) => home.changes).sort((a, b) => b.at.getTime() - a.at.getTime())
  const several = homes.length > 1
  const next = homes.flatMap((home) =>
    home.next.map((one) => ({
      ...one,
      where: several ? html` <span class="ws-quiet">at ${home.setting_name}</span>` : nothing,
    })),
  )
  const said = (words: string, href: string | undefined): Html =>
    href ? html`<a class="govuk-link" href="${href}">${words}</a>` : html`${words}`
  if (changes.length === 0 && next.length === 0) return null
  const changed =
    changes.length > 0 &&
    html`<h2 class="govuk-heading-m">What changed</h2>${quietList(changes.slice(0, 8).map((one) => html`${said(one.words, one.href)} <span class="ws-quiet">${ago(one.at, now)}</span>`))}`
  const coming =
    next.length > 0 &&
    html`<h2 class="govuk-heading-m">Next</h2>${quietList(next.map((one) => html`${said(one.words, one.href)}${one.where}`))}`
  return html`${changed}${coming}`
}

/** The home page of somebody with one place or several. */
export function homePage(homes: readonly PlaceHome[], name: string, now: Date, founder: boolean): Page {
  if (homes.length === 0) return founder ? foundingPage(name) : placelessPage(name)
  const several = homes.length > 1
  const heading = headingOf(homes)
  const work = homes.map(
    (home) =>
      html`${several && html`<h2 class="govuk-heading-m">${home.setting_name}</h2>`}${needsOf(home, several)}${several && home.picture ? details({ summaryText: `Where ${home.setting_name} is`, html: home.picture }) : home.picture}`,
  )
  const caption = several ? dateInWords(now) : `${homes[0]!.setting_name} · ${dateInWords(now)}`
  const places = html`<h2 class="govuk-heading-m">${several ? 'Your places' : 'Your place'}</h2>${rowList(homes.map((home) => ({ title: home.setting_name, href: `/settings/${home.setting_id}`, hint: rolesInWords(home.roles) })))}${founder && html`<p class="govuk-body"><a class="govuk-link" href="/programmes/new">Make another programme</a></p>`}`
  return page(
    heading,
    html`${pageHeading({ heading, caption })}${columns(html`${work}${places}`, contextOf(homes, now), { label: 'What changed and what is next' })}`,
  )
}

/** Whoever began the installation, before there is a programme. */
function foundingPage(name: string): Page {
  const first = {
    href: '/programmes/new',
    title: 'Make your first programme',
    hint: 'It gets an office, and you are its first officer.',
    minutes: 5,
  }
  return page(
    'Home',
    html`${pageHeading({ heading: 'One thing needs you, about 5 minutes', caption: `Welcome, ${name}` })}${workList([first])}`,
  )
}

function placelessPage(name: string): Page {
  const heading = `Welcome, ${name}`
  return page(
    heading,
    html`${pageHeading({ heading })}${emptyState({ heading: 'You have no place here yet', words: 'Somebody in your school or team can add you under People. Then their pages will be here.', action: { text: 'Your account', href: '/account' } })}`,
  )
}

/** One place: its home, and the people there. */
export function placePage(
  home: PlaceHome,
  people: readonly { name: string; roles: readonly string[] }[],
  now: Date,
): Page {
  const who = html`<h2 class="govuk-heading-m">People here</h2>${rowList(people.map((one) => ({ title: one.name, hint: rolesInWords(one.roles) })))}`
  const { things, minutes } = minutesOf([home])
  const finding =
    things === 0
      ? 'Nothing here needs you today.'
      : `${inWords(things)} ${things === 1 ? 'thing here needs' : 'things here need'} you, about ${minutesInWords(minutes)}.`
  return page(
    home.setting_name,
    html`${pageHeading({ heading: home.setting_name, caption: rolesInWords(home.roles) })}${columns(html`<p class="govuk-body-l">${finding}</p>${workList(home.needs)}${home.picture}${who}`, contextOf([home], now), { label: 'What changed and what is next' })}`,
    { back: { text: 'Home', href: '/' } },
  )
}
