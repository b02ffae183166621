// What every component shares: attributes written in the official order and escaped, class names, words or markup.
// With html.ts the only place where Html is made from text; names come from our code, values are always escaped.

import { escapeText, Html, html, nothing } from '../html.ts'

export type AttributeValue = string | number | boolean | null | undefined

/** Optional attributes are left out when empty, and written without a value when true. */
export interface OptionalAttribute {
  value: AttributeValue
  optional?: boolean
}

export type Attributes = Readonly<Record<string, AttributeValue | OptionalAttribute>> | Html

/** Plain text (escaped) or markup; markup wins. */
export interface Words {
  text?: string | number | undefined
  html?: Html | undefined
}

export interface Styled {
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export interface HintOptions extends Words, Styled {
  id?: string | undefined
}

export function words(options: Words | undefined): Html | string | number | undefined {
  return options && (filled(options.html) ? options.html : options.text)
}

/** True when there is markup in it. */
export function filled(markup: Html | undefined): markup is Html {
  return Boolean(markup && markup.text)
}

export function hasWords(options: Words | undefined): boolean {
  return Boolean(options && (filled(options.html) || options.text))
}

/** Class names after the first, each with its space; empty ones fall out. */
export function classes(first: string, ...more: readonly (string | false | undefined)[]): string {
  let out = first
  for (const name of more) if (name) out += ` ${name}`
  return out
}

function isOptional(item: AttributeValue | OptionalAttribute): item is OptionalAttribute {
  return typeof item === 'object' && item !== null
}

export function attributes(all: Attributes | undefined): Html {
  if (!all) return nothing
  if (all instanceof Html) return all
  let out = ''
  for (const name of Object.keys(all)) {
    const item = all[name]
    const value = isOptional(item) ? item.value : item
    const optional = isOptional(item) && item.optional === true
    const empty = value === undefined || value === null
    if (optional && value === true) out += ` ${escapeText(name)}`
    else if (!optional || !(empty || value === false)) {
      out += ` ${escapeText(name)}="${empty ? '' : escapeText(String(value))}"`
    }
  }
  return new Html(out)
}

/** ` name="value"`, or nothing when there is no value. */
export function attribute(name: string, value: string | number | false | null | undefined): Html {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return nothing
  return new Html(` ${name}="${escapeText(String(value))}"`)
}

export type Messages = Readonly<Record<string, string>>

/** Words for the browser's half of a component, by their key and plural rule. */
export function i18nAttributes(key: string, message: string | Messages | undefined): Html {
  if (!message) return nothing
  if (typeof message === 'string') return html` data-i18n.${key}="${message}"`
  return html`${Object.keys(message).map((rule) => html` data-i18n.${key}.${rule}="${message[rule]}"`)}`
}

/** A heading of the wanted level: the number is ours, so the tag is safe. */
export function heading(depth: number, className: string, content: Words['text'] | Html, more: Html = nothing): Html {
  const tag = `h${Math.min(6, Math.max(1, Math.trunc(depth)))}`
  return html`${new Html(`<${tag} class="${escapeText(className)}"`)}${more}>${content}${new Html(`</${tag}>`)}`
}
