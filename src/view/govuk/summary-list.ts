// The GOV.UK summary list, plain or in a card: what was said, with a way to change it.

import { html, nothing, type Html } from '../html.ts'
import { attributes, classes, heading, words, type Styled, type Words } from './attributes.ts'

export interface SummaryAction extends Words, Styled {
  href?: string | undefined
  visuallyHiddenText?: string | undefined
}

interface Actions {
  items?: readonly SummaryAction[] | undefined
  classes?: string | undefined
}

interface Cell extends Words {
  classes?: string | undefined
}

export interface SummaryRow {
  classes?: string | undefined
  key?: Cell | undefined
  value?: Cell | undefined
  actions?: Actions | undefined
}

export interface SummaryCard extends Styled {
  title?: (Cell & { headingLevel?: number | undefined }) | undefined
  actions?: Actions | undefined
}

export interface SummaryListOptions extends Styled {
  rows: readonly (SummaryRow | null | undefined | false)[]
  card?: SummaryCard | undefined
}

export function summaryList(options: SummaryListOptions): Html {
  const anyActions = options.rows.some((row) => row && row.actions?.items?.length)
  const list = html`<dl class="${classes('govuk-summary-list', options.classes)}"${attributes(options.attributes)}>${options.rows.map((row) => row && summaryRow(row, anyActions, options.card?.title))}</dl>`
  return options.card ? summaryCard(options.card, list) : list
}

function summaryRow(row: SummaryRow, anyActions: boolean, cardTitle: Words | undefined): Html {
  const bare = anyActions && !row.actions?.items && 'govuk-summary-list__row--no-actions'
  return html`<div class="${classes('govuk-summary-list__row', bare, row.classes)}"><dt class="${classes('govuk-summary-list__key', row.key?.classes)}">${words(row.key)}</dt><dd class="${classes('govuk-summary-list__value', row.value?.classes)}">${words(row.value)}</dd>${rowActions(row.actions, cardTitle)}</div>`
}

function rowActions(actions: Actions | undefined, cardTitle: Words | undefined): Html {
  const items = actions?.items ?? []
  if (items.length === 0) return nothing
  const [only] = items
  const inner =
    only && items.length === 1
      ? actionLink(only, cardTitle)
      : html`<ul class="govuk-summary-list__actions-list">${items.map((item) => html`<li class="govuk-summary-list__actions-list-item">${actionLink(item, cardTitle)}</li>`)}</ul>`
  return html`<dd class="${classes('govuk-summary-list__actions', actions?.classes)}">${inner}</dd>`
}

function summaryCard(card: SummaryCard, list: Html): Html {
  const title = card.title
    ? heading(card.title.headingLevel || 2, classes('govuk-summary-card__title', card.title.classes), words(card.title))
    : nothing
  return html`<div class="${classes('govuk-summary-card', card.classes)}"${attributes(card.attributes)}><div class="govuk-summary-card__title-wrapper">${title}${cardActions(card)}</div><div class="govuk-summary-card__content">${list}</div></div>`
}

function cardActions({ actions, title }: SummaryCard): Html {
  const items = actions?.items ?? []
  const name = classes('govuk-summary-card__actions', actions?.classes)
  const [only] = items
  if (!only) return nothing
  if (items.length === 1) return html`<div class="${name}">${actionLink(only, title)}</div>`
  return html`<ul class="${name}">${items.map((item) => html`<li class="govuk-summary-card__action">${actionLink(item, title)}</li>`)}</ul>`
}

function actionLink(action: SummaryAction, cardTitle: Words | undefined): Html {
  const hidden =
    action.visuallyHiddenText || cardTitle
      ? html`<span class="govuk-visually-hidden">${action.visuallyHiddenText && html` ${action.visuallyHiddenText}`}${cardTitle && html` (${words(cardTitle)})`}</span>`
      : nothing
  return html`<a class="${classes('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${words(action)}${hidden}</a>`
}
