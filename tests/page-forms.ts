// The forms in a page as a browser would send them untouched: each with its action and its fields.

export type PageForm = {
  action: string
  fields: Record<string, string>
  /** Names of fields that take free text, longest kind first: text areas before single lines. */
  texts: string[]
  /** The values that radios offer. */
  choices: Record<string, string[]>
}

const MARKS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

export function plainText(markup: string): string {
  return markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => MARKS[name]!)
}

const attributeIn = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : plainText(found)
}

function formFrom(action: string, markup: string): PageForm {
  const fields: Record<string, string> = {}
  const choices: Record<string, string[]> = {}
  const [areas, lines]: [string[], string[]] = [[], []]
  for (const [tag] of markup.matchAll(/<input\s[^>]*>/g)) {
    const [name, type = 'text', value = ''] = [
      attributeIn(tag, 'name'),
      attributeIn(tag, 'type'),
      attributeIn(tag, 'value'),
    ]
    if (name === undefined) continue
    if (type === 'radio') (choices[name] ??= []).push(value)
    if (type === 'text') lines.push(name)
    if ((type !== 'radio' && type !== 'checkbox') || / checked/.test(tag)) fields[name] = value
  }
  for (const [, tag = '', text = ''] of markup.matchAll(/<textarea(\s[^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attributeIn(tag, 'name')!
    fields[name] = plainText(text.replace(/^\n/, ''))
    areas.push(name)
  }
  for (const [, tag = '', options = ''] of markup.matchAll(/<select(\s[^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0] ?? ''
    fields[attributeIn(tag, 'name')!] = attributeIn(chosen, 'value') ?? ''
  }
  return { action, fields, texts: [...areas, ...lines], choices }
}

export function formsIn(page: string): PageForm[] {
  return [...page.matchAll(/<form action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(([, action, markup]) =>
    formFrom(plainText(action!), markup!),
  )
}

/** What is sent when nothing is touched; the token and the form's number are the visitor's own affair. */
export function sentFrom(form: PageForm): Record<string, string> {
  const { form_token: _token, form_once: _once, ...own } = form.fields
  return own
}
