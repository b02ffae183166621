// Reading a file into a sheet: what is kept of it, what is let go, and what is said when it cannot be read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numberIn, blanksIn, type Sheet } from '../sheet.ts'
import { columnNames, readSheet } from './reading.ts'

async function* inPieces(text: string | Buffer, size = 11): AsyncGenerator<Buffer> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string | Buffer): Promise<Sheet> {
  const sheet = await readSheet(inPieces(text), 'a.csv')
  assert.ok('columns' in sheet, 'cannot' in sheet ? sheet.cannot : '')
  return sheet
}

const cells = (sheet: Sheet, at: number): (string | null)[] =>
  Array.from(sheet.columns[at]!.codes, (code) => sheet.columns[at]!.values[code] ?? null)

test('every cell can be read back, whatever stands between them', async () => {
  const cell = fc.stringMatching(/^[a-z0-9 .-]{0,6}$/).map((text) => text.trim())
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }))
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), async (rows, sign) => {
      const kept = rows.filter((row) => row.some((one) => one !== ''))
      fc.pre(kept.length > 0)
      const head = rows[0]!.map((_, i) => `c${i}`)
      const sheet = await read([head, ...kept].map((row) => row.join(sign)).join('\n'))
      assert.equal(sheet.separator, sign)
      assert.equal(sheet.rows, kept.length)
      sheet.columns.forEach((column, i) => {
        assert.deepEqual(
          cells(sheet, i),
          kept.map((row) => row[i] || null),
        )
        assert.equal(blanksIn(column), kept.filter((row) => row[i] === '').length)
      })
    }),
    { numRuns: 100 },
  )
})

test('columns without a name get one, and no two have the same', () => {
  assert.deepEqual(columnNames(['q', '', 'q', ' a\n b ', 'q']), ['q', 'Column 2', 'q (2)', 'a b', 'q (3)'])
})

test('a column of comments is let go, also what came before the first long one', async () => {
  const sheet = await read(`q1,says\n1,short\n2,${'long '.repeat(40)}\n3,short again\n`)
  assert.deepEqual(cells(sheet, 1), [null, null, null])
  assert.deepEqual(sheet.columns[1]!.values, [])
  assert.equal(sheet.columns[1]!.isLong, true)
  assert.deepEqual(cells(sheet, 0), ['1', '2', '3'])
})

test('rows that cannot be read are named by their line and the rest is kept', async () => {
  const sheet = await read('a,b\n1,2\n1,2,3\n\n4,5\n"x"y,2\n6,7\n')
  assert.equal(sheet.rows, 3)
  assert.deepEqual(
    sheet.unread.map((one) => one.line),
    [3, 6],
  )
  assert.equal(sheet.unreadCount, 2)
})

test('what is no table is refused in words that quote nothing of it', async () => {
  const refusals: [string | Buffer, RegExp][] = [
    ['', /nothing in it/],
    ['a,b\n', /no row below/],
    [Buffer.from('\ufeffa\tb\r\n1\t2\r\n', 'utf16le'), /CSV UTF-8/],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 8]), /not a text file/],
    [`${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n1\n`, /more than 400 columns/],
    ['"a,b\n1,2', /could not be read/],
  ]
  for (const [text, words] of refusals) {
    const answer = await readSheet(inPieces(text, 4000), 'a.csv')
    assert.ok('cannot' in answer)
    assert.match(answer.cannot, words)
  }
})

test('decimal commas are numbers only where semicolons or tabs stand between cells', () => {
  assert.equal(numberIn('3,5', ';'), 3.5)
  assert.equal(numberIn('3,5', ','), undefined)
  assert.equal(numberIn('-1.5e3', ','), -1500)
  for (const word of ['', '1e999', '0x10', 'Infinity', '1 000', '--1', '1.2.3', 'NaN'])
    assert.equal(numberIn(word, ','), undefined, word)
})
