// The GOV.UK panel: it is done, or stop and think.

import { html, nothing, type Html } from '../html.ts'
import { attributes, classes, heading, words, type Attributes, type Styled, type Words } from './attributes.ts'
import { button, type ButtonOptions } from './button.ts'

export interface PanelAction {
  text?: string | undefined
  type?: ButtonOptions['type']
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export interface PanelOptions extends Words, Styled {
  titleText?: string | undefined
  titleHtml?: Html | undefined
  headingLevel?: number | undefined
  actions?: ({ items?: readonly PanelAction[] | undefined } & Styled) | undefined
}

export function panel(options: PanelOptions): Html {
  const interruption = options.classes?.includes('govuk-panel--interruption') ?? false
  const name = classes('govuk-panel', !interruption && 'govuk-panel--confirmation', options.classes)
  const title = words({ text: options.titleText, html: options.titleHtml })
  const body = words(options)
  const { actions } = options
  const group = actions?.items?.length
    ? html`<div class="govuk-button-group">${actions.items.map((item, i) => html`${i > 0 && ' '}${action(item)}`)}</div>`
    : nothing
  const row =
    interruption && actions
      ? html`<div class="${classes('govuk-panel__actions', actions.classes)}"${attributes(actions.attributes)}>${group}</div>`
      : nothing
  return html`<div class="${name}"${attributes(options.attributes)}>${heading(options.headingLevel || 1, 'govuk-panel__title', title)}${body && html`<div class="govuk-panel__body">${body}</div>`}${row}</div>`
}

function action(item: PanelAction): Html {
  if (!item.href || item.type === 'button') {
    return button({
      text: item.text,
      type: item.type || 'button',
      classes: classes('govuk-button--inverse', item.classes),
      href: item.href,
      attributes: item.attributes,
    })
  }
  return html`<a class="${classes('govuk-link govuk-link--inverse', item.classes)}" href="${item.href}"${attributes(item.attributes)}>${item.text}</a>`
}
