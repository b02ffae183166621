// Taking the Record away as a file: which copy, in which form, and what is in it.
import type { Mistakes, Typed } from '../../../../kernel/form.ts'
import { page, type Page } from '../../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../../view/form-page.ts'
import { postForm } from '../../../../view/form.ts'
import { button } from '../../../../view/govuk/button.ts'
import { radios } from '../../../../view/govuk/radios.ts'
import { select } from '../../../../view/govuk/select.ts'
import { html } from '../../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList } from '../../../../view/layout.ts'
import { exportsAt, recordAt, toolkitAt } from '../../paths.ts'
import { typedIn } from '../../typing.ts'
import type { Offered } from './service.ts'

export type ExportsSeen = { setting: string; offered: readonly Offered[]; mistakes?: Mistakes; typed?: Typed }

export function exportsPage({ setting, offered, mistakes = {}, typed }: ExportsSeen): Page {
  const title = 'Take the Record away as a file'
  const choosing = postForm(
    exportsAt(setting),
    html`${select({
      name: 'copy',
      label: { text: 'Which Record?' },
      items: offered.map(({ value, text }) => ({ value, text })),
      value: typedIn(typed, 'copy'),
      errorMessage: mistakeIn(mistakes, 'copy'),
    })}${radios({
      name: 'as',
      fieldset: { legend: { text: 'What is it for?', classes: 'govuk-fieldset__legend--s' } },
      items: [
        { value: 'csv', text: 'A spreadsheet (CSV)', hint: { text: 'One long table: each row says one thing' } },
        { value: 'json', text: 'Another program (JSON)', hint: { text: 'The whole document, with its digest' } },
      ],
      value: typedIn(typed, 'as', 'csv'),
      errorMessage: mistakeIn(mistakes, 'as'),
    })}${button({ text: 'Take this file' })}`,
  )
  const empty = emptyState({
    heading: 'What will be here',
    words: 'Once your first cycle has begun, its Record can be taken away as a file.',
    action: { text: 'Go to the Toolkit', href: toolkitAt(setting) },
  })
  const context = html`<h2 class="govuk-heading-s">What is in the file</h2>${quietList([
    'What the Record says: agreed levels with their reasons, evidence, actions, measures, reviews and who took part.',
    'Never what one member rated alone, and nothing that pupils, parents or wider staff answered.',
    'It names staff: keep it as you keep staff records, and no longer than you need it.',
    'Each file taken is a line in the audit.',
  ])}`
  const work = offered.length === 0 ? empty : choosing
  return page(
    title,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: title, caption: 'The Record' })}${columns(work, context)}`,
    {
      back: { text: 'The Record', href: recordAt(setting) },
    },
  )
}
