// From a question's fields to what was chosen: what each may be, what it usually is, and what is wrong with what was sent.
// Answers of columns go by their places, so that no address of ours holds what a cell says. Pure.
import { answersIn } from '../material.ts'
import { KIND_NAMES, labelOf, namesOf, type Codebook } from '../rules.ts'
import { columnNamed, type Sheet } from '../sheet.ts'
import { MEAN_OF_ITEMS, type Chosen, type ChosenValue, type Field, type Question } from './question.ts'

/** More answers than this are no groups that anyone compares. */
const MOST_ANSWERS = 60
/** As many groups as are compared at a glance. */
const FEW_GROUPS = 12
const ITEM_KINDS = ['item', 'reversed'] as const

export type Option = {
  readonly value: string
  readonly text: string
  readonly means: ChosenValue
  /** Of a column: how many different ones it has. */
  readonly answers?: number
}

/** What a field offers, the usual one first where it has no other. */
export function optionsFor(field: Field, book: Codebook, sheet: Sheet): Option[] {
  if (field.as === 'choice') return field.options.map(([value, text]) => ({ value, text, means: value }))
  if (field.as === 'number') return []
  if (field.as === 'value')
    return answersOffered(
      field.of.flatMap((kind) => namesOf(book, [kind])),
      book,
      sheet,
    )
  // Several stand in the order of the data; of one the likeliest kind comes first.
  const columns = field.as === 'columns' ? namesOf(book, field.of) : field.of.flatMap((kind) => namesOf(book, [kind]))
  const own = columns.map((name) => ({
    value: String(sheet.columns.findIndex((column) => column.name === name)),
    text: labelOf(book, name),
    means: name,
    answers: answersIn(sheet, columnNamed(sheet, name)!, book).length,
  }))
  if (field.as === 'columns') return own
  const items = field.besides !== undefined && namesOf(book, ITEM_KINDS).length > 0
  const mean = items ? [{ value: 'items', text: field.besides, means: MEAN_OF_ITEMS }] : []
  const none = field.optional ? [{ value: 'none', text: 'None', means: null }] : []
  return [...mean, ...own, ...none]
}

function answersOffered(columns: readonly string[], book: Codebook, sheet: Sheet): Option[] {
  return columns.flatMap((name) => {
    const at = sheet.columns.findIndex((column) => column.name === name)
    const answers = answersIn(sheet, columnNamed(sheet, name)!, book)
    if (answers.length < 2 || answers.length > MOST_ANSWERS) return []
    return answers.map((value, place) => ({
      value: `${at}.${place}`,
      text: columns.length > 1 ? `${labelOf(book, name)}: ${value}` : value,
      means: { column: name, value },
    }))
  })
}

/**
 * What stands in a field when nobody has chosen: undefined when there is nothing to choose from. A column that another
 * field has already is taken only where there is no other.
 */
function usualIn(field: Field, options: readonly Option[], taken: Chosen): ChosenValue | undefined {
  if (field.as === 'number') return field.usual
  if (field.as === 'columns') return options.map((one) => one.means as string)
  if (field.as === 'value') return options[field.at]?.means
  const least = field.as === 'column' ? (field.answers ?? 0) : 0
  const many = options.filter(({ answers = least }) => answers >= least && (least === 0 || answers <= FEW_GROUPS))
  const free = (many.length > 0 ? many : options).find(
    (one) => one.means === null || !Object.values(taken).includes(one.means),
  )
  return (free ?? options[0])?.means
}

/** Why a question cannot be asked of this codebook yet, and what would do. */
export function whyNotYet(question: Question, book: Codebook, sheet: Sheet): string | undefined {
  for (const field of question.fields) {
    const options = optionsFor(field, book, sheet)
    const kinds = 'of' in field ? field.of.map((kind) => `“${KIND_NAMES[kind]}”`).join(' or ') : ''
    if (field.as === 'columns' && options.length < field.least)
      return `It takes at least ${field.least} columns of the kind ${kinds}.`
    if (field.as === 'column' && options.length === 0) return `It takes a column of the kind ${kinds}.`
    if (field.as === 'value' && options.length < 2)
      return `It takes a column of the kind ${kinds} with 2 to ${MOST_ANSWERS} different answers.`
  }
  return undefined
}

