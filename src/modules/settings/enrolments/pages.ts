// Pages of the officer about enrolled settings: the list, one setting, one that is not on the register. A setting that
// shares nothing shows that it is enrolled, and nothing else.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { details } from '../../../view/govuk/details.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  dateInWords,
  emptyState,
  listInWords,
  number,
  pageHeading,
  quietList,
  stackedTable,
  wordsOfCount,
} from '../../../view/layout.ts'
import { FLOWS, flows } from '../flows.ts'
import {
  dayField,
  link,
  PAGE,
  pagesOf,
  paragraph,
  radiosField,
  selectField,
  submit,
  summaryOf,
  textField,
  ticksField,
  typedText,
  type Choice,
  type FormState,
} from '../pieces.ts'
import type { District, Phase, Programme } from '../programmes/store.ts'
import { DESIGNATIONS, type Designation } from '../register/rules.ts'
import { agreementStateOf, BASES, PARTIES, PURPOSES, STATES, whyNoOffer, type State } from './rules.ts'
import type { Enrolment } from './store.ts'

const choicesFrom = (names: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(names).map(([value, text]) => ({ value, text }))

/** What the agreement says: the same fields wherever one is offered. */
export function termsFields(state: FormState): Html {
  return html`${radiosField(state, 'party', { label: 'Who makes the agreement with the programme?', hint: 'The head signs it either way' }, choicesFrom(PARTIES))}
${ticksField(state, 'purposes', { label: 'Purposes' }, choicesFrom(PURPOSES))}
${radiosField(
  state,
  'basis',
  { label: 'Lawful basis' },
  Object.entries(BASES).map(([value, { name, hint }]) => ({ value, text: name, hint })),
)}
${dayField(state, 'ends_on', { label: 'It runs until', hint: 'For example, 31 August 2029. It can be ended at any time.' })}`
}

export const TERMS_IDS = { party: 'party', purposes: 'purposes', basis: 'basis' }

export const stateWords = (row: Enrolment, today: string): string => STATES[agreementStateOf(row, today)]

export const designationName = (designation: string): string => DESIGNATIONS[designation as Designation] ?? designation

export type ListedRow = Enrolment & { state: string; district_name: string | null; register_status: string | null }
export type Counts = { all: number; in_force: number; waiting: number; lapsed: number; ended: number; sharing: number }
export type Listed = {
  rows: readonly ListedRow[]
  counts: Counts
  whole: Counts
  at: number
  query: Readonly<Record<string, string>>
  districts: readonly District[]
  phases: readonly Phase[]
}

const any = (text: string): Choice => ({ value: '', text })
const named = (rows: readonly { id: string; name: string }[]): Choice[] =>
  rows.map(({ id, name }) => ({ value: id, text: name }))

function filters(path: string, { query, districts, phases }: Listed): Html {
  const state: FormState = { typed: query, mistakes: {} }
  return html`<form action="${path}" method="get" class="ws-filters ws-screen-only" novalidate>${textField(state, 'q', { label: 'Name' })}
${selectField(state, 'district', { label: 'District' }, [any('All districts'), ...named(districts)])}
${selectField(state, 'designation', { label: 'Kind of setting' }, [any('All kinds'), ...choicesFrom(DESIGNATIONS)])}
${phases.length > 0 && selectField(state, 'phase', { label: 'Phase' }, [any('All phases'), ...named(phases)])}
${selectField(state, 'agreement', { label: 'Agreement' }, [any('All'), ...choicesFrom(STATES)])}
${submit('Show these', 'govuk-button--secondary')}</form>`
}

/** What reaches the programme, by its short names. */
function sharedWords(row: ListedRow): string {
  if (row.state !== 'in_force') return 'Not shared yet'
  const names = flows.filter((key) => row.flows.includes(key)).map((key) => FLOWS[key].brief)
  return names.length === 0 ? 'Not shared yet' : listInWords(names)
}

function listedTable(path: string, rows: readonly ListedRow[]): Html {
  return stackedTable({
    caption: 'Enrolled settings',
    captionHidden: true,
    head: ['Setting', 'Kind', 'District', 'Agreement', 'Shares'],
    rows: rows.map((row) => [
      html`${link(`${path}/settings/${row.setting_id}`, row.name)}${row.register_status === '2' && html` <span class="ws-quiet">closed on the register</span>`}`,
      designationName(row.designation),
      row.district_name ?? 'None yet',
      STATES[row.state as State],
      sharedWords(row),
    ]),
  })
}

export function enrolledPage(programme: Programme, listed: Listed): Page {
  const path = `/programmes/${programme.id}`
  const { rows, counts, whole, at, query } = listed
  const heading =
    whole.all === 0
      ? 'No setting is enrolled yet'
      : `${number(whole.in_force)} of ${wordsOfCount(whole.all, 'setting')} ${whole.in_force === 1 ? 'has' : 'have'} an agreement`
  const found = counts.all === whole.all ? nothing : paragraph(`${wordsOfCount(counts.all, 'setting')} found.`)
  const list =
    rows.length === 0
      ? emptyState({
          heading: whole.all === 0 ? 'Settings you enrol will be listed here' : 'No setting fits these choices',
          words: 'Find schools on the register, or add a setting that is not on it.',
          action: { text: 'Find schools to enrol', href: `${path}/register` },
        })
      : html`${found}${listedTable(path, rows)}${pagesOf(counts.all, at, `${path}/settings`, query)}`
  const context = html`<h2 class="govuk-heading-s">Enrol more</h2>${quietList([link(`${path}/register`, 'Find schools on the register'), link(`${path}/settings/new`, 'Add a setting that is not on it'), link(`${path}/asking`, 'Settings that ask to join')])}
<h2 class="govuk-heading-s">Agreements</h2>${quietList([`${number(whole.in_force)} agreed`, `${number(whole.waiting)} waiting to be signed`, `${number(whole.lapsed + whole.ended)} run out or ended`, `${number(whole.sharing)} share something`])}`
  const main = html`${pageHeading({ heading, caption: 'Settings in this programme' })}${columns(html`${whole.all > 0 && filters(`${path}/settings`, listed)}${list}`, context)}`
  return page('Settings', main, { wide: true })
}

export const pagesSkipped = (at: number): number => (at - 1) * PAGE

export type EnrolmentShown = {
  programme: Programme
  enrolment: Enrolment
  districts: readonly District[]
  phases: readonly Phase[]
  today: string
}
export type EnrolmentForms = { head: FormState; place: FormState; terms: FormState }

const dated = (day: string | null, none: string): string => (day === null ? none : dateInWords(day))

function factsOf({ enrolment, districts, phases, today }: EnrolmentShown): Html {
  const row = (key: string, value: Html | string) => ({
    key: { text: key },
    value: typeof value === 'string' ? { text: value } : { html: value },
  })
  return summaryList({
    rows: [
      row('Kind of setting', designationName(enrolment.designation)),
      enrolment.urn === null ? false : row('URN', String(enrolment.urn)),
      enrolment.trust_name === null ? false : row('Trust', enrolment.trust_name),
      row('District', districts.find((one) => one.id === enrolment.district_id)?.name ?? 'None yet'),
      row('Phase', phases.find((one) => one.id === enrolment.phase_id)?.name ?? 'None yet'),
      row('Enrolled', dateInWords(enrolment.enrolled_on)),
      row('Agreement', STATES[agreementStateOf(enrolment, today)]),
      row('Offered', dated(enrolment.agreement_offered_on, 'Nothing waits to be signed')),
      row('Signed', dated(enrolment.agreed_on, 'Not yet')),
      row('Runs until', dated(enrolment.agreement_ends_on, 'No agreement is in force')),
    ],
  })
}

/** What each flow brings to the programme, or that it does not. */
function flowsShown({ enrolment, today }: EnrolmentShown): Html {
  const inForce = agreementStateOf(enrolment, today) === 'in_force'
  const items = Object.entries(FLOWS).map(([key, flow]) => {
    const on = inForce && enrolment.flows.includes(key)
    return html`<strong>${flow.brief}</strong>: ${on ? 'shared' : 'not shared yet'}`
  })
  const why = inForce ? 'The head chooses what is shared.' : 'Nothing is shared without an agreement in force.'
  return html`<h2 class="govuk-heading-s">What it shares</h2>${quietList(items)}<p class="ws-quiet">${why}</p>`
}

function headPart({ programme, enrolment }: EnrolmentShown, state: FormState): Html {
  if (enrolment.first_invited_on !== null)
    return paragraph(
      `The head was invited on ${dateInWords(enrolment.first_invited_on)}. From there on, the setting looks after its own people.`,
    )
  return html`<h2 class="govuk-heading-m">Invite the head</h2>${paragraph('They can read and sign the agreement, and invite everyone else. About 1 minute.')}
${postForm(`/programmes/${programme.id}/settings/${enrolment.setting_id}/head`, html`${textField(state, 'name', { label: 'The head’s name' })}${textField(state, 'email', { label: 'Email address', type: 'email' })}${submit('Send the invitation')}`)}`
}

function offerPart({ programme, enrolment, today }: EnrolmentShown, state: FormState): Html {
  if (whyNoOffer(enrolment, today)) return nothing
  return html`<h2 class="govuk-heading-m">Offer a new agreement</h2>${postForm(`/programmes/${programme.id}/settings/${enrolment.setting_id}/agreements`, html`${termsFields(state)}${submit('Offer this agreement')}`)}`
}

const changePath = (shown: EnrolmentShown): string =>
  `/programmes/${shown.programme.id}/settings/${shown.enrolment.setting_id}/details`

function placePart(shown: EnrolmentShown, state: FormState): Html {
  const { programme, districts, phases } = shown
  const levels = programme.level_names.map((text, i) => ({ value: String(i + 1), text }))
  const none = any('None yet')
  const fields = html`<input type="hidden" name="version" value="${typedText(state, 'version')}">${selectField(state, 'district_id', { label: 'District' }, [none, ...named(districts)])}
${selectField(state, 'phase_id', { label: 'Phase' }, [none, ...named(phases)])}
${ticksField(state, 'levels', { label: 'Levels of activity' }, levels)}${submit('Save changes', 'govuk-button--secondary')}`
  return html`<h2 class="govuk-heading-m">Where it belongs</h2>${postForm(changePath(shown), fields)}`
}

export function enrolmentPage(shown: EnrolmentShown, forms: EnrolmentForms, changedMeanwhile = false): Page {
  const { programme, enrolment } = shown
  const meanwhile = changedMeanwhile
    ? insetText({
        text: 'Someone else changed this setting while you were working. The facts above are what stands now; your choices are still in the form below.',
      })
    : nothing
  const work = html`${factsOf(shown)}${meanwhile}${headPart(shown, forms.head)}${offerPart(shown, forms.terms)}${placePart(shown, forms.place)}<p class="govuk-body">${link(`/programmes/${programme.id}/settings/${enrolment.setting_id}/leaving`, 'It has left the programme')}</p>`
  const summary = html`${summaryOf(forms.head)}${summaryOf(forms.terms)}${summaryOf(forms.place)}`
  const main = html`${summary}${pageHeading({ heading: enrolment.name, caption: `Enrolled in ${programme.name}` })}${columns(work, flowsShown(shown))}`
  return page(enrolment.name, main, { back: { text: 'Settings', href: `/programmes/${programme.id}/settings` } })
}

export function otherSettingPage(programme: Programme, districts: readonly District[], state: FormState): Page {
  const path = `/programmes/${programme.id}`
  const fields = html`${textField(state, 'name', { label: 'Name of the setting' })}
${radiosField(state, 'designation', { label: 'What kind of setting is it?' }, choicesFrom(DESIGNATIONS))}
${selectField(state, 'district_id', { label: 'District' }, [any('None yet'), ...named(districts)])}
${textField(state, 'trust_name', { label: 'Its trust (optional)' })}
${details({ summaryText: 'What the agreement says', html: html`${termsFields(state)}`, open: Object.keys(state.mistakes).length > 0 })}${submit('Enrol this setting')}`
  const main = html`${summaryOf(state)}${pageHeading({ heading: 'Add a setting that is not on the register', caption: 'About 3 minutes' })}
${paragraph('A community organisation, a college’s branch, a youth club: enrolled as schools are, with an agreement of its own.')}
${postForm(`${path}/settings`, fields)}`
  return page('Add a setting', main, { back: { text: 'Settings', href: `${path}/settings` } })
}
