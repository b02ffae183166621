// The audit, for those who answer for a place: who did or saw what, when, in words; narrowed, turned over, saved.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  dateInWords,
  dateTimeInWords,
  emptyState,
  number,
  pageHeading,
  stackedTable,
} from '../../../view/layout.ts'
import { auditQuery, deedInWords, kindsOf, type AuditRead } from './rules.ts'
import type { AuditShownLines } from './service.ts'

export type AuditPlace = { setting_id: string; setting_name: string }

export type AuditShown = {
  name: string
  /** Where the page is; its file is at `/file` below it. */
  path: string
  read: AuditRead
  shown: AuditShownLines
  /** The places whose audit this person may read, when there are several, and which this one is. */
  places: readonly AuditPlace[]
  place: string | undefined
  status?: number
}

export function auditPage(asked: AuditShown): Page {
  const { name, path, read, shown, status } = asked
  const mistaken = Object.keys(read.mistakes).length > 0
  const top = html`${errorSummaryFor(read.mistakes)}${pageHeading({ heading: headingOf(read), caption: name })}`
  const list = shown.lines.length === 0 ? emptyAudit(asked) : linesOf(shown)
  const work = html`${filters(asked)}${list}${pages(asked)}${shown.lines.length > 0 && saving(path, read)}`
  const context = html`<h2 class="govuk-heading-s">About this page</h2><p class="govuk-body">Every change, and every look at something private, is a line here. Nobody can alter or remove one before its time is over. Opening this page is a line too, and so is saving it.</p>`
  const main = html`${top}${columns(work, context, { label: 'About this page' })}`
  return page(mistaken && status === undefined ? 'Error: Audit' : 'Audit', main, {
    wide: true,
    ...(mistaken ? { status: status ?? 422 } : {}),
  })
}

/** A day that does not fall apart at the end of a line. */
const whole = (day: string): string => dateInWords(day).replaceAll(' ', '\u00a0')

function headingOf({ asked: { from, until } }: AuditRead): string {
  if (from === until) return `Who did and saw what on ${whole(from)}`
  return `Who did and saw what from ${whole(from)} to ${whole(until)}`
}

function linesOf({ lines, older }: AuditShownLines): Html {
  const counted = lines.length === 1 ? 'One line' : `${number(lines.length)} lines, newest first`
  return stackedTable({
    caption: older === undefined ? counted : `${counted}. Older ones follow`,
    head: ['When', 'Who', 'What', 'In words'],
    rows: lines.map((line) => [dateTimeInWords(line.at), line.person_name, deedInWords(line.deed), line.words]),
  })
}

function emptyAudit({ read, path }: AuditShown): Html {
  const { asked } = read
  const narrowed = asked.person !== null || asked.kind !== ''
  const everything = auditQuery({ ...asked, person: null, kind: '' })
  return emptyState({
    heading: 'Nothing here yet',
    words: narrowed
      ? 'No line of these days fits what you chose. Choose everyone and everything to see more.'
      : 'Nothing was changed and nothing private was looked at in these days. Choose an earlier first day to see more.',
    action: narrowed ? { text: 'Show everything of these days', href: `${path}${everything}` } : undefined,
  })
}

function dayField(name: 'from' | 'until', label: string, { typed, mistakes }: AuditRead): Html {
  const value = mistakes[name] ? typed[name] : dateInWords(typed[name])
  return input({
    name,
    label: { text: label },
    classes: 'govuk-input--width-10',
    value,
    errorMessage: mistakeIn(mistakes, name),
  })
}

function filters({ path, read, shown, places, place }: AuditShown): Html {
  const { asked } = read
  const known = shown.people.map((one) => ({ value: one.person_id, text: one.person_name }))
  // Whoever was chosen may have done nothing in these days, and stays chosen.
  const chosen = asked.person !== null && !known.some((one) => one.value === asked.person)
  const people = [
    { value: '', text: 'Everyone' },
    ...known,
    ...(chosen ? [{ value: asked.person!, text: 'The person you chose' }] : []),
  ]
  const where =
    places.length > 1
      ? select({
          name: 'place',
          label: { text: 'Where' },
          items: places.map((one) => ({ value: one.setting_id, text: one.setting_name })),
          value: place,
        })
      : nothing
  return html`<form action="${path}" method="get" novalidate class="ws-filters">${where}${dayField('from', 'From', read)}${dayField('until', 'To', read)}${select({ name: 'person', label: { text: 'Who' }, items: people, value: asked.person ?? '' })}${select({ name: 'kind', label: { text: 'What' }, items: kindsOf(shown.deeds, asked.kind), value: asked.kind })}${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`
}

function pages({ path, read, shown: { newer, older } }: AuditShown): Html {
  if (newer === undefined && older === undefined) return nothing
  return pagination({
    landmarkLabel: 'Pages of the audit',
    ...(newer === undefined
      ? {}
      : { previous: { text: 'Newer', href: `${path}${auditQuery(read.asked, { newer })}` } }),
    ...(older === undefined ? {} : { next: { text: 'Older', href: `${path}${auditQuery(read.asked, { older })}` } }),
  })
}

/** All lines of the question, not only those of this page. */
function saving(path: string, { asked }: AuditRead): Html {
  const sent = { from: asked.from, until: asked.until, person: asked.person ?? '', kind: asked.kind }
  const hidden = Object.entries(sent).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const words = html`<h2 class="govuk-heading-m">Save all of these lines</h2><p class="govuk-body">As a file for a spreadsheet (CSV). It holds names: keep it as you keep staff records, and for no longer than you need it.</p>`
  const press = button({ text: 'Save as a file', classes: 'govuk-button--secondary' })
  return html`${words}${postForm(`${path}/file`, html`${hidden}${press}`)}`
}
