// Public pages on which a setting asks to join: plain, without an account, and silent about who works anywhere.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import {
  asTyped,
  link,
  longField,
  paragraph,
  radiosField,
  selectField,
  submit,
  summaryOf,
  textField,
  type FormState,
} from '../pieces.ts'
import { DESIGNATIONS, designationOf } from '../register/rules.ts'
import { ASKER_ROLES, type ProgrammeOpen } from './rules.ts'
import type { ProofRead, School, SchoolFound, Search } from './service.ts'

const choicesFrom = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, text]) => ({ value, text }))

const TAKES_PART = 'Takes part already. To get an account, ask whoever leads it: they invite their own people.'

function whereOf(row: SchoolFound): string {
  const place = [row.town, row.postcode].filter((part) => part !== null).join(', ')
  return `${DESIGNATIONS[designationOf(row)]}${place === '' ? '' : `, ${place}`}, ${row.la_name}`
}

function foundList({ q, rows, next }: Search): Html {
  const list = rowList(
    rows.map((row) => ({
      href: `/enrol/schools/${row.urn}`,
      title: row.name,
      hint: row.takes_part ? html`${whereOf(row)}. ${TAKES_PART}` : whereOf(row),
    })),
  )
  const more =
    next === undefined
      ? nothing
      : pagination({ next: { href: `/enrol?${new URLSearchParams({ q, after: String(next) })}` } })
  return html`${list}${more}`
}

export function searchPage(search: Search): Page {
  const { q, rows } = search
  const asked = q !== ''
  const heading = !asked
    ? 'Ask to join with your school'
    : rows.length === 0
      ? 'No school fits that search'
      : 'Choose your school'
  const form = html`<form action="/enrol" method="get" class="ws-filters" novalidate>${textField(asTyped({ q }), 'q', { label: 'Name, postcode or URN of your school' })}${submit('Find my school', 'govuk-button--secondary')}</form>`
  const none = emptyState({
    heading: 'Not found on the national register',
    words: 'Try fewer words, or only the postcode. Youth clubs and other organisations are not on it and can ask too.',
    action: { text: 'Ask without the register', href: '/enrol/other' },
  })
  const found = asked ? (rows.length === 0 ? none : foundList(search)) : nothing
  const context = html`<h2 class="govuk-heading-s">What happens then</h2>${quietList([
    'You say who you are and why you would like to join. About 3 minutes.',
    'A letter makes sure that the address is yours.',
    'An officer of the programme answers. Nothing is shared by joining: your head decides that later, one thing at a time.',
  ])}<p class="govuk-body">${link('/enrol/other', 'We are not a school on the register')}</p>`
  return page(heading, html`${pageHeading({ heading })}${columns(html`${form}${found}`, context)}`, {
    back: { text: 'Start', href: '/' },
  })
}

function programmeField(state: FormState, programmes: readonly ProgrammeOpen[]): Html {
  const [only, ...more] = programmes
  if (only && more.length === 0)
    return html`<input type="hidden" id="programme" name="programme" value="${only.id}">${paragraph(`You ask to join ${only.name}.`)}`
  const items = [{ value: '', text: 'Choose one' }, ...programmes.map(({ id, name }) => ({ value: id, text: name }))]
  return selectField(state, 'programme', { label: 'Programme' }, items)
}

function askerFields(state: FormState, programmes: readonly ProgrammeOpen[]): Html {
  return html`${programmeField(state, programmes)}
${textField(state, 'name', { label: 'Your name', autocomplete: 'name' })}
${radiosField(state, 'role', { label: 'What do you do there?' }, choicesFrom(ASKER_ROLES))}
${textField(state, 'email', { label: 'Your work email address', type: 'email', autocomplete: 'email', hint: 'Your own at the school or organisation, if you have one there' })}
${longField(state, 'why', { label: 'Why would you like to join?', hint: 'A sentence or two. Please write nothing about any one child.', rows: 3 })}
${submit('Send')}`
}

const PRIVACY =
  'What you write here is read by officers of the programme, and kept for a year after they have answered.'

const noProgramme = (words: string): Html =>
  emptyState({ heading: 'Nobody to ask here now', words, action: { text: 'Help', href: '/help' } })

export function schoolPage(school: School, state: FormState): Page {
  const { programmes } = school
  const part = school.takes_part ? insetText({ text: TAKES_PART }) : nothing
  const form =
    programmes.length > 0
      ? html`${postForm(`/enrol/schools/${school.urn}`, askerFields(state, programmes))}<p class="govuk-body ws-quiet">${PRIVACY}</p>`
      : school.takes_part
        ? nothing
        : noProgramme('No programme takes requests from this area through this page at present.')
  const heading = programmes.length > 0 ? `Ask for ${school.name} to join` : school.name
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: whereOf(school) })}${columns(html`${part}${form}`)}`
  return page(heading, main, { back: { text: 'Find another school', href: '/enrol' } })
}

export function otherPage(programmes: readonly ProgrammeOpen[], state: FormState): Page {
  const heading = 'Ask to join without being on the register'
  const fields = html`${textField(state, 'setting_name', { label: 'Name of your school or organisation' })}
${radiosField(state, 'designation', { label: 'What kind of setting is it?' }, choicesFrom(DESIGNATIONS))}
${longField(state, 'where', { label: 'Its address, or where it meets', rows: 2 })}${askerFields(state, programmes)}`
  const form =
    programmes.length === 0
      ? noProgramme('No programme takes requests through this page at present.')
      : html`${postForm('/enrol/other', fields)}<p class="govuk-body ws-quiet">${PRIVACY}</p>`
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: 'About 4 minutes' })}${columns(form)}`
  return page(heading, main, { back: { text: 'Find a school on the register', href: '/enrol' } })
}

export function sentPage(): Page {
  const heading = 'Look in your inbox'
  const words = paragraph(
    'We have written to the address you gave. Open the link in that letter within three days and press the button: then an officer of the programme reads what you sent.',
  )
  return page(
    heading,
    html`${pageHeading({ heading })}${columns(html`${words}${paragraph('Nothing there after a few minutes? Look among spam, or ask again.')}`)}`,
  )
}

export function proofPage(proof: ProofRead, path: string): Page {
  const heading = `Ask for ${proof.name} to join`
  const words = paragraph(
    `Press the button, and ${proof.programme_name} knows that this address is yours and reads what you sent.`,
  )
  return page(
    heading,
    html`${pageHeading({ heading })}${columns(html`${words}${postForm(path, submit('Yes, that was me'))}`)}`,
  )
}

export function provedPage(): Page {
  const heading = 'Thank you. An officer answers you by letter'
  const words = paragraph(
    'They look at what the register says and may call your school. Most answers come within a week.',
  )
  return page(heading, html`${pageHeading({ heading })}${columns(words)}`)
}
