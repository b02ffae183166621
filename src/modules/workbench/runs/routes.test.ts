// Asking and answering through the pages: every question in the worker, its files, and what an answer never gives away.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { cast, programme } from '../../../../seeds/cast.ts'
import { formsIn, plainText, sentFrom } from '../../../../tests/page-forms.ts'
import { rolledBack, type Answered, type Held, type Visitor } from '../../../../tests/world.ts'
import { stopTypst } from '../../../kernel/typst.ts'
import { desksOf, forget, openDesk, type Desk } from '../desks/cupboard.ts'
import { loadExample, type Example } from '../desks/examples.ts'
import { readSheet } from '../desks/reading.ts'
import { materialOf, seenIn } from '../material.ts'
import { deskAt, questionAt } from '../paths.ts'
import { QUESTIONS } from '../questions/all.ts'
import { whyNotYet } from '../questions/choosing.ts'
import { guessCodebook } from '../rules.ts'
import { closeBench } from './bench.ts'
import { dataOf } from './exports.ts'

const { id } = programme
const whose = { person: cast.noor.person, programme: id }

after(async () => {
  await closeBench()
  await stopTypst()
})

async function deskWith(w: Held, example: Example): Promise<{ noor: Visitor; desk: Desk }> {
  for (const one of desksOf(whose, w.house.clock())) forget(one)
  const { sheet, codebook } = await loadExample(example)
  const desk = openDesk(whose, sheet, codebook, w.house.clock(), { confirmed: true })
  assert.ok(typeof desk === 'object')
  return { noor: await w.as('noor'), desk }
}

/** Asks as the form stands, and looks until the answer is there. */
async function answered(
  noor: Visitor,
  desk: Desk,
  key: string,
  more: Record<string, string> = {},
): Promise<Answered & { at: string }> {
  const at = questionAt(id, desk.id, key)
  const form = formsIn((await noor.get(at)).text).find((one) => one.action === at)!
  const boxes = [...(await noor.get(at)).text.matchAll(/name="([a-z]+)" type="checkbox" value="(\d+)" checked/g)]
  const sent: Record<string, string | string[]> = { ...sentFrom(form), ...more }
  for (const [, name] of boxes) sent[name!] = boxes.flatMap(([, own, value]) => (own === name ? [value!] : []))
  const asked = await noor.post(at, sent)
  assert.equal(asked.status, 303, asked.text.slice(0, 2000))
  for (let round = 0; round < 60; round += 1) {
    const page = await noor.get(asked.location!)
    if (!page.text.includes('It is being worked out')) return { ...page, at: asked.location! }
  }
  throw new Error(`${key} was not answered`)
}

const EXAMPLE: Readonly<Record<string, Example>> = { 'whole-review': 'review' }

for (const question of QUESTIONS)
  rolledBack(`“${question.asks}” is answered on its page, sentence first`, async (w) => {
    const { noor, desk } = await deskWith(w, EXAMPLE[question.key] ?? 'pupils')
    const page = await answered(noor, desk, question.key)
    assert.equal(page.status, 200)
    const heading = plainText(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(page.text)![1]!.replaceAll(/<[^>]+>/g, ''))
    assert.ok(heading.startsWith(question.asks) && heading.length > question.asks.length + 10, heading)
    for (const words of ['What was taken for granted', 'What was done', 'script.R', 'package.zip'])
      assert.ok(page.text.includes(words), words)
    const list = await noor.get(deskAt(id, desk.id))
    assert.match(list.text, /Asked so far/)
    forget(desk)
  })

rolledBack('people who chose to answer are warned about loudly, and everyone is not', async (w) => {
  const review = await deskWith(w, 'review')
  const page = await answered(review.noor, review.desk, 'whole-review')
  assert.match(page.text, /govuk-warning-text[\s\S]*?People chose for themselves/)
  assert.match(page.text, /govuk-warning-text[\s\S]*?There are few people for this/)
  const pupils = await deskWith(w, 'pupils')
  assert.doesNotMatch((await answered(pupils.noor, pupils.desk, 'changed-more')).text, /govuk-warning-text/)
  forget(pupils.desk)
})

