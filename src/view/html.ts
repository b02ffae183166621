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
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe for an element's content or a quoted attribute. */
export function escapeText(text: string): string {
  return MARK.test(text) ? text.replace(/[&<>"']/g, (c) => ESCAPES[c]!) : text
}

function write(value: Value): string {
  if (value instanceof Html) return value.text
  if (typeof value === 'string') return escapeText(value)
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
