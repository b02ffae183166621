// Pages of the resilience team: who is on it, which recommended roles are open, joining, changing and leaving.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { ROLES } from '../../../kernel/access.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { checkboxes } from '../../../view/govuk/checkboxes.ts'
import { input } from '../../../view/govuk/input.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, columns, emptyState, pageHeading, quietList, stackedTable } from '../../../view/layout.ts'
import { dateInWords, listInWords, minutes as minutesInWords, wordsOfCount } from '../../../view/words.ts'
import type { HereSeen } from '../cycles/pages.ts'
import { nounsOf, type Edition } from '../edition.ts'
import { actionAt, teamAt, toolkitAt } from '../paths.ts'
import { leadOf, lower, type Member } from '../standing/rules.ts'
import { chosenIn, typedIn } from '../typing.ts'
import { gapsOf, leftBehind, notYetOnTeam, openActionsOf, rolesMetBy, type Colleague, type Gap } from './rules.ts'

const roleNamed = (edition: Edition, key: string): string =>
  edition.recommended_roles.find((role) => role.role === key)?.name ?? key

export function teamPage(here: HereSeen, colleagues: readonly Colleague[]): Page {
  const { cycle, edition, standing, leads } = here
  const setting = cycle.setting_id
  const gaps = gapsOf(edition, standing.team, notYetOnTeam(standing.team, colleagues))
  const all = edition.recommended_roles.length
  const heading =
    gaps.length === 0
      ? `All ${all} recommended roles are on the team`
      : `${all - gaps.length} of ${all} recommended roles are on the team`
  const add =
    leads &&
    html`<p class="govuk-body"><a class="govuk-link ws-strong-link" href="${teamAt(setting)}/joining">Add someone to the team</a></p>`
  const top = html`${pageHeading({ heading, caption: 'Resilience team' })}`
  const work = html`${handover(here)}
${standing.team.length === 0 ? emptyState({ heading: 'Nobody is on the team yet', words: 'Begin with the mental health lead and a senior leader. Then think whose part of the day nobody else sees.', action: leads ? { text: 'Add the first person', href: `${teamAt(setting)}/joining` } : undefined }) : html`${members(here)}${add}`}
${gaps.length > 0 && html`<h2 class="govuk-heading-m">Still open</h2><p class="govuk-body">A team with different jobs can change the day for every ${nounsOf(edition).learner}. A gap here never stops you.</p>${quietList(gaps.map((gap) => gapWords(gap, setting, leads)))}`}
${left(here)}`
  return page(heading, html`${top}${columns(work, context(here))}`, {
    back: { text: 'Toolkit', href: toolkitAt(setting) },
  })
}

function members({ edition, standing, cycle, leads }: HereSeen): Html {
  const rows = standing.team.map((member) => {
    const covers =
      member.team_roles.length === 0
        ? 'Beside the recommended roles'
        : listInWords(member.team_roles.map((key) => roleNamed(edition, key)))
    const change = leads
      ? html`<a class="govuk-link" href="${teamAt(cycle.setting_id)}/${member.id}">Change<span class="govuk-visually-hidden"> ${member.name}</span></a>`
      : '–'
    return [
      member.is_lead ? html`${member.name} <span class="ws-quiet">leads</span>` : member.name,
      covers,
      member.minutes_a_week === null ? 'Not said' : `${member.minutes_a_week} a week`,
      dateInWords(member.joined_on),
      change,
    ]
  })
  const table = {
    caption: 'On the team',
    captionHidden: true,
    head: ['Name', 'Covers', 'Minutes', 'Since', 'Change'],
    rows: leads ? rows : rows.map((row) => row.slice(0, 4)),
  }
  return stackedTable(leads ? table : { ...table, head: table.head.slice(0, 4) })
}

function gapWords({ role, could }: Gap, setting: string, leads: boolean): Html {
  const who = could.map((one) =>
    leads
      ? html`<a class="govuk-link" href="${teamAt(setting)}/joining?person=${one.person_id}">${one.name}</a>`
      : html`${one.name}`,
  )
  const ideas =
    who.length === 0 ? nothing : html` You could ask ${who.map((one, i) => (i === 0 ? one : html` or ${one}`))}.`
  return html`<strong>${role.name}.</strong> ${role.why}${ideas}`
}

function handover({ standing, cycle }: HereSeen): Html {
  const behind = leftBehind(standing)
  if (behind.length === 0) return nothing
  const links = behind.map(
    (action) =>
      html`<li><a class="govuk-link" href="${actionAt(cycle.setting_id, action.id)}">${action.title}</a>, which was with ${action.owner_name ?? 'someone who has left'}</li>`,
  )
  return html`${attention(`${wordsOfCount(behind.length, 'open action')} ${behind.length === 1 ? 'needs' : 'need'} a new owner, because someone left the team.`)}<ul class="govuk-list govuk-list--bullet">${links}</ul>`
}

function left({ standing }: HereSeen): Html {
  if (standing.leavers.length === 0) return nothing
  const rows = standing.leavers.map((member) => [
    member.name,
    dateInWords(member.joined_on),
    dateInWords(member.left_on!),
  ])
  return stackedTable({ caption: 'Were on the team', head: ['Name', 'Joined', 'Left'], rows })
}