rolledBack(
  'the answer leaves as a table, drawings, a script, a paper and a package that all say the same',
  async (w) => {
    const { noor, desk } = await deskWith(w, 'review')
    const { at } = await answered(noor, desk, 'whole-review')
    const csv = await noor.get(`${at}/files/results.csv`)
    assert.match(String(csv.headers['content-type']), /^text\/csv/)
    const rows = parse<Record<string, string>>(csv.text, { columns: true, bom: true })
    const alpha = rows.find((row) => row.Row === 'Dimension A' && row.What === 'Alpha')!
    assert.ok(Math.abs(Number(alpha.Value) - 0.888) < 0.001)
    const script = await noor.get(`${at}/files/script.R`)
    assert.match(script.text, /# alphaA: 0\.888/)
    const svg = await noor.get(`${at}/files/chart-1.svg`)
    assert.match(svg.text, /^<svg xmlns=/)
    assert.match(String(svg.headers['content-type']), /^image\/svg\+xml/)
    assert.equal((await noor.get(`${at}/files/chart-9.svg`)).status, 404)
    assert.equal((await noor.get(`${at}/files/data.csv`)).status, 404)
    const pdf = await noor.get(`${at}/files/report.pdf`)
    assert.equal(pdf.text.slice(0, 5), '%PDF-')
    const zip = await w.app.inject({
      method: 'GET',
      url: `${at}/files/package.zip`,
      headers: { host: 'localhost', cookie: `session=${noor.cookies.get('session')}` },
    })
    const files = unzipSync(new Uint8Array(zip.rawPayload))
    const text = (name: string): string => Buffer.from(files[name]!).toString('utf8')
    assert.equal(text('results.csv'), csv.text)
    assert.equal(text('script.R'), script.text)
    const described = JSON.parse(text('datapackage.json')) as {
      resources: { path: string; schema?: { fields: { name: string; title?: string }[] } }[]
    }
    for (const { path } of described.resources) assert.ok(files[path], path)
    const data = parse<Record<string, string>>(text('data.csv'), { columns: true, bom: true })
    assert.equal(data.length, 50)
    const fields = described.resources[0]!.schema!.fields
    assert.deepEqual(
      Object.keys(data[0]!),
      fields.map((field) => field.name),
    )
    assert.equal(fields[0]!.title, 'Student voice')
    assert.match(text('README.md'), /15 of 17|Fifteen of/)
    forget(desk)
  },
)

rolledBack('what looks like a formula in somebody’s data leaves as words', async (w) => {
  const text =
    'q1,q2,group\n1,2,"=HYPERLINK(""http://x"")"\n2,1,+cmd\n3,3,"=HYPERLINK(""http://x"")"\n1,1,+cmd\n2,3,+cmd\n'
  const pieces = async function* (): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from(text))
  }
  const sheet = await readSheet(pieces(), '=evil.csv')
  assert.ok('columns' in sheet)
  const book = guessCodebook(seenIn(sheet), sheet.rows)
  const rows = parse(dataOf(sheet, book, ['q1', 'group']), { bom: true })
  assert.deepEqual(
    rows.map((row) => row[1]!.slice(0, 2)),
    ['gr', "'=", "'+", "'=", "'+", "'+"],
  )
  assert.deepEqual(
    [...materialOf(sheet, book, ['q1']).columns[0]!.values].map(Number).toSorted((a, b) => a - b),
    [1, 2, 3],
  )
  for (const one of desksOf(whose, w.house.clock())) forget(one)
  const desk = openDesk(
    whose,
    sheet,
    { ...book, columns: book.columns.map((note) => ({ ...note, kind: note.name === 'group' ? 'group' : 'item' })) },
    w.house.clock(),
    { confirmed: true },
  )
  assert.ok(typeof desk === 'object')
  const noor = await w.as('noor')
  const { at, status } = await answered(noor, desk, 'two-groups')
  assert.equal(status, 200)
  const script = await noor.get(`${at}/files/script.R`)
  assert.doesNotMatch(script.text, /%in% "=HYPERLINK/, 'the script names the group as its file does')
  forget(desk)
})

