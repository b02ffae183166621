// Linked tables as one world: everybody has one label in every dimension, and each number any table shows, margins too,
// counts the people of a box (some labels of each dimension). Two tables show the same number where the boxes are equal,
// so what is hidden in one is hidden in all.
import { isCount, withMargins, type Cell } from '../disclose-table.ts'

export type LinkedTable = {
  readonly name: string
  /** Dimensions, such as school and year; the same name in two tables is the same dimension. */
  readonly rowsOf: string
  readonly columnsOf: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly counts: readonly (readonly Cell[])[]
  /** Whom it counts, by dimension and label, where it does not count everybody. */
  readonly within?: Readonly<Record<string, string>> | undefined
  /** False: it is not shown, but nobody may work out its small counts either. */
  readonly published?: boolean | undefined
}
/** Labels that are made of other labels: districts of schools. */
export type Nesting = {
  readonly name: string
  readonly of: string
  readonly parts: Readonly<Record<string, readonly string[]>>
}
export type LinkedTables = {
  readonly tables: readonly LinkedTable[]
  readonly nested?: readonly Nesting[] | undefined
  /** Labels that occur but stand in no table. */
  readonly labels?: Readonly<Record<string, readonly string[]>> | undefined
}

/** One number of the tables. A box has for each dimension the labels it takes in; undefined: all of them. */
export type Figure = {
  readonly value: number
  readonly box: readonly (ReadonlySet<number> | undefined)[]
  /** How many of row and column it sums over, at least, among the published tables: 0 is an inner cell in one of them. */
  margins: number
  /** In how many places it would be shown. */
  places: number
}
export type World = {
  readonly labels: readonly (readonly string[])[]
  readonly figures: readonly Figure[]
  readonly tables: readonly Placed[]
}
/** One side of a table: its dimension, and the line each label of that dimension falls in, if any. */
export type Side = { readonly at: number; readonly lineOf: ReadonlyMap<number, number> }
export type Placed = {
  /** (rows + 1) x (columns + 1) places of figures. */
  readonly places: readonly (readonly number[])[]
  readonly rows: Side
  readonly columns: Side
  /** Whom the table counts. */
  readonly whole: Figure['box']
}
export type Unreadable = 'no-data' | 'out-of-range'

type Labels = ReadonlySet<number>
type Box = (Labels | undefined)[]
const MOST_DIMENSIONS = 12
const MOST_FIGURES = 20_000
const MOST_NESTINGS = 30
/** Labels of all boxes together. */
const MOST_LABELS = 3_000_000

/** The world of the tables, or why they cannot be about the same people. */
export function worldOf(input: LinkedTables): World | Unreadable {
  const { tables } = input
  if (tables.length === 0) return 'no-data'
  for (const { counts, rows, columns } of tables) {
    if (rows.length === 0 || columns.length === 0 || counts.length === 0) return 'no-data'
    if (counts.some((row) => row.some((count) => count === null))) return 'no-data'
    const fits = counts.length === rows.length && counts.every((row) => row.length === columns.length)
    if (!fits || !counts.every((row) => row.every(isCount))) return 'out-of-range'
  }
  const cells = tables.reduce((sum, { rows, columns }) => sum + (rows.length + 1) * (columns.length + 1), 0)
  const space = spaceOf(input)
  if (space === undefined || cells > MOST_FIGURES) return 'out-of-range'
  const found: Figure[] = []
  const places = new Map<string, number>()
  const read: Placed[] = []
  for (const table of tables) {
    const placed = placedOf(table, space, found, places)
    if (placed === undefined) return 'out-of-range'
    read.push(placed)
  }
  return { labels: space.labels, figures: found, tables: read }
}

type Space = {
  readonly labels: readonly (readonly string[])[]
  /** The dimension of its own that a label belongs to, and which of its labels it stands for. */
  find(dimension: string, label: string): { readonly at: number; readonly set: Labels } | undefined
}

