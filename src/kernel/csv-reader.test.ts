// The reader of comma-separated files, against a library's own and against files that nobody meant to send.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvRows, type CsvRow, type Separator } from './csv-reader.ts'

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(
  text: string | Buffer,
  size = 64 * 1024,
  separators: readonly Separator[] = [','],
): Promise<CsvRow[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text
  const rows: CsvRow[] = []
  const all = (header: readonly string[]): number[] => header.map((_, i) => i)
  for await (const some of csvRows(inPieces(bytes, size), all, separators)) rows.push(...some)
  return rows
}

const cellsOf = (rows: readonly CsvRow[]): (readonly string[])[] =>
  rows.map((row) => ('broken' in row ? [row.broken] : row.cells))
const brokenLines = (rows: readonly CsvRow[]): number[] => rows.flatMap((row) => ('broken' in row ? [row.line] : []))

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

test('any good file reads as the library reads it, however it is cut into pieces', async () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', 'é', '’', ' ', ',', '"', '\n', '7'), maxLength: 8 })
    .filter((text) => text.split('\n').length < 5)
  const file = fc
    .integer({ min: 2, max: 6 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 30 }), fc.constantFrom('\n', '\r\n'), async (rows, size, end) => {
      const text = rows.map((cells) => cells.map(quoted).join(',')).join(end)
      assert.deepEqual(cellsOf(await read(text, size)), parse(text))
    }),
    { numRuns: 300 },
  )
})

test('a row is named by the line where it starts, also after cells that run over several lines', async () => {
  const rows = await read('a,b\n"one\ntwo\nthree",2\n\nx,y\n')
  assert.deepEqual(
    rows.map((row) => row.line),
    [1, 2, 6],
  )
  assert.deepEqual(cellsOf(rows)[1], ['one\ntwo\nthree', '2'])
})

test('after a quotation mark that is never closed, the rows below are still read', async () => {
  const rows = await read('a,b\n1,"oops\n2,x\n3,y\n')
  assert.deepEqual(brokenLines(rows), [2])
  assert.deepEqual(cellsOf(rows).slice(2), [
    ['2', 'x'],
    ['3', 'y'],
  ])
})

test('one opened and never closed in the middle of a long file costs its own row only', async () => {
  const many = Array.from({ length: 500 }, (_, i) => (i === 100 ? `${i},"open` : `${i},x`))
  const rows = await read(['a,b', ...many].join('\r\n'), 1000)
  assert.deepEqual(brokenLines(rows), [102])
  assert.equal(rows.length, 501)
})

test('a quotation mark inside a word is part of the word, one after a closing mark is a mistake', async () => {
  const rows = await read('a,b\nthe 5" rule,1\n"x"y,2\nz,3\n')
  assert.deepEqual(cellsOf(rows)[1], ['the 5" rule', '1'])
  assert.deepEqual(brokenLines(rows), [3])
  assert.deepEqual(cellsOf(rows)[3], ['z', '3'])
})

test('a cell of ten million characters is refused as one row, and memory does not grow with it', async () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.alloc(10_000_000, 'x'), Buffer.from('\n2,y\n')])
  const rows = await read(bytes)
  assert.deepEqual(brokenLines(rows), [2])
  assert.deepEqual(cellsOf(rows)[2], ['2', 'y'])
  assert.ok(rows.every((row) => JSON.stringify(row).length < 3000))
})

test('names in Windows-1252 and in UTF-8 with a mark at its start both come out right', async () => {
  const windows = Buffer.from('name,b\nSt Mary\x92s \x96 Caf\xe9 \x80,1\n', 'latin1')
  assert.deepEqual(cellsOf(await read(windows))[1], ['St Mary’s – Café €', '1'])
  const utf = Buffer.from('\ufeffname,b\nSt Mary’s – Café €,1\n', 'utf8')
  assert.deepEqual(cellsOf(await read(utf)), [
    ['name', 'b'],
    ['St Mary’s – Café €', '1'],
  ])
})

test('characters that no keyboard makes are left out', async () => {
  assert.deepEqual(cellsOf(await read('a,b\nx\u0000y\u001f,\u00071\n'))[1], ['xy', '1'])
})

test('a picture or an empty file gives no rows that look like a header', async () => {
  assert.deepEqual(await read(''), [])
  const [first] = await read(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))
  assert.ok(first && !('broken' in first) && !first.cells.includes('URN'))
})

test('of several separators the file’s is the one its first line has most of, and quoted ones do not count', async () => {
  const any: readonly Separator[] = [',', ';', '\t']
  for (const sign of any) {
    const text = [
      ['name', 'a, b; c, d; e'],
      ['Ash', '3,5'],
      ['Oak; old', '4'],
    ]
      .map((cells) => cells.map((cell) => (/[,;\t]/.test(cell) ? `"${cell}"` : cell)).join(sign))
      .join('\r\n')
    assert.deepEqual(
      cellsOf(await read(text, 7, any)),
      [
        ['name', 'a, b; c, d; e'],
        ['Ash', '3,5'],
        ['Oak; old', '4'],
      ],
      sign,
    )
  }
  assert.deepEqual(cellsOf(await read('one\n1;2\n', 3, any))[1], ['1;2'], 'without any, a comma')
})