function context({ standing }: HereSeen): Html {
  const minutes = standing.team.reduce((sum, member) => sum + (member.minutes_a_week ?? 0), 0)
  const lead = leadOf(standing)
  return html`<h2 class="govuk-heading-m">Time given</h2><p class="govuk-body">${minutes === 0 ? 'Nobody’s time is written down yet. People given time say how much it helps.' : `${minutesInWords(minutes)} a week between ${wordsOfCount(standing.team.length, 'person', 'people')}.`}</p>
<h2 class="govuk-heading-m">The lead</h2><p class="govuk-body">${lead ? `${lead.name} leads the team: closes rounds of rating and closes stages.` : 'Nobody leads the team yet.'} Whoever signs up need not be the one who leads.</p>`
}

type Retyped = { typed?: Typed; mistakes?: Mistakes }

export function joiningPage(
  here: HereSeen,
  colleagues: readonly Colleague[],
  chosen: string | undefined,
  { typed, mistakes = {} }: Retyped = {},
): Page {
  const { cycle, edition, standing, today } = here
  const free = notYetOnTeam(standing.team, colleagues)
  const person = typedIn(typed, 'person', chosen ?? '')
  const known = free.find((one) => one.person_id === person)
  const back = { back: { text: 'Resilience team', href: teamAt(cycle.setting_id) } }
  if (free.length === 0) {
    const words = 'To add someone else, invite them to Wholeschool first, on the page People.'
    return page(
      'Everyone here is on the team',
      html`${errorSummaryFor(mistakes, { person: 'main-content', team_roles: 'main-content', minutes: 'main-content', joined_on: 'main-content' })}${pageHeading({ heading: 'Everyone here is on the team' })}<p class="govuk-body">${words}</p>`,
      back,
    )
  }
  const items = [
    { value: '', text: 'Choose a name' },
    ...free.map((one) => ({
      value: one.person_id,
      text: `${one.name}, ${listInWords(one.roles.map((role) => lower(ROLES[role])))}`,
    })),
  ]
  const content = html`${select({ name: 'person', label: { text: 'Who joins?', classes: 'govuk-label--s' }, items, value: person, errorMessage: mistakeIn(mistakes, 'person') })}
${coverBoxes(edition, chosenIn(typed, 'team_roles', known ? rolesMetBy(edition, known.roles) : []), mistakes)}
${minutesInput(typedIn(typed, 'minutes'), mistakes)}
${input({ name: 'joined_on', label: { text: 'On the team since', classes: 'govuk-label--s' }, hint: { text: 'For example, 3 September 2026' }, classes: 'govuk-input--width-10', value: typedIn(typed, 'joined_on', dateInWords(today)), errorMessage: mistakeIn(mistakes, 'joined_on') })}
${button({ text: 'Add to the team' })}`
  const heading = known ? `Add ${known.name} to the team` : 'Add someone to the team'
  return page(
    heading,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: 'Resilience team' })}${postForm(`${teamAt(cycle.setting_id)}/joining`, content)}`,
    back,
  )
}

function coverBoxes(edition: Edition, values: readonly string[], mistakes: Mistakes): Html {
  return checkboxes({
    name: 'team_roles',
    fieldset: { legend: { text: 'Which recommended roles do they cover?', classes: 'govuk-fieldset__legend--s' } },
    hint: { text: 'In a small team one person often covers several. Leave empty for someone beside them.' },
    items: edition.recommended_roles.map((role) => ({ value: role.role, text: role.name, hint: { text: role.why } })),
    values,
    errorMessage: mistakeIn(mistakes, 'team_roles'),
  })
}

function minutesInput(value: string, mistakes: Mistakes): Html {
  return input({
    name: 'minutes',
    label: { text: 'Minutes a week for this, if agreed', classes: 'govuk-label--s' },
    inputmode: 'numeric',
    classes: 'govuk-input--width-4',
    value,
    errorMessage: mistakeIn(mistakes, 'minutes'),
  })
}

export function memberPage(here: HereSeen, member: Member, { typed, mistakes = {} }: Retyped = {}): Page {
  const { cycle, edition, standing, today } = here
  const at = `${teamAt(cycle.setting_id)}/${member.id}`
  const change = html`${coverBoxes(edition, chosenIn(typed, 'team_roles', member.team_roles), mistakes)}${minutesInput(typedIn(typed, 'minutes', member.minutes_a_week), mistakes)}${button({ text: 'Save changes' })}`
  const open = openActionsOf(standing, member)
  const owned =
    open.length > 0 &&
    insetText({
      text: `${member.name} owns ${wordsOfCount(open.length, 'open action')}. They will be shown on the team page until each has a new owner.`,
    })
  const leaving = html`${owned}${input({ name: 'left_on', label: { text: 'Last day on the team', classes: 'govuk-label--s' }, hint: { text: 'For example, 12 February 2027' }, classes: 'govuk-input--width-10', value: typedIn(typed, 'left_on', dateInWords(today)), errorMessage: mistakeIn(mistakes, 'left_on') })}${button({ text: `${member.name} has left the team`, classes: 'govuk-button--secondary' })}`
  const lead = member.is_lead
    ? html`<p class="govuk-body">${member.name} leads the team.</p>`
    : html`<p class="govuk-body">The lead closes rounds of rating and closes stages. It can be someone who is not a senior leader.</p>${postForm(`${at}/lead`, button({ text: `Make ${member.name} the lead`, classes: 'govuk-button--secondary' }))}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: member.name, caption: 'Resilience team' })}${postForm(at, change)}
<h2 class="govuk-heading-m">Leading the team</h2>${lead}
<h2 class="govuk-heading-m">Leaving the team</h2><p class="govuk-body">What ${member.name} said and did stays where it is.</p>${postForm(`${at}/leaving`, leaving)}`
  return page(`${member.name} on the team`, work, { back: { text: 'Resilience team', href: teamAt(cycle.setting_id) } })
}
