// Reads a comma-separated file as it streams in, a few rows at a time, whatever its encoding and however broken.
// A row that cannot be read is named by the line where it starts and the rest is kept: after a quotation mark that is
// never closed, reading goes on at the next line, which is why this is not a library's parser (they give up there).
import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

export type CsvRow =
  /** `cells` are those that were asked for, in that order; `width` is how many there were. */
  | { line: number; cells: readonly string[]; width: number }
  /** `start` is the beginning of the row as it stands, for finding out whose it is. */
  | { line: number; broken: string; start: string }

/** What may stand between two cells: German and French spreadsheets write semicolons, what is copied from one has tabs. */
export type Separator = ',' | ';' | '\t'

/** Longer than any row of a register or a survey: what goes on beyond this was not meant as one row. */
const MOST_CHARACTERS = 64 * 1024
/** A quoted cell may run over several lines, but not over this many. */
const MOST_LINES = 20
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
  const text = isUtf8(raw)
    ? raw.toString('utf8')
    : bytes.replace(/[\u0080-\u009f]/g, (c) => WINDOWS[c.charCodeAt(0) - 0x80]!)
  return text.replace(CONTROLS, '')
}

/** What stands between two cells: as a character, as its code, and what each byte of a line is with it. */
type Between = { sign: Separator; code: number; kinds: Uint8Array }

type Parsed = { cells: readonly string[]; width: number } | 'open' | 'misplaced'

/** Which cell of the row goes to which place of `cells`; -1 for none. Undefined: all of them. */
type Wanted = { slots: Int16Array; empty: readonly string[] }

function wantedFrom(columns: readonly number[]): Wanted {
  const slots = new Int16Array(Math.max(0, ...columns) + 1).fill(-1)
  columns.forEach((column, slot) => column >= 0 && (slots[column] = slot))
  return { slots, empty: columns.map(() => '') }
}

/** Where the quoted cell that begins at `from` ends; -1 when it does not. */
function closing(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2)
  return end
}

/** Of a row's many cells few are wanted: the others are only stepped over. */
function parseWanted(text: string, { slots, empty }: Wanted, { code: ends }: Between): Parsed {
  const cells = empty.slice()
  let column = 0
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : ends
    if (code === QUOTE ? i !== from : code !== ends) continue
    const slot = column < slots.length ? slots[column]! : -1
    column += 1
    if (code === QUOTE) {
      const end = closing(text, i)
      if (end < 0) return 'open'
      if (end + 1 < text.length && text.charCodeAt(end + 1) !== ends) return 'misplaced'
      if (slot >= 0) cells[slot] = text.slice(from + 1, end).replaceAll('""', '"')
      i = end + 1
    } else if (slot >= 0) cells[slot] = text.slice(from, i)
    from = i + 1
  }
  return { cells, width: column }
}

/** A line as it stands in the file: the same place in `bytes` and in `text`, which has one character for each byte. */
type Line = { bytes: Buffer; text: string; from: number; to: number }

const PLAIN = 0
const ENDS_CELL = 1
const OPENS = 2
/** What each byte is in a line: a part of a cell, its end, perhaps its opening, or something that asks for more care. */
function between(sign: Separator): Between {
  const code = sign.charCodeAt(0)
  const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte === code) return ENDS_CELL
    if (byte === QUOTE) return OPENS
    return byte === 9 || (byte >= 32 && byte < 127) ? PLAIN : 3
  })
  return { sign, code, kinds }
}

const BETWEEN = { ',': between(','), ';': between(';'), '\t': between('\t') }

/** The one of these that the first line has most of, outside quotation marks; the first of them where it has none. */
function foundIn(line: string, separators: readonly Separator[]): Separator {
  const outside = line.replace(/"(?:[^"]|"")*"/g, '')
  const counts = separators.map((one) => outside.split(one).length)
  return separators[counts.indexOf(Math.max(...counts))]!
}

function isPlain(bytes: Buffer, from: number, to: number, kinds: Uint8Array): boolean {
  for (let i = from; i < to; i++) if (kinds[bytes[i]!]! > OPENS) return false
  return true
}

/** Where the quoted cell ends that begins at `from`, when it is whole, plain and followed by a separator or the line's end. */
function plainClosing({ bytes, text, to }: Line, from: number, { code, kinds }: Between): number | undefined {
  const end = closing(text, from)
  if (end < 0 || end >= to || (end + 1 < to && bytes[end + 1] !== code)) return undefined
  return isPlain(bytes, from, end, kinds) ? end : undefined
}

/** Most lines hold nothing but plain letters, numbers and separators: one look at each byte. Undefined for all others. */
function parseSimple(line: Line, { slots, empty }: Wanted, by: Between): Exclude<Parsed, string> | undefined {
  const { bytes, text, from, to } = line
  const { kinds } = by
  const cells = empty.slice()
  let column = 0
  let begin = from
  for (let i = from; i <= to; i++) {
    const kind = i === to ? ENDS_CELL : kinds[bytes[i]!]!
    if (kind === PLAIN || (kind === OPENS && i !== begin)) continue
    const slot = column < slots.length ? slots[column]! : -1
    column += 1
    if (kind === OPENS) {
      const end = plainClosing(line, i, by)
      if (end === undefined) return undefined
      if (slot >= 0) cells[slot] = text.slice(begin + 1, end).replaceAll('""', '"')
      i = end + 1
    } else if (kind !== ENDS_CELL) return undefined
    else if (slot >= 0) cells[slot] = text.slice(begin, i)
    begin = i + 1
  }
  return { cells, width: column }
}

