// The small pieces that pages are made of, beside the GOV.UK components: two columns, lists of work, figures,
// empty states. Each says the finding in words first and works without colour, script or style attributes.

import { html, nothing, shown, type Html, type Value } from './html.ts'
import { dateInWords, minutes as minutesInWords, number } from './words.ts'

export * from './level.ts'
export * from './words.ts'

export interface Link {
  text: string
  href: string
}

/** One calm column of work, one quiet column of context; on a phone the context follows the work. */
export function columns(
  work: Html,
  context?: Html | null,
  { label = 'More about this page' }: { label?: string | undefined } = {},
): Html {
  if (!context || !shown(context)) return html`<div class="ws-columns"><div class="ws-work">${work}</div></div>`
  return html`<div class="ws-columns"><div class="ws-work">${work}</div><section class="ws-context" aria-label="${label}">${context}</section></div>`
}

/** The page's one h1, with the quiet line over it that says where or when we are. */
export function pageHeading({ heading, caption }: { heading: Value; caption?: Value }): Html {
  const over = shown(caption) ? html`<span class="govuk-caption-l">${caption}</span>` : nothing
  return html`<h1 class="govuk-heading-xl ws-heading">${over}${shown(caption) && html` `}${heading}</h1>`
}

export interface WorkItem {
  href: string
  title: string
  hint?: Value
  minutes?: number | undefined
  /** A few words that say why now: "Reply due tomorrow". */
  urgent?: string | undefined
}

/** What needs a person, each with its minutes. */
export function workList(items: readonly WorkItem[]): Html {
  if (items.length === 0) return nothing
  return html`<ul class="ws-work-list">${items.map(workItem)}</ul>`
}

function workItem(item: WorkItem): Html {
  const urgent = item.urgent ? html` <strong class="ws-urgent">${item.urgent}</strong>` : nothing
  const hint = shown(item.hint) || item.urgent ? html`<p class="ws-work-list__hint">${item.hint}${urgent}</p>` : nothing
  const time =
    item.minutes === undefined
      ? nothing
      : html`<p class="ws-work-list__minutes"><span aria-hidden="true">${Math.max(1, Math.round(item.minutes))} min</span><span class="govuk-visually-hidden">About ${minutesInWords(item.minutes)}</span></p>`
  return html`<li class="ws-work-list__item"><div class="ws-work-list__words"><a class="govuk-link ws-work-list__link" href="${item.href}">${item.title}</a>${hint}</div>${time}</li>`
}

