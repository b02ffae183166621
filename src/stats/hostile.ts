// Calls gone wrong, for the fuzz of this room: a sound call, damaged in the ways that data, people and attackers damage
// calls, and calls that are no calls at all. The same seed makes the same calls.
import type { seeded } from './random.ts'

export type Chance = ReturnType<typeof seeded>
export type Request = { readonly op: string; readonly input: unknown; readonly options: unknown }

const NUMBERS = [
  0, -0, 1, -1, 2, 0.5, 1e308, -1e308, 5e-324, -5e-324, 1e-300, 1e15, 9007199254740992, 4294967296, 1e9, 1e12,
]
const NAMES = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'nobody',
  'NaN',
  '-1',
  '\u0000',
  'é'.repeat(200),
  '\ud800',
]
const pick = <T>(list: readonly T[], chance: Chance): T => list[chance.below(list.length)]!

/** Any JSON value, of no use to anyone. */
export function rubbish(chance: Chance, depth = 3): unknown {
  const kind = chance.below(depth > 0 ? 9 : 6)
  if (kind < 2) return pick(NUMBERS, chance)
  if (kind === 2) return pick(NAMES, chance)
  if (kind === 3) return null
  if (kind === 4) return chance.next() < 0.5
  if (kind === 5) return Math.round(chance.normal() * 20) / 4
  const many = Array.from({ length: chance.below(4) }, () => rubbish(chance, depth - 1))
  if (kind === 6) return many
  if (kind === 7) return Object.fromEntries(many.map((one) => [pick(NAMES, chance), one]))
  return nested(chance.below(200), chance)
}

function nested(depth: number, chance: Chance): unknown {
  let value: unknown = pick(NUMBERS, chance)
  for (let at = 0; at < depth; at++) value = chance.next() < 0.5 ? [value] : { a: value }
  return value
}

type Inside = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string | number }

/** Every place of a value that holds a value. */
function placesIn(value: unknown, found: Inside[] = [], depth = 0): Inside[] {
  if (typeof value !== 'object' || value === null || depth > 8) return found
  const holder = value as Record<string, unknown> | unknown[]
  const keys = Array.isArray(holder) ? holder.keys() : Object.keys(holder)
  for (const key of keys) {
    found.push({ holder, key })
    placesIn((holder as Record<string | number, unknown>)[key], found, depth + 1)
  }
  return found
}

