// Pages about the register of schools: finding schools to enrol, bringing in a file, what became of each file.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { details } from '../../../view/govuk/details.ts'
import { fileUpload } from '../../../view/govuk/file-upload.ts'
import { mistakeIn } from '../../../view/form-page.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  ago,
  columns,
  dateTimeInWords,
  emptyState,
  number,
  pageHeading,
  quietList,
  scrolling,
  stackedTable,
  wordsOfCount,
} from '../../../view/layout.ts'
import { termsFields } from '../enrolments/pages.ts'
import {
  link,
  pagesOf,
  paragraph,
  radiosField,
  selectField,
  submit,
  summaryOf,
  textField,
  typedList,
  type FormState,
} from '../pieces.ts'
import type { Programme } from '../programmes/store.ts'
import { DESIGNATIONS, designationOf } from './rules.ts'
import type { Found } from './searching.ts'

type Row = Found['rows'][number]
export type RunShown = {
  id: string
  at: Date
  file_name: string
  by_name: string
  read: number
  added: number
  updated: number
  unchanged: number
  closed: number
}

export type SearchShown = {
  programme: Programme
  found: Found
  at: number
  runs: readonly RunShown[]
  districts: readonly { district_code: string; district_name: string }[]
  now: Date
}

const OPEN = [
  { value: '', text: 'Open schools' },
  { value: 'all', text: 'Closed schools too' },
]

function searchForm(path: string, { found, districts }: SearchShown): Html {
  const { q, district, open } = found.asked
  const state: FormState = { typed: { q, district, open: open ? '' : 'all' }, mistakes: {} }
  const codes = [
    { value: '', text: 'All districts' },
    ...districts.map((one) => ({ value: one.district_code, text: one.district_name })),
  ]
  return html`<form action="${path}" method="get" class="ws-filters ws-screen-only" novalidate>${textField(state, 'q', { label: 'Name, URN or postcode' })}
${selectField(state, 'district', { label: 'District' }, codes)}${selectField(state, 'open', { label: 'Show' }, OPEN)}${submit('Find schools', 'govuk-button--secondary')}</form>`
}

function standing(row: Row): string {
  if (row.enrolled) return 'Enrolled'
  if (row.status_code !== '2') return row.status_name
  return row.successor_urn === null ? 'Closed' : `Closed, followed by ${row.successor_name} (${row.successor_urn})`
}

function tick(row: Row, ticked: readonly string[], first: boolean): Html {
  if (row.enrolled || row.status_code === '2') return html`${row.name}`
  const id = first ? 'urns' : `urn-${row.urn}`
  return html`<div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="urns" type="checkbox" value="${row.urn}"${ticked.includes(String(row.urn)) && html` checked`}><label class="govuk-label govuk-checkboxes__label" for="${id}">${row.name}</label></div></div>`
}

function foundTable(rows: readonly Row[], ticked: readonly string[]): Html {
  const first = rows.find(canBeEnrolled)
  return stackedTable({
    caption: 'Schools found',
    captionHidden: true,
    head: ['School', 'URN', 'Kind', 'Where', 'Standing'],
    rows: rows.map((row) => [
      tick(row, ticked, row === first),
      row.urn,
      DESIGNATIONS[designationOf(row)],
      [row.town, row.postcode].filter((part) => part !== null).join(', '),
      standing(row),
    ]),
  })
}

const canBeEnrolled = (row: Row): boolean => !row.enrolled && row.status_code !== '2'

