// The codebook: for each column what it is, guessed and decided by whoever knows. It shows no row of anybody's; of a column it
// says how many answers there are and, where many rows share them, which.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { fileUpload } from '../../../view/govuk/file-upload.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, pageHeading, quietList, stackedTable } from '../../../view/layout.ts'
import { number, wordsOfCount } from '../../../view/words.ts'
import { answersIn, missingIn } from '../material.ts'
import { codebookAt, deskAt } from '../paths.ts'
import { hiddenField, link, paragraph, typedText } from '../pieces.ts'
import { CAME, CAME_NAMES, KIND_NAMES, KINDS, type Codebook } from '../rules.ts'
import { numberIn, type Sheet, type SheetColumn } from '../sheet.ts'
import type { Desk } from './cupboard.ts'
import { sizeInWords } from './service.ts'

export type CodebookSeen = {
  readonly programme: string
  readonly desk: Desk
  /** The key of the question someone came for; empty for none. */
  readonly question: string
  readonly typed: Typed
  readonly mistakes: Mistakes
}

const MOST_SHOWN = 8
/** A word that fewer rows have could be somebody: it is counted and not shown. */
const FEW = 5

/** What is in a column, without any row of it. */
export function seenInWords(sheet: Sheet, column: SheetColumn, book: Codebook): string {
  if (column.isLong) return 'Long words, not kept'
  const answers = answersIn(sheet, column, book)
  if (answers.length === 0) return 'Nothing'
  const numbers = answers.flatMap((cell) => numberIn(cell, sheet.separator) ?? [])
  if (numbers.length === answers.length && answers.length > MOST_SHOWN)
    return `${number(numbers[0]!)} to ${number(numbers.at(-1)!)}, ${number(answers.length)} different`
  if (numbers.length === answers.length) return answers.join(', ')
  const often = answers.filter((cell) => column.counts[column.values.indexOf(cell)]! >= FEW)
  if (answers.length > MOST_SHOWN || often.length === 0) return wordsOfCount(answers.length, 'different answer')
  const rest = answers.length - often.length
  return `${often.map((cell) => (cell.length > 24 ? `${cell.slice(0, 23)}…` : cell)).join(', ')}${rest > 0 ? ` and ${rest} rarer` : ''}`
}

function columnsTable({ desk, typed, mistakes }: CodebookSeen): Html {
  const { sheet, codebook } = desk
  const items = KINDS.map((value) => ({ value, text: KIND_NAMES[value] }))
  const rows = sheet.columns.map((column, at) => [
    html`<span class="ws-break">${column.name}</span>`,
    html`<span class="ws-quiet ws-break">${seenInWords(sheet, column, codebook)}</span>`,
    number(missingIn(sheet, column, codebook)),
    select({
      name: `kind_${at}`,
      label: { text: `What “${column.name}” is`, classes: 'govuk-visually-hidden' },
      items: column.isLong ? items.filter((one) => one.value === 'out') : items,
      value: typedText(typed, `kind_${at}`),
      errorMessage: mistakeIn(mistakes, `kind_${at}`),
      classes: 'ws-select--full',
    }),
    input({
      name: `label_${at}`,
      label: { text: `What to call “${column.name}”`, classes: 'govuk-visually-hidden' },
      value: typedText(typed, `label_${at}`),
      errorMessage: mistakeIn(mistakes, `label_${at}`),
    }),
  ])
  return html`<div class="ws-codebook">${stackedTable({
    caption: 'What each column is',
    head: ['Column', 'What is in it', 'Missing', 'What it is', 'What to call it'],
    rows,
  })}</div>`
}

