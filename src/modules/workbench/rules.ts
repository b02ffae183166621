// The codebook: what each column of a sheet is, which codes stand for a missing answer, and how people came to be in it.
// Guessed from names and values, decided by the evaluator. Pure.

export const KINDS = ['item', 'reversed', 'score', 'before', 'after', 'group', 'cluster', 'coder', 'id', 'out'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  item: 'Item of a questionnaire',
  reversed: 'Item, the other way round',
  score: 'Score or measurement',
  before: 'Measured before',
  after: 'Measured after',
  group: 'Group people belong to',
  cluster: 'Cluster: school or class',
  coder: 'What one coder chose',
  id: 'Identifier, not used',
  out: 'Leave out',
}

/** Kinds whose columns must hold numbers, once missing codes are taken away. */
export const NUMERIC: readonly Kind[] = ['item', 'reversed', 'score', 'before', 'after']
export const ITEMS: readonly Kind[] = ['item', 'reversed']

export const CAME = ['everyone', 'random', 'chose', 'unknown'] as const
export type Came = (typeof CAME)[number]

export const CAME_NAMES: Readonly<Record<Came, string>> = {
  everyone: 'Everyone is in it, or very nearly',
  random: 'They were drawn by chance',
  chose: 'They chose to answer',
  unknown: 'I do not know',
}

export type ColumnNote = { readonly name: string; readonly kind: Kind; readonly label: string | null }

export type Codebook = {
  readonly columns: readonly ColumnNote[]
  /** Cells that stand for no answer, as written. */
  readonly missing: readonly string[]
  /** The least and the most that an item can be; null: as far as the answers go. */
  readonly scaleMin: number | null
  readonly scaleMax: number | null
  readonly came: Came
}

export const namesOf = (book: Codebook, kinds: readonly Kind[]): string[] =>
  book.columns.filter((one) => kinds.includes(one.kind)).map((one) => one.name)

export const labelOf = (book: Codebook, name: string): string =>
  book.columns.find((one) => one.name === name)?.label ?? name

// Guessing ------------------------------------------------------------------------------------------------------------

/** What is known of a column: its different cells, their numbers where they are numbers, how often each occurs. */
export type Seen = {
  readonly name: string
  readonly values: readonly string[]
  readonly numbers: readonly (number | undefined)[]
  readonly counts: readonly number[]
  readonly isLong: boolean
}