function enrolPart(shown: SearchShown, state: FormState): Html {
  const { programme, found, at } = shown
  const { q, district } = found.asked
  const canEnrol = found.rows.some(canBeEnrolled)
  const table = foundTable(found.rows, typedList(state, 'urns'))
  if (!canEnrol) return table
  const hidden = html`<input type="hidden" name="q" value="${q}"><input type="hidden" name="district" value="${district}"><input type="hidden" name="page" value="${at}">`
  const terms = details({
    summaryText: 'The agreement they are offered',
    html: termsFields(state),
    open: Object.keys(state.mistakes).some((field) => field !== 'urns'),
  })
  const wrong = state.mistakes.urns
    ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${state.mistakes.urns}</p>`
    : nothing
  return postForm(
    `/programmes/${programme.id}/register/enrolments`,
    html`${hidden}${wrong}${table}${terms}${submit('Enrol the ticked schools')}`,
  )
}

function headingOf({ found, runs }: SearchShown): string {
  if (runs.length === 0 && found.found === 0) return 'Bring in the register of schools first'
  if (found.found === 0) return 'No school fits that search'
  return `${wordsOfCount(found.found, 'school')} found`
}

function runWords(path: string, run: RunShown, now: Date): Html {
  return html`${link(`${path}/runs/${run.id}`, run.file_name)} <span class="ws-quiet">${ago(run.at, now)}, by ${run.by_name}: ${number(run.added)} added, ${number(run.updated)} updated, ${number(run.closed)} closed</span>`
}

export function registerPage(shown: SearchShown, state: FormState): Page {
  const { programme, found, at, runs, now } = shown
  const path = `/programmes/${programme.id}/register`
  const query = { q: found.asked.q, district: found.asked.district, ...(found.asked.open ? {} : { open: 'all' }) }
  const list =
    found.rows.length === 0
      ? emptyState({
          heading: runs.length === 0 ? 'Schools will be listed here' : 'No school has all of these words',
          words:
            runs.length === 0
              ? 'The register comes as a CSV file from Get Information About Schools. It takes about 5 minutes.'
              : 'Try fewer words, or show closed schools too.',
          action: { text: 'Bring in a file of the register', href: `${path}/import` },
        })
      : html`${enrolPart(shown, state)}${pagesOf(found.found, at, path, query)}`
  const work = runs.length === 0 && found.found === 0 ? list : html`${searchForm(path, shown)}${list}`
  const context = html`<h2 class="govuk-heading-s">Files brought in</h2>${runs.length === 0 ? paragraph('None yet.') : quietList(runs.map((run) => runWords(path, run, now)))}
<p class="govuk-body">${link(`${path}/import`, 'Bring in a newer file')}</p>`
  const mistakes =
    found.rows.some(canBeEnrolled) || Object.keys(state.mistakes).length === 0
      ? state.mistakes
      : { q: state.mistakes.urns ?? 'Find a school that can be enrolled, and tick it' }
  const main = html`${summaryOf({ ...state, mistakes })}${pageHeading({ heading: headingOf(shown), caption: 'Register of schools' })}${columns(work, context)}`
  return page('Register of schools', main, { wide: true })
}

export function importPage(programme: Programme, state: FormState): Page {
  const path = `/programmes/${programme.id}/register`
  const fields = html`${fileUpload({ id: 'file', name: 'file', label: { text: 'The file' }, hint: { text: 'A CSV file of up to 200 MB' }, errorMessage: mistakeIn(state.mistakes, 'file') })}
${radiosField(state, 'kind', { label: 'Which file is it?' }, [
  { value: 'schools', text: 'Schools', hint: 'Called edubasealldata and a date, when it is the whole register' },
  { value: 'links', text: 'Links', hint: 'Which school followed which' },
])}
${textField(state, 'la', { label: 'Only this local authority (optional)', hint: 'Its three-figure code on the register, like 899', classes: 'govuk-input--width-4' })}${submit('Bring in this file')}`
  const work = html`${paragraph('Download the file from ', link('https://get-information-schools.service.gov.uk/Downloads', 'Get Information About Schools'), ' and choose it here as it is. Rows that cannot be read are named and the rest is kept. Schools missing from a file stay as they were.')}
${postForm(`${path}/import`, fields, { upload: true })}`
  const context = html`<h2 class="govuk-heading-s">Good to know</h2>${quietList(['The same file again changes nothing.', 'Enrolled settings keep their names; the list of settings says when one has closed on the register.', 'The register is published under the Open Government Licence v3.0.'])}`
  const main = html`${summaryOf(state)}${pageHeading({ heading: 'Bring in the register of schools', caption: 'About 5 minutes' })}${columns(work, context)}`
  return page('Bring in the register', main, { back: { text: 'Register of schools', href: path } })
}

export type RunRead = RunShown & { rejected: readonly { line: number; urn: string; reason: string }[] }

export function runPage(programme: Programme, run: RunRead): Page {
  const path = `/programmes/${programme.id}/register`
  const { read, added, updated, unchanged, closed, rejected } = run
  const refused = read - added - updated - unchanged - closed
  const heading =
    refused === 0
      ? `All ${wordsOfCount(read, 'row')} were read`
      : `${number(read - refused)} of ${wordsOfCount(read, 'row')} were read`
  const counts = stackedTable({
    caption: 'What became of the rows',
    head: ['Rows', 'How many'],
    rows: [
      ['New', number(added)],
      ['Updated', number(updated)],
      ['Closed since the last file', number(closed)],
      ['As before', number(unchanged)],
      ['Not read', number(refused)],
    ],
  })
  const listed = rejected.length < refused ? paragraph(`The first ${number(rejected.length)} of them:`) : nothing
  const table = stackedTable({
    caption: 'Rows that could not be read',
    head: ['Line', 'URN', 'Why'],
    rows: rejected.map((row) => [row.line, row.urn || 'None', row.reason]),
  })
  const work = html`${counts}${refused > 0 && html`${listed}${scrolling('Rows that could not be read', table)}`}<p class="govuk-body">${link(path, 'Find schools to enrol')}</p>`
  const main = html`${pageHeading({ heading, caption: `${run.file_name}, brought in by ${run.by_name} on ${dateTimeInWords(run.at)}` })}${work}`
  return page(heading, main, { back: { text: 'Register of schools', href: path } })
}
