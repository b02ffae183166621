// Pages about the people of a setting: who is here and what they do, inviting someone, one person's roles, leaving.
import { ROLES, type RoleName } from '../../../kernel/access.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import {
  columns,
  dateInWords,
  listInWords,
  pageHeading,
  quietList,
  stackedTable,
  wordsOfCount,
} from '../../../view/layout.ts'
import { dayField, link, paragraph, submit, summaryOf, textField, ticksField, type FormState } from '../pieces.ts'
import { inCharge, rolesFor } from './rules.ts'
import type { Here, PeopleHere, PersonHere } from './service.ts'

const pathOf = (here: Here): string => `/settings/${here.setting_id}/people`

const rolesInWords = (roles: readonly RoleName[]): string =>
  listInWords(
    roles.map((role, i) =>
      i === 0 ? ROLES[role] : ROLES[role].replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()),
    ),
  )

type PersonShown = PeopleHere['people'][number]

function joinedWords(person: PersonShown): string {
  if (!person.invitation) return 'Has joined'
  const on = dateInWords(person.invitation.expires_at)
  return person.invitation.expired ? `Invitation ran out on ${on}` : `Invited, link good until ${on}`
}

function peopleTable(here: Here, people: readonly PersonShown[], manages: boolean): Html {
  return stackedTable({
    caption: `People of ${here.name}`,
    captionHidden: true,
    head: ['Name', 'Roles', 'Email', 'Standing'],
    rows: people.map((person): Value[] => [
      manages ? link(`${pathOf(here)}/${person.person_id}`, person.name) : person.name,
      rolesInWords(person.roles),
      person.email,
      joinedWords(person),
    ]),
  })
}

/** Roles that a school usually wants filled, and that nobody here holds. */
function openRoles(here: Here, people: readonly PersonHere[]): RoleName[] {
  const wanted: readonly RoleName[] =
    here.kind === 'school'
      ? ['head', 'senior_mental_health_lead', 'designated_safeguarding_lead', 'lead_governor']
      : [inCharge(here.kind)]
  return wanted.filter((role) => !people.some((person) => person.roles.includes(role)))
}

export function peoplePage(here: Here, shown: PeopleHere, manages: boolean): Page {
  const { people, leavers } = shown
  const coming = people.filter((one) => one.invitation).length
  const standing = coming === 0 ? 'all have joined' : `${wordsOfCount(coming, 'invitation')} open`
  const heading = `${wordsOfCount(people.length, 'person', 'people')}, ${people.length === 1 && coming === 0 ? 'who has joined' : standing}`
  const open = openRoles(here, people)
  const invite = manages ? html`<p class="govuk-body">${link(`${pathOf(here)}/new`, 'Invite someone')}</p>` : nothing
  const gaps =
    open.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-s">Nobody has this role yet</h2>${quietList(open.map((role) => ROLES[role]))}`
  const left =
    leavers.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-s">Who left</h2>${quietList(leavers.map((one) => `${one.name}, ${rolesInWords(one.roles).toLowerCase()}, on ${dateInWords(one.ended_on)}`))}`
  const main = html`${pageHeading({ heading, caption: `People of ${here.name}` })}${columns(html`${invite}${peopleTable(here, people, manages)}`, html`${gaps}${left}`)}`
  return page('People', main)
}

const roleChoices = (here: Here) => rolesFor(here.kind).map((role) => ({ value: role, text: ROLES[role] }))

export function invitePage(here: Here, state: FormState): Page {
  const fields = html`${textField(state, 'name', { label: 'Name' })}${textField(state, 'email', { label: 'Email address', type: 'email', hint: 'Their own, not one that several people read' })}
${ticksField(state, 'roles', { label: `What do they do at ${here.name}?`, hint: 'Several if they wear many hats' }, roleChoices(here))}${submit('Send the invitation')}`
  const main = html`${summaryOf(state)}${pageHeading({ heading: 'Invite someone', caption: `${here.name}, about 1 minute` })}
${paragraph('They get a letter with a link that is good for two weeks. If they use Wholeschool elsewhere already, this place is added to their home page.')}
${postForm(pathOf(here), fields)}`
  return page('Invite someone', main, { back: { text: 'People', href: pathOf(here) } })
}

export type PersonForms = { roles: FormState; leaving: FormState }

function againPart(here: Here, person: PersonShown): Html {
  if (!person.invitation) return nothing
  return html`<h2 class="govuk-heading-m">Invitation</h2>${paragraph(`${joinedWords(person)}.`)}${postForm(`${pathOf(here)}/${person.person_id}/invitation`, submit('Send the invitation again', 'govuk-button--secondary'))}`
}

export function personPage(here: Here, person: PersonShown & { since_on: string }, forms: PersonForms): Page {
  const path = `${pathOf(here)}/${person.person_id}`
  const work = html`<h2 class="govuk-heading-m">Roles</h2>${postForm(`${path}/roles`, html`${ticksField(forms.roles, 'roles', { label: `What ${person.name} does here`, hint: 'They hear of a change by letter' }, roleChoices(here))}${submit('Save these roles')}`)}
${againPart(here, person)}
<h2 class="govuk-heading-m">Leaving</h2>${paragraph(`When ${person.name} leaves, what they wrote stays. If they have no other place on Wholeschool, their account is closed.`)}
${postForm(`${path}/leaving`, html`${dayField(forms.leaving, 'left_on', { label: 'They left on', hint: 'Today or earlier, like 31 August 2026' })}${submit(`${person.name} has left`, 'govuk-button--warning')}`)}`
  const main = html`${summaryOf(forms.roles)}${summaryOf(forms.leaving)}${pageHeading({ heading: person.name, caption: `${rolesInWords(person.roles)} since ${dateInWords(person.since_on)}` })}${work}`
  return page(person.name, main, { back: { text: 'People', href: pathOf(here) } })
}
