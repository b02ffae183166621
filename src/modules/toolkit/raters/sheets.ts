// What raters are asked, in every language there is: reads content/raters, checks its shape, and knows which languages
// are offered. Promises: what loads is frozen and has words for every key; a language without all its files is simply
// not offered; the items and English words of a published version never change (content/raters/published.json).
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { KINDS, type Kind } from './rules.ts'

const shelf = join(import.meta.dirname, '../../../../content/raters')

const short = z.string().trim().min(1).max(120)
const sentence = z.string().trim().min(4).max(500)
const key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
const snake = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
const LANGUAGE = /^[a-z]{2,3}(-[a-z]{2,8})?$/
const withLeast = sentence.includes('{least}')
const withMost = sentence.includes('{most}')

const sheetShape = z.strictObject({
  kind: z.enum(KINDS),
  version: z.int().min(1),
  items: z.array(z.strictObject({ key, principle: snake })).min(8),
})

const kindWordsShape = z.strictObject({
  title: short,
  introduction: z.array(sentence).min(1).max(4),
  change_question: sentence,
  comment_question: sentence,
  principles: z.record(snake, short),
  items: z.record(key, sentence),
})

const wordsShape = z.strictObject({
  language: z.strictObject({
    name: short,
    in_english: short,
    lang: z.string().regex(/^[a-z]{2,3}$/),
    dir: z.enum(['ltr', 'rtl']),
    /** Easy to read: short words with pictures. */
    pictures: z.boolean(),
  }),
  frame: z.strictObject({
    service: short,
    skip: short,
    languages: short,
    asked_by: short,
    error: short,
    problem: short,
    unchecked: sentence,
  }),
  code: z.strictObject({
    title: short,
    label: short,
    hint: sentence,
    button: short,
    missing: sentence,
    wrong: sentence,
    resting: sentence,
  }),
  first: z.strictObject({
    minutes: sentence,
    heading: short,
    no_name: sentence,
    your_choice: sentence,
    together: sentence,
    smallest: withLeast,
    closed_first: sentence,
    comments: sentence,
    button: short,
  }),
  answers: z.strictObject({ yes: short, mostly: short, a_little: short, not_yet: short, unknown: short }),
  form: z.strictObject({
    how: sentence,
    last: short,
    choose_one: sentence,
    optional: sentence,
    no_names: sentence,
    not_at_once: sentence,
    most: withMost,
    button: short,
    nothing_answered: sentence,
    too_long: withMost,
  }),
  help: z.strictObject({
    heading: sentence,
    trusted: sentence,
    childline: sentence,
    samaritans: sentence,
    emergency: sentence,
  }),
  thanks: z.strictObject({ title: short, sent: sentence, next: sentence, close: sentence, next_person: sentence }),
  closed: z.strictObject({ title: short, words: sentence }),
})

const registryShape = z.array(
  z.strictObject({ kind: z.enum(KINDS), version: z.int().min(1), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
)

export type SheetItem = z.infer<typeof sheetShape>['items'][number]
export type KindWords = z.infer<typeof kindWordsShape>
export type Words = z.infer<typeof wordsShape>

/** One kind's questions at one version; which languages it can be answered in. */
export type Sheet = {
  kind: Kind
  version: number
  items: readonly SheetItem[]
  /** The principles that it asks about, in order. */
  principles: readonly string[]
  languages: readonly string[]
}

/** English is the original. Others come in the order in which we began them, then by name. */
export const ORIGINAL = 'en'
const ORDER = [ORIGINAL, 'en-easy', 'cy', 'pl', 'uk', 'ar']

const known = new Map<string, unknown>()

function keep<T>(name: string, make: () => T): T {
  if (!known.has(name)) known.set(name, frozen(make()))
  return known.get(name) as T
}

/** Every language that has words for the pages themselves. */
export function languages(): readonly string[] {
  return keep('languages', () => languagesIn(join(shelf, 'words')))
}

/** The words of all pages around the questions; undefined where there are none in this language. */
export function wordsIn(language: string): Words | undefined {
  if (!languages().includes(language)) return undefined
  return keep(`words/${language}`, () => read(`words/${language}.json`, wordsShape))
}

/** The versions of a kind's sheet, oldest first. */
export function versionsOf(kind: Kind): readonly number[] {
  return keep(`versions/${kind}`, () =>
    readdirSync(join(shelf, kind))
      .filter((name) => /^[1-9]\d*$/.test(name))
      .map(Number)
      .sort((a, b) => a - b),
  )
}

/** The newest version: what a new call asks. */
export function newestVersion(kind: Kind): number {
  return versionsOf(kind).at(-1)!
}

/** A sheet that is not on the shelf is our mistake, not a visitor's: it throws. */
export function sheetOf(kind: Kind, version: number): Sheet {
  return keep(`${kind}/${version}`, () => {
    const sheet = read(`${kind}/${version}/sheet.json`, sheetShape)
    if (sheet.kind !== kind || sheet.version !== version)
      throw new Error(`content/raters/${kind}/${version} says it is ${sheet.kind}/${sheet.version}.`)
    const principles = [...new Set(sheet.items.map((item) => item.principle))]
    const own = languagesIn(join(shelf, kind, String(version))).filter((one) => languages().includes(one))
    return { ...sheet, principles, languages: own }
  })
}

/** The words of a kind's questions; undefined where this language has none. */
export function kindWordsIn(sheet: Pick<Sheet, 'kind' | 'version' | 'languages'>, language: string) {
  if (!sheet.languages.includes(language)) return undefined
  const path = `${sheet.kind}/${sheet.version}/${language}.json`
  return keep(path, () => read(path, kindWordsShape))
}

/** The digest of everything a rater of this kind reads in a language: what a speaker signs. */
export function translationDigest(sheet: Pick<Sheet, 'kind' | 'version' | 'languages'>, language: string): string {
  return keep(`digest/${sheet.kind}/${sheet.version}/${language}`, () =>
    digest([wordsIn(language), kindWordsIn(sheet, language)]),
  )
}

/** The digest that freezes a published version: its items and their English words. */
export function publishedDigest(sheet: Sheet): string {
  return digest([{ kind: sheet.kind, version: sheet.version, items: sheet.items }, kindWordsIn(sheet, ORIGINAL)])
}

export function publishedDigests(): z.infer<typeof registryShape> {
  return read('published.json', registryShape)
}

function languagesIn(folder: string): string[] {
  const there = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
  const rank = (language: string): number => (ORDER.includes(language) ? ORDER.indexOf(language) : ORDER.length)
  return there
    .filter((name) => LANGUAGE.test(name) && name !== 'sheet')
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

function read<T>(path: string, shape: z.ZodType<T>): T {
  const file = join(shelf, path)
  if (!existsSync(file)) throw new Error(`There is no content/raters/${path}.`)
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`content/raters/${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function digest(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([name, own]) => `${JSON.stringify(name)}:${canonical(own)}`).join(',')}}`
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const own of Object.values(value)) frozen(own)
  }
  return value
}
