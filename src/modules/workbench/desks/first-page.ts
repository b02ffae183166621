// The way in: data is loaded, or opened again, or an example is tried. It says what becomes of data before it asks for any.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { fileUpload } from '../../../view/govuk/file-upload.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import { ago, dateInWords, number, wordsOfCount } from '../../../view/words.ts'
import type { ProgrammeRow } from '../../settings/contract.ts'
import { deskAt, desksAt, sheetAt, workbenchAt } from '../paths.ts'
import { hiddenField, link, paragraph, press, typedText } from '../pieces.ts'
import { questionOf } from '../questions/all.ts'
import { DAYS, type SheetRow } from '../sheets/service.ts'
import { MINUTES, type Desk } from './cupboard.ts'
import { EXAMPLE_NAMES, EXAMPLES, type Example } from './examples.ts'
import { MOST_ROWS } from './reading.ts'
import { sizeInWords } from './service.ts'

export const MOST_MEGABYTES = 20

export type FirstSeen = {
  readonly programme: ProgrammeRow
  readonly desks: readonly Desk[]
  readonly kept: readonly SheetRow[]
  /** Just deleted, and may be taken back. */
  readonly deleted: string | undefined
  readonly now: Date
  readonly typed: Typed
  readonly mistakes: Mistakes
}

const EXAMPLE_WORDS: Readonly<Record<Example, string>> = {
  review: 'Fifty raters, seventeen ratings, two dimensions: the best practice review, on made-up data',
  pupils: '240 made-up pupils in twelve schools: nine questions, a score before and after, coded comments',
}

function loadForm({ programme, typed, mistakes }: FirstSeen): Html {
  const pasted = typedText(typed, 'pasted')
  const fields = html`${hiddenField('question', typedText(typed, 'question'))}${fileUpload({
    name: 'file',
    label: { text: 'A CSV file', classes: 'govuk-label--s' },
    hint: {
      text: `One row for each person, the first line naming the columns. Up to ${MOST_MEGABYTES} MB and ${number(MOST_ROWS)} rows.`,
    },
    errorMessage: mistakeIn(mistakes, 'file'),
  })}${details({
    summaryText: 'Paste it instead',
    open: pasted !== '' || mistakes.pasted !== undefined,
    html: textarea({
      name: 'pasted',
      label: { text: 'Rows copied from a spreadsheet' },
      hint: { text: 'With the line that names the columns' },
      rows: 6,
      value: pasted,
      errorMessage: mistakeIn(mistakes, 'pasted'),
    }),
  })}${button({ text: 'Load this data', preventDoubleClick: true })}`
  return postForm(desksAt(programme.id), fields, { upload: true })
}

function openDesks({ programme, desks, now }: FirstSeen): Html {
  if (desks.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Open on the workbench</h2>${rowList(
    desks.map((desk) => ({
      href: deskAt(programme.id, desk.id),
      title: desk.sheet.title,
      hint: `${sizeInWords(desk.sheet)}, last used ${ago(desk.usedAt, now)}`,
      end: press(
        `${deskAt(programme.id, desk.id)}/forgetting`,
        'Forget it now',
        'govuk-button--secondary ws-button--small',
      ),
    })),
  )}`
}

function keptSheets({ programme, kept }: FirstSeen): Html {
  if (kept.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Kept for you, and seen by nobody else</h2>${rowList(
    kept.map((one) => {
      const at = sheetAt(programme.id, one.id)
      const until = new Date(one.kept_at.getTime() + DAYS * 86_400_000)
      return {
        title: one.title,
        hint: `${wordsOfCount(one.row_count, 'row')} and ${wordsOfCount(one.column_count, 'column')}, until ${dateInWords(until)}`,
        end: html`<div class="ws-presses">${press(`${at}/opening`, 'Open it', 'govuk-button--secondary ws-button--small')}${press(`${at}/deletion`, 'Delete it', 'govuk-button--secondary ws-button--small')}</div>`,
      }
    }),
  )}`
}

function examplesPart({ programme }: FirstSeen): Html {
  return html`<h2 class="govuk-heading-m" id="examples">Try it first</h2>${rowList(
    EXAMPLES.map((example) => ({
      title: EXAMPLE_NAMES[example],
      hint: EXAMPLE_WORDS[example],
      end: postForm(
        `${workbenchAt(programme.id)}/examples`,
        html`${hiddenField('example', example)}${button({ html: html`Try it<span class="govuk-visually-hidden">: ${EXAMPLE_NAMES[example]}</span>`, classes: 'govuk-button--secondary ws-button--small', preventDoubleClick: true })}`,
      ),
    })),
  )}`
}

export function firstPage(seen: FirstSeen): Page {
  const { programme, deleted, typed, mistakes } = seen
  const question = questionOf(typedText(typed, 'question'))
  const undo = deleted
    ? html`<div class="ws-empty">${paragraph('The kept data is deleted. You can take that back for a quarter of an hour.')}${press(`${sheetAt(programme.id, deleted)}/restoring`, 'Take it back')}</div>`
    : nothing
  const came = question
    ? paragraph(html`You were asking: <strong>${question.asks}</strong> Load the data again, and it is asked next.`)
    : nothing
  const work = html`${undo}${came}${paragraph('Load your data, say what each column is, and ask in plain words. You get a sentence first, then the numbers, a chart, what was done, and a script that repeats it in R.')}${loadForm(seen)}${openDesks(seen)}${keptSheets(seen)}${examplesPart(seen)}`
  const context = html`<h2 class="govuk-heading-s">What becomes of your data</h2>${quietList([
    `It is read into this server’s memory. The file on its way there is removed at once, and nothing else is written. It is let go ${MINUTES} minutes after you last use it, or when you say so.`,
    `Only you see it, and only here. Nobody else in ${programme.name} does.`,
    'Columns with long words, such as comments, are let go while reading.',
    'The audit says that data was loaded and how many rows, never what is in it.',
    `You may ask for it to be kept for ${DAYS} days. Then it is sealed, and still only yours.`,
  ])}
<h2 class="govuk-heading-s">Before you load any</h2>${quietList([
    'Leave out names, dates of birth and addresses: no question here needs them.',
    html`Not sure what to ask? ${link('#examples', 'Try an example')}`,
  ])}`
  const main = html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'What would you like to know from your data?', caption: `Workbench · ${programme.name}` })}${columns(work, context, { label: 'What becomes of your data' })}`
  return page('Workbench', main)
}
