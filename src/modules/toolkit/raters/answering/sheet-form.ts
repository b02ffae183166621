// What a rater sends. The fields are the items of every sheet on the shelf; a page sends its own. Nothing is compulsory,
// and what no radio of ours could have sent counts as left out. Mistakes are keys of the page's own language.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { form, type Form } from '../../../../kernel/form.ts'
import { COMMENT_MOST, KINDS } from '../rules.ts'
import { sheetOf, versionsOf, type Sheet } from '../sheets.ts'

/** An item's key with 0 to 3, or null for "I don't know". Items left out are absent. */
export type Answers = Readonly<Record<string, number | null>>

/** In the order in which they are offered. */
export const ANSWERS = [
  { value: '3', key: 'yes' },
  { value: '2', key: 'mostly' },
  { value: '1', key: 'a_little' },
  { value: '0', key: 'not_yet' },
  { value: 'unknown', key: 'unknown' },
] as const

export const itemField = (key: string): string => `item_${key}`

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const offered: readonly string[] = ANSWERS.map((answer) => answer.value)
const choice = z.string().transform((text) => (offered.includes(text) ? text : ''))

function itemKeys(): string[] {
  const sheets = KINDS.flatMap((kind) => versionsOf(kind).map((version) => sheetOf(kind, version)))
  return [...new Set(sheets.flatMap((sheet) => sheet.items.map((item) => item.key)))]
}

export type SheetSent = Record<string, string | null>

export const sheetForm: Form<SheetSent> = form({
  ...Object.fromEntries(itemKeys().map((key) => [itemField(key), choice] as const)),
  change_first: z.string().transform((text) => (/^[a-z_]{1,60}$/.test(text) ? text : null)),
  comment: z
    .string()
    .trim()
    .max(COMMENT_MOST, 'too_long')
    .transform((text) => (text === '' ? null : text)),
  once: z.string().transform((text) => (UUID.test(text) ? text : randomUUID())),
})

/** The answers to one sheet's items, in its order. */
export function answersIn(sheet: Sheet, sent: SheetSent): Answers {
  const given = sheet.items.flatMap(({ key }) => {
    const value = sent[itemField(key)]
    return value ? [[key, value === 'unknown' ? null : Number(value)] as const] : []
  })
  return Object.fromEntries(given)
}

export function changeFirstIn(sheet: Sheet, sent: SheetSent): string | null {
  return sheet.principles.find((principle) => principle === sent.change_first) ?? null
}