export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>
export type Read = { readonly chosen: Chosen } | { readonly mistakes: Readonly<Record<string, string>> }

/** What was sent, as columns, answers and numbers; what was not sent is as usual. */
export function chosenFrom(question: Question, typed: Typed, book: Codebook, sheet: Sheet): Read {
  const mistakes: Record<string, string> = {}
  const chosen: Record<string, ChosenValue> = {}
  for (const field of question.fields) {
    const options = optionsFor(field, book, sheet)
    const read = readField(field, typed[field.name], options, chosen)
    if (typeof read === 'object' && read !== null && 'mistake' in read) mistakes[field.name] = read.mistake
    else if (read !== undefined) chosen[field.name] = read
  }
  if (Object.keys(mistakes).length === 0) Object.assign(mistakes, question.wrong?.(chosen))
  return Object.keys(mistakes).length > 0 ? { mistakes } : { chosen }
}

type Mistake = { readonly mistake: string }

function readField(
  field: Field,
  sent: Typed[string],
  options: readonly Option[],
  before: Chosen,
): ChosenValue | undefined | Mistake {
  if (field.as === 'number') return readNumber(field, sent)
  if (field.as === 'columns') {
    const values = sent === undefined ? undefined : [sent].flat()
    const found = options.filter((one) => values === undefined || values.includes(one.value)).map((one) => one.means)
    return found.length < field.least ? { mistake: `Choose at least ${field.least} columns` } : (found as string[])
  }
  const value = [sent].flat().at(-1)
  if (value === undefined || value === '')
    return usualIn(field, options, before) ?? { mistake: 'There is nothing to choose from yet' }
  const found = options.find((one) => one.value === value)
  return found ? found.means : { mistake: `Choose ${field.label.toLowerCase()} from the list` }
}

function readNumber(field: Field & { readonly as: 'number' }, sent: Typed[string]): number | null | Mistake {
  const text = ([sent].flat().at(-1) ?? '').trim().replace(',', '.')
  if (sent === undefined || text === '') return field.usual
  const value = Number(text)
  const isFine = /^-?\d{0,9}(\.\d{1,6})?$/.test(text) && value >= field.min && value <= field.max
  return isFine ? value : { mistake: `Enter a number from ${field.min} to ${field.max}` }
}

/** What was chosen as a form and an address would send it. */
export function asTyped(
  question: Question,
  chosen: Chosen,
  book: Codebook,
  sheet: Sheet,
): Record<string, string | string[]> {
  const typed: Record<string, string | string[]> = {}
  for (const field of question.fields) {
    const value = chosen[field.name]
    if (value === undefined) continue
    const options = optionsFor(field, book, sheet)
    const place = (means: ChosenValue): string =>
      options.find((one) => JSON.stringify(one.means) === JSON.stringify(means))?.value ?? ''
    if (field.as === 'number') typed[field.name] = typeof value === 'number' ? String(value) : ''
    else typed[field.name] = Array.isArray(value) ? value.map(place) : place(value)
  }
  return typed
}

/** The usual choice as typed, for a form that is drawn for the first time. */
export function usuallyTyped(question: Question, book: Codebook, sheet: Sheet): Record<string, string | string[]> {
  const chosen: Record<string, ChosenValue> = {}
  for (const field of question.fields) {
    const usual = usualIn(field, optionsFor(field, book, sheet), chosen)
    if (usual !== undefined) chosen[field.name] = usual
  }
  return asTyped(question, chosen, book, sheet)
}

// Reading what was chosen -----------------------------------------------------------------------------------------------

export const columnsIn = (chosen: Chosen, name: string): readonly string[] => {
  const value = chosen[name]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

export const columnIn = (chosen: Chosen, name: string): string | undefined => {
  const value = chosen[name]
  return typeof value === 'string' ? value : undefined
}

export const numberIn = (chosen: Chosen, name: string): number | null => {
  const value = chosen[name]
  return typeof value === 'number' ? value : null
}

export const answerIn = (
  chosen: Chosen,
  name: string,
): { readonly column: string; readonly value: string } | undefined => {
  const value = chosen[name]
  return typeof value === 'object' && value !== null && 'column' in value ? value : undefined
}
