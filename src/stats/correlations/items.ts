// Which columns a call is about when it does not say.
import type { Columns } from '../shape.ts'

/** The items named; when none are, every column without words, in the order in which they came. */
export const itemsOf = (columns: Columns, items: readonly string[] | undefined): readonly string[] =>
  items ?? Object.keys(columns).filter((name) => !columns[name]!.some((value) => typeof value === 'string'))
