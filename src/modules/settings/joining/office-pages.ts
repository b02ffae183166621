// Pages of the officer about settings that ask to join: who waits, what the register says of them, the answer.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { summaryList, type SummaryListOptions } from '../../../view/govuk/summary-list.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  ago,
  columns,
  dateInWords,
  emptyState,
  inWords,
  pageHeading,
  quietList,
  stackedTable,
} from '../../../view/layout.ts'
import { termsFields } from '../enrolments/pages.ts'
import { link, longField, paragraph, selectField, submit, summaryOf, textField, type FormState } from '../pieces.ts'
import type { District, Programme } from '../programmes/store.ts'
import { DESIGNATIONS, designationOf, type Designation } from '../register/rules.ts'
import { ASKER_ROLES, domainHint } from './rules.ts'
import type { JoiningRequest, RegisterSays } from './service.ts'

const atAsking = (programme: Programme): string => `/programmes/${programme.id}/asking`
const kindOf = (one: JoiningRequest): string => DESIGNATIONS[one.designation as Designation] ?? one.designation

const ANSWERS = { enrolled: 'enrolled', declined: 'declined', overtaken: 'takes part through another request' } as const

export type Asking = { waiting: readonly JoiningRequest[]; answered: readonly JoiningRequest[] }

export function askingHeading(n: number): string {
  if (n === 0) return 'Nobody waits to join'
  return `${inWords(n)} ${n === 1 ? 'request waits' : 'requests wait'} for an answer`
}

export function askingPage(programme: Programme, { waiting, answered }: Asking, now: Date): Page {
  const heading = askingHeading(waiting.length)
  const table = stackedTable({
    caption: 'Requests to join',
    captionHidden: true,
    head: ['Setting', 'Kind', 'Who asks', 'Waits since'],
    rows: waiting.map((one) => [
      link(`${atAsking(programme)}/${one.id}`, one.name),
      kindOf(one),
      `${one.asker_name}, ${ASKER_ROLES[one.asker_role].toLowerCase()}`,
      ago(one.proved_at ?? one.asked_at, now),
    ]),
  })
  const none = emptyState({
    heading: 'Requests will be here',
    words: programme.takes_requests
      ? 'Schools find themselves on the register and ask to join. You see each request once its sender has proved their address.'
      : 'Schools cannot ask by themselves at present. You can let them in the programme’s set-up.',
    action: { text: 'The programme’s set-up', href: `/programmes/${programme.id}` },
  })
  const lately = answered.map(
    (one) =>
      html`${link(`${atAsking(programme)}/${one.id}`, one.name)} <span class="ws-quiet">${ANSWERS[one.answer!]}, ${ago(one.answered_at!, now)}</span>`,
  )
  const context = html`<h2 class="govuk-heading-s">Answered lately</h2>${lately.length === 0 ? paragraph('None yet.') : quietList(lately)}<p class="govuk-body">${link('/enrol', 'The page on which settings ask')}</p>`
  return page(
    'Asking to join',
    html`${pageHeading({ heading, caption: `Asking to join ${programme.name}` })}${columns(waiting.length === 0 ? none : table, context)}`,
    {
      back: { text: 'Settings', href: `/programmes/${programme.id}/settings` },
    },
  )
}

export type RequestShown = {
  programme: Programme
  request: JoiningRequest
  register: RegisterSays
  takesPart: boolean
  same: readonly JoiningRequest[]
  districts: readonly District[]
}
export type RequestForms = { confirm: FormState; decline: FormState }

const row = (key: string, value: Html | string) => ({
  key: { text: key },
  value: typeof value === 'string' ? { text: value } : { html: value },
})

function askerPart({ request }: RequestShown): Html {
  return summaryList({
    rows: [
      row('Who asks', `${request.asker_name}, ${ASKER_ROLES[request.asker_role].toLowerCase()}`),
      row('Their address', request.asker_email),
      row('Why', request.why),
      row('Asked on', dateInWords(request.asked_at)),
      request.where_words === null ? false : row('Where it is', request.where_words),
      request.urn === null ? row('Kind of setting', kindOf(request)) : false,
    ],
  })
}

function districtWords({ register, districts }: RequestShown): string {
  const { district_code: code, district_name: name } = register!
  const here = districts.find((one) => one.register_code === code || one.name.toLowerCase() === name?.toLowerCase())
  if (here) return `${here.name}, a district of this programme`
  return `${name ?? register!.la_name}, which is not among the districts of this programme`
}

