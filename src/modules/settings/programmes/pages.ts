// Pages about a programme itself: making it, its words and colours, its districts and phases.
import { postForm } from '../../../view/form.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  dateInWords,
  emptyState,
  pageHeading,
  scrolling,
  stackedTable,
  wordsOfCount,
} from '../../../view/layout.ts'
import { page, type Page } from '../../../kernel/route.ts'
import {
  dayField,
  link,
  oneTick,
  paragraph,
  selectField,
  submit,
  summaryOf,
  textField,
  type FormState,
} from '../pieces.ts'
import type { District, Phase, Programme } from './store.ts'

type DistrictShown = District & { phase_name: string | null }

export const programmePath = (programme: string): string => `/programmes/${programme}`

function programmeFields(state: FormState): Html {
  return html`<h2 class="govuk-heading-m">Three levels of activity</h2>
${paragraph('Everything the programme does carries one of three levels. Call them what people already call them.')}
${textField(state, 'level_1', { label: 'First level: for every setting' })}
${textField(state, 'level_2', { label: 'Second level: for some' })}
${textField(state, 'level_3', { label: 'Third level: for a few' })}
<h2 class="govuk-heading-m">Colours</h2>
${textField(state, 'brand', { label: 'Main colour (optional)', hint: 'For links and buttons, as a hex colour, like #14505c', classes: 'govuk-input--width-10' })}
${textField(state, 'brand_deep', { label: 'Header colour (optional)', hint: 'A darker one, like #0d3841. Colours on which white words cannot be read are refused.', classes: 'govuk-input--width-10' })}
<h2 class="govuk-heading-m">Joining</h2>
${oneTick(state, 'takes_requests', { label: 'Settings may ask to join by themselves', hint: 'They find themselves on the register and ask; an officer answers each request. Nothing is enrolled without you.' })}
<h2 class="govuk-heading-m">Sign-in</h2>
${oneTick(state, 'second_step', { label: 'Everyone signs in with a second step', hint: 'Roles that see sensitive things always do. Tick this to ask it of everyone in the programme.' })}`
}

export function newProgrammePage(state: FormState): Page {
  const main = html`${summaryOf(state)}${pageHeading({ heading: 'Make a programme', caption: 'About 5 minutes' })}
${paragraph('A programme enrols settings, agrees with each what is shared, and sees how they get on. You will be its first officer.')}
${postForm(
  '/programmes',
  html`${textField(state, 'name', { label: 'Name of the programme' })}
${textField(state, 'slug', { label: 'Its address', hint: 'Small letters, numbers and hyphens, like wealdshire. It cannot be changed later.', classes: 'govuk-input--width-20' })}
${programmeFields(state)}${submit('Make this programme')}`,
)}`
  return page('Make a programme', main, { back: { text: 'Home', href: '/' } })
}

export function programmePage(
  programme: Programme,
  state: FormState,
  trusts: readonly { id: string; name: string; enrolled: number }[],
): Page {
  const path = programmePath(programme.id)
  const work = html`${postForm(
    `${path}/details`,
    html`${textField(state, 'name', { label: 'Name of the programme' })}${programmeFields(state)}${submit('Save changes')}`,
  )}`
  const places = html`<h2 class="govuk-heading-s">Also here</h2><ul class="govuk-list"><li>${link(`${path}/districts`, 'Districts and phases')}</li><li>${link(`${path}/modules`, 'What is on for settings')}</li><li>${link(`${path}/settings`, 'Settings')}</li><li>${link(`${path}/register`, 'Register of schools')}</li><li>${link(`/settings/${programme.office_setting_id}/people`, 'People of this office')}</li></ul>`
  const context = html`${places}<h2 class="govuk-heading-s">Trusts with settings here</h2>${
    trusts.length === 0
      ? paragraph('A trust appears when its first school is enrolled, or when you make it.')
      : html`<ul class="govuk-list">${trusts.map((trust) => html`<li>${link(`${path}/trusts/${trust.id}`, trust.name)} <span class="ws-quiet">${wordsOfCount(trust.enrolled, 'setting')}</span></li>`)}</ul>`
  }<p class="govuk-body">${link(`${path}/trusts/new`, 'Make a trust')}</p>`
  const main = html`${summaryOf(state)}${pageHeading({ heading: programme.name, caption: 'How this programme is set up' })}${columns(work, context)}`
  return page(`${programme.name}: set-up`, main)
}

