// Stands in for src/view/html.ts in the copy that bench/page.ts measures against: the same tag and the same names,
// but nothing is escaped and what comes out is a plain string. Not for pages that anyone sees.

export type Html = string
export type Value = string | number | false | null | undefined | readonly Value[]

export function escapeText(text: string): string {
  return text
}

function write(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value === false || value === null || value === undefined) return ''
  let out = ''
  for (const part of value) out += write(part)
  return out
}

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  let out = parts[0]!
  for (let i = 0; i < values.length; i++) out += write(values[i]) + parts[i + 1]!
  return out
}

export function trusted(markup: string): Html {
  return markup
}

export const nothing: Html = ''

export function shown(value: Value): boolean {
  return write(value) !== ''
}
