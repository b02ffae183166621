// Data on the workbench: how it gets there, who sees it, what is written down of it, and that it goes.
import assert from 'node:assert/strict'
import { cast, programme } from '../../../../seeds/cast.ts'
import { NOW, rolledBack, type Held, type Visitor } from '../../../../tests/world.ts'
import { formsIn, sentFrom } from '../../../../tests/page-forms.ts'
import { codebookAt, deskAt, desksAt, questionAt, workbenchAt } from '../paths.ts'
import { columnNamed } from '../sheet.ts'
import { desksOf, forget, openDesk, type Desk } from './cupboard.ts'
import { loadExample } from './examples.ts'

const { id } = programme
const CSV = 'name,school,q1,q2,q3\nZebulon Quill,Ash,0,1,2\nWilla Thorn,Oak,3,2,-9\nKit Marlow,Ash,1,,1\n'

const whose = (name: 'noor' | 'priya') => ({ person: cast[name].person, programme: id })
const desksFor = (w: Held, name: 'noor' | 'priya'): Desk[] => desksOf(whose(name), w.house.clock())
const clear = (w: Held): void => [...desksFor(w, 'noor'), ...desksFor(w, 'priya')].forEach(forget)

/** Loads a file as Noor; her desk. */
async function loaded(w: Held, text: string | Buffer = CSV): Promise<{ noor: Visitor; desk: Desk }> {
  clear(w)
  const noor = await w.as('noor')
  const done = await noor.upload(desksAt(id), { name: 'autumn.csv', body: text })
  assert.equal(done.status, 303, done.text.slice(0, 400))
  const [desk] = desksFor(w, 'noor')
  assert.equal(done.location, codebookAt(id, desk!.id))
  return { noor, desk: desk! }
}

async function auditLines(w: Held): Promise<string[]> {
  return w.inCtx('priya', { programme: id }, async ({ tx }) => {
    const found = await tx.client.query(
      `select words from kernel.audit_lines where deed like 'workbench.%' order by at, id`,
    )
    return (found.rows as { words: string }[]).map((row) => row.words)
  })
}

rolledBack('a file becomes a desk with a guessed codebook, and nothing of what it says is written down', async (w) => {
  const { noor, desk } = await loaded(w)
  assert.equal(desk.sheet.rows, 3)
  const page = await noor.get(codebookAt(id, desk.id))
  assert.equal(page.status, 200)
  assert.match(page.text, /We guessed what is in your data/)
  assert.match(page.text, /value="item" selected/)
  assert.match(page.text, /name="missing" type="text" value="-9"/)
  assert.doesNotMatch(page.text, /Zebulon|Willa/, 'no row of anybody is shown')
  assert.deepEqual(await auditLines(w), ['Loaded data onto the workbench: 3 rows and 5 columns'])
  clear(w)
})