const NO_PHASE = { value: '', text: 'No phase yet' }
const phaseChoices = (phases: readonly Phase[]) => [
  NO_PHASE,
  ...phases.map(({ id, name }) => ({ value: id, text: name })),
]

function districtFields(state: FormState, phases: readonly Phase[]): Html {
  return html`${textField(state, 'name', { label: 'Name of the district' })}
${textField(state, 'register_code', { label: 'Its code on the register (optional)', hint: 'Schools with this code are placed in the district when they are enrolled, like E07000110', classes: 'govuk-input--width-10' })}
${selectField(state, 'phase_id', { label: 'Phase' }, phaseChoices(phases))}
${dayField(state, 'joined_on', { label: 'Joined on (optional)', hint: 'For example, 1 September 2026' })}`
}

function districtsTable(path: string, districts: readonly DistrictShown[]): Html {
  if (districts.length === 0)
    return emptyState({
      heading: 'No districts yet',
      words: 'Districts say where a setting is. Add those of a local authority from the register, or one by one below.',
    })
  return stackedTable({
    caption: 'Districts',
    captionHidden: true,
    head: ['District', 'Code', 'Phase', 'Joined'],
    rows: districts.map((one) => [
      link(`${path}/districts/${one.id}`, one.name),
      one.register_code ?? 'None',
      one.phase_name ?? 'None yet',
      one.joined_on === null ? 'No date yet' : dateInWords(one.joined_on),
    ]),
  })
}

function phasesList(path: string, phases: readonly Phase[]): Html {
  if (phases.length === 0) return paragraph('A phase is a group of districts that begin together. None has been added.')
  return html`<ul class="govuk-list">${phases.map(
    (one) =>
      html`<li>${link(`${path}/phases/${one.id}`, one.name)}${one.starts_on !== null && html` <span class="ws-quiet">from ${dateInWords(one.starts_on)}</span>`}</li>`,
  )}</ul>`
}

export type PlacesShown = {
  districts: readonly DistrictShown[]
  phases: readonly Phase[]
  authorities: readonly { la_code: string; la_name: string }[]
}

function fromRegister(path: string, authorities: PlacesShown['authorities'], state: FormState): Html {
  if (authorities.length === 0)
    return paragraph(
      'When the ',
      link(`${path}/register`, 'register of schools'),
      ' has been brought in, districts can be added from it.',
    )
  const choices = [
    { value: '', text: 'Choose one' },
    ...authorities.map((one) => ({ value: one.la_code, text: one.la_name })),
  ]
  return postForm(
    `${path}/districts/from-register`,
    html`${selectField(state, 'la', { label: 'Local authority' }, choices)}${submit('Add its districts', 'govuk-button--secondary')}`,
  )
}

export type PlacesForms = { district: FormState; phase: FormState; authority: FormState }

export function districtsPage(programme: Programme, shown: PlacesShown, forms: PlacesForms): Page {
  const path = programmePath(programme.id)
  const { districts, phases } = shown
  const dated = districts.filter((one) => one.joined_on !== null).length
  const heading =
    districts.length === 0
      ? 'Where does the programme work?'
      : `${wordsOfCount(districts.length, 'district')}, ${dated} with a joining date`
  const work = html`${districtsTable(path, districts)}
<h2 class="govuk-heading-m">Add districts from the register</h2>${fromRegister(path, shown.authorities, forms.authority)}
<h2 class="govuk-heading-m">Add one district</h2>${postForm(`${path}/districts`, html`${districtFields(forms.district, phases)}${submit('Add this district', 'govuk-button--secondary')}`)}`
  const context = html`<h2 class="govuk-heading-s">Phases</h2>${phasesList(path, phases)}
<p class="govuk-body">${link(`${path}/phases/new`, 'Add a phase')}</p>`
  const summary = [forms.district, forms.phase, forms.authority].map((state) => summaryOf(state))
  return page(
    'Districts and phases',
    html`${summary}${pageHeading({ heading, caption: 'Districts and phases' })}${columns(work, context)}`,
    {
      back: { text: programme.name, href: path },
    },
  )
}

