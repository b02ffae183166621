// What people send: a shape with the words of each mistake. A form gives values or mistakes (field → sentence);
// what was typed is kept so that the page can be drawn again with nothing lost.
import { z } from 'zod'

export type Mistakes = Readonly<Record<string, string>>
/** As typed: one text for each field; several for checkboxes. */
export type Typed = Readonly<Record<string, string | readonly string[]>>
export type Form<T> = {
  readonly schema: z.ZodType<T>
  readonly fields: readonly string[]
  readonly many: ReadonlySet<string>
  /** Names that may be sent besides: for a page that asks of many things alike, which the page knows and the form does not. */
  readonly besides?: RegExp
  /** How many of those at most. */
  readonly mostBesides?: number
}

export const noMistakes: Mistakes = {}

/** A form from its fields. Fields made by `choices` take several values; all others take the last one sent. */
export function form<S extends z.ZodRawShape>(shape: S): Form<z.output<z.ZodObject<S>>> {
  const many = new Set(Object.keys(shape).filter((name) => (shape[name] as z.ZodType).meta()?.many === true))
  return { schema: z.object(shape) as z.ZodType<z.output<z.ZodObject<S>>>, fields: Object.keys(shape), many }
}

const MOST_BESIDES = 400

/** A form for many things alike: every name of that pattern, each with up to `max` characters. `like` are examples. */
export function formOfMany(
  names: RegExp,
  like: readonly string[],
  max: number,
  mostBesides: number = MOST_BESIDES,
): Form<Record<string, string>> {
  const text = z.string().max(max, `Use ${max.toLocaleString('en-GB')} characters or fewer`)
  return { schema: z.record(z.string(), text), fields: like, many: new Set(), besides: names, mostBesides }
}

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** Line ends as \n; characters no keyboard makes removed (PostgreSQL refuses NUL); lone surrogates replaced. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed()
}

export function typedFrom<T>(spec: Form<T>, body: Record<string, unknown>): Typed {
  const typed: Record<string, string | string[]> = {}
  for (const name of spec.fields) {
    const sent = Object.hasOwn(body, name) ? body[name] : undefined
    const values = (Array.isArray(sent) ? sent : sent === undefined ? [] : [sent]).filter((v) => typeof v === 'string')
    typed[name] = spec.many.has(name) ? values.map(tidy) : tidy(values.at(-1) ?? '')
  }
  if (spec.besides)
    for (const name of Object.keys(body).slice(0, spec.mostBesides ?? MOST_BESIDES)) {
      const sent = [body[name]].flat().at(-1)
      if (typed[name] === undefined && typeof sent === 'string' && spec.besides.test(name)) typed[name] = tidy(sent)
    }
  return typed
}

export function readForm<T>(spec: Form<T>, typed: Typed): { values: T } | { mistakes: Mistakes } {
  const read = spec.schema.safeParse(typed)
  if (read.success) return { values: read.data }
  const mistakes: Record<string, string> = {}
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? spec.fields[0] ?? 'form')
    mistakes[field] ??= issue.message
  }
  return { mistakes }
}

// Fields. Each takes the sentence for its mistake, in the GOV.UK manner.

/** Required words, trimmed. `max` in characters. */
export function words(
  missing: string,
  max: number,
  tooLong = `Use ${max.toLocaleString('en-GB')} characters or fewer`,
) {
  return z.string().trim().min(1, missing).max(max, tooLong)
}

/** Words that may be left empty: null when they are. */
export function optionalWords(max: number, tooLong = `Use ${max.toLocaleString('en-GB')} characters or fewer`) {
  return z
    .string()
    .trim()
    .max(max, tooLong)
    .transform((text) => (text === '' ? null : text))
}

export function choice<const C extends readonly [string, ...string[]]>(options: C, missing: string) {
  return z.enum(options, missing)
}

export function optionalChoice<const C extends readonly [string, ...string[]]>(
  options: C,
  wrong = 'Choose one from the list',
) {
  return z.union([z.literal('').transform(() => null), z.enum(options, wrong)], wrong)
}

export function choices<const C extends readonly [string, ...string[]]>(options: C, wrong = 'Choose from the list') {
  return z.array(z.enum(options, wrong), wrong).meta({ many: true })
}

export function anyOf(wrong = 'Choose from the list') {
  return z.array(z.string().max(200, wrong), wrong).max(200, wrong).meta({ many: true })
}

// No part may hold a dot twice in two ways: the test takes one step for each character, however long the text.
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/

/** An email address in small letters; whether anyone has it is nobody's business here. */
export function emailAddress(missing: string) {
  return z
    .string()
    .trim()
    .toLowerCase()
    .min(1, missing)
    .max(254, 'Use 254 characters or fewer for an email address')
    .regex(EMAIL, 'Enter an email address in the form name@example.org')
}

export function uuid(missing: string) {
  return z.guid(missing)
}

export function optionalUuid(wrong: string) {
  return z.union([z.literal('').transform(() => null), z.guid(wrong)], wrong)
}

export function tick() {
  return z.string().transform((text) => text !== '')
}

/** A whole number from `min` to `max`. */
export function whole(missing: string, min: number, max: number) {
  return z
    .string()
    .trim()
    .regex(/^-?\d{1,9}$/, missing)
    .transform(Number)
    .pipe(z.number().min(min, missing).max(max, missing))
}

/** A number that may carry decimals, or null when left empty. */
export function optionalNumber(wrong: string, limit = 1e9) {
  return z
    .string()
    .trim()
    .regex(/^(-?\d{1,9}([.]\d{1,4})?)?$/, wrong)
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(z.number().min(-limit, wrong).max(limit, wrong).nullable())
}

/** The version a person began from, in a hidden field; see “Two people at once” in CONTRIBUTING. */
export function version() {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'Reload the page and try again')
    .transform(Number)
}

export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return false
  const [year, month, inMonth] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(Date.UTC(year, month - 1, inMonth))
  return year >= 1900 && year <= 2199 && date.getUTCMonth() === month - 1 && date.getUTCDate() === inMonth
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day as people type it (`27/3/2027`, `27 March 2027`, `2027-03-27`) as `2027-03-27`, or undefined. */
export function dayFromTyped(text: string): string | undefined {
  const tidyText = text.trim().toLowerCase()
  if (isDay(tidyText)) return tidyText
  const parts = /^(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d{4})$/.exec(tidyText)
  if (!parts) return undefined
  const month = /^\d/.test(parts[2]!) ? Number(parts[2]) : MONTHS.indexOf(parts[2]!.slice(0, 3)) + 1
  const found = `${parts[3]}-${String(month).padStart(2, '0')}-${parts[1]!.padStart(2, '0')}`
  return isDay(found) ? found : undefined
}

function dayOrIssue(text: string, issue: (words: string) => void, wrong: string): string {
  const found = dayFromTyped(text)
  if (found === undefined) issue(wrong)
  return found ?? ''
}

/** A day in one text field. The sentence says what is wanted, with an example. */
export function day(wrong: string) {
  return z
    .string()
    .transform((text, c) => dayOrIssue(text, (message) => c.addIssue({ code: 'custom', message }), wrong))
}

export function optionalDay(wrong: string) {
  return z
    .string()
    .transform((text, c) =>
      text.trim() === '' ? null : dayOrIssue(text, (message) => c.addIssue({ code: 'custom', message }), wrong),
    )
}
