// What a call must bring, as values: a shape reads an unknown value into a typed one, or throws BadCall with a sentence
// that says what was expected where. Shapes know nothing of statistics: a column that exists but is constant is read here
// and answered by the op, with null and a reason.

/** A call that cannot be read: the caller's mistake, said in one sentence. Never thrown for what the numbers are like. */
export class BadCall extends Error {}

/** One answer, one group's name, one flag; null is missing. */
export type Value = number | string | boolean | null
/** Name to values. All of one length, unless an op says otherwise. */
export type Columns = Readonly<Record<string, readonly Value[]>>
/** Row by row; null is missing. */
export type Rows = readonly (readonly (number | null)[])[]

export type Shape<T> = {
  /** For the interface's own page, such as "list of names". */
  readonly words: string
  /** `place` is how the sentence calls the value, such as `options.z`. Undefined: it was left out. */
  read(value: unknown, place: string): T
}
export type Fields = Readonly<Record<string, Shape<unknown>>>
export type Read<F extends Fields> = { readonly [K in keyof F]: F[K] extends Shape<infer T> ? T : never }

/** More than any analysis here has; beyond it a call is a mistake or an attack. */
const MOST_COLUMNS = 20_000
const MOST_CELLS = 50_000_000

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function shape<T>(words: string, is: (value: unknown) => value is T): Shape<T> {
  return {
    words,
    read(value, place) {
      if (is(value)) return value
      throw new BadCall(value === undefined ? `“${place}” is missing: ${words}` : `“${place}” must be: ${words}`)
    },
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isValue = (value: unknown): value is Value =>
  value === null || isNumber(value) || isText(value) || typeof value === 'boolean'
const listOf =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is readonly T[] =>
    Array.isArray(value) && value.every(is)
const isCell = (value: unknown): value is number | null => value === null || isNumber(value)

export const number: Shape<number> = shape('a number', isNumber)
export const count: Shape<number> = shape(
  'a whole number of 0 or more',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
)
export const flag: Shape<boolean> = shape('true or false', (value): value is boolean => typeof value === 'boolean')
export const text: Shape<string> = shape('a name', isText)
/** One name alone is read as a list of one, as R's jsonlite writes a list of one without its brackets. */
export const names: Shape<readonly string[]> = {
  words: 'a list of names',
  read: (value, place) => (isText(value) ? [value] : shape('a list of names', listOf(isText)).read(value, place)),
}
export const numbers: Shape<readonly (number | null)[]> = shape('a list of numbers', listOf(isCell))
/** Names of groups may be written as numbers: they are read as names. */
export const labels: Shape<readonly string[]> = {
  words: 'a list of names',
  read: (value, place) =>
    shape('a list of names', listOf(isValue))
      .read(value, place)
      .map((one) => String(one)),
}
export const rows: Shape<Rows> = shape('a list of rows of numbers, all of one length', (value): value is Rows => {
  if (!listOf(listOf(isCell))(value)) return false
  return value.every((row) => row.length === value[0]!.length)
})
/** Rows that need not be of one length. */
export const ragged: Shape<Rows> = shape('a list of rows of numbers', listOf(listOf(isCell)))
export const list: Shape<readonly unknown[]> = shape('a list', (value): value is readonly unknown[] =>
  Array.isArray(value),
)
export const numberByName: Shape<Readonly<Record<string, number>>> = shape(
  'an object of numbers by name',
  (value): value is Readonly<Record<string, number>> => isObject(value) && Object.values(value).every(isNumber),
)
export const namesByName: Shape<Readonly<Record<string, readonly string[]>>> = {
  words: 'an object of lists of names by name',
  read: (value, place) => {
    const lists = shape('an object of lists of names by name', isObject).read(value, place)
    return Object.fromEntries(Object.entries(lists).map(([name, one]) => [name, names.read(one, `${place}.${name}`)]))
  },
}
export const numberByNames: Shape<Readonly<Record<string, Readonly<Record<string, number>>>>> = shape(
  'an object of objects of numbers',
  (value): value is Readonly<Record<string, Readonly<Record<string, number>>>> =>
    isObject(value) && Object.values(value).every((inner) => isObject(inner) && Object.values(inner).every(isNumber)),
)

export const columns: Shape<Columns> = {
  words: 'an object of name to list of values; a missing value is null',
  read(value, place) {
    if (value === undefined) throw new BadCall(`“${place}” is missing: ${this.words}`)
    if (!isObject(value)) throw new BadCall(`“${place}” must be: ${this.words}`)
    const entries = Object.entries(value)
    if (entries.length > MOST_COLUMNS) throw new BadCall(`“${place}” has more than ${MOST_COLUMNS} columns`)
    let cells = 0
    for (const [name, column] of entries) {
      if (!Array.isArray(column)) throw new BadCall(`“${place}.${name}” must be a list of values`)
      const at = column.findIndex((cell) => !isValue(cell))
      if (at >= 0) throw new BadCall(`“${place}.${name}[${at}]” must be a number, a word, true, false or null`)
      cells += column.length
    }
    if (cells > MOST_CELLS) throw new BadCall(`“${place}” has more than ${MOST_CELLS} values`)
    return value as Columns
  },
}

/** One of a few words; the first is what is done when it is left out. */
export function oneOf<const T extends string>(...words: readonly [T, ...T[]]): Shape<T> {
  const is = (value: unknown): value is T => (words as readonly unknown[]).includes(value)
  const inner = shape(words.length === 1 ? `“${words[0]}”` : `one of ${words.map((w) => `“${w}”`).join(', ')}`, is)
  return {
    words: inner.words,
    read: (value, place) => (value === undefined || value === null ? words[0] : inner.read(value, place)),
  }
}

/** May be left out, or null. */
export function optional<T>(inner: Shape<T>): Shape<T | undefined> {
  return {
    words: inner.words,
    read: (value, place) => (value === undefined || value === null ? undefined : inner.read(value, place)),
  }
}

/** What stands when it is left out, or null. */
export function usually<T>(inner: Shape<T>, usual: T): Shape<T> {
  return {
    words: `${inner.words} (usually ${JSON.stringify(usual)})`,
    read: (value, place) => (value === undefined || value === null ? usual : inner.read(value, place)),
  }
}

/** Reads an object by its fields. What it has beside them comes back in `ignored`, so that nothing is dropped in silence. */
export function readFields<F extends Fields>(
  fields: F,
  value: unknown,
  place: string,
): { readonly values: Read<F>; readonly ignored: readonly string[] } {
  if (value !== undefined && !isObject(value)) throw new BadCall(`“${place}” must be an object`)
  const given = value ?? {}
  const read = Object.entries(fields).map(([name, one]) => [
    name,
    one.read(Object.hasOwn(given, name) ? given[name] : undefined, `${place}.${name}`),
  ])
  return {
    values: Object.fromEntries(read) as Read<F>,
    ignored: Object.keys(given).flatMap((name) => (Object.hasOwn(fields, name) ? [] : [`${place}.${name}`])),
  }
}