function parse(text: string, wanted: Wanted | undefined, by: Between): Parsed {
  if (wanted) return parseWanted(text, wanted, by)
  const cells = parseAll(text, by)
  return typeof cells === 'string' ? cells : { cells, width: cells.length }
}

function parseAll(text: string, { sign }: Between): string[] | 'open' | 'misplaced' {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text[at] !== '"') {
      const next = text.indexOf(sign, at)
      cells.push(next < 0 ? text.slice(at) : text.slice(at, next))
      if (next < 0) return cells
      at = next + 1
      continue
    }
    const end = closing(text, at)
    if (end < 0) return 'open'
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'))
    if (end + 1 === text.length) return cells
    if (text[end + 1] !== sign) return 'misplaced'
    at = end + 2
  }
}

const BROKEN = {
  open: 'A quotation mark is opened and never closed',
  misplaced: 'A quotation mark stands where none may',
  long: `The row is longer than ${MOST_CHARACTERS.toLocaleString('en-GB')} characters`,
}

/** From the header and what stands between its cells, which columns each row should give, in which order. */
export type Choose = (header: readonly string[], separator: Separator) => readonly number[]

type Reader = { add(line: Line): void; addLong(start: string): void; end(): void; take(): CsvRow[] }

/** Takes physical lines in order and gives rows. Lines wait only while a quoted cell is open. */
function makeReader(choose: Choose, separators: readonly Separator[]): Reader {
  let columns = 0
  let wanted: Wanted | undefined
  let by: Between | undefined
  let line = 0
  let waiting: string[] = []
  const found: CsvRow[] = []

  function keep(text: string, { cells, width }: Exclude<Parsed, string>): void {
    if (text !== '') found.push({ line: line + 1, cells, width })
    if (text !== '' && columns === 0) {
      columns = width
      wanted = wantedFrom(choose(cells, by!.sign))
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
      by ??= BETWEEN[foundIn(text, separators)]
      const parsed = parse(text, wanted, by)
      if (parsed === 'open' && !last && waiting.length < MOST_LINES && text.length < MOST_CHARACTERS) return
      if (typeof parsed === 'object' && (waiting.length === 1 || columns === 0 || parsed.width === columns))
        keep(text, parsed)
      else refuse(text, parsed === 'misplaced' ? BROKEN.misplaced : BROKEN.open)
      // Lines that were taken for part of a cell are read again, each for itself, when the cell proved to be none.
      for (const one of waiting.splice(0)) add(one)
      if (!last) return
    }
  }

  function add(one: string): void {
    waiting.push(one)
    settle(false)
  }

  return {
    add(one) {
      const simple =
        wanted && by && waiting.length === 0 && one.to > one.from ? parseSimple(one, wanted, by) : undefined
      if (!simple) return add(one.text.slice(one.from, one.to))
      line += 1
      found.push({ line, cells: simple.cells, width: simple.width })
    },
    addLong(start) {
      settle(true)
      line += 1
      found.push({ line, broken: BROKEN.long, start })
    },
    end: () => settle(true),
    take: () => found.splice(0),
  }
}

const MARK = Buffer.from('\ufeff')
const LINE_FEED = 10
const RETURN = 13

/**
 * Rows in batches of what each piece of the file held. The first row is the header, from which `choose` says which cells
 * are wanted. Of several separators the file's is the one that its first line has most of.
 */
export async function* csvRows(
  source: AsyncIterable<Buffer>,
  choose: Choose,
  separators: readonly Separator[] = [','],
): AsyncGenerator<CsvRow[]> {
  const rows = makeReader(choose, separators)
  let rest: Buffer = Buffer.alloc(0)
  let dropping = false // inside a line that was already refused for its length
  let first = true
  for await (const chunk of source) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (first && bytes.length >= MARK.length) {
      first = false
      if (bytes.subarray(0, MARK.length).equals(MARK)) bytes = bytes.subarray(MARK.length)
    }
    const text = bytes.toString('latin1')
    let from = 0
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      const to = end > from && bytes[end - 1] === RETURN ? end - 1 : end
      if (dropping) dropping = false
      else if (to - from > MOST_CHARACTERS) rows.addLong(text.slice(from, from + 2000))
      else rows.add({ bytes, text, from, to })
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > MOST_CHARACTERS) {
      if (!dropping) rows.addLong(text.slice(from, from + 2000))
      dropping = true
      rest = Buffer.alloc(0)
    }
    yield rows.take()
  }
  const to = rest.at(-1) === RETURN ? rest.length - 1 : rest.length
  if (rest.length > 0 && !dropping) rows.add({ bytes: rest, text: rest.toString('latin1'), from: 0, to })
  rows.end()
  yield rows.take()
}

/**
 * A file in pieces, opened when the first is asked for: a stream that is opened before anybody listens would end the
 * process if its file had gone meanwhile, instead of failing the import.
 */
export async function* fileInPieces(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>
}