const valueAt = ({ holder, key }: Inside): unknown => (holder as Record<string | number, unknown>)[key]
function put({ holder, key }: Inside, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

type Damage = (request: { input: unknown; options: unknown }, chance: Chance) => void
const placeOf = (request: object, chance: Chance, is: (value: unknown) => boolean): Inside | undefined => {
  const places = placesIn(request).filter((place) => is(valueAt(place)))
  return places.length === 0 ? undefined : pick(places, chance)
}
const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0
const isNumber = (value: unknown): boolean => typeof value === 'number'

/** Every number of a list of numbers, through all its lists. */
const through = (value: unknown, by: (one: number) => unknown): unknown =>
  Array.isArray(value) ? value.map((one) => through(one, by)) : typeof value === 'number' ? by(value) : value

const list =
  (change: (values: unknown[], chance: Chance, request: { input: unknown }) => unknown): Damage =>
  (request, chance) => {
    const place = placeOf(request, chance, isList)
    if (place) put(place, change(valueAt(place) as unknown[], chance, request))
  }

/** All columns of a table alike, so that they stay of one length. */
const everyColumn =
  (change: (values: unknown[]) => unknown[]): Damage =>
  ({ input }) => {
    const columns = (input as { columns?: unknown } | null)?.columns
    if (typeof columns !== 'object' || columns === null) return
    for (const place of placesIn(columns).filter(({ holder }) => holder === columns))
      if (isList(valueAt(place))) put(place, change(valueAt(place) as unknown[]))
  }

const DAMAGES: readonly Damage[] = [
  (request, chance) => {
    const place = placeOf(request, chance, () => true)
    if (place) put(place, rubbish(chance))
  },
  (request, chance) => {
    const place = placeOf(request, chance, isNumber)
    if (place) put(place, pick([...NUMBERS, null], chance))
  },
  (request, chance) => {
    const place = placeOf(request, chance, () => true)
    if (place && !Array.isArray(place.holder)) delete place.holder[place.key]
  },
  (request, chance) => {
    const place = placeOf(request, chance, (value) => typeof value === 'string')
    if (place) put(place, pick(NAMES, chance))
  },
  (request, chance) => {
    const place = placeOf(request, chance, (value) => typeof value === 'object' && value !== null)
    const holder = place ? (valueAt(place) as Inside['holder']) : []
    put({ holder, key: Array.isArray(holder) ? holder.length : pick(NAMES, chance) }, rubbish(chance))
  },
  list((values, chance) => values.slice(0, chance.below(4))),
  list((values, chance) => [...values, pick(values, chance)]),
  list((values) => values.map(() => values[0])),
  list((values) => values.map(() => null)),
  list((values, chance) => values.map((one) => (chance.next() < 0.3 ? null : one))),
  list((values, chance, { input }) => {
    const place = placeOf([input], chance, isList)
    return place ? structuredClone(valueAt(place)) : values
  }),
  list((values, chance) => {
    const by = pick([1e300, 1e-300, -1, 1e15, 0], chance)
    return through(values, (one) => clipped(one * by))
  }),
  list((values, chance) => {
    const by = pick([1e9, 1e15, 1e308, -1e12], chance)
    return through(values, (one) => clipped(one + by))
  }),
  list((values) => through(values, (one) => (one > 0 ? 1 : 0))),
  list((values) => values.toReversed()),
  ...[0, 1, 2, 3].map((rows) => everyColumn((values) => values.slice(0, rows))),
  everyColumn((values) => values.map((one) => (typeof one === 'number' ? 1 : one))),
  everyColumn((values) => [...values, ...values]),
]
const clipped = (value: number): number => Math.max(-1e308, Math.min(1e308, value))

/** The same call with few items and rows of a list, so that thousands of them take seconds. */
export function shortened({ op, input, options }: Request): Request {
  const given = input as Readonly<Record<string, unknown>>
  const first = (value: unknown, most: number): unknown => (Array.isArray(value) ? value.slice(0, most) : value)
  const changes = {
    items: (items: unknown) => first(items, MOST_ITEMS),
    wide: (items: unknown) => first(items, MOST_ITEMS),
    q: (rows: unknown) => first(rows, 2),
    table: (rows: unknown) => (first(rows, 3) as unknown[]).map((row) => first(row, 3)),
    correlation: (rows: unknown) => (first(rows, MOST_ITEMS) as unknown[]).map((row) => first(row, MOST_ITEMS)),
    loadings: (rows: unknown) => first(rows, MOST_ITEMS),
    columns: (columns: unknown) =>
      Array.isArray(columns)
        ? columns
        : Object.fromEntries(
            Object.entries(columns as object).map(([name, values]) => [name, first(values, MOST_ROWS)]),
          ),
  }
  const short = Object.entries(changes).flatMap(([key, change]) =>
    Object.hasOwn(given, key) ? [[key, change(given[key])]] : [],
  )
  return { op, input: { ...given, ...Object.fromEntries(short) }, options }
}
const MOST_ITEMS = 5
const MOST_ROWS = 40

/** A sound request with one to four damages; now and then only its name is left. `options` are those the op knows. */
export function damaged(sound: Request, options: readonly string[], chance: Chance): Request {
  if (chance.below(8) === 0) return { op: sound.op, input: rubbish(chance), options: rubbish(chance) }
  const request = { input: structuredClone(sound.input), options: structuredClone(sound.options) ?? {} }
  if (options.length > 0 && chance.below(4) === 0) {
    const holder = request.options as Record<string, unknown>
    if (typeof holder === 'object' && !Array.isArray(holder))
      put({ holder, key: pick(options, chance) }, rubbish(chance, 1))
  }
  for (let times = 1 + chance.below(4); times > 0; times--) pick(DAMAGES, chance)(request, chance)
  return { op: sound.op, ...request }
}
