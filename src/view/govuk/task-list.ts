// The GOV.UK task list: what there is to do, and how far each is.

import { html, nothing, type Html } from '../html.ts'
import { attribute, attributes, classes, words, type Styled, type Words } from './attributes.ts'
import { tag, type TagOptions } from './tag.ts'

export interface TaskListItem {
  title?: (Words & Pick<Styled, 'classes'>) | undefined
  hint?: Words | undefined
  status?: (Words & Pick<Styled, 'classes'> & { tag?: TagOptions | undefined }) | undefined
  href?: string | undefined
  classes?: string | undefined
}

export interface TaskListOptions extends Styled {
  items: readonly (TaskListItem | null | undefined | false)[]
  idPrefix?: string | undefined
}

export function taskList(options: TaskListOptions): Html {
  const prefix = options.idPrefix || 'task-list'
  return html`<ul class="${classes('govuk-task-list', options.classes)}"${attributes(options.attributes)}>${options.items.map((item, i) => item && task(item, `${prefix}-${i + 1}`))}</ul>`
}

function task(item: TaskListItem, id: string): Html {
  const statusId = `${id}-status`
  const hintId = `${id}-hint`
  const name = classes('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)
  const title = item.href
    ? html`<a class="${classes('govuk-link govuk-task-list__link', item.title?.classes)}" href="${item.href}" aria-describedby="${item.hint && `${hintId} `}${statusId}">${words(item.title)}</a>`
    : html`<div${attribute('class', item.title?.classes)}>${words(item.title)}</div>`
  const under = item.hint ? html`<div id="${hintId}" class="govuk-task-list__hint">${words(item.hint)}</div>` : nothing
  const status = item.status?.tag ? tag(item.status.tag) : words(item.status)
  return html`<li class="${name}"><div class="govuk-task-list__name-and-hint">${title}${under}</div><div class="${classes('govuk-task-list__status', item.status?.classes)}" id="${statusId}">${status}</div></li>`
}
