// Where someone can turn to, drawn the same on every page for raters.
import { html, type Html } from '../../../../view/html.ts'
import type { Kind } from '../rules.ts'
import type { Words } from '../sheets.ts'

type Line = 'childline' | 'samaritans' | 'emergency'

/** Public numbers of the United Kingdom, free to call. */
const NUMBERS: Readonly<Record<Line, string>> = { childline: '0800 1111', samaritans: '116 123', emergency: '999' }

/** Childline is for children and young people; grown-ups are told of Samaritans as well. */
export function kindOfHelp(kind: Kind): readonly Line[] {
  return kind === 'pupils' ? ['childline', 'emergency'] : ['samaritans', 'childline', 'emergency']
}

export function phoneLines(lines: readonly Line[], words: Words): Html {
  return html`${lines.map((line) => {
    const number = NUMBERS[line]
    return html`<p>${words.help[line]} <a class="ws-number" dir="ltr" href="tel:${number.replaceAll(' ', '')}">${number}</a></p>`
  })}`
}
