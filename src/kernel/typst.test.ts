// Drawing on paper: what leaves is a tagged PDF/UA, the same bytes each time, and nothing that people typed can
// become markup, stop a document or reach a file.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { drawPdf, pdfWhenRead, stopTypst } from './typst.ts'

const TEMPLATE = 'tests/fixtures/letter.typ'
const folder = mkdtempSync(join(tmpdir(), 'wholeschool-typst-'))

after(async () => {
  await stopTypst()
  rmSync(folder, { recursive: true, force: true })
})

/** Poppler reads the text and the tags back; without it, what can be seen in the bytes has to do. */
function poppler(program: 'pdftotext' | 'pdfinfo', pdf: Buffer, args: readonly string[]): string | undefined {
  const path = join(folder, 'drawn.pdf')
  writeFileSync(path, pdf)
  try {
    return execFileSync(program, [...args, path, ...(program === 'pdftotext' ? ['-'] : [])], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const letter = (name: string) => ({ title: 'A letter', date: { year: 2026, month: 11, day: 19 }, name })

test('a document is a tagged PDF that claims PDF/UA, and its structure can be read', async () => {
  const pdf = await drawPdf(TEMPLATE, letter('Ruth Adeyemi'))
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  assert.match(pdf.toString('latin1'), /<pdfuaid:part>1</)
  assert.match(pdf.toString('latin1'), /\/MarkInfo/)
  const tags = poppler('pdfinfo', pdf, ['-struct'])
  if (tags !== undefined)
    for (const tag of ['H1', 'Table', 'TH', 'TD']) assert.match(tags, new RegExp(`^\\s*${tag}\\b`, 'm'))
})

test('the same document gives the same bytes', async () => {
  const first = await drawPdf(TEMPLATE, letter('Ruth Adeyemi'))
  await stopTypst()
  assert.ok(first.equals(await drawPdf(TEMPLATE, letter('Ruth Adeyemi'))), 'two drawings differ')
})

test('what looks like markup is printed as it was typed', async (t) => {
  const typed = '#panic("x") *bold* $1/0$ \\ @ref <tag> #read("/etc/passwd")'
  const pdf = await drawPdf(TEMPLATE, letter(typed))
  const text = poppler('pdftotext', pdf, ['-layout'])
  if (text === undefined) return t.skip('poppler is not installed: the text could not be read back')
  assert.ok(text.includes(typed), text)
})

test('a name in any script, and letters that no typeface has, still give a document', async (t) => {
  const name = 'Siân Ŵyn Łukasz Ελένη Дмитрий محمد עברית 王小明 नेहा ভাষা ไทย \u{10FFFF}\uE000 a\uFEFFb\u202Ec 😀'
  const pdf = await drawPdf(TEMPLATE, letter(name))
  const text = poppler('pdftotext', pdf, [])
  if (text === undefined) return t.skip('poppler is not installed: the text could not be read back')
  for (const part of ['Siân', 'Ŵyn', 'Łukasz', 'Ελένη', 'Дмитрий'])
    assert.ok(text.includes(part), `${part} is not in ${text}`)
  assert.match(text, /□/, 'a letter that no typeface has is shown as a square')
  assert.match(text, /A square stands for a letter/)
})

test('a fault in a template is told, and the next document is drawn', async () => {
  await assert.rejects(drawPdf('tests/fixtures/no-such-letter.typ', letter('x')), /Typst refused/)
  assert.ok((await drawPdf(TEMPLATE, letter('Tom Reeve'))).length > 1000)
})

test('a template is a path inside the repository', () => {
  assert.throws(() => drawPdf('../elsewhere.typ', {}), /inside the repository/)
  assert.throws(() => drawPdf('/etc/elsewhere.typ', {}), /inside the repository/)
})

test('many who ask at once each get their own document', async () => {
  const names = ['Ruth', 'Amina', 'Tom', 'Dee', 'Joan', 'Sam']
  const pdfs = await Promise.all(names.map((name) => drawPdf(TEMPLATE, letter(name))))
  const alone = await drawPdf(TEMPLATE, letter('Dee'))
  assert.ok(pdfs[3]!.equals(alone))
  assert.equal(new Set(pdfs.map((pdf) => pdf.toString('latin1'))).size, names.length)
})

test('a document is drawn when it is read, not before', async () => {
  const stream = pdfWhenRead(TEMPLATE, letter('Nadia Rahman'))
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  assert.ok(Buffer.concat(parts).equals(await drawPdf(TEMPLATE, letter('Nadia Rahman'))))
})

test('only three faces of our own are embedded for plain words', async (t) => {
  const pdf = await drawPdf(TEMPLATE, letter('Ruth Adeyemi'))
  const path = join(folder, 'fonts.pdf')
  writeFileSync(path, pdf)
  assert.equal(readFileSync(path).length, pdf.length)
  let fonts: string
  try {
    fonts = execFileSync('pdffonts', [path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return t.skip('poppler is not installed')
    throw error
  }
  const rows = fonts.trim().split('\n').slice(2)
  assert.ok(rows.length > 0)
  for (const row of rows) assert.match(row, /AtkinsonHyperlegibleNext.*\byes\b/)
})