/** A plain list of short findings, without bullets; for the context column. */
export function quietList(items: readonly Value[]): Html {
  if (items.length === 0) return nothing
  return html`<ul class="ws-quiet-list">${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

export interface ListRow {
  href?: string | undefined
  title: string
  /** What stands at the end of the row: a level, a tag, a date. */
  end?: Value
  hint?: Value
}

/** Rows with a name, a state and a quiet line: how the eight principles are shown. */
export function rowList(rows: readonly ListRow[]): Html {
  if (rows.length === 0) return nothing
  return html`<ul class="ws-row-list">${rows.map((row) => {
    const title = row.href
      ? html`<a class="govuk-link ws-row-list__link" href="${row.href}">${row.title}</a>`
      : html`<span class="ws-row-list__link">${row.title}</span>`
    const hint = shown(row.hint) ? html`<p class="ws-row-list__hint">${row.hint}</p>` : nothing
    const end = shown(row.end) ? html`<div class="ws-row-list__end">${row.end}</div>` : nothing
    return html`<li class="ws-row-list__item"><div class="ws-row-list__words">${title}${hint}</div>${end}</li>`
  })}</ul>`
}

export interface EmptyStateOptions {
  heading: string
  words: Value
  action?: Link | Html | undefined
  headingLevel?: 2 | 3 | undefined
}

/** Says what will be here, and the first step. */
export function emptyState({ heading, words, action, headingLevel = 2 }: EmptyStateOptions): Html {
  const title =
    headingLevel === 2
      ? html`<h2 class="govuk-heading-m">${heading}</h2>`
      : html`<h3 class="govuk-heading-s">${heading}</h3>`
  const step =
    action && 'href' in action
      ? html`<p class="govuk-body"><a class="govuk-link ws-strong-link" href="${action.href}">${action.text}</a></p>`
      : action
  return html`<div class="ws-empty">${title}<p class="govuk-body">${words}</p>${step}</div>`
}

export interface FigureOptions {
  label: Value
  /** The number as it should read: "27 of 41", 12, "64%". Null when it is hidden. */
  value: string | number | null
  /** How many people or schools it rests on. */
  n?: number | undefined
  of?: string | undefined
  asAt?: string | Date | undefined
  source?: Link | undefined
  /** Why a small number is not shown, in words. */
  hiddenBecause?: string | undefined
}

/** A number with its n, its date and the way to where it comes from. */
export function figure({ label, value, n, of = 'people', asAt, source, hiddenBecause }: FigureOptions): Html {
  const count = n === undefined ? nothing : html`<span class="ws-figure__n">from ${number(n)} ${of}</span>`
  const date = asAt === undefined ? nothing : html`<span class="ws-figure__date">as at ${dateInWords(asAt)}</span>`
  const notes = [count, date].filter(shown)
  const under =
    notes.length === 0
      ? nothing
      : html`<p class="ws-figure__notes">${notes.map((note, i) => (i === 0 ? note : html`, ${note}`))}</p>`
  const from = source
    ? html`<p class="ws-figure__source"><a class="govuk-link" href="${source.href}">${source.text}</a></p>`
    : nothing
  const name = html`<span class="ws-figure__label">${label}</span>`
  const line =
    value === null
      ? html`${name}: ${hiddenNumber(hiddenBecause)}`
      : html`<span class="ws-figure__value">${typeof value === 'number' ? number(value) : value}</span> ${name}`
  return html`<div class="ws-figure"><p class="ws-figure__line">${line}</p>${under}${from}</div>`
}

/** Every hidden number looks the same and says why. */
export function hiddenNumber(why = 'Too few people to show without telling who they are'): Html {
  return html`<span class="ws-hidden">Hidden<span class="ws-hidden__why"><span class="govuk-visually-hidden">: </span>${why}</span></span>`
}

export interface ProgressOptions {
  label: string
  done: number
  total: number
  /** What is counted: "criteria", "answers". */
  unit?: string | undefined
}

/** How far along, in words and as a bar. */
export function progressBar({ label, done, total, unit }: ProgressOptions): Html {
  const words = `${number(done)} of ${number(total)}${unit ? ` ${unit}` : ''}`
  return html`<div class="ws-progress"><p class="ws-progress__words"><span>${label}</span> <span class="ws-progress__count">${words}</span></p><progress class="ws-progress__bar" aria-label="${label}: ${words}" max="${Math.max(total, 1)}" value="${Math.min(done, total)}">${words}</progress></div>`
}

/** Wide tables scroll inside their own region, reached by keyboard, so that the page itself never scrolls sideways. */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="ws-scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`
}

export interface StackedTableOptions {
  caption: Value
  captionHidden?: boolean | undefined
  head: readonly string[]
  /** The first cell of each row is its heading. */
  rows: readonly (readonly Value[])[]
}

/** A table whose rows become small lists on a phone: each cell carries its column's name. */
export function stackedTable({ caption, captionHidden = false, head, rows }: StackedTableOptions): Html {
  const hidden = captionHidden && ' govuk-visually-hidden'
  const shape = head.length === 2 ? ' ws-stack--pairs' : head.length > 3 ? ' ws-stack--many' : ''
  return html`<table class="govuk-table ws-stack${shape}"><caption class="govuk-table__caption govuk-table__caption--m${hidden}">${caption}</caption><thead class="govuk-table__head"><tr class="govuk-table__row">${head.map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}</tr></thead><tbody class="govuk-table__body">${rows.map(
    (cells) =>
      html`<tr class="govuk-table__row">${cells.map((cell, i) =>
        i === 0
          ? html`<th scope="row" class="govuk-table__header">${cell}</th>`
          : html`<td class="govuk-table__cell" data-label="${head[i] ?? ''}">${cell}</td>`,
      )}</tr>`,
  )}</tbody></table>`
}

export interface BoardColumn {
  heading: string
  items: readonly Value[]
  /** What the column says when nothing is in it. */
  empty?: string | undefined
}

/** Columns side by side where there is room, one under another where there is not. */
export function board(columnsOfBoard: readonly BoardColumn[]): Html {
  return html`<ul class="ws-board">${columnsOfBoard.map(
    ({ heading, items, empty = 'Nothing here yet' }) =>
      html`<li class="ws-board__column"><h3 class="govuk-heading-s">${heading} <span class="ws-quiet">(${items.length})</span></h3>${
        items.length === 0
          ? html`<p class="govuk-body-s ws-quiet">${empty}</p>`
          : html`<ul class="ws-board__items">${items.map((item) => html`<li class="ws-board__item">${item}</li>`)}</ul>`
      }</li>`,
  )}</ul>`
}

/** The question a page turns on, or a quotation: set apart by a bar of the brand. */
export function focusQuestion(words: Value): Html {
  return html`<p class="ws-focus-question">${words}</p>`
}

/** Something two groups see differently: warm, never blame. */
export function attention(words: Value): Html {
  return html`<p class="ws-attention">${words}</p>`
}