rolledBack('a form that makes no sense is drawn again, with what was chosen', async (w) => {
  const { noor, desk } = await deskWith(w, 'pupils')
  const at = questionAt(id, desk.id, 'dimensions')
  const wrong = await noor.post(at, { items: ['5'], count: '77', rotation: 'oblimin', cut: '0.4' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Choose at least 3 columns/)
  assert.match(wrong.text, /Enter a number from 1 to 12/)
  assert.match(wrong.text, /value="77"/)
  const many = await noor.post(at, { items: ['5', '6', '7'], count: '3', rotation: 'oblimin', cut: '0.4' })
  assert.match(many.text, /Enter fewer dimensions than there are items/)
  const same = await noor.post(questionAt(id, desk.id, 'two-groups'), {
    first: '2.0',
    second: '2.0',
    outcome: 'items',
    cluster: 'none',
  })
  assert.match(same.text, /Choose two different groups/)
  const apart = await noor.post(questionAt(id, desk.id, 'two-groups'), {
    first: '2.0',
    second: '3.0',
    outcome: 'items',
    cluster: 'none',
  })
  assert.match(apart.text, /Choose two groups of the same column/)
  forget(desk)
})

rolledBack('what was chosen comes back to be changed, from an address that holds no answer of anybody', async (w) => {
  const { noor, desk } = await deskWith(w, 'pupils')
  const { text } = await answered(noor, desk, 'two-groups')
  const href = plainText(/href="([^"]+)">Change what was chosen/.exec(text)![1]!)
  assert.doesNotMatch(href, /yes|no\b|Ash/)
  const page = await noor.get(href)
  assert.match(page.text, /<option value="2\.1" selected>/)
  forget(desk)
})

rolledBack('a question that this data cannot answer says what it would take', async (w) => {
  const { noor, desk } = await deskWith(w, 'review')
  const question = QUESTIONS.find((one) => one.key === 'has-it-changed')!
  assert.ok(whyNotYet(question, desk.codebook, desk.sheet))
  const page = await noor.get(questionAt(id, desk.id, question.key))
  assert.equal(page.status, 200)
  assert.match(page.text, /This data cannot answer it yet/)
  assert.equal((await noor.post(questionAt(id, desk.id, question.key))).status, 422)
  assert.equal((await noor.get(questionAt(id, desk.id, 'magic'))).status, 404)
  forget(desk)
})

rolledBack('while it works the page says so and can be cancelled; cancelled, it leads back', async (w) => {
  const columns = 280
  const lines = Array.from({ length: 600 }, (_, row) =>
    Array.from({ length: columns }, (_cell, at) =>
      Math.floor(Math.abs(Math.sin(row * 12.9898 + at * 78.233) * 43_758.5453) % 4),
    ).join(','),
  )
  const head = Array.from({ length: columns }, (_, at) => `q${at + 1}`).join(',')
  const noor = await w.as('noor')
  for (const one of desksOf(whose, w.house.clock())) forget(one)
  const loaded = await noor.upload(`/programmes/${id}/workbench/desks`, {
    name: 'large.csv',
    body: [head, ...lines].join('\n'),
  })
  const [desk] = desksOf(whose, w.house.clock())
  assert.equal(loaded.status, 303)
  const at = questionAt(id, desk!.id, 'how-many-dimensions')
  const items = Array.from({ length: columns }, (_, i) => String(i))
  const asked = await noor.post(at, { items })
  const page = await noor.get(asked.location!)
  assert.match(page.text, /It is being worked out/)
  assert.match(page.text, /data-look-again="[^"]+"[\s\S]*role="status"/)
  assert.equal((await noor.get(`${asked.location}/files/results.csv`)).status, 404, 'there is nothing to take yet')
  const priya = await w.as('priya')
  assert.equal((await priya.post(`${asked.location}/cancelling`)).status, 410, 'nobody else cancels it')
  assert.equal((await noor.post(`${asked.location}/cancelling`)).status, 303)
  assert.match((await noor.get(asked.location!)).text, /You cancelled it/)
  forget(desk!)
})
