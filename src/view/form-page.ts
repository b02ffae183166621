// What every page with a form shares: the summary of mistakes at its top, and the mistake beside its field.
import { errorSummary } from './govuk/error-summary.ts'
import { nothing, type Html } from './html.ts'

type Sentences = Readonly<Record<string, string>>

/**
 * What needs putting right, each line leading to its field. A field's id is its name unless `ids` says otherwise
 * (radios and date parts have ids of their own). Nothing when there is nothing to put right.
 */
export function errorSummaryFor(mistakes: Sentences, ids: Sentences = {}): Html {
  const fields = Object.entries(mistakes)
  if (fields.length === 0) return nothing
  return errorSummary({
    titleText: 'There is a problem',
    errorList: fields.map(([field, text]) => ({ text, href: `#${ids[field] ?? field}` })),
  })
}

/** The mistake of one field as its component wants it. */
export function mistakeIn(mistakes: Sentences, field: string): { text: string } | undefined {
  const text = mistakes[field]
  return text === undefined ? undefined : { text }
}