function wholePart({ typed, mistakes }: CodebookSeen): Html {
  return html`<div class="ws-narrow">${radios({
    name: 'came',
    fieldset: { legend: { text: 'How did people come to be in this data?', classes: 'govuk-fieldset__legend--m' } },
    hint: { text: 'Whether an answer holds for others hangs on this more than on any calculation.' },
    items: CAME.map((value) => ({ value, text: CAME_NAMES[value] })),
    value: typedText(typed, 'came'),
    errorMessage: mistakeIn(mistakes, 'came'),
  })}${input({
    name: 'missing',
    label: { text: 'What stands for no answer?', classes: 'govuk-label--s' },
    hint: { text: 'Divided by commas, for example NA, -9, 99. Blank cells go without saying.' },
    value: typedText(typed, 'missing'),
    errorMessage: mistakeIn(mistakes, 'missing'),
  })}<fieldset class="govuk-fieldset ws-pair"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">The scale of the items</legend><div class="govuk-hint" id="scale-hint">Needed where some are worded the other way round. Left empty, it is as far as the answers go.</div>${input(
    {
      name: 'scale_min',
      label: { text: 'Lowest answer' },
      classes: 'govuk-input--width-4',
      inputmode: 'decimal',
      value: typedText(typed, 'scale_min'),
      errorMessage: mistakeIn(mistakes, 'scale_min'),
      describedBy: 'scale-hint',
    },
  )}${input({
    name: 'scale_max',
    label: { text: 'Highest answer' },
    classes: 'govuk-input--width-4',
    inputmode: 'decimal',
    value: typedText(typed, 'scale_max'),
    errorMessage: mistakeIn(mistakes, 'scale_max'),
    describedBy: 'scale-hint',
  })}</fieldset></div>`
}

function unreadPart({ desk: { sheet } }: CodebookSeen): Html {
  if (sheet.unreadCount === 0) return nothing
  const list = quietList(sheet.unread.map(({ line, why }) => `Line ${number(line)}: ${why}.`))
  const more = sheet.unreadCount - sheet.unread.length
  return html`${attention(`${wordsOfCount(sheet.unreadCount, 'row')} could not be read and ${sheet.unreadCount === 1 ? 'is' : 'are'} left out.`)}${details({ summaryText: 'Which, and why', html: html`${list}${more > 0 && paragraph(`And ${number(more)} more.`)}` })}`
}

function filePart({ programme, desk, mistakes }: CodebookSeen): Html {
  const at = codebookAt(programme, desk.id)
  const sending = postForm(
    `${at}/file`,
    html`${fileUpload({
      name: 'file',
      label: { text: 'A codebook that you downloaded' },
      hint: { text: 'Or any Table Schema in JSON' },
      errorMessage: mistakeIn(mistakes, 'file'),
    })}${button({ text: 'Take it over', classes: 'govuk-button--secondary' })}`,
    { upload: true },
  )
  return html`<h2 class="govuk-heading-m">Use it again</h2>${paragraph(link(`${at}/file`, 'Download this codebook'), ' to load the same data another day without deciding again. It has no answers in it.')}${details({ summaryText: 'Take over a codebook', html: sending, open: mistakes.file !== undefined })}`
}

export function codebookPage(seen: CodebookSeen): Page {
  const { programme, desk, question, mistakes } = seen
  const { sheet } = desk
  const form = postForm(
    codebookAt(programme, desk.id),
    html`${hiddenField('question', question)}${wholePart(seen)}${columnsTable(seen)}${button({ text: 'This is right, go on', preventDoubleClick: true })}`,
  )
  const heading = desk.confirmed ? 'What is in your data' : 'We guessed what is in your data: is it right?'
  const help = quietList([
    'Items are answers on one scale that may belong together. A score stands by itself.',
    'A cluster is where people share their day, such as a school: those of one are more alike.',
    'What you leave out is in no answer and no file.',
  ])
  const work = html`<div class="ws-whole">${unreadPart(seen)}${details({ summaryText: 'What these kinds mean', html: help })}${form}${filePart(seen)}</div>`
  const main = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: `${sheet.title} · ${sizeInWords(sheet)}` })}${work}`
  return page('Codebook', main, {
    wide: true,
    back: {
      text: desk.confirmed ? 'Questions' : 'Workbench',
      href: desk.confirmed ? deskAt(programme, desk.id) : `/programmes/${programme}/workbench`,
    },
  })
}