function removal(action: string, words: string, text: string): Html {
  return html`<h2 class="govuk-heading-m">Remove it</h2>${paragraph(words)}${postForm(action, submit(text, 'govuk-button--secondary'))}`
}

export function districtPage(
  programme: Programme,
  district: District,
  phases: readonly Phase[],
  state: FormState,
): Page {
  const path = `${programmePath(programme.id)}/districts`
  const main = html`${summaryOf(state)}${pageHeading({ heading: district.name, caption: 'District' })}
${insetText({ text: 'When the phase changes, settings that had the district’s phase move with it.' })}
${postForm(`${path}/${district.id}`, html`${districtFields(state, phases)}${submit('Save changes')}`)}
${removal(`${path}/${district.id}/removal`, 'A district can be removed while no setting is in it.', 'Remove this district')}`
  return page(district.name, main, { back: { text: 'Districts and phases', href: path } })
}

export function phasePage(programme: Programme, phase: Phase | undefined, state: FormState): Page {
  const path = programmePath(programme.id)
  const action = phase ? `${path}/phases/${phase.id}` : `${path}/phases`
  const fields = html`${textField(state, 'name', { label: 'Name of the phase', hint: 'For example, First year' })}
${dayField(state, 'starts_on', { label: 'Begins on (optional)', hint: 'For example, 1 September 2026' })}${submit(phase ? 'Save changes' : 'Add this phase')}`
  const remove = phase
    ? removal(`${action}/removal`, 'A phase can be removed while no district or setting is in it.', 'Remove this phase')
    : nothing
  const heading = phase ? phase.name : 'Add a phase'
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: 'Phase' })}${postForm(action, fields)}${remove}`
  return page(heading, main, { back: { text: 'Districts and phases', href: `${path}/districts` } })
}

export function newTrustPage(programme: Programme, state: FormState): Page {
  const path = programmePath(programme.id)
  const fields = html`${textField(state, 'name', { label: 'Name of the trust', hint: 'As on the register: schools that are enrolled with this name belong to it' })}${submit('Make this trust')}`
  const main = html`${summaryOf(state)}${pageHeading({ heading: 'Make a trust', caption: 'About 1 minute' })}
${paragraph('A trust usually appears with its first school. Make one beforehand when its people should be here first.')}${postForm(`${path}/trusts`, fields)}`
  return page('Make a trust', main, { back: { text: programme.name, href: path } })
}

export type TrustShown = { id: string; name: string; office_setting_id: string }

export function trustPage(
  programme: Programme,
  trust: TrustShown,
  enrolled: readonly { setting_id: string; name: string }[],
  state: FormState,
): Page {
  const path = programmePath(programme.id)
  const work = html`${scrolling('Settings of this trust', html`<ul class="govuk-list">${enrolled.map((one) => html`<li>${link(`${path}/settings/${one.setting_id}`, one.name)}</li>`)}</ul>`)}
<h2 class="govuk-heading-m">Invite the trust’s safeguarding lead</h2>
${paragraph('They look after the people of the trust’s own office. What its schools keep stays with the schools.')}
${postForm(`${path}/trusts/${trust.id}/people`, html`${textField(state, 'name', { label: 'Name' })}${textField(state, 'email', { label: 'Email address', type: 'email' })}${submit('Send the invitation')}`)}`
  const heading = `${trust.name} has ${wordsOfCount(enrolled.length, 'setting')} here`
  return page(trust.name, html`${summaryOf(state)}${pageHeading({ heading, caption: 'Trust' })}${work}`, {
    back: { text: programme.name, href: path },
  })
}
