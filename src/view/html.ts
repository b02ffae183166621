// Pages as tagged templates: everything that is not already Html is escaped, so a name can never become markup.
// Only this file and govuk/attributes.ts make Html from text (tests/architecture.test.ts proves it).

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type Value = Html | string | number | false | null | undefined | readonly Value[]

const MARK = /[&<>"']/

/** Text made safe for an element's content or a quoted attribute. Most text has no mark in it and costs one look. */
export function escapeText(text: string): string {
  return MARK.test(text) ? escaped(text) : text
}

/** A loop, because it is three times as fast as a replacing function. */
function escaped(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i += 1) {
    const safe = replacement(text.charCodeAt(i))
    if (safe === undefined) continue
    out += text.slice(from, i) + safe
    from = i + 1
  }
  return out + text.slice(from)
}

function replacement(code: number): string | undefined {
  if (code > 62) return undefined
  if (code === 38) return '&amp;'
  if (code === 60) return '&lt;'
  if (code === 62) return '&gt;'
  if (code === 34) return '&quot;'
  if (code === 39) return '&#39;'
  return undefined
}

function write(value: Value): string {
  if (typeof value === 'string') return escapeText(value)
  if (value instanceof Html) return value.text
  if (typeof value === 'number') return String(value)
  if (value === false || value === null || value === undefined) return ''
  let out = ''
  for (const part of value) out += write(part)
  return out
}

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let out = parts[0]!
  for (let i = 0; i < values.length; i++) out += write(values[i]) + parts[i + 1]!
  return new Html(out)
}

/** Markup from a trusted source (our own files, a component of ours), never from a person. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

export const nothing: Html = new Html('')

/** True when there is something to show: used for optional parts of a page. */
export function shown(value: Value): boolean {
  return write(value) !== ''
}
