// A Record as a file: what is in it, what never is, who may take it and that it is written down.
import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { alderbourne, larchmead } from '../../../../../seeds/cast.ts'
import { rolledBack, type Held } from '../../../../../tests/world.ts'
import { exportsAt } from '../../paths.ts'
import { currentCycle } from '../../standing/service.ts'
import { documentDigest, readDocument } from '../document.ts'
import { documentOf, keepRecord } from '../service.ts'
import { COLUMNS } from './rules.ts'

const { setting } = larchmead
const at = exportsAt(setting)

const cycleOf = (w: Held) => w.inCtx('ruth', { setting }, async ({ tx }) => (await currentCycle(tx, setting))!)

async function take(w: Held, as: 'csv' | 'json', copy?: string) {
  return (await w.as('ruth')).post(at, { as, copy: copy ?? `cycle-${(await cycleOf(w)).id}` })
}

type Row = Record<(typeof COLUMNS)[number], string>

rolledBack('the table reads back: a heading, and one thing said in each row', async (w) => {
  const { status, text, headers } = await take(w, 'csv')
  assert.equal(status, 200)
  assert.match(String(headers['content-type']), /^text\/csv; charset=utf-8/)
  assert.match(String(headers['content-disposition']), /Larchmead Primary School_? Record_? cycle \d\.csv/)
  assert.ok(text.startsWith('\ufeffSchool,Cycle,'))
  const rows = parse<Row>(text, { columns: true, bom: true })
  assert.deepEqual(Object.keys(rows[0]!), [...COLUMNS])
  const cycle = await cycleOf(w)
  const document = await w.inCtx('ruth', { setting }, (ctx) => documentOf(ctx, cycle))
  const criteria = document.chapters.flatMap((chapter) => chapter.criteria)
  const levels = rows.filter((row) => row.Part === 'Agreed at assessment' && row.What === 'Level')
  assert.equal(levels.length, criteria.filter((one) => one.agreed).length)
  for (const { agreed, key } of criteria) {
    const row = levels.find((one) => one['Criterion key'] === key)
    if (agreed) assert.equal(row?.Value, agreed.level === null ? 'not applicable' : String(agreed.level))
  }
  const actions = new Set(rows.filter((row) => row.Part === 'Action').map((row) => row.Number))
  assert.equal(actions.size, criteria.flatMap((one) => one.actions).length)
})

rolledBack('a cell that a spreadsheet would take for a formula is only words', async (w) => {
  await w.inCtx('ruth', { setting }, async ({ tx }) => {
    const { id } = (await currentCycle(tx, setting))!
    for (const words of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])
      await tx.client.query(
        `insert into toolkit.evidence (setting_id, cycle_id, criterion_key, kind, on_day, words, added_by, added_at)
         select $1, $2, criterion_key, 'note', '2026-11-01', $3, 'Ruth Adeyemi', now()
           from toolkit.agreed_ratings where setting_id = $1 limit 1`,
        [setting, id, words],
      )
  })
  const rows = parse<Row>((await take(w, 'csv')).text, { columns: true, bom: true })
  const dangerous = rows.flatMap((row) => Object.values(row)).filter((cell) => /^[\s]*[=+\-@＝]/.test(cell))
  assert.deepEqual(dangerous, [])
  assert.ok(rows.some((row) => row.Title === `'=HYPERLINK("http://x")`))
})

rolledBack('the document reads back, and its digest is that of the version kept', async (w) => {
  const cycle = await cycleOf(w)
  const kept = await w.inCtx('ruth', { setting }, (ctx) => keepRecord(ctx, cycle, 'For the governors'))
  const { text, headers } = await take(w, 'json', `version-${kept.id}`)
  assert.match(String(headers['content-type']), /^application\/json/)
  const { what, format, copy, digest, record } = JSON.parse(text) as {
    what: string
    format: number
    copy: object
    digest: { value: string }
    record: unknown
  }
  assert.deepEqual([what, format], ['wholeschool-record', 1])
  assert.deepEqual(copy, {
    kind: 'kept',
    cycle: cycle.number,
    version: kept.number,
    keptAt: w.house.clock().toISOString(),
    keptBy: 'Ruth Adeyemi',
    why: 'For the governors',
  })
  assert.equal(digest.value, kept.digest)
  assert.equal(documentDigest(readDocument(record)), kept.digest)
})

rolledBack('neither what a member rated alone nor what raters answered or wrote is in a file', async (w) => {
  await w.inCtx('ruth', { setting }, ({ tx }) =>
    tx.client.query(`update toolkit.ratings set reason = 'Only I think so' where setting_id = $1`, [setting]),
  )
  for (const as of ['csv', 'json'] as const) {
    const { text } = await take(w, as)
    for (const secret of ['Only I think so', 'change_first', 'I wish someone would ask me'])
      assert.ok(!text.includes(secret), `${secret} is in the ${as}`)
  }
})

rolledBack(
  'each file taken is a line in the audit, and what is not there is refused with nothing written',
  async (w) => {
    const lines = () =>
      w.inCtx('ruth', { setting }, async ({ tx }) => {
        const found = await tx.client.query(
          `select words from kernel.audit_lines where setting_id = $1 and deed = 'toolkit.exported-record' order by at`,
          [setting],
        )
        return (found.rows as { words: string }[]).map((row) => row.words)
      })
    const { number } = await cycleOf(w)
    await take(w, 'csv')
    assert.deepEqual(await lines(), [`Took the Record away as CSV: cycle ${number}`])
    const theirs = await w.inCtx('helen', { setting: alderbourne.setting }, ({ tx }) =>
      currentCycle(tx, alderbourne.setting),
    )
    for (const copy of [`cycle-${theirs!.id}`, 'cycle-x', '', `version-${theirs!.id}`]) {
      const refused = await take(w, 'csv', copy)
      assert.equal(refused.status, 422, copy)
      assert.match(refused.text, /Choose which Record you want/)
    }
    assert.equal((await lines()).length, 1)
  },
)

rolledBack(
  'leads take it away; a governor and a teacher are told it is not theirs, strangers find nothing',
  async (w) => {
    const copy = `cycle-${(await cycleOf(w)).id}`
    assert.equal((await (await w.as('amina')).post(at, { copy, as: 'json' })).status, 200)
    for (const name of ['dee', 'joan', 'tom'] as const)
      assert.equal((await (await w.as(name)).post(at, { copy, as: 'json' })).status, 403, name)
    for (const name of ['marcus', 'priya', 'ewan'] as const)
      assert.equal((await (await w.as(name)).post(at, { copy, as: 'json' })).status, 404, name)
  },
)