/** What an officer would look up: is it open, is it ours, what is it, and does the address look like the school's own. */
function registerPart(shown: RequestShown): Html {
  const { register, request } = shown
  if (request.urn === null)
    return insetText({ text: 'This setting is not on the register. A call or a visit says more than a form.' })
  if (!register) return insetText({ text: `URN ${request.urn} is not on the register as it was last brought in.` })
  const hint = domainHint(request.asker_email, register.website)
  const address = {
    same: 'Ends as the school’s website does',
    different: `Does not end as the school’s website does${hint.kind === 'different' ? ` (${hint.site})` : ''}. Many schools have addresses elsewhere: a call to the school says more.`,
    unknown: 'The register gives no website to compare it with',
  }[hint.kind]
  const rows: SummaryListOptions['rows'] = [
    row(
      'On the register',
      register.closed_on === null
        ? register.status_name
        : `${register.status_name}, since ${dateInWords(register.closed_on)}`,
    ),
    row('Where', districtWords(shown)),
    row(
      'Kind of setting',
      `${DESIGNATIONS[designationOf(register)]}${register.type_name === null ? '' : ` (${register.type_name})`}`,
    ),
    register.trust_name === null ? false : row('Trust', register.trust_name),
    register.pupils === null ? false : row('Pupils', String(register.pupils)),
    row('The address', address),
    register.telephone === null ? false : row('Telephone', register.telephone),
  ]
  return html`<h2 class="govuk-heading-m">What the register says</h2>${summaryList({ rows })}`
}

function headPart({ request }: RequestShown, state: FormState): Html {
  if (request.asker_role === 'head')
    return paragraph(`${request.asker_name} is invited as its head, unless somebody looks after people there already.`)
  return html`<h3 class="govuk-heading-s">The head, who reads and signs the agreement</h3>${paragraph('They are invited, not whoever asked: heads invite their own people. Leave empty only where somebody is there already.')}
${textField(state, 'head_name', { label: 'The head’s name' })}${textField(state, 'head_email', { label: 'The head’s email address', type: 'email' })}`
}

function confirmPart(shown: RequestShown, state: FormState): Html {
  const { programme, request, districts } = shown
  const none = { value: '', text: 'None yet' }
  const other =
    request.urn === null
      ? html`${textField(state, 'setting_name', { label: 'Name of the setting' })}${selectField(state, 'district_id', { label: 'District' }, [none, ...districts.map(({ id, name }) => ({ value: id, text: name }))])}`
      : nothing
  const fields = html`${other}${headPart(shown, state)}<h3 class="govuk-heading-s">The agreement it is offered</h3>${termsFields(state)}${submit('Enrol this setting')}`
  return html`<h2 class="govuk-heading-m">Enrol it</h2>${postForm(`${atAsking(programme)}/${request.id}/confirmation`, fields)}`
}

function declinePart({ programme, request }: RequestShown, state: FormState): Html {
  const fields = html`${longField(state, 'words', { label: 'Why is it not possible now?', hint: 'They read this in a letter from you. Say what they could do instead.', rows: 3 })}${submit('Decline with these words', 'govuk-button--secondary')}`
  return html`<h2 class="govuk-heading-m">Or decline kindly</h2>${postForm(`${atAsking(programme)}/${request.id}/declining`, fields)}`
}

function answeredPart({ programme, request }: RequestShown): Html {
  const done = `${ANSWERS[request.answer!]}, by ${request.answered_by} on ${dateInWords(request.answered_at!)}`
  const to =
    request.enrolled_as === null
      ? nothing
      : html`<p class="govuk-body">${link(`/programmes/${programme.id}/settings/${request.enrolled_as}`, 'See the setting')}</p>`
  return html`${insetText({ text: `Answered: ${done}.` })}${request.answer_words !== null && paragraph(request.answer_words)}${to}`
}

export function requestPage(shown: RequestShown, forms: RequestForms): Page {
  const { programme, request, same, takesPart } = shown
  const takes =
    takesPart && request.answer === null
      ? insetText({ text: 'This school is enrolled already. Decline with a word about whom to ask there.' })
      : nothing
  const answers =
    request.answer === null
      ? html`${takes}${!takesPart && confirmPart(shown, forms.confirm)}${declinePart(shown, forms.decline)}`
      : answeredPart(shown)
  const others =
    same.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-s">Others who ask for it</h2>${quietList(same.map((one) => html`${link(`${atAsking(programme)}/${one.id}`, one.asker_name)}, ${ASKER_ROLES[one.asker_role].toLowerCase()}`))}<p class="ws-quiet">Enrolling it once answers them all.</p>`
  const main = html`${summaryOf(forms.confirm)}${summaryOf(forms.decline)}${pageHeading({ heading: request.name, caption: 'Asks to join' })}${columns(html`${askerPart(shown)}${registerPart(shown)}${answers}`, others)}`
  return page(request.name, main, { back: { text: 'Asking to join', href: atAsking(programme) } })
}