rolledBack('pasted rows do as well, with tabs or semicolons, and a mistake keeps what was pasted', async (w) => {
  clear(w)
  const noor = await w.as('noor')
  const pasted = CSV.replaceAll(',', '\t')
  assert.equal((await noor.upload(desksAt(id), { name: '', body: '' }, { pasted })).status, 303)
  assert.deepEqual(
    desksFor(w, 'noor')[0]!.sheet.columns.map((column) => column.name),
    ['name', 'school', 'q1', 'q2', 'q3'],
  )
  clear(w)
  const wrong = await noor.post(desksAt(id), { pasted: 'only one line' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /no row below it/)
  assert.match(wrong.text, /only one line<\/textarea>/)
  const long = await noor.post(desksAt(id), { pasted: `a,b\n${'1,2\n'.repeat(70_000)}` })
  assert.match(long.text, /too much to paste/)
})

rolledBack('a desk is its owner’s: for anybody else it is not there, not even for an officer', async (w) => {
  const { noor, desk } = await loaded(w)
  const priya = await w.as('priya')
  for (const path of [
    deskAt(id, desk.id),
    codebookAt(id, desk.id),
    `${codebookAt(id, desk.id)}/file`,
    questionAt(id, desk.id, 'dimensions'),
  ]) {
    const theirs = await priya.get(path)
    assert.equal(theirs.status, 410, path)
    assert.match(theirs.text, /This data is no longer here/)
    assert.doesNotMatch(theirs.text, /autumn/)
  }
  assert.equal((await priya.post(`${deskAt(id, desk.id)}/forgetting`)).status, 410)
  assert.equal((await noor.get(codebookAt(id, desk.id))).status, 200, 'it is still hers')
  for (const name of ['ruth', 'nadia'] as const)
    assert.equal((await (await w.as(name)).get(deskAt(id, desk.id))).status, 404, name)
  assert.equal((await (await w.as('ewan')).get(workbenchAt(id))).status, 403, 'an assessor has no workbench')
  clear(w)
})

rolledBack('half an hour after its last use it is gone, and the page leads back with the question', async (w) => {
  const { noor, desk } = await loaded(w)
  w.clock(new Date(NOW.getTime() + 29 * 60_000))
  assert.equal((await noor.get(codebookAt(id, desk.id))).status, 200)
  w.clock(new Date(NOW.getTime() + 58 * 60_000))
  assert.equal((await noor.get(codebookAt(id, desk.id))).status, 200, 'looking at it is use')
  w.clock(new Date(NOW.getTime() + 89 * 60_000))
  const gone = await noor.get(questionAt(id, desk.id, 'two-groups'))
  assert.equal(gone.status, 410)
  assert.ok(gone.text.includes(`${workbenchAt(id)}?question=two-groups`))
  const back = await noor.get(`${workbenchAt(id)}?question=two-groups`)
  assert.match(back.text, /You were asking: <strong>Do two groups differ\?/)
  assert.deepEqual(desksFor(w, 'noor'), [])
})

rolledBack('whoever came with a question is asked it once the codebook is right', async (w) => {
  clear(w)
  const noor = await w.as('noor')
  const done = await noor.upload(desksAt(id), { name: 'a.csv', body: CSV }, { question: 'hang-together' })
  assert.match(done.location!, /codebook\?question=hang-together$/)
  const page = await noor.get(done.location!)
  const form = formsIn(page.text).find((one) => one.action.endsWith('/codebook'))!
  const decided = await noor.post(form.action, { ...sentFrom(form), came: 'random' })
  assert.equal(decided.location, questionAt(id, desksFor(w, 'noor')[0]!.id, 'hang-together'))
  clear(w)
})

rolledBack('forgotten means gone at once, and the audit says so', async (w) => {
  const { noor, desk } = await loaded(w)
  const done = await noor.post(`${deskAt(id, desk.id)}/forgetting`)
  assert.equal(done.location, workbenchAt(id))
  assert.equal((await noor.get(deskAt(id, desk.id))).status, 410)
  assert.ok((await auditLines(w)).includes('Took data off the workbench: 3 rows and 5 columns'))
})

rolledBack('two sets of data are room enough for one, and a third says which way out', async (w) => {
  const { noor } = await loaded(w)
  assert.equal((await noor.post(`${workbenchAt(id)}/examples`, { example: 'review' })).status, 303)
  const third = await noor.upload(desksAt(id), { name: 'third.csv', body: CSV })
  assert.equal(third.status, 422)
  assert.match(third.text, /You have 2 sets of data open already/)
  const { sheet, codebook } = await loadExample('pupils')
  assert.equal(
    typeof openDesk(whose('priya'), sheet, codebook, w.house.clock()),
    'object',
    'others have room of their own',
  )
  clear(w)
})

rolledBack('a codebook that does not fit the data is drawn again with what was chosen', async (w) => {
  const { noor, desk } = await loaded(w)
  const page = await noor.get(codebookAt(id, desk.id))
  const sent = sentFrom(formsIn(page.text).find((one) => one.action.endsWith('/codebook'))!)
  const wrong = await noor.post(codebookAt(id, desk.id), { ...sent, kind_1: 'item', label_1: 'Where they learn' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /href="#kind_1">“school” has words where this kind needs numbers/)
  assert.match(wrong.text, /value="Where they learn"/)
  assert.equal(desk.confirmed, false)
  const outside = await noor.post(codebookAt(id, desk.id), { ...sent, missing: '', scale_min: '0', scale_max: '3' })
  assert.match(outside.text, /“q3” has answers outside the scale/)
  const right = await noor.post(codebookAt(id, desk.id), { ...sent, kind_1: 'cluster', label_1: 'Where they learn' })
  assert.equal(right.location, deskAt(id, desk.id))
  assert.equal(desk.codebook.columns[1]!.label, 'Where they learn')
  clear(w)
})

rolledBack('a codebook is downloaded, and taken over for the same data another day', async (w) => {
  const { noor, desk } = await loaded(w)
  desk.codebook = { ...desk.codebook, came: 'chose', scaleMin: 0, scaleMax: 3 }
  const file = await noor.get(`${codebookAt(id, desk.id)}/file`)
  assert.match(String(file.headers['content-disposition']), /autumn codebook\.json/)
  assert.doesNotMatch(file.text, /Zebulon|Ash/, 'it has no answers in it')
  const again = await loaded(w)
  const taken = await again.noor.upload(`${codebookAt(id, again.desk.id)}/file`, { name: 'c.json', body: file.text })
  assert.equal(taken.status, 303)
  assert.deepEqual(again.desk.codebook, desk.codebook)
  for (const [body, words] of [
    ['not json', /no codebook of the workbench/],
    ['{"fields":[{"name":"elsewhere"}]}', /names none of the columns/],
    ['{"fields":[{"name":"school","wholeschool:kind":"item"}]}', /has words where this kind needs numbers/],
  ] as const) {
    const wrong = await again.noor.upload(`${codebookAt(id, again.desk.id)}/file`, { name: 'c.json', body })
    assert.equal(wrong.status, 422, body)
    assert.match(wrong.text, words)
  }
  clear(w)
})

rolledBack('long words are let go while reading, wherever the column is', async (w) => {
  const { desk } = await loaded(w, `q1,says\n1,fine\n2,${'I would rather not say who it was '.repeat(5)}\n`)
  assert.deepEqual(columnNamed(desk.sheet, 'says')!.values, [])
  assert.equal(desk.codebook.columns[1]!.kind, 'out')
  clear(w)
})