function spaceOf({ tables, nested = [], labels = {} }: LinkedTables): Space | undefined {
  const nests = new Map(nested.map((one) => [one.name, one]))
  if (nests.size !== nested.length || nests.size > MOST_NESTINGS) return undefined
  const own = new Map<string, Map<string, number>>()
  const meet = (dimension: string, label: string): void => {
    if (nests.has(dimension)) return
    const known = own.get(dimension) ?? new Map<string, number>()
    own.set(dimension, known)
    if (!known.has(label)) known.set(label, known.size)
  }
  for (const { rowsOf, columnsOf, rows, columns, within = {} } of tables) {
    for (const label of rows) meet(rowsOf, label)
    for (const label of columns) meet(columnsOf, label)
    for (const [dimension, label] of Object.entries(within)) meet(dimension, label)
  }
  for (const { of, parts } of nested) for (const label of Object.values(parts).flat()) meet(of, label)
  for (const [dimension, list] of Object.entries(labels)) for (const label of list) meet(dimension, label)
  const dimensions = [...own.keys()]
  if (dimensions.length > MOST_DIMENSIONS) return undefined
  type Found = ReturnType<Space['find']>
  const known = new Map<string, Found>()
  const find = (dimension: string, label: string, depth = 0): Found => {
    const nest = nests.get(dimension)
    if (nest === undefined) {
      const place = own.get(dimension)?.get(label)
      return place === undefined ? undefined : { at: dimensions.indexOf(dimension), set: new Set([place]) }
    }
    // A nesting that leads back to itself has no end.
    if (depth > nested.length || !Object.hasOwn(nest.parts, label)) return undefined
    const key = JSON.stringify([dimension, label])
    if (known.has(key)) return known.get(key)
    const parts = nest.parts[label]!.map((part) => find(nest.of, part, depth + 1))
    const isWhole = parts.length > 0 && !parts.includes(undefined)
    const found = isWhole ? { at: parts[0]!.at, set: new Set(parts.flatMap((part) => [...part!.set])) } : undefined
    known.set(key, found)
    return found
  }
  return { labels: [...own.values()].map((one) => [...one.keys()]), find }
}

/** With the labels of each line, and of all lines together. Lines may not overlap. */
function sideOf(
  space: Space,
  dimension: string,
  names: readonly string[],
): (Side & { readonly lines: readonly Labels[] }) | undefined {
  const lines = names.map((name) => space.find(dimension, name))
  if (lines.includes(undefined)) return undefined
  const all = new Set(lines.flatMap((line) => [...line!.set]))
  const total = lines.reduce((sum, line) => sum + line!.set.size, 0)
  if (total !== all.size) return undefined
  const lineOf = new Map(lines.flatMap((line, at) => Array.from(line!.set, (label) => [label, at] as const)))
  return { at: lines[0]!.at, lineOf, lines: [...lines.map((line) => line!.set), all] }
}

function narrowed(box: Box, at: number, set: Labels, of: readonly string[]): Box {
  const now = box[at]
  const both = now === undefined ? set : new Set([...now].filter((label) => set.has(label)))
  return box.map((old, dimension) => (dimension !== at ? old : both.size === of.length ? undefined : both))
}

/** The same for equal boxes only. */
export const keyOf = (box: Figure['box']): string =>
  box.map((set) => (set === undefined ? '*' : [...set].toSorted((a, b) => a - b).join(','))).join('|')

function placedOf(table: LinkedTable, space: Space, found: Figure[], places: Map<string, number>): Placed | undefined {
  const rows = sideOf(space, table.rowsOf, table.rows)
  const columns = sideOf(space, table.columnsOf, table.columns)
  if (rows === undefined || columns === undefined) return undefined
  let whole: Box = space.labels.map(() => undefined)
  for (const [dimension, label] of Object.entries(table.within ?? {})) {
    const filter = space.find(dimension, label)
    if (filter === undefined) return undefined
    whole = narrowed(whole, filter.at, filter.set, space.labels[filter.at]!)
  }
  const values = withMargins(table.counts as number[][])
  let sound = true
  let length = 0
  const read = rows.lines.map((row, r) => {
    const line = narrowed(whole, rows.at, row, space.labels[rows.at]!)
    return columns.lines.map((column, c) => {
      const box = narrowed(line, columns.at, column, space.labels[columns.at]!)
      length += box.reduce((sum, set) => sum + (set?.size ?? 0), 0)
      if (length > MOST_LABELS) sound = false
      if (!sound) return -1
      const key = keyOf(box)
      const value = values[r]![c]!
      const margins = (r === table.rows.length ? 1 : 0) + (c === table.columns.length ? 1 : 0)
      const at = places.get(key) ?? found.push({ value, box, margins: Infinity, places: 0 }) - 1
      places.set(key, at)
      const figure = found[at]!
      const empty = box.some((set) => set?.size === 0)
      if (figure.value !== value || !Number.isSafeInteger(value) || (empty && value > 0)) sound = false
      if (table.published !== false) {
        figure.margins = Math.min(figure.margins, margins)
        figure.places += 1
      }
      return at
    })
  })
  return sound ? { places: read, rows, columns, whole } : undefined
}
