// Reads a comma-separated file as it streams in, a few rows at a time, whatever its encoding and however broken.
// A row that cannot be read is named by the line where it starts and the rest is kept: after a quotation mark that is
// never closed, reading goes on at the next line, which is why this is not a library's parser (they give up there).
import { isUtf8 } from 'node:buffer'

export type CsvRow =
  /** `cells` are those that were asked for, in that order; `width` is how many there were. */
  | { line: number; cells: readonly string[]; width: number }
  /** `start` is the beginning of the row as it stands, for finding out whose it is. */
  | { line: number; broken: string; start: string }

/** Longer than any row of a register: what goes on beyond this was not meant as one row. */
const MOST_CHARACTERS = 64 * 1024
/** A quoted cell may run over several lines, but not over this many. */
const MOST_LINES = 20
const COMMA = 44
const QUOTE = 34

const ORDINARY = /^[\t\n\x20-\x7e]*$/
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g

// What Windows-1252 has at 0x80 to 0x9f; everywhere else it is Latin-1.
const WINDOWS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Bytes that are good UTF-8 are UTF-8: words in Windows-1252 never look so. Control characters go. */
function decoded(bytes: string): string {
  if (ORDINARY.test(bytes)) return bytes
  const raw = Buffer.from(bytes, 'latin1')
  const text = isUtf8(raw) ? raw.toString('utf8') : bytes.replace(/[\u0080-\u009f]/g, (c) => WINDOWS[c.charCodeAt(0) - 0x80]!)
  return text.replace(CONTROLS, '')
}

type Parsed = { cells: readonly string[]; width: number } | 'open' | 'misplaced'

/** Which cell of the row goes to which place of `cells`; -1 for none. Undefined: all of them. */
type Wanted = { slots: Int16Array; many: number }

function wantedFrom(columns: readonly number[]): Wanted {
  const slots = new Int16Array(Math.max(0, ...columns) + 1).fill(-1)
  columns.forEach((column, slot) => column >= 0 && (slots[column] = slot))
  return { slots, many: columns.length }
}

/** Where the quoted cell that begins at `from` ends; -1 when it does not. */
function closing(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2)
  return end
}

/** Of a row's many cells few are wanted: the others are only stepped over. */
function parseWanted(text: string, { slots, many }: Wanted): Parsed {
  const cells = new Array<string>(many).fill('')
  let column = 0
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : COMMA
    if (code === QUOTE ? i !== from : code !== COMMA) continue
    const slot = column < slots.length ? slots[column]! : -1
    column += 1
    if (code === QUOTE) {
      const end = closing(text, i)
      if (end < 0) return 'open'
      if (end + 1 < text.length && text.charCodeAt(end + 1) !== COMMA) return 'misplaced'
      if (slot >= 0) cells[slot] = text.slice(from + 1, end).replaceAll('""', '"')
      i = end + 1
    } else if (slot >= 0) cells[slot] = text.slice(from, i)
    from = i + 1
  }
  return { cells, width: column }
}

function parse(text: string, wanted: Wanted | undefined): Parsed {
  if (wanted) return parseWanted(text, wanted)
  const cells = parseAll(text)
  return typeof cells === 'string' ? cells : { cells, width: cells.length }
}

function parseAll(text: string): string[] | 'open' | 'misplaced' {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const comma = text.indexOf(',', at)
      cells.push(comma < 0 ? text.slice(at) : text.slice(at, comma))
      if (comma < 0) return cells
      at = comma + 1
      continue
    }
    const end = closing(text, at)
    if (end < 0) return 'open'
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'))
    if (end + 1 === text.length) return cells
    if (text[end + 1] !== ',') return 'misplaced'
    at = end + 2
  }
}

const BROKEN = {
  open: 'A quotation mark is opened and never closed',
  misplaced: 'A quotation mark stands where none may',
  long: `The row is longer than ${MOST_CHARACTERS.toLocaleString('en-GB')} characters`,
}

/** From the header, which columns each row should give, in which order. */
export type Choose = (header: readonly string[]) => readonly number[]

type Reader = { add(line: string): void; addLong(start: string): void; end(): void; take(): CsvRow[] }

/** Takes physical lines in order and gives rows. Lines wait only while a quoted cell is open. */
function makeReader(choose: Choose): Reader {
  let columns = 0
  let wanted: Wanted | undefined
  let line = 0
  let waiting: string[] = []
  let found: CsvRow[] = []

  function keep(text: string, { cells, width }: Exclude<Parsed, string>): void {
    if (text !== '') found.push({ line: line + 1, cells, width })
    if (text !== '' && columns === 0) {
      columns = width
      wanted = wantedFrom(choose(cells))
    }
    line += waiting.length
    waiting = []
  }

  function refuse(text: string, why: string): void {
    found.push({ line: line + 1, broken: why, start: text.slice(0, 2000) })
    line += 1
    waiting.shift()
  }

  function settle(last: boolean): void {
    while (waiting.length > 0) {
      const text = decoded(waiting.length === 1 ? waiting[0]! : waiting.join('\n'))
      const parsed = parse(text, wanted)
      if (parsed === 'open' && !last && waiting.length < MOST_LINES && text.length < MOST_CHARACTERS) return
      if (typeof parsed === 'object' && (waiting.length === 1 || parsed.width === columns)) keep(text, parsed)
      else refuse(text, parsed === 'misplaced' ? BROKEN.misplaced : BROKEN.open)
      // Lines that were taken for part of a cell are read again, each for itself, when the cell proved to be none.
      const again = waiting
      waiting = []
      for (const one of again) add(one)
      if (!last) return
    }
  }

  function add(one: string): void {
    waiting.push(one)
    settle(false)
  }

  return {
    add,
    addLong(start) {
      settle(true)
      line += 1
      found.push({ line, broken: BROKEN.long, start })
    },
    end: () => settle(true),
    take() {
      const taken = found
      found = []
      return taken
    },
  }
}

/** Rows in batches of what each piece of the file held. The first row is the header, from which `choose` says which cells are wanted. */
export async function* csvRows(source: AsyncIterable<Buffer>, choose: Choose): AsyncGenerator<CsvRow[]> {
  const rows = makeReader(choose)
  let rest = ''
  let dropping = false // inside a line that was already refused for its length
  let first = true
  for await (const chunk of source) {
    let text = rest + chunk.toString('latin1')
    if (first && text.length >= 3) {
      first = false
      if (text.startsWith('\u00ef\u00bb\u00bf')) text = text.slice(3)
    }
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end)
      from = end + 1
      if (dropping) dropping = false
      else if (line.length > MOST_CHARACTERS) rows.addLong(line.slice(0, 2000))
      else rows.add(line)
    }
    rest = text.slice(from)
    if (rest.length > MOST_CHARACTERS) {
      if (!dropping) rows.addLong(rest.slice(0, 2000))
      dropping = true
      rest = ''
    }
    yield rows.take()
  }
  if (rest !== '' && !dropping) rows.add(rest.replace(/\r$/, ''))
  rows.end()
  yield rows.take()
}