const MISSING_WORDS = /^(na|n\/a|#n\/a|nan|null|none|missing|not answered|prefer not to say|-|\.|\?)$/i
const MISSING_NUMBERS = [-1, -8, -9, -99, -999, -9999, 98, 99, 888, 999, 9999]
const MOST_ANSWERS = 11

/** Words and numbers that stand for no answer: far outside what else the column holds. */
export function guessMissing(columns: readonly Seen[]): string[] {
  const found = new Set<string>()
  for (const { values, numbers } of columns) {
    const real = numbers.filter((one) => one !== undefined && !MISSING_NUMBERS.includes(one)) as number[]
    const [low, high] = [Math.min(...real), Math.max(...real)]
    values.forEach((cell, at) => {
      const value = numbers[at]
      if (value === undefined ? MISSING_WORDS.test(cell) : isCode(value, low, high, real.length)) found.add(cell)
    })
  }
  return [...found].slice(0, 20)
}

function isCode(value: number, low: number, high: number, others: number): boolean {
  if (!MISSING_NUMBERS.includes(value) || others < 2) return false
  return value < 0 ? low >= 0 : high <= 20 && value > 2 * high
}

const IDENTIFIES = /(^|[\s_-])(id|upn|uln|email|e-mail|name|respondent|participant|serial|uuid|ip)([\s_-]|$)|id$/i
const BEFORE = /(^|[\s_.-])(before|pre|baseline|t1|time\s?1|wave\s?1|start)([\s_.-]|$)/i
const AFTER = /(^|[\s_.-])(after|post|follow-?\s?up|t2|time\s?2|wave\s?2|end)([\s_.-]|$)/i
const CLUSTERS = /(^|[\s_-])(school|class|setting|site|urn|trust|team|cluster|form|tutor)([\s_-]|\d|$)/i
const GROUPS =
  /(^|[\s_-])(group|sex|gender|year|region|district|role|rater|type|treated|treatment|arm|condition|phase|ethnicity|fsm|send?|cohort|programme)([\s_-]|$)/i
const CODES = /(^|[\s_-])(coder|judge|scorer|rater)[\s_-]?(\d|[a-z])$/i
const ITEM = /^(q|item|i|question|s|p)[\s_.-]?\d+/i

/** What a column most likely is. `rows`: how many there are in all. */
export function guessKind(column: Seen, missing: readonly string[], rows: number): Kind {
  const { name, values, isLong } = column
  if (isLong) return 'out'
  const kept = values.flatMap((cell, at) => (missing.includes(cell) ? [] : [at]))
  if (kept.length < 2) return 'out'
  const numbers = kept.map((at) => column.numbers[at])
  const numeric = numbers.every((one) => one !== undefined)
  if (CODES.test(name)) return 'coder'
  if (IDENTIFIES.test(name) && kept.length > rows / 2) return 'id'
  if (CLUSTERS.test(name)) return 'cluster'
  if (numeric && BEFORE.test(name)) return 'before'
  if (numeric && AFTER.test(name)) return 'after'
  if (GROUPS.test(name)) return 'group'
  return numeric ? numericKind(name, numbers, rows) : wordsKind(kept.length, rows)
}

function numericKind(name: string, numbers: readonly (number | undefined)[], rows: number): Kind {
  const whole = numbers.every((one) => Number.isInteger(one) && Math.abs(one!) <= 100)
  if (whole && (ITEM.test(name) || (numbers.length > 2 && numbers.length <= MOST_ANSWERS))) return 'item'
  if (numbers.length === 2) return 'group'
  return numbers.length === rows && numbers.every((one) => Number.isInteger(one)) ? 'id' : 'score'
}

function wordsKind(different: number, rows: number): Kind {
  if (different <= 12) return 'group'
  return different < rows / 3 ? 'cluster' : 'out'
}

/** A first codebook. Items must share a scale: one that goes far beyond the others is a score. */
export function guessCodebook(columns: readonly Seen[], rows: number): Codebook {
  const missing = guessMissing(columns)
  const notes = columns.map((column): ColumnNote => ({
    name: column.name,
    kind: guessKind(column, missing, rows),
    label: null,
  }))
  return { columns: notes, missing, scaleMin: null, scaleMax: null, came: 'unknown' }
}

// Missing codes as one line -------------------------------------------------------------------------------------------

export const missingAsTyped = (missing: readonly string[]): string => missing.join(', ')

export const missingFromTyped = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
]

/** Why a codebook cannot be worked with: a sentence for each column, and for the scale. */
export type BookMistake = {
  /** A column's name, scale_min or scale_max. */
  readonly column: string
  readonly words: string
}

export function mistakesIn(book: Codebook, columns: readonly Seen[]): BookMistake[] {
  const wrong: BookMistake[] = []
  const { scaleMin, scaleMax, missing } = book
  if (scaleMin !== null && scaleMax !== null && scaleMin >= scaleMax)
    wrong.push({ column: 'scale_max', words: 'Enter a highest answer above the lowest one' })
  for (const note of book.columns) {
    const seen = columns.find((one) => one.name === note.name)
    if (!seen || !NUMERIC.includes(note.kind)) continue
    const kept = seen.values.flatMap((cell, at) => (missing.includes(cell) ? [] : [seen.numbers[at]]))
    if (kept.some((one) => one === undefined))
      wrong.push({
        column: note.name,
        words: `“${note.name}” has words where this kind needs numbers: choose another kind, or add the words to the missing codes`,
      })
    else if (ITEMS.includes(note.kind) && isOutside(kept as number[], scaleMin, scaleMax))
      wrong.push({
        column: note.name,
        words: `“${note.name}” has answers outside the scale you gave: add them to the missing codes, or change the scale`,
      })
  }
  return wrong
}

function isOutside(numbers: readonly number[], low: number | null, high: number | null): boolean {
  return numbers.some((one) => (low !== null && one < low) || (high !== null && one > high))
}
