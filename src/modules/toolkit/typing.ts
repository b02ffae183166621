// What was typed, put back into a page that is drawn again; shared by the Toolkit's forms.
import type { Typed } from '../../kernel/form.ts'
import { html, type Html } from '../../view/html.ts'

/** What was typed in a field, or what stands there when nothing was typed. */
export function typedIn(typed: Typed | undefined, field: string, otherwise: string | number | null = ''): string {
  const value = typed?.[field]
  if (value === undefined) return otherwise === null ? '' : String(otherwise)
  return typeof value === 'string' ? value : (value.at(-1) ?? '')
}

/** The chosen values of checkboxes. */
export function chosenIn(
  typed: Typed | undefined,
  field: string,
  otherwise: readonly string[] = [],
): readonly string[] {
  const value = typed?.[field]
  if (value === undefined) return otherwise
  return typeof value === 'string' ? [value] : value
}

export function hiddenField(name: string, value: string | number): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}
