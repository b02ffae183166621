// The codebook as its form has it, and back: fields go by the place of their column. Pure.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import {
  CAME,
  KINDS,
  missingAsTyped,
  missingFromTyped,
  type BookMistake,
  type Came,
  type Codebook,
  type ColumnNote,
  type Kind,
} from '../rules.ts'

const MOST_LABEL = 200

export function typedOf(book: Codebook): Record<string, string> {
  const { scaleMin, scaleMax, missing, came } = book
  return {
    missing: missingAsTyped(missing),
    scale_min: scaleMin === null ? '' : String(scaleMin),
    scale_max: scaleMax === null ? '' : String(scaleMax),
    came,
    ...Object.fromEntries(
      book.columns.flatMap(({ kind, label }, at) => [
        [`kind_${at}`, kind],
        [`label_${at}`, label ?? ''],
      ]),
    ),
  }
}

const text = (typed: Typed, name: string): string | undefined => {
  const value = typed[name]
  return typeof value === 'string' ? value.trim() : undefined
}

const NUMBER = /^-?\d{1,9}([.,]\d{1,6})?$/

/** What was sent over the codebook that stands: a field that was not sent stays as it was. */
export function bookFromTyped(typed: Typed, standing: Codebook): { book: Codebook } | { mistakes: Mistakes } {
  const mistakes: Record<string, string> = {}
  const scale = (name: string, now: number | null): number | null => {
    const sent = text(typed, name)
    if (sent === undefined || sent === '') return sent === undefined ? now : null
    if (NUMBER.test(sent)) return Number(sent.replace(',', '.'))
    mistakes[name] = 'Enter a number, or leave it empty'
    return null
  }
  const came = text(typed, 'came')
  if (!CAME.includes(came as Came)) mistakes.came = 'Choose how people came to be in this data'
  const columns = standing.columns.map((note, at): ColumnNote => {
    const kind = text(typed, `kind_${at}`) ?? note.kind
    if (!KINDS.includes(kind as Kind)) mistakes[`kind_${at}`] = `Choose what “${note.name}” is from the list`
    const label = text(typed, `label_${at}`)
    if ((label ?? '').length > MOST_LABEL)
      mistakes[`label_${at}`] = `Use ${MOST_LABEL} characters or fewer for “${note.name}”`
    return {
      name: note.name,
      kind: kind as Kind,
      label: label === undefined ? note.label : label === '' ? null : label,
    }
  })
  const missing = missingFromTyped(text(typed, 'missing') ?? missingAsTyped(standing.missing))
  if (missing.length > 50) mistakes.missing = 'Give 50 missing codes or fewer'
  const book = {
    columns,
    missing,
    scaleMin: scale('scale_min', standing.scaleMin),
    scaleMax: scale('scale_max', standing.scaleMax),
    came: came as Came,
  }
  return Object.keys(mistakes).length > 0 ? { mistakes } : { book }
}

/** What cannot be worked with, at the fields that say it. */
export function mistakesAt(wrong: readonly BookMistake[], book: Codebook): Mistakes {
  return Object.fromEntries(
    wrong.map(({ column, words }) => {
      const at = book.columns.findIndex((note) => note.name === column)
      return [at < 0 ? column : `kind_${at}`, words]
    }),
  )
}
