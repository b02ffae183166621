// The audit, for those who answer for a place: who did or saw what, when, in words.
import { page, type Page } from '../../../kernel/route.ts'
import { button } from '../../../view/govuk/button.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, dateTimeInWords, emptyState, number, pageHeading, stackedTable } from '../../../view/layout.ts'
import { auditQuery, DAYS, daysInWords, deedInWords, PAGE_SIZE, roomInWords, type AuditAsked } from './rules.ts'
import type { AuditRead } from './service.ts'

export type AuditShown = { name: string; path: string; asked: AuditAsked; read: AuditRead }

export function auditPage({ name, path, asked, read }: AuditShown): Page {
  const first = (asked.page - 1) * PAGE_SIZE + 1
  const lines = read.lines.map((line) => [
    dateTimeInWords(line.at),
    line.person_name,
    deedInWords(line.deed),
    line.words,
  ])
  const shown =
    lines.length === 0
      ? emptyAudit(asked, path)
      : stackedTable({
          caption: `Lines ${number(first)} to ${number(first + lines.length - 1)}, newest first`,
          head: ['When', 'Who', 'What', 'In words'],
          rows: lines,
        })
  const heading = `Who did and saw what in ${daysInWords(asked.days)}`
  const top = html`${pageHeading({ heading, caption: name })}`
  const work = html`${filters(asked, path, read)}${shown}${pages(asked, path, read.more)}`
  const context = html`<h2 class="govuk-heading-s">About this page</h2><p class="govuk-body">Every change, and every look at something private, is a line here. Nobody can alter or remove one. Opening this page is a line too.</p>`
  return page('Audit', html`${top}${columns(work, context, { label: 'About this page' })}`, { wide: true })
}

function emptyAudit(asked: AuditAsked, path: string): Html {
  const narrowed = asked.person !== null || asked.kind !== '' || asked.page > 1
  return emptyState({
    heading: 'Nothing here yet',
    words: narrowed
      ? 'No line fits what you chose. Choose everyone and everything to see more.'
      : 'Changes and looks at private things will be listed here as they happen.',
    action: narrowed ? { text: 'Show everything', href: path } : undefined,
  })
}

function filters(asked: AuditAsked, path: string, read: AuditRead): Html {
  const people = [
    { value: '', text: 'Everyone' },
    ...read.people.map((one) => ({ value: one.person_id, text: one.person_name })),
  ]
  const kinds = [
    { value: '', text: 'Everything' },
    { value: 'done', text: 'What was changed' },
    { value: 'seen', text: 'What was looked at' },
    ...read.rooms.map((room) => ({ value: room, text: roomInWords(room) })),
  ]
  const days = DAYS.map((choice) => ({ value: String(choice), text: daysInWords(choice).replace(/^the l/, 'L') }))
  return html`<form action="${path}" method="get" novalidate class="ws-filters">${select({ name: 'person', label: { text: 'Who' }, items: people, value: asked.person ?? '' })}${select({ name: 'kind', label: { text: 'What' }, items: kinds, value: asked.kind })}${select({ name: 'days', label: { text: 'When' }, items: days, value: String(asked.days) })}${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`
}

function pages(asked: AuditAsked, path: string, more: boolean): Html {
  if (asked.page === 1 && !more) return nothing
  const to = (n: number): string => `${path}${auditQuery(asked, n)}`
  return pagination({
    landmarkLabel: 'Pages of the audit',
    ...(asked.page > 1 ? { previous: { text: 'Newer', href: to(asked.page - 1) } } : {}),
    ...(more ? { next: { text: 'Older', href: to(asked.page + 1) } } : {}),
  })
}
